/**
 * The allowing rules of a synthesized stack as sorted lines, one per port range and prefix, read straight from the JSON:
 * `AccessEdge/External ingress tcp 5061 203.0.113.0/25 | 12a`. It shares no code with the library. On Azure it also makes
 * sure that everything else is denied in both directions, last, and that each rule is about what its group is around.
 */
interface Resource {
  readonly "//": { readonly metadata: { readonly path: string } };
  readonly [key: string]: unknown;
}

type Resources = Readonly<Record<string, Readonly<Record<string, Resource>> | undefined>>;

/** The rules of every interface of a construct, `Edge` unless another is named. */
export function rulesByHand(text: string, construct = "Edge"): string[] {
  const { resource } = JSON.parse(text) as { resource: Resources };
  return [...awsLines(resource, construct), ...azureLines(resource, construct)].sort();
}

/** The resources of one type inside a construct. */
function within(resource: Resources, type: string, construct: string): Resource[] {
  return Object.values(resource[type] ?? {}).filter((one) => pathOf(one).includes(`/${construct}/`));
}

function awsLines(resource: Resources, construct: string): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    within(resource, `aws_vpc_security_group_${direction}_rule`, construct).map((rule) => {
      const from = Number(rule["from_port"]);
      const to = Number(rule["to_port"]);
      const ports = from === to ? String(from) : `${String(from)}-${String(to)}`;
      const place = placeOf(rule, construct, "/Rules/");
      return `${place} ${direction} ${String(rule["ip_protocol"])} ${ports} ${String(rule["cidr_ipv4"])} | ${rowsOf(rule)}`;
    }),
  );
}

function azureLines(resource: Resources, construct: string): string[] {
  return within(resource, "azurerm_network_security_group", construct).flatMap((group) => {
    const rules = group["security_rule"] as Record<string, unknown>[];
    const place = placeOf(group, construct, "/SecurityGroup");
    const isAt = (one: Resource, end: string): boolean => placeOf(one, construct, end) === place;
    const names = within(resource, "azurerm_application_security_group", construct);
    const subnets = within(resource, "azurerm_subnet_network_security_group_association", construct);
    const isNamed = names.some((one) => isAt(one, "/ApplicationGroup"));
    const isAroundSubnet = subnets.some((one) => isAt(one, "/SecurityGroupAssociation"));
    if (isNamed === isAroundSubnet) throw new Error(`${place}: neither around interfaces nor around a subnet`);
    const denied = rules.filter((rule) => rule["access"] === "Deny");
    const shapes = denied.map((rule) =>
      [
        "direction",
        "priority",
        "protocol",
        "source_address_prefix",
        "source_port_range",
        "destination_address_prefix",
        "destination_port_range",
      ]
        .map((key) => rule[key])
        .join(" "),
    );
    if (shapes.sort().join("\n") !== "Inbound 4096 * * * * *\nOutbound 4096 * * * * *")
      throw new Error(shapes.join("\n"));
    return rules.filter((rule) => rule["access"] === "Allow").flatMap((rule) => azureRule(rule, place, isAroundSubnet));
  });
}

function azureRule(rule: Record<string, unknown>, place: string, isAroundSubnet: boolean): string[] {
  const inbound = rule["direction"] === "Inbound";
  const peer = inbound ? "source" : "destination";
  const own = inbound ? "destination" : "source";
  const ownGroups = rule[`${own}_application_security_group_ids`];
  const isOwn = isAroundSubnet
    ? ownGroups === null && rule[`${own}_address_prefix`] === "*"
    : Array.isArray(ownGroups) && ownGroups.length === 1;
  if (!isOwn) throw new Error(`${place}: a rule that is not about its own interface`);
  const list = (one: string, several: string): string[] => (rule[several] as string[] | null) ?? [String(rule[one])];
  const source = rule["source_port_range"] === "*" ? "" : ` from ${String(rule["source_port_range"])}`;
  return list("destination_port_range", "destination_port_ranges").flatMap((ports) =>
    list(`${peer}_address_prefix`, `${peer}_address_prefixes`).map(
      (prefix) =>
        `${place} ${inbound ? "ingress" : "egress"} ${String(rule["protocol"]).toLowerCase()} ${ports} ${prefix}${source} | ${rowsOf(rule)}`,
    ),
  );
}

function pathOf(resource: Resource): string {
  return resource["//"].metadata.path;
}

function placeOf(resource: Resource, construct: string, end: string): string {
  const path = pathOf(resource);
  const start = `/${construct}/`;
  return path.slice(path.indexOf(start) + start.length, path.indexOf(end));
}

function rowsOf(rule: Readonly<Record<string, unknown>>): string {
  return String(rule["description"]).replace("ocs-2007/ports/", "").replace(/,/g, " ");
}
