/** `cdktf-uc-edge`: the constructs, and what they are composed of. */
export { UcEdgeError, type Fault } from "./net/uc-edge-error";
export type { Transport } from "./net/transport";
export type { OwnFlow } from "./model/own-flow";
export { acceptFinding, type Acceptance } from "./stack/accept-finding";
export { DECLARATION_VARIABLE } from "./stack/declaration";
export type { ForwarderProps } from "./stack/forwarders";
export { FirewallGroup } from "./stack/firewall-group";
export { Network } from "./stack/network";
export { Peer, type PeerSpec } from "./stack/peer";
export { PlacedInterface, type InterfaceProps, type Side } from "./stack/placed-interface";
export { Role } from "./stack/role";
export { EdgeServer } from "./systems/ocs/edge-server";
export type {
  EdgeServerProps,
  EdgeServiceProps,
  ExternalUsersProps,
  FederationProps,
  PublicImProps,
} from "./systems/ocs/edge-server-props";
