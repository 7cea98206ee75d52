/** The certificates of the internal servers of Office Communications Server 2007, by the rows of its certificate table. */
import { OCS_2007_CERTIFICATES } from "../../catalog/ocs-2007/certificates";
import type { CertificateFact } from "../../catalog/schema";
import {
  certificateNames,
  type CertificateNames,
  type CertificateRequest,
  type CertificateUse,
} from "../../model/certificate-request";
import { nameInside } from "../service-records";
import { type OcsCertificateProps, readCertificateProps, type ServerNames } from "./internal-certificate-props";
import { roleFact } from "./edge-services";

/** Rows whose alternative names hold the SIP domains; of a Director's, only where all clients sign in through it. */
const WITH_SIP_DOMAINS: readonly number[] = [1, 2, 3, 7, 8, 9];
const DIRECTORS: readonly number[] = [7, 8, 9];
/** Web Components alone listens for HTTPS and does nothing else with TLS; of the others ports rows 1, 14 and 17 say MTLS. */
const WEB_COMPONENTS = "web-components";
const IN_IIS = "IIS, with its administration snap-in, for the Web Components Server";
const REPEATED =
  "the common name is among the alternative names as well: who finds any there ignores the common name (RFC 2818, section 3.1)";

/** Where a certificate goes, and its names. */
interface RowPlan {
  readonly title: string;
  readonly installedOn: string;
  readonly names: CertificateNames;
}

/**
 * The certificates that a topology needs, in the order of the table's rows: what the construct of the servers declares.
 *
 * @throws {@link UcEdgeError} `ocs-topology-unknown`, `ocs-certificate-input-*`, `ocs-certificate-server-twice`,
 *   `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `model-certificate-subject-long`, and those of domains.
 * @source ocs-2007 certificates rows 1-9
 */
export function internalCertificates(props: OcsCertificateProps, path: string): CertificateRequest[] {
  const names = readCertificateProps(props, path);
  return names.rows.flatMap((row) => {
    const fact = factOf(row);
    return plansOf(row, fact, names).map((plan) => requestOf(row, fact, plan));
  });
}

/** Says which other names lead to the servers of a certificate, as the table does not ask for them and callers may. */
export function tellOtherNames(request: CertificateRequest, names: readonly string[]): CertificateRequest {
  const others = [...new Set(names)].filter((name) => !request.alternativeNames.includes(name));
  if (others.length === 0) return request;
  const comment = `other names lead here, which the table does not ask for: ${others.join(", ")}; add those by which the server is called over TLS`;
  return { ...request, comments: [...request.comments, comment] };
}

function factOf(row: number): CertificateFact {
  const fact = OCS_2007_CERTIFICATES.find(({ source }) => source.row === row);
  if (fact === undefined) throw new TypeError(`ocs-2007 has no certificate row ${String(row)}`);
  return fact;
}

/** One certificate for a row; for an array of Directors, one for each of them. */
function plansOf(row: number, fact: CertificateFact, names: ServerNames): RowPlan[] {
  const { path, server, servers, pool, webFarm, virtual, otherVirtual } = names;
  const roles = fact.roles.map((role) => roleFact(role).title).join(", ");
  const title = `${fact.topology}: ${roles}`;
  const sip = sipDomainNames(row, names);
  const planFor = (
    prop: string,
    subject: string,
    more: readonly string[],
    installedOn: string,
    of = title,
  ): RowPlan => {
    const by = { what: "cannot name the certificate", prop, path };
    return { title: of, installedOn, names: certificateNames(subject, more, by) };
  };
  const everywhere = `each server of the pool ${pool}`;
  // The name in the URL of the web farm is asked for where it is not the pool's.
  const farm = webFarm === pool ? [] : [webFarm];
  switch (row) {
    case 2:
      return [planFor("poolName", pool, [...farm, ...sip], everywhere)];
    case 6:
      return [planFor("virtualName", virtual, [...otherVirtual, ...farm], "every server that runs Web Components")];
    case 9:
      return servers.map((one) => planFor("names", one, [virtual, ...otherVirtual, ...sip], one, `${title} ${one}`));
    case 1:
    case 7:
      return [planFor("name", server, sip, server)];
    case 8:
      return [planFor("poolName", pool, sip, everywhere)];
    default:
      // Each role of an expanded pool has servers of its own.
      return [planFor("poolName", pool, sip, `each ${roles} of the pool ${pool}`)];
  }
}

/** Of each SIP domain, the name inside it to which automatic sign-in leads clients, where the row asks for them. */
function sipDomainNames(row: number, names: ServerNames): string[] {
  const { sipDomains, signInNames, automaticSignIn, everyClientSignsInHere } = names;
  const isAsked = WITH_SIP_DOMAINS.includes(row) && (everyClientSignsInHere || !DIRECTORS.includes(row));
  if (!isAsked || !automaticSignIn || sipDomains.length < 2) return [];
  return sipDomains.map((domain) => nameInside(domain, sipDomains, signInNames) ?? `sip.${domain}`);
}

function requestOf(row: number, fact: CertificateFact, { title, installedOn, names }: RowPlan): CertificateRequest {
  const isForWeb = fact.roles.includes(WEB_COMPONENTS);
  const isWebOnly = isForWeb && fact.roles.length === 1;
  const uses: readonly CertificateUse[] = isWebOnly ? ["server"] : ["server", "client"];
  return {
    title,
    roles: fact.roles.map((role) => `ocs-2007/${role}`),
    installedOn: [installedOn],
    assignedTo: isForWeb ? [IN_IIS] : [],
    ca: fact.ca === "public" || fact.ca === "enterprise" ? fact.ca : "any",
    requirement: fact.requirement === "mandatory" ? "required" : "recommended",
    ...names,
    uses,
    // The row of an array asks for it itself.
    comments: [...fact.comments, ...(row === 9 ? [] : [REPEATED])],
    derived: null,
    facts: [fact.id],
  };
}
