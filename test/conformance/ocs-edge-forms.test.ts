/**
 * The forms that an edge takes: with a Director, on hosts of their own, as arrays. What each interface permits is written by
 * hand from the document's port table: the flows at a service, and what a virtual address makes of them on each cloud.
 */
import type { TerraformStack } from "cdktf";
import "../../lib/testing/index";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { arrayService, at, INSIDE, twoHosts } from "../support/edge-arrays";
import { type Expected, flows, through, together } from "../support/ocs-permits";
import { describedRulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, POOL, service, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const DIRECTOR = "10.30.2.4";
const CLIENTS = "10.30.128.0/17";
const PARTNERS = "198.51.100.0/24";

/** Everything that an edge may open but public IM. */
const CHOICES = {
  internalClients: Peer.prefixes([CLIENTS]),
  remoteAccess: {},
  federation: { partners: Peer.prefixes([PARTNERS]) },
  externalWebConferencing: {},
  externalAv: {},
};

const NAMES = { names: ["sip.example.com"] };

function deploy(cloud: Cloud, props: Partial<EdgeServerProps>): TerraformStack {
  const stack = stackOn(cloud);
  new EdgeServer(stack, "Edge", { network: networkOn(cloud, stack), sipDomains: ["example.com"], ...props });
  return stack;
}

/** Rows 13, 22 and 25: users and Live Meeting outside; row 12: partners come to the Access Edge. */
const TO_ACCESS_EDGE = ["tcp 443 internet", `tcp 5061 ${PARTNERS}`];
/** Row 12: the Access Edge calls partners. */
const TO_PARTNERS = `tcp 5061 ${PARTNERS}`;
/** Row 12: the internal server; rows 21 and 27: A/V authentication of internal clients. */
const INSIDE_TO_ACCESS_EDGE = [`tcp 5061 ${POOL}`, `tcp 5061 ${CLIENTS}`];
/** Row 1. */
const TO_SERVER = `tcp 5061 ${POOL}`;
/** Rows 15 and 25; row 14. */
const TO_WEB_CONFERENCES = "tcp 443 internet";
const INSIDE_TO_WEB_CONFERENCES = `tcp 8057 ${POOL}`;
/** Rows 16 and 18: STUN. */
const STUN = ["tcp 443 internet", "udp 3478 internet"];
/** Row 19: media. */
const MEDIA = ["tcp 50000-59999 internet", "udp 50000-59999 internet"];
/** Rows 19, 23 and 28. */
const MEDIA_BACK = ["tcp 1024-65535 internet 50000-59999", "udp 1024-65535 internet 50000-59999"];
/** Rows 16 and 18: STUN from inside; row 17: authentication between servers. */
const INSIDE_TO_AV_EDGE = [
  ...[POOL, CLIENTS].flatMap((peer) => [`tcp 443 ${peer}`, `udp 3478 ${peer}`]),
  `tcp 5062 ${POOL}`,
];

const ACCESS = "Edge/AccessEdge";
const WEB = "Edge/WebConferencingEdge";
const AV = "Edge/AvEdge";
const MEDIA_AT_HOSTS: Expected = {
  [`${AV}/External`]: { ingress: flows(...MEDIA), egress: flows(...MEDIA_BACK) },
};

/** What the judge, which knows the declaration and the catalog only, has against a stack. */
function faultsOf(stack: TerraformStack): unknown[] {
  const { findings, interfaces } = checkStack(folder.read(synthesized(stack)), "2027-01-01");
  const wrong = findings.filter(({ code, severity }) => code.startsWith("check-") && severity !== "note");
  return [...wrong, ...interfaces.filter(({ exact }) => !exact)];
}

const OWN_HOSTS: Expected = {
  [`${ACCESS}/External`]: { ingress: flows(...TO_ACCESS_EDGE), egress: flows(TO_PARTNERS) },
  [`${ACCESS}/Internal`]: { ingress: flows(...INSIDE_TO_ACCESS_EDGE), egress: flows(TO_SERVER) },
  [`${WEB}/External`]: { ingress: flows(TO_WEB_CONFERENCES) },
  [`${WEB}/Internal`]: { ingress: flows(INSIDE_TO_WEB_CONFERENCES) },
  [`${AV}/External`]: { ingress: flows(...STUN, ...MEDIA), egress: flows(...MEDIA_BACK) },
  [`${AV}/Internal`]: { ingress: flows(...INSIDE_TO_AV_EDGE) },
};

const accessArray = { hosts: twoHosts(10, 11), external: NAMES, internal: { privateAddress: INSIDE } };

/** Each form: its props, and what it permits. */
const FORMS: readonly (readonly [string, Partial<EdgeServerProps>, (cloud: Cloud) => Expected])[] = [
  [
    "three services on hosts of their own",
    {
      accessEdge: service(10, { external: at(10, NAMES) }),
      webConferencingEdge: service(11),
      avEdge: service(12),
      ...CHOICES,
    },
    () => OWN_HOSTS,
  ],
  [
    "a Director between the Access Edge and the pool",
    {
      accessEdge: service(10, { external: at(10, NAMES) }),
      webConferencingEdge: service(11),
      avEdge: service(12),
      director: Peer.prefixes([DIRECTOR]),
      ...CHOICES,
    },
    () => ({
      ...OWN_HOSTS,
      // Rows 1 and 12: both ways with the Director, and with nobody behind it.
      [`${ACCESS}/Internal`]: {
        ingress: flows(`tcp 5061 ${DIRECTOR}`, `tcp 5061 ${CLIENTS}`),
        egress: flows(`tcp 5061 ${DIRECTOR}`),
      },
      // Row 17: the Director authenticates A/V users as the servers behind it do.
      [`${AV}/Internal`]: { ingress: flows(...INSIDE_TO_AV_EDGE, `tcp 5062 ${DIRECTOR}`) },
    }),
  ],
  [
    "an array of the Access Edge",
    {
      accessEdge: arrayService(accessArray),
      remoteAccess: {},
      federation: { partners: Peer.prefixes([PARTNERS]) },
    },
    (cloud) =>
      together(
        through(cloud, `${ACCESS}/PublicAddress`, `${ACCESS}/External`, ["5061"], ...TO_ACCESS_EDGE),
        through(cloud, `${ACCESS}/InternalAddress`, `${ACCESS}/Internal`, ["5061"], `tcp 5061 ${POOL}`),
        { [`${ACCESS}/External`]: { egress: flows(TO_PARTNERS) } },
        { [`${ACCESS}/Internal`]: { egress: flows(TO_SERVER) } },
      ),
  ],
  [
    "an array of the Access Edge behind a Director",
    {
      accessEdge: arrayService(accessArray),
      director: Peer.prefixes([DIRECTOR]),
      remoteAccess: {},
    },
    (cloud) =>
      together(
        // Without federation, 443 is the port whose health is checked.
        through(cloud, `${ACCESS}/PublicAddress`, `${ACCESS}/External`, ["443"], "tcp 443 internet"),
        through(cloud, `${ACCESS}/InternalAddress`, `${ACCESS}/Internal`, ["5061"], `tcp 5061 ${DIRECTOR}`),
        { [`${ACCESS}/Internal`]: { egress: flows(`tcp 5061 ${DIRECTOR}`) } },
      ),
  ],
  [
    "an array of the Web Conferencing Edge, whose hosts the Web Conferencing Servers call one by one",
    { webConferencingEdge: arrayService({ hosts: twoHosts(20, 21) }), externalWebConferencing: {} },
    (cloud) =>
      together(through(cloud, `${WEB}/PublicAddress`, `${WEB}/External`, ["443"], TO_WEB_CONFERENCES), {
        [`${WEB}/Internal`]: { ingress: flows(INSIDE_TO_WEB_CONFERENCES) },
      }),
  ],
  [
    "an array of the A/V Edge, whose media go to each host's own public address",
    {
      avEdge: arrayService({ hosts: twoHosts(30, 31), internal: { privateAddress: INSIDE } }),
      internalClients: Peer.prefixes([CLIENTS]),
      externalAv: {},
    },
    (cloud) =>
      together(
        through(cloud, `${AV}/PublicAddress`, `${AV}/External`, ["443"], ...STUN),
        through(cloud, `${AV}/InternalAddress`, `${AV}/Internal`, ["443"], ...INSIDE_TO_AV_EDGE),
        MEDIA_AT_HOSTS,
      ),
  ],
  [
    "an array of each service, on hosts of their own",
    {
      accessEdge: arrayService(accessArray),
      webConferencingEdge: arrayService({ hosts: twoHosts(20, 21) }),
      avEdge: arrayService({ hosts: twoHosts(30, 31), internal: { privateAddress: "10.20.0.201" } }),
      ...CHOICES,
    },
    (cloud) =>
      together(
        through(cloud, `${ACCESS}/PublicAddress`, `${ACCESS}/External`, ["5061"], ...TO_ACCESS_EDGE),
        through(cloud, `${ACCESS}/InternalAddress`, `${ACCESS}/Internal`, ["5061"], ...INSIDE_TO_ACCESS_EDGE),
        through(cloud, `${WEB}/PublicAddress`, `${WEB}/External`, ["443"], TO_WEB_CONFERENCES),
        through(cloud, `${AV}/PublicAddress`, `${AV}/External`, ["443"], ...STUN),
        through(cloud, `${AV}/InternalAddress`, `${AV}/Internal`, ["443"], ...INSIDE_TO_AV_EDGE),
        MEDIA_AT_HOSTS,
        {
          [`${ACCESS}/External`]: { egress: flows(TO_PARTNERS) },
          [`${ACCESS}/Internal`]: { egress: flows(TO_SERVER) },
          [`${WEB}/Internal`]: { ingress: flows(INSIDE_TO_WEB_CONFERENCES) },
        },
      ),
  ],
  [
    "an array of two hosts that have all services, with one interface and one virtual address inside",
    consolidated(),
    (cloud) => {
      const inside = "Edge/AccessEdgeAndWebConferencingEdgeAndAvEdgeInternal";
      const front = "Edge/AccessEdgeAndAvEdgeInternalAddress";
      return together(
        through(cloud, `${ACCESS}/PublicAddress`, `${ACCESS}/External`, ["5061"], ...TO_ACCESS_EDGE),
        through(cloud, `${WEB}/PublicAddress`, `${WEB}/External`, ["443"], TO_WEB_CONFERENCES),
        through(cloud, `${AV}/PublicAddress`, `${AV}/External`, ["443"], ...STUN),
        through(cloud, front, inside, ["5061", "443"], ...INSIDE_TO_ACCESS_EDGE, ...INSIDE_TO_AV_EDGE),
        MEDIA_AT_HOSTS,
        {
          [`${ACCESS}/External`]: { egress: flows(TO_PARTNERS) },
          [inside]: { ingress: flows(INSIDE_TO_WEB_CONFERENCES), egress: flows(TO_SERVER) },
        },
      );
    },
  ],
];

/** All services on two hosts: outside an interface for each service and host, inside one for each host. */
function consolidated(): Partial<EdgeServerProps> {
  const hosts = (one: number, two: number): ReturnType<typeof twoHosts> => [
    { external: at(one), internal: at(140) },
    { external: at(two), internal: at(141) },
  ];
  const internal = { privateAddress: INSIDE };
  return {
    accessEdge: arrayService({ hosts: hosts(10, 11), external: NAMES, internal }),
    webConferencingEdge: arrayService({ hosts: hosts(20, 21) }),
    avEdge: arrayService({ hosts: hosts(30, 31), internal }),
    ...CHOICES,
  };
}

describe.each(CLOUDS)("on %s, an edge with", (cloud) => {
  it.each(FORMS)("%s permits exactly what the document asks for", (_, props, expected) => {
    const stack = deploy(cloud, props);
    expect(stack).toPermitExactly(expected(cloud));
    expect(faultsOf(stack)).toEqual([]);
  });

  it("a Director cites the rows that ask for each rule", () => {
    const avEdge = service(12);
    const props = { accessEdge: service(10, { external: at(10, NAMES) }), avEdge, director: Peer.prefixes([DIRECTOR]) };
    const stack = deploy(cloud, { ...props, externalAv: {} });
    const inside = describedRulesOf(stack).filter((line) => line.includes("_Internal "));
    // Azure takes several ports in one rule.
    const between =
      cloud === "aws"
        ? [
            `Edge_AvEdge_Internal ingress tcp 443 from ${POOL} # ocs-2007/ports/16b`,
            `Edge_AvEdge_Internal ingress tcp 5062 from ${POOL} # ocs-2007/ports/17a`,
          ]
        : [`Edge_AvEdge_Internal ingress tcp 443,5062 from ${POOL} # ocs-2007/ports/16b,17a`];
    expect(inside).toEqual([
      `Edge_AccessEdge_Internal egress tcp 5061 to ${DIRECTOR}/32 # ocs-2007/ports/1d`,
      `Edge_AccessEdge_Internal ingress tcp 5061 from ${DIRECTOR}/32 # ocs-2007/ports/12f`,
      ...between,
      `Edge_AvEdge_Internal ingress tcp 5062 from ${DIRECTOR}/32 # ocs-2007/ports/17a`,
      `Edge_AvEdge_Internal ingress udp 3478 from ${POOL} # ocs-2007/ports/18b`,
    ]);
  });
});

/** Resources on the way to hosts, and the rules of AWS, any of which an array needs. */
const NEEDED = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_eip_association",
  "aws_lb_listener",
  "aws_lb_target_group_attachment",
  "azurerm_lb_rule",
  "azurerm_network_interface_backend_address_pool_association",
];

