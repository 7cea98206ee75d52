/** A way while it is followed: its steps so far, and what has passed them. */
import type { PacketSet } from "../../net/packet-set";
import type { Client } from "./explain-asked";
import type { Outside, Place } from "./explain-ends";
import { type GroupStep, groupSteps, type Passed } from "./explain-group";
import { eitherOf, flatOutcome, inTurn, type Outcome, type Turned } from "./explain-outcome";
import { elsewhereStep, hostRouteSteps, type Step, wayOutStep } from "./explain-steps";
import type { FarEnd, Service } from "./traffic";

/** A way in the making. */
export class Trail {
  private readonly steps: Step[] = [];
  private outcome: Outcome;

  constructor(private readonly asked: PacketSet) {
    this.outcome = flatOutcome(asked, "yes");
  }

  /** A step that lets everything pass, or nothing. */
  add(step: Step): void {
    this.steps.push(step);
    this.outcome = inTurn(this.outcome, flatOutcome(this.asked, step.open));
  }

  /** Groups one behind the other. */
  groups(passed: readonly Passed<GroupStep>[]): void {
    for (const { step, outcome } of passed) {
      this.steps.push(step);
      this.outcome = inTurn(this.outcome, outcome);
    }
  }

  /** Groups that see traffic in one of two forms: either is enough. */
  either(one: readonly Passed<GroupStep>[], other: readonly Passed<GroupStep>[]): void {
    const all = (passed: readonly Passed<GroupStep>[]): Outcome =>
      passed.reduce((before, { outcome }) => inTurn(before, outcome), flatOutcome(this.asked, "yes"));
    const isFirst = one.every(({ step }) => step.open === "yes") || other.every(({ step }) => step.open === "no");
    this.steps.push(...(isFirst ? one : other).map(({ step }) => step));
    this.outcome = inTurn(this.outcome, eitherOf([all(one), all(other)]));
  }

  /** Where it begins: at addresses outside, or out of an interface's group towards what is dialed. */
  start(from: Outside | Place, dialed: readonly FarEnd[], client: Client, service: Service): void {
    if (from.kind === "outside") {
      if (from.where === "inside" || from.where === "partner") this.add(elsewhereStep(from));
      return;
    }
    const { stack, path, on } = from;
    const turned: Turned = { isToTarget: true };
    for (const far of dialed) {
      this.groups(groupSteps({ stack, path, on, direction: "egress", far, service }, turned));
      for (const step of hostRouteSteps(from, far)) this.add(step);
    }
    if (client.isPublic) this.add(wayOutStep(from));
  }

  /**
   * Behind a balancer nobody tells clients apart: of the flows that ask for what passes there, those are meant that ask
   * for it in front, too. What the cloud asks for has steps of its own.
   */
  sameFlows(): void {
    const [first, ...behind] = this.steps.flatMap((step, index) => (step.kind === "group" ? [{ step, index }] : []));
    const ids = new Set(first?.step.flows.map(({ flow }) => flow.id));
    for (const { step, index } of behind) {
      const asking = step.flows.filter(({ flow }) => flow.kind !== "platform");
      const same = asking.filter(({ flow }) => ids.has(flow.id));
      this.steps[index] = { ...step, flows: same.length > 0 ? same : asking };
    }
  }

  /** What the way has come to. */
  passed(): { readonly steps: readonly Step[]; readonly outcome: Outcome } {
    return { steps: this.steps, outcome: this.outcome };
  }
}
