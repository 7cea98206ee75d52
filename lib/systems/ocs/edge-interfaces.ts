/** Which edge services are on one host's interface. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { Side } from "../../stack/placed-interface";
import { resolvedText } from "../../stack/unresolved";
import { type EdgeService, roleFact } from "./edge-services";

/**
 * Services by the interface that they name on a side; values that are not known yet are compared as Terraform reads them.
 *
 * @throws {@link UcEdgeError} `ocs-external-address-shared`, `ocs-interface-conflict`
 */
export function servicesByInterface(scope: IConstruct, side: Side, services: readonly EdgeService[]): EdgeService[][] {
  const groups = new Map<string, EdgeService[]>();
  for (const service of services) {
    const { privateAddress, existingInterfaceId } = service.props[side];
    const key = textOf(scope, existingInterfaceId ?? privateAddress) ?? service.id;
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  for (const sharers of groups.values()) checkShared(scope, side, sharers);
  return [...groups.values()];
}

function checkShared(scope: IConstruct, side: Side, sharers: readonly EdgeService[]): void {
  const [first, ...others] = sharers;
  if (first === undefined || others.length === 0) return;
  const by = {
    what: `cannot place ${sharers.map((service) => roleFact(service.role).title).join(" and ")}`,
    path: scope.node.path,
  };
  if (side === "external") {
    const { privateAddress, existingInterfaceId } = first.props.external;
    throw new UcEdgeError({
      ...by,
      code: "ocs-external-address-shared",
      prop: existingInterfaceId === undefined ? "external.privateAddress" : "external.existingInterfaceId",
      value: textOf(scope, existingInterfaceId ?? privateAddress),
      expected:
        "an external address for each service, as all of them listen on TCP 443 (ocs-2007 ports rows 13, 15, 16)",
      todo: "give each service an external address of its own",
    });
  }
  const different = others.find((service) => shapeOf(scope, service) !== shapeOf(scope, first));
  if (different === undefined) return;
  throw new UcEdgeError({
    ...by,
    code: "ocs-interface-conflict",
    prop: `${different.prop}.internal`,
    value: different.props.internal,
    expected: `the same interface as ${first.prop}.internal, whose address or id it names`,
    todo: "describe the shared interface in the same words for each service",
  });
}

function shapeOf(scope: IConstruct, { props: { internal } }: EdgeService): string {
  const { privateAddress, ipv6Address, publicAddress, existingInterfaceId } = internal;
  const values = [privateAddress, ipv6Address, publicAddress, existingInterfaceId];
  return JSON.stringify(values.map((value) => textOf(scope, value) ?? null));
}

function textOf(scope: IConstruct, value: unknown): string | undefined {
  return typeof value === "string" ? resolvedText(scope, value) : undefined;
}
