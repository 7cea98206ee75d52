import { Construct } from "constructs";
import { physicalName, stackPath } from "../../lib/stack/paths";
import { stackOn } from "../support/stacks";

describe("the path below the stack", () => {
  it("has the ids down to the construct, and not the stack's", () => {
    const stack = stackOn("aws", "stack");
    expect(stackPath(new Construct(new Construct(stack, "Edge"), "AccessEdge"))).toBe("Edge/AccessEdge");
    expect(stackPath(stack)).toBe("");
  });
});

describe("a name for the cloud", () => {
  const nameOf = (stackId: string, id: string, longest: number): string =>
    physicalName(new Construct(stackOn("aws", stackId), id), longest);

  it.each([
    ["stack", "Edge", "stack-Edge"],
    ["my_stack", "Edge.1", "my-stack-Edge-1"],
    ["_stack", "Edge_", "stack-Edge"],
  ])("of %s and %s is %s", (stackId, id, name) => {
    expect(nameOf(stackId, id, 80)).toBe(name);
  });

  it("is as long as the cloud takes, and then ends in a checksum of the whole path", () => {
    // "stack-" and 74 letters are 80.
    expect(nameOf("stack", "x".repeat(74), 80)).toBe(`stack-${"x".repeat(74)}`);
    const [one, other] = [nameOf("stack", "x".repeat(75), 80), nameOf("stack", "x".repeat(76), 80)];
    expect(one).toMatch(/^stack-x{65}-[0-9a-f]{8}$/);
    expect(one).toHaveLength(80);
    expect(other).toHaveLength(80);
    expect(other).not.toBe(one);
  });
});
