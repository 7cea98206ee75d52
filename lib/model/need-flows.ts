/** From a common need to the flows that it asks for. */
import { NEEDS } from "../catalog/needs";
import { printPorts } from "../net/port-range";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import { checkOwnFlow, type CheckedOwnFlow } from "./own-flow";

/** What may be said of a common need beside its name and its peer. */
export interface NeedFlowProps {
  /**
   * Who answers for it.
   *
   * @default - nobody is named
   */
  readonly owner?: string;
  /**
   * The day after which it is no longer wanted, as `2027-03-31`. It is not removed by itself: reports say that it has
   * expired.
   *
   * @default - it does not expire
   */
  readonly expires?: string;
}

/**
 * The flows of a need, one for each transport, and their direction as the role that has the need sees it.
 *
 * @throws {@link UcEdgeError} `model-need-unknown`, `model-flow-expires-invalid`.
 */
export function checkNeed(
  need: string,
  { owner, expires }: NeedFlowProps,
  what: string,
  path: string,
): { readonly direction: "ingress" | "egress"; readonly flows: readonly CheckedOwnFlow[] } {
  const fact = NEEDS.find(({ id }) => id === need);
  if (fact === undefined) {
    const names = NEEDS.map(({ id }) => id);
    throw new UcEdgeError({
      code: "model-need-unknown",
      what,
      prop: "need",
      value: need,
      expected: oneOf(names, need),
      todo: "name one of them, or add what is needed by allowTo or allowFrom",
      path,
    });
  }
  const flows = fact.services.map(({ transport, ports }) => {
    const flow = {
      transport,
      ports: ports.map(([first, last]) => printPorts({ first, last })),
      purpose: fact.purpose,
      ...(owner === undefined ? {} : { owner }),
      ...(expires === undefined ? {} : { expires }),
    };
    return { ...checkOwnFlow(flow, what, path), need: fact.id };
  });
  return { direction: fact.initiator === "role" ? "egress" : "ingress", flows };
}
