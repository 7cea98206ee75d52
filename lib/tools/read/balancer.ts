/** What answers at an address and passes traffic on, as it stands in Terraform: balancers and proxies of both clouds. */
import type { PortRange } from "../../net/port-range";
import type { SeenAddress } from "./references";

/** What kind of balancer it is; `unknown` is one that is not in the stack. */
export type BalancerKind =
  | "network-load-balancer"
  | "application-load-balancer"
  | "gateway-load-balancer"
  | "load-balancer"
  | "application-gateway"
  | "unknown";

/** An address that a balancer answers at. */
export interface BalancerEntry {
  /** Azure: the name of its frontend. */
  readonly name: string | undefined;
  /** Whether the internet reaches it; undefined where that is not known. */
  readonly isPublic: boolean | undefined;
  /** Nothing where the cloud picks one that no attribute shows. */
  readonly address: SeenAddress | undefined;
  /** Terraform addresses on the way to it, such as that of a public address. */
  readonly hops: readonly string[];
}

/** One machine that traffic is passed on to. */
export interface PoolMember {
  /** The Terraform address of what puts it there; the pool's own where it stands inside. */
  readonly by: string;
  /** The Terraform address or id of its network interface or machine, where it is named by it. */
  readonly interface: string | undefined;
  /** The address that traffic goes to, where it is named by it. */
  readonly address: SeenAddress | undefined;
  /** Its port, where it differs from the pool's; null where it does and is not known. */
  readonly port: number | null | undefined;
  /** Whether there may be several of it, or none. */
  readonly repeated: boolean;
}

/** The health check of a pool: a port, the port that traffic goes to, none at all, or not known. */
export type PoolHealth = number | "traffic-port" | "none" | "unknown";

/** Where a listener passes traffic on to. */
export interface BalancerPool {
  /** The Terraform address of the target group or pool. */
  readonly address: string;
  /** The port of the members; undefined where it is not known, or is the one that the listener was reached at. */
  readonly port: number | undefined;
  /** Whether members are reached at the port that the listener was reached at. */
  readonly keepsPort: boolean;
  /** Whether members see the client's own address. */
  readonly preservesClient: boolean;
  readonly members: readonly PoolMember[];
  readonly health: PoolHealth;
  /** Terraform addresses that decide the port and the health check. */
  readonly hops: readonly string[];
}

/** A port that a balancer listens on. */
export interface BalancerListener {
  /** The Terraform address of the listener, rule or block. */
  readonly address: string;
  /** Names of the entries that it listens on; null for all. */
  readonly entries: readonly string[] | null;
  /** Undefined where they are not known. */
  readonly transports: readonly ("tcp" | "udp")[] | undefined;
  readonly ports: PortRange | undefined;
  /** What it does with traffic: `forward`, or what else stands there. */
  readonly action: string;
  readonly pools: readonly BalancerPool[];
  /** Whether there may be several of it, or none. */
  readonly repeated: boolean;
}

/** A balancer or proxy. */
export interface ReadBalancer {
  /** The Terraform address; of one that is not in the stack, its id. */
  readonly address: string;
  readonly kind: BalancerKind;
  readonly entries: readonly BalancerEntry[];
  readonly listeners: readonly BalancerListener[];
  /** AWS: its security groups; null where they are not known, or are no matter of the balancer. */
  readonly groups: readonly string[] | null;
  readonly repeated: boolean;
}
