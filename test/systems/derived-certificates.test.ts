/** The certificates that no table has: of edges and proxies, derived and marked so; and how much a managed one can hold. */
import { TerraformStack } from "cdktf";
import type { CertificateRequest } from "../../lib/model/certificate-request";
import { Peer } from "../../lib/stack/peer";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import type { ManagedProxyProps } from "../../lib/systems/proxy/proxy-props";
import type { XPhoneWebProps } from "../../lib/systems/xphone/web-publication";
import { XPhoneDmzIis } from "../../lib/systems/xphone/xphone-dmz-iis";
import { XPhoneDmzReverseProxy } from "../../lib/systems/xphone/xphone-dmz-reverse-proxy";
import { XPhoneServerIis } from "../../lib/systems/xphone/xphone-server-iis";
import { expectFault, expectNothingOpened } from "../support/faults";
import { publicIm, withAol } from "../support/public-im";
import { declared } from "../support/rules";
import { type Cloud, CLOUDS, networkOn, POOL, service, stackOn } from "../support/stacks";
import { at, edgeServerOn, type XPhoneStack, xphoneStack } from "../support/xphone";

const PARTNERS = Peer.prefixes(["198.51.100.0/24"]);
const accessEdge = service(10, {
  external: { privateAddress: "10.20.0.10", names: ["im.example.com", "sip.example.org", "sip.example.com"] },
  internal: { privateAddress: "10.20.0.138", names: ["access.corp.example.com"] },
});

function edgeOf(cloud: Cloud, props: Partial<EdgeServerProps>): EdgeServer {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, {
    publicDomains: ["example.com", "example.org"],
    internalDomains: ["corp.example.com"],
  });
  return new EdgeServer(stack, "Edge", { network, sipDomains: ["example.org", "example.com"], ...props });
}

/** A certificate in one line: what for, authority, names, uses, facts. */
function line(one: CertificateRequest): string {
  const names = one.alternativeNames.length === 0 ? "no names" : one.alternativeNames.join(" ");
  return `${one.title}: ${one.requirement} ${one.ca}; CN ${String(one.subject)}; ${names}; ${one.uses.join("+")}; ${one.facts.join(" ")}`;
}

