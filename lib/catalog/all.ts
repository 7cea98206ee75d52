/** Every fact of every system, by kind. */
import { CUPS_XMPP_CHECKS } from "./cups-xmpp/checks";
import { CUPS_XMPP_CHOICES } from "./cups-xmpp/choices";
import { CUPS_XMPP_FEATURES } from "./cups-xmpp/features";
import { CUPS_XMPP_FLOWS } from "./cups-xmpp/flows";
import { CUPS_XMPP_LIMITS } from "./cups-xmpp/limits";
import { CUPS_XMPP_RECORDS, CUPS_XMPP_TRANSLATIONS } from "./cups-xmpp/records";
import { CUPS_XMPP_ROLES } from "./cups-xmpp/roles";
import { LCS_2005_PIC_CERTIFICATES, LCS_2005_PIC_CHECKS, LCS_2005_PIC_FEATURES } from "./lcs-2005-pic/certificates";
import { LCS_2005_PIC_CHOICES } from "./lcs-2005-pic/choices";
import { LCS_2005_PIC_FLOWS } from "./lcs-2005-pic/flows";
import { LCS_2005_PIC_LIMITS } from "./lcs-2005-pic/limits";
import { LCS_2005_PIC_PROVISIONING } from "./lcs-2005-pic/provisioning";
import { LCS_2005_PIC_RECORDS } from "./lcs-2005-pic/records";
import { LCS_2005_PIC_ROLES } from "./lcs-2005-pic/roles";
import { OCS_2007_CERTIFICATES } from "./ocs-2007/certificates";
import { OCS_2007_CHOICES } from "./ocs-2007/choices";
import { OCS_2007_EDGE_SERVERS } from "./ocs-2007/edge-servers";
import { OCS_2007_FEATURES } from "./ocs-2007/features";
import { OCS_2007_LIMITS } from "./ocs-2007/limits";
import { OCS_2007_PORTS } from "./ocs-2007/ports";
import { OCS_2007_RECORDS, OCS_2007_TRANSLATIONS } from "./ocs-2007/records";
import { OCS_2007_ROLES } from "./ocs-2007/roles";
import type {
  CertificateFact,
  CheckFact,
  ChoiceFact,
  EdgeServerFact,
  FeatureFact,
  FlowFact,
  ForwarderFact,
  LimitFact,
  RecordFact,
  RoleFact,
  TranslationFact,
} from "./schema";
import { WEBEX_DI_CERTIFICATES } from "./webex-di/certificates";
import { WEBEX_DI_CHECKS } from "./webex-di/checks";
import { WEBEX_DI_CHOICES } from "./webex-di/choices";
import { WEBEX_DI_CLIENT_AND_DNS_FLOWS } from "./webex-di/client-and-dns-flows";
import { WEBEX_DI_CONTACT_CENTER_PORTS } from "./webex-di/contact-center-ports";
import { WEBEX_DI_CUSTOMER_PORTS } from "./webex-di/customer-ports";
import { WEBEX_DI_FEATURES } from "./webex-di/features";
import { WEBEX_DI_FORWARDERS } from "./webex-di/forwarders";
import { WEBEX_DI_LIMITS } from "./webex-di/limits";
import { WEBEX_DI_OTT_PORTS, WEBEX_DI_TRUNK_PORTS } from "./webex-di/over-the-top-ports";
import { WEBEX_DI_ROLES } from "./webex-di/roles";
import { WEBEX_DI_SECURITY_FLOWS } from "./webex-di/security-flows";
import { WEBEX_DI_TRANSLATIONS } from "./webex-di/translations";
import { XPHONE_CERTIFICATES } from "./xphone/certificates";
import { XPHONE_CHECKS } from "./xphone/checks";
import { XPHONE_CHOICES } from "./xphone/choices";
import { XPHONE_CONNECTION_OVERVIEW } from "./xphone/connection-overview";
import { XPHONE_FEATURES } from "./xphone/features";
import { XPHONE_HOSTING_FLOWS } from "./xphone/hosting-flows";
import { XPHONE_LIMITS } from "./xphone/limits";
import { XPHONE_MEDIA_FLOWS } from "./xphone/media-flows";
import { XPHONE_PORT_LIST } from "./xphone/port-list";
import { XPHONE_PUSH_FLOWS } from "./xphone/push-flows";
import { XPHONE_RECORDS } from "./xphone/records";
import { XPHONE_ROLES } from "./xphone/roles";
import { XPHONE_TRANSLATIONS } from "./xphone/translations";

