/** The nine rows of the certificate table of OCS 2007, each with its names worked out by hand from the document. */
import type { CertificateRequest } from "../../lib/model/certificate-request";
import { internalCertificates } from "../../lib/systems/ocs/internal-certificates";
import type { OcsCertificateProps } from "../../lib/systems/ocs/internal-certificate-props";
import { expectFault } from "../support/faults";

const ONE = ["example.com"];
const TWO = ["example.com", "example.org"];
const SIP = ["sip.example.com", "sip.example.org"];

function certificates(props: OcsCertificateProps): CertificateRequest[] {
  return internalCertificates(props, "stack/Pool");
}

/** The documented cells of a certificate in one line: row, where to, common name, alternative names. */
function lines(props: OcsCertificateProps): string[] {
  return certificates(props).map(({ facts, installedOn, assignedTo, ca, requirement, subject, alternativeNames }) =>
    [
      facts.join(),
      `${requirement} ${ca}`,
      [...installedOn, ...assignedTo].join(" + "),
      `CN ${String(subject)}`,
      alternativeNames.join(" "),
    ].join(" | "),
  );
}

const IIS = "IIS, with its administration snap-in, for the Web Components Server";

describe("row 1, Standard Edition", () => {
  const given = { topology: "standard-edition", name: "se.corp.example.com" } as const;

  it("has the server as its name, and no other with one SIP domain", () => {
    expect(lines({ ...given, sipDomains: ONE })).toEqual([
      `ocs-2007/certificates/1 | recommended enterprise | se.corp.example.com + ${IIS} | CN se.corp.example.com | se.corp.example.com`,
    ]);
  });

  it("has a name for each of several SIP domains", () => {
    expect(certificates({ ...given, sipDomains: TWO })[0]?.alternativeNames).toEqual(["se.corp.example.com", ...SIP]);
  });

  it("has none of them without automatic client configuration", () => {
    expect(certificates({ ...given, sipDomains: TWO, automaticSignIn: false })[0]?.alternativeNames).toEqual([
      "se.corp.example.com",
    ]);
  });

  it("is for all four roles, which are collocated, and presented by both ends", () => {
    expect(certificates({ ...given, sipDomains: ONE })).toEqual([
      {
        title:
          "Standard Edition Server: Front End Server, Web Conferencing Server, A/V Conferencing Server, Web Components Server",
        roles: [
          "ocs-2007/front-end",
          "ocs-2007/web-conferencing-server",
          "ocs-2007/av-conferencing-server",
          "ocs-2007/web-components",
        ],
        installedOn: ["se.corp.example.com"],
        assignedTo: [IIS],
        ca: "enterprise",
        requirement: "recommended",
        subject: "se.corp.example.com",
        alternativeNames: ["se.corp.example.com"],
        uses: ["server", "client"],
        comments: [
          "the certificate of the Web Components Server is assigned with the IIS administration snap-in",
          "the common name is among the alternative names as well: who finds any there ignores the common name (RFC 2818, section 3.1)",
        ],
        derived: null,
        facts: ["ocs-2007/certificates/1"],
      },
    ]);
  });

  it("leads to the names that automatic sign-in leads to, where they are not sip.<domain>", () => {
    const signInNames = ["login.example.org", "other.example.net"];
    expect(certificates({ ...given, sipDomains: TWO, signInNames })[0]?.alternativeNames).toEqual([
      "se.corp.example.com",
      "sip.example.com",
      "login.example.org",
    ]);
  });
});

describe("row 2, consolidated pool", () => {
  const given = { topology: "consolidated-pool", poolName: "pool.corp.example.com" } as const;

  it("is on each server, and has the pool as its only name where the web farm has no other", () => {
    for (const webFarm of [{}, { webFarmName: "pool.corp.example.com" }]) {
      expect(lines({ ...given, ...webFarm, sipDomains: ONE })).toEqual([
        `ocs-2007/certificates/2 | recommended enterprise | each server of the pool pool.corp.example.com + ${IIS} | CN pool.corp.example.com | pool.corp.example.com`,
      ]);
    }
  });

  it("has the web farm's name where it differs, and the SIP domains", () => {
    const [one] = certificates({ ...given, webFarmName: "farm.corp.example.com", sipDomains: TWO });
    expect(one?.alternativeNames).toEqual(["pool.corp.example.com", "farm.corp.example.com", ...SIP]);
  });
});