describe.each(CLOUDS)("an edge on %s", (cloud) => {
  it("asks for a certificate of each side that speaks TLS: none of the A/V Edge outside", () => {
    const edge = edgeOf(cloud, {
      accessEdge,
      webConferencingEdge: service(11, {
        external: { privateAddress: "10.20.0.11", names: ["conf.example.com"] },
        internal: { privateAddress: "10.20.0.139", names: ["conf.corp.example.com"] },
      }),
      avEdge: service(12),
      remoteAccess: {},
      externalWebConferencing: {},
      externalAv: {},
      internalClients: Peer.prefixes(["10.30.2.0/24"]),
    });
    expect(edge.certificates.map(line)).toEqual([
      // The targets of the SRV records come first, in the order of the SIP domains.
      "Access Edge Server, external: unstated any; CN sip.example.org; sip.example.org im.example.com sip.example.com; server; ocs-2007/undocumented/certificates ocs-2007/ports/13",
      "Web Conferencing Edge Server, external: unstated any; CN conf.example.com; conf.example.com; server; ocs-2007/undocumented/certificates ocs-2007/ports/15",
      "Access Edge Server, internal: recommended enterprise; CN access.corp.example.com; access.corp.example.com; server+client; ocs-2007/undocumented/certificates ocs-2007/ports/1",
      "Web Conferencing Edge Server, internal: recommended enterprise; CN conf.corp.example.com; conf.corp.example.com; server; ocs-2007/undocumented/certificates ocs-2007/ports/14",
      "A/V Edge Server, internal: recommended enterprise; CN null; no names; server; ocs-2007/undocumented/certificates ocs-2007/ports/17",
    ]);
    expect(edge.certificates.filter(({ derived }) => !(derived ?? "").startsWith("not documented: "))).toEqual([]);
  });

  it.each<[string, Partial<EdgeServerProps>, string]>([
    ["federation", { federation: { partners: PARTNERS } }, "recommended public server+client ports/12"],
    ["public IM", { publicIm: { providers: PARTNERS } }, "required public server+client ports/12"],
    [
      "both, and remote access",
      { federation: { partners: PARTNERS }, publicIm: { providers: PARTNERS }, remoteAccess: {} },
      "required public server+client ports/12 ports/13",
    ],
    [
      "federation behind a Director",
      { federation: { partners: PARTNERS }, director: Peer.prefixes(["10.30.2.4"]) },
      "recommended public server+client ports/12",
    ],
    ["remote access", { remoteAccess: {} }, "unstated any server ports/13"],
    ["nothing", {}, "unstated any server ports/13"],
  ])("asks outside for the authority that lcs-2005-pic names, with %s", (_, choices, expected) => {
    const [one] = edgeOf(cloud, { accessEdge, ...choices }).certificates;
    const rows = one?.facts.filter((fact) => fact.startsWith("ocs-2007/ports")).map((fact) => fact.slice(9));
    expect([one?.requirement, one?.ca, one?.uses.join("+"), ...(rows ?? [])].join(" ")).toBe(expected);
    expect(one?.facts.includes("lcs-2005-pic/1.2.3/2")).toBe(one?.ca === "public");
    expect(one?.derived?.includes("its authority")).toBe(one?.requirement !== "required");
  });

  it("asks for one certificate where services share an address inside", () => {
    const internal = { privateAddress: "10.20.0.138", names: ["edge.corp.example.com"] };
    const edge = edgeOf(cloud, {
      accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] }, internal }),
      webConferencingEdge: service(11, { internal }),
    });
    const inside = edge.certificates.filter(({ ca }) => ca === "enterprise");
    expect(
      inside.map(({ title, roles, uses, alternativeNames }) => ({ title, roles, uses, alternativeNames })),
    ).toEqual([
      {
        title: "Access Edge Server, Web Conferencing Edge Server, internal",
        roles: ["ocs-2007/access-edge", "ocs-2007/web-conferencing-edge"],
        uses: ["server", "client"],
        alternativeNames: ["edge.corp.example.com"],
      },
    ]);
  });

  it("asks for certificates of arrays by the names of their virtual addresses first, for each host", () => {
    const hosts = [10, 11].map((last) => ({
      external: { privateAddress: `10.20.0.${String(last)}`, names: [`a${String(last)}.example.com`] },
      internal: { privateAddress: `10.20.0.${String(last + 128)}`, names: [`a${String(last)}.corp.example.com`] },
    }));
    const edge = edgeOf(cloud, {
      sipDomains: ["example.com"],
      accessEdge: {
        array: {
          hosts,
          external: { names: ["sip.example.com"] },
          internal: { privateAddress: "10.20.0.200", names: ["access.corp.example.com"] },
        },
        internalServer: Peer.prefixes([POOL]),
      },
      remoteAccess: {},
    });
    expect(edge.certificates.map(line)).toEqual([
      "Access Edge Server, external: unstated any; CN sip.example.com; sip.example.com a10.example.com a11.example.com; server; ocs-2007/undocumented/certificates ocs-2007/ports/13",
      "Access Edge Server, internal: recommended enterprise; CN access.corp.example.com; access.corp.example.com a10.corp.example.com a11.corp.example.com; server+client; ocs-2007/undocumented/certificates ocs-2007/ports/1",
    ]);
    expect(edge.certificates.map(({ installedOn }) => installedOn)).toEqual(
      Array(2).fill(["each host of the Access Edge Server"]),
    );
  });

  it("has no common name where each name is too long for one", () => {
    const long = `${"a".repeat(55)}.example.com`;
    const names = (all: string[]): Partial<EdgeServerProps> => ({
      accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: all } }),
    });
    const [one] = edgeOf(cloud, names([long])).certificates;
    expect([one?.subject, one?.alternativeNames]).toEqual([null, [long]]);
    const [two] = edgeOf(cloud, names([long, "short.example.com"])).certificates;
    expect([two?.subject, two?.alternativeNames]).toEqual(["short.example.com", ["short.example.com", long]]);
  });

  it("declares what is true at the end: public IM that is connected later asks for a public authority", () => {
    const edge = edgeOf(cloud, { accessEdge });
    const stack = TerraformStack.of(edge);
    const before = declared(stack, "certificate");
    expect(before.map(({ title, ca }) => `${String(title)}: ${String(ca)}`)).toContain(
      "Access Edge Server, external: any",
    );
    new PublicImConnectivity(stack, "Pic", { ...withAol(edge.accessEdgeHost.network), edge });
    const after = declared(stack, "certificate");
    expect(after.map(({ of, title, ca }) => `${String(of)} ${String(title)}: ${String(ca)}`)).toEqual([
      "Edge Access Edge Server, internal: enterprise",
      "Edge Access Edge Server, external: public",
    ]);
  });
});

