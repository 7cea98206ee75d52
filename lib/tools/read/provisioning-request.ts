/** A provisioning request as somebody writes it into a file: read whole, with all that is wrong with it. */
import { oneOf, quote } from "../../net/uc-edge-error";
import { type JsonPlaces, memberPath, placesOf } from "./json-places";
import { isObject, type JsonObject } from "./json-values";
import { type Counts, type Field, LISTS, type Step, STEPS } from "./provisioning-fields";
import { readField } from "./provisioning-values";
import { inputFault, readText } from "./read-json";

/** Something that is wrong with a request. */
export interface RequestProblem {
  /** The line in the file. */
  readonly line: number;
  /** Where in the request: `contact.email`. */
  readonly field: string;
  readonly code: string;
  /** The value, as text; shortened. */
  readonly value: string;
  readonly expected: string;
  readonly todo: string;
}

/** A field with its value. */
export interface FilledField extends Omit<Field, "kind" | "isNeeded"> {
  readonly value: string;
}

/** A step with its values. */
export interface FilledStep {
  readonly fact: string;
  readonly fields: readonly FilledField[];
}

/** A request that was read: its steps where nothing is wrong, and else what is. */
export interface ProvisioningRequest {
  readonly steps: readonly FilledStep[];
  readonly problems: readonly RequestProblem[];
}

/** The fields of a request with one entry in each list: enough to know all names. */
const FIRST_FIELDS = STEPS.flatMap((step) => step.fields({ otherSipDomains: 1, providers: 1 })).map(({ path }) => path);

/**
 * Reads a request.
 *
 * @throws {@link UcEdgeError} `tools-input-not-json`, `tools-input-no-request`.
 */
export function readProvisioningRequest(file: string): ProvisioningRequest {
  const text = readText(file);
  const content = parse(file, text);
  const known = new Set(FIRST_FIELDS.map(topOf));
  if (!isObject(content) || !Object.keys(content).some((key) => known.has(key))) {
    throw inputFault(
      "no-request",
      file,
      "an object with the fields of a request",
      "begin with the example of the README",
    );
  }
  return new RequestReader(content, placesOf(text)).read();
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = / position (\d+)/.exec(String(error))?.[1];
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split("\n").length;
    throw inputFault(
      "not-json",
      file,
      line === undefined ? "JSON" : `JSON, which it stops being in line ${String(line)}`,
      text.trim() === ""
        ? "the file is empty; fill it in"
        : "look for a comma, quote or bracket too much or too little there",
    );
  }
}

class RequestReader {
  private readonly problems: RequestProblem[] = [];
  private readonly values = new Map<string, unknown>();
  private readonly counts: Counts;
  private readonly fields: ReadonlyMap<string, Field>;
  /** What holds fields, by its path. */
  private readonly containers = new Map<string, "object" | "list">([["", "object"]]);
  /** Paths of what ought to hold fields, and is something else. */
  private readonly misshapen = new Set<string>();

  constructor(
    private readonly content: JsonObject,
    private readonly places: JsonPlaces,
  ) {
    const [otherSipDomains = 0, providers = 0] = LISTS.map((list) => countOf(content[list]));
    this.counts = { otherSipDomains, providers };
    const all = STEPS.flatMap((step) => step.fields(this.counts));
    this.fields = new Map(all.map((field) => [field.path, field]));
    for (const list of LISTS) this.containers.set(list, "list");
    for (const path of this.fields.keys()) {
      for (const one of aboveOf(path)) this.containers.set(one, path.charAt(one.length) === "[" ? "list" : "object");
    }
  }

  read(): ProvisioningRequest {
    this.walk(this.content, "");
    for (const { path, line } of this.places.twice) {
      this.add({ code: "tools-provisioning-field-twice", path, expected: "each field once", todo: "remove one", line });
    }
    const steps = STEPS.map((step) => this.fill(step));
    this.refuseRepeated(steps, /SipDomain$|\.sipDomain$/, "tools-provisioning-domain-twice", "each SIP domain once");
    this.refuseRepeated(steps, /^providers/, "tools-provisioning-provider-twice", "each provider once");
    const inOrder = this.problems.map((problem, index) => ({ problem, index }));
    inOrder.sort((a, b) => a.problem.line - b.problem.line || a.index - b.index);
    return { steps, problems: inOrder.map(({ problem }) => problem) };
  }

