/** The exact proof where flows pass balancers, hosts are several, or an interface has several addresses. */
import { lines, checked } from "./hand-made";
import { Folder } from "../stack-files";
import { changed, type Cloud, declaredOn, publishedOn, type Resources, set } from "./published";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

function found(cloud: Cloud, change: (resources: Resources) => void, ...more: Json[]): string[] {
  return lines(changed(folder, cloud, change, ...more));
}

/** An own flow to the hosts behind the balancer. */
function toHosts(peer: Json, ports: number[][], more: Json = {}): Json {
  return {
    item: "own-flow",
    id: "own/more-123456",
    role: "Sbc",
    direction: "ingress",
    peer,
    transport: "tcp",
    ports,
    sourcePorts: null,
    icmp: null,
    purpose: "more",
    owner: null,
    expires: null,
    ...more,
  };
}

describe("on AWS", () => {
  const rule = (group: string, ports: readonly [number, number], peer: Json): Json => ({
    security_group_id: `\${aws_security_group.${group}.id}`,
    ip_protocol: "tcp",
    from_port: ports[0],
    to_port: ports[1],
    description: "own/more-123456",
    ...peer,
  });

  it.each([
    ["the balancer's own way in", `${INGRESS}.front`, "error check-flow-missing Public/Front"],
    ["its way out to the hosts", `${EGRESS}.front`, "error check-flow-missing Public/Front"],
    ["the hosts' way in", `${INGRESS}.hosts`, "error check-flow-missing Sbc/External"],
    ["the health check at the balancer", `${EGRESS}.health`, "error check-flow-missing Public/Front"],
    ["the health check at the hosts", `${INGRESS}.health`, "error check-flow-missing Sbc/External"],
  ])("misses %s", (_, path, line) => {
    expect(
      found("aws", (all) => {
        set(all, path, undefined);
      }),
    ).toEqual([line]);
  });

  it("finds clients that reach the hosts past the balancer", () => {
    const lets = (all: Resources): void => {
      set(all, `${INGRESS}.past`, rule("Hosts", [5061, 5061], { cidr_ipv4: "0.0.0.0/0" }));
    };
    expect(found("aws", lets)).toContain("error check-peer-wider Sbc/External");
  });

  it("lets flows from inside reach the hosts directly, past a balancer for the internet", () => {
    const inside = { cidr_ipv4: "10.30.0.0/24" };
    const flow = toHosts({ kind: "prefixes", prefixes: ["10.30.0.0/24"] }, [[5061, 5061]]);
    const lets = (all: Resources): void => {
      set(all, `${INGRESS}.inside`, rule("Hosts", [5061, 5061], inside));
    };
    expect(found("aws", lets, flow)).toEqual([]);
  });

  it("splits ports that are partly forwarded", () => {
    const flow = toHosts({ kind: "prefixes", prefixes: ["198.51.100.0/24"] }, [[5060, 5062]]);
    const partner = { cidr_ipv4: "198.51.100.0/24" };
    const lets = (all: Resources): void => {
      set(all, `${INGRESS}.below`, rule("Hosts", [5060, 5060], partner));
      set(all, `${INGRESS}.above`, rule("Hosts", [5062, 5062], partner));
    };
    expect(found("aws", lets, flow)).toEqual([]);
    const whole = (all: Resources): void => {
      set(all, `${INGRESS}.all`, rule("Hosts", [5060, 5062], partner));
    };
    expect(found("aws", whole, flow)).toEqual(["error check-traffic-surplus Sbc/External"]);
  });

  it("checks hosts with other groups for themselves", () => {
    const other = (all: Resources): void => {
      set(all, "aws_security_group.Extra", {});
      set(all, "aws_network_interface.B.security_groups", [
        "${aws_security_group.Hosts.id}",
        "${aws_security_group.Extra.id}",
      ]);
      set(all, `${INGRESS}.extra`, rule("Extra", [22, 22], { cidr_ipv4: "192.0.2.0/24" }));
    };
    const result = changed(folder, "aws", other);
    expect(result.findings.filter(({ area }) => area === "exactness")).toMatchObject([
      { code: "check-traffic-surplus", where: "Sbc/External", witness: "tcp 192.0.2.0:1 -> 10.20.0.11:22" },
    ]);
    expect(
      result.interfaces.find(({ path, direction }) => path === "Sbc/External" && direction === "ingress"),
    ).toMatchObject({
      exact: false,
    });
  });
});

