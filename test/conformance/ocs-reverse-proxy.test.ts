/**
 * The complete rules of the reverse proxies of the examples, written by hand from the document: rows 5 and 11 of the port
 * table, and what each cloud's documentation asks for to run a managed one. A line is: role and side, direction, transport,
 * destination ports, peer, and the rows or platform flows that ask for it.
 */
import { synthesizeExamples } from "../support/examples";
import { rulesByHand } from "../support/rules-by-hand";

const examples = synthesizeExamples();

function example(name: string): string {
  return examples.get(name) ?? "";
}

describe("the reverse proxy on own hosts opens exactly what its document asks for", () => {
  // Row 11: external users through the external firewall. Row 5: on to Web Components through the internal one.
  const expected = (internet: string): string[] => [
    `ReverseProxy/External ingress tcp 443 ${internet} | 11a`,
    "ReverseProxy/Internal egress tcp 443 10.30.1.0/28 | 5b",
  ];

  it("on AWS", () => {
    expect(rulesByHand(example("ocs-edge-with-proxy-aws"), "Proxy")).toEqual(expected("0.0.0.0/0"));
  });

  it("on Azure", () => {
    expect(rulesByHand(example("ocs-edge-with-proxy-azure"), "Proxy")).toEqual(expected("Internet"));
  });

  it("leaves the edge beside it as it is alone", () => {
    for (const cloud of ["aws", "azure"]) {
      const alone = rulesByHand(example(`ocs-edge-${cloud}`));
      expect(alone.length).toBeGreaterThan(15);
      expect(rulesByHand(example(`ocs-edge-with-proxy-${cloud}`))).toEqual(alone);
    }
  });
});

describe("the managed reverse proxy opens exactly what its document and its cloud ask for", () => {
  it("on AWS: the health check goes where requests go", () => {
    expect(rulesByHand(example("ocs-managed-proxy-aws"), "Proxy")).toEqual([
      "ReverseProxy/Front egress tcp 443 10.30.1.4/31 | aws-alb/health-check 5b",
      "ReverseProxy/Front ingress tcp 443 0.0.0.0/0 | 11a",
    ]);
  });

  it("on Azure: management and probes in, a way out, and everything else denied", () => {
    expect(rulesByHand(example("ocs-managed-proxy-azure"), "Proxy")).toEqual([
      "ReverseProxy/Front egress tcp 0-65535 Internet | azure-application-gateway/outbound",
      "ReverseProxy/Front egress tcp 443 10.30.1.4/31 | azure-application-gateway/health-check 5b",
      "ReverseProxy/Front egress udp 0-65535 Internet | azure-application-gateway/outbound",
      "ReverseProxy/Front ingress tcp 0-65535 AzureLoadBalancer | azure-application-gateway/probe",
      "ReverseProxy/Front ingress tcp 443 Internet | 11a",
      "ReverseProxy/Front ingress tcp 65200-65535 GatewayManager | azure-application-gateway/manager",
      "ReverseProxy/Front ingress udp 0-65535 AzureLoadBalancer | azure-application-gateway/probe",
    ]);
  });
});

describe("the published names lead to the proxy", () => {
  it.each([
    ["ocs-edge-with-proxy-aws", "aws_route53_record", ["abs.example.com", "content.example.com"]],
    ["ocs-managed-proxy-aws", "aws_route53_record", ["abs.example.com", "content.example.com"]],
    ["ocs-edge-with-proxy-azure", "azurerm_dns_a_record", ["abs", "content"]],
    ["ocs-managed-proxy-azure", "azurerm_dns_a_record", ["abs", "content"]],
  ])("in %s", (stack, type, names) => {
    const { resource } = JSON.parse(example(stack)) as { resource: Record<string, Record<string, { name: string }>> };
    const records = Object.values(resource[type] ?? {}).filter((record) => JSON.stringify(record).includes("Proxy_"));
    expect(records.map(({ name }) => name).sort()).toEqual(names);
  });

  it("stays within the five Elastic IP addresses of a new account", () => {
    const { resource } = JSON.parse(example("ocs-edge-with-proxy-aws")) as { resource: Record<string, object> };
    expect(Object.keys(resource["aws_eip"] ?? {})).toHaveLength(4);
  });
});
