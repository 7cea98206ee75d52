/**
 * `cdktf-uc-edge/testing`: Jest matchers about what synthesized stacks permit. Import it once, in a set-up file or in the
 * test, for the matchers and their types:
 *
 * `import "cdktf-uc-edge/testing";`
 */
import { extendExpect } from "./matchers";
import type { InterfaceExpectation, PacketQuery } from "./verdicts";

export { serializer } from "./matchers";
export { synthesize, SynthesizedStack } from "./synthesized";
export type { TrafficQuery } from "../tools/analyze/query";
export type { InterfaceExpectation, PacketQuery } from "./verdicts";

declare global {
  namespace jest {
    interface Matchers<R> {
      /** All of this traffic passes, on every stack that is given: nothing of it depends on what is not known yet. */
      toPermit(query: PacketQuery): R;
      /** None of this traffic passes. */
      toDeny(query: PacketQuery): R;
      /** Every interface permits exactly what is listed by its path, and nothing where nothing is listed. */
      toPermitExactly(expected: Readonly<Record<string, InterfaceExpectation>>): R;
      /** `uc-edge check` has no findings but notes and accepted ones. */
      toHaveNoFindings(): R;
    }
  }
}

const { expect } = globalThis as { expect?: Parameters<typeof extendExpect>[0] };
if (expect !== undefined) extendExpect(expect);
