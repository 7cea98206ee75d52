/** A network security group and its rules, property by property, as Azure takes them. */
import { Construct } from "constructs";
import { Testing, type TerraformStack } from "cdktf";
import { AzureFirewallGroup } from "../../lib/azure/azure-firewall-group";
import { homeSlot } from "../../lib/azure/priorities";
import type { Permit } from "../../lib/compiler/permit";
import { resourcesOf, rulesOf } from "../support/rules";
import { stackOn } from "../support/stacks";
import { addresses, DUAL_INTERNET, group as groupPeer, INTERNET, prefix, tcp } from "../support/permits";

interface Made {
  readonly stack: TerraformStack;
  readonly group: AzureFirewallGroup;
}

type Rule = Readonly<Record<string, unknown>>;

function made(permits: readonly Permit[] = [], id = "Interface"): Made {
  const stack = stackOn("azure");
  const group = new AzureFirewallGroup(new Construct(stack, id), "Rules", {
    resourceGroupName: "uc",
    location: "westeurope",
    title: "Access Edge Server, external",
    ownPrefixes: [prefix("10.0.0.0/8")],
  });
  for (const permit of permits) group.permit(permit);
  return { stack, group };
}

/** The inline rules as they stand, unset attributes left out. */
function inline({ stack }: Made): Rule[] {
  const [group] = Object.values(
    (JSON.parse(Testing.synth(stack)) as { resource: Record<string, Record<string, Rule>> }).resource[
      "azurerm_network_security_group"
    ] ?? {},
  );
  return (group?.["security_rule"] as Rule[]).map((rule) =>
    Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)),
  );
}

function allowing(from: Made): Rule[] {
  return inline(from).filter(({ access }) => access === "Allow");
}

function hosts(count: number, more: Partial<Permit> = {}): Permit[] {
  return Array.from({ length: count }, (_, index) =>
    tcp(
      addresses(`198.${String(18 + (index >> 15))}.${String((index >> 7) & 255)}.${String((index & 127) * 2 + 1)}/32`),
      443,
      443,
      more,
    ),
  );
}

/** The key of the rule for one of the hosts. */
function keyOf({ peer }: Permit): string {
  const [host] = peer.kind === "addresses" ? peer.prefixes : [];
  return `ingress-tcp-${String(host).replace("/", "_")}`;
}

function complaints({ stack }: Made): string[] {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    return String(error)
      .split("\n")
      .filter((line) => line.includes("over-quota"))
      .map((line) => line.replace(/^.*?cannot/, "cannot"));
  }
  return [];
}

const SELF = expect.stringMatching(
  /^\$\{azurerm_application_security_group\.Interface_ApplicationGroup_[0-9A-F]{8}\.id\}$/,
) as string;

function denial(direction: "Inbound" | "Outbound"): Rule {
  return {
    name: direction === "Inbound" ? "deny-all-ingress" : "deny-all-egress",
    description: "everything that is not listed above",
    priority: 4096,
    direction,
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  };
}

