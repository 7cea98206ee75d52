/**
 * Whether traffic passes from one end to another, by which way and which rules: the answers to a question, one for each
 * stack that has its ends, or one for two stacks of which each has one.
 */
import { PacketSet } from "../../net/packet-set";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { TerraformStackFile } from "../read/terraform-resource";
import type { Way } from "./explain-asked";
import { type NamedEnd, type Part, partsOf } from "./explain-ends";
import { listPassages, type Passages } from "./explain-listing";
import { EndReader, unknownEnd } from "./explain-names";
import { eitherOf, type Openness, opennessOf, type Outcome, whicheverOf } from "./explain-outcome";
import { type ExplainQuestion, readQuestion } from "./explain-question";
import { ExplainStack, grouped } from "./explain-stack";
import { Traffic, type Service } from "./traffic";
import { WayReader } from "./explain-ways";

/** The answer to one question. */
export interface Answer {
  readonly kind: "answer";
  readonly ends: Ends;
  readonly service: Service;
  readonly verdict: Openness;
  /** What was asked about. */
  readonly asked: PacketSet;
  readonly outcome: Outcome;
  /** Every way, the one that lets most pass first. */
  readonly ways: readonly Way[];
}

/** Everything that may pass between two ends. */
export interface Listing {
  readonly kind: "listing";
  readonly ends: Ends;
  readonly service: Service;
  readonly there: readonly Passages[];
  readonly back: readonly Passages[];
}

/** Two ends, and the stacks that have them. */
export interface Ends {
  readonly from: NamedEnd;
  readonly to: NamedEnd;
  /** The stack in which the ends are looked at; where they are of two, that of the first. */
  readonly stack: ExplainStack;
  readonly otherStack: ExplainStack | undefined;
}

const WHAT = "cannot explain";
const BEST: readonly Openness[] = ["yes", "part", "perhaps", "no"];

/**
 * Answers a question.
 *
 * @throws {@link UcEdgeError} for a question that cannot be read, `tools-explain-end-unknown`,
 *   `tools-explain-end-ambiguous`, `tools-explain-address-nowhere`, `tools-explain-clouds-differ`,
 *   `tools-explain-ends-outside`, and what a check throws for a stack.
 */
export function explain(files: readonly TerraformStackFile[], question: ExplainQuestion): (Answer | Listing)[] {
  const { service, isOne } = readQuestion(question);
  return endsOf(files, question).map((ends) =>
    Traffic.inOneRun((): Answer | Listing =>
      isOne
        ? answerOf(ends, service)
        : { kind: "listing", ends, service, there: listed(ends, service), back: listed(turnedRound(ends), service) },
    ),
  );
}

/** The answer to a question about two ends. */
export function answerOf(ends: Ends, service: Service): Answer {
  const reader = new WayReader(service);
  const all = pairsOf(ends).map(([from, to]) => {
    const asked = reader.askedOf(from, to);
    const ways = reader.between(from, to, ends.stack);
    return { asked, ways, outcome: together(ways) };
  });
  const asked = PacketSet.union(all.map((one) => one.asked));
  const outcome = eitherOf(all.map((one) => one.outcome));
  const ways = all.flatMap((one) => one.ways).sort((a, b) => rank(a) - rank(b));
  return { kind: "answer", ends, service, verdict: opennessOf(asked, outcome), asked, outcome, ways };
}

function listed(ends: Ends, service: Service): Passages[] {
  const reader = new WayReader(service);
  return pairsOf(ends).map(([from, to]) => listPassages(reader.between(from, to, ends.stack)));
}

/** What asks what; each part of an end outside has its own side of a role. */
function pairsOf({ from, to }: Ends): [Part, Part][] {
  const apart = (end: NamedEnd): NamedEnd[] =>
    end.kind === "outside" ? end.parts.map((part) => ({ ...end, parts: [part] })) : [end];
  return apart(from).flatMap((one) =>
    apart(to).flatMap((other) =>
      partsOf(one, other).flatMap((first) => partsOf(other, one).map((second): [Part, Part] => [first, second])),
    ),
  );
}

function turnedRound({ from, to, stack, otherStack }: Ends): Ends {
  return { from: to, to: from, stack: otherStack ?? stack, otherStack: otherStack === undefined ? undefined : stack };
}

