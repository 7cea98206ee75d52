/**
 * Public IM through the Access Edge of OCS 2007: the flows of both documents, each rule once and on the word of both.
 * Expected rules are from the Access Edge rows of the port table (1 and 12) and from section 1.1 of the other document.
 */
import { type App, type TerraformStack, Testing } from "cdktf";
import "../../lib/testing/index";
import { Peer } from "../../lib/stack/peer";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import type { PublicImConnectivityProps } from "../../lib/systems/lcs/public-im-props";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { previewStack } from "../../lib/tools/report/preview";
import { expectFault } from "../support/faults";
import { provider, PROVIDERS, withAol } from "../support/public-im";
import { declared, describedRulesOf, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, POOL, service, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const { aol, msn } = PROVIDERS;
const PARTNER = "198.51.100.128/25";
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

interface Plan {
  readonly edge?: Partial<EdgeServerProps>;
  readonly pic?: Partial<PublicImConnectivityProps>;
  readonly network?: NetworkPlan;
  readonly translation?: "port-forward";
}

interface Deployed {
  readonly stack: TerraformStack;
  readonly edge: EdgeServer;
  readonly pic: PublicImConnectivity;
}

function deploy(cloud: Cloud, plan: Plan = {}, app?: App): Deployed {
  const stack = stackOn(cloud, "stack", app);
  const network = networkOn(cloud, stack, plan.network);
  const { translation } = plan;
  const external = {
    privateAddress: "10.20.0.10",
    names: ["sip.example.com"],
    ...(translation === undefined ? {} : { translation }),
  };
  const accessEdge = service(10, { external });
  const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge, ...plan.edge });
  const providers = [provider("aol"), provider("msn")];
  const pic = new PublicImConnectivity(stack, "Pic", { ...withAol(network), edge, providers, ...plan.pic });
  return { stack, edge, pic };
}

/** What counts, and what the systems say themselves. */
function findingsOf(stack: TerraformStack): string[] {
  return checkStack(folder.read(synthesized(stack)), "2027-01-01")
    .findings.filter(({ code, severity }) => severity !== "note" || !code.startsWith("check-"))
    .map(({ code }) => code);
}

/** Without the other choices, an edge is open for public IM alone. */
const RULES = [
  `Edge_AccessEdge_External egress tcp 5061 to ${aol} # lcs-2005-pic/1.1/1b ocs-2007/ports/12d`,
  `Edge_AccessEdge_External egress tcp 5061 to ${msn} # lcs-2005-pic/1.1/1d ocs-2007/ports/12d`,
  `Edge_AccessEdge_External ingress tcp 5061 from ${aol} # lcs-2005-pic/1.1/1a ocs-2007/ports/12c`,
  `Edge_AccessEdge_External ingress tcp 5061 from ${msn} # lcs-2005-pic/1.1/1c ocs-2007/ports/12c`,
  `Edge_AccessEdge_Internal egress tcp 5061 to ${POOL} # lcs-2005-pic/1.1/2a ocs-2007/ports/1a`,
  `Edge_AccessEdge_Internal ingress tcp 5061 from ${POOL} # lcs-2005-pic/1.1/2b ocs-2007/ports/12e`,
];

const SIP = { transport: "tcp", ports: 5061 } as const;

