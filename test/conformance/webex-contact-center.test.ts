/**
 * What the examples of Contact Center Express and of media over the internet permit, spelled out by hand from the Korean
 * document: table 5 (UCCX), the rows of table 2 that hold for every endpoint, and tables 3 and 4.
 */
import "../../lib/testing/index";
import type { InterfaceExpectation } from "../../lib/testing/index";
import { checkStack } from "../../lib/tools/analyze/check";
import { synthesizeExamples } from "../support/examples";
import { rulesOf } from "../support/rules";
import { Folder } from "../tools/stack-files";

const INSTANCE = "192.0.2.0/24";
const UNIFIED_CM = "192.0.2.0/28";
const UCCX = "192.0.2.32/28";
const ABOVE_1023 = "1024-65535";
const MEDIA = "16384-32767";

type Queries = NonNullable<InterfaceExpectation["egress"]>;

function tcp(peer: string, ...ports: (number | string)[]): Queries {
  return ports.map((port) => ({ peer, transport: "tcp", ports: port, sourcePorts: ABOVE_1023 }));
}

/** Everything that a contact center permits, on the interfaces of its hosts. */
const CONTACT_CENTER: Readonly<Record<string, InterfaceExpectation>> = {
  "ContactCenter/AgentDesktops/Interface": {
    egress: [
      // Table 5, rows 1, 2, 4 to 10 and 12 to 18: clients; row 11: browsers.
      ...tcp(UCCX, 22, 1504, 5223, 6999, 7443, 8080, 8081, 8443, 8444, 8447, 8553, 9080, 9443, 12014, 12015, 12028),
      ...tcp(UCCX, 8445),
      // Table 2, rows 4 and 36: browsers reach every application.
      ...tcp(INSTANCE, 443, 8443),
    ],
  },
  "ContactCenter/AgentPhones/Interface": {
    egress: [
      // Table 5, row 19, printed as TCP.
      ...tcp(UCCX, ABOVE_1023),
      // Table 2, rows 15, 23 (secure SIP by default) and 27 to 29; 36; 40; 42.
      ...tcp(UNIFIED_CM, 2445, 5061, 6970, 6971, 6972),
      ...tcp(INSTANCE, 8443),
      { peer: UNIFIED_CM, transport: "udp", ports: MEDIA, sourcePorts: MEDIA },
      { peer: INSTANCE, transport: "icmp" },
    ],
    // Table 2, rows 39 and 43.
    ingress: [
      { peer: UNIFIED_CM, transport: "udp", ports: MEDIA, sourcePorts: MEDIA },
      { peer: INSTANCE, transport: "icmp" },
    ],
  },
  "ContactCenter/Reporting/Interface": {
    // Table 5, rows 2 (servers) and 11 (REST clients).
    egress: tcp(UCCX, 1504, 8445),
  },
  "ContactCenter/Gateways/Interface": {
    // Table 5, row 3, over UDP and TCP; table 2, row 24, both ways.
    egress: [
      ...tcp(UCCX, 5065),
      { peer: UCCX, transport: "udp", ports: 5065, sourcePorts: ABOVE_1023 },
      ...tcp(UNIFIED_CM, 5061),
    ],
    ingress: tcp(UNIFIED_CM, 5061),
  },
};

/** The resolver's endpoint, which has a group on AWS only: table 2, row 44, to the name servers of the region EU. */
const RESOLVER: Readonly<Record<string, InterfaceExpectation>> = {
  "Network/Resolver/Outbound": {
    egress: ["178.215.131.100/32", "178.215.131.228/32"].flatMap((peer): Queries => [
      ...tcp(peer, 53),
      { peer, transport: "udp", ports: 53, sourcePorts: ABOVE_1023 },
    ]),
  },
};

describe("Contact Center Express and media over the internet", () => {
  const examples = synthesizeExamples();
  const folder = new Folder();
  afterAll(() => {
    folder.remove();
  });

  it("opens the 20 rows of UCCX, and the rows of table 2 that phones, browsers and gateways need", () => {
    expect(examples.get("webex-contact-center-aws")).toPermitExactly({ ...CONTACT_CENTER, ...RESOLVER });
    expect(examples.get("webex-contact-center-azure")).toPermitExactly(CONTACT_CENTER);
  });

  it("opens media of multi-tenant inwards and media of mobile and remote access outwards, and nothing else", () => {
    const media = ["8000-48198 from 203.0.113.0/25", "36000-59999 to 203.0.113.128/28"];
    const lines = [
      `Trunk_MediaClients_Interface ingress udp ${String(media[0])}`,
      `Trunk_RemoteAccessClients_Interface egress udp ${String(media[1])}`,
    ];
    expect(rulesOf(examples.get("webex-inter-op-trunk-aws") ?? "")).toEqual(lines);
    expect(rulesOf(examples.get("webex-inter-op-trunk-azure") ?? "")).toEqual(
      lines.map((line) => `${line} source ${ABOVE_1023}`),
    );
    for (const cloud of ["aws", "azure"]) {
      expect(examples.get(`webex-inter-op-trunk-${cloud}`)).toPermitExactly({
        "Trunk/MediaClients/Interface": {
          ingress: [{ peer: "203.0.113.0/25", transport: "udp", ports: "8000-48198", sourcePorts: ABOVE_1023 }],
        },
        "Trunk/RemoteAccessClients/Interface": {
          egress: [{ peer: "203.0.113.128/28", transport: "udp", ports: "36000-59999", sourcePorts: ABOVE_1023 }],
        },
      });
    }
  });

  it.each(["contact-center", "inter-op-trunk"].flatMap((name) => [`webex-${name}-aws`, `webex-${name}-azure`]))(
    "has nothing to find but notes: %s",
    (stack) => {
      const { findings, interfaces } = checkStack(folder.read(JSON.parse(examples.get(stack) ?? "")), "2026-11-26");
      expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
      expect(interfaces.every((side) => side.exact)).toBe(true);
    },
  );
});
