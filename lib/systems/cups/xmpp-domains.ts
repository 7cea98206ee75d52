/** The IM domains on both sides of a federation, and the names below one's own. */
import { CUPS_XMPP_RECORDS } from "../../catalog/cups-xmpp/records";
import type { RecordFact } from "../../catalog/schema";
import { closestDomain } from "../../model/domain-name";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { RecordRequest } from "../../stack/dns-records";
import type { Network } from "../../stack/network";
import { parseKnownDomain, requireKnown, requireKnownList } from "../../stack/unresolved";
import type { XmppPeerProps, XmppServiceRecordProps } from "./xmpp-federation-props";

const LARGEST = 65535;

/**
 * The domains of CUPS.
 *
 * @throws {@link UcEdgeError} `cups-domains-empty`, `cups-domain-twice`, `model-domain-*`, `stack-list-*`,
 *   `stack-prop-unresolved`.
 */
export function ownDomains(given: readonly string[], path: string): string[] {
  const by = { what: "cannot deploy XMPP federation", prop: "domains", path };
  requireKnownList(given, by.what, by.prop, path);
  const domains = given.map((domain) => parseKnownDomain(domain, by));
  const twice = domains.find((domain, index) => domains.indexOf(domain) !== index);
  if (domains.length > 0 && twice === undefined) return domains;
  throw new UcEdgeError({
    ...by,
    code: twice === undefined ? "cups-domains-empty" : "cups-domain-twice",
    value: twice ?? given,
    expected: "at least one domain, each once",
    todo: twice === undefined ? 'name the part behind the @ of IM addresses: "example.com"' : "name it once",
  });
}

/**
 * The domains of each peer. None of them is one's own, and none is of two peers.
 *
 * @throws {@link UcEdgeError} `cups-peer-invalid`, `cups-peer-domains-empty`, `cups-peer-domain-twice`, `cups-domain-own`,
 *   `cups-domain-registered`, `model-domain-*`, `stack-list-*`, `stack-prop-unresolved`.
 */
export function requirePeerDomains(peers: readonly XmppPeerProps[], own: readonly string[], path: string): string[][] {
  const places = new Map<string, string>();
  return peers.map((given: unknown, index) => {
    const place = `peers[${String(index)}]`;
    const peer = requireObject(given, place, path);
    const domains = listOfDomains(peer.domains, `${place}.domains`, path);
    for (const domain of domains) {
      if (own.includes(domain)) throw ownElsewhere("cups-domain-own", domain, `${place}.domains`, path);
      const other = places.get(domain);
      if (other !== undefined) throw domainTwice(domain, `${place}.domains`, other, path);
      places.set(domain, `${place}.domains`);
    }
    const registered = listOfDomains(peer.registeredDomains, `${place}.registeredDomains`, path);
    const ours = registered.find((domain) => own.includes(domain));
    if (ours !== undefined) throw ownElsewhere("cups-domain-registered", ours, `${place}.registeredDomains`, path);
    return domains;
  });
}

function requireObject(given: unknown, prop: string, path: string): Partial<XmppPeerProps> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given;
  throw new UcEdgeError({
    code: "cups-peer-invalid",
    what: "cannot federate",
    prop,
    value: given,
    expected: "an object that says what the servers are and where",
    todo: 'write { kind: "sametime", servers: Peer.prefixes([...]) }',
    path,
  });
}

function listOfDomains(given: readonly string[] | undefined, prop: string, path: string): string[] {
  if (given === undefined) return [];
  const by = { what: "cannot federate", prop, path };
  requireKnownList(given, by.what, prop, path);
  if (given.length > 0) return given.map((domain) => parseKnownDomain(domain, by));
  throw new UcEdgeError({
    ...by,
    code: "cups-peer-domains-empty",
    value: given,
    expected: "at least one domain",
    todo: "list the domains, or leave the list out if they are not known",
  });
}

function ownElsewhere(code: string, domain: string, prop: string, path: string): UcEdgeError {
  return new UcEdgeError({
    code,
    what: "cannot federate",
    prop,
    value: domain,
    expected:
      "no domain of CUPS, which must not be registered with the federated service: CUPS then gets an unexpected dialback response (cups-xmpp configuration step 3, verification)",
    todo: "correct the domain, or have the service's support take it out of the service first",
    path,
  });
}

function domainTwice(domain: string, prop: string, other: string, path: string): UcEdgeError {
  return new UcEdgeError({
    code: "cups-peer-domain-twice",
    what: "cannot federate",
    prop,
    value: domain,
    expected: `each federated domain once; it is in ${other} already`,
    todo: "leave it with the servers that serve the domain",
    path,
  });
}

/**
 * Refuses names that are not below one of the domains.
 *
 * @throws {@link UcEdgeError} `cups-name-outside`
 */
export function requireNamesBelow(names: readonly string[], domains: readonly string[], path: string): void {
  const outside = names.find((name) => domains.includes(name) || closestDomain(name, domains) === undefined);
  if (outside === undefined) return;
  throw new UcEdgeError({
    code: "cups-name-outside",
    what: "cannot name the server",
    prop: "server.external.names",
    value: outside,
    expected: `host names below ${domains.join(", ")}`,
    todo: `write a name such as "cup1.${domains[0] ?? "example.com"}"`,
    path,
  });
}

/** A documented record of the server. */
export function xmppRecordFact(type: "SRV" | "A"): RecordFact {
  const fact = CUPS_XMPP_RECORDS.find((record) => record.type === type);
  if (fact === undefined) throw new TypeError(`cups-xmpp has no ${type} record`);
  return fact;
}

/**
 * The SRV record of each domain; it leads to a name below the domain.
 *
 * @throws {@link UcEdgeError} `cups-srv-target-missing`, `cups-record-number-invalid`, `stack-dns-zone-unknown`.
 */
export function xmppServiceRecords(
  network: Network,
  domains: readonly string[],
  names: readonly string[],
  numbers: XmppServiceRecordProps,
  path: string,
): RecordRequest[] {
  const fact = xmppRecordFact("SRV");
  const priority = numberOf(numbers.priority ?? fact.priority, "serviceRecord.priority", path);
  const weight = numberOf(numbers.weight ?? fact.weight, "serviceRecord.weight", path);
  return domains.map((domain) => {
    const name = fact.name.replace("{domain}", domain);
    const target = names.find((one) => closestDomain(one, domains) === domain);
    if (target === undefined) throw targetMissing(name, domain, names, path);
    const value = [priority, weight, fact.port, target].join(" ");
    const record: RecordRequest = { view: fact.view, type: "SRV", name, value, facts: [fact.id], path };
    network.dnsZoneOf(record);
    return record;
  });
}

function targetMissing(record: string, domain: string, names: readonly string[], path: string): UcEdgeError {
  return new UcEdgeError({
    code: "cups-srv-target-missing",
    what: `cannot make the SRV record ${record}`,
    prop: "server.external.names",
    value: names,
    expected: `a host name below ${domain}, which the record can lead to`,
    todo: `add a name such as "cup1.${domain}"`,
    path,
  });
}

function numberOf(given: unknown, prop: string, path: string): number {
  const by = { what: "cannot make the SRV record", prop, path };
  requireKnown(given, by, "the record is compared by its text");
  if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= LARGEST) return given;
  throw new UcEdgeError({
    ...by,
    code: "cups-record-number-invalid",
    value: given,
    expected: `a whole number from 0 to ${String(LARGEST)}`,
    todo: "correct the number, or leave it out for the documented 0",
  });
}