describe.each(CLOUDS)("public IM through an Access Edge on %s", (cloud) => {
  it("opens what both documents ask for, and each rule once", () => {
    const { stack } = deploy(cloud);
    expect(describedRulesOf(stack)).toEqual(RULES);
    expect(stack).toPermitExactly({
      "Edge/AccessEdge/External": {
        ingress: [
          { peer: aol, ...SIP },
          { peer: msn, ...SIP },
        ],
        egress: [
          { peer: aol, ...SIP },
          { peer: msn, ...SIP },
        ],
      },
      "Edge/AccessEdge/Internal": { ingress: [{ peer: POOL, ...SIP }], egress: [{ peer: POOL, ...SIP }] },
    });
  });

  it("is judged exact, and the edge is no longer idle", () => {
    const { stack } = deploy(cloud);
    const { interfaces } = checkStack(folder.read(synthesized(stack)), "2027-01-01");
    // Of each side outside: the provider's flow of the one document, and one flow per provider of the other.
    expect(interfaces.map(({ path, direction, documented, exact }) => [path, direction, documented, exact])).toEqual([
      ["Edge/AccessEdge/External", "ingress", 3, true],
      ["Edge/AccessEdge/External", "egress", 3, true],
      ["Edge/AccessEdge/Internal", "ingress", 2, true],
      ["Edge/AccessEdge/Internal", "egress", 2, true],
    ]);
    expect(findingsOf(stack)).toEqual(["lcs-provisioning-needed"]);
  });

  it("is one server in the preview, whose rules are all documented", () => {
    const { groups, absentNeeds } = previewStack(folder.read(synthesized(deploy(cloud).stack)), "2027-01-01");
    expect(groups.map(({ path, roles }) => [path, roles])).toEqual([
      ["Edge/AccessEdge/External", ["Edge/AccessEdge"]],
      ["Edge/AccessEdge/Internal", ["Edge/AccessEdge"]],
    ]);
    const standings = groups.flatMap(({ rules }) => rules.map(({ standing }) => standing));
    expect([...new Set(standings)].sort()).toEqual(cloud === "aws" ? ["documented"] : ["denial", "documented"]);
    expect(absentNeeds.map(({ roles }) => roles)).toEqual([["Edge/AccessEdge"]]);
  });

  it("notices a provider's rule that is gone", () => {
    const text = synthesized(deploy(cloud).stack);
    const changed = text.replaceAll(msn, "203.0.113.64/26");
    // The declaration says what is wanted, so only the rules may change.
    const json = JSON.parse(changed) as { variable: unknown };
    json.variable = (JSON.parse(text) as { variable: unknown }).variable;
    const { findings } = checkStack(folder.read(json), "2027-01-01");
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["check-flow-missing", "check-traffic-surplus"]),
    );
  });

  it("is the edge's own server: its role, its name, its records", () => {
    const { stack, edge, pic } = deploy(cloud);
    expect(pic.accessProxy).toBe(edge.accessEdge);
    expect(pic.accessProxyName).toBe("sip.example.com");
    expect(pic.certificate).toMatchObject({ ca: "public", subject: "sip.example.com" });
    const address = "Edge_AccessEdge_External_Address";
    expect(recordsOf(stack)).toEqual(
      cloud === "aws"
        ? [
            `A sip.example.com in Z-example.com: ${address}.public_ip`,
            "SRV _sipfederationtls._tcp.example.com in Z-example.com: 0 0 5061 sip.example.com",
          ]
        : [
            `public A sip in example.com: ${address}.ip_address`,
            "public SRV _sipfederationtls._tcp in example.com: 0 0 5061 sip.example.com",
          ],
    );
    expect(declared(stack, "record").map(({ name, facts }) => [name, facts])).toEqual([
      ["_sipfederationtls._tcp.example.com", ["lcs-2005-pic/1.2.2/1"]],
      ["sip.example.com", ["lcs-2005-pic/1.2.2/2"]],
    ]);
  });

  it("adds to an edge that federates, whose partners stay as they were", () => {
    const federation = { partners: Peer.prefixes([PARTNER]) };
    const { stack } = deploy(cloud, { edge: { federation } });
    expect(describedRulesOf(stack)).toEqual(
      [
        ...RULES,
        `Edge_AccessEdge_External egress tcp 5061 to ${PARTNER} # ocs-2007/ports/12b`,
        `Edge_AccessEdge_External ingress tcp 5061 from ${PARTNER} # ocs-2007/ports/12a`,
      ].sort(),
    );
    expect(findingsOf(stack)).toEqual(["lcs-provisioning-needed"]);
    const [system] = declared(stack, "system").filter(({ system: name }) => name === "ocs-2007");
    expect(system?.["choices"]).toEqual(["federation", "public-im"]);
  });

  it("publishes some of the edge's domains, by the names inside them", () => {
    const accessEdge = service(10, { external: { names: ["sip.example.com", "sip.example.org"] } });
    const { stack, pic } = deploy(cloud, {
      network: { publicDomains: ["example.com", "example.org"] },
      edge: { sipDomains: ["example.com", "example.org"], accessEdge },
      pic: { sipDomains: ["example.org"] },
    });
    expect(pic.accessProxyName).toBe("sip.example.org");
    expect(recordsOf(stack).filter((line) => line.includes("SRV"))).toEqual([
      cloud === "aws"
        ? "SRV _sipfederationtls._tcp.example.org in Z-example.org: 0 0 5061 sip.example.org"
        : "public SRV _sipfederationtls._tcp in example.org: 0 0 5061 sip.example.org",
    ]);
  });
});

