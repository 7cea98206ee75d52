/** What a check has to say, and which of it has been accepted. */
import type { Declaration, DeclaredAcceptance } from "../read/declaration";
import type { FlowKind } from "./asked";

/**
 * What a finding is about. `exactness`: whether the rules permit just what is asked for; `reach`: whether
 * public addresses, balancers and routes lead where they are declared to; `deployment`: what the constructs
 * had to say; `lint`: what may be wrong although the rules permit what they should.
 */
export type FindingArea = "exactness" | "reach" | "deployment" | "lint";

/** One finding of a check. Errors and warnings count; notes are good to know. */
export interface CheckFinding {
  readonly code: string;
  readonly area: FindingArea;
  readonly severity: "error" | "warning" | "note";
  readonly what: string;
  /** The path of the construct, or a Terraform address. */
  readonly where: string;
  readonly why: string;
  readonly todo: string;
  /** Ids of flows and facts that it rests on. */
  readonly facts: readonly string[];
  /** The kind of the flow that is missing; null for other findings. */
  readonly flow: FlowKind | null;
  /** Terraform addresses of the rules that it is about. */
  readonly rules: readonly string[];
  /** A packet as an example, in one line. */
  readonly witness: string | null;
  /** The reason for which it is accepted; null where it is not. */
  readonly accepted: string | null;
}

/** What a finding has to say; it is about no flow, rule or packet unless it says so. */
export type FindingText = Pick<CheckFinding, "code" | "severity" | "what" | "where" | "why" | "todo"> &
  Partial<CheckFinding>;

/** A finding of an area. */
export function finding(area: FindingArea, text: FindingText): CheckFinding {
  return { facts: [], flow: null, rules: [], witness: null, accepted: null, ...text, area };
}

/** A finding of the lint. */
export function lint(text: FindingText): CheckFinding {
  return finding("lint", text);
}

/** Marks what the stack's code accepts; an acceptance that matches nothing is a finding itself. */
export function acceptFindings(
  findings: readonly CheckFinding[],
  declaration: Declaration | undefined,
): CheckFinding[] {
  const acceptances = declaration?.acceptances ?? [];
  const used = new Set<number>();
  const marked = findings.map((one) => {
    const index = acceptances.findIndex((acceptance) => accepts(acceptance, one));
    const acceptance = acceptances[index];
    if (acceptance === undefined) return one;
    used.add(index);
    return { ...one, accepted: acceptance.reason };
  });
  const idle = acceptances.filter((_, index) => !used.has(index));
  return [
    ...marked,
    ...idle.map((one) =>
      lint({
        code: "check-acceptance-unmatched",
        severity: "warning",
        what: `${one.code} is accepted, and there is no such finding`,
        where: one.where,
        why: "an acceptance that matches nothing would hide the finding when it comes back",
        todo: "remove the acceptance",
      }),
    ),
  ];
}

/** Whether an acceptance is of a finding: the same code, at or below the construct where it was accepted. */
export function accepts(one: DeclaredAcceptance, finding: { readonly code: string; readonly where: string }): boolean {
  if (one.code !== finding.code) return false;
  return one.where === "" || finding.where === one.where || finding.where.startsWith(`${one.where}/`);
}

/** Whether a finding counts: it is more than a note, and nobody accepted it. */
export function counts({ severity, accepted }: CheckFinding): boolean {
  return severity !== "note" && accepted === null;
}
