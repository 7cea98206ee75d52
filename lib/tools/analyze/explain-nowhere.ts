/** Addresses that nobody has in public, and that are in no zone of the network either. */
import type { IpPrefix } from "../../net/ip-prefix";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { ExplainStack } from "./explain-stack";
import { publicityOf } from "./public-addresses";

/**
 * Refuses an address block that is neither in a zone, nor on the internet, nor named by anything in the stack.
 *
 * @throws {@link UcEdgeError} `tools-explain-address-nowhere`.
 */
export function readNowhere(stack: ExplainStack, prefix: IpPrefix, value: string, prop: string): void {
  const { declaration, rules, reach } = stack.context;
  if (publicityOf([prefix], []) !== "inside") return;
  const zones = Object.entries(declaration?.zones ?? {});
  if (zones.some(([, own]) => own.some((one) => one.overlaps(prefix)))) return;
  const peers = [
    ...(declaration?.peers ?? []).flatMap((one) => one.peers),
    ...(declaration?.ownFlows ?? []).map(({ peer }) => peer),
    ...[...rules.values()].flat().map(({ peer }) => peer),
  ];
  if (peers.some((peer) => peer.kind === "prefixes" && peer.prefixes.some((one) => one.overlaps(prefix)))) return;
  const members = reach.balancers.flatMap(({ listeners }) =>
    listeners.flatMap(({ pools }) => pools.flatMap((one) => one.members)),
  );
  if (members.some(({ address }) => address?.literal === value)) return;
  const known = zones.map(([zone, own]) => `${zone} ${own.join(", ")}`).join("; ");
  throw new UcEdgeError({
    code: "tools-explain-address-nowhere",
    what: "cannot explain",
    prop,
    value,
    expected: `an address of the internet, or one of the network's zones (${known === "" ? "the stack declares none" : known})`,
    todo: "correct the address, or add its prefix to a zone of the network",
  });
}
