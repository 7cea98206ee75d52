/** The certificates that the servers inside declare: the nine rows of the table through the constructs, by hand. */
import type { CertificateRequest } from "../../lib/model/certificate-request";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { CommunicatorWebAccess } from "../../lib/systems/ocs/communicator-web-access";
import { Director } from "../../lib/systems/ocs/director";
import type { DirectorProps } from "../../lib/systems/ocs/director-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import type { EnterprisePoolProps } from "../../lib/systems/ocs/enterprise-pool-props";
import { MediationServer } from "../../lib/systems/ocs/mediation-server";
import { StandardEditionServer, type StandardEditionServerProps } from "../../lib/systems/ocs/standard-edition-server";
import { expectNothingOpened } from "../support/faults";
import { at, type OcsStack, ocsStack } from "../support/ocs";
import { declared } from "../support/rules";
import { type Cloud, CLOUDS } from "../support/stacks";

const PLAN = { internalSubnet: "inside", internalDomains: ["example.com", "example.org", "corp.example.net"] };
const ONE = ["example.com"];
const TWO = ["example.com", "example.org"];
const SIP = ["sip.example.com", "sip.example.org"];
const SIGN_IN = { automaticSignIn: {} };

interface HasCertificates {
  readonly certificates: readonly CertificateRequest[];
}

/** Row, common name, and all alternative names of each certificate, which the stack must declare as well. */
function lines(cloud: Cloud, compose: (place: OcsStack) => HasCertificates): string[] {
  const place = ocsStack(cloud, PLAN);
  const { certificates } = compose(place);
  const found = declared(place.stack, "certificate");
  expect(found).toHaveLength(certificates.length);
  expect(found).toEqual(
    expect.arrayContaining(certificates.map((one) => ({ item: "certificate", of: "New", ...one }))),
  );
  expect(certificates.every(({ ca, requirement }) => ca === "enterprise" && requirement === "recommended")).toBe(true);
  return certificates.map(
    ({ facts, subject, alternativeNames }) =>
      `${facts.join(" ").replaceAll("ocs-2007/", "")}: ${String(subject)}; ${alternativeNames.join(" ")}`,
  );
}

type Compose<T> = (more: T) => (place: OcsStack) => HasCertificates;

const standardEdition: Compose<Partial<StandardEditionServerProps>> = (more) => (place) =>
  new StandardEditionServer(place.stack, "New", {
    network: place.network,
    name: "se.corp.example.net",
    sipDomains: TWO,
    internal: { privateAddress: "10.30.1.4", names: SIP },
    ...more,
  });

const CONSOLIDATED = {
  servers: [{ privateAddress: "10.30.2.4" }, { privateAddress: "10.30.2.5" }],
  virtualAddress: { privateAddress: "10.30.2.1", names: SIP },
};

const consolidated: Compose<Partial<EnterprisePoolProps>> =
  (more) =>
  ({ stack, network }) =>
    new EnterprisePool(stack, "New", {
      network,
      poolName: "pool.corp.example.net",
      sipDomains: TWO,
      consolidated: CONSOLIDATED,
      ...more,
    });

/** An expanded pool; with names of its own for the virtual address of its Web Components Servers. */
function expanded(more: Partial<EnterprisePoolProps>, webAddress: readonly string[] | undefined) {
  const virtualAddress = { privateAddress: "10.30.2.40", names: webAddress ?? [] };
  return ({ stack, network }: OcsStack): HasCertificates =>
    new EnterprisePool(stack, "New", {
      network,
      poolName: "pool.corp.example.net",
      sipDomains: TWO,
      expanded: {
        frontEnds: CONSOLIDATED,
        webConferencingServers: [{ privateAddress: "10.30.2.21" }],
        avConferencingServers: [{ privateAddress: "10.30.2.31" }],
        webComponents: {
          servers: [{ privateAddress: "10.30.2.41" }, { privateAddress: "10.30.2.42" }],
          ...(webAddress === undefined ? {} : { virtualAddress }),
        },
      },
      ...more,
    });
}

type OnWhat = Pick<DirectorProps, "standardEdition" | "enterprisePool" | "array">;

