/** Which edge services are on one host's interface. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../../net/uc-edge-error";
import { addressOf, type AddressRequest, type Side } from "../../stack/interface-request";
import { isUnresolved, resolvedText } from "../../stack/unresolved";
import { type EdgeService, roleFact } from "./edge-services";

/** An address of an interface, and the services that have it. */
export interface ServiceAddress {
  readonly request: AddressRequest;
  readonly services: readonly EdgeService[];
}

/**
 * Services by the interface that they name on a side; values that are not known yet are compared as Terraform reads them.
 *
 * @throws {@link UcEdgeError} `ocs-external-address-shared`, `ocs-interface-conflict`, `ocs-shared-address-missing`
 */
export function servicesByInterface(scope: IConstruct, side: Side, services: readonly EdgeService[]): EdgeService[][] {
  const groups = new Map<string, EdgeService[]>();
  for (const service of services) {
    const { privateAddress, existingInterfaceId, sharedInterface } = service.props[side];
    const key =
      sharedInterface === undefined
        ? (textOf(scope, existingInterfaceId ?? privateAddress) ?? service.id)
        : `shared ${sharedInterface}`;
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  for (const sharers of groups.values()) checkShared(scope, side, sharers);
  return [...groups.values()];
}

/** The addresses of an interface, each with the services that name it. */
export function addressesOf(scope: IConstruct, side: Side, sharers: readonly EdgeService[]): ServiceAddress[] {
  const byAddress = new Map<string, EdgeService[]>();
  for (const service of sharers) {
    const key = textOf(scope, service.props[side].privateAddress) ?? "";
    byAddress.set(key, [...(byAddress.get(key) ?? []), service]);
  }
  return [...byAddress.values()].flatMap((services) =>
    services.slice(0, 1).map((first) => ({ request: addressOf(first.props[side], side), services })),
  );
}

function checkShared(scope: IConstruct, side: Side, sharers: readonly EdgeService[]): void {
  const [first, ...others] = sharers;
  if (first === undefined || others.length === 0) return;
  const by = {
    what: `cannot place ${sharers.map((service) => roleFact(service.role).title).join(" and ")}`,
    path: scope.node.path,
  };
  const conflict = (different: EdgeService): UcEdgeError =>
    new UcEdgeError({
      ...by,
      code: "ocs-interface-conflict",
      prop: `${different.prop}.${side}`,
      value: different.props[side],
      expected: `the same interface as ${first.prop}.${side}, whose name, address or id it names`,
      todo: "describe the shared interface in the same words for each service",
    });
  const unstated = sharers.find(
    ({ props }) => props[side].sharedInterface !== undefined && !isKnown(props[side].privateAddress),
  );
  if (unstated !== undefined) {
    throw new UcEdgeError({
      ...by,
      code: "ocs-shared-address-missing",
      prop: `${unstated.prop}.${side}.privateAddress`,
      value: unstated.props[side].privateAddress === undefined ? undefined : "a value known only when Terraform runs",
      expected: "the private address of each service on a shared interface, written here",
      todo: "state the address: rules and translations name it",
    });
  }
  const existing = ({ props }: EdgeService): string | undefined => textOf(scope, props[side].existingInterfaceId);
  const other = others.find((one) => existing(one) !== existing(first));
  if (other !== undefined) throw conflict(other);
  // Without a name for the interface, all of them mean one address.
  const isNamed = first.props[side].sharedInterface !== undefined;
  const groups = isNamed ? addressesOf(scope, side, sharers).map(({ services }) => services) : [sharers];
  for (const services of groups) {
    const [one, two] = services;
    if (one === undefined || two === undefined) continue;
    if (side === "external") throw sharedOutside(scope, by, one);
    const different = services.find((service) => shapeOf(scope, service) !== shapeOf(scope, one));
    if (different !== undefined) throw conflict(different);
  }
}

/** All edge services listen on one port, so outside each needs an address of its own. */
function sharedOutside(
  scope: IConstruct,
  by: { readonly what: string; readonly path: string },
  { props: { external } }: EdgeService,
): UcEdgeError {
  const { privateAddress, existingInterfaceId } = external;
  return new UcEdgeError({
    ...by,
    code: "ocs-external-address-shared",
    prop: existingInterfaceId === undefined ? "external.privateAddress" : "external.existingInterfaceId",
    value: textOf(scope, existingInterfaceId ?? privateAddress),
    expected: "an external address for each service, as all of them listen on TCP 443 (ocs-2007 ports rows 13, 15, 16)",
    todo: "give each service an external address of its own",
  });
}

function isKnown(address: string | undefined): boolean {
  return address !== undefined && !isUnresolved(address);
}

function shapeOf(scope: IConstruct, { props: { internal } }: EdgeService): string {
  const { privateAddress, ipv6Address, publicAddress, existingInterfaceId } = internal;
  const values = [privateAddress, ipv6Address, publicAddress, existingInterfaceId];
  return JSON.stringify(values.map((value) => textOf(scope, value) ?? null));
}

function textOf(scope: IConstruct, value: unknown): string | undefined {
  return typeof value === "string" ? resolvedText(scope, value) : undefined;
}
