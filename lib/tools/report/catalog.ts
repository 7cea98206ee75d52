/** What `uc-edge catalog` prints. */
import { findEntry, printEntry } from "./catalog-explain";
import { answer, type CatalogQuestion } from "./catalog-filter";
import { entryJson } from "./catalog-json";
import { nothingFound, printEntries } from "./catalog-text";
import type { TextLayout } from "./rule-table";

/** Text for stdout, and a remark for stderr where there is one. */
export interface CatalogAnswer {
  readonly text: string;
  readonly remark?: string;
}

/** How an answer is written: laid out for people, or as JSON. */
export type AnswerForm = TextLayout | "json";

/** The facts that answer a question; or the one with an id, whole. */
export function askCatalog(asked: CatalogQuestion | { readonly id: string }, form: AnswerForm): CatalogAnswer {
  return "id" in asked ? explain(asked.id, form) : list(asked, form);
}

function list(question: CatalogQuestion, form: AnswerForm): CatalogAnswer {
  const { kind, entries } = answer(question);
  const text = form === "json" ? jsonOf(entries.map(entryJson)) : printEntries(entries, form);
  return entries.length === 0 ? { text, remark: nothingFound(kind) } : { text };
}

function explain(id: string, form: AnswerForm): CatalogAnswer {
  const entry = findEntry(id);
  return { text: form === "json" ? jsonOf(entryJson(entry)) : printEntry(entry, form) };
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