describe("an Access Proxy of its own", () => {
  it("asks for the public authority that is documented, for the names that the records lead to", () => {
    const stack = stackOn("aws");
    new PublicImConnectivity(stack, "Pic", publicIm(networkOn("aws", stack)));
    expect(declared(stack, "certificate")).toEqual([
      {
        item: "certificate",
        of: "Pic",
        title: "Access Proxy, external",
        roles: ["lcs-2005-pic/access-proxy"],
        installedOn: ["the host of the Access Proxy, or each host of an array of them"],
        assignedTo: [],
        ca: "public",
        requirement: "required",
        subject: "sip.example.com",
        alternativeNames: ["sip.example.com"],
        uses: ["server", "client"],
        comments: [
          "as for federation, but from a trusted public CA",
          "not from a Windows Server 2003 CA",
          "make a signing request and send it to the chosen CA, which can tell how",
          "install it on the access proxy or the access proxy array",
        ],
        derived: "not documented: the names, from those that the records of the SIP domains lead to",
        facts: ["lcs-2005-pic/1.2.3/2", "lcs-2005-pic/1.2.3/3"],
      },
    ]);
  });
});

const SECRET = "https://vault.example.com/secrets/public";

/** A reverse proxy with as many published names as are asked for, and what it says of their number. */
function proxyOn(cloud: Cloud, count: number, more: Partial<ManagedProxyProps["certificate"]> = {}, digits = 3) {
  const stack = stackOn(cloud);
  const plan = { balancerZones: ["eu-central-1a", "eu-central-1b"], gateway: "10.20.0.192/26" };
  const network = networkOn(cloud, stack, plan);
  const certificate = { arn: "arn:certificate", keyVaultSecretId: SECRET, identityId: "identity", ...more };
  const names = Array.from({ length: count }, (_, index) => `${String(index + 1).padStart(digits, "0")}.example.com`);
  const managed = { certificate, publicAuthority: true };
  const make = (): ReverseProxy =>
    new ReverseProxy(stack, "Proxy", { network, names, webComponents: Peer.prefixes(["10.30.1.4"]), managed });
  return { stack, make };
}

function quotaFindings(stack: TerraformStack): unknown[] {
  return declared(stack, "finding").filter(({ code }) => code === "ocs-certificate-names-quota");
}

// `xphone`, hosting: a public certificate is mandatory with WebMeeting, and makes sense for the app alone as well.
describe("published web applications of XPhone", () => {
  const WEB = { domain: "uc.example.com", certificateAuthority: "public" } as const;
  const HOSTS = { external: { privateAddress: "10.20.0.12" }, internal: { privateAddress: "10.20.0.140" } };
  const CONCEPTS = {
    "iis-on-server": (place: XPhoneStack, web: XPhoneWebProps) =>
      new XPhoneServerIis(place.stack, "Web", { ...web, server: edgeServerOn(place) }),
    "iis-in-dmz": ({ stack, network }: XPhoneStack, web: XPhoneWebProps) =>
      new XPhoneDmzIis(stack, "Web", { ...web, network, host: HOSTS, server: at("10.30.1.10") }),
    "reverse-proxy": ({ stack, network }: XPhoneStack, web: XPhoneWebProps) => {
      const webApplications = { at: at("10.30.1.10"), port: 8080, host: "xphone-server" } as const;
      return new XPhoneDmzReverseProxy(stack, "Web", { ...web, network, webApplications, hosts: HOSTS });
    },
  } as const;

  it.each([
    ["iis-on-server", { mobile: { users: 10 } }, "recommended", "without", "web-server", ["IIS, for HTTPS"]],
    ["iis-on-server", { webMeeting: { path: "/w" } }, "required", "with", "web-server", ["IIS, for HTTPS"]],
    ["iis-in-dmz", { mobile: {} }, "recommended", "without", "dmz-web-server", ["IIS, for HTTPS"]],
    [
      "iis-in-dmz",
      { mobile: {}, webMeeting: { path: "/w" } },
      "required",
      "with",
      "dmz-web-server",
      ["IIS, for HTTPS"],
    ],
    ["reverse-proxy", { mobile: { users: 10 } }, "recommended", "without", "reverse-proxy", []],
    ["reverse-proxy", { webMeeting: { path: "/w" } }, "required", "with", "reverse-proxy", []],
  ] as const)(
    "ask for a public certificate: %s, %j, %s",
    (concept, published, requirement, meeting, role, assignedTo) => {
      const place = xphoneStack("aws");
      const web = CONCEPTS[concept](place, { ...WEB, ...published });
      const expected = {
        roles: [`xphone/${role}`],
        assignedTo,
        ca: "public",
        requirement,
        subject: "uc.example.com",
        alternativeNames: ["uc.example.com"],
        uses: ["server"],
        derived: "not documented: the names, from that of the URL with which clients connect",
        facts: [`xphone/hosting-${concept}/certificate-${meeting}-web-meeting`],
      };
      expect(web.certificates).toEqual([expect.objectContaining(expected)]);
      expect(declared(place.stack, "certificate")).toEqual([expect.objectContaining({ of: "Web", ...expected })]);
    },
  );
});

