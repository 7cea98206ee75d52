/** Routes to partners: each declared one is there, and none of a partner's addresses leaves by a translation or the internet. */
import { IpPrefix } from "../../net/ip-prefix";
import type { DeclaredPartnerRoute } from "../read/declared-reach";
import type { ReadAnnouncement, ReadRoute, RouteTarget } from "../read/routes";
import type { CheckContext } from "./check";
import { type CheckFinding, finding } from "./finding";

const TARGETS: Readonly<Record<string, RouteTarget>> = {
  "transit-gateway": "transit-gateway",
  "virtual-private-gateway": "virtual-private-gateway",
  vpn: "virtual-network-gateway",
};
const ANNOUNCED: Readonly<Record<string, ReadAnnouncement["kind"]>> = {
  "virtual-private-gateway": "propagation",
  vpn: "vpn",
  "express-route": "express-route",
};

/** Everything that differs. */
export function routeFindings(context: CheckContext): CheckFinding[] {
  return (context.declaration?.partnerRoutes ?? []).flatMap((route) => {
    const around = new RouteReader(context, route);
    return [...around.missing(), ...around.overNat()];
  });
}

/** What a stack has of one declared route. */
class RouteReader {
  private readonly prefix: IpPrefix;
  private readonly table: string | undefined;
  private readonly gateway: string | undefined;

  constructor(
    private readonly context: CheckContext,
    private readonly declared: DeclaredPartnerRoute,
  ) {
    this.prefix = IpPrefix.parse(declared.prefix, { what: "cannot read the declaration", prop: "prefix" });
    this.table = this.addressOf(declared.routeTable);
    this.gateway = this.addressOf(declared.gateway);
  }

  missing(): CheckFinding[] {
    const { prefix } = this;
    const { over, network } = this.declared;
    const exact = this.routes().filter((one) => one.prefix?.toString() === prefix.toString() && this.leadsThere(one));
    if (exact.some(({ repeated }) => !repeated)) return [];
    // Where a table is named, its own route is asked for; without one, gateways that learn routes tell the network.
    if (this.table === undefined && this.announcements().length > 0) return [];
    if (this.announcements().some(({ kind, table }) => kind === "propagation" && table === this.table)) return [];
    const unseen = [
      ...exact,
      ...this.routes().filter((one) => one.prefix === undefined || (one.over === "unknown" && this.holds(one))),
    ];
    const where = network;
    const isUnseen = unseen.length > 0;
    return [
      finding("reach", {
        code: isUnseen ? "check-not-seen" : "check-route-missing",
        severity: isUnseen ? "warning" : "error",
        what: isUnseen
          ? `it cannot be seen whether a route to ${prefix.toString()} leads over ${this.named()}`
          : `no route to ${prefix.toString()} leads over ${this.named()}${this.table === undefined ? "" : ` in ${this.table}`}`,
        where,
        why:
          over === "express-route"
            ? "without its connection, the gateway learns no route to the partner"
            : "without the route, traffic to the partner takes the default one, or none",
        todo: isUnseen ? "check the plan instead of the synthesized stack" : "synthesize the stack again",
        rules: unseen.map(({ address }) => address),
        witness: `inside -> ${prefix.addressText()}`,
      }),
    ];
  }

  overNat(): CheckFinding[] {
    const { prefix } = this;
    const { network } = this.declared;
    return this.routes()
      .filter((one) => one.prefix !== undefined && prefix.contains(one.prefix))
      .filter(({ over }) => over === "nat" || over === "internet")
      .map((one) =>
        finding("reach", {
          code: "check-route-over-nat",
          severity: "error",
          what: `${one.address} sends ${one.prefix?.toString() ?? ""}, which is the partner's, over ${one.over === "nat" ? "a NAT gateway" : "the internet"}`,
          where: network,
          why: "the partner would see a public address instead of the host's own, and answers only over the link",
          todo: `remove the route, or let it lead over ${this.named()}`,
          rules: [one.address],
          witness: `inside -> ${one.prefix?.addressText() ?? ""}`,
        }),
      );
  }

  private addressOf(value: DeclaredPartnerRoute["gateway"]): string | undefined {
    if (value === undefined) return undefined;
    return this.context.reach.references.addressOf(value.isReference ? `\${${value.text}}` : value.text);
  }

  /** The routes of the declared table; of all tables where none is named. */
  private routes(): readonly ReadRoute[] {
    return this.context.reach.routes.filter(
      ({ table }) => this.table === undefined || table === undefined || table === this.table,
    );
  }

  private leadsThere({ over, target }: ReadRoute): boolean {
    // A gateway that is named by its id alone may be of any kind; that it is the declared one is enough.
    if (target !== undefined && this.gateway !== undefined) return target === this.gateway;
    return over === TARGETS[this.declared.over];
  }

  private holds({ prefix }: ReadRoute): boolean {
    return prefix?.toString() === this.prefix.toString();
  }

  private announcements(): readonly ReadAnnouncement[] {
    const kind = ANNOUNCED[this.declared.over];
    return this.context.reach.announcements.filter(
      (one) => one.kind === kind && (this.gateway === undefined || one.gateway === this.gateway),
    );
  }

  private named(): string {
    return this.gateway ?? this.declared.over.replaceAll("-", " ");
  }
}
