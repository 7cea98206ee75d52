/** What balancers, pools and several addresses on one interface open is exactly what flows through them ask for. */
import type { TerraformStack } from "cdktf";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import type { RoleFact } from "../../lib/catalog/schema";
import { nicOf } from "../../lib/stack/interface-request";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { checkStack, type CheckResult } from "../../lib/tools/analyze/check";
import { stacksOf } from "../../lib/testing/synthesized";
import { CLOUDS, type Cloud, networkOn, stackOn } from "../support/stacks";

const FACT = OCS_2007_ROLES.find(({ id }) => id === "access-edge") as RoleFact;

function checked(stack: TerraformStack): CheckResult {
  const [synthesized] = stacksOf(stack);
  if (synthesized === undefined) throw new Error("no stack");
  return checkStack(synthesized.file, "2027-04-01");
}

/** What counts, and whether each side is exact. */
function verdict(stack: TerraformStack): unknown {
  const { interfaces, findings } = checked(stack);
  return {
    findings: findings.filter(({ severity }) => severity !== "note").map(({ code, where, what, witness }) => `${code} ${where} ${what} ${witness ?? ""}`),
    inexact: interfaces.filter(({ exact }) => !exact).map(({ path, direction }) => `${path} ${direction}`),
  };
}

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

describe.each(CLOUDS)("on %s", (cloud) => {
  test("a public address in front of two hosts is exact at the balancer and at the hosts", () => {
    expect(verdict(publicForward(cloud))).toEqual(CLEAN);
  });
});
