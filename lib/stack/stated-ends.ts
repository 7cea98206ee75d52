/** What the declaration says of a flow between roles of different stacks or networks, which do not know each other's groups. */
import { TerraformStack } from "cdktf";
import type { ItemValue } from "./declaration";
import type { End, FlowOfRole } from "./flow-ends";
import { farPlacement, peerOfPlacement } from "./resolve-peer";

/** One end as it is stated: whom it is with, by addresses. */
export type StatedEnd = Omit<End, "then">;

/** A flow as each of the two stacks states it. */
export interface StatedEnds {
  /** At the role whose flow it is. */
  readonly here: readonly StatedEnd[];
  /** At its peer. */
  readonly there: readonly StatedEnd[];
}

/**
 * A flow as each of two stacks states it; nothing where both roles are in one stack and network.
 *
 * The listener's side names the initiator and the ports of its hosts: what a balancer in front of them makes of it follows
 * from the balancer, which is declared beside it. The initiator's side does not know the balancer, so it names its address
 * and its ports.
 */
export function statedEnds(flow: FlowOfRole, ends: readonly End[]): StatedEnds | undefined {
  const { at, direction, peer, traffic, what } = flow;
  if (peer.spec.kind !== "role") return undefined;
  const far = farPlacement(peer.spec.role, at.placed, what);
  const isTogether =
    far.placed.network === at.placed.network && TerraformStack.of(far.placed) === TerraformStack.of(at.placed);
  if (isTogether) return undefined;
  const isListening = direction === "ingress";
  const [from, to] = isListening ? [far, at] : [at, far];
  const listener: StatedEnd[] = [
    { at: to, direction: "ingress", traffic, peers: [peerOfPlacement(from, to.placed, what)] },
  ];
  const initiator = ends.filter((end) => end.at === from && end.direction === "egress");
  return isListening ? { here: listener, there: initiator } : { here: initiator, there: listener };
}

/** The other end of a stated end, as the declaration holds it. */
export function describeFarEnd({ peers }: StatedEnd): ItemValue {
  const prefixes = peers.flatMap((peer) => (peer.kind === "addresses" ? peer.prefixes.map(String) : []));
  return { kind: "prefixes", prefixes };
}
