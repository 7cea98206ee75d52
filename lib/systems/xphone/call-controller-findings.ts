/** What is to be said about a call controller. */
import type { Finding } from "../../model/finding";
import type { PortRange } from "../../net/port-range";
import { holePunchingFinding } from "./hole-punching";
import { turnFindings } from "./turn";
import { capacityFinding } from "./voip-ready";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";
import { voiceFindings } from "./xphone-findings";

type Said = Omit<Finding, "where">;

/**
 * The findings of a call controller.
 *
 * @param mediaPorts - Its media range.
 * @param isOutside - Whether softphones outside use it.
 */
export function callControllerFindings(
  props: XPhoneCallControllerProps,
  mediaPorts: PortRange,
  isOutside: boolean,
): Said[] {
  const { satellite, turn, softphoneMobile, softphoneDesktop, sipGateway, holePunching, timeServers, concurrentCalls } =
    props;
  const said = [
    ...voiceFindings(satellite !== undefined, satellite !== undefined || sipGateway !== undefined),
    capacityFinding(mediaPorts, concurrentCalls),
  ];
  if (isOutside) {
    said.push({
      code: "xphone-translated-address",
      severity: "note",
      what: "the call controller must be told its public address, which is translated to it",
      why: "softphones outside send media to the address that is signaled to them",
      todo: "set the construct's publicAddress in the product, and leave the media range as it is outside",
      facts: [
        "xphone/media-conditions/stun",
        `xphone/media-conditions/reachable-${satellite === undefined ? "call-controller" : "satellite"}`,
      ],
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
    const desktop = softphoneDesktop?.outside === undefined ? [] : (["media-desktop"] as const);
    const mobile = softphoneMobile === undefined ? [] : (["media-mobile"] as const);
    said.push(...turnFindings(turn, "turn", [...desktop, ...mobile]));
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
