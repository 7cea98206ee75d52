import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pc from "picocolors";
import { readStacks } from "../../../lib/tools/read/terraform-json";
import { previewStack } from "../../../lib/tools/report/preview";
import { printPreview } from "../../../lib/tools/report/preview-text";

const FINDING = {
  item: "finding",
  code: "ocs-av-edge-translated",
  severity: "error",
  what: "the address is translated",
  where: "Edge",
  why: "the vendor asks for another",
  todo: "test it",
  facts: [],
};

/** The preview of a stack that declares the finding and, where given, an acceptance. */
function previewOf(acceptance?: { readonly code: string; readonly where: string }): string {
  const items = [{ item: "stack", format: 1, cloud: "aws" }, FINDING];
  const accepted = acceptance === undefined ? [] : [{ item: "acceptance", reason: "known and tested", ...acceptance }];
  const lines = [...items, ...accepted].map((item) => JSON.stringify(item));
  const folder = mkdtempSync(join(tmpdir(), "uc-edge-accepted-"));
  try {
    const file = join(folder, "cdk.tf.json");
    writeFileSync(file, JSON.stringify({ terraform: {}, variable: { uc_edge_deployment: { default: lines } } }));
    return printPreview(
      readStacks(file).map((one) => previewStack(one)),
      { width: 80, colors: pc.createColors(false) },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a finding in the preview", () => {
  it("stands as an error where nobody accepts it", () => {
    expect(previewOf()).toContain("ERROR ocs-av-edge-translated (Edge)");
  });

  it.each(["Edge", ""])("stands as accepted, with the reason, where it is accepted at %j", (where) => {
    const text = previewOf({ code: FINDING.code, where });
    expect(text).toContain("ACCEPTED ocs-av-edge-translated (Edge)");
    expect(text).toContain("accepted: known and tested");
    expect(text).not.toContain("ERROR");
  });

  it.each([
    { code: FINDING.code, where: "Edge/AvEdge" },
    { code: FINDING.code, where: "Ed" },
    { code: "ocs-edge-service-idle", where: "Edge" },
  ])("stands as an error where only something else is accepted: %j", (acceptance) => {
    expect(previewOf(acceptance)).toContain("ERROR ocs-av-edge-translated (Edge)");
  });
});
