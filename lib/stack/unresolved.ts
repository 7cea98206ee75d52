/** Values that Terraform knows only later. They are kept as they stand: never merged, subtracted or guessed about. */
import { DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { parseDomain } from "../model/domain-name";
import type { AskedBy } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";

/** A list that is known only later, as the member of another list. */
const LIST_AS_MEMBER = /[#&]\{TfToken\[/;

/** Whether a value is known only when Terraform runs: a token, or text with an interpolation. */
export function isUnresolved(value: unknown): boolean {
  if (typeof value === "string") return Token.isUnresolved(value) || value.includes("${") || LIST_AS_MEMBER.test(value);
  // A number out of a list that is known only later is marked in its list only.
  return Token.isUnresolved(value) || (typeof value === "number" && Token.isUnresolved([value]));
}

/** The value as Terraform will read it: a literal, or its interpolation such as `${aws_eip.x.public_ip}`. */
export function resolvedText(scope: IConstruct, value: string): string {
  if (!isUnresolved(value)) return value;
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(value, { scope: TerraformStack.of(scope), resolver, preparing: false }));
}

/** An interpolation without its braces, so that it can stand where Terraform takes no expressions. */
export function referenceText(scope: IConstruct, value: string): string {
  return resolvedText(scope, value).replace(/\$\{([^}]*)\}/g, "$1");
}

/**
 * Refuses a value that is not known yet where something must be decided by it.
 *
 * @param why - What is decided by it.
 * @throws {@link UcEdgeError} `stack-prop-unresolved`
 */
export function requireKnown(value: unknown, by: AskedBy, why: string): void {
  if (!isUnresolved(value)) return;
  throw new UcEdgeError({
    ...by,
    code: "stack-prop-unresolved",
    value: "a value that is known only when Terraform runs",
    expected: `a value that is written here, because ${why}`,
    todo: "write the value out, or take it from a variable of the program instead of one of Terraform",
  });
}

/**
 * Reads a domain or host name that must be known here.
 *
 * @throws {@link UcEdgeError} `stack-prop-unresolved`, and those of {@link parseDomain}.
 */
export function parseKnownDomain(text: string, by: AskedBy): string {
  requireKnown(text, by, "names are matched with DNS zones by their text");
  return parseDomain(text, by);
}

/**
 * Refuses what is no list, and a list whose members are not known: nobody can say how many rules it would make.
 *
 * @throws {@link UcEdgeError} `stack-list-invalid`, `stack-list-unresolved`
 */
export function requireKnownList(values: unknown, what: string, prop: string, path: string): void {
  if (!Array.isArray(values) && !isUnresolved(values)) {
    throw new UcEdgeError({
      code: "stack-list-invalid",
      what,
      prop,
      value: values,
      expected: "a list",
      todo: "write the members between brackets: [...]",
      path,
    });
  }
  const members: readonly unknown[] = Array.isArray(values) ? values : [];
  const hasUnknownLength = members.some((value) => typeof value === "string" && LIST_AS_MEMBER.test(value));
  if (Array.isArray(values) && !Token.isUnresolved(values) && !hasUnknownLength) return;
  throw new UcEdgeError({
    code: "stack-list-unresolved",
    what,
    prop,
    value: "a list that is known only when Terraform runs",
    expected: "a list whose members are written here; a single member may be unresolved",
    todo: "write the list out, or take it from a variable of the program instead of one of Terraform",
    path,
  });
}
