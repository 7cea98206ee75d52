/** What can be wrong with the description of a reverse proxy, said before anything is made. */
import { parseCertificateName } from "../../model/certificate-request";
import { parseDomain } from "../../model/domain-name";
import { UcEdgeError } from "../../net/uc-edge-error";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import type { Network } from "../../stack/network";
import { parseKnownDomain, requireKnown, requireKnownList } from "../../stack/unresolved";
import type { ManagedProxyProps, ProxyHostProps } from "./proxy-props";

const WHAT = "cannot deploy the reverse proxy";
const STATUS_CODES = /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/;

/** The codes that a system has for what can be wrong with its proxy. */
export interface ProxyCodes {
  /** It is of no kind, or of both. */
  readonly kind: string;
  readonly interfaceMissing: string;
  readonly interfaceShared: string;
  readonly namesEmpty: string;
  readonly nameTwice: string;
  readonly certificateMissing: string;
  readonly certificateNameMissing: string;
  /** It cannot hold its names. */
  readonly certificateNamesOver: string;
  /** Of a finding: it holds more names than a quota takes by itself. */
  readonly certificateNamesQuota: string;
  readonly healthPath: string;
  readonly healthCodes: string;
}

/** What is said of a proxy that its checks look at. */
export interface CheckedProxy {
  readonly hosts: ProxyHostProps | undefined;
  readonly managed: ManagedProxyProps | undefined;
  readonly codes: ProxyCodes;
  /** The path of the construct. */
  readonly path: string;
}

type FaultOf = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

function faultAt(path: string): FaultOf {
  return (code, prop, value, expected, todo) =>
    new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path });
}

/**
 * Refuses a proxy of no kind, and one of both.
 *
 * @throws {@link UcEdgeError} the system's codes.
 */
export function checkKind({ hosts, managed, codes, path }: CheckedProxy): void {
  const fault = faultAt(path);
  const given = [hosts, managed].filter((one) => one !== undefined);
  if (given.length !== 1 || typeof given[0] !== "object" || (given[0] as unknown) === null) {
    throw fault(
      codes.kind,
      "hosts, managed",
      given.length === 0 ? undefined : given,
      "exactly one of the two, described by an object",
      "describe the hosts that run the proxy, or have the cloud run it",
    );
  }
  if (hosts === undefined) return;
  for (const side of ["external", "internal"] as const) {
    const one: unknown = (hosts as Partial<ProxyHostProps>)[side];
    if (typeof one !== "object" || one === null) {
      throw fault(
        codes.interfaceMissing,
        `hosts.${side}`,
        one,
        "an interface: the proxy has an external and an internal one",
        "describe the interface; {} lets the cloud pick its address",
      );
    }
    const { sharedInterface } = hosts[side];
    if (sharedInterface === undefined) {
      checkInterfaceProps({ side, prop: `hosts.${side}`, props: hosts[side], path });
      continue;
    }
    throw fault(
      codes.interfaceShared,
      `hosts.${side}.sharedInterface`,
      sharedInterface,
      "interfaces of the proxy's own: roles share the interfaces of their own deployment only",
      "leave it out",
    );
  }
}

/**
 * The published names, each in a public DNS zone that the network knows; those of the external interface come on top.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, `stack-dns-zone-unknown`,
 *   `stack-record-taken` for a managed proxy, and the system's codes.
 */
export function publishedNames(
  network: Network,
  given: readonly string[],
  { hosts, codes, path }: CheckedProxy,
): string[] {
  const by = { what: WHAT, prop: "names", path };
  requireKnownList(given, WHAT, by.prop, path);
  const more = hosts?.external.names ?? [];
  requireKnownList(more, WHAT, "hosts.external.names", path);
  const names = [...given, ...more].map((name) => parseKnownDomain(name, by));
  const fault = faultAt(path);
  if (given.length === 0) {
    throw fault(codes.namesEmpty, "names", given, "at least one name", "give the names that users ask for");
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw fault(codes.nameTwice, "names", twice, "each name once", "remove one of the two");
  for (const name of names) checkName(network, name, hosts === undefined, path);
  return names;
}

function checkName(network: Network, name: string, isManaged: boolean, path: string): void {
  const record = { view: "public", type: "A", name, path } as const;
  network.dnsZoneOf(record);
  // What the cloud runs may have no address that could stand beside others.
  if (isManaged) network.requireUnnamed(record);
}

/**
 * Refuses a managed proxy that cannot serve its names, or whose servers are never found to be up.
 *
 * @returns Whether the names in the certificate are known, and hold every published one.
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, and the system's codes.
 */
export function checkManaged(
  managed: ManagedProxyProps,
  names: readonly string[],
  { codes, path }: CheckedProxy,
): boolean {
  const fault = faultAt(path);
  const { healthPath, healthStatusCodes, hostName } = managed;
  const known = { healthPath, healthStatusCodes, hostName };
  for (const [prop, value] of Object.entries(known)) {
    requireKnown(value, { what: WHAT, prop: `managed.${prop}`, path }, "it is checked before anything is made");
  }
  if (healthPath !== undefined && (typeof healthPath !== "string" || !/^\/\S*$/.test(healthPath))) {
    throw fault(codes.healthPath, "managed.healthPath", healthPath, 'a path such as "/"', "begin it with a slash");
  }
  if (
    healthStatusCodes !== undefined &&
    (typeof healthStatusCodes !== "string" || !STATUS_CODES.test(healthStatusCodes))
  ) {
    throw fault(
      codes.healthCodes,
      "managed.healthStatusCodes",
      healthStatusCodes,
      'codes and ranges within 200-499: "200-399", "200,401"',
      "correct the codes",
    );
  }
  if (hostName !== undefined) parseDomain(hostName, { what: WHAT, prop: "managed.hostName", path });
  return checkCertificate(managed, names, codes, path);
}

function checkCertificate(
  { certificate }: ManagedProxyProps,
  names: readonly string[],
  codes: ProxyCodes,
  path: string,
): boolean {
  const fault = faultAt(path);
  const given: unknown = certificate;
  if (typeof given !== "object" || given === null) {
    throw fault(
      codes.certificateMissing,
      "managed.certificate",
      given,
      "the certificate that users see",
      "give its ARN on AWS; on Azure the id of its secret in Key Vault and of the identity that may read it",
    );
  }
  const { names: held } = certificate;
  if (held === undefined) return false;
  const by = { what: WHAT, prop: "managed.certificate.names", path };
  requireKnownList(held, WHAT, by.prop, path);
  const patterns = held.map((text) => readPattern(text, by));
  const missing = names.find((name) => !patterns.some((pattern) => covers(pattern, name)));
  if (missing === undefined) return true;
  throw fault(
    codes.certificateNameMissing,
    "managed.certificate.names",
    held,
    `a certificate for every published name; ${missing} is not in it`,
    "issue a certificate that holds the name, or do not publish the name",
  );
}

function readPattern(text: string, by: { what: string; prop: string; path: string }): string {
  requireKnown(text, by, "it is compared with the published names");
  return parseCertificateName(text, by);
}

function covers(pattern: string, name: string): boolean {
  if (!pattern.startsWith("*.")) return pattern === name;
  return name.slice(name.indexOf(".") + 1) === pattern.slice(2);
}
