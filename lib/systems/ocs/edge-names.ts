/** The DNS names of an edge: host names of its interfaces, and the SRV records that lead to them. */
import type { IConstruct } from "constructs";
import { LCS_2005_PIC_RECORDS } from "../../catalog/lcs-2005-pic/records";
import { OCS_2007_RECORDS } from "../../catalog/ocs-2007/records";
import { applies } from "../../model/when";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import type { RecordRequest } from "../../stack/dns-records";
import type { Network } from "../../stack/network";
import type { Side } from "../../stack/interface-request";
import { UcEdgeError } from "../../net/uc-edge-error";
import { hostNamesOn, readHostNames } from "../host-names";
import { serviceRecord } from "../service-records";
import { type EdgeService, roleFact } from "./edge-services";

const SIDES = ["external", "internal"] as const;

/** A host name, and where it leads. */
export interface HostName {
  readonly name: string;
  readonly role: string;
  readonly side: Side;
  /**
   * The host of an array that it leads to, by its index; nothing for a name of the service, which leads to what is in front
   * of its hosts, or to its only one.
   */
  readonly host: number | undefined;
}

/**
 * The host names of all services, each in a DNS zone that the network knows.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, `stack-dns-zone-unknown`,
 *   `ocs-name-without-address`, `ocs-array-name-twice`, `ocs-edge-name-twice`
 */
export function hostNamesOf(scope: IConstruct, network: Network, services: readonly EdgeService[]): HostName[] {
  const all = services.flatMap((service) =>
    SIDES.flatMap((side) => {
      const names = [...namesInFront(scope, network, service, side), ...namesOfHosts(scope, network, service, side)];
      if (service.array !== undefined) requireOnce(scope, service, names);
      return names;
    }),
  );
  requireOfOneService(scope, services, all);
  return all;
}

/** Outside each service has an address of its own, so that a name of two would lead to the wrong one every other time. */
function requireOfOneService(scope: IConstruct, services: readonly EdgeService[], names: readonly HostName[]): void {
  const outside = names.filter(({ side }) => side === "external");
  const owners = new Map<string, string>();
  for (const { name, role } of outside) {
    const owner = owners.get(name) ?? role;
    owners.set(name, owner);
    if (owner === role) continue;
    const prop = services.find((service) => service.role === role)?.prop ?? role;
    throw new UcEdgeError({
      code: "ocs-edge-name-twice",
      what: `cannot name the ${roleFact(role).title}`,
      prop: `${prop}.${services.some((one) => one.role === role && one.array !== undefined) ? "array." : ""}external.names`,
      value: name,
      expected: `names of its own: this one leads to the ${roleFact(owner).title}, which has another address`,
      todo: "give each service a name of its own outside",
      path: scope.node.path,
    });
  }
}

/** The names of an array's virtual address. */
function namesInFront(scope: IConstruct, network: Network, service: EdgeService, side: Side): HostName[] {
  const { role, prop, array } = service;
  const names = side === "external" ? array?.names : array?.inside?.names;
  if (names === undefined) return [];
  const view = side === "external" ? "public" : "internal";
  const given = { network, view, names, prop: `${prop}.array.${side}.names`, path: scope.node.path } as const;
  return readHostNames(given).map((name) => ({ name, role, side, host: undefined }));
}

function namesOfHosts(scope: IConstruct, network: Network, service: EdgeService, side: Side): HostName[] {
  const path = scope.node.path;
  const isArray = service.array !== undefined;
  return service.hosts.flatMap((host, index) => {
    const described = { side, prop: `${host.prop}.${side}`, props: host[side], path };
    checkInterfaceProps(described);
    // The address in front of an array has names of its own.
    const names = hostNamesOn({
      ...described,
      network,
      isPublished: !isArray,
      withoutAddress: "ocs-name-without-address",
    });
    return names.map((name) => ({ name, role: service.role, side, host: isArray ? index : undefined }));
  });
}

/** A name of several addresses would lead to a host that is down, and past the virtual address. */
function requireOnce(scope: IConstruct, { role, prop }: EdgeService, names: readonly HostName[]): void {
  const repeated = names.find(({ name }, index) => names.findIndex((other) => other.name === name) !== index);
  if (repeated === undefined) return;
  throw new UcEdgeError({
    code: "ocs-array-name-twice",
    what: `cannot name the ${roleFact(role).title}`,
    prop: `${prop}.array`,
    value: repeated.name,
    expected: `each name once on the ${repeated.side} side: it leads to the virtual address, or to one host`,
    todo: "give the name to the virtual address if the array is meant, or each host a name of its own",
    path: scope.node.path,
  });
}

/** Names that SRV records may lead to, and the prop that holds them. */
export interface RecordTargets {
  readonly names: readonly string[];
  readonly prop: string;
}

/** The names of the Access Edge outside, as a whole. */
export function targetsOf(service: EdgeService, names: readonly HostName[]): RecordTargets {
  const targets = names.filter(
    ({ role, side, host }) => role === service.role && side === "external" && host === undefined,
  );
  const prop = service.array === undefined ? `${service.prop}.external.names` : `${service.prop}.array.external.names`;
  return { prop, names: targets.map(({ name }) => name) };
}

/**
 * The SRV records of the choices made, one per SIP domain; each leads to a name of the Access Edge Server in that domain.
 *
 * @throws {@link UcEdgeError} `ocs-srv-target-missing`, `stack-dns-zone-unknown`
 */
export function serviceRecords(
  scope: IConstruct,
  network: Network,
  sipDomains: readonly string[],
  { names, prop }: RecordTargets,
  chosen: ReadonlySet<string>,
): RecordRequest[] {
  // The access proxy of Live Communications Server 2005 is the Access Edge Server of this version.
  const wanted = [...OCS_2007_RECORDS, ...LCS_2005_PIC_RECORDS].filter(
    (fact) =>
      fact.type === "SRV" &&
      ["access-edge", "access-proxy"].includes(fact.role) &&
      fact.view === "public" &&
      applies(fact.when, chosen),
  );
  return wanted.flatMap((fact) =>
    sipDomains.map((domain) => {
      const record = serviceRecord({
        fact,
        domain,
        domains: sipDomains,
        names,
        prop,
        withoutTarget: "ocs-srv-target-missing",
        path: scope.node.path,
      });
      network.dnsZoneOf(record);
      return record;
    }),
  );
}
