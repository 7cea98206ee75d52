/** What a stack puts between the world and its interfaces: translations, balancers and proxies, routes. */
import { applicationGateways } from "./application-gateways";
import { awsBalancers } from "./aws-balancers";
import { azureBalancers } from "./azure-balancers";
import type { BalancerKind, ReadBalancer } from "./balancer";
import { References } from "./references";
import { type ReadAnnouncement, type ReadRoute, readAnnouncements, readRoutes } from "./routes";
import type { TerraformResource } from "./terraform-resource";
import { readTranslations, type ReadTranslation } from "./translations";

/** All of it, as it stands in Terraform. */
export interface StackReach {
  readonly references: References;
  readonly translations: readonly ReadTranslation[];
  readonly balancers: readonly ReadBalancer[];
  readonly routes: readonly ReadRoute[];
  readonly announcements: readonly ReadAnnouncement[];
}

/** Reads it. */
export function readReach(resources: readonly TerraformResource[]): StackReach {
  const references = new References(resources);
  return {
    references,
    translations: readTranslations(references),
    balancers: [...awsBalancers(references), ...azureBalancers(references), ...applicationGateways(references)],
    routes: readRoutes(references),
    announcements: readAnnouncements(references),
  };
}

const KINDS: readonly [string, BalancerKind][] = [
  ["aws_lb.", "network-load-balancer"],
  ["azurerm_lb.", "load-balancer"],
  ["azurerm_application_gateway.", "application-gateway"],
];

/** What kind of balancer a Terraform address is; of one that the stack lacks, what it is called. */
export function balancerKind({ balancers }: StackReach, resource: string): BalancerKind {
  const found = balancers.find(({ address }) => address === resource);
  return found?.kind ?? KINDS.find(([type]) => resource.startsWith(type))?.[1] ?? "unknown";
}
