/** What balancers, pools and several addresses on one interface open is exactly what flows through them ask for. */
import type { TerraformStack } from "cdktf";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import { nicOf } from "../../lib/stack/interface-request";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { checkStack, type CheckResult } from "../../lib/tools/analyze/check";
import { previewStack } from "../../lib/tools/report/preview";
import { stacksOf } from "../../lib/testing/synthesized";
import { linked } from "../support/linked-networks";
import { CLOUDS, type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

const FACT = roleFact("access-edge");

function roleFact(id: string): (typeof OCS_2007_ROLES)[number] {
  const fact = OCS_2007_ROLES.find((one) => one.id === id);
  if (fact === undefined) throw new Error(`no role ${id}`);
  return fact;
}

function checked(stack: TerraformStack): CheckResult {
  const [synthesized] = stacksOf(stack);
  if (synthesized === undefined) throw new Error("no stack");
  return checkStack(synthesized.file, "2027-04-01");
}

/** What counts, and whether each side is exact. */
function verdict(stack: TerraformStack): unknown {
  const { interfaces, findings } = checked(stack);
  return {
    findings: findings
      .filter(({ severity, code }) => severity !== "note" && !DEPLOYMENT.includes(code))
      .map(({ code, where, what, witness }) => `${code} ${where} ${what} ${witness ?? ""}`),
    inexact: interfaces.filter(({ exact }) => !exact).map(({ path, direction }) => `${path} ${direction}`),
  };
}

/** What documents advise beside what is open. */
const DEPLOYMENT = ["ocs-av-edge-translated", "ocs-reverse-proxy-separate", "ocs-internal-clients-missing"];
const CLEAN = { findings: [], inexact: [] };

function publicForward(cloud: Cloud): TerraformStack {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const role = new Role(stack, "Sbc", FACT);
  const nic = (address: string): ReturnType<typeof nicOf> =>
    nicOf({ privateAddress: address, translation: "port-forward" }, "external");
  const title = "Sbc, external";
  const nics = [nic("10.20.0.10"), nic("10.20.0.11")];
  role.placeOn("external", network.place(role, "External", { zone: "perimeter", side: "external", title, nics }));
  const address = new VirtualAddress(stack, "Public", { network, title: "trunks" });
  address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
  address.forward({ transport: "udp", port: 5060, to: role, healthPort: 5061 });
  role.allowFrom(Peer.internet(), { transport: "tcp", ports: [5061], purpose: "sip" });
  role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), { transport: "udp", ports: [5060], purpose: "sip udp" });
  role.allowFrom(Peer.prefixes(["10.30.0.0/24"]), { transport: "tcp", ports: [5061], purpose: "inside" });
  role.allowFrom(Peer.of(role), { transport: "tcp", ports: [7000], purpose: "self" });
  return stack;
}

/** A pool inside behind its virtual address, which a role of the perimeter, others inside and its own members call. */
function pool(cloud: Cloud): TerraformStack {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { internalSubnet: "inside" });
  const role = new Role(stack, "Pool", FACT);
  const nics = ["10.30.1.2", "10.30.1.3"].map((privateAddress) => nicOf({ privateAddress }, "internal"));
  const title = "Pool, internal";
  role.placeOn("internal", network.place(role, "Internal", { zone: "internal", side: "internal", title, nics }));
  const privateAddress = "10.30.1.1";
  const address = new VirtualAddress(stack, "Virtual", { network, title: "pool", side: "internal", privateAddress });
  address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
  const caller = new Role(stack, "Caller", FACT);
  const own = [nicOf({ privateAddress: "10.20.0.140" }, "internal")];
  const at = { zone: "perimeter", side: "internal", title: "Caller, internal", nics: own } as const;
  caller.placeOn("internal", network.place(caller, "Internal", at));
  const sip = { transport: "tcp", ports: [5061], purpose: "sip" } as const;
  role.allowFrom(Peer.of(caller), sip);
  role.allowFrom(Peer.prefixes(["10.30.128.0/17"]), sip);
  role.allowFrom(Peer.of(role), { ...sip, ports: [444] });
  caller.allowTo(Peer.of(role), { ...sip, ports: [445] });
  return stack;
}

