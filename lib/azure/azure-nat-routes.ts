/** Routes of a stack that go over what translates addresses, for the routes to partners to be held against. */
import type { IConstruct } from "constructs";
import { declaredResources } from "../stack/declared-resources";
import type { TranslatingRoute } from "../stack/partner-routes";

/**
 * Routes whose next hop is the internet, where Azure translates: those on their own, and those inside of route tables. What
 * an appliance does cannot be seen.
 */
export function translatingRoutes(scope: IConstruct): TranslatingRoute[] {
  return declaredResources(scope, ["azurerm_route", "azurerm_route_table"]).flatMap(({ path, type, values }) => {
    const inside = Array.isArray(values["route"]) ? (values["route"] as object[]) : [];
    return (type === "azurerm_route" ? [values] : inside).flatMap((route): TranslatingRoute[] => {
      const of = new Map<string, unknown>(Object.entries(route));
      const prefix = of.get("address_prefix");
      const isInternet = String(of.get("next_hop_type")).toLowerCase() === "internet";
      return typeof prefix === "string" && isInternet ? [{ path, prefix, by: "the internet" }] : [];
    });
  });
}
