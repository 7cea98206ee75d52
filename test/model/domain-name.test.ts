import { closestDomain, parseDomain } from "../../lib/model/domain-name";
import { expectFault } from "../support/faults";

const BY = { what: "cannot read a test's domain", prop: "domain" };
const LABEL = "a".repeat(63);

describe("reading a domain", () => {
  it.each([
    ["example.com", "example.com"],
    ["EXAMPLE.Com", "example.com"],
    ["example.com.", "example.com"],
    ["xn--bcher-kva.example.com", "xn--bcher-kva.example.com"],
    ["1-2.3a.example.com", "1-2.3a.example.com"],
    [`${LABEL}.example.com`, `${LABEL}.example.com`],
    // 63 + 1 + 63 + 1 + 63 + 1 + 57 + 1 + 3 characters are 253.
    [`${LABEL}.${LABEL}.${LABEL}.${"b".repeat(57)}.com`, `${LABEL}.${LABEL}.${LABEL}.${"b".repeat(57)}.com`],
  ])("takes %s", (text, name) => {
    expect(parseDomain(text, BY)).toBe(name);
  });

  it.each([
    "",
    ".",
    "example",
    ".example.com",
    "example..com",
    "example.com..",
    "-example.com",
    "example-.com",
    "exa_mple.com",
    "example.com/",
    "https://example.com",
    "*.example.com",
    " example.com",
    "example.com\n",
    "192.0.2.10",
    "example.123",
    "2001:db8::1",
    `${LABEL}.${LABEL}.${LABEL}.${"b".repeat(58)}.com`,
  ])("refuses %j", (text) => {
    expectFault(() => parseDomain(text, BY), "model-domain-invalid", "at least two labels");
  });

  it.each([undefined, null, 42, ["example.com"]])("refuses %j, which is no text", (value) => {
    expectFault(() => parseDomain(value as unknown as string, BY), "model-domain-invalid");
  });

  it("refuses a label of 64 octets, and says how long it may be", () => {
    expectFault(() => parseDomain(`a${LABEL}.example.com`, BY), "model-domain-label-long", "at most 63 octets");
  });

  it("gives the ASCII form of a domain in Unicode", () => {
    expectFault(() => parseDomain("Bücher.example.com", BY), "model-domain-invalid", '"xn--bcher-kva.example.com"');
  });
});

describe("names in domains", () => {
  it.each([
    ["example.com", "example.com", "example.com"],
    ["sip.example.com", "example.com", "example.com"],
    ["sipexample.com", "example.com", undefined],
    ["example.com", "sip.example.com", undefined],
    ["example.com.net", "example.com", undefined],
  ])("%s belongs, of %s alone, to %s", (name, domain, expected) => {
    expect(closestDomain(name, [domain])).toBe(expected);
  });

  it("belong to the closest domain", () => {
    const domains = ["com", "example.com", "eu.example.com", "example.net"];
    expect(closestDomain("sip.eu.example.com", domains)).toBe("eu.example.com");
    expect(closestDomain("sip.example.com", domains)).toBe("example.com");
    expect(closestDomain("example.com", domains)).toBe("example.com");
    expect(closestDomain("example.org", domains)).toBeUndefined();
  });
});
