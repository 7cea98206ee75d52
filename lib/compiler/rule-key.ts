/** Names of rules that stay the same while the deployment around them changes. */
import { createHash } from "node:crypto";
import type { PortRange } from "../net/port-range";
import { printPorts } from "../net/port-range";
import type { Transport } from "../net/transport";
import type { Direction, OpaquePeer, PermitPeer } from "./permit";

/**
 * The peer's part of a key, in letters, digits, dots, dashes and underscores. Several prefixes are named by the first,
 * their number, and a checksum of all; a name that has other characters is followed by its checksum.
 */
export function peerKey(peer: PermitPeer): string {
  if (peer.kind === "internet") return peer.families.includes("ipv4") ? "internet" : "internet-ipv6";
  if (peer.kind !== "addresses") return `${peer.kind}-${opaqueText(peer.kind, peer.key)}`;
  const [first, ...others] = peer.prefixes.map((prefix) => prefix.toString());
  const name = keyText(first ?? "");
  return others.length === 0 ? name : `${name}-and-${String(others.length)}-${checksum([first, ...others].join(" "))}`;
}

/** Two names must never become one text: a group would be opened to the peer of another one's name. */
function opaqueText(kind: OpaquePeer["kind"], name: string): string {
  const kept = kind === "group" ? /^[A-Za-z0-9./-]+$/ : /^[\w.-]+$/;
  return kept.test(name) ? keyText(name) : `${keyText(name)}-${checksum(name)}`;
}

/**
 * The key of a rule: direction, transport, peer, source ports and own addresses where stated, and the first port where it
 * has one.
 */
export function ruleKey(
  direction: Direction,
  transport: Transport,
  peer: string,
  sourcePorts: PortRange | undefined,
  first: number | undefined,
  local?: string,
): string {
  const from = sourcePorts === undefined ? "" : `-from-${printPorts(sourcePorts)}`;
  const at = local === undefined ? "" : `-at-${local}`;
  return `${direction}-${transport}-${peer}${from}${at}${first === undefined ? "" : `-${String(first)}`}`;
}

/** The own addresses of a rule in its key: one as it is, several by the first, their number and a checksum. */
export function localKey(local: readonly string[]): string {
  const [first = "", ...others] = local;
  const name = keyText(first);
  const exact = others.length === 0 && /^[0-9a-f.:]+$/i.test(first);
  return exact ? name : `${name}-and-${String(others.length)}-${checksum(local.join(" "))}`;
}

/** A text with everything outside letters, digits, dots, dashes and underscores replaced. */
export function keyText(text: string): string {
  return text
    .replace(/\//g, "_")
    .replace(/:/g, "-")
    .replace(/[^\w.-]/g, "");
}

/** Eight hexadecimal digits that stand for a text. */
export function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
