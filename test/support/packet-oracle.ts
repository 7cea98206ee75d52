/**
 * Whether the rules of a synthesized stack permit one packet: looked up rule by rule in the JSON, with no code of the
 * library. Slow and simple, for tests to compare with.
 */
import {
  azurePorts,
  type Block,
  blockOf,
  byteEdges,
  edgesOf,
  type End,
  holds,
  isEverywhere,
  list,
  portEdges,
  protocolOf,
  type Range,
  records,
  referred,
} from "./oracle-values";

type Values = Readonly<Record<string, unknown>>;

/** A direction, as seen from the interface. */
export type Direction = "ingress" | "egress";

/** A packet at an interface; its far end is an address, or a name where only a name is known. */
export interface OraclePacket {
  readonly protocol: number;
  readonly far: string;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  readonly icmpType?: number | undefined;
  readonly icmpCode?: number | undefined;
}

interface OracleRule {
  readonly priority: number;
  readonly allow: boolean;
  readonly protocol: number | "all";
  readonly far: End;
  readonly ports: readonly Range[];
  readonly sourcePorts: readonly Range[];
  readonly icmpType: number;
  readonly icmpCode: number;
}

const RESOLVER_ENDPOINT = "aws_route53_resolver_endpoint";
const EVERY_PORT: readonly Range[] = [[0, 65535]];
const EVERYWHERE: readonly Block[] = [blockOf("0.0.0.0/0"), blockOf("::/0")];

/** The oracle of one synthesized stack. */
export class PacketOracle {
  private readonly resources: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  /** The network's own prefixes. */
  private readonly own: readonly Block[];
  /** Interfaces by the path that the declaration has for them. */
  private readonly byPath = new Map<string, readonly string[]>();
  private readonly links = new Map<string, readonly string[]>();
  private readonly fingerprints = new Map<string, string>();
  private readonly rules = new Map<string, readonly (readonly OracleRule[])[]>();

  constructor(json: unknown) {
    const content = json as {
      resource?: Record<string, Record<string, Values>>;
      variable?: { uc_edge_deployment?: { default: string[] } };
    };
    this.resources = content.resource ?? {};
    const items = (content.variable?.uc_edge_deployment?.default ?? []).map((line) => JSON.parse(line) as Values);
    this.own = items
      .filter((item) => item["item"] === "network")
      .flatMap((item) => Object.values(item["zones"] as Record<string, string[]>).flat())
      .map(blockOf);
    for (const item of items.filter((one) => one["item"] === "interface")) {
      const found = this.interfaces().filter((one) => this.groupsOf(one).includes(String(item["group"])));
      if (found.length > 0) this.byPath.set(String(item["path"]), found);
    }
  }

  /** The Terraform addresses of all interfaces. */
  interfaces(): string[] {
    return ["aws_network_interface", RESOLVER_ENDPOINT, "azurerm_network_interface"].flatMap((type) =>
      Object.keys(this.resources[type] ?? {}).map((name) => `${type}.${name}`),
    );
  }

  /** The interface that the declaration calls by a path: of several in one group the first. */
  interfaceAt(path: string): string {
    return this.byPath.get(path)?.[0] ?? path;
  }

  /** Those of all that the declaration has, one for each group. */
  declaredInterfaces(): string[] {
    return [...new Set([...this.byPath.values()].flatMap((all) => all.slice(0, 1)))];
  }

  /** The addresses of all interfaces that the declaration calls by a path. */
  addressesAt(path: string): string[] {
    return (this.byPath.get(path) ?? []).flatMap((one) => this.addressesOf(one));
  }

  /** The addresses of an interface. */
  addressesOf(address: string): string[] {
    const values = this.valuesOf(address);
    if (address.startsWith(RESOLVER_ENDPOINT)) return records(values["ip_address"]).flatMap((one) => list(one["ip"]));
    if (address.startsWith("aws")) return [...list(values["private_ips"]), ...list(values["ipv6_addresses"])];
    return records(values["ip_configuration"]).flatMap((one) => list(one["private_ip_address"]));
  }

  /** Whether a packet passes; with several addresses of the interface's own, at one of them. */
  permits(address: string, direction: Direction, packet: OraclePacket, own = this.addressesOf(address)[0]): boolean {
    const layers = this.layers(address, direction, own);
    if (layers.length === 0) return address.startsWith("azurerm");
    return layers.every((rules) => rules.find((rule) => matches(rule, packet))?.allow ?? false);
  }

