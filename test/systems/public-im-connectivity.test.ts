/** An Access Proxy with all that it can be asked for. Expected rules are from sections 1.1 and 1.2.2 of `lcs-2005-pic`. */
import type { TerraformStack } from "cdktf";
import "../../lib/testing/index";
import { FLOWS } from "../../lib/catalog/all";
import { Peer } from "../../lib/stack/peer";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import type { PublicImConnectivityProps } from "../../lib/systems/lcs/public-im-props";
import { OwnServer } from "../../lib/systems/own/own-server";
import { checkStack } from "../../lib/tools/analyze/check";
import { expectFault } from "../support/faults";
import { accessProxy, provider, PROVIDERS, publicIm } from "../support/public-im";
import { countsOf, declared, describedRulesOf, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, POOL, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const { aol, msn, yahoo } = PROVIDERS;
const PARTNER = "198.51.100.128/25";
const OUTSIDE = "Pic_AccessProxy_External";
const INSIDE = "Pic_AccessProxy_Internal";
const ALL = {
  providers: [provider("aol"), provider("msn"), provider("yahoo")],
  accessProxy: accessProxy({ federation: { partners: Peer.prefixes([PARTNER]) } }),
};
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

interface Deployed {
  readonly stack: TerraformStack;
  readonly pic: PublicImConnectivity;
}

function deploy(cloud: Cloud, more: Partial<PublicImConnectivityProps> = {}, plan: NetworkPlan = {}): Deployed {
  const stack = stackOn(cloud);
  const pic = new PublicImConnectivity(stack, "Pic", publicIm(networkOn(cloud, stack, plan), more));
  return { stack, pic };
}

function findings(stack: TerraformStack): string[] {
  const { findings: all } = checkStack(folder.read(synthesized(stack)), "2027-01-01");
  return all.filter(({ severity }) => severity !== "note").map(({ code }) => code);
}

describe.each(CLOUDS)("an Access Proxy on %s", (cloud) => {
  it("talks with the one provider that is chosen, and with no other", () => {
    expect(describedRulesOf(deploy(cloud).stack)).toEqual([
      `${OUTSIDE} egress tcp 5061 to ${aol} # lcs-2005-pic/1.1/1b`,
      `${OUTSIDE} ingress tcp 5061 from ${aol} # lcs-2005-pic/1.1/1a`,
      `${INSIDE} egress tcp 5061 to ${POOL} # lcs-2005-pic/1.1/2a`,
      `${INSIDE} ingress tcp 5061 from ${POOL} # lcs-2005-pic/1.1/2b`,
    ]);
  });

  it("talks with all three and with partners, each on its own word, and is judged exact", () => {
    const { stack } = deploy(cloud, ALL);
    expect(describedRulesOf(stack)).toEqual(
      [
        `${OUTSIDE} egress tcp 5061 to ${aol} # lcs-2005-pic/1.1/1b`,
        `${OUTSIDE} egress tcp 5061 to ${msn} # lcs-2005-pic/1.1/1d`,
        `${OUTSIDE} egress tcp 5061 to ${yahoo} # lcs-2005-pic/1.1/1f`,
        `${OUTSIDE} egress tcp 5061 to ${PARTNER} # lcs-2005-pic/1.1/3b`,
        `${OUTSIDE} ingress tcp 5061 from ${aol} # lcs-2005-pic/1.1/1a`,
        `${OUTSIDE} ingress tcp 5061 from ${msn} # lcs-2005-pic/1.1/1c`,
        `${OUTSIDE} ingress tcp 5061 from ${yahoo} # lcs-2005-pic/1.1/1e`,
        `${OUTSIDE} ingress tcp 5061 from ${PARTNER} # lcs-2005-pic/1.1/3a`,
        `${INSIDE} egress tcp 5061 to ${POOL} # lcs-2005-pic/1.1/2a`,
        `${INSIDE} ingress tcp 5061 from ${POOL} # lcs-2005-pic/1.1/2b`,
      ].sort(),
    );
    expect(findings(stack)).toEqual([]);
  });

  it("uses every flow of its document, or the flow says why it opens nothing", () => {
    const described = describedRulesOf(deploy(cloud, ALL).stack).map((line) => line.replace(/.* # /, ""));
    const used = described.flatMap((text) => text.split(" "));
    const flows = FLOWS.filter(({ system }) => system === "lcs-2005-pic");
    const silent = flows.filter(({ directions }) => directions.length === 0);
    expect(silent.map(({ id, unenforced }) => [id, unenforced])).toEqual([
      ["lcs-2005-pic/1.1/4", expect.stringMatching(/never reaches the access proxy/)],
      ["lcs-2005-pic/1.2.1/14", expect.stringMatching(/same connections as 1\.1\/1/)],
    ]);
    const asked = flows.flatMap(({ id, directions }) => directions.map(({ key }) => `${id}${key}`));
    expect(used.sort()).toEqual(asked.sort());
    expect(asked).toHaveLength(10);
  });

  it("has a static address of its own, which its peers see", () => {
    const { stack, pic } = deploy(cloud);
    expect(countsOf(stack)).toMatchObject(cloud === "aws" ? { aws_eip: 1 } : { azurerm_public_ip: 1 });
    expect(pic.accessProxy.publicAddresses).toHaveLength(1);
    expect(pic.accessProxy.seenByPeersAs).toEqual(pic.accessProxy.publicAddresses);
  });

  it("keeps the public address that it has", () => {
    const external = { privateAddress: "10.20.0.30", publicAddress: "192.0.2.77", names: ["sip.example.com"] };
    const { stack, pic } = deploy(cloud, { accessProxy: accessProxy({ external }) });
    expect(pic.accessProxy.seenByPeersAs).toEqual(["192.0.2.77"]);
    expect(recordsOf(stack)[0]).toMatch(/A sip(\.example\.com)? in .*: 192\.0\.2\.77$/);
  });

  it("has a record for each SIP domain, the names that they lead to, and further names of its interfaces", () => {
    const { stack, pic } = deploy(
      cloud,
      {
        sipDomains: ["example.com", "sub.example.com", "example.org"],
        accessProxy: accessProxy({
          external: {
            publicAddress: "192.0.2.77",
            names: ["sip.sub.example.com", "sip.example.org", "sip.example.com", "im.example.com"],
          },
          internal: { privateAddress: "10.20.0.158", names: ["proxy.corp.example.net"] },
        }),
      },
      { publicDomains: ["example.com", "example.org"], internalDomains: ["corp.example.net"] },
    );
    const lines = recordsOf(stack).map((line) => line.replace(/^(public|internal) /, ""));
    const SRV = "_sipfederationtls._tcp";
    expect(lines.sort()).toEqual(
      (cloud === "aws"
        ? [
            "A im.example.com in Z-example.com: 192.0.2.77",
            "A proxy.corp.example.net in Z-corp.example.net: 10.20.0.158",
            "A sip.example.com in Z-example.com: 192.0.2.77",
            "A sip.example.org in Z-example.org: 192.0.2.77",
            "A sip.sub.example.com in Z-example.com: 192.0.2.77",
            `SRV ${SRV}.example.com in Z-example.com: 0 0 5061 sip.example.com`,
            `SRV ${SRV}.example.org in Z-example.org: 0 0 5061 sip.example.org`,
            `SRV ${SRV}.sub.example.com in Z-example.com: 0 0 5061 sip.sub.example.com`,
          ]
        : [
            "A im in example.com: 192.0.2.77",
            "A proxy in corp.example.net: 10.20.0.158",
            "A sip in example.com: 192.0.2.77",
            "A sip in example.org: 192.0.2.77",
            "A sip.sub in example.com: 192.0.2.77",
            `SRV ${SRV} in example.com: 0 0 5061 sip.example.com`,
            `SRV ${SRV} in example.org: 0 0 5061 sip.example.org`,
            `SRV ${SRV}.sub in example.com: 0 0 5061 sip.sub.example.com`,
          ]
      ).sort(),
    );
    expect(pic.accessProxyName).toBe("sip.example.com");
    const facts = declared(stack, "record").map(({ name, facts: ids }) => [name, ids]);
    expect(facts).toEqual(
      expect.arrayContaining([
        ["sip.example.org", ["lcs-2005-pic/1.2.2/2"]],
        ["im.example.com", []],
        [`${SRV}.example.org`, ["lcs-2005-pic/1.2.2/1"]],
      ]),
    );
  });

  it("says which certificate it needs, and what of that the document does not state", () => {
    const names = ["sip.example.org", "sip.example.com"];
    const { pic } = deploy(
      cloud,
      { sipDomains: ["example.com", "example.org"], accessProxy: accessProxy({ external: { names } }) },
      { publicDomains: ["example.com", "example.org"] },
    );
    expect(pic.certificate).toEqual({
      ca: "public",
      subject: "sip.example.com",
      alternativeNames: ["sip.example.com", "sip.example.org"],
      derived: ["subject", "alternativeNames"],
      remarks: [
        "as for federation, but from a trusted public CA",
        "not from a Windows Server 2003 CA",
        "make a signing request and send it to the chosen CA, which can tell how",
        "install it on the access proxy or the access proxy array",
      ],
      facts: ["lcs-2005-pic/1.2.3/2", "lcs-2005-pic/1.2.3/3"],
    });
  });

  it("says that rules alone connect nobody", () => {
    expect(declared(deploy(cloud).stack, "finding")).toEqual([
      expect.objectContaining({
        code: "lcs-provisioning-needed",
        severity: "note",
        where: "Pic",
        what: expect.stringContaining("AOL must be provisioned") as unknown,
      }),
    ]);
  });

  it("opens the server inside too, where that is a role of the stack", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalSubnet: "inside" });
    const pool = new OwnServer(stack, "Lcs", {
      network,
      title: "Live Communications Server",
      zone: "internal",
      internal: { privateAddress: "10.30.1.4" },
    });
    new PublicImConnectivity(
      stack,
      "Pic",
      publicIm(network, { accessProxy: accessProxy({ internalServer: Peer.of(pool.role) }) }),
    );
    expect(rulesOf(stack)).toEqual([
      `Lcs_Internal egress tcp 5061 to ${INSIDE}`,
      `Lcs_Internal ingress tcp 5061 from ${INSIDE}`,
      `${OUTSIDE} egress tcp 5061 to ${aol}`,
      `${OUTSIDE} ingress tcp 5061 from ${aol}`,
      `${INSIDE} egress tcp 5061 to Lcs_Internal`,
      `${INSIDE} ingress tcp 5061 from Lcs_Internal`,
    ]);
    expect(findings(stack)).toEqual([]);
  });

  it("needs a way out behind a port forward, as providers are called too", () => {
    const external = { names: ["sip.example.com"], translation: "port-forward" } as const;
    const error = () => deploy(cloud, { accessProxy: accessProxy({ external }) });
    expectFault(error, "stack-way-out-missing", "lcs-2005-pic/1.1/1b", `goes to ${aol}`);
  });
});

