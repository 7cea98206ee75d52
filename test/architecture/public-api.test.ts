import { readFileSync } from "node:fs";
import { REPORT_FILE, reportApi } from "./api-report";

test("the public API is the one reported under etc/ (`npm run api` accepts a change that is meant)", () => {
  expect(reportApi()).toBe(readFileSync(REPORT_FILE, "utf8"));
});
