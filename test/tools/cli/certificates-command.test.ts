/** `uc-edge certificates` as a process of its own: formats, files, exit codes, and signing requests that openssl makes. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesizeExamples } from "../../support/examples";
import { NAMELESS, POOL, PROXY, stackWith, UNNAMED } from "../report/certificate-items";
import { Folder } from "../stack-files";
import { type Ran, ucEdge } from "./uc-edge-process";

const HAS_OPENSSL = spawnSync("openssl", ["version"]).status === 0;
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function run(...args: readonly string[]): Ran {
  return ucEdge(folder.path, ["certificates", ...args]);
}

const POOL_FILE = "cdk-Pool-Enterprise-pool-consolidated.cnf";
folder.write("one.tf.json", stackWith(POOL));
folder.write("all.tf.json", stackWith(POOL, PROXY, NAMELESS, UNNAMED));
folder.write("none.tf.json", stackWith());
folder.write("foreign.tf.json", { resource: {} });

/** A configuration as openssl reads it: sections, comments, escapes; variables are refused, as none is meant. */
function readConfiguration(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split("\n")) {
    let read = "";
    for (let at = 0; at < line.length && line[at] !== "#"; at += 1) {
      if (line[at] === "$") throw new Error(`a variable in: ${line}`);
      if (line[at] === '"' || line[at] === "'") throw new Error(`a quotation in: ${line}`);
      if (line[at] === "\\") at += 1;
      read += line[at] ?? "";
    }
    const [, title] = /^\s*\[\s*(\w+)\s*\]\s*$/.exec(read) ?? [];
    if (title !== undefined) {
      section = new Map<string, string>();
      sections.set(title, section);
    } else if (read.trim() !== "") {
      const sign = read.indexOf("=");
      const name = read.slice(0, sign).trim();
      if (sign < 0 || section.has(name)) throw new Error(`no value, or a second one, in: ${line}`);
      section.set(name, read.slice(sign + 1).trim());
    }
  }
  return sections;
}

/** Subject, uses and alternative names of a configuration, by this file's own reader. */
function meant(text: string): { subject: string[]; uses: string; names: string[] } {
  const sections = readConfiguration(text);
  const request = sections.get("req");
  const of = (name: string): Map<string, string> => sections.get(request?.get(name) ?? "") ?? new Map<string, string>();
  const extensions = of("req_extensions");
  const [, names = ""] = /@(\w+)$/.exec(extensions.get("subjectAltName") ?? "") ?? [];
  return {
    subject: [...of("distinguished_name")].map(([name, value]) => `${name}=${value}`),
    uses: extensions.get("extendedKeyUsage") ?? "",
    names: [...(sections.get(names) ?? [])].map(([, value]) => value),
  };
}

describe("a report", () => {
  it("is text by default, of all stacks that the input has", () => {
    const { status, stdout, stderr } = run("one.tf.json");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("  subject      CN = pool.corp.example.com\n");
    expect(stdout.split("\n").every((line) => line.length <= 80)).toBe(true);
  });

  it("is JSON for machines", () => {
    const { status, stdout } = run("all.tf.json", "--format", "json");
    const { format, stacks } = JSON.parse(stdout) as { format: number; stacks: { certificates: unknown[] }[] };
    expect([status, format, stacks.map(({ certificates }) => certificates.length)]).toEqual([0, 1, [4]]);
  });

  it("names a stack that needs no certificate", () => {
    expect(run("none.tf.json").stdout).toContain("no certificate is asked for");
  });

  it.each([
    [["--format", "text", "--out", "x"], "--out"],
    [["--format", "json", "--force"], "--force"],
    [["--organization", "Example"], "--organization"],
    [["--organizational-unit", "Voice"], "--organizational-unit"],
  ])("takes nothing that is for signing requests: %j", (args, option) => {
    const { status, stdout, stderr } = run("one.tf.json", ...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`${option} is `);
    expect(stderr).toContain("[tools-certificates-option]");
    expect(existsSync(join(folder.path, "x"))).toBe(false);
  });

  it.each([
    ["foreign.tf.json", [], "tools-declaration-missing"],
    ["missing.tf.json", [], "tools-input-missing"],
    ["one.tf.json", ["--stack", "cdx"], "tools-stack-unknown"],
  ])("says in one line what is wrong with %s %j", (file, args, code) => {
    const { status, stdout, stderr } = run(file, ...args);
    expect([status, stdout, stderr.trim().split("\n").length]).toEqual([2, "", 1]);
    expect(stderr).toContain(`[${code}]`);
  });
});

