/** What is to be said of hole punching, at the end of the call controller and at that of smartphones in the WLAN. */
import type { IConstruct } from "constructs";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";

type Said = Omit<Finding, "where">;

/** What hole punching opens: of mobile clients every port, of desktop clients what is not open already. */
export function holePunchingFinding({ softphoneMobile, softphoneDesktop, turn }: XPhoneCallControllerProps): Said {
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

/** What hole punching opens of smartphones in the WLAN. */
export function wlanHolePunchingFinding(): Said {
  return {
    code: "xphone-hole-punching",
    severity: "note",
    what: "hole punching opens every UDP port of the smartphones in the WLAN for media from the call controller's media range",
    why: "the call controller sends media to whichever port the smartphone's NAT picks",
    todo: "leave it out where media to the smartphones arrive without it",
    facts: ["xphone/connection-overview/14", "xphone/media-conditions/hole-punching"],
  };
}

/**
 * Says at synthesis where hole punching is there at one end only: at the smartphones in the WLAN, or at all call controllers
 * of the stack that name smartphones there.
 */
export function compareHolePunching(wlan: IConstruct, isHere: boolean): void {
  const declaration = Declaration.of(wlan);
  const where = stackPath(wlan);
  const differs = (): boolean => {
    const ends = declaration
      .itemsOf("system")
      .filter(({ path, system }) => system === "xphone" && path !== where)
      .map(({ choices }) => (Array.isArray(choices) ? (choices as readonly unknown[]) : []))
      .filter((choices) => ["softphone-mobile", "wlan-smartphones"].every((choice) => choices.includes(choice)));
    return ends.length > 0 && ends.every((choices) => choices.includes("hole-punching") !== isHere);
  };
  const finding: Finding = {
    where,
    code: "xphone-hole-punching-one-end",
    severity: "note",
    what: isHere
      ? "hole punching opens the smartphones in the WLAN, and no call controller sends media to them by it"
      : "a call controller sends media to smartphones in the WLAN by hole punching, and nothing lets it in here",
    why: "what one end opens, the other has no use for",
    todo: "give holePunching to both ends, or to neither",
    facts: ["xphone/connection-overview/14"],
  };
  declaration.addFinding(finding, differs);
}
