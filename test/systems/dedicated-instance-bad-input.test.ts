/** Mistakes in a peering with a Dedicated Instance: each is refused with its code, and nothing is open afterwards. */
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route as AwsRoute } from "@cdktf/provider-aws/lib/route";
import { Route as AzureRoute } from "@cdktf/provider-azurerm/lib/route";
import type { CustomerHostsProps } from "../../lib/systems/webex/customer-hosts-props";
import { DedicatedInstancePeering } from "../../lib/systems/webex/dedicated-instance-peering";
import type { DedicatedInstancePeeringProps } from "../../lib/systems/webex/peering-props";
import { Peer } from "../../lib/stack/peer";
import { expectFault, expectNothingOpened } from "../support/faults";
import { synthesized } from "../support/rules";
import { CLOUDS } from "../support/stacks";
import { hostsWith, INSTANCE, joined, peer, type WebexPlan } from "../support/webex";

type Props = Partial<DedicatedInstancePeeringProps>;

/** What no type checker lets through. */
function wrong(value: unknown): never {
  return value as never;
}

const names = (more: object = {}): Props => ({
  nameResolution: { customer: "xyz", regions: ["AMER"], ...more },
});
const hosts = (more: object): Props => ({
  hosts: { Hosts: { roles: ["phone"], interfaces: [{}], ...more } },
});

