/** Documented flows between a deployment and a role that stands for its peer, in the same stack and in another one. */
import { Testing } from "cdktf";
import { Peer } from "../../../lib/stack/peer";
import { EdgeServer } from "../../../lib/systems/ocs/edge-server";
import { OwnServer } from "../../../lib/systems/own/own-server";
import { checkStack } from "../../../lib/tools/analyze/check";
import { synthesized } from "../../support/rules";
import { CLOUDS, federatingEdge, networkOn, service, stackOn } from "../../support/stacks";
import { Folder } from "../stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

describe.each(CLOUDS)("a role as the internal server of an edge on %s", (cloud) => {
  it.each([
    ["in the same stack, by its group", "one"],
    ["in another stack, by its address", "two"],
  ])("is exact at both ends %s", (_, edgeStack) => {
    const app = Testing.app();
    const stacks = new Map([...new Set(["one", edgeStack])].map((id) => [id, stackOn(cloud, id, app)]));
    const [servers, edges] = [stacks.get("one"), stacks.get(edgeStack)];
    if (servers === undefined || edges === undefined) throw new TypeError("no stack");
    const network = networkOn(cloud, servers, { internalSubnet: "inside" });
    const pool = new OwnServer(servers, "Pool", {
      network,
      title: "pool",
      zone: "internal",
      internal: { privateAddress: "10.30.1.10" },
    });
    new EdgeServer(edges, "Edge", {
      ...federatingEdge(network),
      accessEdge: service(10, {
        external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
        internalServer: Peer.of(pool.role),
      }),
    });
    for (const stack of stacks.values()) {
      const { findings, interfaces } = checkStack(folder.read(synthesized(stack)), "2027-01-01");
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(interfaces.map(({ exact }) => exact)).not.toContain(false);
      const documented = interfaces.filter(({ path }) => path === "Pool/Internal").map((one) => one.documented);
      expect(documented).toEqual(stack === servers ? [1, 1] : []);
    }
  });
});
