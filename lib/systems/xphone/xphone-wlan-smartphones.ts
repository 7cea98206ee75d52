/** Smartphones in a WLAN that the network governs. */
import { Construct } from "constructs";
import { type InterfaceProps, nicOf } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { requireNetwork } from "../require-network";
import { applePushService, type XPhoneAndroidPushProps, type XPhoneIosPushProps } from "./push";
import { readSoftphone, type XPhoneCallControllerEnd } from "./xphone-clients";
import { faultAt, requireChoices, requirePeerOf, type ToldAt } from "./xphone-faults";
import { deployXPhone, type StatedTraffic, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy smartphones in the WLAN";

/** The call controller of smartphones. */
export interface XPhoneWlanSoftphoneProps extends XPhoneCallControllerEnd {
  /**
   * Hole punching: opens every UDP port of the smartphones to the call controller's media range.
   *
   * @default - media to them come by connection state alone
   */
  readonly holePunching?: object;
}

/** What {@link XPhoneWlanSmartphones} deploys: at least one of `android`, `ios` and `softphone`. */
export interface XPhoneWlanSmartphonesProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The interface through which the WLAN reaches the network, in the zone inside. */
  readonly gateway: InterfaceProps;
  /**
   * Push notifications to Android smartphones: `services` are Google's.
   *
   * @default - not received
   */
  readonly android?: XPhoneAndroidPushProps;
  /**
   * Push notifications to iOS smartphones: `services` are Apple's, by default the documented block.
   *
   * @default - not received
   */
  readonly ios?: XPhoneIosPushProps;
  /**
   * Softphone Mobile in the WLAN.
   *
   * @default - not used
   */
  readonly softphone?: XPhoneWlanSoftphoneProps;
}

/**
 * Smartphones with XPhone Connect Mobile in a WLAN whose way to everything else leads through an interface of the network.
 * They fetch push notifications from Google's and Apple's services on the ports that the document prints for clients, and
 * send media to the call controller where a softphone is used. The network needs a way out for the push services.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `xphone-network-missing`, `xphone-interface-missing`, `xphone-interface-shared`,
 *   `xphone-choice-invalid`, `xphone-peer-missing`, `xphone-wlan-empty`, `xphone-media-range-*`, `stack-way-out-missing`,
 *   and those of addresses and peers. Nothing is open after an error.
 * @source xphone connection-overview rows 14, 15, 24 and 25
 */
export class XPhoneWlanSmartphones extends Construct {
  /** The smartphones, to attach the gateway to, to add flows of your own, and as a peer. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: XPhoneWlanSmartphonesProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    const { network, android, ios, softphone } = props;
    const todo = "say where the WLAN reaches the network";
    requireNetwork(network, { code: "xphone-network-missing", what: WHAT, todo, path: at.path });
    requireChoices({ android, ios, softphone, "softphone.holePunching": softphone?.holePunching }, at);
    const gateway = checkGateway(props.gateway, at);
    checkInterfaceProps({ side: "internal", prop: "gateway", props: gateway, path: at.path });
    const nic = nicOf(gateway, "internal");
    if ([android, ios, softphone].every((one) => one === undefined)) {
      const expected = "at least one of the three";
      throw faultAt(at)("xphone-wlan-empty", "android, ios, softphone", undefined, expected, "say what they use");
    }
    const peers = new XPhonePeers(network, at.path);
    const stated = new Map<string, StatedTraffic>();
    if (android !== undefined) {
      const { services } = android;
      requirePeerOf(services, "android.services", "Google's push service", at);
      if (services !== undefined) requireZone(services, "internet", network, "Google's push service", at.path);
      peers.add("google-push-service", services);
    }
    if (ios !== undefined) {
      const services = ios.services ?? applePushService();
      requireZone(services, "internet", network, "Apple's push service", at.path);
      peers.add("apple-push-service", services);
    }
    if (softphone !== undefined) readSoftphone(softphone, peers, stated, at);
    const choices = {
      "wlan-smartphones": props,
      "push-android": android,
      "push-ios": ios,
      "softphone-mobile": softphone,
      "hole-punching": softphone?.holePunching,
    };
    const chosen = new Set(Object.entries(choices).flatMap(([choice, made]) => (made === undefined ? [] : [choice])));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const fact = xphoneRole("xphone-mobile");
    this.role = new Role(this, "Smartphones", fact);
    const request = { zone: "internal", side: "internal", title: fact.title, nics: [nic] } as const;
    this.role.placeOn("internal", network.place(this.role, "Internal", request));
    const placed = new Map([["xphone-mobile", this.role]]);
    deployXPhone(this, { network, placed, chosen, peers, stated });
  }
}

function checkGateway(given: unknown, at: ToldAt): InterfaceProps {
  const fault = faultAt(at);
  if (typeof given !== "object" || given === null) {
    const todo = "describe the interface; {} lets the cloud pick its address";
    throw fault("xphone-interface-missing", "gateway", given, "an interface, described by an object", todo);
  }
  const one: InterfaceProps = given;
  if (one.sharedInterface === undefined && one.names === undefined) return one;
  const expected = "an interface without a shared name and host names";
  throw fault("xphone-interface-shared", "gateway", given, expected, "leave them out");
}
