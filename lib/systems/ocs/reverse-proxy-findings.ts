/** What is to be said about a reverse proxy that a cloud runs. */
import type { Construct } from "constructs";
import { OCS_2007_WEB_SERVER_TLS, PROXY_TLS } from "../../catalog/proxy-tls";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";

/**
 * Puts the findings of a managed proxy into the declaration.
 *
 * @param hasNamesCompared - Whether the published names were found in the certificate.
 * @param sized - What is to be said of how many names the certificate holds.
 */
export function addManagedFindings(
  scope: Construct,
  cloud: "aws" | "azure",
  hasNamesCompared: boolean,
  sized: readonly Omit<Finding, "where">[],
): void {
  const declaration = Declaration.of(scope);
  const where = stackPath(scope);
  const { title, verifiesMembers, sources } = PROXY_TLS[cloud];
  declaration.addFinding({ code: "ocs-proxy-tls-floor", where, ...tlsFloor(cloud) });
  if (!verifiesMembers) {
    declaration.addFinding({
      code: "ocs-proxy-web-components-unverified",
      severity: "note",
      what: "the leg to Web Components is encrypted, but nobody verifies their certificates",
      where,
      why: `an ${title} does not validate the certificates of its targets`,
      todo: "keep the path between them private, or publish by hosts of your own that verify them",
      facts: [sources.members],
    });
  }
  for (const finding of sized) declaration.addFinding({ where, ...finding });
  if (hasNamesCompared) return;
  declaration.addFinding({
    code: "ocs-certificate-names-unknown",
    severity: "note",
    what: "whether the certificate holds the published names is not known",
    where,
    why: "users are warned, or turned away, where a name is not in the certificate",
    todo: "state the names in it as certificate.names",
    facts: [],
  });
}

/** Where the oldest version of the proxy is newer than the newest of Web Components, they cannot meet. */
function tlsFloor(cloud: "aws" | "azure"): Omit<Finding, "code" | "where"> {
  const { title, versions, isAesOnly, sources } = PROXY_TLS[cloud];
  const { newest, title: system, hasAes, sources: about } = OCS_2007_WEB_SERVER_TLS;
  const meets = versions.oldest <= newest;
  const of = (version: number): string => `TLS ${version.toFixed(1)}`;
  const lacksAes = isAesOnly && !hasAes;
  return {
    severity: meets ? "warning" : "error",
    what: `Web Components of OCS 2007 speak ${of(newest)} at most, and the ${title} speaks ${of(versions.oldest)} at least to them`,
    why: `${system} knows no later version${lacksAes ? ", and no AES of its own, without which the proxy does not speak" : ""}; no policy changes what the proxy speaks to them`,
    todo: meets
      ? "test the leg to Web Components, and look whether so old a version is allowed; else publish by hosts of your own"
      : "publish by hosts of your own, or put a host that speaks TLS 1.2 in front of Web Components",
    facts: [sources.versions, ...about],
  };
}
