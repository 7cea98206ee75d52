/** The Director of Office Communications Server 2007. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { directorCertificates } from "./director-certificates";
import { planDirector } from "./director-plan";
import type { DirectorProps } from "./director-props";
import { roleFact } from "./edge-services";
import { clientsOf } from "./internal-clients";
import { addNamesElsewhere } from "./internal-findings";
import { addHostRecords, placeHosts } from "./internal-hosts";
import { signInRecords } from "./internal-names";
import { deployInternal, peersOf } from "./internal-system";
import { requireChoice, requireInside, requireOcsNetwork, sipDomainsAt, type ToldAt } from "./ocs-faults";
import { placePoolAddress } from "./pool-address";
import { addTierRecords, callsItself, namesProp, namesToReach } from "./pool-tier";

const HOST = "Director";
const WHAT = "cannot deploy the Director";
/** The documented direction whose ports a virtual address forwards: SIP between servers. */
const FORWARDED = "ocs-2007/ports/1c";

/**
 * A Director in the zone inside, to which clients may sign in and which an `EdgeServer` takes as its `director`: on a
 * Standard Edition Server, on an Enterprise pool, or on an array of Standard Edition Servers behind a virtual address. It
 * has SIP with its clients and, both ways, with the Front Ends behind it, and nothing else.
 *
 * AWS: an ENI for each server, a security group, and a Network Load Balancer for the virtual address. Azure: network
 * interfaces with their groups, and a Standard load balancer; there a server that calls its own virtual address fails where
 * it is led back to itself, and a finding says so.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `ocs-director-kind`,
 *   `ocs-name-missing`, `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`, `ocs-pool-empty`, `ocs-interface-missing`,
 *   `ocs-interface-shared`, `ocs-virtual-address-missing`, `ocs-virtual-address-invalid`, `ocs-peer-missing`,
 *   `ocs-peer-role`, `ocs-choice-invalid`, `ocs-sign-in-taken`, `ocs-srv-target-missing`, `model-certificate-subject-long`, and those of
 *   addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source ocs-2007 ports rows 1, 20, 21 and 27; certificates rows 7 to 9; sign-in-srv rows 1 and 2
 */
export class Director extends Construct {
  /** The Director: the `director` of an `EdgeServer`, to attach machines to, and to add flows of your own. */
  readonly director: Role;
  /** The network that it is in. */
  readonly network: Network;
  /** The fully qualified name of the server, of the pool, or of the virtual address of the array. */
  readonly name: string;
  /** The fully qualified names of the servers of an array; none otherwise. */
  readonly serverNames: readonly string[];
  /** The SIP domains. */
  readonly sipDomains: readonly string[];
  /** The certificates that it needs: one, or one for each server of an array. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: DirectorProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the Director is placed, and on what it runs");
    const { network, frontEnds, automaticSignIn } = props;
    requireOcsNetwork(network, at);
    this.network = network;
    this.sipDomains = sipDomainsAt(props.sipDomains, at);
    const plan = planDirector(props, network, at);
    const { tier, recorded, kind } = plan;
    this.name = plan.name;
    this.serverNames = plan.serverNames;
    const behind = { prop: "frontEnds", whose: "the Front Ends behind the Director", role: "front-end" };
    requireInside(frontEnds, behind, network, at);
    const clients = clientsOf(props, network, at);
    requireChoice(automaticSignIn, "automaticSignIn", at);
    const { sipDomains } = this;
    const isOne = kind === "director-standard-edition";
    const prop = isOne ? "standardEdition.internal.names" : namesProp(tier);
    const signIn = { network, sipDomains, names: namesToReach(recorded, tier), prop };
    const records = automaticSignIn === undefined ? [] : signInRecords(signIn, at);
    const led = { sipDomains, names: automaticSignIn === undefined ? undefined : signIn.names };
    this.certificates = directorCertificates(plan, led, this.node.path);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const fact = roleFact("director");
    const role = new Role(this, "Director", fact);
    this.director = role;
    const placed = placeHosts(role, tier.hosts, fact.title, network);
    role.placeOn("internal", placed);
    if (tier.address !== undefined) {
      const { privateAddress } = tier.address;
      placePoolAddress(this, "Address", { network, title: fact.title, privateAddress }, [
        { role, direction: FORWARDED },
      ]);
    }
    deployInternal(this, {
      network,
      placed: new Map([[fact.id, role]]),
      chosen: new Set([kind]),
      // The only server has nobody to call in its own role but itself.
      peers: peersOf({ ...clients, director: callsItself(tier) ? [Peer.of(role)] : [], "front-end": [frontEnds] }),
      sipDomains,
      host: HOST,
    });
    addTierRecords(tier, placed, recorded, this.node.path);
    plan.serverNames.forEach((name, host) => {
      if (plan.recordedServers.includes(name)) addHostRecords(placed, name, this.node.path, (index) => index === host);
    });
    for (const record of records) network.addRecord(record);
    declareCertificates(this, () => this.certificates);
    const made = new Set([...recorded, ...plan.recordedServers]);
    addNamesElsewhere(
      this,
      [plan.name, ...plan.serverNames].filter((name) => !made.has(name)),
    );
  }
}
