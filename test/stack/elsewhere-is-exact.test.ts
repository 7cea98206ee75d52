/** A flow between roles of two stacks is declared in both, so that a check of either finds its groups exact. */
import { Testing } from "cdktf";
import { EdgeServer } from "../../lib/index";
import { Peer } from "../../lib/stack/peer";
import { synthesize } from "../../lib/testing/index";
import { CLOUDS, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

describe.each(CLOUDS)("a flow between roles of two stacks on %s", (cloud) => {
  it("is exact in both", () => {
    const app = Testing.app();
    const first = stackOn(cloud, "first", app);
    const network = networkOn(cloud, first);
    const one = new EdgeServer(first, "Edge", federatingEdge(network));
    const second = stackOn(cloud, "second", app);
    const other = new EdgeServer(second, "Edge", {
      ...federatingEdge(network),
      accessEdge: service(20, { external: { privateAddress: "10.20.0.20", names: ["sip2.example.com"] } }),
    });
    const flow = { transport: "tcp", ports: [9000], purpose: "replication" } as const;
    one.accessEdge.allowFrom(Peer.of(other.accessEdge), flow);
    const stacks = synthesize(app);
    expect(stacks.map((stack) => stack.name)).toEqual(["first", "second"]);
    for (const stack of stacks) expect(stack).toHaveNoFindings();
    const [here, there] = stacks;
    const traffic = { at: "Edge/AccessEdge/Internal", transport: "tcp", ports: 9000 } as const;
    expect(here).toPermit({ ...traffic, peer: "10.20.0.148" });
    expect(there).toPermit({ ...traffic, peer: "10.20.0.138", direction: "egress" });
  });
});
