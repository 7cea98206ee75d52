/** One side of a diff: its interfaces by names that both sides share, and its rules with the ends that they are about. */
import { mergePrefixes } from "../../net/ip-prefix";
import { isObject, type JsonObject, listOf, objectOf, UNKNOWN } from "../read/json-values";
import type { References } from "../read/references";
import type { Rule, RulePeer } from "../read/rule";
import { readGroups } from "../read/stack-rules";
import type { CheckContext } from "./check";
import { type Definitions, hiddenWords } from "./diff-definitions";
import { DiffNames } from "./diff-names";
import { defaultRules, isOwnEndKnown, isUnseen, ownEnd } from "./permitted";
import { ANY_END, type FarEnd } from "./traffic";
import { type NetInterface, unattached } from "./topology";

/** A rule, with the ends that it is about. */
export interface SideRule {
  readonly rule: Rule;
  /** Its far end, by names that both sides share. */
  readonly far: FarEnd;
  /** What it does, in whatever words it is written: two rules with the same key permit the same on the same interface. */
  readonly key: string;
  /** Whether it cannot be seen if it is there, or what it matches. */
  readonly isUnseen: boolean;
}

/** The interfaces that a name of both sides stands for; those of one name have the same rules, or addresses that tell them apart. */
export interface SidePlace {
  /** The path of the declared interface, or what else names it on both sides. */
  readonly name: string;
  readonly isDeclared: boolean;
  /** Whether it is a group without rules, around nothing. */
  readonly isBare?: boolean;
  /** Whether it is a group of Azure that is elsewhere: it is there on both sides, whatever rules the stack has for it. */
  readonly isElsewhere?: boolean;
  readonly members: readonly NetInterface[];
}

/** One of the two stacks. */
export class DiffSide {
  readonly names: DiffNames;
  private readonly rules = new Map<string, readonly SideRule[]>();
  private readonly last = new Map<Rule["direction"], readonly SideRule[]>();
  private readonly digests = new Map<string, string>();

  constructor(
    readonly context: CheckContext,
    private readonly definitions: Definitions,
  ) {
    this.names = new DiffNames(context.reach.references, context.declaration, definitions);
  }

  /** The rules of a group. */
  rulesOf(group: string): readonly SideRule[] {
    const known = this.rules.get(group);
    if (known !== undefined) return known;
    const made = (this.context.rules.get(group) ?? []).map((rule) => this.read(rule));
    this.rules.set(group, made);
    return made;
  }

  /** Azure: the rules behind those of every group. */
  defaults(direction: Rule["direction"]): readonly SideRule[] {
    const known = this.last.get(direction) ?? defaultRules(direction).map((rule) => this.read(rule));
    this.last.set(direction, known);
    return known;
  }

  /** The groups of an interface that are not in the stack, by name; one whose only group is its network's default has that. */
  foreignOf(on: NetInterface): string[] {
    if (!on.isAzure && on.groups.size === 0) return ["the default group of its network"];
    return [...on.foreign].map((group) => this.names.ofAddress(group)).sort();
  }

  /** What decides on one side of an interface, as text: the same text permits the same. */
  digestOf(on: NetInterface, direction: Rule["direction"]): string {
    const layers = [on.groups, on.subnetGroups].map((groups) =>
      [...groups].map((group) => this.groupDigest(group, direction, on)).sort(),
    );
    const network = on.isAzure ? this.context.ends.own.prefixes.join() : "";
    return JSON.stringify([ownText(on), this.foreignOf(on), network, layers]);
  }

  /** Every interface, and every group that is around none that the stack shows. */
  places(): SidePlace[] {
    const { context } = this;
    const declared = (context.declaration?.interfaces ?? []).flatMap(({ path }) =>
      this.told(path, true, context.interfacesAt(path)),
    );
    const seen = new Set(
      (context.declaration?.interfaces ?? []).flatMap(({ group }) =>
        context.topology.filteredBy(group).map(({ name }) => name),
      ),
    );
    const groups = new Set((context.declaration?.interfaces ?? []).map(({ group }) => group));
    const others = context.topology.interfaces
      .filter(({ name }) => !seen.has(name))
      .map((one) => ({ name: this.names.ofAddress(one.name), isDeclared: false, members: [one] }));
    const here = new Set(readGroups(context.file.resources).map(({ address }) => address));
    const alone = [...new Set([...context.rules.keys(), ...here])]
      .filter((group) => !groups.has(group) && context.topology.filteredBy(group).length === 0)
      .map((group) => {
        const isAzure = isOfAzure(context.rules.get(group), group);
        const isElsewhere = isAzure && !here.has(group);
        const one = unattached(group, [], undefined, isAzure);
        return {
          name: this.names.ofEnd(group),
          isDeclared: false,
          isBare: !context.rules.has(group),
          isElsewhere,
          members: [isElsewhere ? { ...one, foreign: new Set([group]) } : one],
        };
      });
    return [...declared, ...others, ...alone];
  }

  /** Interfaces of one path: apart where nothing but their order tells which is which. */
  private told(path: string, isDeclared: boolean, members: readonly NetInterface[]): SidePlace[] {
    if (members.length < 2 || members.every(({ addresses }) => addresses !== undefined)) {
      return [{ name: path, isDeclared, members }];
    }
    const sorted = [...members].sort((a, b) => (this.names.ofAddress(a.name) < this.names.ofAddress(b.name) ? -1 : 1));
    return sorted.map((one, index) => ({
      name: index === 0 ? path : `${path} (${String(index + 1)})`,
      isDeclared,
      members: [one],
    }));
  }