describe("rows 3 to 6, expanded pool", () => {
  const given = {
    topology: "expanded-pool",
    poolName: "pool.corp.example.com",
    virtualName: "web.corp.example.com",
  } as const;

  it("have a certificate for each role, the SIP domains in that of the Front End only", () => {
    const each = (role: string): string =>
      `recommended enterprise | each ${role} Server of the pool pool.corp.example.com | CN pool.corp.example.com`;
    expect(lines({ ...given, webFarmName: "farm.corp.example.com", sipDomains: TWO })).toEqual([
      `ocs-2007/certificates/3 | ${each("Front End")} | pool.corp.example.com ${SIP.join(" ")}`,
      `ocs-2007/certificates/4 | ${each("Web Conferencing")} | pool.corp.example.com`,
      `ocs-2007/certificates/5 | ${each("A/V Conferencing")} | pool.corp.example.com`,
      `ocs-2007/certificates/6 | recommended enterprise | every server that runs Web Components + ${IIS} | CN web.corp.example.com | web.corp.example.com farm.corp.example.com`,
    ]);
  });

  it("have all names of the virtual address in row 6, and no other row has them", () => {
    const otherVirtualNames = ["vip.corp.example.com", "web.corp.example.com"];
    const names = certificates({ ...given, otherVirtualNames, sipDomains: ONE }).map((one) => one.alternativeNames);
    expect(names).toEqual([
      ["pool.corp.example.com"],
      ["pool.corp.example.com"],
      ["pool.corp.example.com"],
      ["web.corp.example.com", "vip.corp.example.com"],
    ]);
  });

  it("leave the web farm out of row 6 where it has the pool's name", () => {
    const web = certificates({ ...given, sipDomains: ONE })[3];
    expect([web?.subject, web?.alternativeNames]).toEqual(["web.corp.example.com", ["web.corp.example.com"]]);
  });

  it("have one name where the web farm is called by the virtual address", () => {
    const web = certificates({ ...given, webFarmName: "web.corp.example.com", sipDomains: ONE })[3];
    expect(web?.alternativeNames).toEqual(["web.corp.example.com"]);
  });

  it("tell Web Components, which only listen, from the others, which speak MTLS", () => {
    const uses = certificates({ ...given, sipDomains: ONE }).map((one) => one.uses.join());
    expect(uses).toEqual(["server,client", "server,client", "server,client", "server"]);
  });

  it("are those of the roles that are deployed, and without Web Components need no virtual name", () => {
    const roles = ["av-conferencing-server", "front-end"];
    const found = certificates({ topology: "expanded-pool", poolName: given.poolName, sipDomains: ONE, roles });
    expect(found.map(({ facts }) => facts.join())).toEqual(["ocs-2007/certificates/3", "ocs-2007/certificates/5"]);
  });
});

describe("rows 7 to 9, Directors", () => {
  it.each([
    [7, { topology: "director-standard-edition", name: "dir.corp.example.com" } as const, "dir.corp.example.com"],
    [
      8,
      { topology: "director-pool", poolName: "dir.corp.example.com" } as const,
      "each server of the pool dir.corp.example.com",
    ],
  ])("row %i has the SIP domains only where all clients sign in through it", (row, given, where) => {
    const line = (names: string): string =>
      `ocs-2007/certificates/${String(row)} | recommended enterprise | ${where} | CN dir.corp.example.com | ${names}`;
    expect(lines({ ...given, sipDomains: TWO })).toEqual([line("dir.corp.example.com")]);
    expect(lines({ ...given, sipDomains: TWO, everyClientSignsInHere: true })).toEqual([
      line(`dir.corp.example.com ${SIP.join(" ")}`),
    ]);
    expect(lines({ ...given, sipDomains: ONE, everyClientSignsInHere: true })).toEqual([line("dir.corp.example.com")]);
    expect(lines({ ...given, sipDomains: TWO, everyClientSignsInHere: true, automaticSignIn: false })).toEqual([
      line("dir.corp.example.com"),
    ]);
  });

  it("row 9 has a certificate for each Director, with its own name and that of their virtual address", () => {
    const given = {
      topology: "director-array",
      names: ["dir1.corp.example.com", "dir2.corp.example.com"],
      virtualName: "dir.corp.example.com",
    } as const;
    const line = (name: string, more = ""): string =>
      `ocs-2007/certificates/9 | recommended enterprise | ${name} | CN ${name} | ${name} dir.corp.example.com${more}`;
    expect(lines({ ...given, sipDomains: TWO })).toEqual([
      line("dir1.corp.example.com"),
      line("dir2.corp.example.com"),
    ]);
    const all = ` ${SIP.join(" ")}`;
    expect(lines({ ...given, sipDomains: TWO, everyClientSignsInHere: true })).toEqual([
      line("dir1.corp.example.com", all),
      line("dir2.corp.example.com", all),
    ]);
    expect(new Set(certificates({ ...given, sipDomains: ONE }).map(({ title }) => title)).size).toBe(2);
    expect(certificates({ ...given, sipDomains: ONE })[0]?.comments).toEqual([
      "the FQDN of the server is the subject",
      "the FQDNs of the server and of the Directors' virtual address are alternative names of type DNS",
    ]);
  });
});

