/** Balancers and proxies of a stack that it does not declare. */
import { surplusListener } from "./balancer-findings";
import type { CheckContext } from "./check";
import type { CheckFinding } from "./finding";

/**
 * Their listeners: an error where the internet may reach them. Of a stack that declares nothing at all, nobody can say what
 * was meant, so only public ones are named, as warnings.
 */
export function surplusBalancers({ declaration, reach, file }: CheckContext): CheckFinding[] {
  const declared = new Set((declaration?.balancers ?? []).map(({ resource }) => resource));
  return reach.balancers
    .filter(({ address }) => !declared.has(address))
    .flatMap((balancer) => {
      const isPublic = balancer.entries.some((entry) => entry.isPublic !== false);
      if (declaration === undefined && !isPublic) return [];
      const severity = declaration !== undefined && isPublic ? "error" : "warning";
      const where = balancer.kind === "unknown" && balancer.address.includes("${") ? file.stack : balancer.address;
      return balancer.listeners.map((listener) => surplusListener(where, balancer, listener, severity));
    });
}
