/**
 * Names that stay the same when Terraform addresses change: of what is declared, its path; of what is not, the path of its
 * construct where the file has one. Only what has neither is called by its Terraform address.
 */
import { objectOf, textOf } from "../read/json-values";
import type { Definitions } from "./diff-definitions";
import type { DeclaredValue } from "../read/declared-item";
import type { Declaration } from "../read/declaration";
import type { References } from "../read/references";

/** Attributes that are the one address of a public address. */
const PUBLIC_ATTRIBUTE = /\.(public_ip|ip_address)$/;
/** An address as cdktf makes it of the path of an interface that this library places. */
const PLACED = /^\w+_(?:network_interface|security_group)\.(\w+)_(?:Interface|SecurityGroup)_[0-9A-F]{8}$/;
const REFERENCE = /\$\{([^{}]+)\}/g;
const WHOLE = /^\$\{([^{}]+)\}(?:\/(?:32|128))?$/;
const PREFIX_LIST = "the prefix list ";

/** Whether a name stands for a public address. */
export function isPublicName(name: string): boolean {
  return (
    name.startsWith("the public address of ") || (name.startsWith("the service tag ") && !name.includes("AzureLoad"))
  );
}

/** The path that a plan does not show of what it removes: its own words are in the Terraform address. */
function placeIn(address: string): string | undefined {
  return PLACED.exec(address)?.[1]?.replaceAll("_", "/");
}

/** The names of one stack. */
export class DiffNames {
  /** What a Terraform address is the group, the address or the balancer of. */
  private own: ReadonlySet<string> | undefined;
  private readonly byAddress = new Map<string, string>();

  constructor(
    private readonly references: References,
    declaration: Declaration | undefined,
    private readonly definitions: Definitions,
  ) {
    for (const { address, values } of references.resources) {
      const path = textOf(objectOf(objectOf(values["//"])["metadata"])["path"]);
      const own = path === undefined ? placeIn(address) : path.slice(path.indexOf("/") + 1);
      if (own !== undefined) this.byAddress.set(address, own);
    }
    for (const one of declaration?.interfaces ?? []) {
      for (const group of [one.group, ...one.groupAliases]) this.byAddress.set(group, one.path);
      const all = one.nics.flatMap(({ addresses }) => addresses);
      all.forEach(({ publicAddress }, index) => {
        this.setPublic(publicAddress, one.path, index);
      });
    }
    for (const { path, resource, publicAddresses } of declaration?.balancers ?? []) {
      this.byAddress.set(resource, path);
      publicAddresses.forEach((value, index) => {
        this.setPublic(value, path, index);
      });
    }
  }

  /** The name of a resource, by its Terraform address or id. */
  ofAddress(address: string): string {
    return this.byAddress.get(address) ?? `${address}${this.definitions.wordFor(address)}`;
  }

  /** Whether a name is that of an interface, a group or another resource of the stack. */
  isOwn(name: string): boolean {
    this.own ??= new Set([...this.byAddress.values(), ...this.references.resources.map(({ address }) => address)]);
    return this.own.has(name);
  }

  /** The name of an end whose address is not known, as the reader of rules calls it. */
  ofEnd(text: string): string {
    if (text.startsWith(PREFIX_LIST)) return `${PREFIX_LIST}${this.ofAddress(text.slice(PREFIX_LIST.length))}`;
    const inside = WHOLE.exec(text)?.[1];
    if (inside !== undefined) return this.ofReference(inside);
    const known = this.byAddress.get(text);
    return known ?? `${this.renamed(text)}${this.definitions.wordFor(text)}`;
  }

  /** A text with names in its references that do not change. */
  renamed(text: string): string {
    return text.replace(REFERENCE, (_, one: string) => `\${${this.nameOf(one)}}`);
  }

  /** The name of what a reference gives: `aws_eip.x.public_ip`. */
  ofReference(inside: string): string {
    return `${this.nameOf(inside)}${this.definitions.wordFor(inside)}`;
  }

  private nameOf(inside: string): string {
    const found = this.references.find(`\${${inside}}`);
    if (found === undefined || this.references.at(found.address) === undefined) return inside;
    const { address, attribute } = found;
    const name = this.byAddress.get(address) ?? address;
    const isPublic = PUBLIC_ATTRIBUTE.test(`.${attribute}`);
    if (isPublic) return name.startsWith("the public") ? name : `the public address of ${name}`;
    return /^(id|arn|name|)$/.test(attribute) ? name : `${name}.${attribute}`;
  }

  /** The name of a declared value: itself, or that of what gives it. */
  ofValue(value: DeclaredValue | undefined): string | undefined {
    if (value === undefined) return undefined;
    return value.isReference ? this.ofReference(value.text) : value.text;
  }

  private setPublic(value: DeclaredValue | undefined, path: string, index: number): void {
    if (value?.isReference !== true) return;
    const found = this.references.find(`\${${value.text}}`);
    const isHere = found !== undefined && this.references.at(found.address) !== undefined;
    const which = index === 0 ? "" : ` (${String(index + 1)})`;
    if (isHere) this.byAddress.set(found.address, `the public address of ${path}${which}`);
  }
}
