/** What a reverse proxy opens and makes, on own hosts and run by the cloud. The whole set of rules each time. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import type { ReverseProxyProps } from "../../lib/systems/ocs/reverse-proxy-props";
import type { ManagedProxyProps } from "../../lib/systems/proxy/proxy-props";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { inexactnessOf } from "../support/checked";
import { standardEditionOn } from "../support/ocs";
import { countsOf, declared, describedRulesOf, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, stackOn } from "../support/stacks";

const SERVERS = ["10.30.1.4", "10.30.1.6"];
const HOSTS = {
  external: { privateAddress: "10.20.0.13" },
  internal: { privateAddress: "10.20.0.141" },
};
const MANAGED: ManagedProxyProps = {
  certificate: { arn: "arn:certificate", keyVaultSecretId: "secret", identityId: "identity", names: ["*.example.com"] },
  rootCertificate: { data: "cm9vdA==" },
};
const PLAN: NetworkPlan = {
  balancerZones: ["eu-central-1a", "eu-central-1b"],
  gateway: "10.20.0.192/26",
};

interface Placed {
  readonly stack: TerraformStack;
  readonly network: Network;
  readonly proxy: ReverseProxy;
}

function proxyOn(cloud: Cloud, more: Partial<ReverseProxyProps>, plan: NetworkPlan = PLAN): Placed {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, plan);
  const webComponents = Peer.prefixes(SERVERS);
  const props = { network, names: ["abs.example.com"], webComponents, ...more };
  return { stack, network, proxy: new ReverseProxy(stack, "Proxy", props) };
}

describe("a reverse proxy on own hosts", () => {
  it.each(CLOUDS)("opens HTTPS from users and to Web Components, and nothing else, on %s", (cloud) => {
    const { stack } = proxyOn(cloud, { hosts: HOSTS, webComponents: Peer.prefixes(["10.30.1.0/28"]) });
    const internet = cloud === "aws" ? "0.0.0.0/0" : "Internet";
    expect(rulesOf(stack)).toEqual([
      `Proxy_ReverseProxy_External ingress tcp 443 from ${internet}`,
      "Proxy_ReverseProxy_Internal egress tcp 443 to 10.30.1.0/28",
    ]);
    expect(countsOf(stack)[cloud === "aws" ? "aws_eip" : "azurerm_public_ip"]).toBe(1);
  });

  it.each(CLOUDS)("takes users from where they are said to be, on %s", (cloud) => {
    const { stack } = proxyOn(cloud, { hosts: HOSTS, from: Peer.prefixes(["198.51.100.0/24"]) });
    expect(rulesOf(stack)[0]).toBe("Proxy_ReverseProxy_External ingress tcp 443 from 198.51.100.0/24");
  });

  it.each(CLOUDS)("makes the records of its names, outside and inside, on %s", (cloud) => {
    const { stack } = proxyOn(
      cloud,
      {
        names: ["abs.example.com"],
        hosts: {
          external: { ...HOSTS.external, names: ["content.example.com"], publicAddress: "203.0.113.9" },
          internal: { ...HOSTS.internal, names: ["proxy.corp.example.com"] },
        },
      },
      { internalDomains: ["corp.example.com"] },
    );
    expect(recordsOf(stack)).toEqual(
      cloud === "aws"
        ? [
            "A abs.example.com in Z-example.com: 203.0.113.9",
            "A content.example.com in Z-example.com: 203.0.113.9",
            "A proxy.corp.example.com in Z-corp.example.com: 10.20.0.141",
          ]
        : [
            "internal A proxy in corp.example.com: 10.20.0.141",
            "public A abs in example.com: 203.0.113.9",
            "public A content in example.com: 203.0.113.9",
          ],
    );
  });

  it("has its port forwarded through a balancer with its group, on aws", () => {
    const { stack } = proxyOn("aws", {
      hosts: { ...HOSTS, external: { ...HOSTS.external, translation: "port-forward" } },
    });
    const front = "Proxy_ReverseProxy_PublicAddress_Balancer_Front";
    const host = "Proxy_ReverseProxy_External";
    expect(rulesOf(stack)).toEqual([
      `${host} ingress tcp 443 from ${front}`,
      "Proxy_ReverseProxy_Internal egress tcp 443 to 10.30.1.4/32",
      "Proxy_ReverseProxy_Internal egress tcp 443 to 10.30.1.6/32",
      `${front} egress tcp 443 to ${host}`,
      `${front} ingress tcp 443 from 0.0.0.0/0`,
    ]);
    expect(recordsOf(stack)).toEqual([
      "A abs.example.com in Z-example.com: Proxy_ReverseProxy_PublicAddress_Balancer_Address.public_ip",
    ]);
  });

  it("has its port forwarded by a load balancer, with its probe, on azure", () => {
    const { stack } = proxyOn("azure", {
      hosts: { ...HOSTS, external: { ...HOSTS.external, translation: "port-forward" } },
    });
    expect(rulesOf(stack)).toEqual([
      "Proxy_ReverseProxy_External ingress tcp 443 from AzureLoadBalancer",
      "Proxy_ReverseProxy_External ingress tcp 443 from Internet",
      "Proxy_ReverseProxy_Internal egress tcp 443 to 10.30.1.4/32,10.30.1.6/32",
    ]);
    expect(countsOf(stack)).toMatchObject({ azurerm_lb: 1, azurerm_public_ip: 1 });
  });

  it.each(CLOUDS)("says nothing of TLS that its user decides, on %s", (cloud) => {
    expect(declared(proxyOn(cloud, { hosts: HOSTS }).stack, "finding")).toEqual([]);
  });

  it.each(CLOUDS)("takes flows of one's own, on %s", (cloud) => {
    const { stack, proxy } = proxyOn(cloud, { hosts: HOSTS });
    const monitor = Peer.prefixes(["10.30.9.9"]);
    proxy.role.allowFrom(monitor, { transport: "tcp", ports: [8080], purpose: "health of the proxy" });
    expect(rulesOf(stack)).toContainEqual(
      expect.stringMatching(/^Proxy_ReverseProxy_Internal ingress tcp 8080 from 10\.30\.9\.9(\/32)?$/),
    );
    expect(rulesOf(stack)).toHaveLength(cloud === "aws" ? 4 : 3);
  });
});

describe("a reverse proxy that AWS runs", () => {
  it("is a load balancer in both zones with HTTPS on both legs", () => {
    const { stack } = proxyOn("aws", { managed: { ...MANAGED, healthPath: "/abs/", healthStatusCodes: "200,401" } });
    const text = synthesized(stack);
    const [balancer] = Object.values(resourcesOf(text, "aws_lb"));
    const [listener] = Object.values(resourcesOf(text, "aws_lb_listener"));
    const [targets] = Object.values(resourcesOf(text, "aws_lb_target_group"));
    expect(balancer).toMatchObject({
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-eu-central-1a", "subnet-eu-central-1b"],
    });
    expect(listener).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "arn:certificate",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(targets).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      target_type: "ip",
      health_check: { protocol: "HTTPS", path: "/abs/", matcher: "200,401" },
    });
    const attached = Object.values(resourcesOf(text, "aws_lb_target_group_attachment"));
    expect(attached.map(({ target_id, port, availability_zone }) => [target_id, port, availability_zone])).toEqual([
      ["10.30.1.4", 443, undefined],
      ["10.30.1.6", 443, undefined],
    ]);
    // An Application Load Balancer brings its own addresses.
    expect(countsOf(text)["aws_eip"]).toBeUndefined();
  });

  it("opens the way of requests and of health checks", () => {
    expect(describedRulesOf(proxyOn("aws", { managed: MANAGED }).stack)).toEqual([
      "Proxy_ReverseProxy_Front egress tcp 443 to 10.30.1.4/32 # aws-alb/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front egress tcp 443 to 10.30.1.6/32 # aws-alb/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front ingress tcp 443 from 0.0.0.0/0 # ocs-2007/ports/11a",
    ]);
  });

  it("tells AWS of servers outside the VPC", () => {
    const { stack } = proxyOn("aws", { managed: { ...MANAGED, outsideVpc: true } });
    const attached = Object.values(resourcesOf(stack, "aws_lb_target_group_attachment"));
    expect(attached.map(({ availability_zone }) => availability_zone)).toEqual(["all", "all"]);
  });

  it("has alias records in hosted zones, and a CNAME where others make the records", () => {
    const { stack, proxy } = proxyOn(
      "aws",
      { names: ["abs.example.com", "abs.example.org"], managed: { ...MANAGED, certificate: { arn: "arn" } } },
      { ...PLAN, domainsElsewhere: ["example.org"] },
    );
    const text = synthesized(stack);
    const records = Object.values(resourcesOf(text, "aws_route53_record"));
    const balancer = Object.keys(resourcesOf(text, "aws_lb"))[0] ?? "";
    expect(records).toEqual([
      expect.objectContaining({
        name: "abs.example.com",
        type: "A",
        alias: {
          name: `\${aws_lb.${balancer}.dns_name}`,
          zone_id: `\${aws_lb.${balancer}.zone_id}`,
          evaluate_target_health: false,
        },
      }),
    ]);
    expect(records[0]).not.toHaveProperty("records");
    expect(records[0]).not.toHaveProperty("ttl");
    const values = [{ ref: `aws_lb.${balancer}.dns_name` }];
    expect(declared(text, "record")).toEqual([
      expect.objectContaining({ name: "abs.example.org", type: "CNAME", made: false, values }),
      expect.objectContaining({ name: "abs.example.com", type: "A", made: true, values }),
    ]);
    expect(proxy.dnsName).toBeDefined();
  });

  it("notes zones that are known only later", () => {
    const { stack } = proxyOn("aws", { managed: MANAGED }, { balancerZones: ["eu-central-1a", "${var.zone}"] });
    expect(declared(stack, "finding")).toContainEqual(
      expect.objectContaining({ code: "aws-availability-zone-unresolved", severity: "note", where: "Network" }),
    );
  });

  it("warns of the TLS that it speaks to Web Components, and notes that it trusts them", () => {
    const { stack } = proxyOn("aws", { managed: { ...MANAGED, certificate: { arn: "arn" } } });
    expect(declared(stack, "finding").map(({ code, severity }) => `${String(severity)} ${String(code)}`)).toEqual(
      [
        "note ocs-certificate-names-unknown",
        "note ocs-proxy-web-components-unverified",
        "warning ocs-proxy-tls-floor",
      ].sort((a, b) => (a.slice(a.indexOf(" ")) < b.slice(b.indexOf(" ")) ? -1 : 1)),
    );
  });
});

describe("a reverse proxy that Azure runs", () => {
  it("is a gateway in its own subnet, whose group is around that subnet", () => {
    const { stack } = proxyOn("azure", { managed: { ...MANAGED, hostName: "webfarm.corp.example.com" } });
    const text = synthesized(stack);
    const [gateway] = Object.values(resourcesOf(text, "azurerm_application_gateway"));
    expect(gateway).toMatchObject({
      sku: { name: "Standard_v2", tier: "Standard_v2" },
      gateway_ip_configuration: [{ subnet_id: "gateway" }],
      frontend_port: [{ port: 443 }],
      http_listener: [{ protocol: "Https", ssl_certificate_name: "certificate" }],
      ssl_certificate: [{ name: "certificate", key_vault_secret_id: "secret" }],
      identity: { type: "UserAssigned", identity_ids: ["identity"] },
      ssl_policy: { policy_type: "Predefined", policy_name: "AppGwSslPolicy20220101" },
      backend_address_pool: [{ ip_addresses: SERVERS }],
      trusted_root_certificate: [{ name: "members-root", data: "cm9vdA==" }],
      backend_http_settings: [
        {
          port: 443,
          protocol: "Https",
          host_name: "webfarm.corp.example.com",
          trusted_root_certificate_names: ["members-root"],
        },
      ],
      probe: [{ protocol: "Https", path: "/", pick_host_name_from_backend_http_settings: true }],
    });
    const [association] = Object.entries(resourcesOf(text, "azurerm_subnet_network_security_group_association"));
    expect(association?.[1]).toMatchObject({ subnet_id: "gateway" });
    expect(gateway?.["depends_on"]).toEqual([
      `azurerm_subnet_network_security_group_association.${association?.[0] ?? ""}`,
    ]);
    // A subnet's group has no name of its own in other groups' rules.
    expect(countsOf(text)["azurerm_application_security_group"]).toBeUndefined();
  });

  it("asks Web Components for the name that the user asked for, unless another is given", () => {
    const { stack } = proxyOn("azure", { managed: { ...MANAGED, publicAuthority: false } });
    const [gateway] = Object.values(resourcesOf(stack, "azurerm_application_gateway"));
    const [settings] = gateway?.["backend_http_settings"] as object[];
    expect(settings).not.toHaveProperty("host_name");
    expect(gateway).toMatchObject({ probe: [{ host: "abs.example.com" }] });
  });

  it("needs no root certificate where a public authority signed those of Web Components", () => {
    const { certificate } = MANAGED;
    const { stack } = proxyOn("azure", { managed: { certificate, publicAuthority: true } });
    const [gateway] = Object.values(resourcesOf(stack, "azurerm_application_gateway"));
    expect(gateway).not.toHaveProperty("trusted_root_certificate");
  });

  it("opens what Azure needs to run it beside the way of requests", () => {
    expect(describedRulesOf(proxyOn("azure", { managed: MANAGED }).stack)).toEqual([
      "Proxy_ReverseProxy_Front egress tcp 0-65535 to Internet # azure-application-gateway/outbound",
      "Proxy_ReverseProxy_Front egress tcp 443 to 10.30.1.4/32,10.30.1.6/32 # azure-application-gateway/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front egress udp 0-65535 to Internet # azure-application-gateway/outbound",
      "Proxy_ReverseProxy_Front ingress tcp 0-65535 from AzureLoadBalancer # azure-application-gateway/probe",
      "Proxy_ReverseProxy_Front ingress tcp 443 from Internet # ocs-2007/ports/11a",
      "Proxy_ReverseProxy_Front ingress tcp 65200-65535 from GatewayManager # azure-application-gateway/manager",
      "Proxy_ReverseProxy_Front ingress udp 0-65535 from AzureLoadBalancer # azure-application-gateway/probe",
    ]);
  });

  it("makes the records of its names from its public address", () => {
    expect(recordsOf(proxyOn("azure", { managed: MANAGED }).stack)).toEqual([
      "public A abs in example.com: Proxy_ReverseProxy_Front_Address.ip_address",
    ]);
  });

  it("is an error of TLS, and a warning of what the subscription must have", () => {
    const { stack } = proxyOn("azure", { managed: MANAGED });
    expect(declared(stack, "finding").map(({ code, severity }) => `${String(severity)} ${String(code)}`)).toEqual([
      "warning azure-gateway-isolation",
      "error ocs-proxy-tls-floor",
    ]);
  });
});

describe("Web Components behind a managed proxy may be a role", () => {
  /** A role of the stack stands for Web Components. */
  function behindRole(cloud: Cloud, forward?: { port: number }): { stack: TerraformStack; proxy: ReverseProxy } {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { ...PLAN, internalSubnet: "inside" });
    const role = standardEditionOn({ stack, network }).webComponents;
    if (forward !== undefined) {
      const pool = new VirtualAddress(stack, "Pool", {
        network,
        title: "Web farm",
        side: "internal",
        privateAddress: "10.30.1.150",
        zone: "internal",
      });
      pool.forward({ transport: "tcp", port: forward.port, to: role, toPort: 443 });
    }
    const webComponents = Peer.of(role);
    const props = { network, names: ["abs.example.com"], webComponents, managed: MANAGED };
    return { stack, proxy: new ReverseProxy(stack, "Proxy", props) };
  }

  const withProxy = (stack: TerraformStack): string[] =>
    describedRulesOf(stack).filter((line) => line.includes("Proxy_") || line.includes("5b"));

  it("its group lets the load balancer in, on aws", () => {
    const { stack } = behindRole("aws");
    expect(withProxy(stack)).toEqual([
      "Proxy_ReverseProxy_Front egress tcp 443 to Server_Internal # aws-alb/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front ingress tcp 443 from 0.0.0.0/0 # ocs-2007/ports/11a",
      "Server_Internal ingress tcp 443 from Proxy_ReverseProxy_Front # aws-alb/health-check ocs-2007/ports/5b",
    ]);
    const attached = Object.values(resourcesOf(stack, "aws_lb_target_group_attachment"));
    expect(attached.map(({ target_id }) => target_id)).toEqual(["10.30.1.4"]);
  });

  it("its group names the gateway by its subnet, on azure", () => {
    const { stack } = behindRole("azure");
    expect(withProxy(stack)).toContain(
      "Server_Internal ingress tcp 443 from 10.20.0.192/26 # azure-application-gateway/health-check ocs-2007/ports/5b",
    );
    expect(withProxy(stack)).toContain(
      "Proxy_ReverseProxy_Front egress tcp 443 to Server_Internal # azure-application-gateway/health-check ocs-2007/ports/5b",
    );
  });

  it.each(CLOUDS)("the judge knows the proxy in the role's rules, on %s", (cloud) => {
    expect(inexactnessOf(behindRole(cloud).stack)).toEqual([]);
    expect(inexactnessOf(behindRole(cloud, { port: 4443 }).stack)).toEqual([]);
  });

  it("requests go to the virtual address where there is one in front of the role, at its port", () => {
    const aws = behindRole("aws", { port: 4443 }).stack;
    const attached = Object.values(resourcesOf(aws, "aws_lb_target_group_attachment"));
    const named = attached.map(({ target_id, port }) => `${String(target_id)} ${String(port)}`);
    expect(named).toContain("10.30.1.150 4443");
    expect(withProxy(aws)).toEqual([
      "Pool_Balancer_Front egress tcp 443 to Server_Internal # aws-alb/health-check aws-nlb/health-check ocs-2007/ports/5b",
      "Pool_Balancer_Front ingress tcp 4443 from Proxy_ReverseProxy_Front # aws-alb/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front egress tcp 4443 to Pool_Balancer_Front # aws-alb/health-check ocs-2007/ports/5b",
      "Proxy_ReverseProxy_Front ingress tcp 443 from 0.0.0.0/0 # ocs-2007/ports/11a",
      "Server_Internal ingress tcp 443 from Pool_Balancer_Front # aws-alb/health-check aws-nlb/health-check ocs-2007/ports/5b",
    ]);
    const [gateway] = Object.values(
      resourcesOf(behindRole("azure", { port: 4443 }).stack, "azurerm_application_gateway"),
    );
    expect(gateway).toMatchObject({
      backend_address_pool: [{ ip_addresses: ["10.30.1.150"] }],
      backend_http_settings: [{ port: 4443 }],
    });
  });

  it.each(CLOUDS)("an address that is known only later is passed on as it stands, on %s", (cloud) => {
    const stack = stackOn(cloud);
    const later = new TerraformVariable(stack, "web", { type: "string" }).stringValue;
    const network = networkOn(cloud, stack, PLAN);
    const webComponents = Peer.prefixes(["10.30.1.4", later]);
    new ReverseProxy(stack, "Proxy", { network, names: ["abs.example.com"], webComponents, managed: MANAGED });
    const text = synthesized(stack);
    const named =
      cloud === "aws"
        ? Object.values(resourcesOf(text, "aws_lb_target_group_attachment")).map(({ target_id }) => target_id)
        : Object.values(resourcesOf(text, "azurerm_application_gateway")).flatMap(
            ({ backend_address_pool }) => (backend_address_pool as { ip_addresses: string[] }[])[0]?.ip_addresses,
          );
    expect(named).toEqual(["10.30.1.4", "${var.web}"]);
  });
});

describe("what a managed proxy is goes into the declaration", () => {
  it.each(CLOUDS)("with its listener and what is behind it, on %s", (cloud) => {
    const text = synthesized(proxyOn(cloud, { managed: MANAGED }).stack);
    expect(declared(text, "balancer")).toEqual([
      expect.objectContaining({
        path: "Proxy/ReverseProxy/Front",
        interface: "Proxy/ReverseProxy/Front",
        side: "external",
        listeners: [
          {
            transport: "tcp",
            port: 443,
            memberPort: 443,
            healthPort: 443,
            target: null,
            address: null,
            members: SERVERS,
          },
        ],
      }),
    ]);
    expect(declared(text, "interface")).toEqual([
      expect.objectContaining({ kind: "proxy", nics: expect.any(Array) as unknown }),
    ]);
    expect(declared(text, "role")).toEqual([
      expect.objectContaining({
        role: "ocs-2007/reverse-proxy",
        external: "Proxy/ReverseProxy/Front",
        internal: "Proxy/ReverseProxy/Front",
      }),
    ]);
  });
});
