/** Conditional forwarders and routes to partners, as text for people. */
import { FLOWS } from "../../catalog/all";
import { printCitation } from "./cited-flows";
import type { PreviewStack } from "./preview";
import type { TextLayout } from "./rule-table";
import { COLUMN_GAP, columnWidth, printTable } from "./text-table";

const INDENT = "  ";

/** The forwarders of a stack: domain, name servers, and the endpoint that asks. Empty where there are none. */
export function printForwarders(stack: PreviewStack, { colors, width }: TextLayout): string {
  if (stack.forwarders.length === 0) return "";
  const domain = columnWidth(
    stack.forwarders.map((forwarder) => forwarder.domain),
    10,
    Math.floor(width / 2),
  );
  const servers = 15;
  const rows = stack.forwarders.flatMap((forwarder) => [
    [
      { text: forwarder.domain },
      { text: forwarder.servers.join("\n") },
      { text: `by ${forwarder.endpoint ?? forwarder.resource}` },
    ],
    ...forwarder.facts.map((id) => [{ text: "" }, { text: "" }, { text: forwardedFor(id), color: colors.dim }]),
  ]);
  const widths = [domain, servers, width - INDENT.length - domain - servers - 2 * COLUMN_GAP];
  return [colors.bold("Conditional forwarders"), printTable(rows, widths, INDENT)].join("\n");
}

/** The routes of a stack to partners: prefix, link, gateway and route table. Empty where there are none. */
export function printPartnerRoutes(stack: PreviewStack, { colors, width }: TextLayout): string {
  if (stack.partnerRoutes.length === 0) return "";
  const prefix = columnWidth(
    stack.partnerRoutes.map((route) => route.prefix),
    10,
    Math.floor(width / 2),
  );
  const over = columnWidth(
    stack.partnerRoutes.map((route) => route.over),
    10,
    25,
  );
  const rows = stack.partnerRoutes.map((route) => {
    const ends = [
      ...(route.gateway === undefined ? [] : [`over ${route.gateway.text}`]),
      route.routeTable === undefined ? "not made here" : `in ${route.routeTable.text}`,
    ];
    return [{ text: route.prefix }, { text: route.over }, { text: ends.join(", ") }];
  });
  const widths = [prefix, over, width - INDENT.length - prefix - over - 2 * COLUMN_GAP];
  return [colors.bold("Routes to partners"), printTable(rows, widths, INDENT)].join("\n");
}

function forwardedFor(id: string): string {
  const fact = FLOWS.find((flow) => id.startsWith(flow.id) && /^[a-z]?$/.test(id.slice(flow.id.length)));
  return `asked for by ${fact === undefined ? id : printCitation(fact.source)}`;
}
