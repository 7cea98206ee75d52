/** Conditional forwarders: which name servers are asked for the names of a domain. */
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import type { Network } from "./network";
import { stackPath } from "./paths";
import type { PlacedInterface } from "./placed-interface";
import { ResolverFlows } from "./resolver-flows";
import { parseKnownDomain, requireKnown, requireKnownList } from "./unresolved";

/** A conditional forwarder, as a user asks for it. */
export interface ForwarderProps {
  /** The domain. Names in it and below it are asked for at the servers. */
  readonly domain: string;
  /** Addresses of its name servers, IPv4, in a zone of the network: at most six for one domain. */
  readonly servers: readonly string[];
}

/** A conditional forwarder, as a system asks a network for it. */
export interface ForwarderRequest extends ForwarderProps {
  /**
   * Ids of the documented flows that ask for it. Whoever names them opens the endpoint's group by them; without any, the
   * forwarder opens it by flows of its own.
   */
  readonly facts: readonly string[];
  /** The path of the construct that asks. */
  readonly path: string;
}

/** A forwarder as a cloud writes it. */
export interface Forwarder {
  readonly domain: string;
  /** In the order of addresses. */
  readonly servers: readonly string[];
}

/** What a cloud does about forwarders. */
export interface ForwarderWriter {
  /** How many servers one domain may have, and how many domains there may be. */
  readonly limits: { readonly servers: number; readonly domains: number };
  /** Whether the network's own internal zone answers for names below it, whatever is forwarded. */
  readonly zoneWins: boolean;
  /** The endpoint that asks, where it has a firewall group; made with the first forwarder. */
  readonly endpoint: PlacedInterface | undefined;
  /** Refuses a domain that the cloud does not take. */
  requireDomain(domain: string, path: string): void;
  /** Makes a forwarder, or brings it up to date. */
  write(forwarder: Forwarder): { readonly path: string; readonly resource: string };
}

interface Known {
  readonly servers: readonly IpPrefix[];
  readonly facts: readonly string[];
}

const WHAT = "cannot forward a domain";

/** The forwarders of one network. A second writer of a domain extends its servers. */
export class Forwarders {
  private readonly byDomain = new Map<string, Known>();
  private flows: ResolverFlows | undefined;

  constructor(
    private readonly network: Network,
    /** Domains that the network's own internal zones answer for. */
    private readonly ownDomains: readonly string[],
    private readonly writer: ForwarderWriter,
  ) {}

  /** The endpoint that asks, where it has a firewall group and a forwarder has been made. */
  get endpoint(): PlacedInterface | undefined {
    return this.byDomain.size === 0 ? undefined : this.writer.endpoint;
  }

  /**
   * Makes a forwarder, or extends the one of the same domain.
   *
   * @throws {@link UcEdgeError} `stack-forwarder-*`, `net-address-invalid`, `model-domain-*`, `stack-prop-unresolved`,
   *   `stack-list-*`, and what the cloud does not take; nothing is changed then.
   */
  add(request: ForwarderRequest): void {
    const { path, facts } = request;
    const domain = parseKnownDomain(request.domain, { what: WHAT, prop: "domain", path });
    this.requireFree(domain, path);
    this.writer.requireDomain(domain, path);
    const given = this.readServers(request.servers, path);
    const known = this.byDomain.get(domain);
    const servers = united([...(known?.servers ?? []), ...given]);
    this.requireWithinLimits(domain, servers, path);
    this.byDomain.set(domain, { servers, facts: [...new Set([...(known?.facts ?? []), ...facts])].sort() });
    const written = this.writer.write({ domain, servers: servers.map((server) => server.addressText()) });
    this.declare(domain, written);
    this.declareFindings(domain, given);
    const { endpoint } = this.writer;
    if (endpoint === undefined || facts.length > 0) return;
    this.flows ??= new ResolverFlows(endpoint, "dns-forwarder");
    this.flows.permit("egress", `conditional forwarding of ${domain}`, given);
  }

  /** On AWS the forwarder would hide the zone, on Azure the zone the forwarder: one of the two would be in vain. */
  private requireFree(domain: string, path: string): void {
    const { zoneWins } = this.writer;
    const zone = this.ownDomains.find((own) => own === domain || (zoneWins && domain.endsWith(`.${own}`)));
    if (zone === undefined) return;
    throw new UcEdgeError({
      code: "stack-forwarder-domain-taken",
      what: WHAT,
      prop: "domain",
      value: domain,
      expected: `a domain that no internal zone of the network answers for; ${zone} ${zoneWins ? "would be answered from the zone, and the servers never asked" : "would be asked for at the servers, and the zone never"}`,
      todo: "take the zone out of dns.internalZones, or forward another domain",
      path,
    });
  }

