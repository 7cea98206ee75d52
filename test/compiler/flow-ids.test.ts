import { printFlowIds } from "../../lib/compiler/flow-ids";

describe("flow ids in a description", () => {
  it.each([
    [[], ""],
    [["ocs-2007/ports/13a"], "ocs-2007/ports/13a"],
    [["ocs-2007/ports/13a", "ocs-2007/ports/22a"], "ocs-2007/ports/13a,22a"],
    [["ocs-2007/ports/13a", "own/probe-1f3a00"], "ocs-2007/ports/13a own/probe-1f3a00"],
    [["lcs-2005-pic/1.2.2/1", "ocs-2007/ports/1a", "ocs-2007/ports/9a"], "lcs-2005-pic/1.2.2/1 ocs-2007/ports/1a,9a"],
    [["own/a-1", "own/b-2", "own/c-3"], "own/a-1,b-2,c-3"],
  ])("writes %j as %j", (ids, text) => {
    expect(printFlowIds(ids, 255)).toBe(text);
  });

  it("keeps whole ids and counts those that do not fit", () => {
    const ids = ["own/aaaa", "own/bbbb", "own/cccc"];
    expect(printFlowIds(ids, 18)).toBe("own/aaaa,bbbb,cccc");
    expect(printFlowIds(ids, 17)).toBe("own/aaaa,bbbb +1");
    expect(printFlowIds(ids, 16)).toBe("own/aaaa,bbbb +1");
    expect(printFlowIds(ids, 15)).toBe("own/aaaa +2");
    expect(printFlowIds(ids, 11)).toBe("own/aaaa +2");
    expect(printFlowIds(ids, 10)).toBe("+3");
  });

  it.each([140, 255])("never exceeds %d characters and loses no count", (longest) => {
    for (const number of [1, 10, 40, 400]) {
      const ids = Array.from({ length: number }, (_, index) => `own/a-flow-of-some-length-${String(index)}`);
      const text = printFlowIds(ids, longest);
      expect(text.length).toBeLessThanOrEqual(longest);
      const shown = text.match(/a-flow-of-some-length-\d+/g)?.length ?? 0;
      const counted = Number(/\+(\d+)$/.exec(text)?.[1] ?? 0);
      expect(shown).toBeGreaterThan(0);
      expect(shown + counted).toBe(number);
    }
  });

  it("only counts when not even one id fits", () => {
    expect(printFlowIds(["x".repeat(300), "y"], 140)).toBe("+2");
  });
});
