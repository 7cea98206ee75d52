/** Servers that the port table has no row for: SIP with Front Ends and Directors, and a finding about everything else. */
import type { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { Role } from "../../stack/role";
import { roleFact } from "./edge-services";
import { serverCertificate } from "./server-certificate";
import { addNamesElsewhere, addUndocumented } from "./internal-findings";
import { addHostRecords, checkOneHost, hasAddresses, type InternalHosts, placeHosts } from "./internal-hosts";
import { namesHere, requireNamesFree, requireNamesOnce } from "./internal-names";
import { deployInternal, peersOf } from "./internal-system";
import { checkInside, readName, requireInside, requireOcsNetwork, type ToldAt } from "./ocs-faults";

/** What such a server is told. */
export interface OcsServerProps {
  /** The network: `AwsNetwork` or `AzureNetwork`, with a subnet inside. */
  readonly network: Network;
  /** The fully qualified name of the server. An address record is made for it where the network has the DNS zone. */
  readonly name: string;
  /** The Front Ends that it goes with, inside: `Peer.of(pool.frontEnd)`, or their addresses. SIP, both ways. */
  readonly frontEnd: Peer;
  /**
   * Directors that it has SIP with as well, inside.
   *
   * @default - none
   */
  readonly director?: Peer;
}

/** A server, as it was checked. */
export interface CheckedServer {
  readonly name: string;
  readonly host: InternalHosts;
  /** Names with address records. */
  readonly recorded: readonly string[];
}

/**
 * A server, checked.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-name-missing`, `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`,
 *   `ocs-interface-missing`, `ocs-interface-shared`, `ocs-peer-missing`, `ocs-peer-role`, and those of addresses, peers, domains and DNS zones.
 */
export function checkServer(props: OcsServerProps, internal: unknown, prop: string, at: ToldAt): CheckedServer {
  const { network, frontEnd, director } = props;
  requireOcsNetwork(network, at);
  const name = readName(props.name, "name", "the server", at);
  const host = checkOneHost(internal, prop, "the server", network, at);
  const names = [name, ...host.names.flat()];
  requireNamesOnce(names, `${prop}.names`, at);
  requireNamesFree(network, [name], "name", at);
  requireInside(frontEnd, { prop: "frontEnd", whose: "the Front Ends", role: "front-end" }, network, at);
  checkInside(director, { prop: "director", whose: "Directors", role: "director" }, network, at);
  return { name, host, recorded: hasAddresses(host) ? namesHere(network, names) : [] };
}

/** What a server is in the catalog, and how it is made. */
export interface DeployedAs {
  readonly role: string;
  readonly construct: string;
  readonly choice: string;
  /** Peers of further roles. */
  readonly beside?: Readonly<Record<string, readonly (Peer | undefined)[]>>;
}

/** A server, and the certificate that it needs. */
export interface DeployedServer {
  readonly role: Role;
  readonly certificates: readonly CertificateRequest[];
}

/** Places a server, opens what is documented for it, and says what is not. */
export function deployServer(
  scope: Construct,
  { network, frontEnd, director }: OcsServerProps,
  { name, host, recorded }: CheckedServer,
  { role: id, construct, choice, beside = {} }: DeployedAs,
): DeployedServer {
  const fact = roleFact(id);
  const role = new Role(scope, construct, fact);
  const placed = placeHosts(role, host, fact.title, network);
  role.placeOn("internal", placed);
  deployInternal(scope, {
    network,
    placed: new Map([[id, role]]),
    chosen: new Set([choice]),
    peers: peersOf({ "front-end": [frontEnd], director: [director], ...beside }),
    sipDomains: [],
    host: fact.title,
  });
  for (const one of recorded) addHostRecords(placed, one, scope.node.path);
  addNamesElsewhere(scope, recorded.includes(name) ? [] : [name]);
  addUndocumented(scope, id);
  const certificates = [serverCertificate(id, [name, ...host.names.flat()])];
  declareCertificates(scope, () => certificates);
  return { role, certificates };
}

/** A server with one interface. */
export interface OcsOneHostServerProps extends OcsServerProps {
  /** Its interface, in the zone inside. */
  readonly internal: InterfaceProps;
}
