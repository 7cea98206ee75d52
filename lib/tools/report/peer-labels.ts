/** Whom rules are about, in words. */
import type { DeclaredInterface } from "../read/declared-interface";
import type { RulePeer } from "../read/rule";

/** The other end of a rule in words: prefixes, `internet`, the path of a role's interface. */
export function peerLabels(peer: RulePeer, labels: ReadonlyMap<string, string>): string[] {
  switch (peer.kind) {
    case "any":
    case "internet": {
      const prefixes = (peer.spelled ?? []).filter((text) => text.includes("/"));
      return prefixes.length === 0 ? [peer.kind] : prefixes.map((text) => `${peer.kind} (${text})`);
    }
    case "prefixes":
      return [
        ...peer.prefixes.map((prefix) => (prefix.isAddress ? prefix.addressText() : prefix.toString())),
        ...peer.unresolved.map(withoutBraces),
      ];
    case "groups":
      return peer.addresses.map((address) => labels.get(address) ?? withoutBraces(address));
    case "prefix-list":
    case "service-tag":
    case "unresolved":
      return [withoutBraces(peer.text)];
  }
}

/** A reference without the marks that Terraform puts around it. */
export function withoutBraces(text: string): string {
  return /^\$\{([^{}]+)\}$/.exec(text)?.[1] ?? text;
}

/** Groups by their Terraform address, named as people know them. */
export function groupLabels(interfaces: readonly DeclaredInterface[]): Map<string, string> {
  return new Map(
    interfaces.flatMap(({ group, groupAliases, path }) =>
      [group, ...groupAliases].map((address): [string, string] => [address, path]),
    ),
  );
}
