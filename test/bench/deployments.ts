/** Stacks of any size for the benchmarks: edges with many federated partners, by the library and written by hand. */
import { Eip, type EipConfig } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation, type EipAssociationConfig } from "@cdktf/provider-aws/lib/eip-association";
import { NetworkInterface, type NetworkInterfaceConfig } from "@cdktf/provider-aws/lib/network-interface";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record, type Route53RecordConfig } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup, type SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import {
  VpcSecurityGroupEgressRule,
  type VpcSecurityGroupEgressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/index";
import { AzureNetwork } from "../../lib/azure/index";
import { EdgeServer, type Network, Peer } from "../../lib/index";

const PARTNERS = 50;
/** What one edge makes on AWS: a rule in and one out per partner, four beside them. */
export const RULES_PER_EDGE = 2 * PARTNERS + 3;

/** An app with edges on one cloud, placed by the library. */
export function libraryApp(cloud: "aws" | "azure", edges: number, outdir: string): App {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  const network = cloud === "aws" ? awsNetwork(stack) : azureNetwork(stack);
  for (let index = 0; index < edges; index++) addEdge(stack, network, index);
  return app;
}

/** The same resources, each written by hand with values that are known already. */
export function handWrittenApp(resources: readonly HandWritten[], outdir: string): App {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AwsProvider(stack, "Aws", { region: "eu-central-1" });
  const scopes = new Map<string, Construct>();
  const made = new Map<string, TerraformResource>();
  for (const { path, make } of resources) {
    const parts = path.split("/");
    let scope: Construct = stack;
    for (let depth = 1; depth < parts.length; depth++) {
      const key = parts.slice(0, depth).join("/");
      const known = scopes.get(key);
      const parent: Construct = scope;
      scope = known ?? new Construct(parent, parts[depth - 1] ?? "");
      scopes.set(key, scope);
    }
    const resource = make(scope, parts.at(-1) ?? "", made);
    made.set(`${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource);
  }
  return app;
}

/** A resource as a person would write it: where, and with which values. */
export interface HandWritten {
  readonly path: string;
  readonly make: (scope: Construct, id: string, made: ReadonlyMap<string, TerraformResource>) => TerraformResource;
}

/** Groups and addresses come first, so that what refers to them finds them. */
const ORDER = ["aws_security_group", "aws_network_interface", "aws_eip"];

/** Takes the resources of a synthesized stack as what a person writes by hand. */
export function handWrittenFrom(synthesized: unknown): HandWritten[] {
  const { resource } = synthesized as {
    resource: Record<string, Record<string, Record<string, unknown> & { "//": { metadata: { path: string } } }>>;
  };
  const types = [...ORDER, ...Object.keys(resource).filter((type) => !ORDER.includes(type))];
  return types.flatMap((type) =>
    Object.values(resource[type] ?? {}).map(({ "//": meta, ...values }) => {
      const config = camel(values);
      return {
        path: meta.metadata.path.split("/").slice(1).join("/"),
        make: (scope, id, made) => makeResource(type, scope, id, withReferences(config, made)),
      };
    }),
  );
}

/** Where the synthesized value is a reference, the attribute of the resource, as a person writes it. */
function withReferences(config: unknown, made: ReadonlyMap<string, TerraformResource>): unknown {
  if (Array.isArray(config)) return config.map((value) => withReferences(value, made));
  if (typeof config === "object" && config !== null) {
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, withReferences(value, made)]));
  }
  const reference = typeof config === "string" ? /^\$\{(\w+\.[\w-]+)\.(\w+)\}$/.exec(config) : null;
  const resource = made.get(reference?.[1] ?? "");
  return resource === undefined ? config : resource.getStringAttribute(reference?.[2] ?? "");
}

function makeResource(type: string, scope: Construct, id: string, config: unknown): TerraformResource {
  switch (type) {
    case "aws_security_group":
      return new SecurityGroup(scope, id, config as SecurityGroupConfig);
    case "aws_vpc_security_group_ingress_rule":
      return new VpcSecurityGroupIngressRule(scope, id, config as VpcSecurityGroupIngressRuleConfig);
    case "aws_vpc_security_group_egress_rule":
      return new VpcSecurityGroupEgressRule(scope, id, config as VpcSecurityGroupEgressRuleConfig);
    case "aws_network_interface":
      return new NetworkInterface(scope, id, config as NetworkInterfaceConfig);
    case "aws_eip":
      return new Eip(scope, id, config as EipConfig);
    case "aws_eip_association":
      return new EipAssociation(scope, id, config as EipAssociationConfig);
    case "aws_route53_record":
      return new Route53Record(scope, id, config as Route53RecordConfig);
    default:
      throw new Error(`the hand-written stack has no ${type}`);
  }
}

function camel(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

function addEdge(stack: TerraformStack, network: Network, index: number): void {
  const partners = Array.from({ length: PARTNERS }, (_, partner) => {
    const number = index * PARTNERS + partner;
    return `100.${String(64 + (number >> 14))}.${String((number >> 6) & 255)}.${String((number & 63) * 4 + 1)}`;
  });
  const host = (offset: number): string => `10.${String(offset)}.${String(index >> 8)}.${String(index & 255)}`;
  new EdgeServer(stack, `Edge${String(index)}`, {
    network,
    sipDomains: ["example.com"],
    accessEdge: {
      external: { privateAddress: host(20), names: ["sip.example.com"] },
      internal: { privateAddress: host(21) },
      internalServer: Peer.prefixes(["10.30.1.0/28"]),
    },
    federation: { partners: Peer.prefixes(partners) },
    remoteAccess: {},
  });
}

function awsNetwork(stack: TerraformStack): AwsNetwork {
  new AwsProvider(stack, "Aws", { region: "eu-central-1" });
  return new AwsNetwork(stack, "Network", {
    vpcId: "vpc-0example",
    perimeter: {
      externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
      internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
      prefixes: ["10.20.0.0/15"],
    },
    internal: { prefixes: ["10.30.0.0/16"] },
    dns: { publicZones: { "example.com": "Z0EXAMPLE" } },
    quotas: { elasticIpAddresses: 1000 },
  });
}

function azureNetwork(stack: TerraformStack): AzureNetwork {
  new AzurermProvider(stack, "Azure", { features: [{}] });
  return new AzureNetwork(stack, "Network", {
    resourceGroupName: "uc-edge",
    location: "westeurope",
    perimeter: {
      externalSubnet: { subnetId: "external" },
      internalSubnet: { subnetId: "internal" },
      prefixes: ["10.20.0.0/15"],
    },
    internal: { prefixes: ["10.30.0.0/16"] },
    dns: { publicZones: { "example.com": "dns" } },
  });
}