describe.each(CLOUDS)("the judge misses whatever is taken from an array of all services on %s:", (cloud) => {
  type Resources = Record<string, Record<string, Record<string, unknown>>>;
  const text = synthesized(deploy(cloud, consolidated()));
  const read = (): { resource: Resources } => JSON.parse(text) as { resource: Resources };
  const { resource } = read();
  const parts = NEEDED.flatMap((type) => Object.keys(resource[type] ?? {}).map((id) => [type, id] as const));
  const groups = Object.entries(resource["azurerm_network_security_group"] ?? {}).flatMap(([id, group]) =>
    (group["security_rule"] as { access: string; name: string }[])
      .filter(({ access }) => access === "Allow")
      .map(({ name }) => [id, name] as const),
  );
  const isExact = (json: unknown): boolean => {
    const { findings, interfaces } = checkStack(folder.read(JSON.stringify(json)), "2027-01-01");
    const isClean = findings.every(({ code, severity }) => !code.startsWith("check-") || severity === "note");
    return isClean && interfaces.every(({ exact }) => exact);
  };

  it("nothing, before anything is taken", () => {
    expect(isExact(read())).toBe(true);
    expect([parts.length, groups.length]).toEqual(cloud === "aws" ? [65, 0] : [17, 17]);
  });

  it("each rule, and each part of the way", () => {
    const unnoticed = parts.filter(([type, id]) => {
      const json = read();
      json.resource[type] = Object.fromEntries(Object.entries(json.resource[type] ?? {}).filter(([one]) => one !== id));
      return isExact(json);
    });
    const ruleless = groups.filter(([id, name]) => {
      const json = read();
      const group = json.resource["azurerm_network_security_group"]?.[id] ?? {};
      group["security_rule"] = (group["security_rule"] as { name: string }[]).filter((rule) => rule.name !== name);
      return isExact(json);
    });
    expect([...unnoticed, ...ruleless]).toEqual([]);
  });
});

