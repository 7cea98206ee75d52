/** How forwarders and routes to partners are shown to people. */
import type { TextLayout } from "../../../lib/tools/report/rule-table";
import { printPreview } from "../../../lib/tools/report/preview-text";
import { declaration, preview } from "./edge-stack";

const same = (text: string): string => text;
const COLORS = { bold: same, dim: same, red: same, yellow: same, cyan: same } as TextLayout["colors"];

const FORWARDER = {
  item: "forwarder",
  path: "Network/Resolver/Forward-corp.example.com",
  network: "Network",
  domain: "corp.example.com",
  servers: ["192.0.2.3", "192.0.2.20"],
  endpoint: "Network/Resolver/Outbound",
  resource: "aws_route53_resolver_rule.Corp",
  facts: [],
};
const ROUTE = {
  item: "partner-route",
  network: "Network",
  prefix: "192.0.2.0/24",
  over: "transit-gateway",
  gateway: "tgw-1",
  routeTable: { ref: "aws_route_table.Inside.id" },
};

/** The part of the text that stands under a heading. */
function under(heading: string, ...items: Record<string, unknown>[]): string[] {
  const text = printPreview([preview([], declaration("aws", ...items))], { colors: COLORS, width: 80 });
  const part = text.split("\n\n").find((one) => one.startsWith(`${heading}\n`));
  return part?.split("\n").slice(1) ?? [];
}

describe("the preview", () => {
  it("shows each forwarder with its servers and who asks them", () => {
    const zone = {
      ...FORWARDER,
      domain: "example.net",
      servers: ["10.30.0.53"],
      endpoint: null,
      resource: "azurerm_x.Net",
    };
    expect(under("Conditional forwarders", FORWARDER, zone)).toEqual([
      "  corp.example.com  192.0.2.3        by Network/Resolver/Outbound",
      "                    192.0.2.20",
      "  example.net       10.30.0.53       by azurerm_x.Net",
    ]);
  });

  it("says which documented flow asks for a forwarder", () => {
    const documented = { ...FORWARDER, servers: ["192.0.2.3"], facts: ["webex-di/table-2/44a", "webex-di/unknown"] };
    expect(under("Conditional forwarders", documented)).toEqual([
      "  corp.example.com  192.0.2.3        by Network/Resolver/Outbound",
      "                                     asked for by webex-di table-2 44",
      "                                     asked for by webex-di/unknown",
    ]);
  });

  it("shows each route to a partner with the link, and where it is made", () => {
    const bgp = { ...ROUTE, prefix: "203.0.113.0/24", over: "express-route", gateway: "gateway", routeTable: null };
    const vpn = { ...ROUTE, prefix: "203.0.113.0/25", over: "vpn", gateway: null, routeTable: "to-partners" };
    expect(under("Routes to partners", ROUTE, bgp, vpn)).toEqual([
      "  192.0.2.0/24    transit-gateway  over tgw-1, in aws_route_table.Inside.id",
      "  203.0.113.0/24  express-route    over gateway, not made here",
      "  203.0.113.0/25  vpn              in to-partners",
    ]);
  });

  it("has neither heading where there is nothing to show", () => {
    expect(under("Conditional forwarders", ROUTE)).toEqual([]);
    expect(under("Routes to partners", FORWARDER)).toEqual([]);
  });

  it("has both as data", () => {
    const { forwarders, partnerRoutes } = preview([], declaration("aws", FORWARDER, ROUTE));
    expect(forwarders).toEqual([
      {
        path: FORWARDER.path,
        domain: "corp.example.com",
        servers: ["192.0.2.3", "192.0.2.20"],
        endpoint: "Network/Resolver/Outbound",
        resource: "aws_route53_resolver_rule.Corp",
        facts: [],
      },
    ]);
    expect(partnerRoutes).toEqual([
      {
        network: "Network",
        prefix: "192.0.2.0/24",
        over: "transit-gateway",
        gateway: { text: "tgw-1", isReference: false },
        routeTable: { text: "aws_route_table.Inside.id", isReference: true },
      },
    ]);
  });
});
