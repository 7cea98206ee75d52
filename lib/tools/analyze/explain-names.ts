/** From what a question calls its ends to what a stack has: the internet, addresses, roles, interfaces, balancers, tags. */
import { ROLES } from "../../catalog/all";
import { PLATFORM_FLOWS } from "../../catalog/platform";
import { IpPrefix } from "../../net/ip-prefix";
import { nearMisses, UcEdgeError } from "../../net/uc-edge-error";
import type { DeclaredPeer, DeclaredRole } from "../read/declaration";
import type { SeenAddress } from "../read/references";
import { readNowhere } from "./explain-nowhere";
import { addressOf, type ExplainStack } from "./explain-stack";
import { partOf } from "./frontends";
import {
  type Balanced,
  internetIn,
  type NamedEnd,
  namedOutside,
  type Outside,
  outsideOf,
  type Place,
  placesAt,
} from "./explain-ends";
import { namedIn } from "./query";

/** What a name may be about. */
interface Candidate {
  /** What it is called in messages: with its stack in front where the stack has to be told. */
  readonly name: string;
  readonly key: string;
  /** Whether it is a role, which comes before the interfaces and balancers of the same name that it is on. */
  readonly isRole: boolean;
  readonly end: () => NamedEnd;
}

const WHAT = "cannot explain";
/** Who opens connections in the cloud itself. */
const PLATFORM_ENDS: ReadonlySet<string> = new Set(PLATFORM_FLOWS.map(({ from }) => from));
/** Of more names than these, only those that are near are told. */
const MOST_LISTED = 20;

/** The names of one stack. */
export class EndReader {
  private readonly byName = new Map<string, Candidate[]>();
  private readonly paths: string[] = [];
  private readonly titles: string[] = [];
  /** Paths of roles and of balancers, and documented roles that are peers. */
  private readonly listed: string[] = [];

  constructor(private readonly stack: ExplainStack) {
    const { declaration } = stack.context;
    for (const role of declaration?.roles ?? []) this.addRole(role);
    for (const { path, title } of declaration?.interfaces ?? []) {
      this.addPath(path, [title], () => this.placeEnd(path, placesAt(stack, path, path, null)));
    }
    for (const balancer of declaration?.balancers ?? []) {
      const whole = stack.context.reach.balancers.find(({ address }) => address === balancer.resource);
      if (whole === undefined) continue;
      const read = partOf(declaration?.balancers ?? [], balancer, whole);
      const { path } = balancer;
      // A proxy's interface and the proxy itself have one path.
      if (this.byName.has(path)) continue;
      this.listed.push(path);
      this.addPath(path, [balancer.title], () =>
        this.placeEnd(path, [{ kind: "balancer", stack, label: path, balancer: read, entry: undefined }]),
      );
    }
    for (const on of stack.context.topology.interfaces) {
      const place: Place = {
        kind: "place",
        stack,
        path: stack.members.pathOf(on) ?? null,
        label: on.name,
        on,
        isWhole: true,
      };
      this.add(on.name, { name: on.name, key: on.name, isRole: false, end: () => this.placeEnd(on.name, [place]) });
    }
    this.addPeers();
  }

  /** What can be named, for messages. */
  get names(): readonly string[] {
    return [...this.listed, ...namedIn(this.stack.context).map(({ text }) => text)];
  }

  /** Everything that can be named, titles and interfaces included. */
  get everyName(): readonly string[] {
    return [...this.paths, ...this.titles];
  }

  /**
   * What a text names in this stack; nothing where it names nothing.
   *
   * @throws {@link UcEdgeError} `tools-explain-end-ambiguous`, `tools-explain-address-nowhere`, and those of prefixes.
   */
  find(text: string, prop: string): NamedEnd | undefined {
    if (text === "internet") return internetIn(this.stack);
    if (/^[0-9a-f.:]+(\/\d+)?$/i.test(text) && /[.:]/.test(text)) return this.ofPrefix(text, prop);
    const own = text.startsWith(`${this.stack.file.stack}/`) ? text.slice(this.stack.file.stack.length + 1) : text;
    const found = this.byName.get(own) ?? this.bySuffix(own) ?? this.byName.get(own.toLowerCase()) ?? [];
    const roles = found.filter(({ isRole }) => isRole);
    const meant = roles.length > 0 ? roles : found;
    const different = [...new Map(meant.map((one) => [one.key, one])).values()];
    if (different.length > 1) {
      throw new UcEdgeError({
        code: "tools-explain-end-ambiguous",
        what: WHAT,
        prop,
        value: text,
        expected: `one end; in ${this.stack.file.stack} it may be ${different.map(({ name }) => name).join(" or ")}`,
        todo: "give more of its path",
      });
    }
    const [only] = different;
    if (only !== undefined) return only.end();
    return this.ofNamed(text) ?? this.ofReference(text);
  }

