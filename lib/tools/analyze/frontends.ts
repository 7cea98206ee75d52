/** Which part of a load balancer in Terraform stands for a declared one: all of it, or one of its frontends. */
import type { BalancerEntry, BalancerListener, ReadBalancer } from "../read/balancer";
import type { DeclaredBalancer } from "../read/declared-reach";

/** The declared balancers that one resource stands for. */
function sharersOf(all: readonly DeclaredBalancer[], resource: string): DeclaredBalancer[] {
  return all.filter((one) => one.resource === resource);
}

/**
 * The part of a resource that stands for a declared balancer. What belongs to no declared frontend is counted for the first
 * one, so that it is not passed over.
 */
export function partOf(all: readonly DeclaredBalancer[], declared: DeclaredBalancer, read: ReadBalancer): ReadBalancer {
  const sharers = sharersOf(all, declared.resource);
  if (sharers.length <= 1) return read;
  const names = new Set(sharers.map(({ frontend }) => frontend));
  const isOwn = (name: string | undefined): boolean =>
    name === (declared.frontend ?? undefined) || (sharers[0] === declared && !names.has(name ?? null));
  const takes = ({ entries }: BalancerListener): boolean => entries === null || entries.some((name) => isOwn(name));
  return {
    ...read,
    entries: read.entries.filter(({ name }) => isOwn(name)),
    listeners: read.listeners.filter(takes),
  };
}

/** The declared balancer that an entry of a resource stands for. */
export function declaredAtEntry(
  all: readonly DeclaredBalancer[],
  resource: string,
  entry: BalancerEntry | undefined,
): DeclaredBalancer | undefined {
  const sharers = sharersOf(all, resource);
  return sharers.length <= 1
    ? sharers[0]
    : sharers.find(({ frontend }) => frontend !== null && frontend === entry?.name);
}