const MISTAKES: readonly (readonly [string, Props, string, RegExp, WebexPlan?])[] = [
  // The instance.
  ["no instance", { instance: wrong(undefined) }, "stack-list-invalid", /instance\.prefixes/],
  ["no prefixes", { instance: { prefixes: [] } }, "webex-instance-empty", /empty never means any/],
  ["a name as prefix", { instance: { prefixes: ["cucm.example.com"] } }, "net-prefix-invalid", /cucm\.example\.com/],
  [
    "an instance that overlaps the inside",
    { instance: { prefixes: ["10.30.4.0/24"] } },
    "webex-instance-overlaps",
    /is in the zone "internal"/,
  ],
  [
    "an instance that holds the perimeter",
    { instance: { prefixes: ["10.20.0.0/16"] } },
    "webex-instance-overlaps",
    /partly in another zone/,
  ],
  [
    "an instance that is not a partner",
    { instance: { prefixes: ["203.0.113.0/24"] } },
    "webex-instance-outside-partner",
    /partner\.prefixes/,
  ],
  [
    "an application elsewhere",
    { instance: { prefixes: [INSTANCE], unifiedCm: ["198.51.100.0/28"] } },
    "webex-application-outside-instance",
    /instance\.unifiedCm is "198\.51\.100\.0\/28"/,
  ],
  [
    "a contact center elsewhere",
    { contactCenter: { prefixes: ["198.51.100.0/28"] } },
    "webex-application-outside-instance",
    /contactCenter\.prefixes/,
  ],
  [
    "a contact center where Expressway is",
    {
      instance: { prefixes: [INSTANCE], expressway: ["192.0.2.128/25"] },
      contactCenter: { prefixes: ["192.0.2.128/26"] },
    },
    "webex-contact-center-expressway",
    /never takes SSH/,
  ],
  ["a contact center nowhere", { contactCenter: wrong({}) }, "webex-instance-empty", /contactCenter\.prefixes/],
  ["SSH with Expressway unknown", { hosts: hostsWith("administrator") }, "webex-expressway-unknown", /write \[\]/],
  [
    "SSH where all is Expressway",
    { instance: { prefixes: [INSTANCE], expressway: [INSTANCE] }, hosts: hostsWith("administrator") },
    "webex-expressway-everything",
    /leave an application/,
  ],
  // Names.
  ["an unknown region", names({ regions: ["EMEAR"] }), "webex-region-unknown", /"AMER", "EMEA", "EU", "APJC", "AUS"/],
  ["a region in small letters", names({ regions: ["eu"] }), "webex-region-unknown", /did you mean "EU"/],
  ["a region twice", names({ regions: ["AMER", "AMER"] }), "webex-region-twice", /"AMER"/],
  ["no region", names({ regions: [] }), "webex-regions-empty", /"APJC"/],
  ["a customer of two labels", names({ customer: "xyz.amer" }), "webex-customer-label-invalid", /one DNS label/],
  ["a customer with a dash at its end", names({ customer: "xyz-" }), "webex-customer-label-invalid", /dash/],
  ["a customer with a space", names({ customer: "x yz" }), "webex-customer-label-invalid", /DNS label/],
  ["no customer", names({ customer: "" }), "webex-customer-label-invalid", /1 to 63/],
  ["a customer of 64 letters", names({ customer: "x".repeat(64) }), "webex-customer-label-invalid", /1 to 63/],
  ["a customer known later", names({ customer: "${var.customer}" }), "stack-prop-unresolved", /customer/],
  ["somebody else forwards", names({ forwardedBy: "cisco" }), "webex-forwarding-unknown", /own-forwarders/],
  ["no forwarder of one's own", names({ forwardedBy: "own-forwarders" }), "webex-forwarder-missing", /dns-forwarder/],
  ["a forwarder without names", { hosts: hostsWith("dns-forwarder") }, "webex-name-resolution-missing", /regions/],
  [
    "name servers off the peering",
    names({ regions: ["AUS"] }),
    "webex-name-servers-outside-partner",
    /178\.215\.128\.100.*nameServersOf/,
  ],
  ["a network that does not forward", names(), "stack-forwarding-missing", /dns\.forwarding/, { forwarding: false }],
  // Protocols.
  [
    "SIP that is not secure among secure ones",
    { endpointProtocols: ["secure-sip", "sip"] },
    "webex-security-contradiction",
    /"sip".*secure-sip, sip-oauth, secure-sccp.*security: "mixed"/,
  ],
  [
    "LDAP with secure-only",
    { security: "secure-only", directoryProtocols: ["ldap"] },
    "webex-security-contradiction",
    /ldap/,
  ],
  ["H.323 with secure-only", { trunkProtocols: ["h323"] }, "webex-security-contradiction", /h323/],
  ["CTI with secure-only", { features: ["cti"] }, "webex-security-contradiction", /secure-cti/],
  [
    "an unknown protocol",
    { endpointProtocols: wrong(["secure-spi"]) },
    "webex-protocol-unknown",
    /did you mean "secure-sip"/,
  ],
  ["a protocol twice", { trunkProtocols: ["secure-sip", "secure-sip"] }, "webex-protocol-twice", /each of them once/],
  ["a protocol that is no list", { features: wrong("capf") }, "stack-list-invalid", /features/],
  ["an unknown security", { security: wrong("secure") }, "webex-security-unknown", /"secure-only", "mixed"/],
  ["TFTP data without legacy endpoints", { tftpDataPorts: [40000] }, "webex-tftp-data-unused", /legacy-endpoints/],
  // Ports.
  [
    "a reserved port for TFTP",
    { security: "mixed", features: ["legacy-endpoints"], tftpDataPorts: ["5000-5100"] },
    "webex-port-reserved",
    /5063-5080.*contactCenter/,
  ],
  [
    "a reserved port for certificates",
    { secureSrst: { certificatePorts: [5080] } },
    "webex-port-reserved",
    /secureSrst\.certificatePorts is "5080"/,
  ],
  ["media down to a reserved port", { mediaPorts: "5080-40000" }, "webex-port-reserved", /5063-5080/],
  ["less media than documented", { mediaPorts: "16384-20000" }, "webex-media-range-narrow", /16384-32767/],
  ["media backwards", { mediaPorts: "40000-16384" }, "net-port-range-reversed", /mediaPorts/],
  [
    "SNMP without ports",
    { emergencyResponder: { prefixes: [INSTANCE], snmpPorts: [] } },
    "webex-ports-empty",
    /none never means all/,
  ],
  ["a port that is none", { secureSrst: { certificatePorts: [70000] } }, "net-port-invalid", /70000/],
  // Hosts.
  ["an unknown role", hosts({ roles: ["endpoints"] }), "webex-role-unknown", /did you mean "endpoint"/],
  ["a role of Cisco's", hosts({ roles: ["unified-cm"] }), "webex-role-unknown", /"customer-unified-cm"/],
  ["a role twice", hosts({ roles: ["phone", "phone"] }), "webex-role-twice", /"phone"/],
  ["no role", hosts({ roles: [] }), "webex-role-missing", /say what the hosts are/],
  ["hosts nowhere", hosts({ interfaces: [] }), "webex-hosts-nowhere", /interface or prefix/],
  ["hosts that are none", { hosts: { Hosts: wrong(null) } }, "webex-hosts-invalid", /hosts\.Hosts/],
  ["an interface that is none", hosts({ interfaces: ["eni-1"] }), "webex-host-interface-invalid", /interfaces\[0\]/],
  [
    "a translation inside",
    hosts({ interfaces: [{ translation: "port-forward" }] }),
    "stack-translation-inside",
    /interfaces\[0\]/,
  ],
  [
    "an unknown translation",
    hosts({ interfaces: [{ translation: "nat" }] }),
    "stack-translation-unknown",
    /interfaces\[0\]/,
  ],
  ["an unknown zone", hosts({ zone: "dmz" }), "webex-host-zone-unknown", /"internal", "perimeter"/],
  ["hosts at the partner", hosts({ prefixes: ["192.0.2.64/26"] }), "stack-peer-zone", /"partner"/],
  [
    "a name with a slash",
    { hosts: { "Desk/Phones": { roles: ["phone"], interfaces: [{}] } } },
    "webex-hosts-name-invalid",
    /letters, digits and dashes/,
  ],
  [
    "the name of the network's resolver",
    { hosts: { Resolver: { roles: ["phone"], interfaces: [{}] } } },
    "webex-hosts-name-invalid",
    /Resolver, which is the network's/,
  ],
  // Over the internet.
  ["no Expressway for remote access", { mobileAndRemoteAccess: wrong({}) }, "stack-peer-invalid", /Peer/],
  [
    "Expressway inside",
    { mobileAndRemoteAccess: { expressway: Peer.prefixes(["10.30.9.0/24"]) } },
    "stack-peer-zone",
    /"internal"/,
  ],
  ["no multi-tenant", { interopTrunk: wrong({}) }, "stack-peer-invalid", /multi-tenant/],
  [
    "media from the internet to an interface without a public address",
    { interopTrunk: { mediaFrom: Peer.prefixes(["203.0.113.0/25"]) }, hosts: hostsWith("interop-client") },
    "stack-way-in-missing",
    /public address/,
  ],
];