  private groupDigest(group: string, direction: Rule["direction"], on: NetInterface): string {
    const rules = this.rulesOf(group).filter(({ rule }) => rule.direction === direction);
    const isAbout = rules.some(({ rule }) => rule.local.kind !== "any");
    // Among rules that nobody sees, it matters where a rule stands.
    const isAmongOthers = on.isAzure && on.foreign.has(group);
    const key = `${group} ${direction} ${isAbout ? on.name : ""} ${String(isAmongOthers)}`;
    const known = this.digests.get(key);
    if (known !== undefined) return known;
    const keys = isAmongOthers
      ? rules.map((one) => placedKey(one, on)).sort()
      : on.isAzure
        ? inOrder(rules, on)
        : [...new Set(rules.map((one) => one.key))].sort();
    const digest = keys.join("\n");
    this.digests.set(key, digest);
    return digest;
  }

  private read(rule: Rule): SideRule {
    const { ends } = this.context;
    const seen = ends.ofRule(rule.peer);
    const prefixes = seen.prefixes.length === 1 ? seen.prefixes : mergePrefixes(seen.prefixes);
    // Every address of a family, as whatever it is written.
    const isAll = prefixes.length > 0 && prefixes.every(({ length }) => length === 0);
    const opaque = [...new Set([...seen.opaque.map((name) => this.names.ofEnd(name)), ...(isAll ? [ANY_END] : [])])];
    const far = { prefixes, opaque: opaque.sort() };
    const { transport, access, ports, sourcePorts, icmp, repeated, unknown } = rule;
    const isHidden = far.opaque.includes(UNKNOWN) || far.opaque.includes(UNKNOWN_NAME);
    const isUnsure = isUnseen(rule, AZURE.test(rule.address)) || isHidden;
    const key = [
      access,
      transport,
      rangesText(ports),
      rangesText(sourcePorts),
      icmp === null ? "" : `${String(icmp.type)} ${String(icmp.code)}`,
      prefixes.join(),
      far.opaque.join("|"),
      this.localText(rule.local),
      repeated ? "repeated" : "",
      unknown.join(),
      ...(isUnsure ? [this.hiddenOf(rule)] : []),
    ].join(";");
    return { rule, far, key, isUnseen: isUnsure };
  }

  /** What of a rule is only words, as the stack has them. */
  private hiddenOf(rule: Rule): string {
    return this.wordsOf(valuesOfRule(rule, this.context.reach.references));
  }

  /** What of a resource is only words, by names that both sides share. */
  wordsOf(values: JsonObject): string {
    const words = hiddenWords(values, (text) => this.names.renamed(text));
    return `${words}${this.definitions.wordFor(words)}`;
  }

  private localText(local: RulePeer): string {
    switch (local.kind) {
      case "any":
        return "";
      case "internet":
        return local.kind;
      case "prefixes":
        return [...local.prefixes.map(String), ...local.unresolved.map((text) => this.names.ofEnd(text))].sort().join();
      case "groups":
        return local.addresses
          .map((group) => this.names.ofAddress(group))
          .sort()
          .join();
      case "prefix-list":
      case "service-tag":
      case "unresolved":
        return this.names.ofEnd(local.text);
    }
  }
}

/** The values that a rule was read from: its resource, or its block in that of its group. */
function valuesOfRule({ address, group }: Rule, references: References): JsonObject {
  const resource = references.at(address);
  if (resource !== undefined) return resource.values;
  const values: JsonObject = references.at(group)?.values ?? {};
  const place = address.slice(group.length);
  const [, name = "security_rule", index] = /^\.(?:dynamic\.)?(\w+)(?:\[(\d+)\])?$/.exec(place) ?? [];
  const blocks = listOf(values[name]);
  const called = blocks.find((block) => place === `[${String(objectOf(block)["name"])}]`);
  const found = called ?? (index === undefined ? values["dynamic"] : blocks[Number(index)]);
  // Of a list that is an expression, that is all there is to see.
  return { count: values["count"], for_each: values["for_each"], ...(isObject(found) ? found : { block: found }) };
}

/** Whether a group takes the first rule that matches. */
function isOfAzure(rules: readonly Rule[] | undefined, group: string): boolean {
  return AZURE.test(group) || rules?.some(({ priority }) => priority !== null) === true;
}

const AZURE = /(^|\.)azurerm_/;
/** How names call what is not known. */
const UNKNOWN_NAME = UNKNOWN.slice(2, -1);

/** The key of a rule on an interface: with the addresses of the interface that it is about. */
export function keyOn({ rule, key }: SideRule, on: NetInterface): string {
  if (rule.local.kind === "any") return key;
  return `${key};${ownEnd(rule.local, on, "most").join()};${String(isOwnEndKnown(rule.local, on))}`;
}

/** The key of a rule on an interface, with its place in the order. */
export function placedKey(one: SideRule, on: NetInterface): string {
  return `${String(one.rule.priority)} ${keyOn(one, on)}`;
}

/** The addresses of an interface as text. */
function ownText(on: NetInterface): string {
  return on.addresses === undefined ? "?" : on.own.map(String).sort().join();
}

/** Rules of Azure in their order, but for neighbors of one access, whose order does not matter. */
function inOrder(rules: readonly SideRule[], on: NetInterface): string[] {
  const ordered = [...rules].sort((a, b) => (a.rule.priority ?? 0) - (b.rule.priority ?? 0));
  const runs: string[][] = [];
  let access: string | undefined;
  for (const one of ordered) {
    if (one.rule.access !== access) runs.push([]);
    access = one.rule.access;
    runs.at(-1)?.push(keyOn(one, on));
  }
  return runs.map((run) => [...new Set(run)].sort().join("\n"));
}

function rangesText(ranges: Rule["ports"]): string {
  if (ranges === null) return "-";
  return ranges
    .map(({ first, last }) => `${String(first)}-${String(last)}`)
    .sort()
    .join();
}
