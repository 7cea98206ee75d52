/** The codes of findings as the rules of a SARIF log: what each means, and what to do. */
import type { CheckFinding, FindingArea } from "../analyze/finding";
import { meaningOf } from "../read/code-meanings";
import { plainText } from "./plain-text";
import { codeSpan, foreignMarkdown, messageText, ownMarkdown, sentence } from "./sarif-text";

/** How bad it is, the worst last. */
const LEVELS = ["note", "warning", "error"] as const;

/** The levels of SARIF are the severities of findings. */
export type SarifLevel = (typeof LEVELS)[number];

/** What a code says, for everybody who meets it. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[] };
}

const HOW: Readonly<Record<FindingArea, string>> = {
  exactness: "It is found by comparing what the rules of an interface permit with what is asked for there.",
  reach: "It is found by following public addresses, balancers and routes to where they lead.",
  deployment: "The construct that is deployed says it, from its documents.",
  lint: "It is found by looking for what may be wrong although the rules permit what they should.",
};

/** The rules of findings, in the order of their codes. */
export function sarifRules(findings: readonly CheckFinding[]): SarifRule[] {
  const byCode = new Map<string, CheckFinding[]>();
  for (const finding of findings) {
    const id = plainText(finding.code);
    const known = byCode.get(id);
    if (known === undefined) byCode.set(id, [finding]);
    else known.push(finding);
  }
  return [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, all]) => ruleOf(id, all));
}

function ruleOf(id: string, findings: readonly CheckFinding[]): SarifRule {
  const listed = meaningOf(id);
  const meaning = sentence(listed ?? `what the code ${id} stands for is said with each finding`);
  const areas = [...new Set(findings.map(({ area }) => area))];
  const how = areas.map((area) => HOW[area]);
  const levels = findings.map(({ severity }) => LEVELS.indexOf(severity));
  const short = messageText(meaning.replaceAll("`", ""));
  const full = [short, ...how].join(" ");
  const markdown = [listed === undefined ? foreignMarkdown(meaning) : ownMarkdown(meaning), ...how].join(" ");
  return {
    id,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: helpOf(id, { text: full, markdown }, findings),
    defaultConfiguration: { level: LEVELS[Math.max(...levels)] ?? "error" },
    properties: { tags: areas },
  };
}

/** What to do is what the findings say: the tools know no better than what found them. */
function helpOf(id: string, meaning: SarifRule["help"], findings: readonly CheckFinding[]): SarifRule["help"] {
  const todos = [...new Set(findings.map(({ todo }) => todo))].filter((todo) => todo !== "").map(sentence);
  const isNote = findings.every(({ severity }) => severity === "note");
  const accept = (name: (text: string) => string): string[] =>
    isNote
      ? []
      : [`Accept it in the code of the stack by ${name("acceptFinding")}, with its code ${name(id)} and a reason.`];
  const text = [
    meaning.text,
    ...todos.map((todo) => `What to do: ${messageText(todo)}`),
    ...accept(messageText).map((how) => `To live with it: ${how}`),
  ];
  const markdown = [
    `**What it means.** ${meaning.markdown}`,
    ...todos.map((todo) => `**What to do.** ${foreignMarkdown(todo)}`),
    ...accept(codeSpan).map((how) => `**To live with it.** ${how}`),
  ];
  return { text: text.join("\n"), markdown: markdown.join("\n\n") };
}
