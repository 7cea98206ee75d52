/**
 * The certificates of the edge servers. The certificate table covers internal roles only, so that they are derived, and say
 * so: from what listens with TLS in the port table, and from the names that the records lead to. Only the public authority
 * is documented, by `lcs-2005-pic`.
 */
import { LCS_2005_PIC_CERTIFICATES } from "../../catalog/lcs-2005-pic/certificates";
import { type CertificateRequest, type CertificateUse, derivedNames } from "../../model/certificate-request";
import type { Side } from "../../stack/interface-request";
import { nameInside } from "../service-records";
import type { HostName } from "./edge-names";
import { DIRECTOR_NEXT_HOP, type EdgeService, roleFact } from "./edge-services";

/** What the certificates of an edge are made from. */
export interface EdgeCertificateSources {
  readonly services: readonly EdgeService[];
  /** Services that have one address inside, and so present one certificate there. */
  readonly sharersInside: readonly (readonly EdgeService[])[];
  readonly names: readonly HostName[];
  readonly sipDomains: readonly string[];
  readonly chosen: ReadonlySet<string>;
}

/** A side of a service on which something speaks TLS. */
interface TlsSide {
  readonly uses: readonly CertificateUse[];
  /** The row of the port table. */
  readonly fact: string;
  readonly says: string;
}

const ACCESS_EDGE = "access-edge";
/** Choices with which other companies connect by mutual TLS. */
const MUTUAL: readonly string[] = ["federation", "public-im"];
/** Choices that bring no users. */
const NOT_OF_USERS: readonly string[] = [...MUTUAL, DIRECTOR_NEXT_HOP];
const NOT_DOCUMENTED = "ocs-2007/undocumented/certificates";

/** The A/V Edge speaks STUN outside, without TLS (ports rows 16 and 18): nothing there presents a certificate. */
const OUTSIDE: ReadonlyMap<string, TlsSide> = new Map([
  [ACCESS_EDGE, { uses: ["server"], fact: "ocs-2007/ports/13", says: "SIP over TLS from remote users" }],
  [
    "web-conferencing-edge",
    { uses: ["server"], fact: "ocs-2007/ports/15", says: "conferences on the port of HTTPS, from users outside" },
  ],
]);
/** What the Access Edge speaks outside with other companies and with public IM providers. */
const WITH_OTHERS: TlsSide = {
  uses: ["server", "client"],
  fact: "ocs-2007/ports/12",
  says: "SIP over MTLS with other companies, both ways",
};
const INSIDE: ReadonlyMap<string, TlsSide> = new Map([
  [
    ACCESS_EDGE,
    { uses: ["server", "client"], fact: "ocs-2007/ports/1", says: "SIP over MTLS with the internal server, both ways" },
  ],
  [
    "web-conferencing-edge",
    { uses: ["server"], fact: "ocs-2007/ports/14", says: "PSOM over MTLS from the Web Conferencing Server" },
  ],
  ["av-edge", { uses: ["server"], fact: "ocs-2007/ports/17", says: "authentication of A/V users over SIP/MTLS" }],
]);

/** The certificates, those outside first. */
export function edgeCertificates(sources: EdgeCertificateSources): CertificateRequest[] {
  const outside = sources.services.flatMap((service) => certificateOutside(service, sources) ?? []);
  return [...outside, ...sources.sharersInside.flatMap((sharers) => certificateInside(sharers, sources) ?? [])];
}

