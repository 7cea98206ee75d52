/** Links to partners and forwarders as HCL: the same resources, with the same values, as in JSON. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { AwsLink } from "../../lib/aws/aws-link";
import { AzureLink } from "../../lib/azure/azure-link";
import { awsNetwork, awsSubnet, azureNetwork } from "../support/linked-networks";
import { type Cloud, stackOn } from "../support/stacks";

const PREFIXES = ["192.0.2.0/24", "203.0.113.0/24"];

/** Fills a stack with one of everything. */
function fill(cloud: Cloud, app: App): void {
  const stack = stackOn(cloud, cloud, app);
  const network =
    cloud === "aws"
      ? awsNetwork(stack, {
          partner: {
            prefixes: PREFIXES,
            link: AwsLink.transitGateway("tgw-1"),
            routeTableIds: ["rtb-1"],
            directConnect: {
              gatewayId: "01234567-89ab-cdef-0123-456789abcdef",
              allowedPrefixes: ["10.20.0.0/24"],
            },
          },
          dns: {
            forwarding: { subnets: [awsSubnet("dns-a"), awsSubnet("dns-b", "b")] },
            inboundEndpoint: { subnets: [awsSubnet("dns-a"), awsSubnet("dns-b", "b")], from: ["10.30.0.0/16"] },
          },
        })
      : azureNetwork(stack, {
          partner: { prefixes: PREFIXES, link: AzureLink.vpn({ subnets: [{ subnetId: "internal" }] }) },
          dns: {
            forwarding: { virtualNetworkId: "vnet", outboundSubnet: { subnetId: "outbound" } },
            inboundEndpoint: { virtualNetworkId: "vnet", subnet: { subnetId: "inbound" } },
          },
        });
  network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3", "192.0.2.20"] });
  network.forwardDomain({ domain: "corp.example.com", servers: ["203.0.113.3"] });
}

function synthesize(cloud: Cloud, file: "cdk.tf" | "cdk.tf.json"): string {
  const outdir = mkdtempSync(join(tmpdir(), "uc-edge-links-"));
  const before = process.env["SYNTH_HCL_OUTPUT"];
  process.env["SYNTH_HCL_OUTPUT"] = String(file === "cdk.tf");
  try {
    const app = new App({ outdir });
    fill(cloud, app);
    app.synth();
    return readFileSync(join(outdir, "stacks", cloud, file), "utf8");
  } finally {
    if (before === undefined) delete process.env["SYNTH_HCL_OUTPUT"];
    else process.env["SYNTH_HCL_OUTPUT"] = before;
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The heading of each resource. */
function headings(hcl: string): string[] {
  return [...hcl.matchAll(/^resource "(\w+)" "([\w-]+)" \{$/gm)]
    .map(([, type, id]) => `${String(type)} ${String(id)}`)
    .sort();
}

/** The values of an attribute, in the order of the text. */
function valuesOf(hcl: string, name: string): string[] {
  return [...hcl.matchAll(new RegExp(`^ *${name} += "([^"]*)"$`, "gm"))].map((match) => match[1] ?? "");
}

describe.each(["aws", "azure"] as const)("links on %s as HCL", (cloud) => {
  const hcl = synthesize(cloud, "cdk.tf");
  const json = JSON.parse(synthesize(cloud, "cdk.tf.json")) as {
    resource: Record<string, Record<string, unknown>>;
    variable: { uc_edge_deployment: { default: string[] } };
  };

  it("are the resources that JSON has", () => {
    const expected = Object.entries(json.resource).flatMap(([type, all]) =>
      Object.keys(all).map((id) => `${type} ${id}`),
    );
    expect(headings(hcl)).toEqual(expected.sort());
  });

  it("lead where they should, and ask whom they should, of both writers", () => {
    expect(valuesOf(hcl, cloud === "aws" ? "destination_cidr_block" : "address_prefix")).toEqual(PREFIXES);
    expect(valuesOf(hcl, cloud === "aws" ? "ip" : "ip_address")).toEqual(["192.0.2.3", "192.0.2.20", "203.0.113.3"]);
    expect(valuesOf(hcl, "domain_name")).toEqual([cloud === "aws" ? "corp.example.com" : "corp.example.com."]);
  });

  it("declare the same", () => {
    for (const line of json.variable.uc_edge_deployment.default) expect(hcl).toContain(JSON.stringify(line));
  });
});
