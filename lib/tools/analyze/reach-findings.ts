/** What a stack publishes, held against what it declares: translations, balancers and proxies, routes. */
import type { CheckContext } from "./check";
import { balancerFindings } from "./balancer-findings";
import type { CheckFinding } from "./finding";
import { Members } from "./members";
import { routeFindings } from "./route-findings";
import { surplusBalancers } from "./surplus-balancers";
import { translationFindings } from "./translation-findings";

/** Everything that differs. */
export function reachFindings(context: CheckContext): CheckFinding[] {
  const members = new Members(context);
  return [
    ...translationFindings(context, members),
    ...(context.declaration?.balancers ?? []).flatMap((balancer) => balancerFindings(context, members, balancer)),
    ...surplusBalancers(context),
    ...routeFindings(context),
  ];
}
