/** How the servers inside of OCS 2007 refuse what they are told. */
import { certificateNames } from "../../model/certificate-request";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { parseKnownDomain } from "../../stack/unresolved";
import { requireNetwork } from "../require-network";
import { readSipDomains } from "../sip-domains";
import { type NamedAs, requirePeerInside } from "./inside-peers";

/** Where something is told. */
export interface ToldAt {
  /** What fails: `cannot deploy the Enterprise pool`. */
  readonly what: string;
  /** The path of the construct. */
  readonly path: string;
}

/** A fault of one construct. */
export function faultAt(
  { what, path }: ToldAt,
  code: string,
  prop: string,
  value: unknown,
  expected: string,
  todo: string,
): UcEdgeError {
  return new UcEdgeError({ code, what, prop, value, expected, todo, path });
}

/**
 * Refuses props without a network.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`
 */
export function requireOcsNetwork(network: unknown, at: ToldAt): void {
  requireNetwork(network, { ...at, code: "ocs-network-missing", todo: "say where it is placed" });
}

/**
 * The SIP domains, each once.
 *
 * @throws {@link UcEdgeError} `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `model-domain-*`, `stack-list-*`.
 */
export function sipDomainsAt(given: readonly string[], at: ToldAt): string[] {
  return readSipDomains(given, { ...at, none: "ocs-sip-domains-empty", twice: "ocs-sip-domain-twice" });
}

/**
 * The fully qualified name of a server or pool.
 *
 * @throws {@link UcEdgeError} `ocs-name-missing`, `model-domain-*`, `stack-prop-unresolved`.
 */
export function readName(given: unknown, prop: string, whose: string, at: ToldAt): string {
  if (given === undefined || given === null || given === "") {
    const expected = `the fully qualified name of ${whose}, which its certificate and its clients name`;
    throw faultAt(at, "ocs-name-missing", prop, given, expected, 'name it: "ocs.corp.example.com"');
  }
  return parseKnownDomain(given as string, { ...at, prop });
}

/**
 * The fully qualified name of a server or pool that the certificate table has as the subject.
 *
 * @throws {@link UcEdgeError} `model-certificate-subject-long`, and those of {@link readName}.
 */
export function readSubject(given: unknown, prop: string, whose: string, at: ToldAt): string {
  const name = readName(given, prop, whose, at);
  certificateNames(name, [], { ...at, prop });
  return name;
}

/**
 * Refuses a choice that is not described by an object: `true` and a list say nothing.
 *
 * @throws {@link UcEdgeError} `ocs-choice-invalid`
 */
export function requireChoice(given: unknown, prop: string, at: ToldAt): void {
  if (given === undefined || isObject(given)) return;
  const expected = "an object that describes it; {} where nothing needs to be said";
  throw faultAt(at, "ocs-choice-invalid", prop, given, expected, "leave the choice out if it is not meant");
}

/**
 * Refuses props of which not exactly one is given.
 *
 * @throws {@link UcEdgeError} the code of the construct, and `ocs-choice-invalid`.
 */
export function requireOneOf(
  alternatives: Readonly<Record<string, unknown>>,
  said: { readonly code: string; readonly todo: string },
  at: ToldAt,
): void {
  for (const [prop, given] of Object.entries(alternatives)) requireChoice(given, prop, at);
  const names = Object.keys(alternatives);
  const made = names.filter((name) => alternatives[name] !== undefined);
  if (made.length === 1) return;
  const value = made.length === 0 ? undefined : made.join(" and ");
  throw faultAt(at, said.code, names.join(", "), value, "exactly one of them", said.todo);
}

/**
 * Checks a peer of the zone inside.
 *
 * @throws {@link UcEdgeError} `stack-peer-zone`, `ocs-peer-role`, and those of peers.
 */
export function checkInside(
  peer: Peer | undefined,
  as: Omit<NamedAs, "path">,
  network: Network,
  { path }: ToldAt,
): void {
  if (peer !== undefined) requirePeerInside(peer, network, { ...as, path });
}

/**
 * Checks a peer of the zone inside without which nothing would be open.
 *
 * @throws {@link UcEdgeError} `ocs-peer-missing`, `stack-peer-zone`, `ocs-peer-role`, and those of peers.
 */
export function requireInside(peer: unknown, as: Omit<NamedAs, "path">, network: Network, at: ToldAt): void {
  const { prop, whose } = as;
  if (!Peer.isPeer(peer)) {
    throw faultAt(
      at,
      "ocs-peer-missing",
      prop,
      shownObject(peer),
      `${whose}, as a Peer`,
      "name them; empty never means any",
    );
  }
  requirePeerInside(peer, network, { ...as, path: at.path });
}

/** How a fault shows a value that may be an object. */
export function shownObject(given: unknown): unknown {
  return isObject(given) ? "an object of another kind" : given;
}

function isObject(given: unknown): boolean {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