/** Of ways, the client takes any; of the hosts behind one listener, somebody else does. */
function together(ways: readonly Way[]): Outcome {
  const choices = grouped(ways, ({ choice }) => choice);
  return eitherOf([...choices.values()].map((all) => all.map(({ outcome }) => outcome).reduce(whicheverOf)));
}

function rank({ asked, outcome }: Way): number {
  return BEST.indexOf(opennessOf(asked, outcome));
}

/** A stack with what it calls the two ends. */
interface Found {
  readonly stack: ExplainStack;
  readonly from: NamedEnd | undefined;
  readonly to: NamedEnd | undefined;
}

function endsOf(files: readonly TerraformStackFile[], question: ExplainQuestion): Ends[] {
  const stacks = files.map((file) => new ExplainStack(file));
  const readers = stacks.map((stack) => new EndReader(stack));
  const faults: UcEdgeError[] = [];
  const found = stacks.flatMap((stack, index): Found[] => {
    const reader = readers[index];
    const find = (text: string, prop: string): NamedEnd | undefined => {
      try {
        return reader?.find(text, prop);
      } catch (error) {
        // What is nowhere in one network may be in another one; what has no clear meaning has none anywhere.
        if (!UcEdgeError.isUcEdgeError(error) || error.code !== "tools-explain-address-nowhere") throw error;
        faults.push(error);
        return undefined;
      }
    };
    return [{ stack, from: find(question.from, "--from"), to: find(question.to, "--to") }];
  });
  const whole = found.flatMap(({ stack, from, to }): Ends[] =>
    from === undefined || to === undefined || !isSomewhere(stack, from, to)
      ? []
      : [{ stack, from, to, otherStack: undefined }],
  );
  if (whole.length > 0) return whole;
  const across = acrossStacks(found, question);
  if (across !== undefined) return [across];
  const [fault] = faults;
  if (fault !== undefined) throw fault;
  for (const [prop, value] of [
    ["--from", question.from],
    ["--to", question.to],
  ] as const) {
    const key = prop === "--from" ? "from" : "to";
    if (found.every((one) => one[key] === undefined)) throw unknownEnd(prop, value, readers);
  }
  throw new UcEdgeError({
    code: "tools-explain-ends-outside",
    what: WHAT,
    prop: "--to",
    value: question.to,
    expected: `a role or an interface at one end at least; no stack has one of ${question.from} and ${question.to}`,
    todo: "name a role, an interface, or an address that one has",
  });
}

/** Whether a stack has anything on the way. */
function isSomewhere(stack: ExplainStack, from: NamedEnd, to: NamedEnd): boolean {
  if (from.kind !== "outside" || to.kind !== "outside") return true;
  return to.parts.some(({ far }) =>
    far.prefixes.some((one) => one.isAddress && stack.reaching(one.addressText()).length > 0),
  );
}

/** Two ends of which no stack has both. */
function acrossStacks(found: readonly Found[], question: ExplainQuestion): Ends | undefined {
  const has = (key: "from" | "to"): { stack: ExplainStack; end: NamedEnd }[] =>
    found.flatMap((one) => {
      const end = one[key];
      return end === undefined || end.kind === "outside" ? [] : [{ stack: one.stack, end }];
    });
  const [froms, tos] = [has("from"), has("to")];
  const [from] = froms;
  const [to] = tos;
  if (from === undefined || to === undefined) return undefined;
  for (const [prop, value, all] of [
    ["--from", question.from, froms],
    ["--to", question.to, tos],
  ] as const) {
    if (all.length === 1) continue;
    throw new UcEdgeError({
      code: "tools-explain-end-ambiguous",
      what: WHAT,
      prop,
      value,
      expected: `one end; it may be ${all.map(({ stack, end }) => `${stack.file.stack}/${end.label}`).join(" or ")}`,
      todo: "put the stack's name in front of the path, or give --stack",
    });
  }
  if (from.stack.cloud !== to.stack.cloud) {
    throw new UcEdgeError({
      code: "tools-explain-clouds-differ",
      what: WHAT,
      prop: "--to",
      value: question.to,
      expected: `an end on ${from.stack.cloud ?? "no cloud"}, as ${question.from} is; it is on ${to.stack.cloud ?? "no cloud"} in ${to.stack.file.stack}`,
      todo: "ask about each with the address that it sees of the other",
    });
  }
  return { stack: from.stack, otherStack: to.stack, from: from.end, to: to.end };
}
