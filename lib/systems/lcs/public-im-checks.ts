/** What must be right before public IM is connected; nothing is made here. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { LCS_2005_PIC_FLOWS } from "../../catalog/lcs-2005-pic/flows";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { requirePeer, requireZone } from "../../stack/peer-zones";
import { requireKnown, requireKnownList } from "../../stack/unresolved";
import { type AccessEdgeHost, EdgeServer } from "../ocs/edge-server";
import { lcsRole, lcsRule } from "./documented-rules";
import type { AccessProxyProps, PublicImConnectivityProps, PublicImProviderProps } from "./public-im-props";

/** What fails when anything here is wrong. */
export const WHAT = "cannot connect public IM providers";

/** The providers of the document, in its order. */
const PROVIDERS: readonly string[] = LCS_2005_PIC_FLOWS.find(({ id }) => id === "lcs-2005-pic/1.1/1")?.to ?? [];

/**
 * The providers that are wanted, each known, once, and by addresses.
 *
 * @throws {@link UcEdgeError} `lcs-provider-missing`, `lcs-provider-unknown`, `lcs-provider-twice`,
 *   `lcs-provider-prefixes-missing`, `stack-peer-*`, `stack-list-*`, `stack-prop-unresolved`, `net-prefix-*`.
 */
export function checkProviders(
  { providers, network }: PublicImConnectivityProps,
  path: string,
): readonly PublicImProviderProps[] {
  requireKnownList(providers, WHAT, "providers", path);
  const seen = new Set<string>();
  providers.forEach((given, index) => {
    const prop = `providers[${String(index)}]`;
    const provider = providerOf(given, `${prop}.provider`, path);
    if (seen.has(provider)) {
      throw new UcEdgeError({
        code: "lcs-provider-twice",
        what: WHAT,
        prop: `${prop}.provider`,
        value: provider,
        expected: "each provider once",
        todo: "put all its prefixes into one entry",
        path,
      });
    }
    seen.add(provider);
    requirePrefixes(given, `${prop}.accessProxies`, path);
    requireZone(given.accessProxies, "internet", network, `the access proxies of ${lcsRole(provider).title}`, path);
  });
  if (providers.length > 0) return providers;
  throw new UcEdgeError({
    code: "lcs-provider-missing",
    what: WHAT,
    prop: "providers",
    value: providers,
    expected: `at least one provider: ${oneOf(PROVIDERS)}`,
    todo: "name the providers that are wanted; none is connected by default",
    path,
  });
}

function providerOf(given: unknown, prop: string, path: string): string {
  const { provider } = (given ?? {}) as { readonly provider?: unknown };
  requireKnown(provider, { what: WHAT, prop, path }, "only the flows of the chosen providers are opened");
  if (typeof provider === "string" && PROVIDERS.includes(provider)) return provider;
  throw new UcEdgeError({
    code: "lcs-provider-unknown",
    what: WHAT,
    prop,
    value: provider,
    expected: oneOf(PROVIDERS, provider),
    todo: "correct the provider's name; the document knows no other",
    path,
  });
}

/** A provider is its own addresses: neither everybody, nor a name for addresses that somebody else keeps. */
function requirePrefixes(given: Partial<PublicImProviderProps>, prop: string, path: string): void {
  const { provider = "", accessProxies: peer } = given;
  if (peer !== undefined) requirePeer(peer, WHAT, path);
  if (peer?.spec.kind === "prefixes") return;
  throw new UcEdgeError({
    code: "lcs-provider-prefixes-missing",
    what: WHAT,
    prop,
    value: peer === undefined ? undefined : `a peer of the kind "${peer.spec.kind}"`,
    expected: `the prefixes of ${lcsRole(provider).title}, which the document does not print`,
    todo: 'write Peer.prefixes([...]) with the addresses that the provider tells; "everybody" is never meant',
    path,
  });
}

/**
 * Refuses an access proxy whose default route leads to a clearinghouse, and one of which nobody says.
 *
 * @throws {@link UcEdgeError} `lcs-clearinghouse-route`, `lcs-clearinghouse-unstated`, `stack-prop-unresolved`.
 */
export function requireNoClearinghouse(given: unknown, path: string): void {
  const by = { what: WHAT, prop: "defaultRouteToClearinghouse", path };
  requireKnown(given, by, "an access proxy with such a route is refused");
  if (given === false) return;
  const isUnstated = given !== true;
  throw new UcEdgeError({
    ...by,
    code: isUnstated ? "lcs-clearinghouse-unstated" : "lcs-clearinghouse-route",
    value: given,
    expected: `false, because ${lcsRule("lcs-2005-pic/1.1/6")}`,
    todo: isUnstated
      ? "look at the access proxy's routes, and say true or false"
      : "set up another access proxy for public IM, or take the default route away",
  });
}

