/**
 * A small stack with an Access Edge, written by hand: its declaration, and rules as AWS and Azure have them. What its
 * documented flows ask for (port table of Office Communications Server 2007): row 12, SIP over MTLS on TCP 5061, from and to
 * federated partners and from the internal server; row 13, SIP over TLS on TCP 443, from remote users.
 */
import { previewStack, type PreviewRule, type PreviewStack } from "../../../lib/tools/report/preview";
import type { TerraformResource, TerraformStackFile } from "../../../lib/tools/read/terraform-resource";

type Json = Record<string, unknown>;

/** The group around the Access Edge's external interface. */
export const EXTERNAL = "aws_security_group.External";
/** The group around its internal interface. */
export const INTERNAL = "aws_security_group.Internal";
/** The day on which previews are made. */
export const TODAY = "2026-11-22";

/** Items of a declaration. */
export function declaration(cloud: "aws" | "azure", ...more: Json[]): string[] {
  const group = (name: string): string =>
    cloud === "aws" ? `aws_security_group.${name}` : `azurerm_network_security_group.${name}`;
  const side = (name: string, privateAddress: string, publicAddress: unknown): Json => ({
    item: "interface",
    path: `Edge/AccessEdge/${name}`,
    title: `Access Edge Server, ${name.toLowerCase()}`,
    zone: "perimeter",
    side: name.toLowerCase(),
    group: group(name),
    groupAliases: cloud === "aws" ? [] : [`azurerm_application_security_group.${name}`],
    privateAddress,
    publicAddress,
  });
  const peer = (role: string, ...peers: Json[]): Json => ({
    item: "peer",
    of: "Edge",
    role: `ocs-2007/${role}`,
    choice: null,
    peers,
  });
  const items: Json[] = [
    { item: "stack", format: 1, cloud },
    { item: "network", path: "Network", zones: { perimeter: ["10.20.0.0/24"], internal: ["10.30.0.0/16"] } },
    { item: "system", path: "Edge", system: "ocs-2007", choices: ["federation", "remote-access"] },
    {
      item: "role",
      path: "Edge/AccessEdge",
      role: "ocs-2007/access-edge",
      external: "Edge/AccessEdge/External",
      internal: "Edge/AccessEdge/Internal",
    },
    side("External", "10.20.0.10", { ref: "aws_eip.External.public_ip" }),
    side("Internal", "10.20.0.138", null),
    peer("federated-partner", { kind: "prefixes", prefixes: ["198.51.100.0/24", "2001:db8:5::/48"] }),
    peer("external-office-communicator", { kind: "internet" }),
    peer("front-end", { kind: "prefixes", prefixes: ["10.30.1.0/28"] }),
    ...more,
  ];
  return items.map((item) => JSON.stringify(item));
}

/** An own flow to the Access Edge, as the library declares it. */
export function ownFlow(id: string, values: Json = {}): Json {
  return {
    item: "own-flow",
    id,
    role: "Edge/AccessEdge",
    direction: "ingress",
    peer: { kind: "prefixes", prefixes: ["192.0.2.7"] },
    transport: "tcp",
    ports: [[8443, 8443]],
    sourcePorts: null,
    icmp: null,
    purpose: "monitoring probe",
    owner: null,
    expires: null,
    ...values,
  };
}

let count = 0;

/** A rule resource of AWS on the external group, TCP 5061 from a partner unless it says otherwise. */
export function awsRule(description: string, values: Json = {}, direction = "ingress"): TerraformResource {
  const type = `aws_vpc_security_group_${direction}_rule`;
  return {
    address: `${type}.r${String(count++)}`,
    type,
    repeated: false,
    values: {
      security_group_id: `\${${EXTERNAL}.id}`,
      ip_protocol: "tcp",
      from_port: 5061,
      to_port: 5061,
      ...(Object.keys(values).some((name) => /^(cidr|prefix_list|referenced)/.test(name))
        ? {}
        : { cidr_ipv4: "198.51.100.0/24" }),
      description,
      ...values,
    },
  };
}

/** A network security group of Azure with rules inline. */
export function azureGroup(name: string, rules: Json[]): TerraformResource {
  return {
    address: `azurerm_network_security_group.${name}`,
    type: "azurerm_network_security_group",
    repeated: false,
    values: {
      name,
      security_rule: rules.map((rule, index) => ({
        access: "Allow",
        destination_address_prefix: "*",
        destination_port_range: "5061",
        direction: "Inbound",
        name: `rule-${String(index)}`,
        priority: 100 + index,
        protocol: "Tcp",
        source_address_prefix: "198.51.100.0/24",
        source_port_range: "*",
        ...rule,
      })),
    },
  };
}

/** The denial of everything that the library ends a group with. */
export const DENY_ALL: Json = {
  access: "Deny",
  destination_port_range: "*",
  name: "deny-all-ingress",
  priority: 4096,
  protocol: "*",
  source_address_prefix: "*",
};

/** A file that was read. */
export function stackFile(parts: Partial<TerraformStackFile>): TerraformStackFile {
  return {
    stack: "edge",
    file: "cdktf.out/stacks/edge/cdk.tf.json",
    kind: "synthesized",
    isComplete: true,
    modules: [],
    definitions: new Map(),
    resources: [],
    declaration: [],
    ...parts,
  };
}

/** The preview of resources beside a declaration. */
export function preview(resources: readonly TerraformResource[], lines: readonly string[]): PreviewStack {
  return previewStack(stackFile({ resources, declaration: lines }), TODAY);
}

/** The rules of the external group in the preview of a stack on AWS. */
export function externalRules(rules: readonly TerraformResource[], ...items: Json[]): readonly PreviewRule[] {
  const found = preview(rules, declaration("aws", ...items)).groups.find(({ group }) => group === EXTERNAL);
  if (found === undefined) throw new Error("the external group is not there");
  return found.rules;
}