describe("a rule", () => {
  const icmp = (more: Partial<Permit> = {}): Permit => ({ ...tcp(INTERNET, 0, 0), transport: "icmp", ...more });

  it.each<[string, Permit, string, Rule]>([
    [
      "a port",
      tcp(INTERNET, 443, 443),
      "ingress-tcp-internet",
      { protocol: "Tcp", source_address_prefix: "Internet", destination_port_range: "443" },
    ],
    [
      "a range",
      tcp(addresses("198.51.100.0/24"), 50000, 59999, { transport: "udp" }),
      "ingress-udp-198.51.100.0_24",
      { protocol: "Udp", source_address_prefix: "198.51.100.0/24", destination_port_range: "50000-59999" },
    ],
    [
      "every port",
      tcp(INTERNET, 0, 65535),
      "ingress-tcp-internet",
      { protocol: "Tcp", source_address_prefix: "Internet", destination_port_range: "0-65535" },
    ],
    [
      "source ports",
      tcp(INTERNET, 1024, 65535, { sourcePorts: { first: 50000, last: 59999 } }),
      "ingress-tcp-internet-from-50000-59999",
      {
        protocol: "Tcp",
        source_address_prefix: "Internet",
        destination_port_range: "1024-65535",
        source_port_range: "50000-59999",
      },
    ],
    [
      "several prefixes",
      tcp(addresses("198.51.100.0/24", "2001:db8:f::/48"), 443, 443),
      "ingress-tcp-198.51.100.0_24-and-1-",
      {
        protocol: "Tcp",
        source_address_prefixes: ["198.51.100.0/24", "2001:db8:f::/48"],
        destination_port_range: "443",
      },
    ],
    [
      "the internet of both families",
      tcp(DUAL_INTERNET, 443, 443),
      "ingress-tcp-internet",
      { protocol: "Tcp", source_address_prefix: "Internet", destination_port_range: "443" },
    ],
    [
      "a group",
      tcp(groupPeer("Pool"), 443, 443),
      "ingress-tcp-group-Pool",
      { protocol: "Tcp", source_application_security_group_ids: ["id-of-Pool"], destination_port_range: "443" },
    ],
    [
      "a service tag",
      tcp({ kind: "service-tag", key: "AzureMonitor", value: "AzureMonitor" }, 443, 443),
      "ingress-tcp-service-tag-AzureMonitor",
      { protocol: "Tcp", source_address_prefix: "AzureMonitor", destination_port_range: "443" },
    ],
    [
      "an address that is known later",
      tcp({ kind: "unresolved", key: "var.x", value: "${var.x}" }, 443, 443),
      "ingress-tcp-unresolved-var.x",
      { protocol: "Tcp", source_address_prefix: "${var.x}", destination_port_range: "443" },
    ],
    [
      "ICMP",
      icmp(),
      "ingress-icmp-internet",
      { protocol: "Icmp", source_address_prefix: "Internet", destination_port_range: "*" },
    ],
    [
      "an ICMP type, which Azure cannot name",
      icmp({ icmp: { type: 8, code: 0 } }),
      "ingress-icmp-internet",
      { protocol: "Icmp", source_address_prefix: "Internet", destination_port_range: "*" },
    ],
    [
      "ESP",
      icmp({ transport: "esp" }),
      "ingress-esp-internet",
      { protocol: "Esp", source_address_prefix: "Internet", destination_port_range: "*" },
    ],
    [
      "AH",
      icmp({ transport: "ah" }),
      "ingress-ah-internet",
      { protocol: "Ah", source_address_prefix: "Internet", destination_port_range: "*" },
    ],
  ])("for %s says exactly this, and leads to the group's own interface", (_, permit, name, values) => {
    expect(allowing(made([permit]))).toEqual([
      {
        access: "Allow",
        description: "own/one",
        direction: "Inbound",
        name: expect.stringMatching(new RegExp(`^${name.replace(/[.]/g, "\\.")}[0-9a-f]*$`)) as string,
        priority: expect.any(Number) as number,
        source_port_range: "*",
        destination_application_security_group_ids: [SELF],
        ...values,
      },
    ]);
  });

  it("in the other direction comes from the group's own interface", () => {
    const egress = { direction: "egress" } as const;
    const shape = (permit: Permit): Rule[] =>
      allowing(made([permit])).map(({ name, priority, description, access, protocol, ...rest }) => {
        expect([name, description, access, protocol]).toEqual([
          expect.stringMatching(/^egress-tcp-/),
          "own/one",
          "Allow",
          "Tcp",
        ]);
        expect(priority).toBeGreaterThanOrEqual(100);
        return rest;
      });
    const common = {
      direction: "Outbound",
      source_application_security_group_ids: [SELF],
      source_port_range: "*",
      destination_port_range: "5061",
    };
    expect(shape(tcp(INTERNET, 5061, 5061, egress))).toEqual([{ ...common, destination_address_prefix: "Internet" }]);
    expect(shape(tcp(addresses("198.51.100.0/24", "203.0.113.0/25"), 5061, 5061, egress))).toEqual([
      { ...common, destination_address_prefixes: ["198.51.100.0/24", "203.0.113.0/25"] },
    ]);
    expect(shape(tcp(groupPeer("Pool"), 5061, 5061, egress))).toEqual([
      { ...common, destination_application_security_group_ids: ["id-of-Pool"] },
    ]);
  });

  it("takes all ports of a peer", () => {
    const rules = allowing(made([tcp(INTERNET, 443, 443), tcp(INTERNET, 5061, 5061, { flow: "own/two" })]));
    expect(
      rules.map(({ destination_port_ranges, destination_port_range, description }) => [
        destination_port_ranges,
        destination_port_range,
        description,
      ]),
    ).toEqual([[["443", "5061"], undefined, "own/one,two"]]);
  });

  it("is described in at most 140 characters, however many flows it serves", () => {
    const flows = Array.from(
      { length: 100 },
      (_, index) => `own/a-flow-of-some-length-${String(index).padStart(3, "0")}`,
    );
    const [rule] = allowing(made(flows.map((flow) => tcp(INTERNET, 443, 443, { flow }))));
    const description = String(rule?.["description"]);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(description).toMatch(/^own\/a-flow-of-some-length-000,a-flow-of-some-length-001,.* \+\d+$/);
  });

  it("has a name of its own in Azure's letters and at most 80 of them, under a path of any length", () => {
    const long = `Edge/${"x".repeat(100)}`;
    const peers = [
      groupPeer(`${long}/A`),
      groupPeer(`${long}/B`),
      groupPeer("Edge/A_B"),
      groupPeer("Edge/A/B"),
      { kind: "unresolved", key: "element(var.a, 0)", value: "${element(var.a, 0)}" } as const,
      { kind: "unresolved", key: "element(var.a, 1)", value: "${element(var.a, 1)}" } as const,
      { kind: "unresolved", key: "var.a_", value: "${var.a_}" } as const,
      { kind: "unresolved", key: "var.a-", value: "${var.a-}" } as const,
      { kind: "unresolved", key: "var.a", value: "${var.a}" } as const,
      addresses("2001:db8::/32"),
    ];
    const rules = allowing(
      made([...peers.map((peer) => tcp(peer, 443, 443)), tcp(peers[0] ?? INTERNET, 443, 443, { transport: "udp" })]),
    );
    const names = rules.map(({ name }) => String(name));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(peers.length + 1);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][\w.-]{0,78}\w$/);
  });
});