describe("the rules of an array of the A/V Edge", () => {
  const avEdge = arrayService({ hosts: twoHosts(30, 31), internal: { privateAddress: INSIDE } });

  it("are these on AWS, each on the word of its rows", () => {
    const front = "Edge_AvEdge_PublicAddress_Balancer_Front";
    const inside = "Edge_AvEdge_InternalAddress_Balancer_Front";
    // The health of all ports is checked at TCP 443, as UDP has no check.
    const health = "aws-nlb/health-check";
    expect(describedRulesOf(deploy("aws", { avEdge, externalAv: {} }))).toEqual(
      [
        "Edge_AvEdge_External egress tcp 1024-65535 to 0.0.0.0/0 # ocs-2007/ports/19b,23a,28a",
        "Edge_AvEdge_External egress udp 1024-65535 to 0.0.0.0/0 # ocs-2007/ports/19b,23a,28a",
        `Edge_AvEdge_External ingress tcp 443 from ${front} # ${health} ocs-2007/ports/16a`,
        "Edge_AvEdge_External ingress tcp 50000-59999 from 0.0.0.0/0 # ocs-2007/ports/19a",
        `Edge_AvEdge_External ingress udp 3478 from ${front} # ocs-2007/ports/18a`,
        "Edge_AvEdge_External ingress udp 50000-59999 from 0.0.0.0/0 # ocs-2007/ports/19a",
        `Edge_AvEdge_Internal ingress tcp 443 from ${inside} # ${health} ocs-2007/ports/16b`,
        `Edge_AvEdge_Internal ingress tcp 5062 from ${inside} # ocs-2007/ports/17a`,
        `Edge_AvEdge_Internal ingress udp 3478 from ${inside} # ocs-2007/ports/18b`,
        `${front} egress tcp 443 to Edge_AvEdge_External # ${health} ocs-2007/ports/16a`,
        `${front} egress udp 3478 to Edge_AvEdge_External # ocs-2007/ports/18a`,
        `${front} ingress tcp 443 from 0.0.0.0/0 # ocs-2007/ports/16a`,
        `${front} ingress udp 3478 from 0.0.0.0/0 # ocs-2007/ports/18a`,
        `${inside} egress tcp 443 to Edge_AvEdge_Internal # ${health} ocs-2007/ports/16b`,
        `${inside} egress tcp 5062 to Edge_AvEdge_Internal # ocs-2007/ports/17a`,
        `${inside} egress udp 3478 to Edge_AvEdge_Internal # ocs-2007/ports/18b`,
        `${inside} ingress tcp 443 from ${POOL} # ocs-2007/ports/16b`,
        `${inside} ingress tcp 5062 from ${POOL} # ocs-2007/ports/17a`,
        `${inside} ingress udp 3478 from ${POOL} # ocs-2007/ports/18b`,
      ].sort(),
    );
  });

  it("are these on Azure, where the hosts' groups see the clients, and the probes at 443", () => {
    expect(describedRulesOf(deploy("azure", { avEdge, externalAv: {} }))).toEqual(
      [
        "Edge_AvEdge_External egress tcp 1024-65535 to Internet source 50000-59999 # ocs-2007/ports/19b,23a,28a",
        "Edge_AvEdge_External egress udp 1024-65535 to Internet source 50000-59999 # ocs-2007/ports/19b,23a,28a",
        "Edge_AvEdge_External ingress tcp 443 from AzureLoadBalancer # azure-lb/probe",
        "Edge_AvEdge_External ingress tcp 443,50000-59999 from Internet # ocs-2007/ports/16a,19a",
        "Edge_AvEdge_External ingress udp 3478,50000-59999 from Internet # ocs-2007/ports/18a,19a",
        "Edge_AvEdge_Internal ingress tcp 443 from AzureLoadBalancer # azure-lb/probe",
        `Edge_AvEdge_Internal ingress tcp 443,5062 from ${POOL} # ocs-2007/ports/16b,17a`,
        `Edge_AvEdge_Internal ingress udp 3478 from ${POOL} # ocs-2007/ports/18b`,
      ].sort(),
    );
  });
});