  private addRole(role: DeclaredRole): void {
    const { path } = role;
    const [system = "", id = ""] = role.role.split("/");
    const fact = ROLES.find((one) => one.system === system && one.id === id);
    const titles = [fact?.title ?? id.replaceAll("-", " "), role.role, id];
    this.listed.push(path);
    this.addPath(path, titles, () => ({ kind: "role", label: path, stack: this.stack, role }), true);
  }

  private addPath(path: string, titles: readonly string[], end: () => NamedEnd, isRole = false): void {
    const candidate = { name: path, key: path, isRole, end };
    this.paths.push(path);
    this.titles.push(...titles);
    this.add(path, candidate);
    for (const title of titles) this.add(title.toLowerCase(), candidate);
  }

  private add(name: string, candidate: Candidate): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [candidate]);
    else known.push(candidate);
  }

  /** Roles that are not placed are whom the constructs name as their peers. */
  private addPeers(): void {
    const { declaration } = this.stack.context;
    const placed = new Set((declaration?.roles ?? []).map(({ role }) => role));
    const byRole = new Map<string, DeclaredPeer[]>();
    for (const { role, peers } of declaration?.peers ?? []) {
      if (!placed.has(role)) byRole.set(role, [...(byRole.get(role) ?? []), ...peers]);
    }
    for (const [role, peers] of byRole) {
      const [system = "", id = ""] = role.split("/");
      const fact = ROLES.find((one) => one.system === system && one.id === id);
      const label = fact?.title ?? role;
      const isOutside = fact?.zone === "internet" || fact?.zone === "partner";
      const end = (): NamedEnd => this.ofPeers(label, peers, isOutside ? "external" : "internal");
      this.listed.push(role);
      this.titles.push(id, label);
      for (const name of [role, id, label.toLowerCase()]) this.add(name, { name: role, key: role, isRole: true, end });
    }
  }

  private ofPeers(label: string, peers: readonly DeclaredPeer[], side: "external" | "internal"): NamedEnd {
    const prefixes = peers.flatMap((peer) => (peer.kind === "prefixes" ? peer.prefixes : []));
    const others = peers.flatMap((peer): Outside[] => {
      switch (peer.kind) {
        case "internet":
          return internetParts(this.stack);
        case "prefixes":
          return peer.references.map((reference) => namedOutside(reference, `\${${reference}}`));
        case "role":
          return [];
        case "service-tag":
          return [namedOutside(peer.value, `the service tag ${peer.value}`)];
        case "prefix-list":
          return this.stack.context.ends.ofDeclared(peer, "").opaque.map((name) => namedOutside(peer.value, name));
      }
    });
    const role = peers.find((peer) => peer.kind === "role");
    // Whoever stands for the role is answered by its own name.
    const stands =
      role === undefined || others.length + prefixes.length > 0 ? undefined : this.byName.get(role.role)?.[0];
    if (stands !== undefined) return stands.end();
    const merged = [...new Map(prefixes.map((one) => [one.toString(), one])).values()];
    const parts = [...outsideOf(this.stack, label, merged), ...new Map(others.map((one) => [one.label, one])).values()];
    return { kind: "outside", label, parts, side };
  }

  private placeEnd(label: string, parts: readonly (Place | Balanced)[], isPublic = false): NamedEnd {
    return { kind: "place", label, stack: this.stack, parts, isPublic };
  }

  private bySuffix(text: string): Candidate[] | undefined {
    const found = this.paths
      .filter((path) => path.endsWith(`/${text}`))
      .flatMap((path) => this.byName.get(path)?.slice(0, 1) ?? []);
    return found.length === 0 ? undefined : found;
  }

  /** A service tag, or a prefix list. */
  private ofNamed(text: string): NamedEnd | undefined {
    const peer = namedIn(this.stack.context).find((one) => one.text.toLowerCase() === text.toLowerCase());
    if (peer === undefined) return undefined;
    const far = this.stack.context.ends.ofRule(peer);
    const label = peer.text;
    const where = label === "VirtualNetwork" ? "inside" : PLATFORM_ENDS.has(label) ? "platform" : "beyond";
    const part: Outside = { kind: "outside", label, far, where };
    return { kind: "outside", label, parts: [part], side: undefined };
  }

  /** A public address that Terraform makes, by the reference that gives it. */
  private ofReference(text: string): NamedEnd | undefined {
    const inside = text.replace(/^\$\{([^{}]+)\}$/, "$1");
    return inside.includes(".") ? this.ofPublic((seen) => seen.text === inside, text) : undefined;
  }

  private ofPrefix(text: string, prop: string): NamedEnd {
    const prefix = IpPrefix.parse(text, { what: WHAT, prop });
    const own = prefix.isAddress ? this.ofAddress(prefix) : undefined;
    if (own !== undefined) return own;
    readNowhere(this.stack, prefix, text, prop);
    const label = prefix.isAddress ? prefix.addressText() : prefix.toString();
    return { kind: "outside", label, parts: outsideOf(this.stack, label, [prefix]), side: undefined };
  }

  /** An address that the stack has: public, virtual, or an interface's own. */
  private ofAddress(address: IpPrefix): NamedEnd | undefined {
    const label = address.addressText();
    const isSame = ({ literal }: SeenAddress): boolean => literal !== undefined && addressOf(literal).contains(address);
    const reached = this.ofPublic(isSame, label);
    if (reached !== undefined) return reached;
    const on = this.stack.context.topology.interfaces.find(
      ({ addresses }) => addresses?.some((one) => one.isAddress && one.contains(address)) === true,
    );
    const declared = on === undefined ? this.declaredWith(address) : undefined;
    const found = on ?? declared;
    if (found === undefined) return undefined;
    const path = this.stack.members.pathOf(found) ?? null;
    const isWhole = found.own.length === 1;
    const meant = isWhole ? found : { ...found, own: [address], addresses: [address] };
    return this.placeEnd(label, [{ kind: "place", stack: this.stack, path, label, on: meant, isWhole }]);
  }

  /** An interface that only the declaration knows the address of. */
  private declaredWith(address: IpPrefix): Place["on"] | undefined {
    const { declaration, interfacesAt } = this.stack.context;
    for (const { path } of declaration?.interfaces ?? []) {
      const found = interfacesAt(path).find(({ addresses }) =>
        addresses?.some((one) => one.isAddress && one.contains(address)),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private ofPublic(isSame: (seen: SeenAddress) => boolean, label: string): NamedEnd | undefined {
    const { reach, declaration, interfacesAt } = this.stack.context;
    for (const translation of reach.translations) {
      if (!isSame(translation.publicAddress)) continue;
      const on = this.stack.members.find(translation.interface, translation.privateAddress);
      if (on === undefined) continue;
      const path = this.stack.members.pathOf(on) ?? null;
      const literal = translation.privateAddress?.literal;
      const own = literal === undefined ? on.own.slice(0, 1) : [addressOf(literal)];
      const meant = { ...on, own, addresses: on.addresses === undefined ? undefined : own };
      const isWhole = on.own.length === 1;
      const place: Place = { kind: "place", stack: this.stack, path, label, on: meant, isWhole, isPublic: true };
      return this.placeEnd(label, [place], true);
    }
    for (const balancer of reach.balancers) {
      const entry = balancer.entries.find((one) => one.address !== undefined && isSame(one.address));
      if (entry === undefined) continue;
      const part: Balanced = { kind: "balancer", stack: this.stack, label, balancer, entry };
      return this.placeEnd(label, [part], entry.isPublic !== false);
    }
    for (const { path, nics } of declaration?.interfaces ?? []) {
      const stated = nics.flatMap(({ addresses }) => addresses).flatMap(({ publicAddress }) => publicAddress ?? []);
      const isStated = stated.some(({ text, isReference }) =>
        isSame({ text, literal: isReference ? undefined : text, resource: undefined }),
      );
      if (!isStated) continue;
      const parts = interfacesAt(path).map((on): Place => ({
        kind: "place",
        stack: this.stack,
        path,
        label,
        on,
        isWhole: true,
        isPublic: true,
      }));
      return this.placeEnd(label, parts, true);
    }
    return undefined;
  }
}

function internetParts(stack: ExplainStack): Outside[] {
  const end = internetIn(stack);
  return end.kind === "outside" ? [...end.parts] : [];
}

/** A name that no stack knows. */
export function unknownEnd(prop: string, value: string, readers: readonly EndReader[]): UcEdgeError {
  const names = [...new Set(["internet", ...readers.flatMap((reader) => reader.names)])];
  const whole = [...names, ...readers.flatMap((reader) => reader.everyName)];
  // The end of a path is a name as well, and what people type.
  const all = [...new Set([...whole.flatMap((name) => name.split("/").slice(-1)), ...whole])];
  const near = nearMisses(value, all);
  const meant = near.length === 0 ? "" : ` (did you mean ${near.map((name) => `"${name}"`).join(" or ")}?)`;
  const known =
    names.length <= MOST_LISTED
      ? `one of ${names.map((name) => `"${name}"`).join(", ")}`
      : `"internet", or a role or an interface of the stacks`;
  return new UcEdgeError({
    code: "tools-explain-end-unknown",
    what: WHAT,
    prop,
    value,
    expected: `an address, a prefix, or ${known}${meant}`,
    todo: "correct the name; uc-edge preview shows roles and interfaces",
  });
}