  /** What decides on one side of an interface, as text: two that are equal permit the same. */
  fingerprint(address: string, direction: Direction): string {
    const key = `${address} ${direction}`;
    const known = this.fingerprints.get(key);
    if (known !== undefined) return known;
    const made = JSON.stringify(this.layers(address, direction), (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    this.fingerprints.set(key, made);
    return made;
  }

  /**
   * Packets on both sides of every edge of every rule there: of this stack and of others, so that all of them permit the
   * same there if and only if they do so for these packets.
   */
  samples(address: string, direction: Direction, others: readonly PacketOracle[] = []): OraclePacket[] {
    const families = new Set(this.addressesOf(address).map((own) => blockOf(own).family));
    const rules = [this, ...others].flatMap((oracle) => oracle.layers(address, direction).flat());
    const blocks = [...this.own, ...EVERYWHERE, ...rules.flatMap(({ far }) => [...far.blocks, ...far.without])];
    const far = [
      ...new Set([...blocks.flatMap((block) => edgesOf(block, families)), ...rules.flatMap((rule) => rule.far.names)]),
    ];
    const ports = portEdges(rules.flatMap((rule) => rule.ports));
    const sources = portEdges(rules.flatMap((rule) => rule.sourcePorts));
    const types = byteEdges(rules.map((rule) => rule.icmpType));
    const codes = byteEdges(rules.map((rule) => rule.icmpCode));
    const numbers = byteEdges(rules.flatMap(({ protocol }) => (protocol === "all" ? [] : [protocol])));
    return far.flatMap((end): OraclePacket[] => [
      ...[6, 17].flatMap((protocol) =>
        ports.flatMap((destinationPort) =>
          sources.map((sourcePort) => ({ protocol, far: end, sourcePort, destinationPort })),
        ),
      ),
      ...[1, 58].flatMap((protocol) =>
        types.flatMap((icmpType) => codes.map((icmpCode) => ({ protocol, far: end, icmpType, icmpCode }))),
      ),
      ...numbers.filter((one) => ![1, 6, 17, 58].includes(one)).map((protocol) => ({ protocol, far: end })),
    ]);
  }

  private layers(
    address: string,
    direction: Direction,
    own = this.addressesOf(address)[0],
  ): readonly (readonly OracleRule[])[] {
    const key = `${address} ${direction} ${own ?? ""}`;
    const known = this.rules.get(key);
    if (known !== undefined) return known;
    const made = address.startsWith("aws")
      ? [this.awsRules(address, direction)]
      : [this.groupsOf(address), this.subnetGroupsOf(address)]
          .filter((groups) => groups.length > 0)
          .map((groups) => this.azureRules(address, groups, direction, own ?? ""));
    this.rules.set(key, made);
    return made;
  }

  private awsRules(address: string, direction: Direction): OracleRule[] {
    const groups = this.groupsOf(address);
    const separate = Object.values(this.resources[`aws_vpc_security_group_${direction}_rule`] ?? {});
    return separate
      .filter((rule) => groups.includes(referred(rule["security_group_id"])))
      .map((rule) => {
        const protocol = protocolOf(rule["ip_protocol"]);
        const [from, to] = [Number(rule["from_port"] ?? -1), Number(rule["to_port"] ?? -1)];
        const isIcmp = protocol === 1 || protocol === 58;
        const blocks = [...list(rule["cidr_ipv4"]), ...list(rule["cidr_ipv6"])].map(blockOf);
        const group = list(rule["referenced_security_group_id"]).map(referred);
        const lists = list(rule["prefix_list_id"]).map((one) => `the prefix list ${one}`);
        return {
          priority: 0,
          allow: true,
          protocol,
          far: { ...this.groupEnd(group, blocks), without: [], names: lists },
          ports: isIcmp || from === -1 ? EVERY_PORT : [[from, to] as const],
          sourcePorts: EVERY_PORT,
          icmpType: isIcmp ? from : -1,
          icmpCode: isIcmp ? to : -1,
        };
      });
  }

  private azureRules(address: string, groups: readonly string[], direction: Direction, at: string): OracleRule[] {
    const rules = groups.flatMap((group) => records(this.valuesOf(group)["security_rule"]));
    const inbound = direction === "ingress";
    const wanted = inbound ? "Inbound" : "Outbound";
    const [far, own] = inbound ? (["source", "destination"] as const) : (["destination", "source"] as const);
    const mine = blockOf(at);
    const written = rules
      .filter((rule) => rule["direction"] === wanted)
      .filter((rule) => {
        const end = this.azureEnd(rule, own);
        const named = list(rule[`${own}_application_security_group_ids`]).map(referred);
        if (named.length > 0) return this.namesOf(address).some((name) => named.includes(name));
        return holds(end, mine.family, mine.first);
      })
      .map((rule) => ({
        priority: Number(rule["priority"]),
        allow: rule["access"] === "Allow",
        protocol: protocolOf(rule["protocol"]),
        far: this.azureEnd(rule, far),
        ports: azurePorts(rule, "destination"),
        sourcePorts: azurePorts(rule, "source"),
        icmpType: -1,
        icmpCode: -1,
      }));
    const byDefault = (priority: number, allow: boolean, end: End): OracleRule => ({
      priority,
      allow,
      protocol: "all",
      far: end,
      ports: EVERY_PORT,
      sourcePorts: EVERY_PORT,
      icmpType: -1,
      icmpCode: -1,
    });
    return [
      ...written,
      byDefault(65000, true, { blocks: this.own, without: [], names: [] }),
      byDefault(65001, true, this.tagEnd(inbound ? "AzureLoadBalancer" : "Internet")),
    ].sort((a, b) => a.priority - b.priority);
  }

  private azureEnd(rule: Values, end: "source" | "destination"): End {
    const groups = list(rule[`${end}_application_security_group_ids`]).map(referred);
    if (groups.length > 0) return this.groupEnd(groups, []);
    const texts = [...list(rule[`${end}_address_prefix`]), ...list(rule[`${end}_address_prefixes`])];
    const [one = ""] = texts;
    return /^\d|:/.test(one) ? { blocks: texts.map(blockOf), without: [], names: [] } : this.tagEnd(one);
  }

  private tagEnd(tag: string): End {
    if (tag === "*") return { blocks: EVERYWHERE, without: [], names: [] };
    if (tag === "Internet") return { blocks: EVERYWHERE, without: this.own, names: [] };
    if (tag === "VirtualNetwork") return { blocks: this.own, without: [], names: [] };
    return { blocks: [], without: [], names: [`the service tag ${tag}`] };
  }

  private groupEnd(groups: readonly string[], more: readonly Block[]): End {
    const members = this.interfaces().filter((one) =>
      [...this.groupsOf(one), ...this.namesOf(one)].some((group) => groups.includes(group)),
    );
    return {
      blocks: [...more, ...members.flatMap((one) => this.addressesOf(one)).map(blockOf)],
      without: [],
      names: [],
    };
  }

  private groupsOf(address: string): readonly string[] {
    const values = this.valuesOf(address);
    if (address.startsWith(RESOLVER_ENDPOINT)) return list(values["security_group_ids"]).map(referred);
    if (address.startsWith("aws")) return list(values["security_groups"]).map(referred);
    return this.linked(
      "azurerm_network_interface_security_group_association",
      "network_interface_id",
      address,
      "network",
    );
  }

  private namesOf(address: string): readonly string[] {
    const type = "azurerm_network_interface_application_security_group_association";
    return this.linked(type, "network_interface_id", address, "application");
  }

  private subnetGroupsOf(address: string): readonly string[] {
    const [subnet] = records(this.valuesOf(address)["ip_configuration"]).map((one) => referred(one["subnet_id"]));
    return this.linked("azurerm_subnet_network_security_group_association", "subnet_id", subnet ?? "", "network");
  }

  private linked(type: string, by: string, to: string, kind: "network" | "application"): readonly string[] {
    const key = `${type} ${to}`;
    const known = this.links.get(key);
    if (known !== undefined) return known;
    const made = Object.values(this.resources[type] ?? {})
      .filter((link) => referred(link[by]) === to)
      .map((link) => referred(link[`${kind}_security_group_id`]));
    this.links.set(key, made);
    return made;
  }

  private valuesOf(address: string): Values {
    const dot = address.indexOf(".");
    return this.resources[address.slice(0, dot)]?.[address.slice(dot + 1)] ?? {};
  }
}

function matches(rule: OracleRule, packet: OraclePacket): boolean {
  const { protocol, far, sourcePort, destinationPort, icmpType, icmpCode } = packet;
  if (rule.protocol !== "all" && rule.protocol !== protocol) return false;
  const isNamed = /^the |^\*/.test(far);
  if (isNamed && !rule.far.names.includes(far) && !rule.far.names.includes("*") && !isEverywhere(rule.far))
    return false;
  if (!isNamed) {
    const { family, first } = blockOf(far);
    if (!holds(rule.far, family, first)) return false;
  }
  const within = (ranges: readonly Range[], port: number | undefined): boolean =>
    ranges.some(([first, last]) => (port === undefined ? last - first === 65535 : first <= port && port <= last));
  if (!within(rule.ports, destinationPort) || !within(rule.sourcePorts, sourcePort)) return false;
  return (rule.icmpType === -1 || rule.icmpType === icmpType) && (rule.icmpCode === -1 || rule.icmpCode === icmpCode);
}
