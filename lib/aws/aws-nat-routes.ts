/** Routes of a stack that go over what translates addresses, for the routes to partners to be held against. */
import type { IConstruct } from "constructs";
import { declaredResources } from "../stack/declared-resources";
import type { TranslatingRoute } from "../stack/partner-routes";
import { referencedType } from "../stack/referenced-type";

const DESTINATIONS = ["destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block"];

/** Routes over a NAT gateway or an internet gateway: those on their own, and those inside of route tables. */
export function translatingRoutes(scope: IConstruct): TranslatingRoute[] {
  return declaredResources(scope, ["aws_route", "aws_route_table", "aws_default_route_table"]).flatMap(
    ({ path, type, values }) => {
      const inside = Array.isArray(values["route"]) ? (values["route"] as object[]) : [];
      return (type === "aws_route" ? [values] : inside).flatMap((route): TranslatingRoute[] => {
        const of = new Map<string, unknown>(Object.entries(route));
        const by = translatorOf(scope, of.get("nat_gateway_id"), of.get("gateway_id"));
        const prefix = DESTINATIONS.map((name) => of.get(name)).find((one) => typeof one === "string");
        return by === undefined || prefix === undefined ? [] : [{ path, prefix, by }];
      });
    },
  );
}

function translatorOf(scope: IConstruct, nat: unknown, gateway: unknown): string | undefined {
  if (typeof nat === "string") return "a NAT gateway";
  if (typeof gateway !== "string") return undefined;
  const isInternet = gateway.startsWith("igw-") || referencedType(scope, gateway) === "aws_internet_gateway";
  return isInternet ? "an internet gateway" : undefined;
}
