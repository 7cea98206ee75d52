/** What passes in examples of XPhone Connect, and that nothing else does: packets, not rules. Rows of the connection overview. */
import { type App, Testing } from "cdktf";
import { XPhoneDmzIisAws } from "../../examples/xphone-dmz-iis/aws";
import { XPhoneDmzIisAzure } from "../../examples/xphone-dmz-iis/azure";
import { XPhoneDmzReverseProxyAws } from "../../examples/xphone-dmz-reverse-proxy/aws";
import { XPhoneDmzReverseProxyAzure } from "../../examples/xphone-dmz-reverse-proxy/azure";
import { XPhoneSoftphoneDesktopTurnAws } from "../../examples/xphone-softphone-desktop-turn/aws";
import { XPhoneSoftphoneDesktopTurnAzure } from "../../examples/xphone-softphone-desktop-turn/azure";
import { XPhoneSoftphoneMobileTurnAws } from "../../examples/xphone-softphone-mobile-turn/aws";
import { XPhoneSoftphoneMobileTurnAzure } from "../../examples/xphone-softphone-mobile-turn/azure";
import { synthesize, type InterfaceExpectation } from "../../lib/testing/index";

type Expected = Readonly<Record<string, InterfaceExpectation>>;
const tcp = (peer: string, ports: number | string): { peer: string; transport: "tcp"; ports: number | string } => ({
  peer,
  transport: "tcp",
  ports,
});
const udp = (peer: string, ports: number | string): { peer: string; transport: "udp"; ports: number | string } => ({
  peer,
  transport: "udp",
  ports,
});
const CLIENTS = "10.30.128.0/17";
const VPN = "10.30.64.0/22";
const TURN = "198.51.100.128/27";
/** Row 19. */
const STUN = udp("198.51.100.10/31", "3478-3479");
/** Rows 17 and 18. */
const TO_TURN = [udp(TURN, "49152-65535"), tcp(TURN, 443), tcp(TURN, 3478)];
/** Row 32. */
const TIME = { egress: [udp("10.30.0.123", 123)] };

/** Rows 12 and 13 between IIS and the server, row 26 from outside, row 1 from clients. */
const DMZ_IIS: Expected = {
  "Web/WebServer/External": { ingress: [tcp("internet", 443)] },
  "Web/WebServer/Internal": { egress: [tcp("10.30.1.10", "2230-2231")] },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("10.20.0.138", "2230-2231")] },
};
const DMZ_REVERSE_PROXY: Expected = {
  "Proxy/ReverseProxy/External": { ingress: [tcp("internet", 443)] },
  "Proxy/ReverseProxy/Internal": { egress: [tcp("10.30.1.10", 80)] },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("10.20.0.140", 80)] },
};
/** Rows 15 and 16 in, rows 17 to 19 out, row 26 for signaling. */
const MOBILE_TURN: Expected = {
  "Server/Server/External": {
    ingress: [tcp("internet", 443), udp("internet", "30000-33000")],
    egress: [STUN, ...TO_TURN],
  },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230)], ...TIME },
};
/** Rows 2 and 16 in, rows 17 to 19 out; media to the clients go over the TURN server, so row 3 is not open; row 1 also through the VPN. */
const DESKTOP_TURN: Expected = {
  "Server/Server/External": {
    ingress: [udp("internet", "30000-33000")],
    egress: [STUN, ...TO_TURN],
  },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp(VPN, 2230)], ...TIME },
};

const EXAMPLES = [
  [XPhoneDmzIisAws, DMZ_IIS],
  [XPhoneDmzIisAzure, DMZ_IIS],
  [XPhoneDmzReverseProxyAws, DMZ_REVERSE_PROXY],
  [XPhoneDmzReverseProxyAzure, DMZ_REVERSE_PROXY],
  [XPhoneSoftphoneMobileTurnAws, MOBILE_TURN],
  [XPhoneSoftphoneMobileTurnAzure, MOBILE_TURN],
  [XPhoneSoftphoneDesktopTurnAws, DESKTOP_TURN],
  [XPhoneSoftphoneDesktopTurnAzure, DESKTOP_TURN],
] as const;

describe("the examples of XPhone Connect", () => {
  it.each(EXAMPLES.map(([Stack, expected]) => [Stack.name, Stack, expected] as const))(
    "permit exactly what is spelled out, %s",
    (_, Stack, expected) => {
      const app: App = Testing.app();
      new Stack(app, "example");
      const [stack] = synthesize(app);
      expect(stack).toPermitExactly(expected);
      expect(stack).toHaveNoFindings();
    },
  );
});
