/** A product that no document here covers, described once for both clouds: a session border controller. */
import type { Construct } from "constructs";
import { importFlows, type Network, OwnServer, Peer } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  provider: ["198.51.100.0/26"],
  nameServers: ["10.30.0.53", "10.30.1.53"],
  timeServer: "10.30.0.123",
  revocationList: "203.0.113.80",
  administrators: "10.30.64.0/24",
} as const;

/** What the telephony team keeps in its own table. With a file, write `readFileSync("flows.csv", "utf8")`. */
const FLOWS = `role;direction;peer;transport;ports;purpose;owner
sbc;from;10.30.2.0/28;TCP;5060 5061;SIP from the PBX;telephony
sbc;to;10.30.2.0/28;TCP;5060 5061;SIP to the PBX;telephony
sbc;from;10.30.2.0/28 10.30.128.0/17;UDP;20000-29999;media from the PBX and phones;telephony
sbc;to;10.30.2.0/28 10.30.128.0/17;UDP;16384-32767;media to the PBX and phones;telephony
`;

/** Composes the session border controller in whichever network it is given. */
export function composeProduct(scope: Construct, network: Network): OwnServer {
  const sbc = new OwnServer(scope, "Sbc", {
    network,
    title: "Session border controller",
    external: { privateAddress: "10.20.0.20", names: ["sbc.example.com"] },
    internal: { privateAddress: "10.20.0.148" },
    serviceRecords: [{ service: "_sips._tcp", domain: "example.com", port: 5061 }],
  });
  const provider = Peer.prefixes(PLAN.provider);
  sbc.role.allowFrom(provider, { transport: "tcp", ports: [5061], purpose: "SIP over TLS from the provider" });
  sbc.role.allowTo(provider, { transport: "tcp", ports: [5061], purpose: "SIP over TLS to the provider" });
  sbc.role.allowFrom(Peer.internet(), { transport: "udp", ports: ["40000-49999"], purpose: "media from anywhere" });
  sbc.role.allowNeed("dns", Peer.prefixes(PLAN.nameServers));
  sbc.role.allowNeed("ntp", Peer.prefixes([PLAN.timeServer]));
  sbc.role.allowNeed("crl", Peer.prefixes([PLAN.revocationList]), { owner: "PKI" });
  sbc.role.allowNeed("ssh", Peer.prefixes([PLAN.administrators]));
  sbc.role.allowNeed("https-management", Peer.prefixes([PLAN.administrators]));
  importFlows(FLOWS, { roles: { sbc: sbc.role } });
  return sbc;
}
