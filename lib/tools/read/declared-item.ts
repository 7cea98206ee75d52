/** One line of a declaration, and the values that items hold. */
import { UcEdgeError } from "../../net/uc-edge-error";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "./json-values";

/** A value that may be a reference to something that Terraform knows later. */
export interface DeclaredValue {
  readonly text: string;
  readonly isReference: boolean;
}

/** One line of a declaration. */
export class DeclaredItem {
  private readonly content: JsonObject;

  constructor(
    private readonly line: string,
    private readonly file: string,
  ) {
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch {
      throw this.damaged();
    }
    this.content = objectOf(content);
    if (typeof this.content["item"] !== "string") throw this.damaged();
  }

  /** Whether it is an item of a kind. */
  is(item: string): boolean {
    return this.content["item"] === item;
  }

  /** A value, as it stands there. */
  value(name: string): unknown {
    return this.content[name];
  }

  /** A text that every item of its kind has. */
  text(name: string): string {
    const value = this.content[name];
    if (typeof value !== "string") throw this.damaged(name);
    return value;
  }

  /** The texts of a list; none where there is no list. */
  texts(name: string): string[] {
    return listOf(this.content[name]).filter((one) => typeof one === "string");
  }

  /** The values of a list, and one value as a list of it. */
  values(name: string): DeclaredValue[] {
    return listOf(this.content[name]).flatMap((one) => readValue(one) ?? []);
  }

  /** What to throw for a line that cannot be read, or that lacks a value. */
  damaged(missing?: string): UcEdgeError {
    return new UcEdgeError({
      code: "tools-declaration-damaged",
      what: `cannot read the declaration in ${this.file}`,
      prop: "a line of uc_edge_deployment",
      value: this.line,
      expected: missing === undefined ? "JSON, as the library writes it" : `an item that has its ${missing}`,
      todo: "synthesize the stack again",
    });
  }
}

/** A literal text, or a marked reference; nothing for anything else. */
export function readValue(value: unknown): DeclaredValue | undefined {
  const reference = isObject(value) ? textOf(value["ref"]) : undefined;
  if (reference !== undefined) return { text: reference, isReference: true };
  const text = textOf(value);
  return text === undefined ? undefined : { text, isReference: false };
}
