/** Enterprise Voice of Office Communications Server 2007: the Mediation Server and the three kinds of media gateways. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { roleFact } from "./edge-services";
import { addBasicGateway } from "./internal-findings";
import { addHostRecords, checkOneHost, type InternalHosts, placeHosts } from "./internal-hosts";
import { requireInside, requireOneOf, type ToldAt } from "./ocs-faults";
import { checkServer, deployServer, type OcsServerProps } from "./undocumented-server";

const BASIC_GATEWAY = "basic-media-gateway";

/** A Mediation Server with a basic media gateway beside it. Exactly one of `gateway` and `gatewayHost`. */
export interface BasicGatewayProps {
  /** The interface of the Mediation Server, in the zone inside. */
  readonly server: InterfaceProps;
  /**
   * The gateway elsewhere inside. Nothing is documented for it, so nothing opens.
   *
   * @default - it is placed by `gatewayHost`
   */
  readonly gateway?: Peer;
  /**
   * The interface of the gateway, in the zone inside, with a firewall group in which nothing is open.
   *
   * @default - it is named by `gateway`
   */
  readonly gatewayHost?: InterfaceProps;
}

/** What {@link MediationServer} deploys: exactly one of `basicGateway`, `basicHybridGateway` and `advancedGateway`. */
export interface MediationServerProps extends OcsServerProps {
  /**
   * A Mediation Server, and a basic media gateway beside it.
   *
   * @default - another kind
   */
  readonly basicGateway?: BasicGatewayProps;
  /**
   * The interface of a basic-hybrid media gateway, which has the Mediation Server and the gateway in one.
   *
   * @default - another kind
   */
  readonly basicHybridGateway?: InterfaceProps;
  /**
   * The interface of an advanced media gateway, which has the Mediation Server's logic in it.
   *
   * @default - another kind
   */
  readonly advancedGateway?: InterfaceProps;
}

/** The role and the construct of each kind. */
const KINDS = {
  basicGateway: { role: "mediation-server", construct: "MediationServer" },
  basicHybridGateway: { role: "basic-hybrid-media-gateway", construct: "BasicHybridMediaGateway" },
  advancedGateway: { role: "advanced-media-gateway", construct: "AdvancedMediaGateway" },
} as const;

/**
 * What Enterprise Voice needs, in the zone inside: a Mediation Server beside a basic media gateway, a basic-hybrid media
 * gateway, or an advanced media gateway. The document has no ports for them: SIP between servers is open, both ways, and
 * findings say what they need beside it.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `ocs-gateway-kind`, `ocs-network-missing`, `ocs-name-missing`, `ocs-name-twice`, `ocs-name-taken`,
 *   `ocs-name-without-address`, `ocs-interface-missing`, `ocs-interface-shared`, `ocs-peer-missing`, `ocs-peer-role`, `ocs-choice-invalid`,
 *   and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source ocs-2007 features row 11; ports row 1
 */
export class MediationServer extends Construct {
  /** The Mediation Server, or the gateway that has it or its logic in it: to attach a machine to, and to add flows of your own. */
  readonly mediationServer: Role;
  /** The basic media gateway, where it is placed. */
  readonly mediaGateway: Role | undefined;
  /** The fully qualified name. */
  readonly name: string;
  /** The certificate for SIP between servers. No document says so: it is derived, and says from what. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: MediationServerProps) {
    super(scope, id);
    const at: ToldAt = { what: "cannot deploy the Mediation Server", path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the server is placed, and with which gateway");
    const { network, basicGateway, basicHybridGateway, advancedGateway } = props;
    const kinds = { basicGateway, basicHybridGateway, advancedGateway };
    requireOneOf(kinds, { code: "ocs-gateway-kind", todo: "say which kind of media gateway there is" }, at);
    const kind =
      basicGateway !== undefined
        ? "basicGateway"
        : basicHybridGateway !== undefined
          ? "basicHybridGateway"
          : "advancedGateway";
    const isBasic = kind === "basicGateway";
    const internal = isBasic ? basicGateway?.server : kinds[kind];
    const checked = checkServer(props, internal, isBasic ? "basicGateway.server" : kind, at);
    this.name = checked.name;
    const gateway = basicGateway === undefined ? undefined : checkGateway(basicGateway, network, at);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const beside = { [BASIC_GATEWAY]: [basicGateway?.gateway] };
    const as = { ...KINDS[kind], choice: "enterprise-voice", beside };
    const deployed = deployServer(this, props, checked, as);
    this.mediationServer = deployed.role;
    this.certificates = deployed.certificates;
    this.mediaGateway = gateway === undefined ? undefined : this.placeGateway(gateway, network);
    if (isBasic) addBasicGateway(this);
  }

  private placeGateway(host: InternalHosts, network: Network): Role {
    const fact = roleFact(BASIC_GATEWAY);
    const role = new Role(this, "MediaGateway", fact);
    const placed = placeHosts(role, host, fact.title, network);
    role.placeOn("internal", placed);
    for (const name of host.names.flat()) addHostRecords(placed, name, this.node.path);
    return role;
  }
}

/** The gateway beside a Mediation Server, where it is to be placed. */
function checkGateway(
  { gateway, gatewayHost }: BasicGatewayProps,
  network: Network,
  at: ToldAt,
): InternalHosts | undefined {
  const prop = "basicGateway";
  const alternatives = { [`${prop}.gateway`]: gateway, [`${prop}.gatewayHost`]: gatewayHost };
  const todo = "name the gateway where it is, or describe its interface";
  requireOneOf(alternatives, { code: "ocs-gateway-kind", todo }, at);
  if (gatewayHost !== undefined) return checkOneHost(gatewayHost, `${prop}.gatewayHost`, "the gateway", network, at);
  requireInside(
    gateway,
    { prop: `${prop}.gateway`, whose: "the basic media gateway", role: BASIC_GATEWAY },
    network,
    at,
  );
  return undefined;
}
