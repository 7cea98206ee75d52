/** How close the rules of a group are to what the cloud takes. */
import { numberOf, textOf } from "../read/json-values";
import type { Rule, RulePeer } from "../read/rule";
import type { TerraformResource } from "../read/terraform-resource";
import { type CheckFinding, lint } from "./finding";

/** A part of this of a quota is near it. */
const NEAR = 0.9;
/** AWS: rules of a group per direction and family, by default. Azure: rules of a network security group. */
const QUOTAS = { aws: 60, azure: 1000 } as const;

type Family = "ipv4" | "ipv6";

/** A prefix list of the stack: how many entries it may have, and of which family; nothing where that is not known. */
interface PrefixList {
  readonly entries: number;
  readonly family: Family | undefined;
}

/** Prefix lists by their Terraform address and by their id; those whose size the stack does not say are not here. */
export type PrefixListSizes = ReadonlyMap<string, PrefixList>;

/** Reads the sizes of the prefix lists that a stack has. */
export function prefixListSizes(resources: readonly TerraformResource[]): PrefixListSizes {
  const sizes = new Map<string, PrefixList>();
  for (const { address, type, values, repeated } of resources) {
    if (type !== "aws_ec2_managed_prefix_list" || repeated) continue;
    const entries = numberOf(values["max_entries"]);
    if (entries === undefined || entries < 1) continue;
    const list = { entries, family: familyOf(values["address_family"]) };
    sizes.set(address, list);
    const id = textOf(values["id"]);
    if (id !== undefined) sizes.set(id, list);
  }
  return sizes;
}

function familyOf(value: unknown): Family | undefined {
  return value === "IPv4" ? "ipv4" : value === "IPv6" ? "ipv6" : undefined;
}

/** Whether a group is near a quota, or above it. */
export function nearQuota(where: string, rules: readonly Rule[], lists: PrefixListSizes): CheckFinding[] {
  return rules.some((rule) => rule.priority !== null) ? nearOnAzure(where, rules) : nearOnAws(where, rules, lists);
}

function nearOnAzure(where: string, rules: readonly Rule[]): CheckFinding[] {
  if (rules.length < NEAR * QUOTAS.azure) return [];
  return [
    lint({
      ...counted(where, rules.length, "rules", QUOTAS.azure),
      todo: "name wider prefixes, or spread roles over more interfaces",
    }),
  ];
}

function nearOnAws(where: string, rules: readonly Rule[], lists: PrefixListSizes): CheckFinding[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    (["ipv4", "ipv6"] as const).flatMap((family): CheckFinding[] => {
      const peers = rules.filter((rule) => rule.direction === direction).map(({ peer }) => peer);
      const number = peers.reduce((sum, peer) => sum + entries(peer, family, lists), 0);
      if (number < NEAR * QUOTAS.aws) return [];
      const which = `${direction} rules over ${family === "ipv4" ? "IPv4" : "IPv6"}`;
      const unknown = peers.filter((peer) => peer.kind === "prefix-list" && !lists.has(peer.text)).length;
      const { what, ...finding } = counted(where, number, which, QUOTAS.aws);
      return [
        lint({
          ...finding,
          what: `${what}${unknown === 0 ? "" : `; ${unknownLists(unknown)}`}`,
          todo: "use a prefix list with few entries, or ask AWS for a higher quota",
        }),
      ];
    }),
  );
}

function unknownLists(number: number): string {
  const [lists, count] = number === 1 ? ["a prefix list", "counts"] : [`${String(number)} prefix lists`, "count"];
  return `${lists} of unknown size ${count} as 1 here, and as the maximum of entries on AWS`;
}

function counted(
  where: string,
  number: number,
  which: string,
  quota: number,
): Pick<CheckFinding, "code" | "severity" | "what" | "where" | "why"> {
  return {
    code: "check-quota-near",
    severity: "warning",
    what: `${String(number)} ${which}, of ${String(quota)} by default`,
    where,
    why: number > quota ? "the cloud refuses what is too much" : "the next flows may not fit",
  };
}

/** How often a rule counts on AWS: a prefix in its family, a list with its maximum of entries, a group in each family. */
function entries(peer: RulePeer, family: Family, lists: PrefixListSizes): number {
  switch (peer.kind) {
    case "prefixes":
      return (
        peer.prefixes.filter((prefix) => prefix.family === family).length +
        (family === "ipv4" ? peer.unresolved.length : 0)
      );
    case "any":
    case "internet":
      return (peer.spelled ?? []).filter((text) => text.includes(":") === (family === "ipv6")).length;
    case "groups":
      return peer.addresses.length;
    case "prefix-list": {
      const list = lists.get(peer.text) ?? { entries: 1, family: undefined };
      return list.family === undefined || list.family === family ? list.entries : 0;
    }
    case "service-tag":
      return 1;
    case "unresolved":
      return family === "ipv4" ? 1 : 0;
  }
}
