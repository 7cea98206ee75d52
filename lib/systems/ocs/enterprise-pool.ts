/** An Enterprise pool of Office Communications Server 2007. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import type { PlacedInterface } from "../../stack/placed-interface";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { roleFact } from "./edge-services";
import type { EnterprisePoolProps } from "./enterprise-pool-props";
import { clientsOf, type InternalClients } from "./internal-clients";
import { addDatabase, addDynamicPorts, addNamesElsewhere } from "./internal-findings";
import { signInRecords } from "./internal-names";
import { connectOthers, deployInternal, peersOf } from "./internal-system";
import { checkInside, faultAt, requireChoice, requireOcsNetwork, sipDomainsAt, type ToldAt } from "./ocs-faults";
import { placePoolAddress } from "./pool-address";
import { poolCertificates } from "./pool-certificates";
import { planPool, POOL_ROLES, type PlannedTier, type PoolPlan, type PoolRole } from "./pool-plan";
import { addTierRecords, callsItself, namesProp, namesToReach } from "./pool-tier";

const HOST = "Enterprise pool";
const WHAT = `cannot deploy the ${HOST}`;
const BALANCED = "load-balanced-pool";
/** The documented directions whose ports a virtual address forwards: SIP between servers, and HTTPS to the pool's URLs. */
const FORWARDED: Readonly<Partial<Record<PoolRole, string>>> = {
  frontEnd: "ocs-2007/ports/1c",
  webComponents: "ocs-2007/ports/5a",
};

/**
 * An Enterprise pool in the zone inside. `consolidated`: all four roles on each server, behind one virtual address.
 * `expanded`: Front End, Web Conferencing, A/V Conferencing and Web Components on servers of their own, with a virtual
 * address in front of the Front Ends and one in front of Web Components.
 *
 * The virtual address takes SIP and HTTPS. Conferences, media and TCP 135 go to each server by itself, as the catalog reads
 * the document (`ocs-2007/not-balanced/1`). The back-end database is not documented, and a finding says so.
 *
 * AWS: an ENI for each server, a security group for each kind of server, a Network Load Balancer for each virtual address.
 * Azure: network interfaces with their groups, and Standard load balancers; there a server that calls the virtual address of
 * its own pool fails where it is led back to itself, and a finding says so.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `ocs-name-missing`,
 *   `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`, `ocs-pool-kind`, `ocs-pool-empty`, `ocs-pool-not-balanced`,
 *   `ocs-interface-missing`, `ocs-interface-shared`, `ocs-virtual-address-missing`, `ocs-virtual-address-invalid`,
 *   `ocs-web-farm-name`, `ocs-peer-role`, `ocs-choice-invalid`, `ocs-sign-in-taken`, `ocs-srv-target-missing`,
 *   `model-certificate-subject-long`, and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source ocs-2007 ports rows 1 to 10, 20, 21, 26 and 27; certificates rows 2 to 6; not-balanced; sign-in-srv rows 1 and 2
 */
export class EnterprisePool extends Construct {
  /** The network that it is in. */
  readonly network: Network;
  /** The fully qualified name of the pool. */
  readonly poolName: string;
  /** The fully qualified name in the internal URL of the web farm. */
  readonly webFarmName: string;
  /** The SIP domains. */
  readonly sipDomains: readonly string[];
  /** The certificates that it needs: one, or one for each role of an expanded pool. */
  readonly certificates: readonly CertificateRequest[];
  private readonly roles = new Map<PoolRole, Role>();

  constructor(scope: Construct, id: string, props: EnterprisePoolProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the pool is placed, and which servers it has");
    const { network, automaticSignIn } = props;
    requireOcsNetwork(network, at);
    this.network = network;
    this.sipDomains = sipDomainsAt(props.sipDomains, at);
    const plan = planPool(props, network, at);
    this.poolName = plan.poolName;
    this.webFarmName = plan.webFarmName;
    const clients = clientsOf(props, network, at);
    this.checkOthers(props, plan, at);
    requireChoice(automaticSignIn, "automaticSignIn", at);
    const [front] = plan.tiers;
    const { sipDomains } = this;
    const names = namesToReach(front.recorded, front.tier);
    const signIn = { network, sipDomains, names, prop: namesProp(front.tier) };
    const records = automaticSignIn === undefined ? [] : signInRecords(signIn, at);
    const led = { sipDomains, names: automaticSignIn === undefined ? undefined : names };
    this.certificates = poolCertificates(plan, led, at);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const placed = plan.tiers.map((tier) => this.placeTier(tier));
    for (const tier of plan.tiers) this.placeAddress(tier);
    this.permit(props, plan, clients);
    plan.tiers.forEach(({ tier, recorded }, index) => {
      const where = placed[index];
      if (where !== undefined) addTierRecords(tier, where, recorded, this.node.path);
    });
    for (const record of records) network.addRecord(record);
    declareCertificates(this, () => this.certificates);
    addNamesElsewhere(
      this,
      plan.tiers.flatMap((tier) => tier.names.filter((name) => !tier.recorded.includes(name))),
    );
    addDatabase(this);
  }