describe("signing requests", () => {
  it("of one certificate are printed", () => {
    const { status, stdout, stderr } = run("one.tf.json", "--format", "openssl");
    expect([status, stderr]).toEqual([0, ""]);
    expect(meant(stdout)).toEqual({
      subject: ["CN=pool.corp.example.com"],
      uses: "serverAuth, clientAuth",
      names: ["pool.corp.example.com", "farm.corp.example.com", "sip.example.com", "sip.example.org"],
    });
  });

  it("of several are not printed into one text", () => {
    const { status, stdout, stderr } = run("all.tf.json", "--format", "openssl");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("is 3, expected one");
    expect(stderr).toContain("[tools-certificates-several]");
  });

  it("are written into a file for each, and what has no names is said", () => {
    const { status, stdout, stderr } = run("all.tf.json", "--out", "new/requests");
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toBe(
      "uc-edge: 3 configurations are in new/requests\n" +
        "uc-edge: no request for Access Edge Server, internal (cdk, Edge): give its interface the names that it is to hold\n",
    );
    const made = join(folder.path, "new/requests");
    expect(readdirSync(made).sort()).toEqual(["cdk-Long-Reverse-Proxy.cnf", POOL_FILE, "cdk-Proxy-Reverse-Proxy.cnf"]);
    expect(meant(readFileSync(join(made, "cdk-Proxy-Reverse-Proxy.cnf"), "utf8"))).toEqual({
      subject: ["CN=*.example.com"],
      uses: "serverAuth",
      names: ["*.example.com", "xn--bcher-kva.example.org"],
    });
  });

  it("replace nothing, not even in part, unless they are told to", () => {
    const taken = join(folder.path, "taken");
    mkdirSync(taken);
    writeFileSync(join(taken, POOL_FILE), "mine");
    const { status, stderr } = run("all.tf.json", "--out", "taken");
    expect(status).toBe(2);
    expect(stderr).toContain(`taken/${POOL_FILE}", expected files that do not exist yet`);
    expect(stderr).toContain("[tools-output-exists]");
    expect(readdirSync(taken)).toEqual([POOL_FILE]);
    expect(readFileSync(join(taken, POOL_FILE), "utf8")).toBe("mine");
    expect(run("all.tf.json", "--out", "taken", "--force").status).toBe(0);
    expect(readFileSync(join(taken, POOL_FILE), "utf8")).toContain("[ req ]");
  });

  it("go into no file in the place of a folder", () => {
    const { status, stderr } = run("one.tf.json", "--out", "all.tf.json");
    expect([status, stderr.includes("[tools-output-failed]")]).toEqual([2, true]);
    expect(readFileSync(join(folder.path, "all.tf.json"), "utf8")).toContain("uc_edge_deployment");
  });

  it.each([
    [["--country", "Germany"], "--country"],
    [["--country", "de"], "--country"],
    [["--organization", "x".repeat(65)], "--organization"],
    [["--organization", " "], "--organization"],
    [["--locality", "a\nCN = evil"], "--locality"],
    [["--state", "x".repeat(129)], "--state"],
    [["--organizational-unit", "Voice "], "--organizational-unit"],
  ])("have no subject that a certificate could not hold: %j", (args, option) => {
    const { status, stdout, stderr } = run("one.tf.json", "--format", "openssl", ...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`${option} is `);
    expect(stderr).toContain("[tools-subject-invalid]");
  });

  const ODD = `A $x #1 "B", Inc. \\ C's; =`;

  it("have a subject with what the options say, whatever openssl would take it for", () => {
    const args = ["--country", "DE", "--state", "NRW", "--locality", "Köln", "--organization", ODD];
    const { stdout } = run("one.tf.json", "--format", "openssl", ...args, "--organizational-unit", "x".repeat(64));
    expect(meant(stdout).subject).toEqual([
      "C=DE",
      "ST=NRW",
      "L=Köln",
      `O=${ODD}`,
      `OU=${"x".repeat(64)}`,
      "CN=pool.corp.example.com",
    ]);
  });

  (HAS_OPENSSL ? describe : describe.skip)("by openssl", () => {
    /** A signing request as openssl itself reads it back. */
    function requested(file: string, ...more: string[]): { subject: string; text: string } {
      const at = join(folder.path, file);
      const make = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", `${at}.key`, "-config", at, ...more];
      const made = spawnSync("openssl", make, { encoding: "utf8" });
      if (made.status !== 0) throw new Error(made.stderr);
      const show = ["req", "-noout", "-text", "-subject", "-verify", "-nameopt", "RFC2253,utf8,-esc_msb"];
      const { stdout } = spawnSync("openssl", show, { input: made.stdout, encoding: "utf8" });
      return { subject: /^subject=(.*)$/m.exec(stdout)?.[1] ?? "", text: stdout.replace(/\s*\n\s*/g, "\n") };
    }

    it("hold exactly the names, the uses and the subject", () => {
      const args = ["--country", "DE", "--locality", "Köln", "--organization", ODD];
      run("all.tf.json", "--out", "made", ...args);
      const { subject, text } = requested(`made/${POOL_FILE}`);
      // RFC 2253 has the last part first, and escapes what it takes for its own.
      expect(subject).toBe(`CN=pool.corp.example.com,O=A $x #1 \\"B\\"\\, Inc. \\\\ C's\\; =,L=Köln,C=DE`);
      expect(text).toContain(
        "X509v3 Subject Alternative Name:\nDNS:pool.corp.example.com, DNS:farm.corp.example.com, DNS:sip.example.com, DNS:sip.example.org\n",
      );
      expect(text).toContain("X509v3 Key Usage: critical\nDigital Signature, Key Encipherment\n");
      expect(text).toContain("TLS Web Server Authentication, TLS Web Client Authentication\n");
      expect(text).toContain("Public-Key: (2048 bit)");
    });

    it("hold for the example of a pool what its four rows of the table ask for", () => {
      const stack = "ocs-enterprise-pool-aws";
      folder.write(`${stack}.tf.json`, JSON.parse(synthesizeExamples().get(stack) ?? "{}"));
      expect(run(`${stack}.tf.json`, "--out", "pool").status).toBe(0);
      const found = readdirSync(join(folder.path, "pool"))
        .sort()
        .map((file) => {
          const { subject, text } = requested(`pool/${file}`);
          const names = /Subject Alternative Name:\n(.*)\n/.exec(text)?.[1] ?? "";
          return `${subject}: ${names}${text.includes("Client Authentication") ? ", client" : ""}`;
        });
      expect(found).toEqual([
        "CN=pool.example.com: DNS:pool.example.com, client",
        "CN=pool.example.com: DNS:pool.example.com, DNS:sip.example.org, client",
        "CN=webfarm.example.com: DNS:webfarm.example.com",
        "CN=pool.example.com: DNS:pool.example.com, client",
      ]);
    });

    it("hold wildcards and names of other alphabets in their ASCII form, and no use that is not meant", () => {
      run("all.tf.json", "--out", "wild");
      const { subject, text } = requested("wild/cdk-Proxy-Reverse-Proxy.cnf");
      expect(subject).toBe("CN=*.example.com");
      expect(text).toContain("DNS:*.example.com, DNS:xn--bcher-kva.example.org\n");
      expect(text).not.toContain("Client Authentication");
    });

    it("need no common name where each is too long: the names are critical then", () => {
      run("all.tf.json", "--out", "long");
      const { subject, text } = requested("long/cdk-Long-Reverse-Proxy.cnf", "-subj", "/");
      expect(subject).toBe("");
      expect(text).toContain(`X509v3 Subject Alternative Name: critical\nDNS:${"a".repeat(55)}.example.com\n`);
    });
  });
});