describe("the rules of a group", () => {
  it("end with the denial of everything else, in both directions, even where nothing is permitted", () => {
    expect(inline(made())).toEqual([denial("Inbound"), denial("Outbound")]);
    const rules = inline(made([tcp(INTERNET, 443, 443), tcp(INTERNET, 5061, 5061, { direction: "egress" })]));
    expect(rules.map(({ direction, access }) => [direction, access])).toEqual([
      ["Inbound", "Allow"],
      ["Inbound", "Deny"],
      ["Outbound", "Allow"],
      ["Outbound", "Deny"],
    ]);
    expect(rules.filter(({ access }) => access === "Deny")).toEqual([denial("Inbound"), denial("Outbound")]);
  });

  it("have priorities from 100 to 4095 that are unique per direction, in order", () => {
    const rules = inline(made([...hosts(400), ...hosts(400, { direction: "egress" })]));
    for (const direction of ["Inbound", "Outbound"]) {
      const priorities = rules
        .filter((rule) => rule["direction"] === direction)
        .map(({ priority }) => Number(priority));
      expect(priorities).toHaveLength(401);
      expect(new Set(priorities).size).toBe(401);
      expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
      expect(priorities[0]).toBeGreaterThanOrEqual(100);
      expect(priorities.at(-2)).toBeLessThanOrEqual(4095);
      expect(priorities.at(-1)).toBe(4096);
    }
  });

  it("stay as they are, priority and all, when rules are added that collide with none of them", () => {
    const group = made(hosts(50));
    const before = allowing(group);
    const taken = new Set(before.map(({ priority }) => Number(priority)));
    const added = hosts(200)
      .slice(50)
      .filter((permit) => !taken.has(100 + homeSlot(keyOf(permit))));
    for (const permit of added) group.group.permit(permit);
    const after = allowing(group);
    expect(added.length).toBeGreaterThan(100);
    expect(after).toHaveLength(50 + added.length);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it("keep their priority when they are widened or come to serve another flow", () => {
    const group = made([...hosts(10), tcp(INTERNET, 443, 443)]);
    const priorityOf = (): unknown => allowing(group).find(({ name }) => name === "ingress-tcp-internet")?.["priority"];
    const before = priorityOf();
    group.group.permit(tcp(INTERNET, 80, 81, { flow: "own/two" }));
    group.group.permit(tcp(INTERNET, 443, 443, { flow: "own/three" }));
    expect(priorityOf()).toBe(before);
    expect(before).toBe(100 + homeSlot("ingress-tcp-internet"));
  });

  it("are the same in whatever order they came, collisions and absorbed rules included", () => {
    const permits = [...hosts(300), tcp(addresses("198.18.0.0/24"), 443, 443), tcp(INTERNET, 80, 80)];
    const forwards = inline(made(permits));
    expect(inline(made([...permits].reverse()))).toEqual(forwards);
    expect(forwards).toHaveLength(300 - 128 + 2 + 2);
  });
});

describe("the quotas of a group", () => {
  it("take 1,000 rules, the two denials included, and refuse one more", () => {
    expect(complaints(made([...hosts(500), ...hosts(498, { direction: "egress" })]))).toEqual([]);
    expect(complaints(made([...hosts(500), ...hosts(499, { direction: "egress" })]))).toEqual([
      "cannot open Access Edge Server, external (stack/Interface/Rules): rules is 1001, the two that deny everything else included, expected at most 1000; name wider prefixes, or spread the roles over more interfaces [azure-rules-over-quota]",
    ]);
  });

  it("take 4,000 addresses as sources and 4,000 as destinations, and refuse one more of either", () => {
    const many = (count: number, direction: "ingress" | "egress"): Permit => {
      const prefixes = hosts(count).flatMap(({ peer }) => (peer.kind === "addresses" ? peer.prefixes : []));
      return tcp({ kind: "addresses", prefixes }, 443, 443, { direction });
    };
    expect(complaints(made([many(4000, "ingress"), many(4000, "egress")]))).toEqual([]);
    expect(complaints(made([many(4001, "ingress"), many(4000, "egress")]))).toEqual([
      "cannot open Access Edge Server, external (stack/Interface/Rules): addresses in ingress rules is 4001, expected at most 4000; name wider prefixes [azure-addresses-over-quota]",
    ]);
    expect(complaints(made([many(4000, "ingress"), many(4001, "egress")]))).toEqual([
      expect.stringContaining("addresses in egress rules is 4001"),
    ]);
  });

  it("never lose the denials, not even when every priority is taken", () => {
    const bySlot = new Map<number, Permit>();
    for (const permit of hosts(65_536)) {
      const slot = homeSlot(keyOf(permit));
      if (!bySlot.has(slot)) bySlot.set(slot, permit);
    }
    const group = made([...bySlot.values()]);
    expect(allowing(group)).toHaveLength(4095 - 100 + 1);
    const more = tcp(addresses("203.0.113.0/24"), 443, 443);
    group.group.permit(more);
    group.group.permit({ ...more, flow: "own/again" });
    expect(inline(group).filter(({ access }) => access === "Deny")).toEqual([denial("Inbound"), denial("Outbound")]);
    expect(allowing(group)).toHaveLength(4095 - 100 + 1);
    expect(complaints(group)).toContainEqual(expect.stringContaining("rules is 3999"));
  });
});

describe("the groups of an interface", () => {
  it("are named by their place, in at most 80 letters", () => {
    const { stack, group } = made([], `Interface-${"x".repeat(100)}`);
    for (const type of ["azurerm_network_security_group", "azurerm_application_security_group"]) {
      const names = Object.values(resourcesOf(stack, type)).map(({ name }) => String(name));
      expect(names).toEqual([expect.stringMatching(/^stack-Interface-x{55}-[0-9a-f]{8}$/)]);
      expect(names[0]).toHaveLength(80);
    }
    expect(group.terraformAddress).toMatch(/^azurerm_network_security_group\./);
    expect(rulesOf(stack)).toEqual([]);
  });

  it("takes 100 application security groups in its rules, its own included", () => {
    const groups = (count: number): Permit[] =>
      Array.from({ length: count }, (_, index) => tcp(groupPeer(`Peer${String(index)}`), 443, 443));
    expect(complaints(made(groups(99)))).toEqual([]);
    expect(complaints(made(groups(100)))).toEqual([
      expect.stringMatching(
        /application security groups in rules is 101, its own included, expected at most 100.*\[azure-groups-over-quota\]/,
      ),
    ]);
  });
});
