/** Routes to the networks of partners, over the link by which the network reaches them. */
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import type { Network } from "./network";
import { stackPath } from "./paths";
import { requireKnown, requireKnownList } from "./unresolved";

/** What a link to a partner runs over. */
export type LinkKind = "transit-gateway" | "virtual-private-gateway" | "vpn" | "express-route";

/** How a cloud reaches a partner. */
export interface PartnerLink {
  readonly over: LinkKind;
  /** The gateway, where the link names one. */
  readonly gateway: string | undefined;
  /** The route tables that a route to each prefix is made in; none where routes are not made here. */
  readonly routeTables: readonly string[];
  /** Where the routes come from that are not made here, in words; nothing where all are made here. */
  readonly routesFrom: string | undefined;
  /** Why the link takes no IPv6; nothing where it does. */
  readonly noIpv6Because: string | undefined;
  /** Makes the routes to a prefix, one in each route table. */
  write(prefix: IpPrefix): void;
}

const WHAT = "cannot route to the partner";

/** A route of the same stack that translates what it carries. */
export interface TranslatingRoute {
  readonly path: string;
  /** The prefix, as it is given. */
  readonly prefix: string;
  /** What translates. */
  readonly by: string;
}

/** The prefixes of partners that one network routes to. A second writer extends them. */
export class PartnerRoutes {
  private readonly routed = new Map<string, IpPrefix>();

  constructor(
    private readonly network: Network,
    private readonly link: PartnerLink | undefined,
  ) {}

  /**
   * Routes to prefixes, each as it is given: adding one leaves the routes to all others as they are. A prefix that is routed
   * already changes nothing.
   *
   * @throws {@link UcEdgeError} `stack-route-any`, `stack-route-duplicate`, `stack-route-outside-partner`,
   *   `stack-route-ipv6`, `stack-list-*`, `stack-prop-unresolved`, `net-prefix-*`; nothing is routed then.
   */
  add(texts: readonly string[], prop: string, path: string): void {
    const prefixes = this.checked(texts, prop, path);
    if (this.routed.size === 0) this.network.node.addValidation({ validate: () => this.overNat() });
    for (const prefix of prefixes) {
      const key = prefix.toString();
      if (this.routed.has(key)) continue;
      this.routed.set(key, prefix);
      this.link?.write(prefix);
      this.declare(key);
    }
  }

  /** A route to the same prefix or to a part of it takes the traffic away from the link. */
  private overNat(): string[] {
    return this.network.translatingRoutes().flatMap(({ path, prefix: text, by }) => {
      const prefix = readPrefix(text);
      const routed = [...this.routed.values()].find((one) => prefix !== undefined && one.contains(prefix));
      if (routed === undefined) return [];
      return [
        `${WHAT} (${this.network.node.path}): ${path} routes ${text} over ${by}, expected no such route to ${routed.toString()} or to a part of it; remove it: calls fail where endpoints and call control see translated addresses [stack-route-over-nat]`,
      ];
    });
  }

  private checked(texts: readonly string[], prop: string, path: string): IpPrefix[] {
    const by = { what: WHAT, prop, path };
    requireKnownList(texts, WHAT, prop, path);
    const seen = new Set<string>();
    return texts.map((text) => {
      requireKnown(text, by, "the zone that it lies in decides whether it may be routed");
      const prefix = IpPrefix.parse(text, by);
      this.requireRoutable(prefix, by);
      if (seen.has(prefix.toString())) {
        throw new UcEdgeError({
          ...by,
          code: "stack-route-duplicate",
          value: text,
          expected: "each prefix once",
          todo: "remove one of the two",
        });
      }
      seen.add(prefix.toString());
      return prefix;
    });
  }

  private requireRoutable(prefix: IpPrefix, by: { what: string; prop: string; path: string }): void {
    const fault = (code: string, expected: string, todo: string): UcEdgeError =>
      new UcEdgeError({ ...by, code, value: prefix.toString(), expected, todo });
    if (prefix.length === 0) {
      throw fault(
        "stack-route-any",
        "the partner's own prefixes, which are not every address",
        "name the prefixes; a default route is no route to a partner",
      );
    }
    const zone = this.network.zones.zoneOf(prefix);
    if (zone !== "partner") {
      const where = zone === undefined ? "it is partly in a zone and partly not" : `it is in "${zone}"`;
      throw fault(
        "stack-route-outside-partner",
        `a prefix that lies in the zone "partner"; ${where}`,
        "correct the prefix, or give its block to partner.prefixes and to no other zone",
      );
    }
    if (prefix.family === "ipv6" && this.link?.noIpv6Because !== undefined) {
      throw fault(
        "stack-route-ipv6",
        `IPv4 prefixes, as ${this.link.noIpv6Because}`,
        "leave the IPv6 prefix out, or use another link",
      );
    }
  }

  private declare(prefix: string): void {
    const { network, link } = this;
    const declaration = Declaration.of(network);
    if (link !== undefined) {
      const tables = link.routeTables.length === 0 ? [undefined] : link.routeTables;
      for (const [index, table] of tables.entries()) {
        declaration.set(`partner-route ${stackPath(network)} ${prefix} ${String(index)}`, () => ({
          item: "partner-route",
          network: stackPath(network),
          prefix,
          over: link.over,
          gateway: declaration.value(link.gateway),
          routeTable: declaration.value(table),
        }));
      }
    }
    const unseen = link === undefined ? "no link to the partner is declared" : link.routesFrom;
    if (unseen === undefined) return;
    declaration.addFinding({
      code: "stack-route-not-seen",
      severity: "note",
      what: `the route to ${prefix} was not seen: ${unseen}`,
      where: stackPath(network),
      why: "whether traffic to the partner takes the link, and is not translated on its way, cannot be checked here",
      todo: "look at the routes of the subnets, or have them made here by declaring the partner's link and route tables",
      facts: [],
    });
  }
}

/** The prefix of a route that others declare; nothing for a service tag, or for what is known later. */
function readPrefix(text: string): IpPrefix | undefined {
  try {
    return IpPrefix.parse(text, { what: WHAT, prop: "route" });
  } catch {
    return undefined;
  }
}
