/** What passes a resolver endpoint that has a firewall group: DNS, as own flows of a role that is declared for it. */
import type { Direction } from "../compiler/permit";
import { checksum, keyText } from "../compiler/rule-key";
import { type IpPrefix, mergePrefixes } from "../net/ip-prefix";
import { Declaration } from "./declaration";
import { stackPath } from "./paths";
import type { PlacedInterface } from "./placed-interface";

/** The port of name servers, over UDP and TCP. Source: RFC 1035, section 4.2. */
export const DNS_PORT = 53;

const TRANSPORTS = ["udp", "tcp"] as const;

/** The DNS flows of one endpoint. */
export class ResolverFlows {
  private readonly prefixesOf = new Map<string, readonly IpPrefix[]>();

  /** `role` is the name that reports give to what lives on the endpoint. */
  constructor(
    private readonly at: PlacedInterface,
    role: string,
  ) {
    const path = stackPath(at);
    Declaration.of(at).set(`role ${path}`, () => ({
      item: "role",
      path,
      role: `own/${role}`,
      external: null,
      externalAddress: null,
      internal: path,
      internalAddress: null,
    }));
  }

  /** Permits DNS with more peers for a purpose. One flow of a transport stands for all of them. */
  permit(direction: Direction, purpose: string, prefixes: readonly IpPrefix[]): void {
    const { at } = this;
    const path = stackPath(at);
    const all = mergePrefixes([...(this.prefixesOf.get(purpose) ?? []), ...prefixes]);
    this.prefixesOf.set(purpose, all);
    for (const transport of TRANSPORTS) {
      const flow = flowId(purpose, transport, path);
      const ports = { first: DNS_PORT, last: DNS_PORT };
      at.group.permit({ direction, peer: { kind: "addresses", prefixes: all }, transport, ports, flow });
      Declaration.of(at).set(`own-flow ${flow} ${path}`, () => ({
        item: "own-flow",
        id: flow,
        role: path,
        direction,
        peer: { kind: "prefixes", prefixes: all.map(String) },
        transport,
        ports: [[DNS_PORT, DNS_PORT]],
        sourcePorts: null,
        icmp: null,
        purpose,
        owner: null,
        expires: null,
        need: null,
      }));
    }
  }
}

function flowId(purpose: string, transport: string, path: string): string {
  const words = keyText(purpose.toLowerCase().replace(/\s+/g, "-"))
    .slice(0, 24)
    .replace(/[-.]+$/, "");
  return `own/${words}-${checksum(JSON.stringify([path, transport, purpose])).slice(0, 6)}`;
}
