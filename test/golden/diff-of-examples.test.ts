/** Every example against itself in other words, and against nothing: the one opens nothing, the other all of it. */
import { diffStack, opens } from "../../lib/tools/analyze/diff";
import { readStack } from "../../lib/tools/read/terraform-json";
import { otherWords } from "../property/other-words";
import { synthesizeExamples } from "../support/examples";

const TODAY = "2027-01-01";
const examples = [...synthesizeExamples()].map(([stack, text]) => ({ stack, json: JSON.parse(text) as unknown }));

/** Without the paths of constructs, as a plan has it: only declarations tell what is the same. */
function withoutPaths(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json, (key, value: unknown) => (key === "//" ? undefined : value)));
}

describe.each(examples)("$stack", ({ stack, json }) => {
  const before = readStack("old/cdk.tf.json", json);

  it("opens and closes nothing in other words", () => {
    const after = readStack("new/cdk.tf.json", otherWords(json, 3));
    expect(diffStack({ stack, before, after }, TODAY)).toMatchObject({ state: "same", traffic: [], ways: [] });
  });

  it("opens and closes no traffic in other words, where no path says what is the same", () => {
    const [old, next] = [json, otherWords(json, 5)].map((one) => readStack("cdk.tf.json", withoutPaths(one)));
    expect(diffStack({ stack, before: old, after: next }, TODAY).traffic).toEqual([]);
  });

  it("opens something where it appears, and nothing where it goes, with each row on somebody's word", () => {
    const appears = diffStack({ stack, before: undefined, after: before }, TODAY);
    expect([opens(appears), opens(diffStack({ stack, before, after: undefined }, TODAY))]).toEqual([true, false]);
    const unasked = appears.traffic.filter(({ reasons }) => !reasons.some(({ askedBy }) => askedBy !== null));
    expect(unasked).toEqual([]);
    expect(appears.traffic.filter(({ reasons }) => reasons.some(({ askedBy }) => askedBy === null))).toEqual([]);
  });
});
