/** The XPhone Call Controller, and the media of softphones. */
import { Construct } from "constructs";
import type { PortRange } from "../../net/port-range";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { callControllerFindings } from "./call-controller-findings";
import { type CallControllerPlace, readPlace, requireReachable } from "./call-controller-place";
import { NOTHING, SIP_GATEWAY, SMARTPHONES, SOFTPHONE_DESKTOP, TURN_SERVER } from "./choice-props";
import { mediaRangeStated, readMediaRange } from "./media-range";
import { readGatewaySip, readSatelliteSip } from "./sip-ports";
import { smartphonesOutside } from "./smartphones";
import { readTurn } from "./turn";
import { callsOf, toMeasure, type XPhoneMeasure } from "./voip-ready";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";
import { faultAt, readPorts, requireChoices, requirePeerOf, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import { placeHost, placeWith } from "./xphone-host";
import { deployXPhone, type StatedTraffic, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy the XPhone Call Controller";
const ROW = "xphone/connection-overview/";
const TURN = { media: `${ROW}17a`, control: `${ROW}18a` };
const MEDIA_TO_PBX = `${ROW}21a`;

/**
 * The XPhone Call Controller, integrated in the server or on a Linux satellite, for Softphone Mobile, Softphone Desktop and
 * a PBX. Softphones outside reach its media range at a public address of its own, by static NAT with ports unchanged;
 * `publicAddress` is what it must be told. Where only those inside are named, it needs none, and nothing is open outside.
 * With `turn`, media to the clients go over the TURN server; media from them still
 * come directly.
 *
 * A satellite also has its control, SIP and event connections with the server. AWS: an ENI and a security group for each
 * interface, an Elastic IP. Azure: a network interface with its groups, a Standard public IP. AWS cannot filter the source
 * ports of hole punching; a finding gives the bound.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-call-controller-place`, `xphone-call-controller-twice`, `xphone-server-missing`, `xphone-network-missing`,
 *   `xphone-satellite-zone`, `xphone-interface-*`, `xphone-choice-invalid`, `xphone-peer-missing`,
 *   `xphone-call-controller-idle`, `xphone-softphone-desktop-empty`, `xphone-turn-without-softphones`,
 *   `xphone-hole-punching-without-softphones`, `xphone-stun-without-softphones`, `xphone-ports-missing`, `xphone-port-invalid`, `xphone-sip-port-taken`, `xphone-transport-unknown`, `xphone-turn-*`, `xphone-media-*`,
 *   `xphone-calls-*`, `net-port-*`, and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone media streams; connection-overview rows 2, 3, 8-11, 14-23 and 32
 */
export class XPhoneCallController extends Construct {
  /** The call controller, to attach a machine to, and to add flows of your own. */
  readonly role: Role;
  /** The media range, to set in the product. */
  readonly mediaPorts: PortRange;
  /** How many calls the media range carries at once. */
  readonly mostCalls: number;
  /** The documented values to measure before calls are made. */
  readonly voipReady: readonly XPhoneMeasure[];
  private readonly place: CallControllerPlace;
  private readonly chosen: ReadonlySet<string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: XPhoneCallControllerProps,
  ) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { softphoneMobile, softphoneDesktop, turn, holePunching, sipGateway } = props;
    const made = {
      softphoneMobile: [softphoneMobile, SMARTPHONES],
      softphoneDesktop: [softphoneDesktop, SOFTPHONE_DESKTOP],
      turn: [turn, TURN_SERVER],
      holePunching: [holePunching, NOTHING],
      sipGateway: [sipGateway, SIP_GATEWAY],
    } as const;
    requireChoices(made, at);
    this.place = readPlace(props, at);
    this.checkTogether(at);
    const { network, host, role } = this.place;
    const stated = new Map<string, StatedTraffic>();
    const sip = this.readSip(stated, at);
    this.mediaPorts = readMediaRange(props, sip, at);
    for (const [direction, traffic] of mediaRangeStated(this.mediaPorts)) stated.set(direction, traffic);
    const peers = this.readPeers(stated, at);
    this.chosen = this.chosenOf();
    if (this.isOutside) requireReachable(this.place, at);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, role === "satellite" ? "Satellite" : "CallController", xphoneRole(role));
    if (props.integratedIn === undefined) placeHost(this.role, host, network);
    else placeWith(this.role, props.integratedIn.role);
    const placed = new Map([[role, this.role]]);
    deployXPhone(this, { network, placed, chosen: this.chosen, peers, stated });
    props.integratedIn?.integrate(this.node.path);
    this.mostCalls = callsOf(this.mediaPorts);
    this.voipReady = toMeasure();
    addFindings(this, callControllerFindings(props, this.mediaPorts, this.isOutside));
  }

  /** The address at which the internet reaches the media range: what a call controller behind translation must be told. */
  get publicAddress(): string | undefined {
    return this.role.publicAddresses[0] ?? this.role.internal?.publicAddress;
  }

  /** Whether softphones outside use it. */
  private get isOutside(): boolean {
    const { softphoneMobile, softphoneDesktop } = this.props;
    const smartphones = softphoneMobile === undefined ? undefined : smartphonesOutside(softphoneMobile);
    return smartphones !== undefined || softphoneDesktop?.outside !== undefined;
  }

  /** What is there only with something else. */
  private checkTogether(at: ToldAt): void {
    const { softphoneMobile, softphoneDesktop, turn, holePunching, sipGateway, stunServers } = this.props;
    const fault = faultAt(at);
    if ([softphoneMobile, softphoneDesktop, sipGateway].every((one) => one === undefined)) {
      const props = "softphoneMobile, softphoneDesktop, sipGateway";
      throw fault(
        "xphone-call-controller-idle",
        props,
        undefined,
        "at least one of them",
        "say whose media it carries",
      );
    }
    const { outside, inside } = softphoneDesktop ?? {};
    if (softphoneDesktop !== undefined && outside === undefined && inside === undefined) {
      const todo = "name the clients that use it";
      const props = "softphoneDesktop.outside, softphoneDesktop.inside";
      throw fault("xphone-softphone-desktop-empty", props, undefined, "at least one of the two", todo);
    }
    if (holePunching !== undefined && !this.isOutside && softphoneMobile === undefined) {
      const expected = "softphones outside or smartphones in a WLAN, whose NAT it is for";
      throw fault("xphone-hole-punching-without-softphones", "holePunching", holePunching, expected, "leave it out");
    }
    if (turn !== undefined && !this.isOutside) {
      const expected = "softphones outside, for which a TURN server is there";
      throw fault("xphone-turn-without-softphones", "turn", "described", expected, "leave it out");
    }
    const usesStun = this.isOutside || softphoneMobile !== undefined || sipGateway !== undefined;
    if (stunServers !== undefined && !usesStun) {
      const expected = "softphones outside, smartphones or a SIP gateway, for which STUN servers are there";
      throw fault("xphone-stun-without-softphones", "stunServers", "a peer", expected, "leave them out");
    }
    if (this.isOutside)
      requirePeerOf(stunServers, "stunServers", "the STUN servers, which softphones outside need", at);
  }

  private chosenOf(): Set<string> {
    const { softphoneMobile, softphoneDesktop, turn, holePunching, sipGateway, timeServers } = this.props;
    const choices: Readonly<Record<string, unknown>> = {
      "softphone-mobile": softphoneMobile,
      "wlan-smartphones": softphoneMobile?.inside,
      "softphone-desktop": softphoneDesktop?.outside,
      "softphone-desktop-inside": softphoneDesktop?.inside,
      turn,
      "hole-punching": holePunching,
      "sip-gateway": sipGateway,
      "time-synchronization": timeServers,
    };
    return new Set(Object.keys(choices).filter((choice) => choices[choice] !== undefined));
  }

  /** Reads the ports of SIP; returns those on which the call controller itself takes it, as stated or as documented. */
  private readSip(stated: Map<string, StatedTraffic>, at: ToldAt): PortRange[] {
    const { satellite, sipGateway } = this.props;
    const ofSatellite = satellite === undefined ? undefined : readSatelliteSip(satellite, "satellite", stated, at);
    const ofGateway = sipGateway === undefined ? [] : readGatewaySip(sipGateway, ofSatellite, stated, at);
    return [...(ofSatellite ?? []), ...ofGateway];
  }

  private readPeers(stated: Map<string, StatedTraffic>, at: ToldAt): XPhonePeers {
    const { satellite, turn, sipGateway, timeServers } = this.props;
    const { network } = this.place;
    const peers = new XPhonePeers(network, at.path);
    peers.add("xphone-server", satellite?.server);
    this.addSoftphones(peers, network, at);
    if (turn !== undefined) {
      readTurn(turn, "turn", TURN, peers, stated, network, at);
    }
    if (sipGateway !== undefined) {
      requirePeerOf(sipGateway.pbx, "sipGateway.pbx", "the PBX or SBC", at);
      peers.addByPlace("pbx", "external-pbx", sipGateway.pbx);
      const ports = readPorts(sipGateway.mediaPorts, "sipGateway.mediaPorts", "the PBX or SBC", at);
      stated.set(MEDIA_TO_PBX, { ports });
    }
    if (timeServers !== undefined) requirePeerOf(timeServers, "timeServers", "the time servers", at);
    peers.addByPlace("ntp-server", "external-ntp-server", timeServers);
    return peers;
  }

  private addSoftphones(peers: XPhonePeers, network: Network, { path }: ToldAt): void {
    const { softphoneMobile, softphoneDesktop, stunServers } = this.props;
    const add = (role: string, zone: "internet" | "internal", peer: Peer | undefined): void => {
      if (peer !== undefined) requireZone(peer, zone, network, xphoneRole(role).title, path);
      peers.add(role, peer);
    };
    if (softphoneMobile !== undefined) {
      add("external-xphone-mobile", "internet", smartphonesOutside(softphoneMobile));
      add("xphone-mobile", "internal", softphoneMobile.inside);
    }
    add("external-xphone-client", "internet", softphoneDesktop?.outside);
    add("xphone-client", "internal", softphoneDesktop?.inside);
    add("stun-server", "internet", stunServers);
  }
}
