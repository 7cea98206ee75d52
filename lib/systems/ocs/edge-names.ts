/** The DNS names of an edge: host names of its interfaces, and the SRV records that lead to them. */
import type { IConstruct } from "constructs";
import { LCS_2005_PIC_RECORDS } from "../../catalog/lcs-2005-pic/records";
import { OCS_2007_RECORDS } from "../../catalog/ocs-2007/records";
import { applies } from "../../model/when";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import type { RecordRequest } from "../../stack/dns-records";
import type { Network } from "../../stack/network";
import type { Side } from "../../stack/interface-request";
import { hostNamesOn } from "../host-names";
import { serviceRecord } from "../service-records";
import type { EdgeService } from "./edge-services";

/** A host name, and the interface that it leads to. */
export interface HostName {
  readonly name: string;
  readonly role: string;
  readonly side: Side;
}

/**
 * The host names of all services, each in a DNS zone that the network knows.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, `stack-dns-zone-unknown`,
 *   `ocs-name-without-address`
 */
export function hostNamesOf(scope: IConstruct, network: Network, services: readonly EdgeService[]): HostName[] {
  return services.flatMap((service) =>
    (["external", "internal"] as const).flatMap((side) => namesOnSide(scope, network, service, side)),
  );
}

function namesOnSide(scope: IConstruct, network: Network, { role, prop, props }: EdgeService, side: Side): HostName[] {
  const path = scope.node.path;
  checkInterfaceProps({ side, prop: `${prop}.${side}`, props: props[side], path });
  const names = hostNamesOn({
    network,
    side,
    prop: `${prop}.${side}`,
    props: props[side],
    path,
    isPublished: true,
    withoutAddress: "ocs-name-without-address",
  });
  return names.map((name) => ({ name, role, side }));
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
  names: readonly HostName[],
  chosen: ReadonlySet<string>,
): RecordRequest[] {
  const targets = names
    .filter(({ role, side }) => role === "access-edge" && side === "external")
    .map(({ name }) => name);
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
        names: targets,
        prop: "accessEdge.external.names",
        withoutTarget: "ocs-srv-target-missing",
        path: scope.node.path,
      });
      network.dnsZoneOf(record);
      return record;
    }),
  );
}
