/** Smartphones in a WLAN that the network governs. */
import { Construct } from "constructs";
import { type InterfaceProps, nicOf } from "../../stack/interface-request";
import { Role } from "../../stack/role";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { requireNetwork } from "../require-network";
import { ANDROID, IOS, NOTHING, TURN_SERVER, WLAN_SOFTPHONE, WLAN_WEB } from "./choice-props";
import { compareHolePunching } from "./hole-punching";
import { readWlanEnds, wlanFindings } from "./wlan-ends";
import { faultAt, requireChoices, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import { deployXPhone, type StatedTraffic, XPhonePeers, xphoneRole } from "./xphone-system";
import type { XPhoneWlanSmartphonesProps } from "./xphone-wlan-smartphones-props";

const WHAT = "cannot deploy smartphones in the WLAN";

/**
 * Smartphones with XPhone Connect Mobile in a WLAN whose way to everything else leads through an interface of the network.
 * They connect to the web applications, fetch push notifications from Google's and Apple's services on the ports that the
 * document prints for clients, and where a softphone is used send media to the call controller, and reach the STUN and TURN
 * servers. The network needs a way out for whatever of it is outside.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-interface-missing`, `xphone-interface-shared`,
 *   `xphone-choice-invalid`, `xphone-peer-missing`, `xphone-wlan-*`, `xphone-port-invalid`, `xphone-ports-missing`,
 *   `xphone-media-range-*`, `stack-way-out-missing`, and those of addresses and peers. Nothing is open after an error.
 * @source xphone connection-overview rows 14, 15, 24 to 28 and 30; hosting: reverse proxy in the DMZ
 */
export class XPhoneWlanSmartphones extends Construct {
  /** The smartphones, to attach the gateway to, to add flows of your own, and as a peer. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: XPhoneWlanSmartphonesProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, web, android, ios, softphone } = props;
    const todo = "say where the WLAN reaches the network";
    requireNetwork(network, { code: "xphone-network-missing", what: WHAT, todo, path: at.path });
    const made = {
      web: [web, WLAN_WEB],
      android: [android, ANDROID],
      ios: [ios, IOS],
      softphone: [softphone, WLAN_SOFTPHONE],
    } as const;
    requireChoices(made, at);
    const { holePunching, turn } = softphone ?? {};
    requireChoices({ "softphone.holePunching": [holePunching, NOTHING], "softphone.turn": [turn, TURN_SERVER] }, at);
    const gateway = checkGateway(props.gateway, at);
    checkInterfaceProps({ side: "internal", prop: "gateway", props: gateway, path: at.path });
    const nic = nicOf(gateway, "internal");
    if ([web, android, ios, softphone].every((one) => one === undefined)) {
      const expected = "at least one of the four";
      throw faultAt(at)("xphone-wlan-empty", "web, android, ios, softphone", undefined, expected, "say what they use");
    }
    const peers = new XPhonePeers(network, at.path);
    const stated = new Map<string, StatedTraffic>();
    readWlanEnds(props, peers, stated, at);
    const choices = {
      "wlan-smartphones": props,
      mobile: web,
      "push-android": android,
      "push-ios": ios,
      "softphone-mobile": softphone,
      "hole-punching": softphone?.holePunching,
      turn: softphone?.turn,
    };
    const chosen = new Set(Object.entries(choices).flatMap(([choice, made]) => (made === undefined ? [] : [choice])));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const fact = xphoneRole("xphone-mobile");
    this.role = new Role(this, "Smartphones", fact);
    const request = { zone: "internal", side: "internal", title: fact.title, nics: [nic] } as const;
    this.role.placeOn("internal", network.place(this.role, "Internal", request));
    const placed = new Map([["xphone-mobile", this.role]]);
    deployXPhone(this, { network, placed, chosen, peers, stated });
    addFindings(this, wlanFindings(props));
    if (softphone !== undefined) compareHolePunching(this, softphone.holePunching !== undefined);
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
