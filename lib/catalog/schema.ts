/**
 * The shape of documented facts. Types only: the facts are plain data, one folder per system, and what is done with them
 * is decided elsewhere.
 */
import type { Transport } from "../net/transport";

/** A documented system; its document has the same key. */
export type SystemId = "ocs-2007" | "lcs-2005-pic" | "webex-di" | "xphone" | "cups-xmpp";

/** A document of a cloud that says what it needs to run what is deployed. */
export type PlatformDocumentKey =
  | "aws-nlb-security-groups"
  | "aws-alb-security-groups"
  | "aws-route53-resolver-endpoint"
  | "azure-lb-probes"
  | "azure-application-gateway-infrastructure"
  | "azure-application-gateway-probes";

/** A document that facts are cited from: a system's own, a supplement about one point, or a cloud's. */
export type DocumentKey =
  | SystemId
  | PlatformDocumentKey
  | "ms-av-edge-address"
  | "aws-public-address"
  | "azure-public-address"
  | "aws-alb-tls"
  | "aws-alb-target-groups"
  | "azure-application-gateway-tls"
  | "azure-application-gateway-private"
  | "aws-acm-quotas"
  | "azure-application-gateway-limits"
  | "ms-windows-tls"
  | "ms-windows-aes";

/** Where networks lie, as the vendors see them. */
export type Zone = "internet" | "perimeter" | "internal" | "partner";

/** A document. */
export interface DocumentFact {
  readonly key: DocumentKey;
  /** What it is about, in English. */
  readonly title: string;
  readonly publisher: string;
  /** The product and version it speaks of. */
  readonly product: string;
  /** The language it is written in. */
  readonly language: string;
  /** Where it can be read, for supplements. */
  readonly url?: string;
}

/** The place of a fact: a section in words, or a row of a table, counted from 1. */
export interface Citation {
  readonly document: DocumentKey;
  readonly section: string;
  readonly table?: string;
  readonly row?: number;
}

/** What the product reads where a document is unclear, and why. */
export interface Reading {
  readonly says: string;
  readonly because: string;
}

/** What every fact has. */
export interface Fact {
  /** `<system>/<table or section>/<number or name>`; never renamed. */
  readonly id: string;
  readonly system: SystemId;
  readonly source: Citation;
  /** What is printed, cell by cell or in key words, misprints kept. */
  readonly printed: Readonly<Record<string, string>>;
  /** Null where what is printed is taken as it stands. */
  readonly reading: Reading | null;
}

/** A role: a server or client by the vendor's name, in one place. */
export interface RoleFact {
  /** Unique within its system. */
  readonly id: string;
  readonly system: SystemId;
  /** The vendor's name. */
  readonly title: string;
  readonly zone: Zone;
  readonly source: Citation;
  /** Why this zone, where the document does not say where the role stands. */
  readonly reading?: Reading;
}

/** A choice of a deployment that decides which flows apply. */
export interface ChoiceFact {
  readonly id: string;
  readonly system: SystemId;
  readonly title: string;
  readonly source: Citation;
}

/** Which choices make a fact apply. */
export type When =
  | "always"
  | { readonly choice: string }
  | { readonly any: readonly When[] }
  | { readonly all: readonly When[] }
  | { readonly not: When };

/** Inclusive ranges, `[first, last]`. */
export type PortList = readonly (readonly [number, number])[];

/** `any`: the document prints ANY, `*` or "depends". Null: it states none. */
export type PrintedPorts = PortList | "any" | null;

/**
 * Ports that a direction opens. `supplied`: the document gives no number, the deployer must. `every`: all ports, by a
 * resolved reading that says why no number can be known.
 */
export type OpenedPorts = PortList | "supplied" | "every" | null;

/** One direction of a flow: who opens the connection, who listens. */
export interface DirectionFact {
  /** One letter, unique in its flow; the direction's id is the flow's id with it. */
  readonly key: string;
  /** Role ids of the system. */
  readonly from: readonly string[];
  /** Role ids of the system. */
  readonly to: readonly string[];
  /** Empty where the document names none: the deployer supplies it. */
  readonly transports: readonly Transport[];
  readonly ports: OpenedPorts;
  /** Source ports, where the document states them. */
  readonly sourcePorts: PortList | null;
  readonly when: When;
  /** What this direction is for, where the flow's purpose does not say it. */
  readonly purpose?: string;
}