describe("an Access Proxy behind a port forward", () => {
  const external = { privateAddress: "10.20.0.30", names: ["sip.example.com"], translation: "port-forward" } as const;
  const props = { accessProxy: accessProxy({ external }) };
  const plan = { wayOut: ["192.0.2.1"] };
  const ADDRESS = "Pic_AccessProxy_PublicAddress_Balancer_Address";

  it("is reached through the balancer's group on AWS, and leaves by the network's way out", () => {
    const { stack, pic } = deploy("aws", props, plan);
    const FRONT = "Pic_AccessProxy_PublicAddress_Balancer_Front";
    expect(rulesOf(stack)).toEqual([
      `${OUTSIDE} egress tcp 5061 to ${aol}`,
      `${OUTSIDE} ingress tcp 5061 from ${FRONT}`,
      `${INSIDE} egress tcp 5061 to ${POOL}`,
      `${INSIDE} ingress tcp 5061 from ${POOL}`,
      `${FRONT} egress tcp 5061 to ${OUTSIDE}`,
      `${FRONT} ingress tcp 5061 from ${aol}`,
    ]);
    expect(pic.accessProxy.publicAddresses).toEqual([]);
    expect(pic.accessProxy.seenByPeersAs).toEqual(["192.0.2.1"]);
    expect(findings(stack)).toEqual([]);
    expect(Object.values(resourcesOf(stack, "aws_lb_listener")).map(({ port }) => port)).toEqual([5061]);
    expect(recordsOf(stack)[0]).toBe(`A sip.example.com in Z-example.com: ${ADDRESS}.public_ip`);
  });

  it("is reached by its own group on Azure, which admits the probes too", () => {
    const { stack, pic } = deploy("azure", props, plan);
    expect(rulesOf(stack)).toEqual(
      [
        `${OUTSIDE} egress tcp 5061 to ${aol}`,
        `${OUTSIDE} ingress tcp 5061 from ${aol}`,
        `${OUTSIDE} ingress tcp 5061 from AzureLoadBalancer`,
        `${INSIDE} egress tcp 5061 to ${POOL}`,
        `${INSIDE} ingress tcp 5061 from ${POOL}`,
      ].sort(),
    );
    expect(pic.accessProxy.seenByPeersAs).toEqual(["192.0.2.1"]);
    expect(findings(stack)).toEqual([]);
    expect(recordsOf(stack)[0]).toBe(`public A sip in example.com: ${ADDRESS}.ip_address`);
  });
});
