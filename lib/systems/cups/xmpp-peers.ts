/** Who CUPS federates with, and what its document says of each. */
import { CUPS_XMPP_LIMITS } from "../../catalog/cups-xmpp/limits";
import { CUPS_XMPP_ROLES } from "../../catalog/cups-xmpp/roles";
import type { LimitFact, RoleFact } from "../../catalog/schema";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { requireKnown, requireKnownList } from "../../stack/unresolved";
import { requirePeerDomains } from "./xmpp-domains";
import type { XmppPeerKind, XmppPeerProps } from "./xmpp-federation-props";

const KINDS: readonly XmppPeerKind[] = [
  "sametime",
  "webex-connect",
  "google-talk",
  "federated-cups",
  "standards-based-xmpp",
];
const WHAT = "cannot federate";

/** What the document says of the security of connections with a kind of server. Nothing is guessed where it is silent. */
export interface XmppSecurity {
  /** `not-documented`: to be agreed with whoever runs the servers. */
  readonly tls: "none" | "optional" | "not-documented";
  /** Whether CUPS verifies the certificates of the other side as a client. */
  readonly clientCertificates: "not-verified" | "not-documented";
  /** The same in words. */
  readonly says: string;
  /** Ids of the facts; empty where the document is silent. */
  readonly facts: readonly string[];
}

/** Servers to federate with, as they were checked. */
export interface XmppPeer {
  readonly kind: XmppPeerKind;
  /** The vendor's name. */
  readonly title: string;
  /** As given. */
  readonly version: string | undefined;
  /** The versions that the document supports, and the fact's id; nothing where it names none. */
  readonly documentedVersions: { readonly says: string; readonly fact: string } | undefined;
  /** The domains of their users, in lower case; empty where none are listed. */
  readonly domains: readonly string[];
  readonly security: XmppSecurity;
}

/** A role of the catalog. */
export function xmppRole(id: string): RoleFact {
  const fact = CUPS_XMPP_ROLES.find((role) => role.id === id);
  if (fact === undefined) throw new TypeError(`cups-xmpp has no role ${id}`);
  return fact;
}

/** What the document says of the security towards a kind of server. */
export function securityTowards(kind: XmppPeerKind): XmppSecurity {
  const facts = CUPS_XMPP_LIMITS.filter(({ roles, security }) => security !== undefined && roles.includes(kind));
  const [fact] = facts;
  return {
    tls: fact?.security?.tls ?? "not-documented",
    clientCertificates: fact?.security?.clientCertificates ?? "not-documented",
    says: fact?.says ?? "not documented",
    facts: facts.map(({ id }) => id),
  };
}

/**
 * A kind of server, as it was named.
 *
 * @throws {@link UcEdgeError} `cups-peer-kind-unknown`
 */
export function requireKind(given: unknown, prop: string, path: string): XmppPeerKind {
  requireKnown(given, { what: WHAT, prop, path }, "it decides which flows are documented");
  const kind = KINDS.find((one) => one === given);
  if (kind !== undefined) return kind;
  throw new UcEdgeError({
    code: "cups-peer-kind-unknown",
    what: WHAT,
    prop,
    value: given,
    expected: `${oneOf(KINDS, given)}: CUPS federates with these servers only`,
    todo: 'name the servers\' kind; one that keeps to the standard is "standards-based-xmpp"',
    path,
  });
}

/**
 * The peers, each checked by itself and against the others; where their servers are is said elsewhere.
 *
 * @param own - The domains of CUPS.
 * @throws {@link UcEdgeError} `cups-peers-empty`, `cups-peer-invalid`, `cups-peer-kind-unknown`,
 *   `cups-peer-version-unsupported`, `cups-peer-servers-missing`, and those of {@link requirePeerDomains}.
 */
export function xmppPeers(given: readonly XmppPeerProps[], own: readonly string[], path: string): XmppPeer[] {
  requireKnownList(given, WHAT, "peers", path);
  if (given.length === 0) {
    throw new UcEdgeError({
      code: "cups-peers-empty",
      what: WHAT,
      prop: "peers",
      value: given,
      expected: "at least one peer",
      todo: "say which servers to federate with; none never means all",
      path,
    });
  }
  const domains = requirePeerDomains(given, own, path);
  return given.map((peer, index) => {
    const prop = `peers[${String(index)}]`;
    const kind = requireKind(peer.kind, `${prop}.kind`, path);
    requireServers(peer.servers, `${prop}.servers`, path);
    const documented = CUPS_XMPP_LIMITS.find(({ roles, version }) => version !== undefined && roles.includes(kind));
    requireVersion(peer.version, documented, xmppRole(kind).title, `${prop}.version`, path);
    return {
      kind,
      title: xmppRole(kind).title,
      version: peer.version,
      documentedVersions:
        documented?.version === undefined ? undefined : { says: documented.version, fact: documented.id },
      domains: domains[index] ?? [],
      security: securityTowards(kind),
    };
  });
}

/** Nobody is meant by default: not even the internet. */
function requireServers(given: unknown, prop: string, path: string): void {
  if (given !== undefined) return;
  throw new UcEdgeError({
    code: "cups-peer-servers-missing",
    what: WHAT,
    prop,
    value: given,
    expected: "the servers' addresses as a Peer",
    todo: "list them by Peer.prefixes, or write Peer.internet() if connections with everybody are meant",
    path,
  });
}

function requireVersion(given: unknown, fact: LimitFact | undefined, title: string, prop: string, path: string): void {
  if (given === undefined) return;
  requireKnown(given, { what: WHAT, prop, path }, "it is compared with the documented versions");
  const documented = (fact?.version ?? "").split(" and ").filter((version) => version !== "");
  if (documented.some((version) => isVersion(given, version))) return;
  throw new UcEdgeError({
    code: "cups-peer-version-unsupported",
    what: WHAT,
    prop,
    value: given,
    expected: documented.length === 0 ? `no version: the document names none of ${title}` : oneOf(documented),
    todo: `federation with ${title} is documented for ${documented.length === 0 ? "no version in particular" : "these versions only"}`,
    path,
  });
}

/** Whether a version is the documented one; `8.x` stands for every 8 with a number behind it, and for itself. */
function isVersion(given: unknown, documented: string): boolean {
  if (given === documented) return true;
  if (typeof given !== "string" || !documented.endsWith(".x")) return false;
  const [main, ...rest] = given.split(".");
  return main === documented.slice(0, -".x".length) && rest.length > 0 && rest.every((part) => /^\d+$/.test(part));
}
