/** A flow that is asked for at one interface, before it is known which packets that means. */
import type { DeclaredPeer } from "../read/declaration";
import type { Service } from "./traffic";

/** On whose word a flow is there: a document's, the cloud's (what it needs to run what we make), or the user's. */
export type FlowKind = "documented" | "platform" | "own";

/** The other end: as it was composed, or an interface of the stack, such as that of a balancer on the way. */
export type AskedPeer =
  DeclaredPeer | { readonly kind: "interface"; readonly path: string; readonly address: number | null };

/** A flow at one of its ends. */
export interface Asked {
  readonly id: string;
  readonly kind: FlowKind;
  /** The path of the declared interface. */
  readonly interface: string;
  /** Which address of the interface it is about, where the interface has several; null for all. */
  readonly address: number | null;
  /** The path of the role there; null where no role is. */
  readonly role: string | null;
  readonly direction: "ingress" | "egress";
  readonly peer: AskedPeer;
  readonly services: readonly Service[];
  /** The family of the address that it comes through; left out, every one that the interface has. */
  readonly family?: "ipv4";
}
