/** What starts at a host needs a stated way to the internet, and the addresses that peers then see are known. */
import { TerraformVariable } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { expectFault, expectNothingOpened } from "../support/faults";
import { roleOn } from "../support/roles";
import { declared, rulesOf } from "../support/rules";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";

const UPDATES = { transport: "tcp", ports: [443], purpose: "updates" } as const;
const HIDDEN = [{ privateAddress: "10.20.0.10", translation: "port-forward" }] as const;

describe.each(CLOUDS)("a way out on %s", (cloud) => {
  it("is missing for a host without a public address in a zone that states none", () => {
    const stack = stackOn(cloud);
    const role = roleOn(stack, networkOn(cloud, stack), "Sbc", HIDDEN);
    expectNothingOpened(
      stack,
      () => {
        role.allowTo(Peer.internet(), UPDATES);
      },
      "stack-way-out-missing",
      "goes to the internet",
      "give the network's zone its wayOut",
    );
    expect(role.seenByPeersAs).toEqual([]);
  });

  it("of the zone serves hosts without a public address, and peers see its addresses", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1", "192.0.2.2"] });
    const role = roleOn(stack, network, "Sbc", HIDDEN);
    role.allowTo(Peer.internet(), UPDATES);
    expect(role.seenByPeersAs).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect(rulesOf(stack)).toEqual([`Sbc_External egress tcp 443 to ${cloud === "aws" ? "0.0.0.0/0" : "Internet"}`]);
    expect(declared(stack, "interface").map(({ wayOut }) => wayOut)).toEqual([["192.0.2.1", "192.0.2.2"]]);
  });

  it("is the host's own public address where it has one", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
    const hosts = [
      { privateAddress: "10.20.0.10", publicAddress: "203.0.113.10", existingInterfaceId: "one" },
      { privateAddress: "10.20.0.11", publicAddress: "203.0.113.11", existingInterfaceId: "two" },
    ];
    expect(roleOn(stack, network, "Sbc", hosts).seenByPeersAs).toEqual(["203.0.113.10", "203.0.113.11"]);
  });

  it("of the zone serves a pool of which one member has no public address", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
    const role = roleOn(stack, network, "Sbc", [{ privateAddress: "10.20.0.11" }, ...HIDDEN]);
    expect(role.seenByPeersAs).toEqual(["192.0.2.1"]);
  });

  it("may be known only when Terraform runs", () => {
    const stack = stackOn(cloud);
    const later = new TerraformVariable(stack, "nat", { type: "string" }).stringValue;
    const role = roleOn(stack, networkOn(cloud, stack, { wayOut: [later] }), "Sbc", HIDDEN);
    role.allowTo(Peer.internet(), UPDATES);
    expect(declared(stack, "interface").map(({ wayOut }) => wayOut)).toEqual([[{ ref: "var.nat" }]]);
  });

  it.each([
    ["no address", [], "stack-way-out-empty"],
    ["an address of the network's own", ["10.20.0.4"], "stack-way-out-inside"],
    ["an IPv6 address", ["2001:db8::1"], "stack-way-out-family"],
    ["a name", ["nat.example.com"], "net-address-invalid"],
    ["a prefix", ["192.0.2.0/24"], "net-address-invalid"],
    ["a text instead of a list", "192.0.2.1", "stack-list-invalid"],
  ])("is refused with %s", (_, wayOut, code) => {
    expectFault(
      () => networkOn(cloud, stackOn(cloud), { wayOut: wayOut as string[] }),
      code,
      /perimeter\.wayOut\.publicAddresses is/,
    );
  });
});
