/**
 * What a synthesized stack opens, as plain lines to compare whole: `Edge_External ingress tcp 443 from internet`. Read
 * straight from the Terraform JSON, and independent of the library's own reader.
 */
import { type TerraformStack, Testing } from "cdktf";

type Values = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** The Terraform JSON of a stack, validated as `app.synth()` does it. */
export function synthesized(stack: TerraformStack): string {
  return Testing.synth(stack, true);
}

/** The rules of a stack, sorted, without what they are for. */
export function rulesOf(source: TerraformStack | string): string[] {
  return readRules(source).map(({ line }) => line);
}

/** The rules of a stack, sorted, each with its description. */
export function describedRulesOf(source: TerraformStack | string): string[] {
  return readRules(source).map(({ line, description }) => `${line} # ${description}`);
}

/** The resources of one type, by logical id. */
export function resourcesOf(source: TerraformStack | string, type: string): Record<string, Values> {
  return { ...contentOf(source).resource?.[type] };
}

/** How many resources there are, by type. */
export function countsOf(source: TerraformStack | string): Record<string, number> {
  const { resource = {} } = contentOf(source);
  return Object.fromEntries(Object.entries(resource).map(([type, all]) => [type, Object.keys(all).length]));
}

/** DNS records, sorted, as `public SRV _sip._tls.example.com in Z-example.com: 0 0 443 sip.example.com`. */
export function recordsOf(source: TerraformStack | string): string[] {
  const { resource = {} } = contentOf(source);
  const lines = Object.entries(resource).flatMap(([type, all]) => {
    if (type === "aws_route53_record") {
      return Object.values(all).map(
        (one) => `${text(one["type"])} ${text(one["name"])} in ${text(one["zone_id"])}: ${valuesOf(one)}`,
      );
    }
    const azure = /^azurerm_(private_dns|dns)_(a|aaaa|srv)_record$/.exec(type);
    if (azure === null) return [];
    const view = azure[1] === "dns" ? "public" : "internal";
    return Object.values(all).map((one) => {
      const records = (one["record"] as Values[] | undefined)?.map((record) =>
        ["priority", "weight", "port", "target"].map((name) => text(record[name])).join(" "),
      );
      const values = records ?? list(one["records"]);
      return `${view} ${(azure[2] ?? "").toUpperCase()} ${text(one["name"])} in ${text(one["zone_name"])}: ${values.join(", ")}`;
    });
  });
  return lines.map(withoutHashes).sort();
}

/** The values of a Route 53 record, or what it follows. */
function valuesOf(record: Values): string {
  const alias = record["alias"] as Values | undefined;
  return alias === undefined ? list(record["records"]).join(", ") : `alias ${text(alias["name"])}`;
}

/** The items of a stack's declaration, of one kind. */
export function declared(source: TerraformStack | string, item: string): Values[] {
  const lines = contentOf(source).variable?.["uc_edge_deployment"]?.["default"];
  return list(lines)
    .map((line) => JSON.parse(line) as Values)
    .filter((one) => one["item"] === item);
}

interface Content {
  readonly resource?: Resources;
  readonly variable?: Readonly<Record<string, Values>>;
}

function contentOf(source: TerraformStack | string): Content {
  return JSON.parse(typeof source === "string" ? source : synthesized(source)) as Content;
}

interface Line {
  readonly line: string;
  readonly description: string;
}

function readRules(source: TerraformStack | string): Line[] {
  const { resource = {} } = contentOf(source);
  const lines = [
    ...Object.values(resource["aws_vpc_security_group_ingress_rule"] ?? {}).map((rule) => awsLine("ingress", rule)),
    ...Object.values(resource["aws_vpc_security_group_egress_rule"] ?? {}).map((rule) => awsLine("egress", rule)),
    ...Object.entries(resource["azurerm_network_security_group"] ?? {}).flatMap(([id, group]) =>
      (group["security_rule"] as Values[])
        .filter((rule) => rule["access"] === "Allow")
        .map((rule) => azureLine(id, rule, isAroundSubnet(resource, id))),
    ),
  ];
  return lines.sort((a, b) => (a.line < b.line ? -1 : 1));
}

function awsLine(direction: "ingress" | "egress", rule: Values): Line {
  const number = (name: string): number | undefined => rule[name] as number | undefined;
  const [from, to] = [number("from_port"), number("to_port")];
  const protocol = text(rule["ip_protocol"]);
  const ports =
    from === undefined || to === undefined
      ? ""
      : protocol.startsWith("icmp")
        ? ` type ${String(from)} code ${String(to)}`
        : ` ${from === to ? String(from) : `${String(from)}-${String(to)}`}`;
  const peer = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"].flatMap((name) =>
    rule[name] === undefined ? [] : [text(rule[name])],
  );
  expect(peer).toHaveLength(1);
  const group = withoutHashes(text(rule["security_group_id"]));
  const word = direction === "ingress" ? "from" : "to";
  return {
    line: `${group} ${direction} ${protocol}${ports} ${word} ${withoutHashes(peer[0] ?? "")}`,
    description: text(rule["description"]),
  };
}

/** Whether a security group is around a whole subnet, and not around interfaces. */
function isAroundSubnet(resource: Resources, id: string): boolean {
  const associations = Object.values(resource["azurerm_subnet_network_security_group_association"] ?? {});
  return associations.some((one) => text(one["network_security_group_id"]).includes(`.${id}.`));
}

function azureLine(id: string, rule: Values, ofSubnet: boolean): Line {
  const direction = rule["direction"] === "Inbound" ? "ingress" : "egress";
  const end = (side: string): string => {
    const found = [
      rule[`${side}_address_prefix`],
      rule[`${side}_address_prefixes`],
      rule[`${side}_application_security_group_ids`],
    ].filter((value) => value !== null && value !== undefined);
    expect(found).toHaveLength(1);
    return list(found[0]).map(withoutHashes).join(",");
  };
  const portsOf = (side: string): string => {
    const one = rule[`${side}_port_range`];
    const several = rule[`${side}_port_ranges`];
    expect([one, several].filter((value) => value !== null && value !== undefined)).toHaveLength(1);
    return list(one ?? several).join(",");
  };
  const group = id.replace(/_SecurityGroup_[0-9A-F]{8}$/, "");
  const [self, peer] = direction === "ingress" ? ["destination", "source"] : ["source", "destination"];
  // A rule is about the group's own interface, or about one of its addresses, and about no other; a subnet has no name.
  const isAddress = /^[\d.,:a-f]+$/.test(end(self));
  if (!isAddress) expect(end(self)).toBe(ofSubnet ? "*" : group);
  const ports = portsOf("destination") === "*" ? "" : ` ${portsOf("destination")}`;
  const sources = portsOf("source") === "*" ? "" : ` source ${portsOf("source")}`;
  const word = direction === "ingress" ? "from" : "to";
  return {
    line: `${group}${isAddress ? `@${end(self)}` : ""} ${direction} ${text(rule["protocol"]).toLowerCase()}${ports} ${word} ${end(peer)}${sources}`,
    description: text(rule["description"]),
  };
}

/** A reference to a resource as the path of its group or interface: `${aws_security_group.Edge_SecurityGroup_1F.id}`. */
function withoutHashes(value: string): string {
  return value.replace(
    /\$\{[a-z_0-9]+\.([\w-]+?)(?:_(?:SecurityGroup|ApplicationGroup))?(?:_[0-9A-F]{8})\.(\w+)\}/g,
    (_, path: string, attribute: string) => (attribute === "id" ? path : `${path}.${attribute}`),
  );
}

function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(text);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