/** Hosts with two roles each behind a virtual address, which call each other and the address. */
function poolAmongItself(cloud: Cloud, hosts: number): TerraformStack {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { internalSubnet: "inside" });
  const one = new Role(stack, "One", FACT);
  const two = new Role(stack, "Two", roleFact("av-edge"));
  const nics = ["10.30.1.2", "10.30.1.3"]
    .slice(0, hosts)
    .map((privateAddress) => nicOf({ privateAddress }, "internal"));
  const at = { zone: "internal", side: "internal", title: "Pool, internal", nics } as const;
  const placed = network.place(one, "Internal", at);
  for (const role of [one, two]) role.placeOn("internal", placed);
  const inside = { network, title: "pool", side: "internal", privateAddress: "10.30.1.1" } as const;
  const address = new VirtualAddress(stack, "Virtual", inside);
  address.forward({ transport: "tcp", port: 443, to: one });
  address.forward({ transport: "tcp", port: 5061, to: one });
  const own = (port: number): { transport: "tcp"; ports: [number]; purpose: string } => ({
    transport: "tcp",
    ports: [port],
    purpose: "among the hosts",
  });
  one.allowFrom(Peer.of(one), own(5061));
  one.allowFrom(Peer.of(two), own(443));
  two.allowFrom(Peer.of(one), own(444));
  return stack;
}

/** Access Edge and A/V Edge with an address each on one interface outside, and one inside. */
function sharedInterface(cloud: Cloud): TerraformStack {
  const stack = stackOn(cloud);
  const outside = (last: number): { privateAddress: string; sharedInterface: string } => ({
    privateAddress: `10.20.0.${String(last)}`,
    sharedInterface: "outside",
  });
  const internal = { privateAddress: "10.20.0.140" };
  new EdgeServer(stack, "Edge", {
    ...federatingEdge(networkOn(cloud, stack)),
    accessEdge: service(10, { external: { ...outside(10), names: ["sip.example.com"] }, internal }),
    avEdge: service(11, { external: outside(11), internal }),
    externalAv: {},
  });
  return stack;
}

/** A network with routes to a partner, and name servers there. */
function partnerLink(cloud: Cloud): TerraformStack {
  const { stack, network } = linked(cloud);
  network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3", "203.0.113.3"] });
  return stack;
}

describe.each(CLOUDS)("on %s", (cloud) => {
  test.each([1, 2])("a pool of %d hosts that call each other and their own address is exact", (hosts) => {
    const { findings, inexact } = verdict(poolAmongItself(cloud, hosts)) as { findings: string[]; inexact: string[] };
    const other = findings.filter((text) => !text.startsWith("azure-hairpin-unsupported"));
    expect({ other, inexact }).toEqual({ other: [], inexact: [] });
  });

  test.each([
    ["a public address in front of two hosts", publicForward],
    ["a pool inside behind its virtual address", pool],
    ["two addresses on one interface", sharedInterface],
    ["a network with a partner and its name servers", partnerLink],
  ])("%s is exact, and everything leads where it is declared to", (_, make) => {
    const stack = make(cloud);
    const result = verdict(stack);
    expect(result).toEqual(CLEAN);
  });

  test("each way in is open for all that is asked for", () => {
    const [synthesized] = stacksOf(publicForward(cloud));
    if (synthesized === undefined) throw new Error("no stack");
    const ways = previewStack(synthesized.file, "2027-04-01").waysIn;
    expect(
      ways.map(({ transports, ports, ends, asked, open }) => [transports, ports?.[0], ends.length, asked, open]),
    ).toEqual([
      [["tcp"], 443, 2, "all", "yes"],
      [["udp"], 5060, 2, "all", "yes"],
    ]);
  });
});
