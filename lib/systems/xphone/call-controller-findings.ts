/** What is to be said about a call controller. */
import type { Finding } from "../../model/finding";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";
import { voiceFindings } from "./xphone-findings";

/** The one provider of TURN servers that the vendor has released. */
const RELEASED = "xirsys";

type Said = Omit<Finding, "where">;

/** The findings of a call controller. */
export function callControllerFindings(props: XPhoneCallControllerProps, isOutside: boolean): Said[] {
  const { satellite, turn, softphoneMobile, softphoneDesktop, sipGateway, holePunching, timeServers } = props;
  const said = voiceFindings(satellite !== undefined, satellite !== undefined || sipGateway !== undefined);
  const of = (section: string, name: string): string => `xphone/${section}${turn === undefined ? "" : "-turn"}/${name}`;
  if (isOutside) {
    said.push({
      code: "xphone-translated-address",
      severity: "note",
      what: "the call controller must be told its public address, which is translated to it",
      why: "softphones outside send media to the address that is signaled to them",
      todo: "set the construct's publicAddress in the product, and leave the media range as it is outside",
      facts: ["xphone/media-conditions/stun", "xphone/media-conditions/reachable-call-controller"],
    });
  }
  if (softphoneDesktop?.outside !== undefined) {
    said.push({
      code: "xphone-desktop-signaling-vpn",
      severity: "note",
      what: "clients outside signal through a VPN, and their media go beside it",
      why: "the server sees the addresses that the VPN gives them; the document says nothing of the VPN itself",
      todo: "count the VPN's addresses among the server's clients",
      facts: ["xphone/media-desktop/signaling", "xphone/media-desktop/media-beside-vpn"],
    });
  }
  if (turn !== undefined && (turn.provider ?? RELEASED).trim().toLowerCase() !== RELEASED) {
    const section = softphoneMobile === undefined ? "media-desktop" : "media-mobile";
    said.push({
      code: "xphone-turn-provider",
      severity: "warning",
      what: "the TURN server is of another provider than the released one, Xirsys",
      why: "the vendor has released the TURN server of Xirsys.com only, and provides none itself",
      todo: "ask the vendor's product support, and accept the finding with the answer",
      facts: [of(section, "released-turn-server")],
    });
  }
  if (holePunching !== undefined) {
    said.push({
      code: "xphone-hole-punching",
      severity: "note",
      what: "hole punching opens every UDP port of mobile clients for media from the media range",
      why: "the phone's NAT picks the port, so nobody can state it; nothing is open the other way by it",
      todo: "leave it out where media to the phones arrive without it",
      facts: ["xphone/connection-overview/14", "xphone/media-conditions/hole-punching"],
    });
  }
  if (timeServers === undefined) {
    said.push({
      code: "xphone-time-missing",
      severity: "note",
      what: "the call controller is given no time servers",
      why: "reliable operation needs synchronous clocks, for example by NTP",
      todo: "name them as timeServers, or have its clock set by the cloud",
      facts: ["xphone/time/synchronous", "xphone/connection-overview/32"],
    });
  }
  return said;
}
