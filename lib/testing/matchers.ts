/** Jest's side: the matchers, their messages, and the serializer. */
import { previewStack } from "../tools/report/preview";
import { printTraffic } from "../tools/report/rule-table";
import { stacksOf, SynthesizedStack } from "./synthesized";
import {
  denies,
  hasNoFindings,
  type InterfaceExpectation,
  type PacketQuery,
  permits,
  permitsExactly,
  type Verdict,
} from "./verdicts";

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What Jest's `expect` is, as far as it is needed here. */
interface Expect {
  extend(matchers: Record<string, (subject: unknown, expected: never) => MatcherResult>): void;
  addSnapshotSerializer(serializer: { test(value: unknown): boolean; print(value: unknown): string }): void;
}

const MATCHERS = {
  toPermit: (subject: unknown, query: PacketQuery) =>
    judge(subject, "permit the traffic", (stack) => permits(stack, query)),
  toDeny: (subject: unknown, query: PacketQuery) => judge(subject, "deny the traffic", (stack) => denies(stack, query)),
  toPermitExactly: (subject: unknown, expected: Readonly<Record<string, InterfaceExpectation>>) =>
    judge(subject, "permit exactly what is listed", (stack) => permitsExactly(stack, expected)),
  toHaveNoFindings: (subject: unknown) => judge(subject, "have no findings", hasNoFindings),
};

/** Gives Jest the matchers and the serializer; importing `cdktf-uc-edge/testing` does it where Jest runs. @internal */
export function extendExpect(expect: Expect): void {
  expect.extend(MATCHERS);
  expect.addSnapshotSerializer(serializer);
}

/** Prints a synthesized stack as its rules, one in a line, sorted: what a snapshot of it holds. */
export const serializer = {
  /** Whether it prints the value. */
  test: (value: unknown): boolean => SynthesizedStack.isSynthesizedStack(value),
  /** The rules as text. */
  print: (value: unknown): string => (SynthesizedStack.isSynthesizedStack(value) ? printRules(value) : ""),
};

function judge(subject: unknown, what: string, verdictOf: (stack: SynthesizedStack) => Verdict): MatcherResult {
  const verdicts = stacksOf(subject).map((stack) => ({ stack, ...verdictOf(stack) }));
  const pass = verdicts.length > 0 && verdicts.every((verdict) => verdict.pass);
  return {
    pass,
    message: () => {
      const told = verdicts.filter((verdict) => pass || !verdict.pass);
      const lines = told.flatMap(({ stack, lines: one }) => one.map((line) => `  ${stack.name}: ${line}`));
      return [
        `expected ${pass ? "not to" : "to"} ${what}`,
        ...(lines.length === 0 ? ["  there is no stack"] : lines),
      ].join("\n");
    },
  };
}

function printRules(stack: SynthesizedStack): string {
  const preview = previewStack(stack.file);
  const lines = preview.groups.flatMap(({ path, group, rules }) =>
    rules.flatMap((rule) =>
      (rule.ports === null || rule.ports.length === 0 ? [undefined] : rule.ports).map((range) => {
        const way = rule.direction === "ingress" ? "in " : "out";
        const denied = rule.access === "deny" ? "deny " : "";
        return `${path ?? group}  ${way}  ${denied}${printTraffic(rule, range).replace(/\n/g, " ")}  ${rule.peers.join(", ")}  ${rule.description}`;
      }),
    ),
  );
  return [`${stack.name}:`, ...lines.sort().map((line) => `  ${line}`)].join("\n");
}