  private readServers(given: readonly string[], path: string): IpPrefix[] {
    const by = { what: WHAT, prop: "servers", path };
    requireKnownList(given, WHAT, by.prop, path);
    if (given.length === 0) {
      throw new UcEdgeError({
        ...by,
        code: "stack-forwarder-servers-empty",
        value: given,
        expected: "at least one name server",
        todo: "list the addresses of the domain's name servers",
      });
    }
    return given.map((text) => {
      requireKnown(text, by, "whether the server can be reached follows from the zone that it is in");
      const server = IpPrefix.parseAddress(text, by);
      if (server.family === "ipv6") {
        throw new UcEdgeError({
          ...by,
          code: "stack-forwarder-server-ipv6",
          value: text,
          expected: "an IPv4 address, as the endpoint asks over IPv4",
          todo: "give the server's IPv4 address",
        });
      }
      if (this.network.zones.zoneOf(server) !== "internet") return server;
      throw new UcEdgeError({
        ...by,
        code: "stack-forwarder-server-unreachable",
        value: text,
        expected: `an address in a zone of the network: the endpoint has private addresses and no way out to the internet`,
        todo: 'correct the address, or add its block to the prefixes of the zone "partner" or "internal"',
      });
    });
  }

  private requireWithinLimits(domain: string, servers: readonly IpPrefix[], path: string): void {
    const { limits } = this.writer;
    if (servers.length > limits.servers) {
      throw new UcEdgeError({
        code: "stack-forwarder-servers-over-limit",
        what: WHAT,
        prop: "servers",
        value: servers.map((server) => server.addressText()),
        expected: `at most ${String(limits.servers)} servers for ${domain}, together with those that others have named`,
        todo: "name fewer servers; the endpoint asks another one where one does not answer",
        path,
      });
    }
    if (this.byDomain.has(domain) || this.byDomain.size < limits.domains) return;
    throw new UcEdgeError({
      code: "stack-forwarders-over-limit",
      what: WHAT,
      prop: "domain",
      value: domain,
      expected: `at most ${String(limits.domains)} domains that are forwarded`,
      todo: "forward a domain that holds several of them",
      path,
    });
  }

  private declare(domain: string, { path, resource }: { readonly path: string; readonly resource: string }): void {
    const { network, byDomain, writer } = this;
    Declaration.of(network).set(`forwarder ${stackPath(network)} ${domain}`, () => ({
      item: "forwarder",
      path,
      network: stackPath(network),
      domain,
      servers: (byDomain.get(domain)?.servers ?? []).map((server) => server.addressText()),
      endpoint: writer.endpoint === undefined ? null : stackPath(writer.endpoint),
      resource,
      facts: byDomain.get(domain)?.facts ?? [],
    }));
  }

  private declareFindings(domain: string, servers: readonly IpPrefix[]): void {
    const { network } = this;
    const declaration = Declaration.of(network);
    const where = stackPath(network);
    const above = this.ownDomains.find((own) => domain.endsWith(`.${own}`));
    if (above !== undefined) {
      declaration.addFinding({
        code: "stack-forwarder-below-zone",
        severity: "note",
        what: `names of ${domain} are asked for at its servers, and not in the network's internal zone ${above}`,
        where,
        why: "the closest domain decides; records of the zone below the forwarded domain are not seen",
        todo: "keep records below the forwarded domain at its own servers",
        facts: [],
      });
    }
    const partners = servers.filter((server) => network.zones.zoneOf(server) === "partner");
    if (partners.length === 0) return;
    declaration.addFinding({
      code: "stack-forwarder-route-not-seen",
      severity: "note",
      what: `name servers of ${domain} are at a partner, and which routes the endpoint's subnets have was not seen`,
      where,
      why: "without the routes to the partner in the endpoint's own subnets, the servers are asked in vain",
      todo: "use the partner's route tables for the endpoint's subnets too",
      facts: [],
    });
  }
}

function united(servers: readonly IpPrefix[]): IpPrefix[] {
  const byText = new Map(servers.map((server) => [server.toString(), server]));
  return [...byText.values()].sort((a, b) => IpPrefix.compare(a, b));
}
