import type { CheckFact } from "../schema";

/** The only step that the document gives to look at a running system. */
export const WEBEX_DI_CHECKS: readonly CheckFact[] = [
  {
    id: "webex-di/initial-trust-list/7",
    system: "webex-di",
    source: { document: "webex-di", section: "Initial Trust List" },
    printed: { command: "admin:show itl" },
    reading: null,
    step: 1,
    procedure: "verify",
    says: "show the content of the ITL file on the command line of Unified CM",
    from: "administrator",
    probe: { kind: "inspect", subject: "output of `admin:show itl` on Unified CM" },
    success: "the content of the ITL file is listed",
    failure: "not stated",
    needs: ["webex-di/table-2/1a"],
  },
];
