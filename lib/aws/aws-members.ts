/** What hosts behind a Network Load Balancer must state. */
import { UcEdgeError } from "../net/uc-edge-error";
import type { MemberHosts } from "../stack/member-hosts";

/**
 * Refuses hosts whose address is not known, as a balancer names its targets by address.
 *
 * @throws {@link UcEdgeError} `aws-member-address-missing`
 */
export function checkAwsMembers({ nics, address, what, path, propOf }: MemberHosts): void {
  const unknown = nics.findIndex(
    ({ existingInterfaceId, addresses }) =>
      existingInterfaceId !== undefined && addresses[address]?.privateAddress === undefined,
  );
  if (unknown < 0) return;
  throw new UcEdgeError({
    code: "aws-member-address-missing",
    what,
    prop: propOf(unknown, "privateAddress"),
    value: undefined,
    expected: "the private address of each host: a Network Load Balancer names its targets by address",
    todo: "state the privateAddress beside existingInterfaceId",
    path,
  });
}
