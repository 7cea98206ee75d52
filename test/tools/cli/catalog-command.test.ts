/** `uc-edge catalog`, in process: what it answers is taken from the documents by hand. */
import { Command } from "commander";
import { addCatalogCommand } from "../../../lib/tools/cli/catalog-command";

interface Ran {
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Ran {
  const text = { out: "", err: "" };
  const write =
    (to: "out" | "err") =>
    (chunk: unknown): boolean => {
      text[to] += String(chunk);
      return true;
    };
  const out = jest.spyOn(process.stdout, "write").mockImplementation(write("out"));
  const err = jest.spyOn(process.stderr, "write").mockImplementation(write("err"));
  try {
    const program = new Command("uc-edge").exitOverride();
    addCatalogCommand(program);
    program.parse(["catalog", ...args], { from: "user" });
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return text;
}

function json(...args: readonly string[]): readonly Record<string, unknown>[] {
  return JSON.parse(run(...args, "--format", "json").out) as Record<string, unknown>[];
}

function ids(...args: readonly string[]): unknown[] {
  return json(...args).map((fact) => fact["id"]);
}

function of(prefix: string, ...names: readonly (string | number)[]): string[] {
  return names.map((name) => `${prefix}/${String(name)}`);
}

/** Rows of `ocs-2007` whose ranges hold every port above 1023: 23 and 28 as printed, 10 and 19 as read. */
const CLIENT_MEDIA = [10, 19, 23, 28];

function ocsRows(...rows: readonly number[]): string[] {
  return of("ocs-2007/ports", ...[...rows, ...CLIENT_MEDIA].sort((a, b) => a - b));
}

describe("--port", () => {
  test.each([
    ["ocs-2007", "5062", ocsRows(17)],
    ["ocs-2007", "5061", ocsRows(1, 12, 21, 27)],
    ["ocs-2007", "8057", ocsRows(8, 14, 26)],
    ["ocs-2007", "444", of("ocs-2007/ports", 3, 7)],
    ["ocs-2007", "135", of("ocs-2007/ports", 4)],
    ["ocs-2007", "55000", ocsRows()],
    // No port is printed: the readings say 5061.
    ["lcs-2005-pic", "5061", of("lcs-2005-pic/1.1", 1, 2, 3)],
    ["webex-di", "69", ["webex-di/table-2/2"]],
    ["webex-di", "2000", [...of("webex-di/table-2", 9, 10), ...of("webex-di/table-5", 19, 20)]],
    ["webex-di", "53", ["webex-di/table-2/44"]],
    ["xphone", "2231", ["xphone/hosting-iis-in-dmz/server", ...of("xphone/connection-overview", 12, 14)]],
    ["xphone", "389", ["xphone/connection-overview/14", ...of("xphone/port-list", 2, 6, 7)]],
    ["cups-xmpp", "5222", of("cups-xmpp/message-flow", 1, 4)],
    ["cups-xmpp", "53", ["cups-xmpp/federation-steps/2"]],
    ["cups-xmpp", "5369", []],
  ])("of %s, %s", (system, port, expected) => {
    expect(ids("--system", system, "--port", port)).toEqual(expected);
  });

  test("takes a range, and answers with what touches it", () => {
    expect(ids("--system", "cups-xmpp", "--port", "5200-5268")).toEqual(of("cups-xmpp/message-flow", 1, 4));
    expect(ids("--system", "ocs-2007", "--port", "0-442")).toEqual(["ocs-2007/ports/4"]);
  });

  test("any: flows whose ports the documents leave open", () => {
    expect(ids("--port", "any")).toEqual([
      "webex-di/srst/6",
      "webex-di/customer-ports/3",
      "webex-di/table-2/2",
      "xphone/hosting-reverse-proxy/second-leg",
      "xphone/push/to-proxy",
      ...of("xphone/connection-overview", 14, 17, 21, 27, 31),
    ]);
  });

  test("source ports do not count", () => {
    // Every row of table 2 but ICMP comes from 1024-65535; 1024 lies in no range of a listener there.
    expect(ids("--system", "webex-di", "--port", "1024")).toEqual(of("webex-di/table-5", 19, 20));
  });
});

describe("--role", () => {
  test.each([
    ["ocs-2007", "web-components", of("ocs-2007/ports", 2, 5, 6)],
    ["ocs-2007", "av-edge", of("ocs-2007/ports", 16, 17, 18, 19, 23, 28)],
    ["ocs-2007", "federated-partner", of("ocs-2007/ports", 12)],
    // A Unified CM of the customer's own is named by readings only.
    ["webex-di", "customer-unified-cm", of("webex-di/table-2", 8, 10, 14, 22, 24, 32, 33)],
    ["webex-di", "cti-application", of("webex-di/table-2", 16, 17)],
    ["webex-di", "mcrp-server", ["webex-di/table-5/3"]],
    ["xphone", "external-pbx", of("xphone/connection-overview", 20, 21, 22, 23, 31)],
    ["cups-xmpp", "cups-client", ["cups-xmpp/message-flow/4", "cups-xmpp/federation-steps/1"]],
  ])("of %s, %s", (system, role, expected) => {
    expect(ids("--system", system, "--role", role)).toEqual(expected);
  });

  test("without a system, in every system that has the role", () => {
    expect(ids("--role", "federated-partner")).toEqual(["ocs-2007/ports/12", "lcs-2005-pic/1.1/3"]);
  });
});

describe("--protocol", () => {
  test.each([
    ["ocs-2007", "udp", of("ocs-2007/ports", ...[10, 18, 19, 23, 28])],
    // Row 11 prints SIP/TLS; HTTPS is its reading.
    ["ocs-2007", "https", of("ocs-2007/ports", 2, 3, 5, 6, 7, 11)],
    ["ocs-2007", "psom", of("ocs-2007/ports", 8, 14, 15, 25, 26)],
    ["webex-di", "MGCP", of("webex-di/table-2", 11, 12)],
    ["webex-di", "icmp", of("webex-di/table-2", 42, 43)],
    ["xphone", "ntp", ["xphone/connection-overview/32"]],
    // Row 19 prints https; STUN is its reading.
    [
      "xphone",
      "stun",
      ["xphone/media-mobile/stun", "xphone/media-desktop/stun", ...of("xphone/connection-overview", 4, 19, 30)],
    ],
  ])("of %s, %s", (system, protocol, expected) => {
    expect(ids("--system", system, "--protocol", protocol)).toEqual(expected);
  });
});

describe("free text", () => {
  test.each([
    [["5369"], ["cups-xmpp/federation-steps/4"]],
    [["EMERGENCY responder"], ["webex-di/customer-ports/3"]],
    [["mtls", "public im", "--system", "ocs-2007"], of("ocs-2007/ports", 1, 12)],
    [["코브라"], ["webex-di/table-2/41"]],
    [["17.0.0.0/8"], ["xphone/push/proxy-to-apple", "xphone/connection-overview/7"]],
    [["xphone/port-list/1"], of("xphone/port-list", 1, 10)],
  ])("%j", (words, expected) => {
    expect(ids(...words)).toEqual(expected);
  });

  test("the names of roles and choices count", () => {
    expect(ids("--system", "cups-xmpp", "adaptive security appliance")).toEqual(of("cups-xmpp/message-flow", 2, 3));
    expect(ids("--system", "ocs-2007", "behind a load balancer")).toEqual(["ocs-2007/ports/4"]);
  });

  test("filters are joined", () => {
    expect(ids("--role", "access-edge", "--port", "443", "--protocol", "sip", "remote")).toEqual(
      of("ocs-2007/ports", 13, 22),
    );
  });
});

describe("--kind", () => {
  test.each([
    [["dns", "--system", "ocs-2007"], of("ocs-2007/sign-in-srv", 1, 2, 3, 4)],
    [["dns", "--port", "443"], of("ocs-2007/sign-in-srv", 3, 4)],
    [["dns", "--role", "dedicated-instance-dns"], of("webex-di/table-6", 2, 3, 5, 6, 8, 9, 11, 12, 14, 15)],
    [["dns", "wxc-di", "apjc"], of("webex-di/table-6", 11, 12)],
    [["certificates", "--role", "director"], of("ocs-2007/certificates", 7, 8, 9)],
    [["translations", "--role", "cups"], of("cups-xmpp/configuration", "2-nat", "2-pat")],
    [["limits", "--port", "5065"], ["webex-di/customer-ports/4"]],
    [["limits", "jitter"], ["xphone/voip-ready/jitter"]],
    [
      ["checks", "--port", "5269"],
      ["cups-xmpp/verification/2", "cups-xmpp/verification/3", "cups-xmpp/troubleshooting/3"],
    ],
    [
      ["checks", "--role", "inside-pc"],
      ["cups-xmpp/verification/3", ...of("cups-xmpp/troubleshooting", 2, 3)],
    ],
    [["features", "--role", "mediation-server"], ["ocs-2007/features/11"]],
    [["edge-servers", "--protocol", "psom"], ["ocs-2007/edge-servers/2"]],
    [["roles", "--role", "asa"], ["cups-xmpp/roles/asa"]],
    [
      ["choices", "--system", "lcs-2005-pic"],
      of("lcs-2005-pic/choices", "public-im", "aol", "msn", "yahoo", "federation"),
    ],
  ])("%j", ([kind, ...rest], expected) => {
    expect(ids("--kind", String(kind), ...rest)).toEqual(expected);
  });

  test("as many facts as the documents have of a kind", () => {
    expect(json("--kind", "certificates", "--system", "ocs-2007")).toHaveLength(9);
    expect(json("--kind", "features", "--system", "ocs-2007")).toHaveLength(11);
    expect(json("--kind", "edge-servers")).toHaveLength(4);
  });
});

describe("the order of flows", () => {
  test("is that of the documents, section by section and row by row", () => {
    const groups = ids().map((id) => String(id).replace(/\/[^/]*$/, ""));
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([
      "ocs-2007/ports",
      ...of("lcs-2005-pic", "1.1", "1.2.1"),
      ...of("webex-di", "voice-messaging", "srst", "cube", "remote-endpoints", "customer-ports", "table-2"),
      ...of("webex-di", "table-3", "interop-trunk", "table-4", "table-5", "sip-oauth", "dns"),
      ...of("xphone", "hosting-iis-on-server", "hosting-iis-in-dmz", "hosting-reverse-proxy"),
      ...of("xphone", "media-mobile", "media-mobile-turn", "media-desktop", "media-desktop-turn", "push"),
      ...of("xphone", "connection-overview", "port-list"),
      ...of("cups-xmpp", "message-flow", "federation-steps", "telnet-checks"),
    ]);
    const rows = json().map((flow) => [String(flow["table"]), flow["row"]] as const);
    for (const table of ["ports", "table-2", "table-5", "connection-overview", "port-list"]) {
      const found = rows.filter(([name]) => name === table).map(([, row]) => row);
      expect(found).toEqual(found.map((_, index) => index + 1));
    }
  });
});

describe("nothing found", () => {
  test("says so on stderr, and prints an empty list", () => {
    expect(run("no such text")).toEqual({
      out: "",
      err: "uc-edge: none of the 200 flows in the catalog answers; leave a filter out, or see uc-edge catalog --help\n",
    });
    expect(run("--kind", "dns", "--port", "5222", "--format", "json")).toEqual({
      out: "[]\n",
      err: "uc-edge: none of the 21 DNS facts in the catalog answers; leave a filter out, or see uc-edge catalog --help\n",
    });
  });
});

describe("bad input", () => {
  test.each([
    [["--system", "ocs2007"], "tools-catalog-system-unknown", '(did you mean "ocs-2007"?)'],
    [["--role", "front-ends"], "tools-catalog-role-unknown", 'expected a role (did you mean "front-end"?)'],
    [
      ["--system", "xphone", "--role", "access-edge"],
      "tools-catalog-role-unknown",
      "expected a role of xphone; list them with uc-edge catalog --kind roles --system xphone",
    ],
    [["--kind", "certificate"], "tools-catalog-kind-unknown", '(did you mean "certificates"?)'],
    [["--port", "65536"], "net-port-invalid", '--port is "65536"'],
    [["--port", "500-400"], "net-port-range-reversed", '--port is "500-400"'],
    [["--port", "sip"], "net-port-invalid", '--port is "sip"'],
    [
      ["--kind", "roles", "--port", "443"],
      "tools-catalog-filter-unfit",
      'expected one of "flows", "dns", "limits", "checks"',
    ],
    [
      ["--kind", "limits", "--protocol", "sip"],
      "tools-catalog-filter-unfit",
      'expected one of "flows", "edge-servers"',
    ],
    [["--kind", "choices", "--role", "av-edge"], "tools-catalog-filter-unfit", "leave --role out"],
    [["explain", "ocs-2007/port/12b"], "tools-catalog-id-unknown", 'did you mean "ocs-2007/ports/12b"'],
    [["explain", "ocs-2007/roles/av-edg"], "tools-catalog-id-unknown", 'did you mean "ocs-2007/roles/av-edge"'],
  ])("%j", (args, code, message) => {
    expect(() => run(...args)).toThrow(message);
    expect(() => run(...args)).toThrow(`[${code}]`);
  });
});

describe("explain", () => {
  test("takes its own options", () => {
    const fact = JSON.parse(run("explain", "ocs-2007/ports/13", "--format", "json").out) as Record<string, unknown>;
    expect(fact["id"]).toBe("ocs-2007/ports/13");
  });

  test.each([
    ["ocs-2007/ports/12b", "ocs-2007/ports/12 (flows)"],
    ["webex-di/table-6/2", "webex-di/table-6/2 (dns)"],
    ["webex-di/roles/im-and-presence", "webex-di/roles/im-and-presence (roles)"],
    ["webex-di/choices/im-and-presence", "webex-di/choices/im-and-presence (choices)"],
  ])("%s shows %s", (id, title) => {
    expect(run("explain", id).out.split("\n")[0]).toBe(title);
  });
});

test("nothing is colored where the output is no terminal", () => {
  for (const args of [
    ["--system", "ocs-2007"],
    ["explain", "ocs-2007/ports/1"],
  ]) {
    const { out } = run(...args);
    expect(out).not.toBe("");
    expect(out).not.toContain("\u001b");
  }
});
