import { Peer } from "../../lib/index";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { faultOf } from "../support/faults";
import { federatingEdge, networkOn, stackOn } from "../support/stacks";
import { rulesOf } from "../support/rules";

describe("a transport that a cloud's rules do not know", () => {
  it("is refused, and opens nothing: ICMPv6 on Azure", () => {
    const stack = stackOn("azure");
    const edge = new EdgeServer(stack, "Edge", federatingEdge(networkOn("azure", stack)));
    const before = rulesOf(stack);
    const fault = faultOf(() => {
      edge.accessEdge.allowFrom(Peer.internet(), { transport: "icmpv6", purpose: "ping" });
    });
    expect(fault.code).toBe("stack-transport-unsupported");
    expect(fault.message).toContain("tcp, udp, icmp, esp, ah");
    expect(rulesOf(stack)).toEqual(before);
  });
});
