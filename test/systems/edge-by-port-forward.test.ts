/** Edge services that the internet reaches by the ports of a public address, instead of one of their own. */
import { type TerraformStack, Testing } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { expectFault } from "../support/faults";
import { countsOf, recordsOf, resourcesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

const OUTSIDE = { privateAddress: "10.20.0.10", names: ["sip.example.com"], translation: "port-forward" } as const;

function deploy(cloud: Cloud, stack: TerraformStack, more: Partial<EdgeServerProps>, wayOut: boolean): EdgeServer {
  const network = networkOn(cloud, stack, wayOut ? { wayOut: ["192.0.2.1"] } : {});
  return new EdgeServer(stack, "Edge", {
    ...federatingEdge(network),
    accessEdge: service(10, { external: OUTSIDE }),
    remoteAccess: {},
    ...more,
  });
}

const FRONT = "Edge_AccessEdge_PublicAddress_Balancer_Front";
const OPENED = /aws_vpc_security_group_\w+_rule|"access": "Allow"/;
const PARTNERS = "198.51.100.0/24";

describe("an Access Edge behind forwarded ports", () => {
  it("is reached through the balancer's group on AWS, and leaves by the network's way out", () => {
    const stack = stackOn("aws");
    const edge = deploy("aws", stack, {}, true);
    expect(rulesOf(stack)).toEqual([
      `Edge_AccessEdge_External egress tcp 5061 to ${PARTNERS}`,
      `Edge_AccessEdge_External ingress tcp 443 from ${FRONT}`,
      `Edge_AccessEdge_External ingress tcp 5061 from ${FRONT}`,
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.0/28",
      `${FRONT} egress tcp 443 to Edge_AccessEdge_External`,
      `${FRONT} egress tcp 5061 to Edge_AccessEdge_External`,
      `${FRONT} ingress tcp 443 from 0.0.0.0/0`,
      `${FRONT} ingress tcp 5061 from ${PARTNERS}`,
    ]);
    expect(edge.accessEdge.seenByPeersAs).toEqual(["192.0.2.1"]);
    expect(Object.values(resourcesOf(stack, "aws_lb_listener")).map(({ port }) => port)).toEqual([443, 5061]);
  });

  it("is reached by its own group on Azure, which admits the probes too", () => {
    const stack = stackOn("azure");
    deploy("azure", stack, {}, true);
    expect(rulesOf(stack)).toEqual([
      `Edge_AccessEdge_External egress tcp 5061 to ${PARTNERS}`,
      `Edge_AccessEdge_External ingress tcp 443 from Internet`,
      `Edge_AccessEdge_External ingress tcp 5061 from ${PARTNERS}`,
      // Row 12 is the first documented listener, so its port tells whether the host is up.
      `Edge_AccessEdge_External ingress tcp 5061 from AzureLoadBalancer`,
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.0/28",
    ]);
    expect(countsOf(stack)).toMatchObject({ azurerm_lb: 1, azurerm_public_ip: 1 });
  });
});

describe.each(CLOUDS)("an edge behind forwarded ports on %s", (cloud) => {
  it("has the names of its public address", () => {
    const stack = stackOn(cloud);
    deploy(cloud, stack, {}, true);
    expect(recordsOf(stack).filter((line) => /\bA sip/.test(line))).toEqual([
      expect.stringContaining("Edge_AccessEdge_PublicAddress_Balancer_Address"),
    ]);
  });

  it("needs a way out to federate, as partners are called too", () => {
    const stack = stackOn(cloud);
    expectFault(
      () => deploy(cloud, stack, {}, false),
      "stack-way-out-missing",
      "ocs-2007/ports/12b",
      "goes to 198.51.100.0/24",
    );
    expect(Testing.synth(stack)).not.toMatch(OPENED);
  });

  it("is refused for the A/V Edge, whose media are a range", () => {
    const stack = stackOn(cloud);
    const avEdge = service(11, { external: { privateAddress: "10.20.0.11", translation: "port-forward" } });
    expectFault(
      () => deploy(cloud, stack, { avEdge, externalAv: {}, internalClients: Peer.prefixes(["10.30.128.0/17"]) }, true),
      "systems-forward-range",
      "50000-59999 (ocs-2007/ports/19a)",
      "give it a public address of its own",
    );
    expect(Testing.synth(stack)).not.toMatch(OPENED);
  });
});
