/** SRV records of a user's own product, checked before anything is made. */
import type { View } from "../../catalog/schema";
import { closestDomain } from "../../model/domain-name";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import type { RecordRequest } from "../../stack/dns-records";
import type { Network } from "../../stack/network";
import type { Side } from "../../stack/interface-request";
import { requireObject } from "../../stack/require-object";
import { parseKnownDomain, requireKnown, requireKnownList } from "../../stack/unresolved";
import type { OwnServiceRecord } from "./own-server-props";

/** Two labels that begin with an underscore, as RFC 2782 writes service and protocol. */
const SERVICE = /^_[a-z0-9]([a-z0-9-]*[a-z0-9])?\._[a-z0-9]+$/;
const LONGEST_LABEL = 63;
const VIEWS: readonly View[] = ["public", "internal"];
const LARGEST = 65535;

/** The names of a server by the side that they lead to; nothing on a side without an interface. */
export type NamesBySide = ReadonlyMap<Side, readonly string[]>;

/**
 * The SRV records, each in a DNS zone that the network knows.
 *
 * @throws {@link UcEdgeError} `own-service-invalid`, `own-service-number-invalid`, `own-view-unknown`,
 *   `own-srv-target-missing`, `own-service-record-twice`, `model-domain-*`, `stack-list-*`, `stack-prop-unresolved`,
 *   `stack-dns-zone-unknown`.
 */
export function ownServiceRecords(
  given: readonly OwnServiceRecord[],
  network: Network,
  names: NamesBySide,
  path: string,
): RecordRequest[] {
  requireKnownList(given, "cannot make the SRV records", "serviceRecords", path);
  const records = given.map((one, index) => {
    const record = ownServiceRecord(one, `serviceRecords[${String(index)}]`, names, path);
    network.dnsZoneOf(record);
    return record;
  });
  records.forEach(({ view, name, value }, index) => {
    const isSame = (one: RecordRequest): boolean => one.view === view && one.name === name && one.value === value;
    if (records.findIndex(isSame) === index) return;
    throw new UcEdgeError({
      code: "own-service-record-twice",
      what: `cannot make the SRV record ${name}`,
      prop: `serviceRecords[${String(index)}]`,
      value: given[index],
      expected: "each record once",
      todo: "remove one of the two",
      path,
    });
  });
  return records;
}

function ownServiceRecord(given: OwnServiceRecord, prop: string, names: NamesBySide, path: string): RecordRequest {
  const what = "cannot make the SRV record";
  requireObject(given, { what, prop, path }, 'write { service: "_sip._tls", domain: "example.com", port: 5061 }');
  for (const [key, value] of Object.entries(given)) {
    requireKnown(value, { what, prop: `${prop}.${key}`, path }, "names are matched with DNS zones by their text");
  }
  const service = serviceOf(given.service, { what, prop: `${prop}.service`, path });
  const domain = parseKnownDomain(given.domain, { what, prop: `${prop}.domain`, path });
  const numbers = [
    numberOf(given.priority ?? 0, 0, { what, prop: `${prop}.priority`, path }),
    numberOf(given.weight ?? 0, 0, { what, prop: `${prop}.weight`, path }),
    numberOf(given.port, 1, { what, prop: `${prop}.port`, path }),
  ];
  const view = given.view ?? (names.has("external") ? "public" : "internal");
  if (!VIEWS.includes(view)) {
    throw new UcEdgeError({
      code: "own-view-unknown",
      what,
      prop: `${prop}.view`,
      value: view,
      expected: oneOf(VIEWS, view),
      todo: "say which resolvers see the record",
      path,
    });
  }
  const side = view === "public" ? "external" : "internal";
  const target = targetOf(given, domain, side, names.get(side) ?? [], prop, path);
  const value = [...numbers, target].join(" ");
  return { view, type: "SRV", name: `${service}.${domain}`, value, facts: [], path };
}

interface Place {
  readonly what: string;
  readonly prop: string;
  readonly path: string;
}

function serviceOf(given: unknown, by: Place): string {
  const service = typeof given === "string" ? given.toLowerCase() : "";
  if (SERVICE.test(service) && service.split(".").every((label) => label.length <= LONGEST_LABEL)) return service;
  throw new UcEdgeError({
    ...by,
    code: "own-service-invalid",
    value: given,
    expected: 'service and protocol, each with its underscore: "_sip._tls"',
    todo: "correct the service; the domain is a property of its own",
  });
}

function numberOf(given: unknown, least: number, by: Place): number {
  if (typeof given === "number" && Number.isInteger(given) && given >= least && given <= LARGEST) return given;
  throw new UcEdgeError({
    ...by,
    code: "own-service-number-invalid",
    value: given,
    expected: `a whole number from ${String(least)} to ${String(LARGEST)}`,
    todo: "correct the number",
  });
}

function targetOf(
  given: OwnServiceRecord,
  domain: string,
  side: Side,
  names: readonly string[],
  prop: string,
  path: string,
): string {
  const by = { what: `cannot make the SRV record ${given.service}.${domain}`, path };
  const wanted =
    given.target === undefined ? undefined : parseKnownDomain(given.target, { ...by, prop: `${prop}.target` });
  const found =
    wanted === undefined
      ? names.find((name) => closestDomain(name, [domain]) !== undefined)
      : names.find((name) => name === wanted);
  if (found !== undefined) return found;
  throw new UcEdgeError({
    ...by,
    code: "own-srv-target-missing",
    prop: wanted === undefined ? `${side}.names` : `${prop}.target`,
    value: wanted ?? names,
    expected: wanted === undefined ? `a name inside ${domain}, which the record can lead to` : `one of ${side}.names`,
    todo: `add the name to ${side}.names, where its address record is made from`,
  });
}
