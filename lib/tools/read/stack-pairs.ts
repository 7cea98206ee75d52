/** Which stack stands against which in a diff: two syntheses, or the two sides of one plan. */
import { statSync } from "node:fs";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { objectOf } from "./json-values";
import { readForgotten, readPrior } from "./prior-plan";
import { readJson } from "./read-json";
import { readStacks } from "./terraform-json";
import type { TerraformStackFile } from "./terraform-resource";

/** A stack before and after a change; one of both is missing where the stack appears or goes. */
export interface StackPair {
  readonly stack: string;
  readonly before: TerraformStackFile | undefined;
  readonly after: TerraformStackFile | undefined;
}

/** Is told which file is read, as {@link readStacks} tells it. */
type Reading = Parameters<typeof readStacks>[1];

const WHAT = "cannot compare";

/**
 * Reads both sides; with one path, those of a plan.
 *
 * @throws {@link UcEdgeError} Those of {@link readStacks}, and `tools-input-no-prior`, `tools-diff-one-input`,
 *   `tools-diff-two-plans`, `tools-diff-kinds-differ`, `tools-diff-clouds-differ`, `tools-diff-no-common-stack`,
 *   `tools-stack-unknown`.
 */
export function readPairs(
  old: string,
  next: string | undefined,
  name: string | undefined,
  reading?: Reading,
): readonly StackPair[] {
  const pairs = next === undefined ? [pairOfPlan(old, reading)] : pairsOfTwo(old, next, reading);
  const chosen = name === undefined ? pairs : pairs.filter(({ stack }) => stack === name);
  if (chosen.length === 0) {
    throw new UcEdgeError({
      code: "tools-stack-unknown",
      what: WHAT,
      prop: "--stack",
      value: name,
      expected: oneOf(
        pairs.map(({ stack }) => stack),
        name,
      ),
      todo: "correct the name, or leave it out for all stacks",
    });
  }
  for (const pair of chosen) requireOneCloud(pair);
  return chosen;
}

function pairOfPlan(file: string, reading?: Reading): StackPair {
  const [after, other] = readStacks(file, reading);
  if (after?.kind !== "plan" || other !== undefined) {
    throw new UcEdgeError({
      code: "tools-diff-one-input",
      what: WHAT,
      prop: "the only input",
      value: file,
      expected: "terraform show -json of a plan, which has both sides, or two inputs",
      todo: "name the older synthesis first and the newer one behind it",
    });
  }
  const content = objectOf(readJson(file));
  const before = readPrior(file, content, after);
  return {
    stack: after.stack,
    before,
    after: { ...after, resources: [...after.resources, ...readForgotten(content)] },
  };
}

function pairsOfTwo(old: string, next: string, reading?: Reading): StackPair[] {
  const [before, after] = [readStacks(old, reading), readStacks(next, reading)];
  requireSyntheses(before, after, next);
  const [one, two] = [before[0], after[0]];
  // Whoever names two files means these two, also where the stack was renamed.
  if (one !== undefined && two !== undefined && isFile(old) && isFile(next)) {
    return [{ stack: two.stack, before: one, after: two }];
  }
  const names = [...new Set([...after, ...before].map(({ stack }) => stack))].sort();
  const of = (all: readonly TerraformStackFile[], name: string): TerraformStackFile | undefined =>
    all.find(({ stack }) => stack === name);
  const pairs = names.map((stack) => ({ stack, before: of(before, stack), after: of(after, stack) }));
  if (pairs.some((pair) => pair.before !== undefined && pair.after !== undefined)) return pairs;
  throw new UcEdgeError({
    code: "tools-diff-no-common-stack",
    what: WHAT,
    prop: "the newer input",
    value: next,
    expected: `a stack of the older one: ${oneOf(before.map(({ stack }) => stack))}`,
    todo: "correct a path; to compare a stack that was renamed, name its two cdk.tf.json",
  });
}

function isFile(path: string): boolean {
  return statSync(path).isFile();
}

function requireSyntheses(
  before: readonly TerraformStackFile[],
  after: readonly TerraformStackFile[],
  next: string,
): void {
  const [old, is] = [before, after].map((all) => all.some(({ kind }) => kind === "plan"));
  if (old !== true && is !== true) return;
  const isTwo = old === true && is === true;
  throw new UcEdgeError({
    code: isTwo ? "tools-diff-two-plans" : "tools-diff-kinds-differ",
    what: WHAT,
    prop: "the newer input",
    value: next,
    expected: isTwo ? "one plan alone, which has both sides" : "both to be synthesized stacks",
    todo: isTwo
      ? "name one plan: what it changes is its diff"
      : "name the plan alone, or two synthesized stacks: a plan knows values that a synthesis does not",
  });
}

function requireOneCloud({ stack, before, after }: StackPair): void {
  const [old, next] = [before, after].map((file) => (file === undefined ? undefined : cloudOf(file)));
  if (old === undefined || next === undefined || old === next) return;
  throw new UcEdgeError({
    code: "tools-diff-clouds-differ",
    what: WHAT,
    prop: `the cloud of ${stack}`,
    value: next,
    expected: `${old}, as it was: rules of two clouds are not the same in other words`,
    todo: "preview both stacks and read them side by side, or correct a path",
  });
}

/** The cloud by the types of resources; nothing where there is none of either, or some of both. */
function cloudOf({ resources }: TerraformStackFile): string | undefined {
  const has = (prefix: string): boolean => resources.some(({ type }) => type.startsWith(prefix));
  if (has("aws_") === has("azurerm_")) return undefined;
  return has("aws_") ? "aws" : "azure";
}
