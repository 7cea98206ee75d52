/** Public names behind a private zone: those that clients inside look up after records that they find are not missed. */
import { Folder } from "../stack-files";
import { checked, declared, edgeOnAws, lines } from "./hand-made";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

type Json = Record<string, unknown>;
const DOMAIN = "corp.example.com";

/** A record of automatic sign-in, by its row in the document: its name, and the view that it is for. */
function row(number: 1 | 2 | 3 | 4, more: Json = {}, domain = DOMAIN): Json {
  const prefix = ["_sipinternaltls._tcp", "_sipinternal._tcp", "_sip._tls", "_sip._tcp"][number - 1] ?? "";
  return {
    item: "record",
    network: "Network",
    view: number < 3 ? "internal" : "public",
    type: "SRV",
    name: `${prefix}.${domain}`,
    values: [`0 0 443 sip.${domain}`],
    made: true,
    facts: [`ocs-2007/sign-in-srv/${String(number)}`],
    ...more,
  };
}

/** The names that are said to be hidden. */
function hidden(...records: Json[]): string[] {
  return lines(checked(folder, edgeOnAws(), declared(...records))).map((line) =>
    line.replace("warning check-name-hidden ", ""),
  );
}

const TLS = "_sip._tls.corp.example.com";
const TCP = "_sip._tcp.corp.example.com";

describe("the external records of automatic sign-in, hidden inside", () => {
  it("are as documented where both internal ones, which clients look up first, are there", () => {
    expect(hidden(row(1), row(2), row(3), row(4))).toEqual([]);
    expect(hidden(row(4), row(3), row(2), row(1))).toEqual([]);
  });

  it("are missed where the internal ones are not there, or only one of them is", () => {
    expect(hidden(row(3), row(4))).toEqual([TLS, TCP]);
    expect(hidden(row(1), row(3), row(4))).toEqual([TLS, TCP]);
    expect(hidden(row(2), row(3), row(4))).toEqual([TLS, TCP]);
  });

  it("are missed where the internal ones are of another domain, another network or the public view", () => {
    const other = "other.corp.example.com";
    expect(hidden(row(1, {}, other), row(2, {}, other), row(3), row(4))).toEqual([TLS, TCP]);
    const elsewhere = { network: "Elsewhere" };
    expect(hidden(row(1, elsewhere), row(2, elsewhere), row(3))).toEqual([TLS]);
    const outside = { view: "public" };
    expect(hidden(row(1, outside), row(2, outside), row(3))).toContain(TLS);
  });

  it("are told apart by domain", () => {
    const other = "other.corp.example.com";
    expect(hidden(row(1), row(2), row(3), row(3, {}, other))).toEqual([`_sip._tls.${other}`]);
  });

  it("are missed where something else asks for the record as well", () => {
    const facts = ["lcs-2005-pic/1.2.2/1", "ocs-2007/sign-in-srv/3"];
    expect(hidden(row(1), row(2), row(3, { facts }))).toEqual([TLS]);
    expect(hidden(row(1), row(2), row(3, { facts: [] }))).toEqual([TLS]);
  });

  it("are missed where the name is not the documented one", () => {
    expect(hidden(row(1), row(2), row(3, { name: "sip.corp.example.com" }))).toEqual(["sip.corp.example.com"]);
  });
});

it("records without a place in an order are missed whatever is there inside", () => {
  const federation = { name: "_sipfederationtls._tcp.corp.example.com", facts: ["lcs-2005-pic/1.2.2/1"] };
  expect(hidden(row(1), row(2), row(3, federation))).toEqual(["_sipfederationtls._tcp.corp.example.com"]);
});
