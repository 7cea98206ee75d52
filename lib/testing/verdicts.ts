/** What the matchers find out, without Jest. */
import { checkContext, type CheckContext, checkStack } from "../tools/analyze/check";
import { counts } from "../tools/analyze/finding";
import { isOwnEndKnown, permittedOn, type Permitted, trafficOfRule } from "../tools/analyze/permitted";
import { askedTraffic, type TrafficQuery } from "../tools/analyze/query";
import { printWitness, Traffic, type Witness } from "../tools/analyze/traffic";
import type { NetInterface } from "../tools/analyze/topology";
import type { Rule } from "../tools/read/rule";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import type { SynthesizedStack } from "./synthesized";

/** Peers whose addresses nobody sees, and that are the same as those of a query by the same name. */
const BY_NAME: readonly string[] = ["groups", "prefix-list", "service-tag"];

/** Whether an expectation holds, and what to tell where it does not. */
export interface Verdict {
  readonly pass: boolean;
  /** Lines with the witness packet and the rule, whichever way it went. */
  readonly lines: readonly string[];
}

/** Traffic on one interface. */
export interface PacketQuery extends TrafficQuery {
  /** The path of the interface below its stack: `Edge/AccessEdge/External`. */
  readonly at: string;
  /**
   * Towards the interface, or from it.
   *
   * @default "ingress"
   */
  readonly direction?: "ingress" | "egress";
}

/** What one interface permits, both ways. Left out: nothing. */
export interface InterfaceExpectation {
  /**
   * What may come in.
   *
   * @default - nothing
   */
  readonly ingress?: readonly TrafficQuery[];
  /**
   * What may go out.
   *
   * @default - nothing
   */
  readonly egress?: readonly TrafficQuery[];
}

/** Whether all of the traffic is surely permitted. */
export function permits(stack: SynthesizedStack, query: PacketQuery): Verdict {
  return together(
    look(stack, query).map(({ permitted, asked, rules }) => {
      const missing = asked.subtract(permitted.atLeast).witness();
      const lines = missing === undefined ? [`permitted by ${rules}`] : [`not permitted: ${printWitness(missing)}`];
      return { pass: missing === undefined, lines };
    }),
  );
}

/** Whether none of the traffic can be permitted. */
export function denies(stack: SynthesizedStack, query: PacketQuery): Verdict {
  return together(
    look(stack, query).map(({ permitted, asked, rules }) => {
      const open = permitted.atMost.intersect(asked).witness();
      const lines =
        open === undefined ? ["none of it is permitted"] : [`permitted: ${printWitness(open)}`, `by ${rules}`];
      return { pass: open === undefined, lines };
    }),
  );
}

/** Network interfaces with different groups: each has to pass. */
function together(verdicts: readonly Verdict[]): Verdict {
  const pass = verdicts.every((verdict) => verdict.pass);
  const told = verdicts.filter((verdict) => verdict.pass === pass);
  return { pass, lines: [...new Set(told.flatMap(({ lines }) => lines))] };
}

/** Whether every interface permits exactly what is listed for it; interfaces that are not listed permit nothing. */
export function permitsExactly(
  stack: SynthesizedStack,
  expected: Readonly<Record<string, InterfaceExpectation>>,
): Verdict {
  const context = checkContext(stack.file);
  for (const path of Object.keys(expected)) interfacesAt(context, path);
  const lines = (context.declaration?.interfaces ?? []).flatMap(({ path }) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      interfacesAt(context, path).flatMap((on) =>
        differences(context, path, on, direction, expected[path]?.[direction] ?? []),
      ),
    ),
  );
  return { pass: lines.length === 0, lines: lines.length === 0 ? ["exactly that is permitted"] : lines };
}

