/** Roles of two stacks that meet at a virtual address: what is open in both, and that each declares why. */
import { type TerraformStack, Testing } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import type { Role } from "../../lib/stack/role";
import { OwnServer } from "../../lib/systems/own/own-server";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { inexactnessOf } from "../support/checked";
import { rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, stackOn } from "../support/stacks";

/** TCP 5061 of the farm is reached at port 443 of 10.30.0.200; the phone is in another stack. */
function twoStacks(cloud: Cloud): { near: TerraformStack; far: TerraformStack; farm: Role; phone: Role } {
  const app = Testing.app();
  const [near, far] = [stackOn(cloud, "near", app), stackOn(cloud, "far", app)];
  const network = networkOn(cloud, near, { internalSubnet: "inside" });
  const server = (stack: TerraformStack, id: string, privateAddress: string): Role =>
    new OwnServer(stack, id, { network, title: id, zone: "internal", internal: { privateAddress } }).role;
  const [farm, phone] = [server(near, "Farm", "10.30.0.10"), server(far, "Phone", "10.30.0.77")];
  const address = new VirtualAddress(near, "Virtual", {
    network,
    title: "farm",
    side: "internal",
    privateAddress: "10.30.0.200",
  });
  address.forward({ transport: "tcp", port: 443, to: farm, toPort: 5061 });
  return { near, far, farm, phone };
}

const FLOW = { transport: "tcp", ports: ["5060-5061"], purpose: "SIP" } as const;

describe.each(CLOUDS)("a flow between stacks to a port that is forwarded, on %s", (cloud) => {
  it.each([
    [
      "to the listener",
      ({ farm, phone }: ReturnType<typeof twoStacks>): void => {
        farm.allowFrom(Peer.of(phone), FLOW);
      },
    ],
    [
      "from the caller",
      ({ farm, phone }: ReturnType<typeof twoStacks>): void => {
        phone.allowTo(Peer.of(farm), FLOW);
      },
    ],
  ])("opens both and is declared in both, when it is added %s", (_, add) => {
    const stacks = twoStacks(cloud);
    add(stacks);
    expect(rulesOf(stacks.near)).toEqual(
      cloud === "aws"
        ? [
            "Farm_Internal ingress tcp 5060 from 10.30.0.77/32",
            "Farm_Internal ingress tcp 5061 from Virtual_Balancer_Front",
            "Virtual_Balancer_Front egress tcp 5061 to Farm_Internal",
            "Virtual_Balancer_Front ingress tcp 443 from 10.30.0.77/32",
          ]
        : [
            "Farm_Internal ingress tcp 5060-5061 from 10.30.0.77/32",
            "Farm_Internal ingress tcp 5061 from AzureLoadBalancer",
          ],
    );
    expect(rulesOf(stacks.far)).toEqual([
      "Phone_Internal egress tcp 443 to 10.30.0.200/32",
      "Phone_Internal egress tcp 5060 to 10.30.0.10/32",
    ]);
    expect(inexactnessOf(stacks.near)).toEqual([]);
    expect(inexactnessOf(stacks.far)).toEqual([]);
  });
});
