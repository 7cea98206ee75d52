/** The list of certificates: as text, as JSON, and as configurations of openssl, each written here by hand. */
import pc from "picocolors";
import { opensslConfiguration } from "../../../lib/tools/report/certificate-openssl";
import { certificatesJson, certificatesOf, type ListedCertificate } from "../../../lib/tools/report/certificates";
import { printCertificates } from "../../../lib/tools/report/certificates-text";
import { expectFault } from "../../support/faults";
import { Folder } from "../stack-files";
import { NAMELESS, POOL, PROXY, stackWith, UNNAMED } from "./certificate-items";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function listed(...items: Record<string, unknown>[]) {
  return certificatesOf([folder.read(stackWith(...items))]);
}

function only(item: Record<string, unknown>): ListedCertificate {
  const [one] = listed(item)[0]?.certificates ?? [];
  if (one === undefined) throw new Error("no certificate");
  return one;
}

const plain = pc.createColors(false);

describe("the text", () => {
  it("has what to do and on whose word, by the place of the constructs, at 80 columns", () => {
    const text = printCertificates(listed(PROXY, POOL, NAMELESS, UNNAMED), { width: 80, colors: plain });
    expect(text.split("\n")).toEqual([
      "cdk",
      "=".repeat(80),
      "4 certificates",
      "",
      "Access Edge Server, internal",
      "  Edge",
      "  install on   the host of the Access Edge Server",
      "  assign to    its internal interface",
      "  CA           Enterprise CA, recommended",
      "  subject      not known",
      "  names (SAN)  not known: give the interface its names",
      "  used as      server",
      "  derived      not documented: its names from those of the internal interface",
      "  source       ocs-2007/ports/1",
      "",
      "Reverse Proxy",
      "  Long",
      "  install on   the Application Load Balancer",
      "  CA           public CA, required",
      "  subject      none: each name is longer than a common name can be",
      "  names (SAN)  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.",
      "               com",
      "  used as      server",
      "  derived      not documented: its names from those that are stated of it",
      "  source       ocs-2007/ports/11",
      "",
      "Enterprise pool, consolidated",
      "  Pool",
      "  install on   each server of the pool pool.corp.example.com",
      "  assign to    IIS, for the Web Components Server",
      "  CA           Enterprise CA, recommended",
      "  subject      CN = pool.corp.example.com",
      "  names (SAN)  pool.corp.example.com",
      "               farm.corp.example.com",
      "               sip.example.com",
      "               sip.example.org",
      "  used as      server and client",
      "  comments     installed on each server of the pool",
      "               assigned in IIS",
      "  source       ocs-2007/certificates/2",
      "",
      "Reverse Proxy",
      "  Proxy",
      "  install on   the Application Load Balancer",
      "  CA           any that the other ends trust",
      "  subject      CN = *.example.com",
      "  names (SAN)  *.example.com",
      "               xn--bcher-kva.example.org",
      "  used as      server",
      "  derived      not documented: its names from those that are stated of it",
      "  source       ocs-2007/ports/11",
      "",
    ]);
  });

  it("fits 40 columns, and cuts nothing off", () => {
    const text = printCertificates(listed(POOL), { width: 20, colors: plain });
    expect(text.split("\n")).toEqual([
      "cdk",
      "=".repeat(40),
      "1 certificate",
      "",
      "Enterprise pool, consolidated",
      "  Pool",
      "  install on   each server of the pool",
      "               pool.corp.example.com",
      "  assign to    IIS, for the Web",
      "               Components Server",
      "  CA           Enterprise CA,",
      "               recommended",
      "  subject      CN =",
      "               pool.corp.example.com",
      "  names (SAN)  pool.corp.example.com",
      "               farm.corp.example.com",
      "               sip.example.com",
      "               sip.example.org",
      "  used as      server and client",
      "  comments     installed on each server",
      "               of the pool",
      "               assigned in IIS",
      "  source       ocs-2007/certificates/2",
      "",
    ]);
  });

  it("names a stack that needs none", () => {
    const text = printCertificates(listed(), { width: 40, colors: plain });
    expect(text).toBe(`cdk\n${"=".repeat(40)}\nno certificate is asked for\n`);
  });

  it("has no control characters of whoever wrote the stack", () => {
    const text = printCertificates(listed({ ...POOL, comments: ["a\u001b[2Jb\nc"] }), { width: 80, colors: plain });
    expect(text).toContain("  comments     a\ufffd[2Jb c\n");
  });
});

test("the JSON has every part, and the name of the file that a configuration would have", () => {
  const rest = Object.fromEntries(Object.entries(POOL).filter(([name]) => name !== "item"));
  const [stack] = listed(POOL);
  expect(JSON.parse(certificatesJson(listed(POOL)))).toEqual({
    format: 1,
    stacks: [
      {
        stack: "cdk",
        file: stack?.file,
        cloud: "aws",
        certificates: [{ ...rest, fileName: "cdk-Pool-Enterprise-pool-consolidated" }],
      },
    ],
  });
});

