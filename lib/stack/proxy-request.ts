/** What is asked of a network for a reverse proxy that the cloud runs. */
import type { PlacedInterface } from "./placed-interface";

/** The certificate that users see. Each cloud takes its own kind; give both where one program serves both clouds. */
export interface ProxyCertificateProps {
  /**
   * AWS: the certificate in ACM or IAM, `arn:aws:acm:...`; it may be unresolved.
   *
   * @default - none; on AWS it is needed
   */
  readonly arn?: string;
  /**
   * Azure: the certificate in Key Vault, by the id of its secret; it may be unresolved.
   *
   * @default - none; on Azure it is needed
   */
  readonly keyVaultSecretId?: string;
  /**
   * Azure: the user-assigned managed identity that may read the secret, by its resource id; it may be unresolved.
   *
   * @default - none; on Azure it is needed
   */
  readonly identityId?: string;
  /**
   * The names in the certificate; a first label of `*` stands for one label. Every published name must be among them.
   *
   * @default - not known; a finding says that nobody has compared them
   */
  readonly names?: readonly string[];
  /**
   * AWS: whether the certificate was imported into ACM, or is from IAM. It then holds as many names as it does; of one that
   * ACM issues the number is bounded.
   *
   * @default false
   */
  readonly imported?: boolean;
}

/** The root of a private certification authority: exactly one of the two. */
export interface RootCertificateProps {
  /**
   * The certificate itself, in Base64.
   *
   * @default - taken from Key Vault
   */
  readonly data?: string;
  /**
   * The certificate in Key Vault, by the id of its secret.
   *
   * @default - given as data
   */
  readonly keyVaultSecretId?: string;
}

/** A machine that a proxy passes requests on to, or the balancer in front of several. */
export interface ProxyMember {
  /** Its address: a literal, or one that is not known yet. */
  readonly address: string;
  readonly port: number;
  /** The interface that has it, where it is a role of the same stack. */
  readonly target: PlacedInterface | undefined;
  /** The index of the address on that interface, where it has several. */
  readonly index: number | undefined;
}

/** A reverse proxy, as a system asks a network for it. HTTPS from users. */
export interface ProxyRequest {
  /** What it stands for, for descriptions: `Reverse Proxy`. */
  readonly title: string;
  /** The public port. */
  readonly port: number;
  /** The published names. */
  readonly names: readonly string[];
  /** Where requests go: at least one. */
  readonly members: readonly ProxyMember[];
  /** Whether the members are outside the cloud's network, on premises say. */
  readonly membersAreElsewhere: boolean;
  /** Whether the members speak HTTPS; where not, HTTP. */
  readonly membersAreEncrypted: boolean;
  readonly certificate: ProxyCertificateProps;
  /** The cloud's name of the policy for versions and ciphers towards users; omitted: TLS 1.2 and 1.3. */
  readonly tlsPolicy: string | undefined;
  /** The path that tells whether a member is up, and the status codes that say so: `200-399`. */
  readonly healthPath: string;
  readonly healthStatusCodes: string;
  /** The name that members are asked for; omitted: the one that the user asked for. */
  readonly hostName: string | undefined;
  /** The root of the members' private authority; omitted where it is a public one. */
  readonly rootCertificate: RootCertificateProps | undefined;
  /** Whether a public authority signed the members' certificates. */
  readonly hasPublicAuthority: boolean;
}
