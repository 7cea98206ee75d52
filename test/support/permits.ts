/** Permits and rules as tests write and read them: one line each. */
import type { CompiledRule, Permit, PermitPeer } from "../../lib/compiler/permit";
import { IpPrefix, mergePrefixes } from "../../lib/net/ip-prefix";

/** A prefix from its text. */
export function prefix(text: string): IpPrefix {
  return IpPrefix.parse(text, { what: "cannot read a test's prefix", prop: "prefix" });
}

/** The peer of these prefixes. */
export function addresses(...texts: string[]): PermitPeer {
  return { kind: "addresses", prefixes: mergePrefixes(texts.map(prefix)) };
}

/** The internet over IPv4. */
export const INTERNET: PermitPeer = { kind: "internet", families: ["ipv4"] };

/** The internet over IPv4 and IPv6. */
export const DUAL_INTERNET: PermitPeer = { kind: "internet", families: ["ipv4", "ipv6"] };

/** A firewall group as a peer. */
export function group(key: string): PermitPeer {
  return { kind: "group", key, value: `id-of-${key}` };
}

/** An ingress permit over TCP; everything can be said differently. */
export function tcp(peer: PermitPeer, first: number, last: number, more: Partial<Permit> = {}): Permit {
  return { direction: "ingress", transport: "tcp", peer, ports: { first, last }, flow: "own/one", ...more };
}

/** A rule as `ingress tcp 443 from 10.0.0.0/29 source 1024-65535 for own/one own/two`. */
export function line(rule: CompiledRule): string {
  const { direction, transport, ports, peer, sourcePorts, icmp, flows } = rule;
  const range = ({ first, last }: { first: number; last: number }): string =>
    first === last ? String(first) : `${String(first)}-${String(last)}`;
  const words = [
    direction,
    transport,
    ...(ports.length === 0 ? [] : [ports.map(range).join(",")]),
    ...(icmp?.type === undefined ? [] : [`type ${String(icmp.type)}`]),
    ...(icmp?.code === undefined ? [] : [`code ${String(icmp.code)}`]),
    "with",
    peer.kind === "addresses"
      ? peer.prefixes.map(String).join(",")
      : peer.kind === "internet"
        ? `internet ${peer.families.join("+")}`
        : `${peer.kind} ${peer.value}`,
    ...(sourcePorts === undefined ? [] : [`source ${range(sourcePorts)}`]),
    "for",
    ...flows,
  ];
  return words.join(" ");
}