  /** Takes the values of known fields, and names what is none; it goes no deeper than fields can be. */
  private walk(value: unknown, path: string, parent = "", key = ""): void {
    const container = this.containers.get(path);
    if (this.fields.has(path)) this.values.set(path, value);
    else if (container === undefined) this.addUnknown(path, value, parent, key);
    else if (container === "list" && Array.isArray(value)) {
      for (const [index, one] of value.entries()) this.walk(one, `${path}[${String(index)}]`);
    } else if (container === "object" && isObject(value)) {
      for (const [name, one] of Object.entries(value)) {
        this.walk(one, memberPath(path, name), path, name);
      }
    } else {
      this.misshapen.add(path);
      const [expected, todo] =
        container === "list"
          ? ["a list", "write its entries between brackets: [...]"]
          : ["an object", "write its fields between braces: {...}"];
      this.add({ code: "tools-provisioning-shape", path, value, expected, todo });
    }
  }

  private fill(step: Step): FilledStep {
    const fields = step.fields(this.counts).flatMap((field): FilledField[] => {
      const { path, label, kind } = field;
      if (!this.values.has(path)) {
        this.requireField(field);
        return [];
      }
      const value = this.values.get(path);
      const read = readField(kind, value);
      if ("text" in read) return [{ path, label, value: read.text }];
      this.add({ ...read, path, value });
      return [];
    });
    return { fact: step.fact, fields };
  }

  private requireField({ path, label, kind, isNeeded }: Field): void {
    if (!isNeeded || aboveOf(path).some((one) => this.misshapen.has(one))) return;
    const read = readField(kind, undefined);
    const expected = "text" in read ? label : read.expected;
    const todo = `fill it in: ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
    this.add({ code: "tools-provisioning-field-missing", path, value: undefined, expected, todo });
  }

  private refuseRepeated(steps: readonly FilledStep[], paths: RegExp, code: string, expected: string): void {
    const seen = new Map<string, string>();
    for (const { path, value } of steps.flatMap(({ fields }) => fields)) {
      if (!paths.test(path)) continue;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, path);
      else this.add({ code, path, value: this.values.get(path), expected, todo: `remove it; ${first} names it too` });
    }
  }

  private addUnknown(path: string, value: unknown, parent: string, key: string): void {
    const before = parent === "" ? "" : `${parent.replace(/\[\d+\]/, "[0]")}.`;
    const siblings = FIRST_FIELDS.filter((one) => one.startsWith(before)).map((one) => topOf(one.slice(before.length)));
    const expected = `a field of the request: ${oneOf([...new Set(siblings)], key)}`;
    this.add({
      code: "tools-provisioning-field-unknown",
      path,
      value,
      expected,
      todo: "correct the name, or remove it",
    });
  }

  /** Without a value of its own, it is the field itself that is there twice. */
  private add(problem: {
    readonly code: string;
    readonly path: string;
    readonly value?: unknown;
    readonly expected: string;
    readonly todo: string;
    readonly line?: number;
  }): void {
    const { code, path: field, expected, todo } = problem;
    const line = problem.line ?? this.lineOf(field);
    const value = "value" in problem ? quote(problem.value) : "there again";
    this.problems.push({ line, field, code, value, expected, todo });
  }

  /** The line of a field, or of what it ought to stand in. */
  private lineOf(path: string): number {
    const found = this.places.lines.get(path);
    if (found !== undefined || path === "") return found ?? 1;
    return this.lineOf(path.replace(/(^|\.)[^.[\]]*$|\[\d*\]?$/, ""));
  }
}

function countOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

/** What a field stands in, from the outside in, without the whole. */
function aboveOf(path: string): string[] {
  return [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
}

function topOf(path: string): string {
  return path.replace(/[.[].*$/, "");
}