  /** The Front End Servers: the internal server of an Access Edge. */
  get frontEnd(): Role {
    return this.role("frontEnd");
  }

  /** The Web Conferencing Servers: the internal server of a Web Conferencing Edge. */
  get webConferencingServer(): Role {
    return this.role("webConferencingServer");
  }

  /** The A/V Conferencing Servers: the internal server of an A/V Edge. */
  get avConferencingServer(): Role {
    return this.role("avConferencingServer");
  }

  /** The Web Components Servers: what a reverse proxy publishes. */
  get webComponents(): Role {
    return this.role("webComponents");
  }

  private role(name: PoolRole): Role {
    const role = this.roles.get(name);
    if (role === undefined) throw new TypeError(`${this.node.path} has no ${name}`);
    return role;
  }

  private checkOthers({ otherServers, otherPools }: EnterprisePoolProps, { tiers }: PoolPlan, at: ToldAt): void {
    checkInside(otherServers, { prop: "otherServers", whose: "other servers", role: "front-end" }, this.network, at);
    checkInside(otherPools, { prop: "otherPools", whose: "other pools", role: "front-end" }, this.network, at);
    if (otherPools === undefined || tiers[0].tier.address !== undefined) return;
    const expected = "nothing for a pool without a virtual address: TCP 135 is for servers behind load balancers";
    throw faultAt(at, "ocs-pool-not-balanced", "otherPools", "a peer", expected, "name them as otherServers");
  }

  private placeTier({ tier, roles, title }: PlannedTier): PlacedInterface {
    const [first, ...more] = roles.map((name) => {
      const fact = roleFact(POOL_ROLES[name]);
      const role = new Role(this, `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, fact);
      this.roles.set(name, role);
      return role;
    });
    if (first === undefined) throw new TypeError(`${title} have no role`);
    const scope = more.length === 0 ? first : this;
    const request = { zone: "internal", side: "internal", title: `${title}, internal`, nics: tier.hosts.nics } as const;
    const placed = this.network.place(scope, "Internal", request);
    for (const role of [first, ...more]) role.placeOn("internal", placed);
    return placed;
  }

  private placeAddress({ tier, title, address: id, balanced }: PlannedTier): void {
    if (tier.address === undefined) return;
    const { privateAddress } = tier.address;
    const through = balanced.map((name) => ({ role: this.role(name), direction: FORWARDED[name] ?? "" }));
    placePoolAddress(this, id, { network: this.network, title, privateAddress }, through);
  }

  private permit(props: EnterprisePoolProps, { kind, tiers }: PoolPlan, clients: InternalClients): void {
    const { network, sipDomains } = this;
    const [{ tier: front }] = tiers;
    const roles = [...this.roles].map(([name, role]) => ({ id: POOL_ROLES[name], role }));
    // The only server of a role has nobody to call in the same role but itself.
    const own = roles.map(({ id, role }) => [id, id !== "front-end" || callsItself(front) ? [Peer.of(role)] : []]);
    const isBalanced = front.address !== undefined && front.hosts.nics.length > 1;
    const chosen = new Set<string>([kind, ...(isBalanced ? [BALANCED] : [])]);
    const placed = new Map(roles.map(({ id, role }) => [id, role]));
    const peers = peersOf({ ...(Object.fromEntries(own) as Record<string, Peer[]>), ...clients });
    deployInternal(this, { network, placed, chosen, sipDomains, peers, host: HOST });
    const others = { network, sipDomains, host: HOST, frontEnd: this.frontEnd };
    connectOthers(this, "OtherServers", { ...others, others: props.otherServers, chosen: new Set([kind]) });
    connectOthers(this, "OtherPools", { ...others, others: props.otherPools, chosen: new Set([kind, BALANCED]) });
    if (isBalanced || props.otherPools !== undefined) addDynamicPorts(this);
  }
}
