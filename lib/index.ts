/** `cdktf-uc-edge`: the constructs, and what they are composed of. */
export { UcEdgeError, type Fault } from "./net/uc-edge-error";
export type { Transport } from "./net/transport";
export type { OwnFlow } from "./model/own-flow";
export { acceptFinding, type Acceptance } from "./stack/accept-finding";
export { DECLARATION_VARIABLE } from "./stack/declaration";
export { FirewallGroup } from "./stack/firewall-group";
export { Network } from "./stack/network";
export { Peer, type PeerSpec } from "./stack/peer";
export type { InterfaceProps, Side, Translation } from "./stack/interface-request";
export { PlacedInterface, type PlacedAddress, type PlacedNic } from "./stack/placed-interface";
export { Role } from "./stack/role";
export type { WayOut } from "./stack/ways-out";
export { EdgeServer } from "./systems/ocs/edge-server";
export type {
  EdgeServerProps,
  EdgeServiceProps,
  ExternalUsersProps,
  FederationProps,
  PublicImProps,
} from "./systems/ocs/edge-server-props";
export { VirtualAddress, type PortForwardProps, type VirtualAddressProps } from "./systems/virtual-address";
