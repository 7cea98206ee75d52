import type { DocumentFact } from "./schema";

/** Every document that a fact is cited from. */
export const DOCUMENTS: readonly DocumentFact[] = [
  {
    key: "ocs-2007",
    title: "Office Communications Server 2007: sign-in DNS, server roles, edge servers, certificates, ports",
    publisher: "Microsoft (tables), public summary",
    product: "Office Communications Server 2007",
    language: "Korean, English cells",
  },
  {
    key: "lcs-2005-pic",
    title: "Live Communications Server 2005: Public IM Connectivity",
    publisher: "public guide",
    product: "Live Communications Server 2005",
    language: "Chinese",
  },
  {
    key: "webex-di",
    title: "Webex Calling Dedicated Instance: network requirements and security",
    publisher: "Cisco",
    product: "Webex Calling Dedicated Instance",
    language: "Korean",
  },
  {
    key: "xphone",
    title: "XPhone Connect: infrastructure and network",
    publisher: "C4B Com For Business",
    product: "XPhone Connect",
    language: "German",
  },
  {
    key: "cups-xmpp",
    title: "XMPP federation between CUPS and other servers (document 116339)",
    publisher: "Cisco",
    product: "Cisco Unified Presence 8.x",
    language: "Japanese",
  },
  {
    key: "ms-av-edge-address",
    title: "Publicly routable IP address needed for A/V Edge Server (June 2007)",
    publisher: "Microsoft",
    product: "Office Communications Server 2007",
    language: "English",
    url: "https://blogs.technet.microsoft.com/chlacy/2007/06/18/publicly-routable-ip-address-needed-for-av-edge-server/",
  },
  {
    key: "aws-public-address",
    title: "IP addressing for your VPCs and subnets: public IPv4 addresses",
    publisher: "Amazon Web Services",
    product: "Amazon VPC",
    language: "English",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
  },
  {
    key: "azure-public-address",
    title: "Network security groups: rules see addresses behind the translation",
    publisher: "Microsoft",
    product: "Azure Virtual Network",
    language: "English",
    url: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
  },
];
