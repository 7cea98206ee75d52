/** XPhone Connect Clients that stand in the network, such as virtual desktops. */
import { Construct } from "constructs";
import type { PortRange } from "../../net/port-range";
import { type InterfaceProps, nicOf } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { requireKnownList } from "../../stack/unresolved";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { requireNetwork } from "../require-network";
import { CLIENTS_SOFTPHONE, NOTHING, SCREEN_SHARING } from "./choice-props";
import { mediaRangeStated, readMediaRange } from "./media-range";
import { faultAt, requireChoices, requirePeerOf, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import { deployXPhone, type StatedTraffic, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy the XPhone Connect Clients";

/** A call controller, as clients are told it. */
export interface XPhoneCallControllerEnd {
  /** The call controller: `Peer.of(callController.role)`, or its addresses. */
  readonly at: Peer;
  /**
   * Its media range: `mediaPorts` of the call controller, or a text such as `"30000-31999"`.
   *
   * @default - UDP 30000-33000
   */
  readonly mediaPorts?: string | PortRange;
}

/** Screen sharing between clients, on a port that the operating system picks. */
export interface XPhoneScreenSharingProps {
  /**
   * Other clients, inside.
   *
   * @default - the hosts of this construct among each other
   */
  readonly with?: Peer;
}

/** What {@link XPhoneClients} deploys. */
export interface XPhoneClientsProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The interface of each computer, in the zone inside; at least one. They share a firewall group. */
  readonly hosts: readonly InterfaceProps[];
  /** The XPhone Connect Server: `Peer.of(server.role)`, or its address, inside or in the perimeter. */
  readonly server: Peer;
  /**
   * Softphone Desktop: the call controller that its media go to and come from.
   *
   * @default - no softphone
   */
  readonly softphone?: XPhoneCallControllerEnd;
  /**
   * The voicemail player.
   *
   * @default - not used
   */
  readonly voicemailPlayer?: object;
  /**
   * IMAP with the server's internal e-mail server.
   *
   * @default - not used
   */
  readonly internalImap?: object;
  /**
   * Screen sharing between clients.
   *
   * @default - not used
   */
  readonly screenSharing?: XPhoneScreenSharingProps;
}

/**
 * Computers with the XPhone Connect Client in the network: virtual desktops, say. They reach their server, and what is
 * chosen. Clients elsewhere are only named, as `clients` of the server.
 *
 * AWS: an ENI for each computer and one security group. Azure: a network interface for each and their groups.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-interface-missing`, `xphone-interface-shared`,
 *   `xphone-peer-missing`, `xphone-choice-invalid`, `xphone-media-range-*`, `net-port-*`, and those of addresses and peers.
 *   Nothing is open after an error.
 * @source xphone connection-overview rows 1 to 3; port-list rows 3, 4 and 9
 */
export class XPhoneClients extends Construct {
  /** The clients, to attach machines to, to add flows of your own, and as a peer. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: XPhoneClientsProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, server, softphone, voicemailPlayer, internalImap, screenSharing } = props;
    const todo = "say where the clients are placed";
    requireNetwork(network, { code: "xphone-network-missing", what: WHAT, todo, path: at.path });
    const made = {
      softphone: [softphone, CLIENTS_SOFTPHONE],
      voicemailPlayer: [voicemailPlayer, NOTHING],
      internalImap: [internalImap, NOTHING],
      screenSharing: [screenSharing, SCREEN_SHARING],
    } as const;
    requireChoices(made, at);
    const nics = checkHosts(props.hosts, at).map((one, index) => {
      checkInterfaceProps({ side: "internal", prop: `hosts[${String(index)}]`, props: one, path: at.path });
      return nicOf(one, "internal");
    });
    requirePeerOf(server, "server", "the XPhone Connect Server", at);
    requireZone(server, "network", network, "the XPhone Connect Server", at.path);
    const peers = new XPhonePeers(network, at.path);
    peers.add("xphone-server", server);
    const stated = new Map<string, StatedTraffic>();
    if (softphone !== undefined) readSoftphone(softphone, peers, stated, at);
    const others = screenSharing?.with;
    if (others !== undefined) requireZone(others, "internal", network, "other clients", at.path);
    const choices = {
      "softphone-desktop-inside": softphone,
      "voicemail-player": voicemailPlayer,
      "internal-imap": internalImap,
      "screen-sharing": screenSharing,
    };
    const chosen = new Set(Object.entries(choices).flatMap(([choice, made]) => (made === undefined ? [] : [choice])));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const fact = xphoneRole("xphone-client");
    this.role = new Role(this, "Clients", fact);
    const request = { zone: "internal", side: "internal", title: fact.title, nics } as const;
    this.role.placeOn("internal", network.place(this.role, "Internal", request));
    if (screenSharing !== undefined) {
      peers.add("xphone-client", Peer.of(this.role), "screen-sharing");
      peers.add("xphone-client", others, "screen-sharing");
      addFindings(this, [TO_EXCEPT]);
    }
    const placed = new Map([["xphone-client", this.role]]);
    deployXPhone(this, { network, placed, chosen, peers, stated });
  }
}

const TO_EXCEPT = {
  code: "xphone-screen-sharing",
  severity: "note",
  what: "screen sharing speaks RDP on ports from 49152 on",
  why: "an intrusion prevention system may take RDP off port 3389 for an attack, and the computers' own firewalls decide as well",
  todo: "except it there, and allow all traffic of the application XPhone Connect Client in the computers' firewalls",
  facts: ["xphone/screen-sharing-port/ips-exception", "xphone/screen-sharing/local-firewalls"],
} as const;

/** Checks a call controller that softphones are told, and adds it. */
export function readSoftphone(
  { at: callController, mediaPorts }: XPhoneCallControllerEnd,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  at: ToldAt,
): void {
  requirePeerOf(callController, "softphone.at", "the call controller", at);
  peers.add("call-controller", callController);
  const range = readMediaRange(mediaPorts === undefined ? {} : { mediaPorts }, [], at);
  for (const [direction, traffic] of mediaRangeStated(range)) stated.set(direction, traffic);
}

function checkHosts(given: readonly InterfaceProps[], at: ToldAt): readonly InterfaceProps[] {
  const fault = faultAt(at);
  const todo = "describe each computer's interface; {} lets the cloud pick its address";
  if ((given as unknown) === undefined || (given as unknown) === null || given.length === 0) {
    throw fault("xphone-interface-missing", "hosts", given, "at least one interface", todo);
  }
  requireKnownList(given, WHAT, "hosts", at.path);
  given.forEach((one: unknown, index) => {
    const prop = `hosts[${String(index)}]`;
    if (typeof one !== "object" || one === null) {
      throw fault("xphone-interface-missing", prop, one, "an interface, described by an object", todo);
    }
    const { sharedInterface, names } = one as InterfaceProps;
    if (sharedInterface === undefined && names === undefined) return;
    const expected = "an interface without a shared name and host names";
    throw fault("xphone-interface-shared", prop, one, expected, "leave them out");
  });
  return given;
}