/** Whether a check has nothing to say that counts. */
export function hasNoFindings(stack: SynthesizedStack): Verdict {
  const findings = checkStack(stack.file, new Date().toISOString().slice(0, 10)).findings.filter(counts);
  return {
    pass: findings.length === 0,
    lines:
      findings.length === 0
        ? ["the check has no findings"]
        : findings.map(
            ({ code, where, what, witness, rules }) =>
              `${code} (${where}): ${what}${witness === null ? "" : `; packet: ${witness}`}${rules.length === 0 ? "" : `; rule: ${rules.join(", ")}`}`,
          ),
  };
}

function differences(
  context: CheckContext,
  path: string,
  on: NetInterface,
  direction: "ingress" | "egress",
  queries: readonly TrafficQuery[],
): string[] {
  const asked = queries.map((query) => askedTraffic(context, on, direction, query));
  const permitted = permittedAt(context, on, direction);
  const missing = Traffic.union(asked.map((one) => one.exact)).subtract(permitted.atLeast);
  const surplus = mostPermitted(context, on, direction, permitted).subtract(
    Traffic.union(asked.map((one) => one.expressible)),
  );
  const line = (what: string, witness: Witness | undefined, rules: string): string[] =>
    witness === undefined ? [] : [`${path} ${direction}, ${what}: ${printWitness(witness)}${rules}`];
  return [
    ...line("missing", missing.witness(), ""),
    ...line("surplus", surplus.witness(), `, by ${rulesFor(context, on, direction, surplus)}`),
  ];
}

/**
 * What may be permitted, where an interface whose address is not known, a service tag and a prefix list count by their
 * names: a rule about its group is then exactly what a query about its path is, and a rule about the tag what one about it is.
 */
function mostPermitted(
  context: CheckContext,
  on: NetInterface,
  direction: "ingress" | "egress",
  { atLeast, atMost, unseen }: Permitted,
): Traffic {
  const isNamed = ({ access, peer, local }: Rule): boolean =>
    isOwnEndKnown(local, on) &&
    (access === "allow" ? BY_NAME.includes(peer.kind) || context.ends.isKnown(peer) : peer.kind === "any");
  const isSeen = unseen.length === 0 && rulesAround(context, on, direction).every(isNamed);
  return isSeen ? atLeast : atMost;
}

function look(stack: SynthesizedStack, query: PacketQuery): { permitted: Permitted; asked: Traffic; rules: string }[] {
  const context = checkContext(stack.file);
  const direction = query.direction ?? "ingress";
  return interfacesAt(context, query.at).map((on) => {
    const asked = askedTraffic(context, on, direction, query).exact;
    return { permitted: permittedAt(context, on, direction), asked, rules: rulesFor(context, on, direction, asked) };
  });
}

function permittedAt(context: CheckContext, on: NetInterface, direction: "ingress" | "egress"): Permitted {
  return permittedOn(on, direction, (group) => context.rules.get(group) ?? [], context.ends);
}

function rulesFor(context: CheckContext, on: NetInterface, direction: "ingress" | "egress", traffic: Traffic): string {
  const rules = rulesAround(context, on, direction)
    .filter((rule) => rule.access === "allow")
    .filter((rule) => !trafficOfRule(rule, on, context.ends).intersect(traffic).isEmpty);
  return rules.length === 0 ? "no rule of its own" : rules.map((rule) => rule.address).join(", ");
}

function rulesAround(context: CheckContext, on: NetInterface, direction: "ingress" | "egress"): Rule[] {
  return [...on.groups, ...on.subnetGroups]
    .flatMap((group) => context.rules.get(group) ?? [])
    .filter((rule) => rule.direction === direction);
}

function interfacesAt(context: CheckContext, path: string): readonly NetInterface[] {
  const all = context.interfacesAt(path);
  if (all.length > 0) return all;
  const paths = (context.declaration?.interfaces ?? []).map((one) => one.path);
  throw new UcEdgeError({
    code: "testing-interface-unknown",
    what: `cannot look at stack ${context.file.stack}`,
    prop: "at",
    value: path,
    expected: paths.length === 0 ? "an interface; the stack declares none" : oneOf(paths, path),
    todo: "name an interface by its path below the stack",
  });
}
