/** The work sheet of a provisioning request: what to enter, step by step in the document's order, and where it stands. */
import { LCS_2005_PIC_PROVISIONING } from "../../catalog/lcs-2005-pic/provisioning";
import type { LimitFact } from "../../catalog/schema";
import { AFTERWARDS, SUBMISSION } from "../read/provisioning-fields";
import type { FilledField, FilledStep, ProvisioningRequest, RequestProblem } from "../read/provisioning-request";
import { plainText } from "./plain-text";
import type { TextLayout } from "./rule-table";
import { COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

/** The version of the JSON form. */
const FORMAT = 1;
const NARROWEST = 40;
const INDENT = "  ";
const BOX = "[ ]";

/** A step of the request as both forms of the work sheet have it. */
interface SheetStep {
  /** The number of the step in the document; null for what comes before and after. */
  readonly step: number | null;
  readonly subject: string;
  readonly says: string;
  /** The fact's id. */
  readonly source: string;
  readonly fields: readonly FilledField[];
}

/** The work sheet as text for people, to tick off. */
export function printSheet(request: ProvisioningRequest, file: string, layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  const { colors, width } = wide;
  const title = "Provisioning request: Public IM Connectivity";
  const head = [
    colors.bold(wrapText(title, width, "")),
    "=".repeat(width),
    wrapText(`Checked, from ${plainText(file)}. Enter it on the provisioning site, step by step.`, width, ""),
  ].join("\n");
  const steps = sheetSteps(request.steps).map((step) => printStep(step, wide));
  const after = AFTERWARDS.map(factOf).map(({ id, says }) => toTick(`${says} (${id})`, width));
  return `${[head, ...steps, [colors.bold("After the request"), ...after].join("\n")].join("\n\n")}\n`;
}

/** The work sheet for machines, with what is wrong. */
export function sheetJson({ steps, problems }: ProvisioningRequest, file: string): string {
  const isWrong = problems.length > 0;
  const sheet = isWrong
    ? null
    : { steps: sheetSteps(steps), afterwards: AFTERWARDS.map(factOf).map(({ id, says }) => ({ says, source: id })) };
  return `${JSON.stringify({ format: FORMAT, file, problems, sheet }, null, 2)}\n`;
}

/** What is wrong with a request, a line for each. */
export function printProblems(problems: readonly RequestProblem[], file: string): string {
  return problems
    .map(({ line, field, value, expected, todo, code }) =>
      plainText(`${file}:${String(line)}: ${field} is ${value}, expected ${expected}; ${todo} [${code}]`),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function sheetSteps(steps: readonly FilledStep[]): SheetStep[] {
  return [...steps, { fact: SUBMISSION, fields: [] }].map(({ fact, fields }) => {
    const { id, printed, subject, says } = factOf(fact);
    const step = /step (\d+)/.exec(printed["rule"] ?? "")?.[1];
    return { step: step === undefined ? null : Number(step), subject, says, source: id, fields };
  });
}

function printStep({ step, subject, says, source, fields }: SheetStep, { colors, width }: TextLayout): string {
  const name = step === null ? "Before the request" : `Step ${String(step)}`;
  const heading = colors.bold(wrapText(`${name}: ${subject.replace(/^request: /, "")} (${source})`, width, ""));
  if (source === SUBMISSION) return [heading, toTick(says, width)].join("\n");
  if (fields.length === 0) return [heading, wrapText(says, width, INDENT), toTick("none", width)].join("\n");
  const room = roomBesideBox(width) - COLUMN_GAP;
  const labels = fields.map((field) => field.label);
  const label = columnWidth(labels, 1, Math.floor(room / 2));
  const rows = fields.map((field) => [{ text: BOX }, { text: field.label }, { text: plainText(field.value) }]);
  const table = printTable(rows, [BOX.length, label, room - label], INDENT);
  return [heading, wrapText(says, width, INDENT), table].join("\n");
}

/** A sentence to tick off. */
function toTick(text: string, width: number): string {
  return printTable([[{ text: BOX }, { text }]], [BOX.length, roomBesideBox(width)], INDENT);
}

function roomBesideBox(width: number): number {
  return width - INDENT.length - BOX.length - COLUMN_GAP;
}

function factOf(id: string): LimitFact {
  const fact = LCS_2005_PIC_PROVISIONING.find((one) => one.id === id);
  if (fact === undefined) throw new TypeError(`lcs-2005-pic has no step ${id}`);
  return fact;
}
