/**
 * Fills what a plan does not know yet with what the configuration has in its place. A configuration in JSON, such as
 * cdktf's, stands in the plan as it was written; of one in HCL only the references are there. Where neither tells which
 * value is meant, it is marked as unknown, so that no rule is lost.
 */
import { isExpression, isObject, type JsonObject, listOf, objectOf, textsOf, UNKNOWN } from "./json-values";
import { referencesOf, resolveText, type Scope } from "./plan-references";

const DEEPEST_VALUE = 20;

/**
 * The values of a planned resource, with nothing missing that the configuration sets. `after` is the plan's
 * `after_unknown`: `true` for what is not known, in the shape of the values. Without it, what the configuration sets and the
 * plan does not show is not known.
 *
 * What the configuration does not set is the provider's to fill, such as the rules of a group that rule resources make. A
 * dynamic block over a list that is itself unknown looks the same in a plan; such a plan shows none of its rules.
 */
export function fillUnknown(values: JsonObject, after: unknown, expressions: JsonObject, scope: Scope): JsonObject {
  const marks = isObject(after) ? after : missing(values, expressions);
  const set = Object.fromEntries(Object.entries(marks).filter(([name]) => expressions[name] !== undefined));
  return fillObject(values, set, (name) => expressions[name], scope, 0);
}

function missing(values: JsonObject, expressions: JsonObject): JsonObject {
  const marks: Record<string, unknown> = {};
  for (const name of Object.keys(expressions)) if (values[name] === undefined) marks[name] = true;
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value) && value.includes(null)) marks[name] = value.map((one: unknown) => one === null);
  }
  return marks;
}

function fillObject(
  values: JsonObject,
  marks: JsonObject,
  expressionOf: (name: string) => unknown,
  scope: Scope,
  depth: number,
): JsonObject {
  const filled: Record<string, unknown> = { ...values };
  for (const [name, mark] of Object.entries(marks)) {
    if (isMarked(mark)) filled[name] = fillValue(filled[name], mark, expressionOf(name), scope, depth + 1);
  }
  return filled;
}

function fillValue(value: unknown, mark: unknown, expression: unknown, scope: Scope, depth: number): unknown {
  if (depth > DEEPEST_VALUE) return UNKNOWN;
  if (mark === true || value === undefined || value === null) return whole(expression, scope);
  const constant = objectOf(expression)["constant_value"];
  if (Array.isArray(value)) {
    const written = Array.isArray(expression) ? expression : constant;
    return fillList(value, listOf(mark), listOf(written), referencesOf(expression, scope), scope, depth);
  }
  if (isObject(value) && isObject(mark)) {
    const written = constant === undefined ? objectOf(expression) : objectOf(constant);
    return fillObject(value, mark, (name) => asExpression(written[name]), scope, depth);
  }
  return whole(expression, scope);
}

function fillList(
  values: readonly unknown[],
  marks: readonly unknown[],
  written: readonly unknown[],
  references: readonly string[],
  scope: Scope,
  depth: number,
): unknown[] {
  const unknown = marks.filter((mark) => mark === true).length;
  const expressions = textsOf(written)
    .filter(isExpression)
    .map((text) => resolveText(text, scope));
  // Each unknown entry is one of the expressions; a set has no order, so they are told apart only by their number.
  const known = expressions.length > 0 ? expressions : references;
  const entries = known.length === unknown ? [...known] : [];
  const blocks = blocksOf(values, marks, written);
  return values.map((value, index) => {
    const mark = marks[index];
    if (mark === true) return entries.shift() ?? UNKNOWN;
    if (!isMarked(mark) || !isObject(value) || !isObject(mark)) return value;
    return fillObject(value, mark, (name) => asExpression(blocks[index]?.[name]), scope, depth);
  });
}

/**
 * The blocks of the configuration that became the planned ones: those that agree with all that is known of them. Blocks that
 * differ only in what is not known are interchangeable, if there are as many planned as written.
 */
function blocksOf(
  values: readonly unknown[],
  marks: readonly unknown[],
  written: readonly unknown[],
): (JsonObject | undefined)[] {
  const blocks = written.filter(isObject);
  const candidates = values.map((value, index) =>
    isObject(value) ? blocks.filter((block) => agrees(block, value, objectOf(marks[index]))) : [],
  );
  const keys = candidates.map((list) => list.map((block) => blocks.indexOf(block)).join());
  return candidates.map((list, index) => {
    const same = keys.filter((key) => key === keys[index]).length;
    const before = keys.slice(0, index).filter((key) => key === keys[index]).length;
    return same === list.length ? list[before] : undefined;
  });
}

function agrees(block: JsonObject, value: JsonObject, marks: JsonObject): boolean {
  return Object.entries(value).every(([name, known]) => {
    const raw = "constant_value" in objectOf(block[name]) ? objectOf(block[name])["constant_value"] : block[name];
    if (isMarked(marks[name]) || isExpression(raw)) return true;
    if (raw === null) return isUnset(known);
    // Numbers may be written as text.
    return !isPlain(raw) || (isPlain(known) && String(known) === String(raw));
  });
}

/** A value of the configuration in JSON as the expression that a plan would show for it. */
function asExpression(raw: unknown): unknown {
  if (raw === undefined) return undefined;
  const isOne = isObject(raw) && ("constant_value" in raw || "references" in raw);
  return isOne ? raw : { constant_value: raw };
}

function whole(expression: unknown, scope: Scope): unknown {
  const constant = objectOf(expression)["constant_value"];
  if (constant !== undefined && constant !== null) return resolved(constant, scope, 0);
  if (Array.isArray(expression)) return UNKNOWN;
  const references = referencesOf(expression, scope);
  return references.length === 1 ? references[0] : UNKNOWN;
}

function resolved(value: unknown, scope: Scope, depth: number): unknown {
  if (depth > DEEPEST_VALUE) return UNKNOWN;
  if (typeof value === "string") return resolveText(value, scope);
  if (Array.isArray(value)) return value.map((one) => resolved(one, scope, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolved(one, scope, depth + 1)]));
}

/** What the provider shows where nothing was set. */
function isUnset(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === 0 || value === false || isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Whether a mark, or one inside it, says that something is not known. */
function isMarked(mark: unknown, depth = 0): boolean {
  if (mark === true || depth > DEEPEST_VALUE) return true;
  if (typeof mark !== "object" || mark === null) return false;
  return Object.values(mark).some((one) => isMarked(one, depth + 1));
}
