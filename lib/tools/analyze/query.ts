/** Traffic that somebody asks about, in the words of a test: from whom, by which protocol, to which port. */
import { IpPrefix } from "../../net/ip-prefix";
import { parsePorts, type PortRange } from "../../net/port-range";
import { hasPorts, isTransport, type Transport, TRANSPORTS } from "../../net/transport";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import type { CheckContext } from "./check";
import { ALL_TOLD_APART, CLOUDS, widened } from "./expected";
import { type FarEnd, type Service, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** Traffic between an interface and a peer. */
export interface TrafficQuery {
  /**
   * An address, a prefix, `internet`, or the path of another interface: `Edge/AvEdge/Internal`. On Azure also
   * `AzureLoadBalancer`, which is who probes hosts, and any other service tag that a rule of the stack names; on AWS any
   * prefix list that one names.
   */
  readonly peer: string;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `esp` or `ah`. */
  readonly transport: Transport;
  /**
   * Destination ports, for `tcp` and `udp` and required there: `443` or `"50000-59999"`.
   *
   * @default - none; a transport without ports takes none
   */
  readonly ports?: number | string;
  /**
   * Source ports.
   *
   * @default - every source port
   */
  readonly sourcePorts?: number | string;
}

/** A query as traffic: exactly what it says, and as the cloud permits it at the least. */
export interface AskedTraffic {
  readonly exact: Traffic;
  readonly expressible: Traffic;
}

const WHAT = "cannot ask about traffic";

/**
 * Reads a query.
 *
 * @throws {@link UcEdgeError} `tools-query-peer-unknown`, `tools-query-transport-unknown`, `tools-query-ports-missing`, and
 *   those of ports and prefixes.
 */
export function askedTraffic(
  context: CheckContext,
  on: NetInterface,
  direction: "ingress" | "egress",
  query: TrafficQuery,
): AskedTraffic {
  const cloud = CLOUDS[context.declaration?.cloud ?? ""] ?? ALL_TOLD_APART;
  const service = serviceOf(query);
  const far = farEndOf(context, query.peer);
  const wide = query.peer === "internet" && !cloud.internet ? context.ends.everywhere : far;
  return {
    exact: Traffic.of(direction, on.own, far, service),
    expressible: Traffic.of(direction, on.own, wide, widened(service, cloud)),
  };
}

function farEndOf(context: CheckContext, peer: string): FarEnd {
  if (peer === "internet") return context.ends.internet;
  const paths = (context.declaration?.interfaces ?? []).map((one) => one.path);
  const group = (context.declaration?.interfaces ?? []).find((one) => one.path === peer)?.group;
  if (group !== undefined) return context.ends.ofRule({ kind: "groups", addresses: [group] });
  const named = namedIn(context);
  const one = named.find(({ text }) => text === peer);
  if (one !== undefined) return context.ends.ofRule(one);
  if (/^[0-9a-f.:]+(\/\d+)?$/i.test(peer)) {
    return { prefixes: [IpPrefix.parse(peer, { what: WHAT, prop: "peer" })], opaque: [] };
  }
  throw new UcEdgeError({
    code: "tools-query-peer-unknown",
    what: WHAT,
    prop: "peer",
    value: peer,
    expected: `an address, a prefix, or ${oneOf(["internet", ...paths, ...named.map(({ text }) => text)], peer)}`,
    todo: "correct the peer",
  });
}

/** A service tag, or a prefix list. */
export interface NamedPeer {
  readonly kind: "prefix-list" | "service-tag";
  readonly text: string;
}

/** The service tags or prefix lists that may be asked about: of a misspelled one, everything would be denied. */
export function namedIn(context: CheckContext): NamedPeer[] {
  const kind = context.declaration?.cloud === "azure" ? "service-tag" : "prefix-list";
  const texts = [...context.rules.values()].flat().flatMap(({ peer }) => (peer.kind === kind ? peer.text : []));
  const always = kind === "service-tag" ? ["AzureLoadBalancer"] : [];
  return [...new Set([...always, ...texts])].sort().map((text) => ({ kind, text }));
}

function serviceOf({ transport, ports, sourcePorts }: TrafficQuery): Service {
  if (!isTransport(transport)) {
    throw new UcEdgeError({
      code: "tools-query-transport-unknown",
      what: WHAT,
      prop: "transport",
      value: transport,
      expected: oneOf(TRANSPORTS, transport),
      todo: "name one transport",
    });
  }
  if (!hasPorts(transport)) return { protocols: [transport] };
  if (ports === undefined) {
    throw new UcEdgeError({
      code: "tools-query-ports-missing",
      what: WHAT,
      prop: "ports",
      value: ports,
      expected: `the ports of ${transport}`,
      todo: "give a port or a range; none never means all",
    });
  }
  const read = (value: number | string, prop: string): PortRange[] => [parsePorts(value, { what: WHAT, prop })];
  return {
    protocols: [transport],
    destinationPorts: read(ports, "ports"),
    sourcePorts: sourcePorts === undefined ? undefined : read(sourcePorts, "sourcePorts"),
  };
}
