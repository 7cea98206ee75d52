/**
 * What a reference in a plan's configuration stands for, as seen from the root: `aws_security_group.x.id` in a module is
 * `module.m.aws_security_group.x.id`; a variable of a module is what its call gives it, an output what the module gives.
 */
import { isExpression, type JsonObject, listOf, objectOf, textOf } from "./json-values";

/** A module, as it was called. */
export interface Scope {
  /** `module.m[0]`; empty for the root. */
  readonly address: string;
  /** The module's configuration: resources, outputs, module calls. */
  readonly configuration: JsonObject;
  readonly parent: Scope | undefined;
  /** What the call gives the module's variables. */
  readonly arguments: JsonObject;
}

const LONGEST_CHAIN = 100;

/** The scope of the root module. */
export function rootScope(configuration: JsonObject): Scope {
  return { address: "", configuration, parent: undefined, arguments: {} };
}

/** The scope of a module that another one calls, by its address in the plan. */
export function scopeOfModule(parent: Scope, address: string): Scope {
  const local = parent.address === "" ? address : address.slice(parent.address.length + 1);
  const name = /^module\.([^.[]+)/.exec(local)?.[1] ?? "";
  const call = objectOf(objectOf(parent.configuration["module_calls"])[name]);
  return { address, configuration: objectOf(call["module"]), parent, arguments: objectOf(call["expressions"]) };
}

/**
 * The values that an expression of the configuration is made of, as expressions seen from the root: `${aws_x.y.id}`. A
 * reference to a part of another one counts once.
 */
export function referencesOf(expression: unknown, scope: Scope): string[] {
  const all = new Set(listOf(objectOf(expression)["references"]).filter((one) => typeof one === "string"));
  for (const whole of [...all].flatMap(wholesOf)) all.delete(whole);
  return [...all].map((one) => resolveReference(one, scope, 0));
}

/** What a reference is taken from: `aws_x.y` and `aws_x` of `aws_x.y.id`. */
function wholesOf(reference: string): string[] {
  return [...reference.matchAll(/[.[]/g)].map(({ index }) => reference.slice(0, index));
}

/** A text of the configuration; where it is one reference and nothing else, that is seen from the root. */
export function resolveText(text: string, scope: Scope, depth = 0): string {
  const reference = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
  return reference === undefined ? text : resolveReference(reference.trim(), scope, depth);
}

/** Whether `whole` is what `part` is taken from: `aws_x.y` of `aws_x.y.id`. */
function isPartOf(whole: string, part: string): boolean {
  return part.startsWith(whole) && /^[.[]/.test(part.slice(whole.length));
}

function resolveReference(reference: string, scope: Scope, depth: number): string {
  const inScope = `\${${scope.address === "" ? "" : `${scope.address}.`}${reference}}`;
  if (depth > LONGEST_CHAIN) return inScope;
  const variable = /^var\.([\w-]+)$/.exec(reference)?.[1];
  if (variable !== undefined && scope.parent !== undefined) {
    return resolveExpression(scope.arguments[variable], scope.parent, depth) ?? inScope;
  }
  const output = /^(module\.([^.[]+)(?:\[[^\]]*\])?)\.([\w-]+)$/.exec(reference);
  if (output !== null) {
    const [, call = "", , name = ""] = output;
    const address = scope.address === "" ? call : `${scope.address}.${call}`;
    const inside = scopeOfModule(scope, address);
    const given = objectOf(objectOf(inside.configuration["outputs"])[name])["expression"];
    return resolveExpression(given, inside, depth) ?? inScope;
  }
  // Which of several instances is meant is not known, and nothing else of it either.
  return inScope;
}

/** What an expression is, if it is a constant text or one reference. */
function resolveExpression(expression: unknown, scope: Scope, depth: number): string | undefined {
  const constant = textOf(objectOf(expression)["constant_value"]);
  if (constant !== undefined) return isExpression(constant) ? resolveText(constant, scope, depth + 1) : constant;
  const references = listOf(objectOf(expression)["references"]).filter((one) => typeof one === "string");
  const [first] = references;
  if (first === undefined || references.some((one) => one !== first && !isPartOf(one, first))) return undefined;
  return resolveReference(first, scope, depth + 1);
}