function certificateOutside(service: EdgeService, sources: EdgeCertificateSources): CertificateRequest | undefined {
  const tls = OUTSIDE.get(service.role);
  if (tls === undefined) return undefined;
  const isMutual = service.role === ACCESS_EDGE && MUTUAL.some((choice) => sources.chosen.has(choice));
  const isForUsers = !isMutual || [...sources.chosen].some((choice) => !NOT_OF_USERS.includes(choice));
  const reasons = [...(isMutual ? [WITH_OTHERS] : []), ...(isForUsers ? [tls] : [])];
  const names = namesOf([service], "external", sources);
  return {
    ...placed([service], "external"),
    ...(isMutual ? mutualAuthority(sources.chosen) : anyAuthority()),
    ...derivedNames(service.role === ACCESS_EDGE ? targetsFirst(names, sources.sipDomains) : names),
    uses: isMutual ? WITH_OTHERS.uses : tls.uses,
    derived: derivedFrom(isMutual && sources.chosen.has("public-im"), reasons, "external"),
    facts: [
      ...(isMutual ? LCS_2005_PIC_CERTIFICATES.map(({ id }) => id) : []),
      NOT_DOCUMENTED,
      ...reasons.map(({ fact }) => fact),
    ],
  };
}

function certificateInside(
  sharers: readonly EdgeService[],
  sources: EdgeCertificateSources,
): CertificateRequest | undefined {
  const sides = sharers.flatMap(({ role }) => INSIDE.get(role) ?? []);
  if (sides.length === 0) return undefined;
  return {
    ...placed(sharers, "internal"),
    ca: "enterprise",
    requirement: "recommended",
    ...derivedNames(namesOf(sharers, "internal", sources)),
    uses: (["server", "client"] as const).filter((use) => sides.some(({ uses }) => uses.includes(use))),
    comments: ["the authority is the one that the table recommends for internal servers, which are the other ends"],
    derived: derivedFrom(false, sides, "internal"),
    facts: [NOT_DOCUMENTED, ...sides.map(({ fact }) => fact)],
  };
}

function placed(
  services: readonly EdgeService[],
  side: Side,
): Pick<CertificateRequest, "title" | "roles" | "installedOn" | "assignedTo"> {
  const titles = services.map(({ role }) => roleFact(role).title).join(", ");
  return {
    title: `${titles}, ${side}`,
    roles: services.map(({ role }) => `ocs-2007/${role}`),
    installedOn: [`${services.some(({ array }) => array !== undefined) ? "each" : "the"} host of the ${titles}`],
    assignedTo: [`its ${side} interface`],
  };
}

/** The authority for connections with other companies, which all verify each other. */
function mutualAuthority(chosen: ReadonlySet<string>): Pick<CertificateRequest, "ca" | "requirement" | "comments"> {
  const isRequired = chosen.has("public-im");
  const comments = LCS_2005_PIC_CERTIFICATES.flatMap((fact) => fact.comments);
  return {
    ca: "public",
    requirement: isRequired ? "required" : "recommended",
    comments: isRequired ? comments : ["partners verify it, and trust no authority of another company by themselves"],
  };
}

function anyAuthority(): Pick<CertificateRequest, "ca" | "requirement" | "comments"> {
  return {
    ca: "any",
    requirement: "unstated",
    comments: ["users outside must trust the authority: a public one needs no root installed on their computers"],
  };
}

function namesOf(services: readonly EdgeService[], side: Side, { names }: EdgeCertificateSources): string[] {
  const roles = services.map(({ role }) => role);
  return names.filter((one) => one.side === side && roles.includes(one.role)).map(({ name }) => name);
}

/** The names that the SRV records lead to, in the order of the SIP domains, then the others. */
function targetsFirst(names: readonly string[], sipDomains: readonly string[]): string[] {
  return [...new Set([...sipDomains.flatMap((domain) => nameInside(domain, sipDomains, names) ?? []), ...names])];
}

function derivedFrom(isAuthorityDocumented: boolean, sides: readonly TlsSide[], side: Side): string {
  const reasons = sides.map(({ says, fact }) => `${says} (${fact})`).join(", ");
  const authority = isAuthorityDocumented ? "" : ", its authority from who must trust it";
  return `not documented: that it is needed is derived from ${reasons}, its names from those of the ${side} interface${authority}`;
}