describe("a managed proxy of XPhone", () => {
  const webApplications = { at: at("10.30.1.10"), port: 8080, host: "separate-server" } as const;
  const web = { domain: "uc.example.com", certificateAuthority: "public", mobile: {}, webApplications } as const;
  const managedBy = (names: string[]): ManagedProxyProps => ({ certificate: { arn: "arn:certificate", names } });

  it("is held to the same number of names", () => {
    const { stack, network } = xphoneStack("aws");
    const make = (id: string, count: number) => (): XPhoneDmzReverseProxy => {
      const managed = managedBy(["*.example.com", ...namesOf(count - 1, 4)]);
      return new XPhoneDmzReverseProxy(stack, id, { ...web, network, managed });
    };
    expectNothingOpened(stack, make("Over", 101), "xphone-certificate-names-over", /is "101 names"/, /at most 100/);
    make("Most", 100)();
    const found = declared(stack, "finding").filter(({ code }) => code === "xphone-certificate-names-quota");
    expect(found.map(({ where, severity }) => [where, severity])).toEqual([["Most", "note"]]);
  });
});

describe("a reverse proxy", () => {
  it("has the published names on hosts of one's own", () => {
    const stack = stackOn("aws");
    const proxy = new ReverseProxy(stack, "Proxy", {
      network: networkOn("aws", stack),
      names: ["abs.example.com", "content.example.com"],
      webComponents: Peer.prefixes([POOL]),
      hosts: { external: { privateAddress: "10.20.0.40" }, internal: { privateAddress: "10.20.0.168" } },
    });
    expect(proxy.certificates.map(line)).toEqual([
      "Reverse Proxy: unstated any; CN abs.example.com; abs.example.com content.example.com; server; ocs-2007/undocumented/certificates ocs-2007/ports/11 ocs-2007/edge-servers/4",
    ]);
    expect(proxy.certificates[0]?.installedOn).toEqual(["the host of the Reverse Proxy"]);
  });

  it.each([
    ["aws", "the Application Load Balancer, from AWS Certificate Manager"],
    ["azure", "the Application Gateway, from Key Vault"],
  ] as const)("has the names that are stated of the certificate where %s runs it", (cloud, where) => {
    const [one] = proxyOn(cloud, 2, { names: ["*.example.com"] }).make().certificates;
    expect([one?.subject, one?.alternativeNames, one?.installedOn]).toEqual([
      "*.example.com",
      ["*.example.com"],
      [where],
    ]);
  });

  // Quotas of AWS Certificate Manager: 10 names without asking, 100 at most; neither for imported certificates.
  it.each<[number, Partial<ManagedProxyProps["certificate"]>, number]>([
    [10, {}, 0],
    [11, {}, 1],
    [100, {}, 1],
    [100, { imported: true }, 0],
    [101, { imported: true }, 0],
    [101, { names: ["*.example.com"] }, 0],
  ])("on AWS, with %i names and %j, says %i times that a quota is to be raised", (count, more, findings) => {
    const { stack, make } = proxyOn("aws", count, more);
    make();
    expect(quotaFindings(stack)).toHaveLength(findings);
  });

  it("on AWS is refused with 101 names, published or stated", () => {
    const { stack, make } = proxyOn("aws", 101);
    const words = [/names is "101 names"/, /at most 100/, "aws-acm-quotas", "imported"];
    expectNothingOpened(stack, make, "ocs-certificate-names-over", ...words);
    const names = ["*.example.com", ...Array.from({ length: 100 }, (_, index) => `${String(index)}.example.org`)];
    expectFault(
      proxyOn("aws", 1, { names }).make,
      "ocs-certificate-names-over",
      /managed\.certificate\.names is "101 names"/,
    );
  });

  it("on Azure is refused where the names alone are larger than a certificate may be", () => {
    // 16 KB, which is 16384 octets; a name takes two more than its characters: 64 + 2 = 66, and 248 * 66 = 16368; the wildcard takes 15.
    const long = 64 - ".example.com".length;
    const fits = proxyOn("azure", 1, { names: ["*.example.com", ...namesOf(248, long)] });
    fits.make();
    expect(quotaFindings(fits.stack)).toEqual([]);
    const { stack, make } = proxyOn("azure", 1, { names: ["*.example.com", ...namesOf(249, long)] });
    const words = [/16449 octets by themselves/, /at most 16384 octets/];
    expectNothingOpened(stack, make, "ocs-certificate-names-over", ...words, "azure-application-gateway-limits");
  });
});

/** Names whose first label has so many characters. */
function namesOf(count: number, characters: number): string[] {
  return Array.from({ length: count }, (_, index) => `${String(index).padStart(characters, "0")}.example.com`);
}
