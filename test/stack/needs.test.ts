/** Common needs as ready-made flows: what each call opens, where, and which calls are refused. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import type { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { OwnServer } from "../../lib/systems/own/own-server";
import { expectNothingOpened } from "../support/faults";
import { declared, describedRulesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, service, stackOn } from "../support/stacks";

const INSIDE = Peer.prefixes(["10.30.0.53"]);

function wrongly(value: unknown): never {
  return value as never;
}

/** An Access Edge that opens nothing by itself. */
function silentEdge(cloud: Cloud): { stack: TerraformStack; role: Role } {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge: service(10) });
  return { stack, role: edge.accessEdge };
}

describe.each(CLOUDS)("a common need on %s", (cloud) => {
  it("opens every transport of it in one call, towards the peer", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowNeed("dns", INSIDE);
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_Internal egress tcp 53 to 10.30.0.53/32",
      "Edge_AccessEdge_Internal egress udp 53 to 10.30.0.53/32",
    ]);
  });

  it("opens management from the peer", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowNeed("ssh", Peer.prefixes(["10.30.64.0/24"]));
    expect(rulesOf(stack)).toEqual(["Edge_AccessEdge_Internal ingress tcp 22 from 10.30.64.0/24"]);
  });

  it("leaves by the external interface where its peer is outside", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowNeed("crl", Peer.prefixes(["203.0.113.80", "10.30.0.80"]));
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External egress tcp 80 to 203.0.113.80/32",
      "Edge_AccessEdge_Internal egress tcp 80 to 10.30.0.80/32",
    ]);
  });

  it("opens the other end too where its peer is a role", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const resolver = new OwnServer(stack, "Resolver", {
      network,
      title: "Resolver",
      internal: { privateAddress: "10.20.0.53" },
    });
    const server = new OwnServer(stack, "Server", {
      network,
      title: "Server",
      internal: { privateAddress: "10.20.0.60" },
    });
    server.role.allowNeed("dns", Peer.of(resolver.role));
    expect(rulesOf(stack)).toEqual([
      "Resolver_Internal ingress tcp 53 from Server_Internal",
      "Resolver_Internal ingress udp 53 from Server_Internal",
      "Server_Internal egress tcp 53 to Resolver_Internal",
      "Server_Internal egress udp 53 to Resolver_Internal",
    ]);
  });

  it("stands in the declaration with its purpose and its name, and in the rules' descriptions", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowNeed("ntp", Peer.prefixes(["10.30.0.123"]), { owner: "NOC", expires: "2099-12-31" });
    const [flow, ...others] = declared(stack, "own-flow");
    expect(others).toEqual([]);
    expect(flow).toEqual({
      item: "own-flow",
      id: expect.stringMatching(/^own\/ntp-[0-9a-f]{6}$/) as string,
      role: "Edge/AccessEdge",
      direction: "egress",
      peer: { kind: "prefixes", prefixes: ["10.30.0.123"] },
      transport: "udp",
      ports: [[123, 123]],
      sourcePorts: null,
      icmp: null,
      purpose: "time (NTP)",
      owner: "NOC",
      expires: "2099-12-31",
      need: "ntp",
    });
    expect(describedRulesOf(stack)).toEqual([
      `Edge_AccessEdge_Internal egress udp 123 to 10.30.0.123/32 # ${String(flow?.["id"])}`,
    ]);
  });

  it("is one flow however often it is asked for", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowNeed("dns", INSIDE);
    role.allowNeed("dns", INSIDE);
    expect(declared(stack, "own-flow")).toHaveLength(2);
    expect(rulesOf(stack)).toHaveLength(2);
  });

  it.each<[string, unknown, string, RegExp[]]>([
    ["a name that is near", "dnss", "model-need-unknown", [/need is "dnss"/, /did you mean "dns"/, /"kms"/]],
    ["a name that is far", "smtp", "model-need-unknown", [/need is "smtp"/, /allowTo or allowFrom/]],
    ["upper case", "NTP", "model-need-unknown", [/did you mean "ntp"/]],
    ["nothing", undefined, "model-need-unknown", [/need is missing/]],
  ])("is refused by %s", (_, need, code, says) => {
    const { stack, role } = silentEdge(cloud);
    const call = (): void => {
      role.allowNeed(wrongly(need), INSIDE);
    };
    expectNothingOpened(stack, call, code, ...says);
    expect(declared(stack, "own-flow")).toEqual([]);
  });

  it.each<[string, unknown, object, string, string]>([
    ["no peer", undefined, {}, "stack-peer-invalid", "peer is missing"],
    ["a text for a peer", "10.30.0.53", {}, "stack-peer-invalid", 'peer is "10.30.0.53"'],
    ["a name for an address", Peer.prefixes(["dns.example.com"]), {}, "net-prefix-invalid", "not names"],
    ["a day that is none", INSIDE, { expires: "2027-02-30" }, "model-flow-expires-invalid", '"2027-02-30"'],
  ])("is refused with %s", (_, peer, props, code, says) => {
    const { stack, role } = silentEdge(cloud);
    const call = (): void => {
      role.allowNeed("dns", wrongly(peer), props);
    };
    expectNothingOpened(stack, call, code, says);
    expect(declared(stack, "own-flow")).toEqual([]);
  });

  it("is refused with words that are known only when Terraform runs", () => {
    const { stack, role } = silentEdge(cloud);
    const later = new TerraformVariable(stack, "later", { type: "string" }).stringValue;
    for (const call of [
      () => {
        role.allowNeed(wrongly(later), INSIDE);
      },
      () => {
        role.allowNeed("dns", INSIDE, { owner: later });
      },
    ]) {
      expectNothingOpened(stack, call, "stack-prop-unresolved", "known only when Terraform runs");
    }
  });

  it("needs a way out where it goes to the internet", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const server = new OwnServer(stack, "Server", {
      network,
      title: "Server",
      internal: { privateAddress: "10.20.0.60" },
    });
    const call = (): void => {
      server.role.allowNeed("ocsp", Peer.prefixes(["203.0.113.80"]));
    };
    expectNothingOpened(stack, call, "stack-way-out-missing", "goes to 203.0.113.80");
  });
});
