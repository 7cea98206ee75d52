/** What is to be said about a deployment of public IM. */
import type { Construct } from "constructs";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { lcsRole } from "./documented-rules";
import type { PublicImProviderProps } from "./public-im-props";

/** Puts the findings into the declaration. */
export function addPublicImFindings(scope: Construct, providers: readonly PublicImProviderProps[]): void {
  const names = providers.map(({ provider }) => lcsRole(provider).title).join(", ");
  Declaration.of(scope).addFinding({
    code: "lcs-provisioning-needed",
    severity: "note",
    what: `rules and records alone connect nobody: ${names} must be provisioned, and allowed on the access proxy`,
    why: "the providers route messages to the access proxy only when the provisioning request is through, and the access proxy allows none of them by default",
    todo: "write the request's work sheet by uc-edge provisioning, submit it, and allow each provider on the tab IM Provider",
    where: stackPath(scope),
    facts: ["lcs-2005-pic/1.2.1/1", "lcs-2005-pic/1.2.1/15", "lcs-2005-pic/1.2.4/2", "lcs-2005-pic/1.2.4/4"],
  });
}
