/** Everything that may pass on some ways, apart by the rules that let it pass. */
import { PacketSet } from "../../net/packet-set";
import type { Rule } from "../read/rule";
import type { Way } from "./explain-asked";
import type { AskingFlow, Decision, GroupStep } from "./explain-group";
import type { Step } from "./explain-steps";

/** What passes by the same rules. */
export interface Passage {
  readonly way: Way;
  /** The packets of the question. */
  readonly packets: PacketSet;
  /** Whether all of it surely passes. */
  readonly isCertain: boolean;
  /** Rules, in the order of the way. */
  readonly rules: readonly { readonly step: GroupStep; readonly rule: Rule }[];
  /** What asks for it, at the group where it comes in, or where it goes out if nobody sees that. */
  readonly flows: readonly AskingFlow[];
  readonly at: GroupStep | undefined;
}

/** What may pass from one part of an end to another. */
export interface Passages {
  readonly ways: readonly Way[];
  readonly passages: readonly Passage[];
}

/** Lists what may pass. */
export function listPassages(ways: readonly Way[]): Passages {
  return { ways, passages: ways.flatMap(passagesOf) };
}

function passagesOf(way: Way): Passage[] {
  const may = way.asked.intersect(way.outcome.may);
  if (may.isEmpty) return [];
  const groups = way.steps.filter(isGroup);
  // The last group on the way is that of whoever listens, or of whoever opens the connection where nobody else is seen.
  const last = groups.at(-1);
  if (last === undefined) return [{ way, packets: may, isCertain: true, rules: [], flows: [], at: undefined }];
  const decisions = last.decisions.filter(({ rule }) => rule.access === "allow");
  const others = groups.slice(0, -1);
  // What a client asks for is what is asked for where it comes in; a proxy asks its servers for something of its own.
  const at = groups.find(({ direction }) => direction === "ingress") ?? last;
  const byRules = decisions.flatMap((decision): Passage[] => {
    const packets = last.brought(decision.traffic.packets).intersect(may);
    if (packets.isEmpty) return [];
    const rules = others.flatMap((step) =>
      step.decisions.filter((one) => isOnTheWay(step, one, packets)).map(({ rule }) => ({ step, rule })),
    );
    return [
      {
        way,
        packets,
        isCertain: packets.isSubsetOf(way.outcome.always),
        rules: [...rules, { step: last, rule: decision.rule }],
        flows: at.flows.filter(({ flow, isExact }) => {
          const { packets: wanted } = isExact ? flow.traffic : flow.expressible;
          return !at.brought(wanted).intersect(packets).isEmpty;
        }),
        at,
      },
    ];
  });
  // Where no rule is seen, as nothing filters there or what does is elsewhere.
  const rest = may.subtract(PacketSet.union(byRules.map(({ packets }) => packets)));
  if (rest.isEmpty) return byRules;
  const isCertain = rest.isSubsetOf(way.outcome.always);
  return [...byRules, { way, packets: rest, isCertain, rules: [], flows: [], at: last }];
}

function isOnTheWay(step: GroupStep, { rule, traffic }: Decision, packets: PacketSet): boolean {
  return rule.access === "allow" && !step.brought(traffic.packets).intersect(packets).isEmpty;
}

function isGroup(step: Step): step is GroupStep {
  return step.kind === "group";
}