/**
 * The access proxy that is to be placed, with what it needs.
 *
 * @throws {@link UcEdgeError} `lcs-interface-missing`, `lcs-interface-shared`, `lcs-internal-server-missing`, `stack-peer-*`.
 */
export function checkAccessProxy(
  given: AccessProxyProps,
  { network }: PublicImConnectivityProps,
  path: string,
): AccessProxyProps {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: "cannot deploy the Access Proxy", prop, value, expected, todo, path });
  const props: Partial<Record<keyof AccessProxyProps, unknown>> = typeof given === "object" ? { ...given } : {};
  for (const side of ["external", "internal"] as const) {
    if (typeof props[side] === "object" && props[side] !== null) {
      checkInterfaceProps({ side, prop: `accessProxy.${side}`, props: given[side], path });
      continue;
    }
    throw fault(
      "lcs-interface-missing",
      `accessProxy.${side}`,
      props[side],
      "an interface: the access proxy has an external and an internal one",
      "describe the interface; {} lets the cloud pick its address",
    );
  }
  for (const side of ["external", "internal"] as const) {
    const { sharedInterface } = given[side];
    if (sharedInterface === undefined) continue;
    throw fault(
      "lcs-interface-shared",
      `accessProxy.${side}.sharedInterface`,
      sharedInterface,
      "interfaces of the access proxy's own: services share those of one EdgeServer only",
      "leave it out",
    );
  }
  if (props.internalServer === undefined) {
    throw fault(
      "lcs-internal-server-missing",
      "accessProxy.internalServer",
      undefined,
      "the Live Communications Server 2005 behind it (lcs-2005-pic 1.1)",
      "name the server or pool as a Peer",
    );
  }
  requireZone(given.internalServer, "internal", network, "the internal server of the Access Proxy", path);
  const { federation } = given;
  if (federation === undefined) return given;
  const partners: unknown = (federation as Partial<typeof federation> | null)?.partners;
  requirePeer(partners, "cannot connect federated partners", path);
  requireZone(federation.partners, "internet", network, "federated partners", path);
  return given;
}

/**
 * The Access Edge that is used as the access proxy.
 *
 * @throws {@link UcEdgeError} `lcs-edge-*`, `ocs-role-not-deployed`.
 */
export function checkEdge(
  scope: IConstruct,
  given: EdgeServer,
  { network }: PublicImConnectivityProps,
  sipDomains: readonly string[],
): AccessEdgeHost {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path: scope.node.path });
  const edge: unknown = given;
  if (!EdgeServer.isEdgeServer(edge)) {
    const value = typeof edge === "object" && edge !== null ? "an object that is no EdgeServer" : edge;
    throw fault("lcs-edge-invalid", "edge", value, "an EdgeServer", "name the edge whose Access Edge is meant");
  }
  if (TerraformStack.of(edge) !== TerraformStack.of(scope)) {
    const todo = "put this construct into the stack of the edge, whose groups it opens";
    throw fault("lcs-edge-elsewhere", "edge", edge.node.path, "an edge of the same stack", todo);
  }
  const host = edge.accessEdgeHost;
  if (host.network !== network) {
    const todo = "give the network that the edge is in";
    throw fault("lcs-edge-network-differs", "network", network.node.path, host.network.node.path, todo);
  }
  if (host.hasPublicIm) {
    throw fault(
      "lcs-edge-public-im",
      "edge",
      edge.node.path,
      "an edge without publicIm, and without another PublicImConnectivity",
      "take publicIm away from the edge; its providers are named here, one by one",
    );
  }
  const foreign = sipDomains.find((domain) => !host.sipDomains.includes(domain));
  if (foreign === undefined) return host;
  throw fault(
    "lcs-edge-sip-domain-unknown",
    "sipDomains",
    foreign,
    oneOf(host.sipDomains, foreign),
    "add the domain to the edge, or correct it",
  );
}

/** What the access proxy is: a host that is placed, or the Access Edge of an edge. */
export type AccessProxyForm = { readonly accessProxy: AccessProxyProps } | { readonly edge: EdgeServer };

/**
 * The form of the access proxy; neither is refused, and so are both.
 *
 * @throws {@link UcEdgeError} `lcs-access-proxy-missing`, `lcs-access-proxy-twice`.
 */
export function formOf({ accessProxy, edge }: PublicImConnectivityProps, path: string): AccessProxyForm {
  if (edge === undefined && accessProxy !== undefined) return { accessProxy };
  if (edge !== undefined && accessProxy === undefined) return { edge };
  const isNone = edge === undefined;
  throw new UcEdgeError({
    code: isNone ? "lcs-access-proxy-missing" : "lcs-access-proxy-twice",
    what: WHAT,
    prop: "accessProxy, edge",
    value: isNone ? undefined : "both",
    expected: "one of the two: an Access Proxy to place, or the edge whose Access Edge is used",
    todo: isNone ? `describe one; ${lcsRule("lcs-2005-pic/1.1/5")}` : "leave one out",
    path,
  });
}
