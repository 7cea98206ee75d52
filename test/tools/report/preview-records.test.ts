/** The order in which clients look records up, beside the records of a preview. */
import { previewRecords, printOrder } from "../../../lib/tools/report/preview-records";

function record(...facts: string[]): Parameters<typeof previewRecords>[0][number] {
  return { network: "Network", view: "internal", type: "SRV", name: "_sip.example.com", values: [], made: true, facts };
}

it("is the place that the document gives, the first of several, and none for other records", () => {
  const all = [
    record("ocs-2007/sign-in-srv/2"),
    record("ocs-2007/sign-in-srv/4", "ocs-2007/sign-in-srv/3"),
    record("lcs-2005-pic/1.2.2/1"),
    record("someday/records/1"),
    record(),
  ];
  const previewed = previewRecords(all);
  expect(previewed.map(({ order }) => order)).toEqual([2, 3, null, null, null]);
  expect(previewed.map(printOrder)).toEqual([
    "clients look it up as number 2",
    "clients look it up as number 3",
    "",
    "",
    "",
  ]);
});
