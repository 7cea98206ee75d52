import type { LimitFact } from "../schema";
import { XPHONE_HOSTING_LIMITS } from "./limits-hosting";
import { XPHONE_MEDIA_LIMITS } from "./limits-media";
import { XPHONE_NETWORK_LIMITS } from "./limits-network";
import { XPHONE_VOIP_READY_LIMITS } from "./limits-voip-ready";

/** Every limit and rule of `xphone`. */
export const XPHONE_LIMITS: readonly LimitFact[] = [
  ...XPHONE_HOSTING_LIMITS,
  ...XPHONE_MEDIA_LIMITS,
  ...XPHONE_NETWORK_LIMITS,
  ...XPHONE_VOIP_READY_LIMITS,
];
