/** A check as a SARIF 2.1.0 log: what code-scanning views, editors and other tools read. */
import { createHash } from "node:crypto";
import type { CheckFinding } from "../analyze/finding";
import type { TerraformStackFile } from "../read/terraform-resource";
import { plainText } from "./plain-text";
import { type SarifLocation, SarifPlaces } from "./sarif-places";
import { type SarifLevel, type SarifRule, sarifRules } from "./sarif-rules";
import { messageText, sentence, SOURCE_ROOT } from "./sarif-text";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** What is known of the program that checks. */
export interface SarifTool {
  readonly version: string;
  /** Where one reads about it. */
  readonly informationUri?: string;
}

/** One finding. */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  /** Why it does not count; left out where it does. */
  readonly suppressions?: readonly {
    readonly kind: "inSource";
    readonly status: "accepted";
    readonly justification: string;
  }[];
}

/** A log with one run. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly {
    readonly tool: { readonly driver: SarifTool & { readonly name: string; readonly rules: readonly SarifRule[] } };
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly originalUriBaseIds: Readonly<Record<string, { readonly description: { readonly text: string } }>>;
    readonly columnKind: "utf16CodeUnits";
    readonly results: readonly SarifResult[];
  }[];
}

/** A stack, and what was found in it. */
export interface FoundIn {
  readonly file: TerraformStackFile;
  readonly findings: readonly CheckFinding[];
}

/**
 * The log of the checks of several stacks.
 *
 * @param folder - The absolute folder that addresses of files are relative to.
 * @throws {@link UcEdgeError} `tools-declaration-damaged`
 */
export function sarifLog(checks: readonly FoundIn[], tool: SarifTool, folder: string): SarifLog {
  const rules = sarifRules(checks.flatMap(({ findings }) => findings));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const prints = new Fingerprints();
  const results = checks.flatMap(({ file, findings }) => {
    const places = new SarifPlaces(file, folder);
    return findings.map((finding): SarifResult => {
      const ruleId = plainText(finding.code);
      return {
        ruleId,
        ruleIndex: indexes.get(ruleId) ?? -1,
        level: finding.severity,
        message: { text: messageOf(finding, file.stack) },
        locations: [places.locationOf(finding)],
        partialFingerprints: prints.of(finding, file.stack),
        ...suppressedBy(finding.accepted),
      };
    });
  });
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "uc-edge", ...tool, rules } },
        invocations: [{ executionSuccessful: true }],
        originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: "The folder that uc-edge check was run in." } } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

function suppressedBy(reason: string | null): Pick<SarifResult, "suppressions"> {
  if (reason === null) return {};
  return { suppressions: [{ kind: "inSource", status: "accepted", justification: messageText(reason) }] };
}

/** What is the matter comes first: where there is little room, views show one sentence. */
function messageOf(finding: CheckFinding, stack: string): string {
  const { what, where, why, todo, witness, facts, rules } = finding;
  const named = (name: string, text: string): string[] => (text === "" ? [] : [`${name}: ${text}`]);
  const paragraphs = [
    sentence(what),
    ...named("Where", where === stack ? stack : `${stack}, ${where}`),
    ...named("Packet", witness ?? ""),
    ...named("Why", why === "" ? "" : sentence(why)),
    ...named("What to do", todo === "" ? "" : sentence(todo)),
    ...named("Source", facts.join(", ")),
    ...named("Rules", rules.join(", ")),
  ];
  return paragraphs.map(messageText).join("\n");
}

/**
 * By which views know a finding again. Lines and wording have no part in it, so that it is the same finding when code
 * moves; several that nothing else tells apart are counted.
 */
class Fingerprints {
  private readonly counts = new Map<string, number>();

  of({ code, where, facts, rules }: CheckFinding, stack: string): SarifResult["partialFingerprints"] {
    const text = JSON.stringify([stack, code, where, facts, rules]);
    const count = (this.counts.get(text) ?? 0) + 1;
    this.counts.set(text, count);
    const print = `${createHash("sha256").update(text).digest("hex").slice(0, 32)}:${String(count)}`;
    // The second name is the only one that GitHub looks at. It would else take the source line, which findings share.
    return { "ucEdgeFinding/v1": print, primaryLocationLineHash: print };
  }
}