/** The balancer as one for callers inside at 10.20.0.100, of which Web is the only one. */
function insideOn(cloud: Cloud, change: (resources: Resources) => void = () => undefined): string[] {
  const resources = structuredClone(publishedOn(cloud));
  const own = declaredOn(cloud, toHosts({ kind: "role", role: "Web" }, [[5061, 5061]]))
    .filter((text) => !text.includes("own/sip"))
    .map((text) => {
      const item = JSON.parse(text) as Json;
      const isBalancer = item["path"] === "Public" || item["path"] === "Public/Front";
      if (!isBalancer) return text;
      const at = { publicAddress: null, publicAddressMade: false };
      const nics = [{ existing: false, addresses: [{ ...at, privateAddress: "10.20.0.100", ipv6Address: null }] }];
      return JSON.stringify({ ...item, ...at, side: "internal", virtualAddress: "10.20.0.100", nics });
    });
  if (cloud === "aws") insideOnAws(resources);
  else insideOnAzure(resources);
  change(resources);
  return lines(checked(folder, resources, own)).filter((line) => !line.startsWith("note"));
}

function insideOnAws(all: Resources): void {
  const rule = (group: string, port: number, peer: string): Json => ({
    security_group_id: `\${aws_security_group.${group}.id}`,
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    description: "own/more-123456",
    referenced_security_group_id: `\${aws_security_group.${peer}.id}`,
  });
  const mapping = [{ private_ipv4_address: "10.20.0.100" }];
  set(all, "aws_lb.Public.internal", true);
  set(all, "aws_lb.Public.subnet_mapping", mapping);
  set(all, "aws_eip.Public", undefined);
  set(all, `${INGRESS}.front`, rule("Front", 443, "Web"));
  set(all, `${EGRESS}.front`, rule("Front", 5061, "Hosts"));
  set(all, `${INGRESS}.hosts`, rule("Hosts", 5061, "Front"));
  set(all, `${EGRESS}.call`, rule("Web", 443, "Front"));
}

function insideOnAzure(all: Resources): void {
  const flow = { description: "own/more-123456" };
  const ingress = (all["azurerm_network_security_group"]?.["Hosts"]?.["security_rule"] as Json[])[0];
  set(all, "azurerm_lb.Public.frontend_ip_configuration", [{ name: "frontend", private_ip_address: "10.20.0.100" }]);
  set(all, "azurerm_public_ip.Public", undefined);
  set(all, "azurerm_network_security_group.Hosts.security_rule.0", {
    ...ingress,
    ...flow,
    source_address_prefix: "10.20.0.20",
  });
  const call = { ...ingress, ...flow, direction: "Outbound", destination_port_range: "443" };
  const ends = { source_address_prefix: "*", destination_address_prefix: "10.20.0.100" };
  set(all, "azurerm_network_security_group.Web.security_rule.3", { ...call, ...ends });
}

describe.each(["aws", "azure"] as const)("a caller of the same stack, on %s,", (cloud) => {
  it("names the balancer and its port, and nothing else", () => {
    expect(insideOn(cloud)).toEqual([]);
  });

  it("is missed when it names the hosts instead", () => {
    const past = (all: Resources): void => {
      if (cloud === "aws") {
        set(all, `${EGRESS}.call.from_port`, 5061);
        set(all, `${EGRESS}.call.to_port`, 5061);
        set(all, `${EGRESS}.call.referenced_security_group_id`, "${aws_security_group.Hosts.id}");
      } else {
        set(all, "azurerm_network_security_group.Web.security_rule.3.destination_address_prefix", "10.20.0.10");
        set(all, "azurerm_network_security_group.Web.security_rule.3.destination_port_range", "5061");
      }
    };
    expect(insideOn(cloud, past)).toEqual([
      "error check-flow-missing Web/External",
      "error check-traffic-surplus Web/External",
    ]);
  });

  it("is told when the balancer answers elsewhere", () => {
    const moved = (all: Resources): void => {
      const path =
        cloud === "aws"
          ? "aws_lb.Public.subnet_mapping.0.private_ipv4_address"
          : "azurerm_lb.Public.frontend_ip_configuration.0.private_ip_address";
      set(all, path, "10.20.0.101");
    };
    expect(insideOn(cloud, moved)).toContain("error check-forward-target Public");
  });
});

describe("on Azure", () => {
  it.each([
    ["the clients", 0, "error check-flow-missing Sbc/External"],
    ["the probe", 1, "error check-flow-missing Sbc/External"],
  ])("misses %s at the hosts", (_, index, line) => {
    expect(
      found("azure", (all) => {
        set(all, `azurerm_network_security_group.Hosts.security_rule.${String(index)}.destination_port_range`, "9");
      })[0],
    ).toBe(line);
  });
});
