/** From references to the resources that they name, whichever way a file writes them: `${aws_eip.x.id}`, or an id in a plan. */
import { isExpression, type JsonObject, listOf, objectOf, textOf, UNKNOWN } from "./json-values";
import { prefixPeer } from "./rule";
import { primaryAddressOf } from "./own-addresses";
import type { TerraformResource } from "./terraform-resource";

/** A resource, or a part of it. */
export interface Reference {
  /** The Terraform address; of what is not in the stack, the id as it stands. */
  readonly address: string;
  /** `public_ip`, `frontend_ip_configuration[0].name`; empty where the resource itself is meant. */
  readonly attribute: string;
}

/** An IP address, as far as a stack shows it. */
export interface SeenAddress {
  /** The address in words: itself where it is known, else the reference that gives it. */
  readonly text: string;
  /** The address where it is known. */
  readonly literal: string | undefined;
  /** The resource that has it, where it is not known. */
  readonly resource: string | undefined;
}

const WHOLE = /^\$\{([^{}]+)\}$/;
/** What names a resource itself, whatever its provider calls it. */
const IDENTITY = /^(id|arn|name|allocation_id|association_id)$/;

/** The resources of a stack, found by what other resources call them. */
export class References {
  private readonly byAddress: ReadonlyMap<string, TerraformResource>;
  private readonly byId: ReadonlyMap<string, string>;

  constructor(readonly resources: readonly TerraformResource[]) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    this.byId = new Map(
      resources.flatMap(({ address, type, values }) =>
        [values["id"], values["arn"], type === "aws_eip" ? values["allocation_id"] : undefined].flatMap(
          (id): [string, string][] =>
            typeof id === "string" && id !== "" && !isExpression(id) ? [[id.toLowerCase(), address]] : [],
        ),
      ),
    );
  }

  /** The resources of some types, in the order of the file. */
  ofType(...types: readonly string[]): TerraformResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** A resource by its address. */
  at(address: string): TerraformResource | undefined {
    return this.byAddress.get(address);
  }

  /** What a value names; nothing where it is no reference that can be followed. */
  find(value: unknown): Reference | undefined {
    const text = textOf(value);
    if (text === undefined || text === UNKNOWN) return undefined;
    const inside = WHOLE.exec(text)?.[1]?.trim();
    if (inside === undefined) {
      return isExpression(text) ? undefined : { address: this.byId.get(text.toLowerCase()) ?? text, attribute: "" };
    }
    return this.inStack(inside) ?? elsewhere(inside);
  }

  /** The address of the resource that a value names; of a value that cannot be followed, the value itself. */
  addressOf(value: unknown): string | undefined {
    return this.find(value)?.address ?? textOf(value);
  }

  /** An IP address: itself, or of the resource that a value names; `attributes` are those that hold it there. */
  ipAddress(value: unknown, attributes: readonly string[]): SeenAddress | undefined {
    const text = textOf(value);
    if (text === undefined) return undefined;
    if (isAddress(text)) return { text, literal: text, resource: undefined };
    const found = this.find(value);
    if (found === undefined) return { text, literal: undefined, resource: undefined };
    const { address, attribute } = found;
    const resource = this.at(address);
    const asked = attribute === "" || IDENTITY.test(attribute) ? attributes : [attribute];
    const literal = asked.map((name) => literalAt(resource, name)).find((one) => one !== undefined && isAddress(one));
    const shown = asked[0] === undefined || resource === undefined ? address : `${address}.${asked[0]}`;
    return { text: literal ?? shown, literal, resource: address };
  }

  /** A text itself, or as the resource has it that a value names; nothing where it is not known. */
  literal(value: unknown): string | undefined {
    const text = textOf(value);
    if (text === undefined || !isExpression(text)) return text;
    const found = this.find(text);
    const there = found === undefined ? undefined : literalAt(this.at(found.address), found.attribute);
    return there === undefined || isExpression(there) ? undefined : there;
  }

  private inStack(inside: string): Reference | undefined {
    // The longest address counts: an instance of a resource before the resource.
    for (
      let end = inside.length;
      end > 0;
      end = Math.max(inside.lastIndexOf(".", end - 1), inside.lastIndexOf("[", end - 1))
    ) {
      const address = inside.slice(0, end);
      if (this.byAddress.has(address)) return { address, attribute: inside.slice(end).replace(/^\./, "") };
    }
    return undefined;
  }
}

/** A data source, a variable, or a resource that the file does not show. */
function elsewhere(inside: string): Reference | undefined {
  if (!/^[\w.[\]"-]+$/.test(inside)) return undefined;
  const attribute = /\.(\w+)$/.exec(inside)?.[1] ?? "";
  const isWhole = IDENTITY.test(attribute);
  return { address: isWhole ? inside.slice(0, -attribute.length - 1) : inside, attribute: "" };
}

function literalAt(resource: TerraformResource | undefined, attribute: string): string | undefined {
  if (resource === undefined) return undefined;
  const { type, values } = resource;
  const own = textOf(partOf(values, attribute));
  if (own !== undefined || (attribute !== "private_ip" && attribute !== "private_ip_address")) return own;
  return primaryAddressOf(type, values);
}

/** A value by its path: `ip_configuration[1].private_ip_address`. */
function partOf(values: JsonObject, path: string): unknown {
  let value: unknown = values;
  for (const step of path.split(/[.[\]]+/).filter((one) => one !== "")) {
    value = /^\d+$/.test(step) ? listOf(value)[Number(step)] : objectOf(value)[step];
  }
  return value;
}

function isAddress(text: string): boolean {
  if (!/^[0-9a-f.:]+$/i.test(text)) return false;
  const { prefixes } = prefixPeer([text]);
  return prefixes[0]?.isAddress === true;
}

/** Whether two seen addresses are surely the same. */
export function isSameAddress(one: SeenAddress | undefined, two: SeenAddress | undefined): boolean {
  if (one === undefined || two === undefined) return false;
  if (one.literal !== undefined && two.literal !== undefined) {
    return one.literal.toLowerCase() === two.literal.toLowerCase();
  }
  return one.text === two.text;
}
