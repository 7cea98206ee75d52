/** Public names that a private DNS zone hides from inside, and those of them that nobody inside looks up. */
import { RECORDS } from "../../catalog/all";
import type { RecordFact } from "../../catalog/schema";
import type { DeclaredRecord } from "../read/declaration";
import type { CheckContext } from "./check";
import { type CheckFinding, lint } from "./finding";

/** A record of a documented order of look-ups, and the domain that it is for. */
interface LookUp {
  readonly record: DeclaredRecord;
  readonly fact: RecordFact;
  readonly order: number;
  readonly domain: string;
}

/** A private zone answers for its whole domain: public names that it lacks cannot be found from inside. */
export function hiddenNames({ declaration }: CheckContext): CheckFinding[] {
  const { records = [], internalDomains = [] } = declaration ?? {};
  const inside = new Set(records.filter((record) => record.view === "internal").map((record) => record.name));
  const lookUps = records.flatMap(lookUpsOf);
  return records
    .filter((record) => record.view === "public" && !inside.has(record.name) && !isFoundBefore(record, lookUps))
    .flatMap((record) => {
      const domain = internalDomains.find((one) => record.name === one || record.name.endsWith(`.${one}`));
      if (domain === undefined) return [];
      return [
        lint({
          code: "check-name-hidden",
          severity: "warning",
          what: `${record.name} (${record.type}) is public only, and the private zone ${domain} hides it from inside`,
          where: record.name,
          why: "a private zone answers for all of its domain",
          todo: "add the record to the private zone as well, if it is needed inside",
          facts: [...record.facts],
        }),
      ];
    });
}

/** The places that a record has in documented orders of look-ups, each with the domain that its name is made from. */
function lookUpsOf(record: DeclaredRecord): LookUp[] {
  return RECORDS.filter(({ id }) => record.facts.includes(id)).flatMap((fact) => {
    const [before = "", after = ""] = fact.name.split("{domain}");
    if (fact.order === null || !record.name.startsWith(before) || !record.name.endsWith(after)) return [];
    const domain = record.name.slice(before.length, record.name.length - after.length);
    return [{ record, fact, order: fact.order, domain }];
  });
}

/**
 * Whether clients inside find another record before each look-up that a record is for, and so never come to it: all internal
 * records that the same order has before it are there, for the same domain and in the same network.
 */
function isFoundBefore(record: DeclaredRecord, all: readonly LookUp[]): boolean {
  const own = all.filter((one) => one.record === record);
  if (own.length === 0 || own.length < record.facts.length) return false;
  return own.every((lookUp) => {
    const before = RECORDS.filter((fact) => isInsideBefore(fact, lookUp));
    return (
      before.length > 0 && before.every((fact) => all.some((other) => other.fact === fact && isBeside(other, lookUp)))
    );
  });
}

/** Whether a fact is an internal record that the order of a look-up has before it. */
function isInsideBefore({ view, source, order }: RecordFact, lookUp: LookUp): boolean {
  const { document, table } = lookUp.fact.source;
  const isOfOrder = source.document === document && source.table === table;
  return isOfOrder && view === "internal" && order !== null && order < lookUp.order;
}

function isBeside(other: LookUp, { record, domain }: LookUp): boolean {
  return other.record.view === "internal" && other.domain === domain && other.record.network === record.network;
}
