/** What the commands share: which stacks are meant, and how text is laid out here. */
import pc from "picocolors";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import type { TerraformStackFile } from "../read/terraform-resource";
import type { TextLayout } from "../report/rule-table";

const DEFAULT_WIDTH = 80;

/** The width and colors of the terminal; 80 columns without color where the output is no terminal. */
export function terminalLayout(color: boolean): TextLayout {
  // Of a file or a pipe, Node.js says nothing instead of `false`, which picocolors takes for yes where CI is set.
  const { isTTY: isTerminal = false } = process.stdout as { readonly isTTY?: boolean };
  return {
    width: isTerminal ? process.stdout.columns : DEFAULT_WIDTH,
    colors: pc.createColors(color && isTerminal && pc.isColorSupported),
  };
}

/**
 * All stacks, or the one that is named.
 *
 * @throws {@link UcEdgeError} `tools-stack-unknown`
 */
export function selectStacks(
  stacks: readonly TerraformStackFile[],
  name: string | undefined,
  what: string,
): readonly TerraformStackFile[] {
  if (name === undefined) return stacks;
  const found = stacks.filter((stack) => stack.stack === name);
  if (found.length > 0) return found;
  throw new UcEdgeError({
    code: "tools-stack-unknown",
    what,
    prop: "--stack",
    value: name,
    expected: oneOf(
      stacks.map((stack) => stack.stack),
      name,
    ),
    todo: "correct the name, or leave it out for all stacks",
  });
}
