import {
  blocksOf,
  directionsOf,
  portRangeOf,
  prefixPeer,
  rangeOf,
  referencedAddress,
  transportOf,
} from "../../../lib/tools/read/rule";

describe("protocols", () => {
  it.each([
    ["tcp", "tcp"],
    ["Tcp", "tcp"],
    ["UDP", "udp"],
    ["-1", "all"],
    [-1, "all"],
    ["*", "all"],
    ["17", "udp"],
    [132, "132"],
    ["constructor", "constructor"],
    ["", "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
    [{}, "unknown"],
    ["${var.protocol}", "unknown"],
  ])("reads %j as %s", (text, transport) => {
    expect(transportOf(text)).toBe(transport);
  });
});

describe("ports", () => {
  it.each([
    ["443", 443, 443],
    ["0", 0, 0],
    ["65535", 65535, 65535],
    ["50000-59999", 50000, 59999],
    [" 50000 - 59999 ", 50000, 59999],
    ["*", 0, 65535],
  ])("reads %j", (text, first, last) => {
    expect(portRangeOf(text)).toEqual({ first, last });
  });

  it.each(["", "65536", "2-1", "-1", "1-", "a", "1,2", "${var.port}", "0x10", "1e3", "9".repeat(400)])(
    "does not know %j",
    (text) => {
      expect(portRangeOf(text)).toBeUndefined();
    },
  );

  it("takes numbers that are ports only", () => {
    expect(rangeOf(0, 65535)).toEqual({ first: 0, last: 65535 });
    expect([rangeOf(-1, 5), rangeOf(5, 4), rangeOf(5, 65536), rangeOf(undefined, 5), rangeOf(5, undefined)]).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

describe("prefixes", () => {
  it("keeps what is none, and what is known later, beside them", () => {
    const { prefixes, unresolved } = prefixPeer([
      "192.0.2.1",
      " 198.51.100.0/24 ",
      "203.0.113.77/25",
      "2001:DB8:0:0::1/64",
      "0.0.0.0/0",
      "example.com",
      "192.0.2.0/33",
      "192.0.2.0/",
      "192.0.2.0/24/24",
      "${var.x}",
      "010.0.0.1",
    ]);
    expect(prefixes.map(String)).toEqual([
      "192.0.2.1/32",
      "198.51.100.0/24",
      "203.0.113.0/25",
      "2001:db8::/64",
      "0.0.0.0/0",
    ]);
    expect(unresolved).toEqual([
      "example.com",
      "192.0.2.0/33",
      "192.0.2.0/",
      "192.0.2.0/24/24",
      "${var.x}",
      "010.0.0.1",
    ]);
  });
});

describe("references", () => {
  it.each([
    ["${aws_security_group.x.id}", "aws_security_group.x"],
    ["${aws_security_group.x.arn}", "aws_security_group.x"],
    ["${azurerm_network_security_group.x.name}", "azurerm_network_security_group.x"],
    ["${ aws_security_group.x.id }", "aws_security_group.x"],
    ["${aws_security_group.x[0].id}", "aws_security_group.x[0]"],
    ['${aws_security_group.x["a.b"].id}', 'aws_security_group.x["a.b"]'],
    ["${module.m.group_id}", "module.m.group_id"],
    ["${data.aws_security_group.x.id}", "data.aws_security_group.x"],
    ["sg-0123", "sg-0123"],
    // A text that is no reference is kept, whatever it ends with.
    ["my.id", "my.id"],
    ["${a.b.id}-${c.d.id}", "${a.b.id}-${c.d.id}"],
    ["x-${a.b.id}", "x-${a.b.id}"],
    ["${var.a ? aws_x.b.id : aws_x.c.id}", "var.a ? aws_x.b.id : aws_x.c"],
  ])("reads %j", (text, address) => {
    expect(referencedAddress(text)).toBe(address);
  });
});

describe("directions", () => {
  it("are perhaps both where they are not known", () => {
    expect(directionsOf("Inbound", "inbound", "outbound")).toEqual([{ direction: "ingress", unknown: [] }]);
    expect(directionsOf("EGRESS", "ingress", "egress")).toEqual([{ direction: "egress", unknown: [] }]);
    for (const unknown of ["${var.x}", null, undefined, "sideways", 1]) {
      expect(directionsOf(unknown, "ingress", "egress")).toEqual([
        { direction: "ingress", unknown: ["direction"] },
        { direction: "egress", unknown: ["direction"] },
      ]);
    }
  });
});

describe("blocks", () => {
  it("are written out, made by dynamic blocks, or hidden in an expression", () => {
    const values = {
      rule: [{ port: 1 }, "${local.rule}"],
      dynamic: [{ rule: [{ for_each: "${var.a}", content: [{ port: 2 }] }, { content: { port: 3 } }], other: {} }],
    };
    expect(blocksOf(values, "rule")).toEqual([
      { block: { port: 1 }, place: "rule[0]", repeated: false },
      { block: {}, place: "rule[1]", repeated: true },
      { block: { port: 2 }, place: "dynamic.rule", repeated: true },
      { block: { port: 3 }, place: "dynamic.rule", repeated: true },
    ]);
    expect(blocksOf({}, "rule")).toEqual([]);
  });
});
