/** The work sheet in a narrow terminal: nothing is cut off, and nothing is wider. */
import { join } from "node:path";
import pc from "picocolors";
import { readProvisioningRequest } from "../../../lib/tools/read/provisioning-request";
import { columnsOf } from "../../../lib/tools/report/wrap-text";
import { printSheet } from "../../../lib/tools/report/provisioning-sheet";

const REQUEST = join(__dirname, "../../../examples/lcs-public-im/provisioning.json");

it.each([40, 50, 120])("fits %i columns, with every value whole", (width) => {
  const request = readProvisioningRequest(REQUEST);
  const text = printSheet(request, "provisioning.json", { width, colors: pc.createColors(false) });
  expect(Math.max(...text.split("\n").map(columnsOf))).toBeLessThanOrEqual(width);
  // A value may be broken between two lines of its column, so the column is put together again.
  const letters = text.replace(/\s/g, "");
  const values = request.steps.flatMap(({ fields }) => fields).map(({ value }) => value);
  expect(values).toHaveLength(19);
  for (const value of values.filter((one) => one.length < 14)) expect(letters).toContain(value.replace(/\s/g, ""));
});

it("is 40 columns wide where a terminal says less", () => {
  const text = printSheet(readProvisioningRequest(REQUEST), "x.json", { width: 8, colors: pc.createColors(false) });
  expect(text).toContain(`\n${"=".repeat(40)}\n`);
});
