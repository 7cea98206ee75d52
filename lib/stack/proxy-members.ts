/** Where a proxy passes requests on to, from a peer as users name it. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Peer } from "./peer";
import type { ProxyMember } from "./proxy-request";
import type { Role } from "./role";
import { isUnresolved } from "./unresolved";

/**
 * The members behind a proxy: each a single address, since a proxy must name what it passes requests on to. Of a role
 * whose port is forwarded inside, the member is the virtual address in front of its hosts.
 *
 * @throws {@link UcEdgeError} `stack-proxy-member-range` for a range of addresses, `stack-proxy-member-unknown` for a peer
 *   without addresses, `stack-address-family` for IPv6, `net-prefix-*`.
 */
export function membersOf(peer: Peer, port: number, what: string, scope: IConstruct): ProxyMember[] {
  const { spec } = peer;
  const path = scope.node.path;
  if (spec.kind === "role") return membersOfRole(spec.role, port, what, scope);
  if (spec.kind !== "prefixes") {
    throw unknownMember(what, spec.kind === "internet" ? "the internet" : spec.value, path);
  }
  const addresses = spec.prefixes.map((text) => (isUnresolved(text) ? text : oneAddress(text, what, path)));
  return [...new Set(addresses)].map((address) => ({ address, port, target: undefined, index: undefined }));
}

function oneAddress(text: string, what: string, path: string): string {
  const prefix = IpPrefix.parse(text, { what, prop: "prefixes", path });
  if (prefix.family === "ipv6") {
    throw new UcEdgeError({
      code: "stack-address-family",
      what,
      prop: "prefixes",
      value: text,
      expected: "IPv4 addresses: the proxy has no IPv6 address to reach others from",
      todo: "name the IPv4 addresses",
      path,
    });
  }
  if (prefix.isAddress) return text.replace(/\/32$/, "");
  throw new UcEdgeError({
    code: "stack-proxy-member-range",
    what,
    prop: "prefixes",
    value: text,
    expected: "single addresses: a proxy that the cloud runs passes requests on to machines that it names one by one",
    todo: "list the address of each server, or the virtual address in front of them",
    path,
  });
}

function membersOfRole(role: Role, port: number, what: string, scope: IConstruct): ProxyMember[] {
  const path = scope.node.path;
  const { placed, address: index } = role.placementOn("internal", what);
  const isHere = TerraformStack.of(placed) === TerraformStack.of(scope);
  const member = (address: string | undefined, at: number, target: ProxyMember["target"]): ProxyMember => {
    const isKnown = address !== undefined && (isHere || !isUnresolved(address));
    if (!isKnown) throw unknownMember(what, `the role ${role.node.path}, whose address is not stated`, path);
    return { address, port: at, target: isHere ? target : undefined, index };
  };
  const forwards = placed
    .forwardsFor("internal")
    .filter((one) => one.transport === "tcp" && one.memberPort === port && one.address === index);
  if (forwards.length > 0) {
    // A balancer without a group is known by its address alone; its hosts do not have it.
    return forwards.map(({ balancer, port: at }) => member(balancer.request.privateAddress, at, balancer.front));
  }
  return placed
    .addresses(index ?? 0)
    .map(({ privateAddress, request }) => member(isHere ? privateAddress : request.privateAddress, port, placed));
}

function unknownMember(what: string, value: string, path: string): UcEdgeError {
  return new UcEdgeError({
    code: "stack-proxy-member-unknown",
    what,
    prop: "peer",
    value,
    expected: "addresses, or a role with a stated private address: a proxy must name what it passes requests on to",
    todo: "list the address of each server by Peer.prefixes",
    path,
  });
}
