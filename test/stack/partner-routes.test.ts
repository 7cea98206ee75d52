/** Routes to a partner, as both clouds have them: what is routed, by whom, in which order, and what is refused. */
import { TerraformVariable } from "cdktf";
import { expectFault } from "../support/faults";
import { linked, PARTNER, routesOf } from "../support/linked-networks";
import { countsOf, declared, resourcesOf, synthesized } from "../support/rules";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";

const TYPE = { aws: "aws_route", azure: "azurerm_route" } as const;

describe.each(CLOUDS)("routes to a partner on %s", (cloud) => {
  const [table, hop] = cloud === "aws" ? ["rtb-1", "tgw-1"] : ["to-partners", "VirtualNetworkGateway"];
  const to = (...prefixes: string[]): string[] => prefixes.map((prefix) => `${table} ${prefix} ${hop}`).sort();

  it("lead to each prefix of the zone as it is given, and are declared", () => {
    const { stack } = linked(cloud, { partner: ["192.0.2.128/25", "192.0.2.0/25"] });
    expect(routesOf(stack)).toEqual(to("192.0.2.0/25", "192.0.2.128/25"));
    const over = cloud === "aws" ? "transit-gateway" : "vpn";
    const gateway = cloud === "aws" ? "tgw-1" : null;
    expect(declared(stack, "partner-route")).toEqual(
      ["192.0.2.0/25", "192.0.2.128/25"].map((prefix) => ({
        item: "partner-route",
        network: "Network",
        prefix,
        over,
        gateway,
        routeTable: table,
      })),
    );
    expect(declared(stack, "finding")).toEqual([]);
  });

  it("are extended by systems, once for each prefix", () => {
    const { stack, network } = linked(cloud);
    const before = resourcesOf(stack, TYPE[cloud]);
    network.routeToPartner(["192.0.2.64/26"], "System");
    network.routeToPartner(["203.0.113.0/28", "192.0.2.64/26"], "Other");
    expect(routesOf(stack)).toEqual(to(...PARTNER, "192.0.2.64/26", "203.0.113.0/28"));
    expect(resourcesOf(stack, TYPE[cloud])).toMatchObject(before);
  });

  it("do not depend on the order in which they are asked for", () => {
    const asks = [["192.0.2.64/26"], ["203.0.113.0/28", "192.0.2.0/26"], PARTNER];
    const made = [asks, [...asks].reverse()].map((order) => {
      const { stack, network } = linked(cloud);
      for (const prefixes of order) network.routeToPartner(prefixes, "System");
      const sorted = (text: string): unknown =>
        JSON.parse(text, (_, value: unknown) =>
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
        );
      return JSON.stringify(sorted(synthesized(stack)));
    });
    expect(made[0]).toBe(made[1]);
  });

  it.each<[string, string[], string, (string | RegExp)[]]>([
    ["every address", ["0.0.0.0/0"], "stack-route-any", ['prefixes is "0.0.0.0/0"']],
    ["every IPv6 address", ["::/0"], "stack-route-any", ['"::/0"']],
    ["a prefix outside", ["198.51.100.0/24"], "stack-route-outside-partner", ['it is in "internet"']],
    ["a prefix of the network's own", ["10.20.0.0/25"], "stack-route-outside-partner", ['it is in "perimeter"']],
    ["a prefix inside", ["10.30.0.0/16"], "stack-route-outside-partner", ['it is in "internal"']],
    ["a prefix in several zones", ["0.0.0.0/1"], "stack-route-outside-partner", ["partly in a zone and partly not"]],
    [
      "a prefix twice",
      ["192.0.2.0/26", "192.0.2.0/26"],
      "stack-route-duplicate",
      ['"192.0.2.0/26"', "each prefix once"],
    ],
    ["host bits", ["192.0.2.1/24"], "net-prefix-host-bits", []],
    ["a name", ["dns.example.com"], "net-prefix-invalid", ["addresses, not names"]],
    ["what is known later", ["${var.partner}"], "stack-prop-unresolved", ["known only when Terraform runs"]],
  ])("refuse %s, and route nothing then", (_, prefixes, code, says) => {
    const { stack, network } = linked(cloud);
    const before = synthesized(stack);
    expectFault(
      () => {
        network.routeToPartner(["192.0.2.64/26", ...prefixes], "System");
      },
      code,
      "cannot route to the partner",
      ...says,
    );
    expect(synthesized(stack)).toBe(before);
  });

  it("refuse lists that are none, or known only later", () => {
    const { stack, network } = linked(cloud);
    const later = new TerraformVariable(stack, "later", { type: "list(string)" });
    expectFault(() => {
      network.routeToPartner(later.listValue, "System");
    }, "stack-list-unresolved");
    expectFault(() => {
      network.routeToPartner("192.0.2.0/24" as never, "System");
    }, "stack-list-invalid");
  });

  it("refuse a prefix that the network's own props give twice", () => {
    expectFault(
      () => linked(cloud, { partner: ["192.0.2.0/24", "192.0.2.0/24"] }),
      "stack-route-duplicate",
      "partner.prefixes",
    );
  });

  it("are not made without a link, and a finding says so once a system asks", () => {
    const { stack, network } = linked(cloud, { linked: false });
    expect(declared(stack, "finding")).toEqual([]);
    network.routeToPartner(["192.0.2.64/26"], "System");
    expect(routesOf(stack)).toEqual([]);
    expect(declared(stack, "partner-route")).toEqual([]);
    expect(declared(stack, "finding")).toMatchObject([
      {
        code: "stack-route-not-seen",
        severity: "note",
        where: "Network",
        what: "the route to 192.0.2.64/26 was not seen: no link to the partner is declared",
      },
    ]);
  });

  it("refuse every prefix where the network has no partner", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    expectFault(
      () => {
        network.routeToPartner(["192.0.2.0/24"], "System");
      },
      "stack-route-outside-partner",
      'it is in "internet"',
    );
    expect(countsOf(stack)).toEqual({});
  });
});
