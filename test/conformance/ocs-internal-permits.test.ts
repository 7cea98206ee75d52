/** What passes in the examples with servers inside, and that nothing else does: packets, not rules. Rows of the port table. */
import { type App, Testing } from "cdktf";
import { OcsEnterprisePoolAws } from "../../examples/ocs-enterprise-pool/aws";
import { OcsEnterprisePoolAzure } from "../../examples/ocs-enterprise-pool/azure";
import { OcsStandardEditionAws } from "../../examples/ocs-standard-edition/aws";
import { OcsStandardEditionAzure } from "../../examples/ocs-standard-edition/azure";
import { synthesize, type InterfaceExpectation } from "../../lib/testing/index";
import type { Cloud } from "../support/stacks";

type Flow = InterfaceExpectation["ingress"] extends readonly (infer One)[] | undefined ? One : never;
type Expected = Readonly<Record<string, InterfaceExpectation>>;

const tcp = (peer: string, ports: number | string): Flow => ({ peer, transport: "tcp", ports });
const udp = (peer: string, ports: number | string, sourcePorts?: string): Flow => ({
  peer,
  transport: "udp",
  ports,
  ...(sourcePorts === undefined ? {} : { sourcePorts }),
});
const CLIENTS = "10.30.128.0/17";

/** Source ports, which AWS has not. */
function from(cloud: Cloud, ports: string): string | undefined {
  return cloud === "azure" ? ports : undefined;
}

function standardEdition(cloud: Cloud): Expected {
  const server = "10.30.1.10";
  const [access, webConferencing, av, proxy] = ["10.20.0.138", "10.20.0.139", "10.20.0.140", "10.20.0.141"] as const;
  const media = from(cloud, "50000-59999");
  return {
    // Rows 1, 5, 8, 10, 12, 14, 16 to 18, 20, 21, 26 and 27.
    "Server/Internal": {
      ingress: [tcp(CLIENTS, "5060-5061"), tcp(CLIENTS, 443), tcp(CLIENTS, 8057), tcp(access, 5061), tcp(proxy, 443)],
      egress: [
        udp(CLIENTS, "1024-65535", from(cloud, "49152-65535")),
        tcp(access, 5061),
        tcp(webConferencing, 8057),
        tcp(av, 443),
        tcp(av, 5062),
        udp(av, 3478),
      ],
    },
    "Edge/AccessEdge/External": { ingress: [tcp("internet", 443)] },
    "Edge/AccessEdge/Internal": { ingress: [tcp(server, 5061), tcp(CLIENTS, 5061)], egress: [tcp(server, 5061)] },
    "Edge/WebConferencingEdge/External": { ingress: [tcp("internet", 443)] },
    "Edge/WebConferencingEdge/Internal": { ingress: [tcp(server, 8057)] },
    "Edge/AvEdge/External": {
      ingress: [
        tcp("internet", 443),
        udp("internet", 3478),
        tcp("internet", "50000-59999"),
        udp("internet", "50000-59999"),
      ],
      egress: [
        udp("internet", "1024-65535", media),
        { ...tcp("internet", "1024-65535"), ...(media === undefined ? {} : { sourcePorts: media }) },
      ],
    },
    "Edge/AvEdge/Internal": {
      ingress: [server, CLIENTS].flatMap((peer) => [tcp(peer, 443), udp(peer, 3478)]).concat([tcp(server, 5062)]),
    },
    // Rows 5 and 11.
    "Proxy/ReverseProxy/External": { ingress: [tcp("internet", 443)] },
    "Proxy/ReverseProxy/Internal": { egress: [tcp(server, 443)] },
  };
}

/** Front Ends are 10.30.1.11 and 12, Web Conferencing 21 and 22, A/V 31, Web Components 41 and 42. */
function expandedPool(cloud: Cloud): Expected {
  const [frontEnds, webConferencing, av, web] = [
    ["10.30.1.11", "10.30.1.12"],
    ["10.30.1.21", "10.30.1.22"],
    ["10.30.1.31"],
    ["10.30.1.41", "10.30.1.42"],
  ] as const;
  const each = (peers: readonly string[], ports: number | string): Flow[] => peers.map((peer) => tcp(peer, ports));
  const [pool, farm] = ["Pool/Address/Balancer/Front", "Pool/WebFarmAddress/Balancer/Front"];
  const isAws = cloud === "aws";
  const behindPool = isAws
    ? [tcp(pool, "5060-5061")]
    : [tcp(CLIENTS, "5060-5061"), tcp("AzureLoadBalancer", "5060-5061")];
  const behindFarm = isAws
    ? [tcp(farm, 443)]
    : [tcp(CLIENTS, 443), tcp("AzureLoadBalancer", 443), ...each([...frontEnds, ...webConferencing], 443)];
  const callers = { pool: isAws ? pool : "10.30.1.10", farm: isAws ? farm : "10.30.1.40" };
  const conferences = [...each([...webConferencing, ...av], 444)];
  return {
    ...(isAws
      ? {
          [pool]: {
            ingress: [tcp(CLIENTS, "5060-5061"), ...each(frontEnds, "5060-5061")],
            egress: each(frontEnds, "5060-5061"),
          },
          [farm]: {
            ingress: [tcp(CLIENTS, 443), ...each([...frontEnds, ...webConferencing], 443)],
            egress: each(web, 443),
          },
        }
      : {}),
    "Pool/FrontEnd/Internal": {
      ingress: [...behindPool, ...each(frontEnds, "5060-5061"), ...each(frontEnds, 135), ...conferences],
      egress: [
        tcp(callers.pool, "5060-5061"),
        ...each(frontEnds, "5060-5061"),
        ...each(frontEnds, 135),
        tcp(callers.farm, 443),
        ...conferences,
        ...each(av, 5063),
        tcp("10.30.4.10", 1433),
      ],
    },
    "Pool/WebConferencingServer/Internal": {
      ingress: [...each(frontEnds, 444), tcp(CLIENTS, 8057)],
      egress: [...each(frontEnds, 444), tcp(callers.farm, 443)],
    },
    "Pool/AvConferencingServer/Internal": {
      ingress: [...each(frontEnds, 444), ...each(frontEnds, 5063)],
      egress: [...each(frontEnds, 444), udp(CLIENTS, "1024-65535", from(cloud, "49152-65535"))],
    },
    "Pool/WebComponents/Internal": { ingress: behindFarm },
  };
}

const EXAMPLES = [
  ["a Standard Edition Server with edge and proxy on AWS", OcsStandardEditionAws, standardEdition("aws")],
  ["a Standard Edition Server with edge and proxy on Azure", OcsStandardEditionAzure, standardEdition("azure")],
  ["an expanded pool on AWS", OcsEnterprisePoolAws, expandedPool("aws")],
  ["an expanded pool on Azure", OcsEnterprisePoolAzure, expandedPool("azure")],
] as const;

it.each(EXAMPLES)(
  "%s permits exactly what is spelled out, and has no findings but accepted ones",
  (_, Stack, expected) => {
    const app: App = Testing.app();
    new Stack(app, "example");
    const [stack] = synthesize(app);
    expect(stack).toPermitExactly(expected);
    expect(stack).toHaveNoFindings();
  },
);