const ON_ONE: OnWhat = {
  standardEdition: { name: "dir.corp.example.net", internal: { privateAddress: "10.30.3.4", names: SIP } },
};
const ON_POOL: OnWhat = { enterprisePool: { poolName: "dir.corp.example.net", ...CONSOLIDATED } };
const ON_ARRAY: OnWhat = {
  array: {
    arrayName: "dir.corp.example.net",
    servers: [
      { name: "dir1.corp.example.net", privateAddress: "10.30.3.4" },
      { name: "dir2.corp.example.net", privateAddress: "10.30.3.5" },
    ],
    virtualAddress: { privateAddress: "10.30.3.1" },
  },
};
const WITH_SIP_NAMES: OnWhat = {
  array: {
    arrayName: "dir.corp.example.net",
    servers: [{ name: "dir1.corp.example.net", privateAddress: "10.30.3.4" }],
    virtualAddress: { privateAddress: "10.30.3.1", names: SIP },
  },
};

function director(on: OnWhat, more: Partial<DirectorProps>) {
  return ({ stack, network }: OcsStack): HasCertificates =>
    new Director(stack, "New", { network, sipDomains: TWO, frontEnds: at("10.30.9.0/28"), ...on, ...more });
}

describe.each(CLOUDS)("on %s", (cloud) => {
  it("row 1: a Standard Edition Server, and a name in each of several SIP domains with automatic sign-in", () => {
    const row = "certificates/1: se.corp.example.net; se.corp.example.net";
    expect(lines(cloud, standardEdition(SIGN_IN))).toEqual([`${row} sip.example.com sip.example.org`]);
    expect(lines(cloud, standardEdition({}))).toEqual([row]);
    expect(lines(cloud, standardEdition({ ...SIGN_IN, sipDomains: ONE }))).toEqual([row]);
  });

  it("row 1: the names are those that the records lead to, whatever they are", () => {
    const names = ["login.example.org", "sip.example.org", "im.example.com"];
    const internal = { privateAddress: "10.30.1.4", names };
    expect(lines(cloud, standardEdition({ ...SIGN_IN, internal }))).toEqual([
      "certificates/1: se.corp.example.net; se.corp.example.net im.example.com login.example.org",
    ]);
    // The server's own name is the one in its SIP domain, and is there already.
    expect(lines(cloud, standardEdition({ ...SIGN_IN, name: "ocs.example.com" }))).toEqual([
      "certificates/1: ocs.example.com; ocs.example.com sip.example.org",
    ]);
  });

  it("row 2: a consolidated pool, with the web farm's name where it has one of its own", () => {
    const row = "certificates/2: pool.corp.example.net; pool.corp.example.net";
    const webFarmName = "farm.corp.example.net";
    expect(lines(cloud, consolidated({}))).toEqual([row]);
    expect(lines(cloud, consolidated({ webFarmName: "pool.corp.example.net" }))).toEqual([row]);
    expect(lines(cloud, consolidated({ webFarmName }))).toEqual([`${row} farm.corp.example.net`]);
    expect(lines(cloud, consolidated({ ...SIGN_IN, webFarmName }))).toEqual([
      `${row} farm.corp.example.net sip.example.com sip.example.org`,
    ]);
    expect(lines(cloud, consolidated({ ...SIGN_IN, sipDomains: ONE }))).toEqual([row]);
  });

  const rows3to5 = (sip: string): string[] => [
    `certificates/3: pool.corp.example.net; pool.corp.example.net${sip}`,
    "certificates/4: pool.corp.example.net; pool.corp.example.net",
    "certificates/5: pool.corp.example.net; pool.corp.example.net",
  ];

  it("rows 3 to 6: an expanded pool, the SIP domains with the Front Ends only, the web farm with Web Components", () => {
    const webFarmName = "farm.corp.example.net";
    expect(lines(cloud, expanded({ ...SIGN_IN, webFarmName }, []))).toEqual([
      ...rows3to5(" sip.example.com sip.example.org"),
      "certificates/6: farm.corp.example.net; farm.corp.example.net",
    ]);
    // A name of the virtual address is the subject, and the URL of the web farm is among the alternative names.
    expect(lines(cloud, expanded({ webFarmName }, ["vip.corp.example.net", "web.example.com"]))).toEqual([
      ...rows3to5(""),
      "certificates/6: vip.corp.example.net; vip.corp.example.net web.example.com farm.corp.example.net",
    ]);
  });

  it("row 6: the pool's name is all where the web farm has no other, behind the pool's virtual address", () => {
    expect(lines(cloud, expanded({}, undefined))).toEqual([
      ...rows3to5(""),
      "certificates/6: pool.corp.example.net; pool.corp.example.net",
    ]);
  });

  it.each<[number, OnWhat]>([
    [7, ON_ONE],
    [8, ON_POOL],
  ])("row %i: a Director, and the SIP domains where automatic sign-in leads all clients to it", (number, on) => {
    const row = `certificates/${String(number)}: dir.corp.example.net; dir.corp.example.net`;
    expect(lines(cloud, director(on, SIGN_IN))).toEqual([`${row} sip.example.com sip.example.org`]);
    expect(lines(cloud, director(on, {}))).toEqual([row]);
    expect(lines(cloud, director(on, { ...SIGN_IN, sipDomains: ONE }))).toEqual([row]);
  });

  it("row 9: an array, each Director with its own name and all names of their virtual address", () => {
    expect(lines(cloud, director(ON_ARRAY, {}))).toEqual([
      "certificates/9: dir1.corp.example.net; dir1.corp.example.net dir.corp.example.net",
      "certificates/9: dir2.corp.example.net; dir2.corp.example.net dir.corp.example.net",
    ]);
    const row = "certificates/9: dir1.corp.example.net; dir1.corp.example.net dir.corp.example.net";
    for (const more of [SIGN_IN, {}, { ...SIGN_IN, sipDomains: ONE }]) {
      expect(lines(cloud, director(WITH_SIP_NAMES, more))).toEqual([`${row} sip.example.com sip.example.org`]);
    }
  });

  const OUTSIDE_THE_TABLE: readonly (readonly [string, string, (place: OcsStack) => HasCertificates])[] = [
    [
      "Archiving and CDR Server",
      "archiving-and-cdr-server",
      (place) => new ArchivingAndCdrServer(place.stack, "New", { ...server(place), internal: HOST }),
    ],
    [
      "Communicator Web Access Server",
      "communicator-web-access-server",
      (place) => new CommunicatorWebAccess(place.stack, "New", { ...server(place), internal: HOST }),
    ],
    [
      "Mediation Server",
      "mediation-server",
      (place) =>
        new MediationServer(place.stack, "New", {
          ...server(place),
          basicGateway: { server: HOST, gateway: at("10.30.9.9") },
        }),
    ],
    [
      "basic-hybrid media gateway",
      "basic-hybrid-media-gateway",
      (place) => new MediationServer(place.stack, "New", { ...server(place), basicHybridGateway: HOST }),
    ],
  ];
  const HOST = { privateAddress: "10.30.4.4", names: ["other.example.com"] };
  const server = ({ network }: OcsStack) => ({
    network,
    name: "server.corp.example.net",
    frontEnd: at("10.30.9.4"),
  });

  it.each(OUTSIDE_THE_TABLE)(
    "a server without a row, the %s, has a derived one for SIP over MTLS",
    (_, role, compose) => {
      let made: HasCertificates | undefined;
      const found = lines(cloud, (place) => (made = compose(place)));
      expect(found).toEqual([
        "undocumented/certificates ports/1: server.corp.example.net; server.corp.example.net other.example.com",
      ]);
      expect(made?.certificates).toEqual([
        expect.objectContaining({
          roles: [`ocs-2007/${role}`],
          installedOn: ["server.corp.example.net"],
          uses: ["server", "client"],
          derived:
            "not documented: that it is needed is derived from SIP over MTLS between servers, both ways (ocs-2007/ports/1), its names from those of the server, its authority from who must trust it",
        }),
      ]);
    },
  );
});

