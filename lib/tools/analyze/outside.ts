/** What stands outside a stack, and outside of what a check looks at. */
import { isExpression } from "../read/json-values";
import type { CheckContext } from "./check";
import { type CheckFinding, finding } from "./finding";

const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  aws: [
    "AWS: network ACLs of the subnets: they can only close more",
    "AWS: what security groups never filter: Amazon's DNS, DHCP, instance metadata, time and license activation",
  ],
  azure: [
    "Azure: what security groups filter only where a rule names its platform tag: Azure's DNS, DHCP, health probes of the host, " +
      "instance metadata and license activation",
  ],
};

/** What no check looks at on a cloud, in words. */
export function outsideOf(cloud: string | undefined): readonly string[] {
  return (cloud === undefined ? undefined : OUTSIDE[cloud]) ?? [];
}

/** Azure: a packet passes the group of the subnet as well, which may be in no stack, or in another one. */
export function unseenSubnetGroups(context: CheckContext): CheckFinding[] {
  const subnets = (context.declaration?.interfaces ?? [])
    .flatMap(({ group }) => context.topology.members(group))
    .filter((one) => one.isAzure && one.subnetGroups.size === 0)
    .map(({ name, subnet }) => (subnet === undefined ? `the subnet of ${shown(name)}` : shown(subnet)));
  if (subnets.length === 0) return [];
  return [
    finding("exactness", {
      code: "check-subnet-group-unseen",
      severity: "note",
      what: `no network security group of these subnets is in this stack: ${[...new Set(subnets)].sort().join(", ")}`,
      where: context.file.stack,
      why: "where such a subnet has a group, a packet must pass that as well: it can only close more",
      todo: "look at the subnets; what they must let through is what this stack opens",
    }),
  ];
}

function shown(name: string): string {
  return isExpression(name) ? name.replace(/^\$\{([^{}]+)\}$/, "$1") : name;
}
