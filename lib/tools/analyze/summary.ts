/** The counts of a check: exactness for itself, and lint apart from it. */
import type { FlowKind } from "./asked";
import type { CheckedInterface } from "./check";
import type { ExpectedFlow } from "./expected";
import { type CheckFinding, counts, type FindingArea } from "./finding";

/** A number for each kind of flow. */
export type CountByKind = Readonly<Record<FlowKind, number>>;

/** The counts of one stack. What is accepted is as missing and as surplus as before: exactness counts it all the same. */
export interface CheckSummary {
  /** Whether the rules permit exactly what is asked for; null where the stack declares no interface. */
  readonly exact: boolean | null;
  /** Whether nothing outside the stack can change that; where not, notes say what may. */
  readonly seesAll: boolean;
  /** Sides of interfaces: what may come in, and what may go out. */
  readonly sides: number;
  readonly exactSides: number;
  /** Flows that apply. */
  readonly flows: CountByKind;
  /** Sides on which a flow is not permitted, once for each flow. */
  readonly missing: CountByKind;
  /** Rules that permit more than anything asks for, once for each side. */
  readonly surplus: number;
  /** What cannot be seen, and keeps a side from being proven. */
  readonly unseen: number;
  /** Findings that count, by area: errors and warnings that nobody accepted. */
  readonly open: Readonly<Record<FindingArea, number>>;
  readonly accepted: number;
  readonly notes: number;
}

const SURPLUS = ["check-traffic-surplus", "check-peer-wider"];
/** Stated residuals of what a cloud can express: all of them are seen. */
const SEEN = [...SURPLUS, "check-flow-missing", "check-not-expressible"];

/** Counts what a check found. */
export function summaryOf(
  interfaces: readonly CheckedInterface[],
  flows: readonly ExpectedFlow[],
  findings: readonly CheckFinding[],
): CheckSummary {
  const exactness = findings.filter(({ area }) => area === "exactness");
  const notSeen = exactness.filter(({ code }) => !SEEN.includes(code));
  const unseen = notSeen.filter(({ severity }) => severity !== "note").length;
  const exactSides = interfaces.filter((side) => side.exact).length;
  const open = (area: FindingArea): number => findings.filter((one) => one.area === area && counts(one)).length;
  return {
    exact: interfaces.length === 0 ? null : exactSides === interfaces.length && unseen === 0,
    seesAll: notSeen.length === 0,
    sides: interfaces.length,
    exactSides,
    flows: byKind((kind) => new Set(flows.filter((flow) => flow.kind === kind).map(({ id }) => id)).size),
    missing: byKind(
      (kind) => exactness.filter(({ code, flow }) => code === "check-flow-missing" && flow === kind).length,
    ),
    surplus: exactness.filter(({ code }) => SURPLUS.includes(code)).length,
    unseen,
    open: { exactness: open("exactness"), reach: open("reach"), deployment: open("deployment"), lint: open("lint") },
    accepted: findings.filter(({ accepted }) => accepted !== null).length,
    notes: findings.filter(({ severity, accepted }) => severity === "note" && accepted === null).length,
  };
}

function byKind(count: (kind: FlowKind) => number): CountByKind {
  return { documented: count("documented"), platform: count("platform"), own: count("own") };
}
