/** TURN servers: their addresses and ports, which the deployment supplies, and whether the vendor has released them. */
import type { Finding } from "../../model/finding";
import type { Network } from "../../stack/network";
import { requireZone } from "../../stack/peer-zones";
import type { XPhoneTurnProps } from "./xphone-call-controller-props";
import { faultAt, readPorts, requirePeerOf, type ToldAt } from "./xphone-faults";
import type { StatedTraffic, XPhonePeers } from "./xphone-system";

/** The one provider of TURN servers that the vendor has released. */
const RELEASED = "xirsys";

/** The documented directions to a TURN server. */
export interface TurnDirections {
  /** Media, over UDP. */
  readonly media: string;
  /** Relays are asked for, over TCP. */
  readonly control: string;
}

/**
 * Checks a TURN server, and adds it.
 *
 * @throws {@link UcEdgeError} `xphone-peer-missing`, `xphone-turn-provider-invalid`, `xphone-ports-missing`, `net-port-*`, and those of peers.
 */
export function readTurn(
  { servers, mediaPorts, controlPorts, provider }: XPhoneTurnProps,
  prop: string,
  { media, control }: TurnDirections,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  network: Network,
  at: ToldAt,
): void {
  requirePeerOf(servers, `${prop}.servers`, "the TURN provider's servers", at);
  requireZone(servers, "internet", network, "the TURN server", at.path);
  peers.add("turn-server", servers);
  if (provider !== undefined && (typeof (provider as unknown) !== "string" || provider.trim() === "")) {
    const expected = `who provides the TURN server, such as "${RELEASED}"`;
    throw faultAt(at)("xphone-turn-provider-invalid", `${prop}.provider`, provider, expected, "name the provider");
  }
  stated.set(media, { ports: readPorts(mediaPorts, `${prop}.mediaPorts`, "the TURN server", at) });
  if (controlPorts === undefined) return;
  stated.set(control, { ports: readPorts(controlPorts, `${prop}.controlPorts`, "the TURN server", at) });
}

/** The media concepts that a TURN server is used in. */
export type TurnConcept = "media-desktop" | "media-mobile";

/** What is to be said of a TURN server: whose it is to get, and whether the vendor has released it. */
export function turnFindings(
  { provider }: XPhoneTurnProps,
  prop: string,
  concepts: readonly TurnConcept[],
): Omit<Finding, "where">[] {
  const facts = (which: "own" | "released"): string[] =>
    concepts.map((concept) => `xphone/${concept}-turn/${which}-turn-server`);
  const said: Omit<Finding, "where">[] = [
    {
      code: "xphone-turn-not-provided",
      severity: "note",
      what: "the TURN server is for the deployment to get: C4B provides none",
      why: "the document asks to think of it when the deployment is planned, as it may cost extra",
      todo: "plan for it, and for what its provider charges",
      facts: facts("own"),
    },
  ];
  if (provider === undefined) {
    said.push({
      code: "xphone-turn-provider-unknown",
      severity: "note",
      what: "who provides the TURN server is not stated",
      why: "the vendor has released the paid TURN server of Xirsys.com only",
      todo: `state it as ${prop}.provider; for another one, ask the vendor's product support`,
      facts: facts("released"),
    });
  } else if (!/^xirsys(\.com)?$/i.test(provider.trim())) {
    said.push({
      code: "xphone-turn-provider",
      severity: "warning",
      what: "the TURN server is of another provider than the released one, Xirsys",
      why: "the vendor has released the TURN server of Xirsys.com only, and provides none itself",
      todo: "ask the vendor's product support, and accept the finding with the answer",
      facts: facts("released"),
    });
  }
  return said;
}