describe("names that lead to a server, and that no row asks for", () => {
  const comments = (compose: (place: OcsStack) => HasCertificates): string[][] =>
    compose(ocsStack("aws", PLAN)).certificates.map((one) =>
      one.comments.filter((comment) => comment.startsWith("other names")),
    );
  const told = (names: string): string =>
    `other names lead here, which the table does not ask for: ${names}; add those by which the server is called over TLS`;

  it("are told with the certificate of the servers that they lead to", () => {
    expect(comments(standardEdition({ ...SIGN_IN, sipDomains: ONE }))).toEqual([
      [told("sip.example.com, sip.example.org")],
    ]);
    expect(comments(standardEdition(SIGN_IN))).toEqual([[]]);
    expect(comments(expanded({ ...SIGN_IN, webFarmName: "farm.example.com" }, ["vip.example.com"]))).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(comments(expanded({}, undefined))).toEqual([[told("sip.example.com, sip.example.org")], [], [], []]);
    expect(comments(director(ON_POOL, {}))).toEqual([[told("sip.example.com, sip.example.org")]]);
  });

  it("are those of each Director of an array by itself", () => {
    const { array } = ON_ARRAY;
    const servers = (array?.servers ?? []).map((one, index) =>
      index === 0 ? { ...one, names: ["first.example.com"] } : one,
    );
    const on = {
      array: { arrayName: "dir.corp.example.net", virtualAddress: { privateAddress: "10.30.3.1" }, servers },
    };
    expect(comments(director(on, {}))).toEqual([[told("first.example.com")], []]);
  });
});

