/** Which edge services are on one host's interface. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../../net/uc-edge-error";
import { addressOf, type AddressRequest, type InterfaceProps, type Side } from "../../stack/interface-request";
import { isUnresolved, resolvedText } from "../../stack/unresolved";
import { type EdgeService, roleFact } from "./edge-services";

/** An address of the hosts' interfaces, and the services that have it. */
export interface ServiceAddress {
  /** Of each host. */
  readonly requests: readonly AddressRequest[];
  readonly services: readonly EdgeService[];
}

/** The interface of one host of a service, as it is described. */
interface Described {
  readonly service: EdgeService;
  readonly prop: string;
  readonly props: InterfaceProps;
}

/**
 * Services by the interfaces of hosts that they name on a side; values that are not known yet are compared as Terraform reads
 * them. Arrays share the interfaces of all their hosts, or none.
 *
 * @throws {@link UcEdgeError} `ocs-external-address-shared`, `ocs-interface-conflict`, `ocs-shared-address-missing`
 */
export function servicesByInterface(scope: IConstruct, side: Side, services: readonly EdgeService[]): EdgeService[][] {
  const groups = new Map<string, EdgeService[]>();
  const byHost = new Map<string, EdgeService>();
  for (const service of services) {
    const keys = describedOn(service, side).map(
      ({ props }, index) => interfaceKey(scope, props) ?? `${service.id} ${String(index)}`,
    );
    const key = keys.join("\n");
    const before = keys.flatMap((one) => byHost.get(one) ?? [])[0];
    if (before !== undefined && !groups.has(key)) throw partlyShared(scope, side, before, service);
    for (const one of keys) byHost.set(one, service);
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  for (const sharers of groups.values()) {
    const hosts = sharers[0]?.hosts ?? [];
    hosts.forEach((_, index) => {
      const described = sharers.flatMap((service) => describedOn(service, side)[index] ?? []);
      checkShared(scope, side, described);
    });
  }
  return [...groups.values()];
}

/** The addresses of interfaces, each with the services that name it. */
export function addressesOf(scope: IConstruct, side: Side, sharers: readonly EdgeService[]): ServiceAddress[] {
  const byAddress = new Map<string, EdgeService[]>();
  for (const service of sharers) {
    const key = service.hosts.map((host) => textOf(scope, host[side].privateAddress) ?? "").join(" ");
    byAddress.set(key, [...(byAddress.get(key) ?? []), service]);
  }
  return [...byAddress.values()].flatMap((services) =>
    services
      .slice(0, 1)
      .map((first) => ({ requests: first.hosts.map((host) => addressOf(host[side], side)), services })),
  );
}

function describedOn(service: EdgeService, side: Side): Described[] {
  return service.hosts.map((host) => ({ service, prop: `${host.prop}.${side}`, props: host[side] }));
}

/** What tells that two descriptions mean one interface. */
function interfaceKey(scope: IConstruct, props: InterfaceProps): string | undefined {
  const { privateAddress, existingInterfaceId, sharedInterface } = props;
  return sharedInterface === undefined
    ? textOf(scope, existingInterfaceId ?? privateAddress)
    : `shared ${sharedInterface}`;
}

/** The firewall group is around all hosts of an array, so that they are on it together. */
function partlyShared(scope: IConstruct, side: Side, before: EdgeService, service: EdgeService): UcEdgeError {
  return new UcEdgeError({
    code: "ocs-interface-conflict",
    what: `cannot place ${titlesOf([before, service])}`,
    path: scope.node.path,
    prop: `${service.hosts[0]?.prop ?? service.prop}.${side}`,
    value: `partly the interfaces of ${before.prop}`,
    expected: `those of all hosts of ${before.prop}, in the same order, or interfaces of its own`,
    todo: "list the same hosts for both services, or give each its own interfaces",
  });
}

function titlesOf(services: readonly EdgeService[]): string {
  return services.map((service) => roleFact(service.role).title).join(" and ");
}

function checkShared(scope: IConstruct, side: Side, sharers: readonly Described[]): void {
  const [first, ...others] = sharers;
  if (first === undefined || others.length === 0) return;
  const by = { what: `cannot place ${titlesOf(sharers.map(({ service }) => service))}`, path: scope.node.path };
  const conflict = (different: Described): UcEdgeError =>
    new UcEdgeError({
      ...by,
      code: "ocs-interface-conflict",
      prop: different.prop,
      value: different.props,
      expected: `the same interface as ${first.prop}, whose name, address or id it names`,
      todo: "describe the shared interface in the same words for each service",
    });
  const unstated = sharers.find(({ props }) => props.sharedInterface !== undefined && !isKnown(props.privateAddress));
  if (unstated !== undefined) {
    throw new UcEdgeError({
      ...by,
      code: "ocs-shared-address-missing",
      prop: `${unstated.prop}.privateAddress`,
      value: unstated.props.privateAddress === undefined ? undefined : "a value known only when Terraform runs",
      expected: "the private address of each service on a shared interface, written here",
      todo: "state the address: rules and translations name it",
    });
  }
  const existing = ({ props }: Described): string | undefined => textOf(scope, props.existingInterfaceId);
  const other = others.find((one) => existing(one) !== existing(first));
  if (other !== undefined) throw conflict(other);
  // Without a name for the interface, all of them mean one address.
  const groups = first.props.sharedInterface === undefined ? [sharers] : byAddress(scope, sharers);
  for (const described of groups) {
    const [one, two] = described;
    if (one === undefined || two === undefined) continue;
    if (side === "external") throw sharedOutside(scope, by, one);
    const different = described.find((each) => shapeOf(scope, each) !== shapeOf(scope, one));
    if (different !== undefined) throw conflict(different);
  }
}

function byAddress(scope: IConstruct, sharers: readonly Described[]): Described[][] {
  const groups = new Map<string, Described[]>();
  for (const one of sharers) {
    const key = textOf(scope, one.props.privateAddress) ?? "";
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** All edge services listen on one port, so outside each needs an address of its own. */
function sharedOutside(
  scope: IConstruct,
  by: { readonly what: string; readonly path: string },
  { props: external }: Described,
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

function shapeOf(scope: IConstruct, { props: internal }: Described): string {
  const { privateAddress, ipv6Address, publicAddress, existingInterfaceId } = internal;
  const values = [privateAddress, ipv6Address, publicAddress, existingInterfaceId];
  return JSON.stringify(values.map((value) => textOf(scope, value) ?? null));
}

function textOf(scope: IConstruct, value: unknown): string | undefined {
  return typeof value === "string" ? resolvedText(scope, value) : undefined;
}
