/** The ways in of a stack, its host routes and the addresses of its interfaces, as data and as text. */
import { printPorts, type PortRange } from "../../net/port-range";
import type { CheckContext } from "../analyze/check";
import type { ExpectedFlow } from "../analyze/expected";
import { type WayIn, waysIn } from "../analyze/reach";
import type { DeclaredInterface } from "../read/declared-interface";
import type { DeclaredValue } from "../read/declared-item";
import type { TextLayout } from "./rule-table";
import { type Cell, COLUMN_GAP, columnWidth, printTable } from "./text-table";

/** An inclusive range of ports; null where it is not known. */
type Ports = readonly [number, number] | null;

/** One way in. */
export interface PreviewWay extends Omit<WayIn, "ports" | "ends"> {
  readonly ports: Ports;
  readonly ends: readonly {
    readonly interface: string | null;
    readonly address: string | null;
    readonly ports: Ports;
  }[];
}

/** A route to set on a host with two interfaces. */
export interface PreviewHostRoute {
  readonly role: string;
  readonly prefix: string;
  readonly interface: string;
  /** An address, or the reference that gives it at deployment; null where the host must know it. */
  readonly gateway: string | null;
}

/** An address of a network interface. */
export interface PreviewAddress {
  readonly privateAddress: string | null;
  readonly ipv6Address: string | null;
  readonly publicAddress: string | null;
  readonly publicAddressKnown: boolean;
}

const INDENT = "  ";
const THROUGH: Readonly<Record<WayIn["through"], string>> = {
  "static-nat": "static NAT",
  "network-load-balancer": "network load balancer",
  "application-load-balancer": "application load balancer",
  "gateway-load-balancer": "gateway load balancer",
  "load-balancer": "load balancer",
  "application-gateway": "application gateway",
  unknown: "a balancer that is not in this stack",
};

/** The ways in of a stack. */
export function previewWays(context: CheckContext, expected: readonly ExpectedFlow[]): PreviewWay[] {
  const ports = (range: PortRange | null): Ports => (range === null ? null : [range.first, range.last]);
  return waysIn(context, expected).map((way) => ({
    ...way,
    ports: ports(way.ports),
    ends: way.ends.map((end) => ({ ...end, ports: ports(end.ports) })),
  }));
}

/** The routes to set on hosts. */
export function previewHostRoutes({ declaration }: CheckContext): PreviewHostRoute[] {
  return (declaration?.hostRoutes ?? []).map((route) => ({ ...route, gateway: route.gateway?.text ?? null }));
}

/** The addresses of each network interface of a declared one. */
export function previewNics(one: DeclaredInterface | undefined): PreviewAddress[][] {
  const text = (value: DeclaredValue | undefined): string | null => value?.text ?? null;
  return (one?.nics ?? []).map((nic) =>
    nic.addresses.map(({ privateAddress, ipv6Address, publicAddress }) => ({
      privateAddress: text(privateAddress),
      ipv6Address: text(ipv6Address),
      publicAddress: text(publicAddress),
      publicAddressKnown: publicAddress?.isReference === false,
    })),
  );
}

/** The ways in as a table. */
export function printWays(ways: readonly PreviewWay[], layout: TextLayout): string {
  if (ways.length === 0) return "";
  const { colors, width } = layout;
  const addresses = ways.map(addressOf);
  const address = columnWidth(addresses, 10, 20);
  const traffic = columnWidth(ways.map(trafficOf), 8, 16);
  const rest = width - INDENT.length - address - traffic - 2 * COLUMN_GAP;
  const heading = ["address", "traffic", "to"].map((text): Cell => ({ text, color: colors.dim }));
  const rows = ways.flatMap((way, index): Cell[][] => {
    const before = ways[index - 1];
    const isSame = before?.address === way.address && before.declared === way.declared;
    const alarm = isAlarming(way) ? { color: colors.red } : {};
    return [
      [
        { text: isSame ? "" : (addresses[index] ?? ""), ...(way.isPublic === false ? {} : { color: colors.yellow }) },
        { text: trafficOf(way) },
        { text: endsOf(way) },
      ],
      [{ text: "" }, { text: "" }, { text: throughOf(way), color: colors.dim }],
      [{ text: "" }, { text: "" }, { text: stateOf(way), ...alarm }],
    ];
  });
  return [colors.bold("Ways in"), printTable([heading, ...rows], [address, traffic, rest], INDENT)].join("\n");
}

/** The routes to set on hosts as a table. */
export function printHostRoutes(routes: readonly PreviewHostRoute[], { colors, width }: TextLayout): string {
  if (routes.length === 0) return "";
  const prefix = columnWidth(
    routes.map((route) => route.prefix),
    8,
    24,
  );
  const rows = routes.map((route): Cell[] => [
    { text: route.prefix },
    { text: `${route.role}: out of ${route.interface}, to ${route.gateway ?? "the gateway of its subnet"}` },
  ]);
  const rest = width - INDENT.length - prefix - COLUMN_GAP;
  return [colors.bold("Routes to set on the host"), printTable(rows, [prefix, rest], INDENT)].join("\n");
}

function addressOf({ address, addressKnown, declared, isPublic }: PreviewWay): string {
  if (addressKnown) return address;
  const made = isPublic === false ? "inside, picked at deployment" : "made at deployment";
  return declared === null ? address : made;
}

function trafficOf({ transports, ports, through }: PreviewWay): string {
  if (through === "static-nat") return "every port";
  const range = ports === null ? "port unknown" : portsText(ports);
  return `${transports?.join(", ") ?? "unknown"} ${range}`;
}

function portsText([first, last]: readonly [number, number]): string {
  return printPorts({ first, last });
}

/** Hosts of one interface that are reached at one port stand together. */
function endsOf({ ends, action, through }: PreviewWay): string {
  if (action !== null) return action === "forward" || action === "nothing" ? "nothing" : `nothing: ${action}`;
  if (ends.length === 0) return "nothing";
  const byPlace = new Map<string, string[]>();
  for (const end of ends) {
    const ports = through === "static-nat" ? "" : ` port ${end.ports === null ? "unknown" : portsText(end.ports)}`;
    const host = end.address === null ? "an unknown host" : "not declared here,";
    const place = `${end.interface ?? host}${ports}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), ...(end.address === null ? [] : [end.address])]);
  }
  return [...byPlace]
    .map(([place, all]) => (all.length === 0 ? place : `${place} (${[...new Set(all)].join(", ")})`))
    .join("\n");
}

function throughOf({ through, declared, hops, repeated }: PreviewWay): string {
  const name = through === "static-nat" ? "" : ` ${declared ?? hops.find((hop) => hop.includes("lb")) ?? ""}`;
  const isUndeclared = declared === null ? ", not declared" : "";
  return `by ${THROUGH[through]}${name}${isUndeclared}${repeated ? ", perhaps several times or not at all" : ""}`;
}

function stateOf({ asked, open }: PreviewWay): string {
  switch (asked) {
    case "all":
      return "all that is asked for passes";
    case "some":
      return "only a part of what is asked for passes";
    case "none":
      return "nothing of what is asked for passes";
    case "unseen":
      return "it cannot be seen what passes";
    case "nothing":
      return {
        yes: "open, and nothing asks for it",
        perhaps: "may be open, and nothing asks for it",
        no: "closed; nothing asks for it",
      }[open];
  }
}

function isAlarming({ asked, open, declared }: PreviewWay): boolean {
  return asked === "some" || asked === "none" || declared === null || (asked === "nothing" && open !== "no");
}