/** Roles. */
export const ROLES: readonly RoleFact[] = [
  ...OCS_2007_ROLES,
  ...LCS_2005_PIC_ROLES,
  ...WEBEX_DI_ROLES,
  ...XPHONE_ROLES,
  ...CUPS_XMPP_ROLES,
];
/** Choices. */
export const CHOICES: readonly ChoiceFact[] = [
  ...OCS_2007_CHOICES,
  ...LCS_2005_PIC_CHOICES,
  ...WEBEX_DI_CHOICES,
  ...XPHONE_CHOICES,
  ...CUPS_XMPP_CHOICES,
];
/** Flows, in the order of their documents. */
export const FLOWS: readonly FlowFact[] = [
  ...OCS_2007_PORTS,
  ...LCS_2005_PIC_FLOWS,
  ...WEBEX_DI_SECURITY_FLOWS,
  ...WEBEX_DI_CUSTOMER_PORTS,
  ...WEBEX_DI_OTT_PORTS,
  ...WEBEX_DI_TRUNK_PORTS,
  ...WEBEX_DI_CONTACT_CENTER_PORTS,
  ...WEBEX_DI_CLIENT_AND_DNS_FLOWS,
  ...XPHONE_HOSTING_FLOWS,
  ...XPHONE_MEDIA_FLOWS,
  ...XPHONE_PUSH_FLOWS,
  ...XPHONE_CONNECTION_OVERVIEW,
  ...XPHONE_PORT_LIST,
  ...CUPS_XMPP_FLOWS,
];
/** DNS records. */
export const RECORDS: readonly RecordFact[] = [
  ...OCS_2007_RECORDS,
  ...LCS_2005_PIC_RECORDS,
  ...XPHONE_RECORDS,
  ...CUPS_XMPP_RECORDS,
];
/** Statements about address translation. */
export const TRANSLATIONS: readonly TranslationFact[] = [
  ...OCS_2007_TRANSLATIONS,
  ...WEBEX_DI_TRANSLATIONS,
  ...XPHONE_TRANSLATIONS,
  ...CUPS_XMPP_TRANSLATIONS,
];
/** Edge servers and the internal servers that they go with. */
export const EDGE_SERVERS: readonly EdgeServerFact[] = OCS_2007_EDGE_SERVERS;
/** Conditional forwarders. */
export const FORWARDERS: readonly ForwarderFact[] = WEBEX_DI_FORWARDERS;
/** Certificates. */
export const CERTIFICATES: readonly CertificateFact[] = [
  ...OCS_2007_CERTIFICATES,
  ...LCS_2005_PIC_CERTIFICATES,
  ...WEBEX_DI_CERTIFICATES,
  ...XPHONE_CERTIFICATES,
];
/** Limits and rules. */
export const LIMITS: readonly LimitFact[] = [
  ...OCS_2007_LIMITS,
  ...LCS_2005_PIC_LIMITS,
  ...LCS_2005_PIC_PROVISIONING,
  ...WEBEX_DI_LIMITS,
  ...XPHONE_LIMITS,
  ...CUPS_XMPP_LIMITS,
];
/** Steps to verify or to find a fault. */
export const CHECKS: readonly CheckFact[] = [
  ...LCS_2005_PIC_CHECKS,
  ...WEBEX_DI_CHECKS,
  ...XPHONE_CHECKS,
  ...CUPS_XMPP_CHECKS,
];
/** Features and the roles that they need. */
export const FEATURES: readonly FeatureFact[] = [
  ...OCS_2007_FEATURES,
  ...LCS_2005_PIC_FEATURES,
  ...WEBEX_DI_FEATURES,
  ...XPHONE_FEATURES,
  ...CUPS_XMPP_FEATURES,
];
