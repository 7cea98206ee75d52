/** Facts as text: rows that a person reads, nothing cut off, and the width kept. */
import pc from "picocolors";
import { HEADINGS, rowOf } from "../../../lib/tools/report/catalog-columns";
import { type CatalogEntry, entriesOf } from "../../../lib/tools/report/catalog-entries";
import { findEntry, printEntry } from "../../../lib/tools/report/catalog-explain";
import { CATALOG_KINDS } from "../../../lib/tools/report/catalog-kinds";
import { printEntries } from "../../../lib/tools/report/catalog-text";

const PLAIN = pc.createColors(false);
const ALL = CATALOG_KINDS.flatMap((kind) => entriesOf(kind));
const WIDTHS = [80, 60, 132];

function list(entries: readonly CatalogEntry[], width = 80): string {
  return printEntries(entries, { width, colors: PLAIN });
}

function explain(id: string, width = 80): string {
  return printEntry(findEntry(id), { width, colors: PLAIN });
}

function flows(...ids: readonly string[]): CatalogEntry[] {
  return entriesOf("flows").filter(({ id }) => ids.includes(id));
}

const WIDE = /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7ff\uff00-\uff60]/g;

/** The columns that a line takes: Hangul, kana and ideographs take two. */
function columnsOf(line: string): number {
  return line.length + (line.match(WIDE) ?? []).length;
}

function linesWiderThan(width: number, text: string): string[] {
  return text.split("\n").filter((line) => columnsOf(line) > width);
}

/** The characters of a text but white space, sorted: wrapped or not, they are the same. */
function letters(text: string): string {
  return text.replace(/\s/g, "").split(/(?:)/u).sort().join("");
}

test("a list of flows", () => {
  expect(list(flows("ocs-2007/ports/13", "ocs-2007/ports/17", "ocs-2007/ports/29"))).toBe(
    `3 flows; to see one whole: uc-edge catalog explain ocs-2007/ports/13

ocs-2007/ports/ ports used
      who                             traffic        what for
  13  external-office-communicator,   tcp 443        SIP over TLS from remote
      external-live-meeting-client    SIP/TLS        users
      > access-edge
  17  front-end, director,            tcp 5062       authentication of A/V users
      av-conferencing-server          SIP/MTLS       over SIP/MTLS, outbound
      > av-edge                                      through the internal
                                                     firewall
      read as: from the internal server and the A/V Conferencing Server to the
      A/V Edge's internal interface
  29  live-meeting-client             tcp 6891-6901  file transfer between Live
      > live-meeting-client           TCP            Meeting clients
      read as: between two clients inside
      opens nothing of its own: client to client inside the intranet: it never
      reaches an interface of the perimeter
`,
  );
});

test("ports that a document leaves open are not shown as open", () => {
  const ids = ["xphone/connection-overview/17", "lcs-2005-pic/1.1/4", "xphone/connection-overview/31"];
  const text = list(flows(...ids), 132);
  expect(text).toContain("udp, no number given");
  expect(text).toContain("tcp, no port stated");
  expect(text).toContain("no transport stated, no");
});

test("one flow whole", () => {
  expect(explain("webex-di/table-3/1a")).toBe(
    `webex-di/table-3/1 (flows)
================================================================================
what for      secure media of mobile and remote access and of
              business-to-business calls
from          expressway-c: Expressway-C (internet)
to            mra-client: Client of mobile and remote access in the customer's
              network (internal)
traffic       udp 36000-59999 from 1024-65535
protocol      secure RTP/RTCP
configurable  no
printed       protocol: 보안 RTP/ RTCP
              transport: UDP
              source: 고속도로 C
              destination: 클라이언트
              sourcePort: 1023보다 큼
              destinationPort: 36000-59999
read as       client to Expressway-C (printed 고속도로 C, a highway) on UDP
              36000-59999, outbound from the customer; replies by state
because       the range is Expressway's own: the source and destination columns
              are swapped
opens         webex-di/table-3/1a, when chosen: mobile-and-remote-access
              - mra-client > expressway-c
              - udp 36000-59999 from 1024-65535
choices       mobile-and-remote-access: Mobile and Remote Access (MRA)
source        webex-di, over-the-top ports: table table-3, row 1
              Webex Calling Dedicated Instance: network requirements and
              security (Cisco; Korean)
`,
  );
});

test.each([
  ["xphone/connection-overview/31", "transport and ports that the deployer supplies"],
  ["xphone/connection-overview/17", "udp, ports that the deployer supplies"],
  ["xphone/connection-overview/14", "udp every port from 30000-33000"],
  ["ocs-2007/ports/24", "nothing of its own: client to client inside the intranet"],
  ["xphone/connection-overview/5", "when chosen: (push-android or push-ios) and not push-proxy"],
  ["cups-xmpp/verification/2", "cups-xmpp/telnet-checks/1a, when chosen: telnet-checks"],
  ["cups-xmpp/verification/2", "connect to {public-address}, TCP 5269"],
  ["xphone/voip-ready/jitter", "at-most 20 ms"],
  ["webex-di/table-6/11", "not labeled"],
  ["ocs-2007/features/11", "or advanced-media-gateway"],
  ["ocs-2007/translation/av-edge", "https://blogs.technet.microsoft.com/"],
  ["xphone/roles/satellite", "the document does not say where a satellite stands"],
  ["ocs-2007/choices/load-balanced-pool", "ocs-2007/ports/4: WMI operations"],
])("%s says: %s", (id, words) => {
  expect(explain(id, 132)).toContain(words);
});

describe.each(WIDTHS)("in %i columns", (width) => {
  test.each(CATALOG_KINDS)("a list of %s has every letter of every cell, and no line is longer", (kind) => {
    const entries = entriesOf(kind);
    expect(linesWiderThan(width, list(entries, width))).toEqual([]);
    const cut = entries.filter((entry) => {
      const { cells, remarks } = rowOf(entry);
      const [, group = ""] = list([entry], width).split("\n\n");
      const title = kind === "roles" || kind === "choices" ? kind : entry.fact.source.section;
      return letters(group) !== letters([entry.id, title, ...HEADINGS[kind], ...cells, ...remarks].join(" "));
    });
    expect(cut.map((entry) => entry.id)).toEqual([]);
  });

  test("every fact whole: no line is longer, and what is printed and read stands there", () => {
    const faults = ALL.flatMap(({ id, fact }) => {
      const text = explain(id, width);
      const joined = text.replace(/\s/g, "");
      const reading = "reading" in fact ? fact.reading : null;
      const printed = "printed" in fact ? Object.values(fact.printed) : [];
      const missing = [...printed, reading?.says ?? "", reading?.because ?? ""].filter(
        (word) => !joined.includes(word.replace(/\s/g, "")),
      );
      return [...linesWiderThan(width, text), ...missing].map((fault) => `${id}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });
});

test("colors add nothing but colors", () => {
  const entries = entriesOf("flows");
  const text = printEntries(entries, { width: 80, colors: pc.createColors(true) });
  expect(text).toContain("\u001b[");
  expect(
    text
      .split("\u001b")
      .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, "")))
      .join(""),
  ).toBe(list(entries));
});
