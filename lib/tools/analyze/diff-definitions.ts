/**
 * What stands in the same words on both sides of a diff and is not the same: a variable with another default, a prefix list
 * with other entries, a subnet with another block. Whatever names it is told apart by a word for its side.
 */
import { isExpression, type JsonObject, listOf, objectOf } from "../read/json-values";
import type { TerraformStackFile } from "../read/terraform-resource";

const PREFIX_LIST = "aws_ec2_managed_prefix_list";
/** Names in an expression: of variables and the like, or of a resource with its attribute. */
const NAMES = /\b(?:(?:var|local|module)\.[\w-]+|data\.[\w-]+\.[\w-]+|(?:aws|azurerm)_\w+\.[\w-]+(?:\.\w+)?)/g;
/** What changes nothing of what a definition gives. */
const ASIDE = new Set(["//", "description", "depends_on", "lifecycle", "provider", "sensitive", "nullable", "tags"]);
/** Attributes that say which resource it is, and not what it is. */
const IDENTITY = /\.(id|arn|name)$/;

/** The definitions of one side, held against those of the other. */
export class Definitions {
  private readonly changed: ReadonlySet<string>;

  constructor(
    here: TerraformStackFile,
    there: TerraformStackFile | undefined,
    private readonly word: string,
  ) {
    this.changed = there === undefined ? new Set() : changedBetween(definedIn(here), definedIn(there));
  }

  /** A word for this side, where a text names something that is not the same on both; empty where it does not. */
  wordFor(text: string): string {
    return isAbout(text, this.changed) ? ` (${this.word})` : "";
  }
}

function isAbout(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return [...text.matchAll(NAMES)].some(([name]) => names.has(name.replace(IDENTITY, "")));
}

/** Names that both sides define, not in the same way, or by way of such a name. */
function changedBetween(here: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>): ReadonlySet<string> {
  const both = [...here].filter(([name]) => there.has(name));
  const changed = new Set(both.flatMap(([name, text]) => (there.get(name) === text ? [] : name)));
  for (let size = -1; size !== changed.size;) {
    size = changed.size;
    for (const [name, text] of both) if (isAbout(text, changed)) changed.add(name);
  }
  return changed;
}

/** What is defined, as text that is the same where nothing is different. */
function definedIn({ definitions, resources, kind }: TerraformStackFile): Map<string, string> {
  const found = new Map<string, string>();
  if (kind === "plan") return found;
  for (const [name, value] of definitions) found.set(name, textOf(value));
  const entries = resources.filter(({ type }) => type === `${PREFIX_LIST}_entry`);
  for (const { address, type, values } of resources) {
    // Of these there are thousands, and nobody names what is in them.
    if (/_security_(group|rule)/.test(type)) continue;
    for (const [name, value] of Object.entries(values)) {
      if (!ASIDE.has(name) && !IDENTITY.test(`.${name}`)) found.set(`${address}.${name}`, textOf(value));
    }
    if (type !== PREFIX_LIST) continue;
    const own = entries.filter((entry) => String(entry.values["prefix_list_id"]).includes(`${address}.`));
    const all = [...listOf(values["entry"]), values["dynamic"], ...own.map((entry) => entry.values)];
    found.set(address, all.map(textOf).sort().join());
  }
  return found;
}

/** A value as text, whatever the order of its attributes. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one) ? sorted(objectOf(one)) : one,
  );
}

function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !ASIDE.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The expressions of a rule, and what makes several of it: what it is beyond what can be seen. */
export function hiddenWords(values: JsonObject, rename: (text: string) => string): string {
  const shown = Object.entries(values).filter(
    ([name, value]) =>
      !ASIDE.has(name) &&
      name !== "name" &&
      (name === "count" || name === "for_each" || isExpression(JSON.stringify(value))),
  );
  return rename(textOf(Object.fromEntries(shown)));
}
