/**
 * The allowing rules of a synthesized stack as sorted lines, one per port range and prefix, read straight from the JSON:
 * `AccessEdge/External ingress tcp 5061 203.0.113.0/25 | 12a`. It shares no code with the library. On Azure it also makes
 * sure that everything else is denied in both directions, last.
 */
interface Resource {
  readonly "//": { readonly metadata: { readonly path: string } };
  readonly [key: string]: unknown;
}

type Resources = Readonly<Record<string, Readonly<Record<string, Resource>> | undefined>>;

/** The rules of every interface of the construct `Edge`. */
export function rulesByHand(text: string): string[] {
  const { resource } = JSON.parse(text) as { resource: Resources };
  return [...awsLines(resource), ...azureLines(resource)].sort();
}

function awsLines(resource: Resources): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    Object.values(resource[`aws_vpc_security_group_${direction}_rule`] ?? {}).map((rule) => {
      const from = Number(rule["from_port"]);
      const to = Number(rule["to_port"]);
      const ports = from === to ? String(from) : `${String(from)}-${String(to)}`;
      const place = placeOf(rule, "/Rules/");
      return `${place} ${direction} ${String(rule["ip_protocol"])} ${ports} ${String(rule["cidr_ipv4"])} | ${rowsOf(rule)}`;
    }),
  );
}

function azureLines(resource: Resources): string[] {
  return Object.values(resource["azurerm_network_security_group"] ?? {}).flatMap((group) => {
    const rules = group["security_rule"] as Record<string, unknown>[];
    const self = Object.values(resource["azurerm_application_security_group"] ?? {}).find(
      (one) => placeOf(one, "/ApplicationGroup") === placeOf(group, "/SecurityGroup"),
    );
    if (self === undefined) throw new Error("a security group without its application group");
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
    return rules
      .filter((rule) => rule["access"] === "Allow")
      .flatMap((rule) => azureRule(rule, placeOf(group, "/SecurityGroup")));
  });
}

function azureRule(rule: Record<string, unknown>, place: string): string[] {
  const inbound = rule["direction"] === "Inbound";
  const peer = inbound ? "source" : "destination";
  const own = inbound ? "destination" : "source";
  const ownGroups = rule[`${own}_application_security_group_ids`];
  if (!Array.isArray(ownGroups) || ownGroups.length !== 1)
    throw new Error(`${place}: a rule that is not about its own interface`);
  const list = (one: string, several: string): string[] => (rule[several] as string[] | null) ?? [String(rule[one])];
  const source = rule["source_port_range"] === "*" ? "" : ` from ${String(rule["source_port_range"])}`;
  return list("destination_port_range", "destination_port_ranges").flatMap((ports) =>
    list(`${peer}_address_prefix`, `${peer}_address_prefixes`).map(
      (prefix) =>
        `${place} ${inbound ? "ingress" : "egress"} ${String(rule["protocol"]).toLowerCase()} ${ports} ${prefix}${source} | ${rowsOf(rule)}`,
    ),
  );
}

function placeOf(resource: Resource, end: string): string {
  const path = resource["//"].metadata.path;
  return path.slice(path.indexOf("/Edge/") + "/Edge/".length, path.indexOf(end));
}

function rowsOf(rule: Readonly<Record<string, unknown>>): string {
  return String(rule["description"]).replace("ocs-2007/ports/", "").replace(/,/g, " ");
}
