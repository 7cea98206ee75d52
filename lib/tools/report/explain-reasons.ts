/** On whose word traffic passes: what for, and who asks for it. */
import { printCitation } from "./cited-flows";
import type { ExplainedAnswer, ExplainedFlow, ExplainedListing } from "./explain-answer";
import { askedBy, shortened, type TextLayout } from "./rule-table";
import { cellLines } from "./text-table";
import { wrapText } from "./wrap-text";

/** Each purpose with who asks for it, in lines of a width. */
export function printReasons(flows: readonly ExplainedFlow[], width: number): string[] {
  const byPurpose = new Map<string, string[]>();
  for (const flow of flows) {
    const purpose = flow.exact ? flow.purpose : `${flow.purpose} (the rule is as narrow as the cloud can say it)`;
    byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), askedBy(flow)]);
  }
  return [...byPurpose].flatMap(([purpose, by]) => cellLines(`${purpose} [${shortened(by)}]`, width));
}

/** Where a document is unclear, what was read there. */
export function printReadings(
  all: readonly (ExplainedAnswer | ExplainedListing)[],
  { colors, width }: TextLayout,
): string {
  const flows = all.flatMap((one): readonly ExplainedFlow[] =>
    one.kind === "answer"
      ? one.ways.flatMap(({ steps }) => steps.flatMap((step) => step.flows))
      : [...one.there, ...one.back].flatMap((passage) => passage.flows),
  );
  const readings = new Map(
    flows.flatMap(({ citation, reading }) =>
      citation === null || reading === null ? [] : [[printCitation(citation), reading] as const],
    ),
  );
  if (readings.size === 0) return "";
  const lines = [...readings].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return [
    colored(wrapText("* Where a document is unclear, it is read like this", width, ""), colors.bold),
    ...lines.map(([citation, reading]) => wrapText(`${citation}: ${reading}`, width, "  ")),
  ].join("\n");
}

/** Colors each line, so that none is colored across the end of another. */
export function colored(text: string, color: (text: string) => string): string {
  return text
    .split("\n")
    .map((line) => color(line))
    .join("\n");
}
