import type { RecordFact } from "../schema";

/** The SRV record with which federated partners and public IM providers find the access proxy, and the A record behind it. */
export const LCS_2005_PIC_RECORDS: readonly RecordFact[] = [
  {
    id: "lcs-2005-pic/1.2.2/1",
    system: "lcs-2005-pic",
    source: { document: "lcs-2005-pic", section: "1.2.2 Configure DNS, steps 1 to 3" },
    printed: { record: "_sipfederationtls._tcp.<domain>", target: "the access proxy's A record" },
    reading: {
      says: "port 5061",
      because:
        "no SIP port is printed; SIP over MTLS is on TCP 5061 in the Access Edge row of ocs-2007 (ports, row 12)",
    },
    type: "SRV",
    name: "_sipfederationtls._tcp.{domain}",
    view: "public",
    role: "access-proxy",
    port: 5061,
    order: null,
    target: "{host}.{domain}",
    when: { any: [{ choice: "federation" }, { choice: "public-im" }] },
  },
  {
    id: "lcs-2005-pic/1.2.2/2",
    system: "lcs-2005-pic",
    source: { document: "lcs-2005-pic", section: "1.2.2 Configure DNS, step 2" },
    printed: { record: "the access proxy's A record" },
    reading: {
      says: "a public A record for the name that the SRV record points to",
      because: "the step names neither name nor view; partners and providers must resolve it",
    },
    type: "A",
    name: "{host}.{domain}",
    view: "public",
    role: "access-proxy",
    port: null,
    order: null,
    target: "public address of the access proxy",
    when: { any: [{ choice: "federation" }, { choice: "public-im" }] },
  },
];