describe("public IM through an Access Edge behind forwarded ports", () => {
  const network = { wayOut: ["192.0.2.1"] };

  it("forwards the port on AWS, once where federation has it already", () => {
    const FRONT = "Edge_AccessEdge_PublicAddress_Balancer_Front";
    const through = [
      `Edge_AccessEdge_External egress tcp 5061 to ${aol}`,
      `Edge_AccessEdge_External egress tcp 5061 to ${msn}`,
      `Edge_AccessEdge_External ingress tcp 5061 from ${FRONT}`,
      `Edge_AccessEdge_Internal egress tcp 5061 to ${POOL}`,
      `Edge_AccessEdge_Internal ingress tcp 5061 from ${POOL}`,
      `${FRONT} egress tcp 5061 to Edge_AccessEdge_External`,
      `${FRONT} ingress tcp 5061 from ${aol}`,
      `${FRONT} ingress tcp 5061 from ${msn}`,
    ];
    const { stack, pic } = deploy("aws", { network, translation: "port-forward" });
    expect(rulesOf(stack)).toEqual(through);
    expect(findingsOf(stack)).toEqual(["lcs-provisioning-needed"]);
    expect(pic.accessProxy.seenByPeersAs).toEqual(["192.0.2.1"]);
    const federation = { partners: Peer.prefixes([PARTNER]) };
    const federating = deploy("aws", { network, translation: "port-forward", edge: { federation } });
    expect(Object.values(resourcesOf(federating.stack, "aws_lb_listener")).map(({ port }) => port)).toEqual([5061]);
    expect(rulesOf(federating.stack)).toEqual(
      [
        ...through,
        `Edge_AccessEdge_External egress tcp 5061 to ${PARTNER}`,
        `${FRONT} ingress tcp 5061 from ${PARTNER}`,
      ].sort(),
    );
    expect(findingsOf(federating.stack)).toEqual(["lcs-provisioning-needed"]);
  });

  it("forwards the port on Azure, whose probes it admits", () => {
    const { stack } = deploy("azure", { network, translation: "port-forward" });
    expect(rulesOf(stack)).toEqual(
      [
        `Edge_AccessEdge_External egress tcp 5061 to ${aol}`,
        `Edge_AccessEdge_External egress tcp 5061 to ${msn}`,
        `Edge_AccessEdge_External ingress tcp 5061 from ${aol}`,
        `Edge_AccessEdge_External ingress tcp 5061 from ${msn}`,
        "Edge_AccessEdge_External ingress tcp 5061 from AzureLoadBalancer",
        `Edge_AccessEdge_Internal egress tcp 5061 to ${POOL}`,
        `Edge_AccessEdge_Internal ingress tcp 5061 from ${POOL}`,
      ].sort(),
    );
    expect(findingsOf(stack)).toEqual(["lcs-provisioning-needed"]);
  });
});

describe.each(CLOUDS)("an edge is refused on %s", (cloud) => {
  it.each([
    [
      "when it has public IM of its own",
      { edge: { publicIm: { providers: Peer.prefixes([aol]) } } },
      "lcs-edge-public-im",
      /take publicIm away from the edge/,
    ],
    [
      "for a domain that it lacks",
      { pic: { sipDomains: ["example.net"] } },
      "lcs-edge-sip-domain-unknown",
      /example\.net/,
    ],
    ["when it is no edge", { pic: { edge: {} as never } }, "lcs-edge-invalid", /an object that is no EdgeServer/],
    [
      "without a name inside the domain",
      { edge: { accessEdge: service(10) } },
      "lcs-srv-target-missing",
      /a name inside example\.com/,
    ],
    [
      "without an Access Edge",
      { edge: { accessEdge: undefined as never, webConferencingEdge: service(11) } },
      "ocs-role-not-deployed",
      /give it the prop accessEdge/,
    ],
  ])("%s", (_, plan, code, says) => {
    expectFault(() => deploy(cloud, plan), code, says);
  });

  it("the second time", () => {
    const { stack, edge } = deploy(cloud);
    const before = rulesOf(stack);
    const { network } = edge.accessEdgeHost;
    expectFault(
      () => new PublicImConnectivity(stack, "Again", { ...withAol(network), edge }),
      "lcs-edge-public-im",
      /without another PublicImConnectivity/,
    );
    expect(rulesOf(stack)).toEqual(before);
  });

  it("from another stack, and in another network", () => {
    const app = Testing.app();
    const { stack, edge } = deploy(cloud, {}, app);
    const { network } = edge.accessEdgeHost;
    const other = stackOn(cloud, "other", app);
    expectFault(() => new PublicImConnectivity(other, "Pic", { ...withAol(network), edge }), "lcs-edge-elsewhere");
    const elsewhere = networkOn(cloud, stack, {}, "Elsewhere");
    expectFault(
      () => new PublicImConnectivity(stack, "Pic2", { ...withAol(elsewhere), edge }),
      "lcs-edge-network-differs",
      "stack/Elsewhere",
      "stack/Network",
    );
  });
});