describe("a name that no common name can hold", () => {
  const LONG = `${"a".repeat(53)}.example.com`;
  const SHORT = `${"a".repeat(52)}.example.com`;

  const array = (first: Partial<NonNullable<OnWhat["array"]>["servers"][number]>, arrayName: string): OnWhat => ({
    array: {
      arrayName,
      servers: [{ name: "dir1.example.com", privateAddress: "10.30.3.4", ...first }],
      virtualAddress: { privateAddress: "10.30.3.1" },
    },
  });

  it.each<[string, (name: string) => (place: OcsStack) => HasCertificates, string]>([
    ["of a Standard Edition Server", (name) => standardEdition({ name }), "name"],
    ["of a pool", (poolName) => consolidated({ poolName }), "poolName"],
    ["of a web farm behind an address of its own", (webFarmName) => expanded({ webFarmName }, []), "webFarmName"],
    [
      "of a Director",
      (name) => director({ standardEdition: { name, internal: { privateAddress: "10.30.3.4" } } }, {}),
      "standardEdition.name",
    ],
    [
      "of a Director's pool",
      (poolName) => director({ enterprisePool: { poolName, ...CONSOLIDATED } }, {}),
      "enterprisePool.poolName",
    ],
    ["of a Director in an array", (name) => director(array({ name }, "dir.example.com"), {}), "array.servers[0].name"],
  ])("%s is refused before anything is made, and one of 64 characters is taken", (_, compose, prop) => {
    const place = ocsStack("aws", PLAN);
    expectNothingOpened(
      place.stack,
      () => compose(LONG)(place),
      "model-certificate-subject-long",
      /^cannot deploy the /,
      `${prop} is "${LONG}"`,
      "at most 64 characters",
    );
    expect(compose(SHORT)(ocsStack("aws", PLAN)).certificates.some(({ subject }) => subject === SHORT)).toBe(true);
  });

  it("is taken among the alternative names, and where no document says which name is the subject", () => {
    expect(lines("aws", director(array({}, LONG), {}))).toEqual([
      `certificates/9: dir1.example.com; dir1.example.com ${LONG}`,
    ]);
    expect(lines("aws", consolidated({ webFarmName: LONG }))).toEqual([
      `certificates/2: pool.corp.example.net; pool.corp.example.net ${LONG}`,
    ]);
    // Of an address with several names, the first that is short enough is the subject.
    expect(lines("aws", expanded({ webFarmName: LONG }, [`b${LONG}`, "vip.example.com"]))[3]).toBe(
      `certificates/6: vip.example.com; vip.example.com b${LONG} ${LONG}`,
    );
    expect(
      lines(
        "aws",
        ({ stack, network }) =>
          new ArchivingAndCdrServer(stack, "New", { network, name: LONG, internal: {}, frontEnd: at("10.30.9.4") }),
      ),
    ).toEqual([`undocumented/certificates ports/1: null; ${LONG}`]);
  });
});
