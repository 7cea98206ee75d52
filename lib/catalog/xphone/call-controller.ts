/** What the rows of the call controller share. */
import type { PortList } from "../schema";

/** The call controller, integrated in the server or on a satellite. */
export const CALL_CONTROLLERS: readonly string[] = ["call-controller", "satellite"];

/** Its default media range. */
export const MEDIA_RANGE: PortList = [[30000, 33000]];

/** The port range that the document prints for media to clients. */
export const CLIENT_MEDIA_RANGE: PortList = [[49152, 65535]];

/** Why a row that prints a satellite holds for an integrated call controller. */
export const INTEGRATED_TOO =
  "the media sections call it irrelevant whether the call controller is integrated or on a satellite";
