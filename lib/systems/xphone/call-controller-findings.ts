/** What is to be said about a call controller. */
import type { Finding } from "../../model/finding";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";
import { turnFindings } from "./turn";
import { voiceFindings } from "./xphone-findings";

type Said = Omit<Finding, "where">;

/** The findings of a call controller. */
export function callControllerFindings(props: XPhoneCallControllerProps, isOutside: boolean): Said[] {
  const { satellite, turn, softphoneMobile, softphoneDesktop, sipGateway, holePunching, timeServers } = props;
  const said = voiceFindings(satellite !== undefined, satellite !== undefined || sipGateway !== undefined);
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
  if (turn !== undefined) {
    said.push(...turnFindings(turn, softphoneMobile === undefined ? "media-desktop" : "media-mobile"));
  }
  if (holePunching !== undefined) said.push(holePunchingFinding(props));
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

/** What hole punching opens: of mobile clients every port, of desktop clients what is not open already. */
function holePunchingFinding({ softphoneMobile, softphoneDesktop, turn }: XPhoneCallControllerProps): Said {
  const what: string[] = [];
  const facts = ["xphone/media-conditions/hole-punching"];
  if (softphoneMobile !== undefined) {
    what.push("opens every UDP port of mobile clients for media from the media range");
    facts.unshift("xphone/connection-overview/14");
  }
  if (softphoneDesktop?.outside !== undefined) {
    what.push(
      turn === undefined
        ? "opens nothing more of desktop clients outside, whose documented ports are open for media to them without it"
        : "opens the documented ports of desktop clients outside for media from the media range, beside the TURN server",
    );
    facts.unshift("xphone/connection-overview/3");
  }
  return {
    code: "xphone-hole-punching",
    severity: "note",
    what: `hole punching ${what.join("; it ")}`,
    why: "the client's NAT must see media leave before it lets any in; nothing is open the other way by it",
    todo: "leave it out where media to the clients arrive without it",
    facts,
  };
}
