/** What traffic that changed is for, on whose word, and by which rules. */
import { IpPrefix } from "../../net/ip-prefix";
import { type CitedFlow, type CitedFlows, citedFlows, flowsOfPorts, printCitation } from "../report/cited-flows";
import { AskedFlows, type Standing } from "../report/standing";
import type { Rule } from "../read/rule";
import type { RowPart, TrafficRow } from "./diff-rows";
import type { SideRule } from "./diff-side";
import type { SideOfPlace } from "./diff-read";
import { sharesPacket } from "./shared-packets";
import type { NetInterface } from "./topology";

/** A flow that asks for traffic, or what is wrong with a rule that permits it. */
export interface RowReason {
  /** `ocs-2007/ports/13a`, `own/probe-1f3a2b`; null where nothing is named. */
  readonly flow: string | null;
  readonly kind: CitedFlow["kind"] | null;
  readonly purpose: string;
  /** `ocs-2007 ports 13`, or who owns it and until when; null where nobody asks for it. */
  readonly askedBy: string | null;
  /** Whether its last day has passed. */
  readonly expired: boolean;
}

/** The rules and reasons of traffic. */
export interface RowReasons {
  readonly reasons: readonly RowReason[];
  readonly permittedBy: readonly string[];
  readonly deniedBy: readonly string[];
}

/** Traffic whose reasons are asked for. */
interface AskedRow {
  readonly parts: readonly RowPart[];
  /** Its destination ports; nothing where some of it has none. */
  readonly ports: TrafficRow["ports"];
  readonly isClosing: boolean;
  readonly today: string;
}

/** What permits traffic here and why, and what denies it there. */
export function diffReasons(
  here: SideOfPlace,
  there: SideOfPlace | undefined,
  direction: Rule["direction"],
  { parts, ports, isClosing, today }: AskedRow,
): RowReasons {
  const permitting = matching(here, direction, "allow", parts);
  const denying = there === undefined ? [] : matching(there, direction, "deny", parts);
  const { declaration } = here.side.context;
  const path = here.place.name;
  const asked = declaration === undefined || !here.place.isDeclared ? undefined : new AskedFlows(declaration, path);
  const reasons = permitting.flatMap(({ rule }): RowReason[] => {
    const cited = citedFlows(rule.description, declaration, today);
    // Of what a plan removes, only the rules say what it was for.
    const isGone = asked === undefined && there === undefined && cited.flows.length > 0 && isClosing;
    const standing = asked?.standingOf(rule, cited) ?? (isGone ? "documented" : "undocumented");
    return reasonsOf(rule, standing, { ...cited, flows: flowsFor(cited.flows, ports) });
  });
  return {
    reasons: [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()],
    permittedBy: permitting.map(({ rule }) => rule.address),
    deniedBy: denying.map(({ rule }) => rule.address),
  };
}

/** The flows that a rule names, of the ports that it is asked about; all of them where a balancer changed the ports. */
function flowsFor(flows: readonly CitedFlow[], ports: AskedRow["ports"]): readonly CitedFlow[] {
  const fitting = flows.filter((flow) => ports?.some((range) => flowsOfPorts([flow], range).length > 0) ?? true);
  return fitting.length > 0 ? fitting : flows;
}

function reasonsOf(rule: Rule, standing: Standing, { flows, unknown, more }: CitedFlows): RowReason[] {
  const nobody = (purpose: string): RowReason => ({ flow: null, kind: null, purpose, askedBy: null, expired: false });
  if (standing === "undocumented") {
    const without = rule.group === "" ? "nothing denies what Azure permits by default" : "no reason given";
    return [nobody(rule.description === "" ? without : rule.description)];
  }
  return [
    ...flows.map((flow): RowReason => ({
      flow: flow.id,
      kind: flow.kind,
      purpose: flow.purpose,
      askedBy: askedBy(flow),
      expired: flow.expired,
    })),
    ...unknown.map((id) => nobody(`names ${id}, which nothing is known of`)),
    ...(more === 0 ? [] : [{ ...nobody(`and ${String(more)} more`), askedBy: "no room in the rule's description" }]),
    ...(standing === "wider" ? [nobody("wider than the flows that it names ask for")] : []),
  ];
}

function askedBy({ citation, owner, expires, expired, need }: CitedFlow): string {
  if (citation !== null) return printCitation(citation);
  const by = `${owner === null ? "own" : `own: ${owner}`}${need === null ? "" : `, need ${need.id}`}`;
  if (expires === null) return by;
  return expired ? `${by}, EXPIRED ${expires}` : `${by} until ${expires}`;
}

/** The rules of an interface that are about a part of some traffic. */
function matching(
  { side, place }: SideOfPlace,
  direction: Rule["direction"],
  access: Rule["access"],
  parts: readonly RowPart[],
): SideRule[] {
  const found = new Set<SideRule>();
  for (const one of place.members) {
    const on = withFamilies(one, parts);
    for (const group of [...on.groups, ...on.subnetGroups]) {
      for (const rule of side.rulesOf(group)) {
        if (rule.rule.direction !== direction || rule.rule.access !== access || found.has(rule)) continue;
        if (isAbout(rule, on, parts)) found.add(rule);
      }
    }
  }
  const [on] = place.members;
  if (found.size > 0 || on?.isAzure !== true || access === "deny") return [...found];
  return side.defaults(direction).filter((one) => one.rule.access === "allow" && isAbout(one, on, parts));
}

/** An interface with every address of a family that it has none of, where traffic is of that family all the same. */
function withFamilies(on: NetInterface, parts: readonly RowPart[]): NetInterface {
  const missing = (["ipv4", "ipv6"] as const).filter(
    (family) => parts.some(({ box }) => box.family === family) && !on.own.some((one) => one.family === family),
  );
  return missing.length === 0 ? on : { ...on, own: [...on.own, ...missing.map((one) => IpPrefix.of(one, 0n, 0))] };
}

function isAbout(one: SideRule, on: NetInterface, parts: readonly RowPart[]): boolean {
  // A denial of everything behind all rules says nothing.
  if (one.rule.access === "deny" && one.rule.peer.kind === "any" && one.rule.transport === "all") return false;
  if (one.isUnseen) return one.rule.access === "allow";
  return parts.some((part) => sharesPacket(one, on, part));
}