describe.each(CLOUDS)("on %s", (cloud) => {
  it.each(MISTAKES.map(([title, ...mistake]) => [title, mistake] as const))("refuses %s", (_, mistake) => {
    const [props, code, words, plan] = mistake;
    const at = joined(cloud, plan);
    expectNothingOpened(at.stack, () => peer(at, props), code, words);
  });

  it("refuses what is no network", () => {
    const { stack } = joined(cloud);
    expectFault(
      () => new DedicatedInstancePeering(stack, "Peering", { network: wrong({}), instance: { prefixes: [INSTANCE] } }),
      "webex-network-missing",
      /AwsNetwork or an AzureNetwork/,
    );
  });

  it("refuses a reserved port in flows of one's own with the instance, outside Contact Center Express", () => {
    const at = joined(cloud);
    const peering = peer(at, { contactCenter: { prefixes: ["192.0.2.32/28"] }, hosts: hostsWith("gateway") });
    const flow = { transport: "tcp", ports: ["5060-5063"], purpose: "SIP" } as const;
    const gateway = peering.roleOf("Hosts");
    expectNothingOpened(
      at.stack,
      () => {
        gateway.allowTo(Peer.prefixes(["192.0.2.0/28"]), flow);
      },
      "webex-port-reserved",
      /ports is "5060-5063".*5063-5080/,
    );
    gateway.allowTo(Peer.prefixes(["192.0.2.32/28"]), flow);
    gateway.allowFrom(Peer.prefixes(["10.30.8.0/24"]), flow);
    gateway.allowTo(Peer.prefixes(["192.0.2.0/28"]), { ...flow, ports: [5062, 5081] });
  });

  it("refuses the names of hosts and roles that are not placed", () => {
    const peering = peer(joined(cloud), {
      hosts: { ...hostsWith("gateway"), Elsewhere: { roles: ["phone"], prefixes: ["10.30.128.0/17"] } },
    });
    expectFault(() => peering.roleOf("Elsewhere"), "webex-hosts-not-placed", /one of "Hosts"/);
    expectFault(() => peering.roleOf("Hosts", "phone"), "webex-role-not-placed", /one of "gateway"/);
    expectFault(() => peer(joined(cloud)).roleOf("Hosts"), "webex-hosts-not-placed", /no hosts have interfaces/);
  });

  it.each([
    ["the same prefix", INSTANCE],
    ["a part of it", "192.0.2.128/25"],
  ])("refuses a declared route over NAT for %s", (_, prefix) => {
    const at = joined(cloud, { linked: false });
    peer(at, { hosts: hostsWith("endpoint") });
    if (cloud === "aws") {
      const nat = new NatGateway(at.stack, "Nat", { subnetId: "subnet-1", connectivityType: "private" });
      const routeTableId = "rtb-1";
      new AwsRoute(at.stack, "OverNat", { routeTableId, destinationCidrBlock: prefix, natGatewayId: nat.id });
    } else {
      new AzureRoute(at.stack, "OverNat", {
        name: "over-nat",
        resourceGroupName: "hub",
        routeTableName: "hub",
        addressPrefix: prefix,
        nextHopType: "Internet",
      });
    }
    expect(() => synthesized(at.stack)).toThrow(/stack-route-over-nat/);
  });
});

it("takes hosts from a table of one's own, each with its type", () => {
  const kind: CustomerHostsProps = { roles: ["phone"], prefixes: ["10.30.128.0/17"] };
  expect(() => peer(joined("aws"), { hosts: { Phones: kind } })).not.toThrow();
});

it("names the regions where the name servers of another are asked for", () => {
  expectFault(
    () => DedicatedInstancePeering.nameServersOf(wrong(["AMERICAS"])),
    "webex-region-unknown",
    /"AMER", "EMEA", "EU", "APJC", "AUS"/,
  );
});