/** A documented flow: a row of a port table, or a flow that the prose states. */
export interface FlowFact extends Fact {
  /** As printed, by sense: role ids of the system. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Empty where the document names none. */
  readonly transports: readonly Transport[];
  readonly ports: PrintedPorts;
  readonly sourcePorts: PrintedPorts;
  /** The application protocol, as printed. */
  readonly protocol: string;
  /** What it is for, in our words. */
  readonly purpose: string;
  /** Whether the document calls the ports configurable. */
  readonly configurable: boolean;
  /** What printed ports depend on, where the document says so: the deployer may state others. */
  readonly dependsOn?: string;
  /** URLs that the document prints for the listener, with `{domain}` where a name of the deployment goes. */
  readonly urls?: readonly string[];
  /** Address blocks that the document prints for the listener. */
  readonly prefixes?: readonly string[];
  /** Product version, where it matters. */
  readonly version?: string;
  /** What the product opens, one entry per initiator and condition. */
  readonly directions: readonly DirectionFact[];
  /** Why no construct enforces the row; null where constructs do. */
  readonly unenforced: string | null;
}

/**
 * An end of a platform flow: a balancer or proxy, one of its members, a resolver endpoint, a name server that it forwards
 * to, a service tag of Azure, or the internet.
 */
export type PlatformEnd =
  "balancer" | "member" | "forwarder" | "name-server" | "AzureLoadBalancer" | "GatewayManager" | "internet";

/** A flow that a cloud needs to run what is deployed. */
export interface PlatformFact {
  /** `<service>/<flow>`; never renamed. */
  readonly id: string;
  readonly cloud: "aws" | "azure";
  /** What it is, in a few words. */
  readonly title: string;
  /** Who opens the connection. */
  readonly from: PlatformEnd;
  /** Who listens. */
  readonly to: PlatformEnd;
  readonly transports: readonly Transport[];
  /** `health-check`: the port that the health check of the balancer's listener is set to. */
  readonly ports: PortList | "health-check" | "every";
  readonly source: Citation;
  /** What is printed, in key words. */
  readonly printed: Readonly<Record<string, string>>;
  /** Null where what is printed is taken as it stands. */
  readonly reading: Reading | null;
}

/** Which resolvers see a record. */
export type View = "public" | "internal";

/** A documented DNS record, with `{domain}` where a domain of the deployment goes. */
export interface RecordFact extends Fact {
  readonly type: "SRV" | "A";
  readonly name: string;
  readonly view: View;
  /** The role that the record leads to. */
  readonly role: string;
  /** The port of an SRV record; null where the document prints none and for A records. */
  readonly port: number | null;
  /** The place in the documented order of look-ups. */
  readonly order: number | null;
  /** What the record leads to, where the document says so: the name of an A record, or an address in words. */
  readonly target?: string;
  /** Priority and weight of an SRV record, where the document states them. */
  readonly priority?: number;
  readonly weight?: number;
  readonly when: When;
}

/** A documented statement about address translation in front of a role. */
export interface TranslationFact extends Fact {
  readonly role: string;
  readonly rule: "untranslated" | "static-nat" | "port-forward" | "ports-unchanged";
  readonly says: string;
}

/** A row of the table of edge servers: what a role is for, and which internal server it goes with. */
export interface EdgeServerFact extends Fact {
  readonly role: string;
  readonly supports: string;
  /** The internal roles, one of which must exist. */
  readonly internalRoles: readonly string[];
  readonly protocol: string;
}

/** A zone that resolvers forward to a vendor's name servers: one address of one data center. */
export interface ForwarderFact extends Fact {
  /** The role that answers at the address. */
  readonly role: string;
  /** The name that is forwarded, with `{customer}` where the customer's label goes. */
  readonly name: string;
  /** The vendor's region code, upper case. */
  readonly region: string;
  /** The data center as labeled; null where the document prints no label. */
  readonly dataCenter: string | null;
  /** The name server's address. */
  readonly address: string;
}

