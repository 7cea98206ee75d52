/** Answers about the examples as people and machines get them. Read a change of these before you accept it. */
import pc from "picocolors";
import { explain } from "../../lib/tools/analyze/explain";
import type { ExplainQuestion } from "../../lib/tools/analyze/explain-question";
import { readStack } from "../../lib/tools/read/terraform-json";
import type { TerraformStackFile } from "../../lib/tools/read/terraform-resource";
import { AnswerReporter } from "../../lib/tools/report/explain-answer";
import { printExplanations } from "../../lib/tools/report/explain-text";
import { synthesizeExamples } from "../support/examples";

const TODAY = "2027-01-01";

/** Questions, each about an example on both clouds. */
const QUESTIONS: readonly (readonly [concept: string, question: ExplainQuestion])[] = [
  ["ocs-edge", { from: "internet", to: "Access Edge Server", port: "443" }],
  ["ocs-edge", { from: "internet", to: "Edge/AccessEdge", port: "5061" }],
  ["ocs-edge", { from: "AvEdge", to: "internet", transport: "udp", port: "50000-59999", sourcePort: "50000-59999" }],
  ["ocs-edge", { from: "10.30.1.4", to: "Edge/AccessEdge", port: "5062" }],
  ["cups-xmpp-port-forward", { from: "198.51.100.200", to: "Xmpp/Server", port: "5269" }],
  ["cups-xmpp-static-nat", { from: "Xmpp/Server", to: "local-dns-server" }],
  ["ocs-managed-proxy", { from: "internet", to: "10.30.1.4", port: "443" }],
  ["webex-inter-op-trunk", { from: "RemoteAccessClients/mra-client", to: "unified-cm", port: "5061" }],
  ["webex-dedicated-instance", { from: "Peering/Softphones/phone", to: "Unified CM" }],
  ["xphone-satellite-turn", { from: "Media/Satellite", to: "Server/Server" }],
  ["own-product", { from: "internet", to: "Sbc/Role" }],
];

/** Those of which every form is kept: one question, and one listing. */
const EVERY_FORM: ReadonlySet<ExplainQuestion | undefined> = new Set([QUESTIONS[1]?.[1], QUESTIONS[9]?.[1]]);

describe("answers about the examples", () => {
  const examples = synthesizeExamples();
  const file = (stack: string): TerraformStackFile => ({
    ...readStack(`${stack}/cdk.tf.json`, JSON.parse(examples.get(stack) ?? "")),
    stack,
  });
  const cases = QUESTIONS.flatMap(([concept, question]) =>
    ["aws", "azure"].map((cloud): [string, string, ExplainQuestion] => [
      `${concept}-${cloud}`,
      Object.values(question).join(" "),
      question,
    ]),
  );

  const textOf = (answers: Parameters<typeof printExplanations>[0], width: number): string =>
    printExplanations(answers, { width, colors: pc.createColors(false) });
  const answered = (stack: string, question: ExplainQuestion): Parameters<typeof printExplanations>[0] => {
    const reporter = new AnswerReporter(TODAY);
    return explain([file(stack)], question).map((one) => reporter.report(one));
  };

  it.each(cases)("have not changed: %s, %s", (stack, _, question) => {
    expect(textOf(answered(stack, question), 80)).toMatchSnapshot();
  });

  it.each(cases)("fit: %s, %s", (stack, _, question) => {
    const answers = answered(stack, question);
    const wide = [40, 60, 80].filter((width) =>
      textOf(answers, width)
        .split("\n")
        .some((line) => line.length > width),
    );
    expect(wide).toEqual([]);
  });

  it.each(cases.filter(([, , question]) => EVERY_FORM.has(question)))(
    "have not changed in any form: %s, %s",
    (...one) => {
      const [stack, , question] = one;
      const answers = answered(stack, question);
      expect(textOf(answers, 40)).toMatchSnapshot("narrow");
      expect(answers).toMatchSnapshot("data");
    },
  );
});
