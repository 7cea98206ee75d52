/**
 * What a stack says it deploys, in a Terraform variable: interfaces, roles, addresses, choices, peers, own flows,
 * findings. Never the rules: those are read from the Terraform itself, so that the two can be held against each other.
 *
 * A variable with a default survives synthesis, HCL and a plan's JSON, is not in the state and never changes a plan. Each
 * item is one line of JSON. Terraform takes no expressions in a default, so an unresolved value stands there as its bare
 * reference, marked `{"ref": "aws_eip.x.public_ip"}`.
 */
import { Lazy, TerraformElement, TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import type { Finding } from "../model/finding";
import { UcEdgeError } from "../net/uc-edge-error";
import { SourceLines } from "./source-lines";
import { isUnresolved, referenceText } from "./unresolved";

/** The name of the Terraform variable. */
export const DECLARATION_VARIABLE = "uc_edge_deployment";

/** The version of the line format. */
export const DECLARATION_FORMAT = 1;

/** A value of an item: plain JSON. */
export type ItemValue = string | number | boolean | null | readonly ItemValue[] | { readonly [key: string]: ItemValue };

/** One item: what it is, and its values. */
export interface DeclaredItem {
  readonly item:
    | "stack"
    | "network"
    | "interface"
    | "balancer"
    | "role"
    | "host-route"
    | "system"
    | "peer"
    | "own-flow"
    | "foreign-flow"
    | "record"
    | "certificate"
    | "features"
    | "forwarder"
    | "partner-route"
    | "finding"
    | "acceptance"
    | "source";
  readonly [key: string]: ItemValue;
}

const DECLARATION = Symbol.for("cdktf-uc-edge/declaration");
const ORDER = [
  "stack",
  "network",
  "system",
  "role",
  "host-route",
  "interface",
  "balancer",
  "peer",
  "own-flow",
  "foreign-flow",
  "record",
  "certificate",
  "features",
  "forwarder",
  "partner-route",
  "finding",
  "acceptance",
  "source",
];

/** The variable that holds the lines. */
class DeclarationVariable extends TerraformVariable {
  constructor(
    stack: TerraformStack,
    private readonly lines: () => string[],
  ) {
    super(stack, DECLARATION_VARIABLE, {
      type: "list(string)",
      description: "What this stack deploys, for uc-edge; it changes nothing.",
      default: Lazy.anyValue({ produce: () => this.lines() }),
    });
  }

  /**
   * In HCL, cdktf writes a text that begins with a brace as an expression, and each line would become an object. It leaves
   * a list that is written out already as it is; what JSON escapes in a text, HCL escapes in the same way.
   */
  override synthesizeHclAttributes(): ReturnType<TerraformVariable["synthesizeHclAttributes"]> {
    const list = this.lines().map((line) => JSON.stringify(line));
    return { ...super.synthesizeHclAttributes(), default: { value: `[\n${list.join(",\n")}\n]`, type: "any" } };
  }
}

/** The declaration of one stack. */
export class Declaration {
  private readonly items = new Map<string, () => DeclaredItem | undefined>();
  private cloud: string | undefined;
  private readonly factsOf = new Map<string, Set<string>>();
  private readonly sources: SourceLines | undefined;

  private constructor(private readonly stack: TerraformStack) {
    this.sources = SourceLines.of(stack);
    new DeclarationVariable(stack, () => this.lines());
    stack.node.addValidation({ validate: () => duplicateLogicalIds(stack) });
  }

  /** The declaration of the stack that holds a construct; made when first asked for. */
  static of(construct: IConstruct): Declaration {
    const stack = TerraformStack.of(construct) as TerraformStack & { [DECLARATION]?: Declaration | undefined };
    return (stack[DECLARATION] ??= new Declaration(stack));
  }

  /**
   * Notes which cloud the stack is on.
   *
   * @throws {@link UcEdgeError} `stack-clouds-mixed`
   */
  requireCloud(cloud: string, path: string): void {
    if (this.cloud !== undefined && this.cloud !== cloud) {
      throw new UcEdgeError({
        code: "stack-clouds-mixed",
        what: "cannot place the network",
        prop: "the stack's cloud",
        value: cloud,
        expected: `${this.cloud}, like the networks that are in the stack already: reports and checks are of one cloud`,
        todo: "give each cloud a stack of its own",
        path,
      });
    }
    this.cloud = cloud;
  }

  /**
   * Declares an item, or replaces the one of the same key. The values are read when the stack is synthesized; there is no
   * item where nothing is produced.
   */
  set(key: string, produce: () => DeclaredItem | undefined): void {
    this.items.set(key, produce);
    this.sources?.note(key);
  }

  /** The items of one kind, as they stand now. */
  itemsOf(kind: DeclaredItem["item"]): DeclaredItem[] {
    return [...this.items].flatMap(([key, produce]) => (key.startsWith(`${kind} `) ? (produce() ?? []) : []));
  }

  /** Whether an item of this key is declared. */
  has(key: string): boolean {
    return this.items.has(key);
  }

  /**
   * Declares a finding; the same finding at the same place counts once, with all the facts that it rests on.
   *
   * @param stands - Whether there is still reason for it when the stack is synthesized.
   */
  addFinding(finding: Finding, stands: () => boolean = () => true): void {
    const key = `finding ${finding.code} ${finding.where} ${finding.what}`;
    const facts = this.factsOf.get(key) ?? new Set<string>();
    this.factsOf.set(key, facts);
    for (const fact of finding.facts) facts.add(fact);
    this.set(key, () => (stands() ? { item: "finding", ...finding, facts: [...facts].sort() } : undefined));
  }

  /** A value that may be unresolved, as items hold it: a literal, or `{ ref }`. */
  value(value: string | undefined): ItemValue {
    if (value === undefined) return null;
    return isUnresolved(value) ? { ref: referenceText(this.stack, value) } : value;
  }

  private lines(): string[] {
    const items = [...this.items].flatMap(([key, produce]) => {
      const item = produce();
      return item === undefined ? [] : [{ key, item }];
    });
    return [...items.map(({ item }) => item), ...this.sourceItems(items)]
      .map((item) => ({ rank: ORDER.indexOf(item.item), line: stableJson(item) }))
      .sort((a, b) => a.rank - b.rank || (a.line < b.line ? -1 : 1))
      .map(({ line }) => line);
  }

  /** Where the constructs of the items are made, but for those that are made where one above them is. */
  private sourceItems(items: readonly { readonly key: string; readonly item: DeclaredItem }[]): DeclaredItem[] {
    const byPath = new Map<string, string>();
    for (const { key, item } of items) {
      const at = this.sources?.at(key);
      const path = item["path"];
      if (at !== undefined && typeof path === "string" && !byPath.has(path)) byPath.set(path, at);
    }
    const above = (path: string): string | undefined => {
      const end = path.lastIndexOf("/");
      if (end < 0) return undefined;
      const parent = path.slice(0, end);
      return byPath.get(parent) ?? above(parent);
    };
    return [...byPath].flatMap(([path, at]) => (above(path) === at ? [] : [{ item: "source", path, at } as const]));
  }
}

/** JSON with sorted keys, and nothing in it that Terraform would take for a template. */
function stableJson(value: ItemValue): string {
  const sorted = (one: ItemValue): ItemValue => {
    if (Array.isArray(one)) return one.map((part: ItemValue) => sorted(part));
    if (typeof one !== "object" || one === null) return one;
    const entries = Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
  };
  return JSON.stringify(sorted(value)).replace(/\$\{/g, "$ {").replace(/%\{/g, "% {");
}

function duplicateLogicalIds(stack: TerraformStack): string[] {
  const seen = new Map<string, string>();
  const messages: string[] = [];
  for (const construct of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(construct) || TerraformStack.isStack(construct)) continue;
    const element = construct as TerraformElement & { terraformResourceType?: string };
    const id = `${element.terraformResourceType ?? element.constructor.name}.${element.friendlyUniqueId}`;
    const other = seen.get(id);
    if (other === undefined) seen.set(id, element.node.path);
    else {
      messages.push(
        `cannot name resources: ${id} is the logical id of ${other} and of ${element.node.path}, expected one each; rename one of the constructs [stack-logical-id-duplicate]`,
      );
    }
  }
  return messages;
}