describe("file names", () => {
  it("are safe, bounded and distinct, whatever the case", () => {
    const names = listed(
      POOL,
      { ...POOL, of: "pool" },
      { ...POOL, of: "../Pool" },
      { ...POOL, title: "x".repeat(200) },
      { ...POOL, title: "x".repeat(201) },
    )[0]?.certificates.map(({ fileName }) => fileName);
    const long = "x".repeat(100 - "cdk-Pool-".length);
    expect(names).toEqual([
      "cdk-Pool-Enterprise-pool-consolidated",
      "cdk-Pool-Enterprise-pool-consolidated-2",
      `cdk-Pool-${long}`,
      `cdk-Pool-${long}-2`,
      "cdk-pool-Enterprise-pool-consolidated-3",
    ]);
  });
});

describe("the configuration of openssl", () => {
  it("is this for the pool", () => {
    expect(opensslConfiguration(only(POOL), {}).split("\n")).toEqual([
      "# Enterprise pool, consolidated (Pool)",
      "# install on: each server of the pool pool.corp.example.com",
      "# assign to: IIS, for the Web Components Server",
      "# CA: enterprise, recommended",
      "# source: ocs-2007/certificates/2",
      "#",
      "# openssl req -new -newkey rsa:2048 -nodes -config cdk-Pool-Enterprise-pool-consolidated.cnf -keyout cdk-Pool-Enterprise-pool-consolidated.key -out cdk-Pool-Enterprise-pool-consolidated.csr",
      "",
      "[ req ]",
      "prompt = no",
      "default_bits = 2048",
      "default_md = sha256",
      "utf8 = yes",
      "string_mask = utf8only",
      "distinguished_name = subject",
      "req_extensions = extensions",
      "",
      "[ subject ]",
      "CN = pool.corp.example.com",
      "",
      "[ extensions ]",
      "keyUsage = critical, digitalSignature, keyEncipherment",
      "extendedKeyUsage = serverAuth, clientAuth",
      "subjectAltName = @names",
      "",
      "[ names ]",
      "DNS.1 = pool.corp.example.com",
      "DNS.2 = farm.corp.example.com",
      "DNS.3 = sip.example.com",
      "DNS.4 = sip.example.org",
      "",
    ]);
  });

  it("has what the options say in front of the common name, and what openssl would take for its own is escaped", () => {
    const fields = {
      organizationalUnit: "Voice",
      country: "DE",
      organization: `A $x #1 "B", Inc. \\ C's`,
      locality: "Köln",
      state: "NRW",
    };
    const lines = opensslConfiguration(only(PROXY), fields).split("\n");
    const from = lines.indexOf("[ subject ]") + 1;
    expect(lines.slice(from, lines.indexOf("", from))).toEqual([
      "C = DE",
      "ST = NRW",
      "L = Köln",
      `O = A \\$x \\#1 \\"B\\", Inc. \\\\ C\\'s`,
      "OU = Voice",
      "CN = *.example.com",
    ]);
    expect(lines).toContain("extendedKeyUsage = serverAuth");
  });

  it("identifies a server by its alternative names alone where no common name is short enough", () => {
    const lines = opensslConfiguration(only(NAMELESS), {}).split("\n");
    expect(lines.slice(lines.indexOf("[ subject ]"), lines.indexOf("[ extensions ]"))).toEqual(["[ subject ]", ""]);
    expect(lines).toContain("subjectAltName = critical, @names");
    expect(lines.some((line) => line.startsWith("# openssl req") && line.includes(" -subj / "))).toBe(true);
    // With another part of a subject it is one again.
    expect(opensslConfiguration(only(NAMELESS), { country: "DE" })).toContain("\nsubjectAltName = @names\n");
  });

  it("keeps remarks on their line", () => {
    const text = opensslConfiguration(only({ ...POOL, installedOn: ["here\n[ req ]\nx = y"] }), {});
    expect(text.split("\n")[1]).toBe("# install on: here [ req ] x = y");
  });
});

describe("a damaged declaration", () => {
  it.each<[string, Record<string, unknown>]>([
    ["an authority that nobody knows", { ca: "mine" }],
    ["a requirement that nobody knows", { requirement: "maybe" }],
    ["no title", { title: undefined }],
    ["a name with a line break", { alternativeNames: ["a.example.com\nDNS.9 = evil.example.com"] }],
    ["a subject that is no name", { subject: "CN = x" }],
    ["a name with letters that DNS does not have", { alternativeNames: ["bücher.example.com"] }],
    ["a wildcard that is not in front", { alternativeNames: ["a.*.example.com"] }],
  ])("is refused: %s", (_, change) => {
    expectFault(() => listed({ ...POOL, ...change }), "tools-declaration-damaged");
  });
});
