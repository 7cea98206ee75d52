import type { LimitFact } from "../schema";
import { WEBEX_DI_DNS_RULES } from "./dns-rules";
import { WEBEX_DI_ENCRYPTION } from "./encryption";
import { WEBEX_DI_GATEWAYS_AND_REMOTE_ENDPOINTS } from "./gateways-and-remote-endpoints";
import { WEBEX_DI_PORT_RULES } from "./port-rules";
import { WEBEX_DI_SECURITY_LAYERS } from "./security-layers";
import { WEBEX_DI_TRUST_LISTS } from "./trust-lists";

/** Every limit and rule of `webex-di`. */
export const WEBEX_DI_LIMITS: readonly LimitFact[] = [
  ...WEBEX_DI_SECURITY_LAYERS,
  ...WEBEX_DI_TRUST_LISTS,
  ...WEBEX_DI_ENCRYPTION,
  ...WEBEX_DI_GATEWAYS_AND_REMOTE_ENDPOINTS,
  ...WEBEX_DI_PORT_RULES,
  ...WEBEX_DI_DNS_RULES,
];
