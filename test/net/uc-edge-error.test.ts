import { UcEdgeError, nearMisses, oneOf, quote } from "../../lib/net/uc-edge-error";

const FAULT = {
  code: "net-example-wrong",
  what: "cannot place the access edge",
  prop: "privateAddress",
  value: "10.0.0",
  expected: "one IPv4 address",
  todo: "correct it",
};

describe("UcEdgeError", () => {
  test("says what failed, the property, the value, what is allowed, what to do and the code, in this order", () => {
    expect(new UcEdgeError(FAULT).message).toBe(
      'cannot place the access edge: privateAddress is "10.0.0", expected one IPv4 address; correct it [net-example-wrong]',
    );
  });

  test("names the construct where there is one", () => {
    const error = new UcEdgeError({ ...FAULT, path: "Stack/Edge" });
    expect(error.message).toBe(
      'cannot place the access edge (Stack/Edge): privateAddress is "10.0.0", expected one IPv4 address; correct it [net-example-wrong]',
    );
    expect(error.path).toBe("Stack/Edge");
  });

  test("keeps code, value and name for programs", () => {
    const error = new UcEdgeError(FAULT);
    expect(error.fault).toEqual(FAULT);
    expect(error).toMatchObject({ code: "net-example-wrong", value: "10.0.0", name: "UcEdgeError", path: undefined });
    expect(error).toBeInstanceOf(Error);
  });

  test("knows its own errors from a second copy of the library by a registered symbol", () => {
    const fromAnotherCopy = Object.assign(new Error("x"), { [Symbol.for("cdktf-uc-edge/error")]: true });
    expect(UcEdgeError.isUcEdgeError(new UcEdgeError(FAULT))).toBe(true);
    expect(UcEdgeError.isUcEdgeError(fromAnotherCopy)).toBe(true);
  });

  test.each([new Error("net-example-wrong"), { code: "net-example-wrong" }, "net-example-wrong", null, undefined, 0])(
    "does not take %p for one of its errors",
    (other) => {
      expect(UcEdgeError.isUcEdgeError(other)).toBe(false);
    },
  );

  test("does not show the mark when the error is listed", () => {
    const mark = Object.getOwnPropertyDescriptor(new UcEdgeError(FAULT), Symbol.for("cdktf-uc-edge/error"));
    expect(mark).toEqual({ value: true, enumerable: false, writable: false, configurable: false });
  });
});

describe("quote", () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;

  test.each([
    ["a text in quotes", "10.0.0.1", '"10.0.0.1"'],
    ["an empty text as visible", "", '""'],
    ["a line break as an escape", "a\nb", String.raw`"a\nb"`],
    ["a number", 0, "0"],
    ["a list", [1, "a"], '[1,"a"]'],
    ["an object", { first: 1, last: 2 }, '{"first":1,"last":2}'],
    ["null", null, "null"],
    ["a forgotten value as missing", undefined, "missing"],
    ["not-a-number as such, not as JSON's null", Number.NaN, "NaN"],
    ["infinity as such, not as JSON's null", Number.POSITIVE_INFINITY, "Infinity"],
    ["what is known later without its mark", ["${TfToken[TOKEN.5]}"], '["(known only when Terraform runs)"]'],
    ["a bigint, which JSON does not have", 2n ** 64n, "18446744073709551616"],
    ["a function by its type", () => 1, "function"],
    ["a symbol by its type", Symbol("x"), "symbol"],
    ["a circular object by its type", circular, "object without a JSON form"],
  ])("shows %s", (_, value, text) => {
    expect(quote(value)).toBe(text);
  });

  test("shows 120 characters in full and shortens 121 to 120", () => {
    expect(quote("x".repeat(118))).toBe(`"${"x".repeat(118)}"`);
    expect(quote("x".repeat(119))).toBe(`"${"x".repeat(116)}...`);
    expect(quote("x".repeat(119))).toHaveLength(120);
  });
});

describe("nearMisses", () => {
  const choices = ["federation", "remote-access", "secure-sip", "public-im"];

  test("finds a name despite a swapped, a missing, an extra or a wrong letter, or another case", () => {
    expect(nearMisses("fedreation", choices)).toEqual(["federation"]);
    expect(nearMisses("federaton", choices)).toEqual(["federation"]);
    expect(nearMisses("federations", choices)).toEqual(["federation"]);
    expect(nearMisses("federadion", choices)).toEqual(["federation"]);
    expect(nearMisses("Federation", choices)).toEqual(["federation"]);
  });

  test("names nothing else beside a name that differs in case or blanks only", () => {
    expect(nearMisses("TCP", ["tcp", "udp", "icmp", "esp"])).toEqual(["tcp"]);
    expect(nearMisses(" tcp ", ["tcp", "udp", "icmp", "esp"])).toEqual(["tcp"]);
  });

  test("finds a name by a part of it", () => {
    expect(nearMisses("sip", choices)).toEqual(["secure-sip"]);
  });

  test("puts the nearest first, and equally near ones in alphabetical order", () => {
    expect(nearMisses("cet", ["bat", "cut", "cat"])).toEqual(["cat", "cut", "bat"]);
  });

  test("names three at most", () => {
    expect(nearMisses("port", ["port1", "port2", "port3", "port4"])).toEqual(["port1", "port2", "port3"]);
  });

  test("finds nothing near a word that is far from all", () => {
    expect(nearMisses("kubernetes", choices)).toEqual([]);
  });

  test("finds nothing near an empty word, which every name contains", () => {
    expect(nearMisses("", choices)).toEqual([]);
    expect(nearMisses("  ", choices)).toEqual([]);
  });

  test("does not take a short name for near when no letter is the same", () => {
    expect(nearMisses("xx", ["ah"])).toEqual([]);
    expect(nearMisses("any", ["ah", "esp"])).toEqual([]);
  });
});

describe("oneOf", () => {
  test("lists what is allowed", () => {
    expect(oneOf(["tcp", "udp"])).toBe('one of "tcp", "udp"');
  });

  test("asks whether a near miss was meant", () => {
    expect(oneOf(["inbound", "outbound"], "inbuond")).toBe('one of "inbound", "outbound" (did you mean "inbound"?)');
  });

  test("asks for each of several near misses", () => {
    expect(oneOf(["cat", "cut"], "cot")).toBe('one of "cat", "cut" (did you mean "cat" or "cut"?)');
  });

  test.each([undefined, null, 7, {}])("asks nothing for %p, which is no text", (given) => {
    expect(oneOf(["tcp", "udp"], given)).toBe('one of "tcp", "udp"');
  });
});
