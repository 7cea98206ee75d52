/** What a declaration states of ports and transports counts only where the document leaves them to the deployment. */
import { checkStack } from "../../../lib/tools/analyze/check";
import { synthesized } from "../../support/rules";
import { hostsWith, joined, peer } from "../../support/webex";
import { at, satelliteOn, xphoneStack } from "../../support/xphone";
import { Folder } from "../stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

interface Json {
  readonly variable: { readonly uc_edge_deployment: { default: string[] } };
}

/** The codes about traffic in a stack whose system states other ports than it was synthesized with. */
function foundWith(ports: readonly object[]): string[] {
  const place = joined("azure");
  peer(place, { hosts: hostsWith("endpoint", "phone"), mediaPorts: "10000-40000" });
  const json = JSON.parse(synthesized(place.stack)) as Json;
  const declaration = json.variable.uc_edge_deployment;
  declaration.default = declaration.default.map((line) => {
    const item = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify(item["item"] === "system" ? { ...item, ports } : item);
  });
  const { findings } = checkStack(folder.read(json), "2026-11-26");
  const codes = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return [...new Set(codes)].sort();
}

function media(ports: readonly (readonly number[])[]): object[] {
  return ["39a", "40a"].map((row) => ({ direction: `webex-di/table-2/${row}`, ports, sourcePorts: ports }));
}

/** The codes about traffic of a call controller that speaks SIP with its PBX over UDP only, where transports are stated so. */
function foundWithTransports(transports: readonly string[], direction = "20a"): string[] {
  const place = xphoneStack("azure");
  satelliteOn(place, { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [7000], transport: "udp" } });
  const json = JSON.parse(synthesized(place.stack)) as Json;
  const declaration = json.variable.uc_edge_deployment;
  declaration.default = declaration.default.map((line) =>
    line.replace(
      new RegExp(`(overview/${direction}","ports":[^}]*"transports":)\\[[^\\]]*\\]`),
      `$1${JSON.stringify(transports)}`,
    ),
  );
  const { findings } = checkStack(folder.read(json), "2026-11-26");
  const codes = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return [...new Set(codes)].sort();
}

describe("stated transports", () => {
  it("count where the document says that they depend on something else", () => {
    expect(foundWithTransports(["udp"])).toEqual([]);
    expect(foundWithTransports(["tcp"])).toEqual(["check-flow-missing", "check-traffic-surplus"]);
    expect(foundWithTransports(["tcp", "udp"])).toEqual(["check-flow-missing"]);
  });

  it("are no way to have none: without any, or with others, the documented ones count", () => {
    expect(foundWithTransports([])).toEqual(["check-flow-missing"]);
    expect(foundWithTransports(["icmp"])).toEqual(["check-flow-missing"]);
  });

  it("do not count for a row whose transport is fixed", () => {
    // Row 15 is configurable, its ports are, and it is UDP.
    expect(foundWithTransports(["tcp"], "15a")).toEqual([]);
  });
});

describe("stated ports", () => {
  it("count for media, which the document calls configurable", () => {
    expect(foundWith(media([[10000, 40000]]))).toEqual([]);
  });

  it("leave more permitted than asked for where none are stated, or fewer", () => {
    expect(foundWith([])).toEqual(["check-traffic-surplus"]);
    expect(foundWith(media([[16384, 20000]]))).toEqual(["check-traffic-surplus"]);
  });

  it("leave less permitted than asked for where more are stated", () => {
    expect(foundWith(media([[10000, 50000]]))).toEqual(["check-flow-missing"]);
  });

  it("do not count for a row whose port is fixed", () => {
    const signaling = { direction: "webex-di/table-2/23a", ports: [[5099, 5099]], sourcePorts: null };
    expect(foundWith([...media([[10000, 40000]]), signaling])).toEqual([]);
  });
});
