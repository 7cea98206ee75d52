/** What two declarations say of a change, beside its traffic: one line for each thing that differs. */
import type { Declaration, DeclaredOwnFlow, DeclaredPeer } from "../read/declaration";
import type { DiffNames } from "./diff-names";
import type { DiffSide } from "./diff-side";

/** One thing that differs. */
export interface DeclaredChange {
  readonly change: "added" | "removed" | "changed";
  /** `choice`, `own flow`, `record`. */
  readonly what: string;
  /** Where it stands: a path, or a name. */
  readonly where: string;
  /** Which one of several: `remote-access`; empty where there is one only. */
  readonly name: string;
  /** What it was, and what it is; null where there is none, empty where its name says all. */
  readonly before: string | null;
  readonly after: string | null;
}

interface Item {
  readonly what: string;
  readonly where: string;
  readonly name: string;
  readonly value: string;
}

/** What may be why traffic changed, and what else changed. */
export function declaredChanges(
  before: DiffSide | undefined,
  after: DiffSide | undefined,
): { readonly reasons: DeclaredChange[]; readonly also: DeclaredChange[] } {
  const of = (read: (declaration: Declaration, names: DiffNames) => Item[]): DeclaredChange[] => {
    const [old, next] = [before, after].map((side) =>
      side?.context.declaration === undefined ? [] : read(side.context.declaration, side.names),
    );
    return changes(old ?? [], next ?? []);
  };
  const reasons = of(reasonItems);
  const chosen = new Set(reasons.flatMap(({ what, where, name }) => (what === "choice" ? `${where} (${name})` : [])));
  // Who a choice is for comes and goes with it, and all of a system with that.
  const isOfChoice = ({ what, where, name }: DeclaredChange): boolean =>
    what === "peer" && chosen.has(`${where} ${/\(.*\)$/.exec(name)?.[0] ?? ""}`);
  const systems = new Set(reasons.flatMap(({ what, where }) => (what === "system" ? where : [])));
  // What an interface has that comes or goes is told with its traffic.
  const isOfInterface = ({ what, change }: DeclaredChange): boolean =>
    (what === "addresses" || what === "way out") && change !== "changed";
  const isOfSystem = ({ what, where }: DeclaredChange): boolean => what !== "system" && systems.has(where);
  return {
    reasons: reasons.filter((one) => !isOfChoice(one) && !isOfSystem(one) && !isOfInterface(one)),
    also: of(otherItems).filter((one) => !isOfInterface(one)),
  };
}

function changes(old: readonly Item[], next: readonly Item[]): DeclaredChange[] {
  const key = ({ what, where, name }: Item): string => JSON.stringify([what, where, name]);
  const byKey = (items: readonly Item[]): Map<string, Item> => new Map(items.map((item) => [key(item), item]));
  const [before, after] = [byKey(old), byKey(next)];
  return [...new Set([...before.keys(), ...after.keys()])].sort(byKind).flatMap((one): DeclaredChange[] => {
    const [was, is] = [before.get(one), after.get(one)];
    const item = is ?? was;
    if (item === undefined || was?.value === is?.value) return [];
    const { what, where, name } = item;
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [{ change, what, where, name, before: was?.value ?? null, after: is?.value ?? null }];
  });
}

const KINDS = ["zone", "system", "choice", "ports", "addresses", "peer", "own flow"];

/** By kind, and within a kind by what it is about. */
function byKind(a: string, b: string): number {
  const rank = (key: string): number => KINDS.indexOf((JSON.parse(key) as string[])[0] ?? "");
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function reasonItems(declaration: Declaration, names: DiffNames): Item[] {
  const { systems, interfaces, ownFlows, peers, zones } = declaration;
  return [
    ...systems.flatMap(({ path, system, choices, ports }): Item[] => [
      { what: "system", where: path, name: "", value: system },
      ...choices.map((name) => ({ what: "choice", where: path, name, value: "" })),
      ...ports.map((one) => ({
        what: "ports",
        where: path,
        name: one.direction,
        value: JSON.stringify([one.transports, one.ports, one.sourcePorts]),
      })),
    ]),
    ...interfaces.map(({ path, nics }) => ({
      what: "addresses",
      where: path,
      name: "",
      value: [
        ...nics.flatMap(({ addresses }) =>
          addresses.map(({ privateAddress, ipv6Address }) =>
            [privateAddress, ipv6Address].flatMap((one) => names.ofValue(one) ?? []).join(" "),
          ),
        ),
      ].join(", "),
    })),
    ...ownFlows.map((flow) => ({ what: "own flow", where: flow.role, name: flow.id, value: ownFlowText(flow, names) })),
    ...peers.map(({ of, role, choice, peers: all }) => ({
      what: "peer",
      where: of,
      name: choice === null ? role : `${role} (${choice})`,
      value: all.map((peer) => peerText(peer, names)).join(", "),
    })),
    ...Object.entries(zones).map(([name, prefixes]) => ({
      what: "zone",
      where: "the network",
      name,
      value: prefixes.join(", "),
    })),
  ];
}

function ownFlowText(flow: DeclaredOwnFlow, names: DiffNames): string {
  const { direction, peer, transport, ports, purpose, owner, expires } = flow;
  const list = ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`));
  const by = [...(owner === undefined ? [] : [owner]), ...(expires === undefined ? [] : [`until ${expires}`])];
  const end = `${direction === "ingress" ? "from" : "to"} ${peerText(peer, names)}`;
  const what = [transport, list.join(", "), end].filter((text) => text !== "").join(" ");
  return `${purpose} (${[what, ...by].join(", ")})`;
}

function peerText(peer: DeclaredPeer, names: DiffNames): string {
  switch (peer.kind) {
    case "internet":
      return "internet";
    case "role":
      return peer.role;
    case "prefixes":
      return [...peer.prefixes.map(String), ...peer.references.map((one) => names.ofReference(one))].sort().join(", ");
    case "service-tag":
      return peer.value;
    case "prefix-list":
      return names.ofReference(peer.value);
  }
}

function otherItems(declaration: Declaration, names: DiffNames): Item[] {
  const { interfaces, records, forwarders, partnerRoutes, hostRoutes } = declaration;
  return [
    ...interfaces.map(({ path, wayOut }) => ({
      what: "way out",
      where: path,
      name: "",
      value: wayOut.map((one) => names.ofValue(one) ?? "").join(", "),
    })),
    ...records.map(({ view, type, name, values }) => ({
      what: "record",
      where: name,
      name: `${view} ${type}`,
      value: values.map((one) => names.ofValue(one)).join(", "),
    })),
    ...forwarders.map(({ path, domain, servers }) => ({
      what: "forwarder",
      where: path,
      name: domain,
      value: servers.join(", "),
    })),
    // Routes that are made here are ways, as they stand in Terraform.
    ...partnerRoutes
      .filter(({ routeTable }) => routeTable === undefined)
      .map(({ network, prefix, over, gateway }) => ({
        what: "route to a partner",
        where: network,
        name: prefix,
        value: [over, names.ofValue(gateway)].filter((one) => one !== undefined).join(", "),
      })),
    ...hostRoutes.map(({ role, prefix, interface: out, gateway }) => ({
      what: "host route",
      where: role,
      name: prefix,
      value: `out of ${out}${gateway === undefined ? "" : `, to ${names.ofValue(gateway) ?? ""}`}`,
    })),
  ];
}
