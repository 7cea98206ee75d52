/** What is to be said about a reverse proxy that a cloud runs. */
import type { Construct } from "constructs";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";

/** Each cloud's own leg to Web Components. The oldest version that it speaks there is not for its user to choose. */
const TLS_FLOOR: Readonly<Record<"aws" | "azure", Omit<Finding, "code" | "where">>> = {
  aws: {
    severity: "warning",
    what: "Web Components of OCS 2007 speak TLS 1.0 at most, which the Application Load Balancer still speaks to them",
    why: "Windows Server 2003 knows no later version, and no AES ciphers of its own; the load balancer speaks TLS 1.0 to 1.3 to targets, with AES only, and no policy changes that",
    todo: "test the leg to Web Components; where they offer no AES cipher, or TLS 1.0 is not allowed, publish by hosts of your own",
    facts: ["aws-alb-tls", "ms-windows-tls", "ms-windows-aes"],
  },
  azure: {
    severity: "error",
    what: "Web Components of OCS 2007 speak TLS 1.0 at most, and the Application Gateway speaks TLS 1.2 at least to them",
    why: "Windows Server 2003 knows no later version; a v2 gateway speaks TLS 1.2 or 1.3 to its back ends, and no policy changes that",
    todo: "publish by hosts of your own, or put a host that speaks TLS 1.2 in front of Web Components",
    facts: ["azure-application-gateway-tls", "ms-windows-tls"],
  },
};

/** Puts the findings of a managed proxy into the declaration. */
export function addManagedFindings(scope: Construct, cloud: "aws" | "azure", hasNamesCompared: boolean): void {
  const declaration = Declaration.of(scope);
  const where = stackPath(scope);
  declaration.addFinding({ code: "ocs-proxy-tls-floor", where, ...TLS_FLOOR[cloud] });
  if (cloud === "aws") {
    declaration.addFinding({
      code: "ocs-proxy-web-components-unverified",
      severity: "note",
      what: "the leg to Web Components is encrypted, but nobody verifies their certificates",
      where,
      why: "an Application Load Balancer does not validate the certificates of its targets",
      todo: "keep the path between them private, or publish by hosts of your own that verify them",
      facts: ["aws-alb-target-groups"],
    });
  }
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
