/** Expectations about errors: the code, the telling part of the message, and that nothing was opened. */
import type { TerraformStack } from "cdktf";
import { UcEdgeError } from "../../lib/net/uc-edge-error";
import { recordsOf, rulesOf, synthesized } from "./rules";

/** The error that a call throws. */
export function faultOf(call: () => unknown): UcEdgeError {
  try {
    call();
  } catch (error) {
    if (!UcEdgeError.isUcEdgeError(error)) throw error;
    return error;
  }
  throw new Error("the call threw nothing");
}

/** Checks that a call fails with a code, says the telling words, and is readable in the form that all errors have. */
export function expectFault(call: () => unknown, code: string, ...words: (string | RegExp)[]): UcEdgeError {
  const fault = faultOf(call);
  expect({ code: fault.code, message: fault.message }).toEqual({ code, message: fault.message });
  // <what failed> (<path>): <prop> is <value>, expected <allowed>; <what to do> [<code>]
  expect(fault.message).toMatch(/^cannot [^\n]+: [^\n]+ is [^\n]+, expected [^\n]+; [^\n]+ \[[a-z0-9-]+\]$/);
  expect(fault.message.endsWith(` [${code}]`)).toBe(true);
  // Neither the marks of values that are not known yet, nor the insides of objects, mean anything to a reader.
  expect(fault.message).not.toMatch(/TfToken|\[object|undefined|NaN|e\+\d{3}/);
  for (const word of words) expect(fault.message).toMatch(word);
  return fault;
}

/** Checks that a call fails, and that the stack afterwards opens what it opened before, and has the same DNS records. */
export function expectNothingOpened(
  stack: TerraformStack,
  call: () => unknown,
  code: string,
  ...words: (string | RegExp)[]
): void {
  const before = synthesized(stack);
  expectFault(call, code, ...words);
  const after = synthesized(stack);
  expect(rulesOf(after)).toEqual(rulesOf(before));
  expect(recordsOf(after)).toEqual(recordsOf(before));
}
