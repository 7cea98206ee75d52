/** What the declaration says of a flow between roles of different stacks or networks, which do not know each other's groups. */
import { TerraformStack } from "cdktf";
import { UcEdgeError } from "../net/uc-edge-error";
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

/**
 * Refuses a documented flow to a role of another stack or network that is behind a virtual address: the deployment would
 * declare the role's own addresses as its peer, and open the virtual one.
 *
 * @throws {@link UcEdgeError} `stack-forward-elsewhere`
 */
export function requireNoBalancerBetween({ at, direction, peer, what }: FlowOfRole, stated: StatedEnds): void {
  if (direction === "ingress" || peer.spec.kind !== "role") return;
  const far = farPlacement(peer.spec.role, at.placed, what);
  const direct = JSON.stringify(describeFarEnd({ peers: [peerOfPlacement(far, at.placed, what)] }));
  const other = stated.here.find((end) => JSON.stringify(describeFarEnd(end)) !== direct);
  if (other === undefined) return;
  throw new UcEdgeError({
    code: "stack-forward-elsewhere",
    what,
    prop: "peer",
    value: peer.spec.role.node.path,
    expected: "a peer by its addresses, as the role is in another stack or network, behind a virtual address",
    todo: "write Peer.prefixes with the virtual address",
    path: at.placed.node.path,
  });
}

/** The other end of a stated end, as the declaration holds it. */
export function describeFarEnd({ peers }: Pick<StatedEnd, "peers">): ItemValue {
  const prefixes = peers.flatMap((peer) => (peer.kind === "addresses" ? peer.prefixes.map(String) : []));
  return { kind: "prefixes", prefixes };
}
