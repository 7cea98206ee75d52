/** The virtual addresses of edge services: those of arrays, and those whose ports are forwarded to one host. */
import type { Construct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { Side } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { PlacedInterface } from "../../stack/placed-interface";
import type { Role } from "../../stack/role";
import { resolvedText } from "../../stack/unresolved";
import { forwardPorts, type PublishedRole, requireForwardable } from "../published-ports";
import { VirtualAddress } from "../virtual-address";
import type { EdgeService } from "./edge-services";

const ROLES_OUTSIDE = new Set(OCS_2007_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id));
const ROLES_INSIDE = new Set(OCS_2007_ROLES.filter(({ zone }) => zone === "internal").map(({ id }) => id));

/** The virtual addresses of a service of an `EdgeServer`. */
export interface EdgeVirtualAddresses {
  /** The public one: of an array, or of a host whose ports are forwarded; nothing where the host has its own. */
  readonly external: VirtualAddress | undefined;
  /** The one inside, of an array; the Web Conferencing Edge has none. */
  readonly internal: VirtualAddress | undefined;
}

/** What is in front of a service on one side. */
interface Front {
  readonly published: PublishedRole;
  readonly address: VirtualAddress;
}

/** The virtual addresses of one edge. */
export class EdgeAddresses {
  private readonly fronts = new Map<string, Front>();
  private readonly inFront = new Map<PlacedInterface, VirtualAddress>();

  /**
   * Makes the addresses; nothing is forwarded yet. Hosts that none can lead to are refused before the first is made.
   *
   * @throws {@link UcEdgeError} those of {@link requireForwardable}
   */
  constructor(
    scope: Construct,
    network: Network,
    services: readonly EdgeService[],
    chosen: ReadonlySet<string>,
    roleOf: (service: EdgeService) => Role,
  ) {
    const outside = services.filter(isFrontedOutside);
    const inside = sharersInside(scope, services);
    const require = (side: Side, service: EdgeService): void => {
      requireForwardable(OCS_2007_PORTS, chosen, publishedOf(side, service, roleOf(service)), side);
    };
    for (const service of outside) require("external", service);
    for (const service of inside.flat()) require("internal", service);
    for (const service of outside) {
      const role = roleOf(service);
      const title = `${role.fact.title}, public address`;
      const beside = this.besideAt(role.external);
      const address = new VirtualAddress(role, "PublicAddress", { network, title, ...beside });
      this.stand("external", service, role, address);
    }
    for (const sharers of inside) {
      const [first] = sharers;
      const privateAddress = first?.array?.inside?.privateAddress;
      if (first === undefined || privateAddress === undefined) continue;
      const title = `${sharers.map((service) => roleOf(service).fact.title).join(", ")}, address inside`;
      const beside = this.besideAt(roleOf(first).internal);
      const props = { network, title, side: "internal", zone: "perimeter", privateAddress, ...beside } as const;
      const address =
        sharers.length === 1
          ? new VirtualAddress(roleOf(first), "InternalAddress", props)
          : new VirtualAddress(scope, `${sharers.map(({ id }) => id).join("And")}InternalAddress`, props);
      for (const service of sharers) this.stand("internal", service, roleOf(service), address);
    }
  }

  /** Forwards the ports that choices open, but those that are forwarded already. */
  forward(chosen: ReadonlySet<string>, services: readonly EdgeService[]): void {
    for (const { role } of services) {
      for (const side of ["external", "internal"] as const) {
        const front = this.fronts.get(`${side} ${role}`);
        if (front !== undefined) forwardPorts(OCS_2007_PORTS, chosen, front.published, front.address);
      }
    }
  }

  /** The addresses of a service, by its role. */
  of(role: string): EdgeVirtualAddresses {
    return {
      external: this.fronts.get(`external ${role}`)?.address,
      internal: this.fronts.get(`internal ${role}`)?.address,
    };
  }

  private stand(side: Side, service: EdgeService, role: Role, address: VirtualAddress): void {
    this.fronts.set(`${side} ${service.role}`, { published: publishedOf(side, service, role), address });
    const placed = side === "external" ? role.external : role.internal;
    if (placed !== undefined && !this.inFront.has(placed)) this.inFront.set(placed, address);
  }

  /** The address that the same hosts' interfaces are behind already, where services share them. */
  private besideAt(placed: PlacedInterface | undefined): { readonly beside?: VirtualAddress } {
    const beside = placed === undefined ? undefined : this.inFront.get(placed);
    return beside === undefined ? {} : { beside };
  }
}

/** Whether a service has a virtual address outside. */
function isFrontedOutside({ array, hosts }: EdgeService): boolean {
  return array !== undefined || hosts.some(({ external }) => external.translation === "port-forward");
}

/** What of a service is to be forwarded on a side. */
function publishedOf(side: Side, service: EdgeService, role: Role): PublishedRole {
  return {
    role,
    id: service.role,
    outside: side === "external" ? ROLES_OUTSIDE : ROLES_INSIDE,
    ports: new Map<number, number>(),
    done: new Set<string>(),
    leavesRanges: service.array !== undefined,
  };
}

/** Arrays by the address that they have inside. */
function sharersInside(scope: Construct, services: readonly EdgeService[]): EdgeService[][] {
  const byAddress = new Map<string, EdgeService[]>();
  for (const service of services) {
    const given = service.array?.inside?.privateAddress;
    if (given === undefined) continue;
    const key = resolvedText(scope, given);
    byAddress.set(key, [...(byAddress.get(key) ?? []), service]);
  }
  return [...byAddress.values()];
}
