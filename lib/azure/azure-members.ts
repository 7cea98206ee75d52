/** Which hosts a Standard load balancer can lead to. */
import { UcEdgeError } from "../net/uc-edge-error";
import type { Side } from "../stack/interface-request";
import type { MemberHosts } from "../stack/member-hosts";
import type { PlacedInterface } from "../stack/placed-interface";

/**
 * Refuses interfaces that exist already, and those that are behind another balancer.
 *
 * @throws {@link UcEdgeError} `azure-existing-interface-member`, `azure-member-of-two-balancers`
 */
export function checkAzureMembers({ nics, placed, what, path, propOf }: MemberHosts): void {
  const existing = nics.findIndex(({ existingInterfaceId }) => existingInterfaceId !== undefined);
  if (existing >= 0) {
    throw new UcEdgeError({
      code: "azure-existing-interface-member",
      what,
      prop: propOf(existing, "existingInterfaceId"),
      value: "an existing interface",
      expected: "interfaces that are made here: a pool names the IP configuration of each",
      todo: "let the interface be made, or add it to the load balancer where it is managed",
      path,
    });
  }
  if (placed !== undefined) requireNoOtherBalancer(placed.at, placed.side, undefined, { what, path });
}

/**
 * What Azure refuses as NetworkInterfaceUsesMultipleLoadBalancersOfSameType.
 *
 * @param own - The Terraform address of the load balancer that is to lead to the hosts, where it is made.
 * @throws {@link UcEdgeError} `azure-member-of-two-balancers`
 */
export function requireNoOtherBalancer(
  target: PlacedInterface,
  side: Side,
  own: string | undefined,
  by: { readonly what: string; readonly path: string },
): void {
  const other = target.forwardsFor(side).find(({ balancer }) => balancer.terraformAddress !== own);
  if (other === undefined) return;
  throw new UcEdgeError({
    ...by,
    code: "azure-member-of-two-balancers",
    prop: "to",
    value: target.node.path,
    expected: `hosts that are behind no other ${side === "external" ? "public" : "internal"} address yet; they are behind ${other.balancer.node.path}, and Azure lets a network interface be behind one load balancer of a kind only`,
    todo: "forward all their ports from that address, or make this one beside it",
  });
}
