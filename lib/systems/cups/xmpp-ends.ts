/** Where the other ends of a federation's flows are. */
import type { IConstruct } from "constructs";
import { IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { Peer } from "../../stack/peer";
import { describePeer, requireZone } from "../../stack/peer-zones";
import { isUnresolved } from "../../stack/unresolved";
import type { XmppChecksProps, XmppFederationProps } from "./xmpp-federation-props";

/**
 * Makes sure that everybody is where they belong: federated servers and PCs outside in the zone of the internet or of
 * partners, the others inside.
 *
 * @throws {@link UcEdgeError} `cups-resolvers-missing`, `cups-peer-twice`, `cups-checks-empty`, `cups-checks-internet`,
 *   `stack-peer-*`.
 */
export function requireXmppEnds(scope: IConstruct, props: XmppFederationProps): void {
  const { network, peers, clients, checks } = props;
  const path = scope.node.path;
  const resolvers: unknown = props.resolvers;
  if (resolvers === undefined) {
    throw new UcEdgeError({
      code: "cups-resolvers-missing",
      what: "cannot deploy XMPP federation",
      prop: "resolvers",
      value: resolvers,
      expected: "the DNS servers that CUPS uses, as `show network eth0 detail` lists them",
      todo: "name them by Peer.prefixes: CUPS finds federated servers by their SRV records",
      path,
    });
  }
  requireZone(props.resolvers, "internal", network, "CUPS to its DNS servers", path);
  if (clients !== undefined) requireZone(clients, "internal", network, "clients to CUPS", path);
  peers.forEach(({ servers, kind }, index) => {
    requireZone(servers, "internet", network, `the servers of peers[${String(index)}], ${kind}`, path);
  });
  requireEachOnce(scope, props);
  if (checks !== undefined) requireChecks(checks, props, path);
}

/** Two entries for the same servers would be told apart by nothing. */
function requireEachOnce(scope: IConstruct, { peers, network }: XmppFederationProps): void {
  const seen = new Map<string, number>();
  peers.forEach(({ kind, servers }, index) => {
    const key = `${kind} ${textOf(servers) ?? JSON.stringify(describePeer(servers, scope, network))}`;
    const other = seen.get(key);
    seen.set(key, index);
    if (other === undefined) return;
    throw new UcEdgeError({
      code: "cups-peer-twice",
      what: "cannot federate",
      prop: `peers[${String(index)}]`,
      value: kind,
      expected: `each peer once; peers[${String(other)}] has the same servers`,
      todo: "name all domains of these servers in one entry",
      path: scope.node.path,
    });
  });
}

/** The addresses of a peer in one spelling; nothing where not all are written out. */
function textOf({ spec }: Peer): string | undefined {
  if (spec.kind !== "prefixes" || spec.prefixes.some((text) => isUnresolved(text))) return undefined;
  const by = { what: "cannot federate", prop: "servers" };
  return mergePrefixes(spec.prefixes.map((text) => IpPrefix.parse(text, by))).join(",");
}

function requireChecks(checks: XmppChecksProps, { network }: XmppFederationProps, path: string): void {
  const what = "cannot open the telnet checks";
  const given: unknown = checks;
  const { outside, inside }: XmppChecksProps = typeof given === "object" && given !== null ? given : {};
  if (outside === undefined && inside === undefined) {
    throw new UcEdgeError({
      code: "cups-checks-empty",
      what,
      prop: "checks",
      value: given,
      expected: "PCs outside, PCs inside, or both",
      todo: "name the PCs that the checks are made from, or leave checks out",
      path,
    });
  }
  if (outside !== undefined) requireZone(outside, "internet", network, "PCs outside to CUPS", path);
  if (inside !== undefined) requireZone(inside, "internal", network, "PCs inside to CUPS", path);
  if (outside?.spec.kind !== "internet") return;
  throw new UcEdgeError({
    code: "cups-checks-internet",
    what,
    prop: "checks.outside",
    value: "the internet",
    expected: "the addresses of the PCs that the checks are made from",
    todo: "name them by Peer.prefixes: a check needs nobody else",
    path,
  });
}
