import { ALL_PORTS, LAST_PORT, type PortRange, parsePorts, printPorts } from "../../lib/net/port-range";
import { faultOf } from "./faults";

const BY = { what: "cannot allow a flow", prop: "ports" };

describe("parsePorts", () => {
  test.each<[string, number | string | PortRange, number, number]>([
    ["the first port", 0, 0, 0],
    ["port 1", 1, 1, 1],
    ["the last port", 65535, 65535, 65535],
    ["one port as text", "443", 443, 443],
    ["a range as text", "50000-59999", 50000, 59999],
    ["a range with spaces", " 50000 - 59999 ", 50000, 59999],
    ["a range of one port", "443-443", 443, 443],
    ["the whole range", "0-65535", 0, 65535],
    ["a range as an object", { first: 1024, last: 65535 }, 1024, 65535],
  ])("reads %s", (_, value, first, last) => {
    expect(parsePorts(value, BY)).toEqual({ first, last });
  });

  test.each<[string, unknown, string]>([
    ["the number after the last port", 65536, "65536"],
    ["a range that ends after the last port", "65535-65536", '"65535-65536"'],
    ["a negative number", -1, "-1"],
    ["a fraction", 443.5, "443.5"],
    ["not-a-number", Number.NaN, "NaN"],
    ["infinity", Number.POSITIVE_INFINITY, "Infinity"],
    ["an empty text", "", '""'],
    ["blanks", "  ", '"  "'],
    ["a service name", "https", '"https"'],
    ["a fraction as text", "443.5", '"443.5"'],
    ["an exponent", "1e3", '"1e3"'],
    ["hex", "0x1bb", '"0x1bb"'],
    ["a list in one text", "443,5061", '"443,5061"'],
    ["a range without end", "1024-", '"1024-"'],
    ["a range without start", "-1024", '"-1024"'],
    ["three numbers", "1-2-3", '"1-2-3"'],
    ["a colon for the hyphen", "50000:59999", '"50000:59999"'],
    ["the dash of a vendor's document for the hyphen", "50000–59999", '"50000–59999"'],
    ["digits that are not ASCII", "٤٤٣", '"٤٤٣"'],
    ["the asterisk of Azure", "*", '"*"'],
    ["nothing", undefined, "missing"],
    ["null", null, "null"],
    ["an object without ports", {}, "{}"],
    ["an object without a last port", { first: 443 }, '{"first":443}'],
    ["an empty text as a port, which is not port 0", { first: "", last: "" }, '{"first":"","last":""}'],
    ["numbers as text in an object", { first: "443", last: "443" }, '{"first":"443","last":"443"}'],
    ["AWS's mark for every port", { first: -1, last: -1 }, '{"first":-1,"last":-1}'],
  ])("refuses %s", (_, value, shown) => {
    expect(faultOf(() => parsePorts(value as number, BY))).toEqual({
      code: "net-port-invalid",
      message: `cannot allow a flow: ports is ${shown}, expected whole numbers from 0 to 65535: a port (443) or a range ("50000-59999"); correct the port [net-port-invalid]`,
    });
  });

  test.each<[string, string | PortRange, string]>([
    ["as text", "59999-50000", '"59999-50000"'],
    ["as an object", { first: 59999, last: 50000 }, '{"first":59999,"last":50000}'],
  ])("refuses a swapped range %s and says how it should read", (_, value, shown) => {
    expect(faultOf(() => parsePorts(value, BY))).toEqual({
      code: "net-port-range-reversed",
      message: `cannot allow a flow: ports is ${shown}, expected a first port at or below the last; swap them: "50000-59999" [net-port-range-reversed]`,
    });
  });

  test("names the construct that asked", () => {
    expect(faultOf(() => parsePorts(65536, { ...BY, path: "Stack/Edge" })).message).toMatch(
      /^cannot allow a flow \(Stack\/Edge\): ports is 65536, /,
    );
  });

  test("drops what else an object holds", () => {
    const given = { first: 1, last: 2, comment: "x" };
    expect(parsePorts(given, BY)).toEqual({ first: 1, last: 2 });
  });
});

describe("printPorts", () => {
  test("prints one port as a number and more as a range", () => {
    expect(printPorts({ first: 443, last: 443 })).toBe("443");
    expect(printPorts({ first: 0, last: 1 })).toBe("0-1");
    expect(printPorts({ first: 50000, last: 59999 })).toBe("50000-59999");
  });

  test("prints every port as 0-65535", () => {
    expect(LAST_PORT).toBe(65535);
    expect(printPorts(ALL_PORTS)).toBe("0-65535");
  });
});