/** A row about a certificate: who needs it, from which CA, for which names. */
export interface CertificateFact extends Fact {
  readonly topology: string;
  /** Role ids; several where the roles share one certificate. */
  readonly roles: readonly string[];
  readonly ca: "enterprise" | "public" | "any" | "self-signed";
  /** The subject's common name, as a pattern in key words: `fqdn of the pool`. Null where the document states none. */
  readonly subject: string | null;
  /** What the subject alternative names must hold, one statement each. */
  readonly alternativeNames: readonly string[];
  /** Where to install and assign it, and other remarks, one statement each. */
  readonly comments: readonly string[];
  /** Whether the CA is required or only recommended, where the document tells the two apart. */
  readonly requirement?: "mandatory" | "recommended";
  /** Which choices make it apply, where only some do. */
  readonly when?: When;
}

/** A number that must be kept, or a rule without a number. */
export interface LimitFact extends Fact {
  /** What it is about, in a few words. */
  readonly subject: string;
  /** The rule, in our words. */
  readonly says: string;
  /** The number, where there is one; `at-least` and `at-most` include it. */
  readonly quantity: {
    readonly bound: "at-least" | "at-most" | "exactly";
    readonly value: number;
    readonly unit: string;
  } | null;
  /** Ports that the rule is about. */
  readonly ports?: PortList;
  /** Product version, where it matters. */
  readonly version?: string;
  /** How the connections that it is about are secured; what the document does not say is left out. */
  readonly security?: { readonly tls?: "none" | "optional"; readonly clientCertificates?: "not-verified" };
  /** Role ids that it concerns; empty where it concerns the whole deployment. */
  readonly roles: readonly string[];
  readonly when: When;
}

/** A documented step to verify or to find a fault, as data that a prober can run. */
export interface CheckFact extends Fact {
  /** The step's place in its procedure, from 1. */
  readonly step: number;
  readonly procedure: "verify" | "troubleshoot";
  readonly says: string;
  /** Where it is run from: a role id, or the zone that the host stands in. */
  readonly from: string;
  /** What is done: `{...}` marks what the deployment supplies. */
  readonly probe:
    | { readonly kind: "tcp-connect"; readonly target: string; readonly port: number }
    | { readonly kind: "dns-query"; readonly type: "SRV" | "A"; readonly name: string }
    | { readonly kind: "inspect"; readonly subject: string };
  readonly success: string;
  /** What a failure points to. */
  readonly failure: string;
  /** Ids of the directions (flow id and letter) that must be open for it. */
  readonly needs: readonly string[];
}

/** A row of a feature table: which roles a feature needs. */
export interface FeatureFact extends Fact {
  readonly feature: string;
  /** Sets of role ids by edition (`any` where the document names none): all roles of one alternative are needed. */
  readonly alternatives: readonly {
    readonly edition: "standard" | "enterprise" | "any";
    readonly roles: readonly string[];
  }[];
  /** Role ids of the clients. */
  readonly clients: readonly string[];
}

/** A common need by its name. */
export type NeedId =
  | "dns"
  | "ntp"
  | "ldap"
  | "ldaps"
  | "domain-controller-locator"
  | "global-catalog"
  | "global-catalog-tls"
  | "kerberos"
  | "kerberos-password"
  | "crl"
  | "ocsp"
  | "ssh"
  | "rdp"
  | "https-management"
  | "kms";

/**
 * A common need of a server: traffic that no document of a UC product lists, because every server has it. It opens nothing
 * by itself.
 */
export interface NeedFact {
  readonly id: NeedId;
  /** What kind of need it is; reports name the kinds that a role has no flow for. */
  readonly area: "DNS" | "NTP" | "directory" | "certificate revocation" | "management" | "activation";
  readonly title: string;
  /** What it is for, as reports say it. */
  readonly purpose: string;
  /** Who opens the connection: the role that has the need, or its peer. */
  readonly initiator: "role" | "peer";
  readonly services: readonly { readonly transport: "tcp" | "udp"; readonly ports: PortList }[];
  /** Where the ports stand: an RFC by its number, or a page of the vendor. */
  readonly sources: readonly { readonly document: string; readonly section: string; readonly url: string }[];
}
