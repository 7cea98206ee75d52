/** What a declaration states of ports counts only where the document leaves them to the deployment. */
import { checkStack } from "../../../lib/tools/analyze/check";
import { synthesized } from "../../support/rules";
import { hostsWith, joined, peer } from "../../support/webex";
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
  const at = joined("azure");
  peer(at, { hosts: hostsWith("endpoint", "phone"), mediaPorts: "10000-40000" });
  const json = JSON.parse(synthesized(at.stack)) as Json;
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
