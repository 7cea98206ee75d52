/** A Standard Edition Server of Office Communications Server 2007. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { roleFact } from "./edge-services";
import { internalCertificates, tellOtherNames } from "./internal-certificates";
import { clientsOf } from "./internal-clients";
import { addNamesElsewhere } from "./internal-findings";
import { addHostRecords, checkOneHost, hasAddresses } from "./internal-hosts";
import { namesHere, requireNamesFree, requireNamesOnce, signInRecords } from "./internal-names";
import type { OcsInternalProps, OcsOtherServersProps } from "./internal-props";
import { connectOthers, deployInternal, peersOf } from "./internal-system";
import { checkInside, readSubject, requireChoice, requireOcsNetwork, sipDomainsAt, type ToldAt } from "./ocs-faults";
import { signInProps } from "./sign-in-props";

const HOST = "Standard Edition Server";
const WHAT = `cannot deploy the ${HOST}`;
const CHOSEN: ReadonlySet<string> = new Set(["standard-edition"]);

/** What {@link StandardEditionServer} deploys. */
export interface StandardEditionServerProps extends OcsInternalProps, OcsOtherServersProps {
  /** The fully qualified name of the server, to which its certificate is issued. An address record is made for it where the network has the DNS zone. */
  readonly name: string;
  /**
   * Its interface, in the zone inside. `names` are host names beside `name`: for automatic sign-in, one inside each SIP
   * domain.
   */
  readonly internal: InterfaceProps;
}

/**
 * A Standard Edition Server: Front End, Web Conferencing Server, A/V Conferencing Server and Web Components on one host in
 * the zone inside. Its roles are what edge servers and the reverse proxy name as their internal servers.
 *
 * AWS: an ENI and a security group. Azure: a network interface with a network security group and an application security
 * group. AWS cannot filter the source ports 49152-65535 of the A/V Conferencing Server; a finding gives the bound.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `ocs-name-missing`,
 *   `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`, `ocs-interface-missing`, `ocs-interface-shared`, `ocs-choice-invalid`,
 *   `ocs-peer-role`, `ocs-sign-in-taken`, `ocs-srv-target-missing`, `model-certificate-subject-long`, and those of addresses, peers, domains
 *   and DNS zones. Nothing is open after an error.
 * @source ocs-2007 ports rows 1 to 10, 20, 21, 26 and 27; certificates row 1; sign-in-srv rows 1 and 2
 */
export class StandardEditionServer extends Construct {
  /** The Front End: the internal server of an Access Edge, to attach a machine to, and to add flows of your own. */
  readonly frontEnd: Role;
  /** The Web Conferencing Server: the internal server of a Web Conferencing Edge. */
  readonly webConferencingServer: Role;
  /** The A/V Conferencing Server: the internal server of an A/V Edge. */
  readonly avConferencingServer: Role;
  /** Web Components: what a reverse proxy publishes. */
  readonly webComponents: Role;
  /** The network that it is in. */
  readonly network: Network;
  /** The fully qualified name. */
  readonly name: string;
  /** The SIP domains. */
  readonly sipDomains: readonly string[];
  /** The certificate that it needs. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: StandardEditionServerProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the server is placed, and what it is called");
    const { network, internal, otherServers, automaticSignIn } = props;
    requireOcsNetwork(network, at);
    this.network = network;
    this.sipDomains = sipDomainsAt(props.sipDomains, at);
    this.name = readSubject(props.name, "name", "the server", at);
    const host = checkOneHost(internal, "internal", `the ${HOST}`, network, at);
    const names = [this.name, ...host.names.flat()];
    requireNamesOnce(names, "internal.names", at);
    requireNamesFree(network, [this.name], "name", at);
    const clients = clientsOf(props, network, at);
    checkInside(otherServers, { prop: "otherServers", whose: "other servers", role: "front-end" }, network, at);
    requireChoice(automaticSignIn, "automaticSignIn", at);
    const named = hasAddresses(host) ? namesHere(network, names) : [];
    const { sipDomains } = this;
    const signIn = { network, sipDomains, names: named, prop: "internal.names" };
    const records = automaticSignIn === undefined ? [] : signInRecords(signIn, at);
    const led = signInProps({ sipDomains, names: automaticSignIn === undefined ? undefined : named });
    this.certificates = internalCertificates(
      { ...led, topology: "standard-edition", name: this.name },
      this.node.path,
    ).map((one) => tellOtherNames(one, names));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const role = (construct: string, fact: string): Role => new Role(this, construct, roleFact(fact));
    this.frontEnd = role("FrontEnd", "front-end");
    this.webConferencingServer = role("WebConferencingServer", "web-conferencing-server");
    this.avConferencingServer = role("AvConferencingServer", "av-conferencing-server");
    this.webComponents = role("WebComponents", "web-components");
    const placed = network.place(this, "Internal", {
      zone: "internal",
      side: "internal",
      title: `${HOST}, internal`,
      nics: host.nics,
    });
    const roles = [this.frontEnd, this.webConferencingServer, this.avConferencingServer, this.webComponents];
    for (const one of roles) one.placeOn("internal", placed);
    const system = { network, chosen: CHOSEN, sipDomains, host: HOST };
    const byId = new Map(roles.map((one) => [one.fact.id, one]));
    deployInternal(this, { ...system, placed: byId, peers: peersOf({ ...clients }) });
    connectOthers(this, "OtherServers", { ...system, frontEnd: this.frontEnd, others: otherServers });
    for (const one of named) addHostRecords(placed, one, this.node.path);
    for (const record of records) network.addRecord(record);
    declareCertificates(this, () => this.certificates);
    addNamesElsewhere(
      this,
      names.filter((one) => !named.includes(one)),
    );
  }
}
