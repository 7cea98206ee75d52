/** What is to be said about a federation, and what of its document no cloud can express. */
import type { Construct } from "constructs";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import type { XmppFederationProps } from "./xmpp-federation-props";
import type { XmppPeer } from "./xmpp-peers";
import type { XmppServer } from "./xmpp-server";

const FACT = "cups-xmpp/";

type Said = Omit<Finding, "where">;

/** Puts the findings of a federation into the declaration. */
export function addXmppFindings(
  scope: Construct,
  props: XmppFederationProps,
  server: XmppServer,
  domains: readonly string[],
  peers: readonly XmppPeer[],
): void {
  const declaration = Declaration.of(scope);
  const where = stackPath(scope);
  const kinds = [...new Map(peers.map((peer) => [peer.kind, peer])).values()];
  const said = [
    ...kinds.map(aboutSecurity),
    ...peers.flatMap(aboutVersion),
    aboutRegistration(domains),
    aboutSetUp(),
    aboutClients(props),
    ...(server.translation === "port-forward" ? [aboutWayOut()] : []),
    ...(props.checks === undefined ? [] : [aboutChecks()]),
  ];
  for (const finding of said) declaration.addFinding({ where, ...finding });
}

/** What the document says of the security with a peer, or that it says nothing. */
function aboutSecurity({ title, security }: XmppPeer): Said {
  const { tls, says, facts } = security;
  if (tls === "none") {
    return {
      code: "cups-peer-unencrypted",
      severity: "warning",
      what: `federation with ${title} is documented over ${says}`,
      why: "messages and presence cross the internet in clear text",
      todo: "accept the finding with a reason, or leave the peer out",
      facts,
    };
  }
  if (tls === "not-documented") {
    return {
      code: "cups-peer-security-undocumented",
      severity: "note",
      what: `the document does not say how connections with ${title} are secured`,
      why: "only GoogleTalk and WebEx Connect have documented settings; nothing is guessed for others",
      todo: "agree on TLS and certificates with whoever runs the servers, and set it on CUPS",
      facts,
    };
  }
  return {
    code: "cups-peer-security",
    severity: "note",
    what: `towards ${title}, CUPS is set to ${says}`,
    why: "the setting is made on CUPS; rules of a cloud know ports only",
    todo: "set it on CUPS when XMPP federation is enabled",
    facts,
  };
}

/** Which versions are documented, where the peer's is not stated. */
function aboutVersion({ title, version, documentedVersions }: XmppPeer): Said[] {
  if (version !== undefined || documentedVersions === undefined) return [];
  return [
    {
      code: "cups-peer-version-unstated",
      severity: "note",
      what: `federation with ${title} is documented for ${documentedVersions.says}, and the version is not stated`,
      why: "CUPS federates with the documented servers only",
      todo: "state the version",
      facts: [documentedVersions.fact, `${FACT}background/6`],
    },
  ];
}

function aboutRegistration(domains: readonly string[]): Said {
  return {
    code: "cups-domain-registration",
    severity: "note",
    what: `whether ${domains.join(", ")} is registered with a federated service, such as Google Apps or WebEx, cannot be seen here`,
    why: "CUPS then gets an unexpected dialback response, and federation fails",
    todo: "make sure that it is not; the service's support takes it out",
    facts: [`${FACT}configuration/3`, `${FACT}verification/5`],
  };
}

function aboutSetUp(): Said {
  return {
    code: "cups-server-setup",
    severity: "note",
    what: "XMPP federation must be enabled and its service started on CUPS 8.x",
    why: "the rules only let its traffic pass",
    todo: "enable XMPP federation, then start the XMPP federation service",
    facts: [`${FACT}components/1`, `${FACT}configuration/4`, `${FACT}configuration/5`],
  };
}

function aboutClients({ clients }: XmppFederationProps): Said {
  if (clients === undefined) {
    return {
      code: "cups-clients-missing",
      severity: "warning",
      what: "no clients are named, so nothing is open from them to CUPS",
      why: "users inside sign in to CUPS before they can talk to federated contacts",
      todo: "give clients",
      facts: [`${FACT}message-flow/4`],
    };
  }
  return {
    code: "cups-clients-unsupported",
    severity: "note",
    what: "not every Jabber client supports federated contacts",
    why: "the document says so and names none",
    todo: "try the clients in use",
    facts: [`${FACT}message-flow/5`],
  };
}

function aboutWayOut(): Said {
  return {
    code: "cups-way-out-other",
    severity: "note",
    what: "federated servers see the network's way out when CUPS connects, not the address in its DNS records",
    why: "the port forward serves incoming connections only",
    todo: "tell peers that filter by address both: publicAddress and seenByPeersAs",
    facts: [`${FACT}configuration/2-pat`],
  };
}

function aboutChecks(): Said {
  return {
    code: "cups-checks-open",
    severity: "note",
    what: "the documented telnet checks are open, which federation itself does not need",
    why: "they were chosen",
    todo: "take checks out when the tests are done; Windows 7 has its telnet client under Windows features",
    facts: [`${FACT}telnet-checks/1`, `${FACT}telnet-checks/2`, `${FACT}verification/6`],
  };
}
