/** `cdktf-uc-edge`: the constructs, and what they are composed of. */
export type { NeedId, View } from "./catalog/schema";
export { UcEdgeError, type Fault } from "./net/uc-edge-error";
export type { Transport } from "./net/transport";
export type { CertificateRequest, CertificateUse } from "./model/certificate-request";
export type { NeedFlowProps } from "./model/need-flows";
export type { OwnFlow } from "./model/own-flow";
export { acceptFinding, type Acceptance } from "./stack/accept-finding";
export { DECLARATION_VARIABLE } from "./stack/declaration";
export type { ForwarderProps } from "./stack/forwarders";
export { FirewallGroup } from "./stack/firewall-group";
export type { HostRoute } from "./stack/host-routes";
export { importFlows, type ImportFlowsProps } from "./stack/import-flows";
export type { InterfaceProps, Side, Translation } from "./stack/interface-request";
export { Network } from "./stack/network";
export { Peer, type PeerSpec } from "./stack/peer";
export { PlacedInterface, type PlacedAddress, type PlacedNic } from "./stack/placed-interface";
export type { ProxyCertificateProps, RootCertificateProps } from "./stack/proxy-request";
export { Role, type RoleIdentity } from "./stack/role";
export type { WayOut } from "./stack/ways-out";
export { XmppFederation } from "./systems/cups/xmpp-federation";
export type {
  XmppChecksProps,
  XmppFederationProps,
  XmppPeerKind,
  XmppPeerProps,
  XmppServerProps,
  XmppServiceRecordProps,
} from "./systems/cups/xmpp-federation-props";
export type { XmppPeer, XmppSecurity } from "./systems/cups/xmpp-peers";
export type { AccessProxyCertificate } from "./systems/lcs/access-proxy-certificate";
export { PublicImConnectivity } from "./systems/lcs/public-im-connectivity";
export type {
  AccessProxyCertificateProps,
  AccessProxyFederationProps,
  AccessProxyProps,
  PublicImConnectivityProps,
  PublicImProviderId,
  PublicImProviderProps,
} from "./systems/lcs/public-im-props";
export type { EdgeVirtualAddresses } from "./systems/ocs/edge-addresses";
export { ArchivingAndCdrServer, type ArchivingAndCdrServerProps } from "./systems/ocs/archiving-and-cdr-server";
export { CommunicatorWebAccess, type CommunicatorWebAccessProps } from "./systems/ocs/communicator-web-access";
export { Director } from "./systems/ocs/director";
export type {
  DirectorArrayProps,
  DirectorArrayServerProps,
  DirectorProps,
  EnterprisePoolDirectorProps,
  StandardEditionDirectorProps,
} from "./systems/ocs/director-props";
export { EdgeServer } from "./systems/ocs/edge-server";
export type {
  EdgeArrayExternalProps,
  EdgeArrayHostProps,
  EdgeArrayInternalProps,
  EdgeArrayProps,
  EdgeServerProps,
  EdgeServiceProps,
  ExternalUsersProps,
  FederationProps,
  PublicImProps,
} from "./systems/ocs/edge-server-props";
export { OcsFeatures, type OcsFeatureNeeds } from "./systems/ocs/ocs-features";
export type { OcsEdition, OcsFeature, OcsFeaturesProps } from "./systems/ocs/ocs-features-props";
export { EnterprisePool } from "./systems/ocs/enterprise-pool";
export type {
  EnterprisePoolProps,
  OcsBalancedServersProps,
  OcsExpandedPoolProps,
} from "./systems/ocs/enterprise-pool-props";
export type { OcsInternalProps, OcsOtherServersProps } from "./systems/ocs/internal-props";
export { type BasicGatewayProps, MediationServer, type MediationServerProps } from "./systems/ocs/mediation-server";
export type { OcsVirtualAddressProps } from "./systems/ocs/pool-address";
export { ReverseProxy } from "./systems/ocs/reverse-proxy";
export type { ReverseProxyProps } from "./systems/ocs/reverse-proxy-props";
export { StandardEditionServer, type StandardEditionServerProps } from "./systems/ocs/standard-edition-server";
export type { OcsOneHostServerProps, OcsServerProps } from "./systems/ocs/undocumented-server";
export { OwnServer } from "./systems/own/own-server";
export type { OwnHostProps, OwnServerProps, OwnServiceRecord } from "./systems/own/own-server-props";
export type { ManagedProxyProps, ProxyHostProps } from "./systems/proxy/proxy-props";
export type { CustomerHostsProps, CustomerInterfaceProps, CustomerRole } from "./systems/webex/customer-hosts-props";
export { DedicatedInstancePeering } from "./systems/webex/dedicated-instance-peering";
export type {
  ContactCenterProps,
  DedicatedInstanceFeature,
  DedicatedInstancePeeringProps,
  DedicatedInstanceRegion,
  DirectoryProtocol,
  EmergencyResponderProps,
  EndpointProtocol,
  InstanceProps,
  InteropTrunkProps,
  MobileAndRemoteAccessProps,
  NameResolutionProps,
  SecureSrstProps,
  TrunkProtocol,
} from "./systems/webex/peering-props";
export { VirtualAddress, type PortForwardProps, type VirtualAddressProps } from "./systems/virtual-address";
export type { XPhoneMediaRangeProps } from "./systems/xphone/media-range";
export type {
  XPhoneAndroidPushProps,
  XPhoneIosPushProps,
  XPhonePushProps,
  XPhonePushProxyEnd,
} from "./systems/xphone/push";
export type { XPhoneSatelliteSipProps } from "./systems/xphone/sip-ports";
export type { XPhoneSmartphonesProps } from "./systems/xphone/smartphones";
export type { XPhoneMeasure } from "./systems/xphone/voip-ready";
export type {
  XPhoneCertificateAuthority,
  XPhoneMobileProps,
  XPhoneWebMeetingProps,
  XPhoneWebProps,
} from "./systems/xphone/web-publication";
export { XPhoneCallController } from "./systems/xphone/xphone-call-controller";
export type {
  XPhoneCallControllerProps,
  XPhoneSatelliteProps,
  XPhoneSipGatewayProps,
  XPhoneSoftphoneDesktopProps,
  XPhoneTurnProps,
} from "./systems/xphone/xphone-call-controller-props";
export {
  XPhoneClients,
  type XPhoneCallControllerEnd,
  type XPhoneClientsProps,
  type XPhoneScreenSharingProps,
} from "./systems/xphone/xphone-clients";
export { XPhoneDmzIis, type XPhoneDmzIisProps } from "./systems/xphone/xphone-dmz-iis";
export {
  XPhoneDmzReverseProxy,
  type XPhoneDmzReverseProxyProps,
  type XPhoneWebApplicationsProps,
} from "./systems/xphone/xphone-dmz-reverse-proxy";
export type { XPhoneHostProps } from "./systems/xphone/xphone-host";
export { XPhonePushProxy, type XPhonePushProxyProps } from "./systems/xphone/xphone-push-proxy";
export { XPhoneServer } from "./systems/xphone/xphone-server";
export { XPhoneServerIis, type XPhoneServerIisProps } from "./systems/xphone/xphone-server-iis";
export type {
  XPhoneActiveDirectoryProps,
  XPhoneCtiProps,
  XPhoneDirectoryProps,
  XPhoneExternalImapProps,
  XPhoneFederationProps,
  XPhoneMailProps,
  XPhoneSatellitesEnd,
  XPhoneServerProps,
} from "./systems/xphone/xphone-server-props";
export { XPhoneWebServer, type XPhoneWebServerProps } from "./systems/xphone/xphone-web-server";
export { XPhoneWlanSmartphones } from "./systems/xphone/xphone-wlan-smartphones";
export type {
  XPhoneWlanSmartphonesProps,
  XPhoneWlanSoftphoneProps,
  XPhoneWlanWebProps,
} from "./systems/xphone/xphone-wlan-smartphones-props";
