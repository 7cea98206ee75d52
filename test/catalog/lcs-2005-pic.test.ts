import { CERTIFICATES, CHOICES, FLOWS, LIMITS, RECORDS } from "../../lib/catalog/all";
import { opened } from "./opened";

const MINE = FLOWS.filter(({ system }) => system === "lcs-2005-pic");
const PROVIDERS = ["aol", "msn", "yahoo"];

describe("flows", () => {
  test.each([
    [
      "1.1/1",
      PROVIDERS.flatMap((provider) => [
        `${provider} > access-proxy tcp 5061 if public-im and ${provider}`,
        `access-proxy > ${provider} tcp 5061 if public-im and ${provider}`,
      ]),
    ],
    [
      "1.1/2",
      [
        "access-proxy > live-communications-server tcp 5061 if (federation or public-im)",
        "live-communications-server > access-proxy tcp 5061 if (federation or public-im)",
      ],
    ],
    [
      "1.1/3",
      [
        "federated-partner > access-proxy tcp 5061 if federation",
        "access-proxy > federated-partner tcp 5061 if federation",
      ],
    ],
    ["1.1/4", []],
    ["1.2.1/14", []],
  ])("%s", (id, lines) => {
    const found = MINE.find((flow) => flow.id === `lcs-2005-pic/${id}`);
    expect(found && opened(found)).toEqual(lines);
    expect(found?.unenforced === null).toBe(lines.length > 0);
  });

  test("there are no others, and none has a printed port", () => {
    expect(MINE).toHaveLength(5);
    expect(MINE.map(({ ports }) => ports)).toEqual([null, null, null, null, null]);
  });
});

test("each provider is a choice of its own", () => {
  const found = CHOICES.filter(({ system }) => system === "lcs-2005-pic").map(({ id }) => id);
  expect(found.sort()).toEqual(["aol", "federation", "msn", "public-im", "yahoo"]);
});

test("the SRV record and the A record that it leads to", () => {
  expect(RECORDS.filter(({ system }) => system === "lcs-2005-pic")).toMatchObject([
    { id: "lcs-2005-pic/1.2.2/1", type: "SRV", name: "_sipfederationtls._tcp.{domain}", port: 5061, view: "public" },
    { id: "lcs-2005-pic/1.2.2/2", type: "A", port: null, view: "public", role: "access-proxy" },
  ]);
});

test("the access proxy's certificate is from a public CA", () => {
  const found = CERTIFICATES.filter(({ system }) => system === "lcs-2005-pic");
  expect(found).toMatchObject([{ roles: ["access-proxy"], ca: "public" }]);
});

describe("rules", () => {
  const says = (id: string) => LIMITS.find((limit) => limit.id === `lcs-2005-pic/${id}`)?.says;

  test.each([
    ["1.1/6", /no default route to a clearinghouse/],
    ["1.1/14", /license.*month/],
    ["1.1/16", /all three providers/],
    ["1.2.1/1", /bought from Microsoft/],
    ["1.2.1/5", /primary business agreement number/],
    ["1.2.1/6", /fully qualified domain name of the access proxy/],
    ["1.2.1/9", /telephone number/],
    ["1.2.3/1", /mutual TLS/],
    ["1.2.3/3", /not from a Windows Server 2003 CA/],
    ["1.2.4/2", /none is allowed/],
  ])("%s", (id, text) => {
    expect(says(id)).toMatch(text);
  });

  test("every step of the provisioning request has its fact", () => {
    const steps = LIMITS.filter(({ id }) => id.startsWith("lcs-2005-pic/1.2.1/"))
      .flatMap(({ printed }) => /step \d+/.exec(printed["rule"] ?? "") ?? [])
      .map((text) => Number(text.slice(5)));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