describe("bad input", () => {
  const LONG = `${"a".repeat(60)}.example.com`;
  const pool = "pool.corp.example.com";

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ["no topology", {}, "ocs-topology-unknown", /topology is missing/],
    ["a near miss", { topology: "expanded-pol" }, "ocs-topology-unknown", /did you mean "expanded-pool"/],
    ["no name", { topology: "standard-edition" }, "ocs-certificate-input-missing", /name is missing.*row 1 /],
    [
      "no virtual name",
      { topology: "expanded-pool", poolName: pool },
      "ocs-certificate-input-missing",
      /virtualName is missing/,
    ],
    [
      "no Directors",
      { topology: "director-array", names: [], virtualName: pool },
      "ocs-certificate-input-missing",
      /names is \[\]/,
    ],
    [
      "a web farm on Standard Edition",
      { topology: "standard-edition", name: pool, webFarmName: "farm.example.com" },
      "ocs-certificate-input-needless",
      /webFarmName.*row 1 /,
    ],
    [
      "names of a virtual address that a Director on one server does not have",
      { topology: "director-standard-edition", name: pool, otherVirtualNames: ["vip.example.com"] },
      "ocs-certificate-input-needless",
      /otherVirtualNames.*row 7 /,
    ],
    [
      "sign-in through a pool that is no Director",
      { topology: "consolidated-pool", poolName: pool, everyClientSignsInHere: true },
      "ocs-certificate-input-needless",
      /everyClientSignsInHere/,
    ],
    [
      "a word for yes",
      { topology: "standard-edition", name: pool, automaticSignIn: "yes" },
      "ocs-certificate-input-invalid",
      /true or false/,
    ],
    [
      "a role of another kind",
      { topology: "expanded-pool", poolName: pool, virtualName: "web.example.com", roles: ["web-component"] },
      "ocs-certificate-input-invalid",
      /did you mean "web-components"/,
    ],
    [
      "a Director twice",
      { topology: "director-array", names: [pool, pool], virtualName: "dir.example.com" },
      "ocs-certificate-server-twice",
      /pool\.corp/,
    ],
    [
      "a virtual address with a Director's name",
      { topology: "director-array", names: [pool], virtualName: pool },
      "ocs-certificate-server-twice",
      /virtual address/,
    ],
    ["no SIP domain", { topology: "standard-edition", name: pool, sipDomains: [] }, "ocs-sip-domains-empty", /\[\]/],
    [
      "a SIP domain twice",
      { topology: "standard-edition", name: pool, sipDomains: ["example.com", "Example.com"] },
      "ocs-sip-domain-twice",
      /example\.com/,
    ],
    ["a bare host", { topology: "standard-edition", name: "se" }, "model-domain-invalid", /two labels/],
    [
      "an IDN",
      { topology: "standard-edition", name: "bücher.example.com" },
      "model-domain-invalid",
      /xn--bcher-kva\.example\.com/,
    ],
    [
      "a name that no common name can hold",
      { topology: "standard-edition", name: LONG },
      "model-certificate-subject-long",
      /at most 64 characters/,
    ],
  ])("%s is a clear error", (_, props, code, says) => {
    const given = { sipDomains: ONE, ...props } as unknown as OcsCertificateProps;
    expectFault(() => certificates(given), code, says);
  });

  it("takes a subject of 64 characters, and alternative names that are longer", () => {
    const name = `${"a".repeat(52)}.example.com`;
    const signInNames = [`${"b".repeat(60)}.example.com`];
    const [one] = certificates({ topology: "standard-edition", name, sipDomains: TWO, signInNames });
    expect([one?.subject?.length, one?.alternativeNames]).toEqual([64, [name, signInNames[0], "sip.example.org"]]);
  });
});
