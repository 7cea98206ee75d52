/** Two virtual addresses in front of the same hosts: on Azure two frontends of one load balancer, each judged by itself. */
import type { TerraformStack } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { VirtualAddress, type VirtualAddressProps } from "../../lib/systems/virtual-address";
import type { Network } from "../../lib/stack/network";
import type { Role } from "../../lib/stack/role";
import { explain } from "../../lib/tools/analyze/explain";
import { checkStack } from "../../lib/tools/analyze/check";
import { previewStack } from "../../lib/tools/report/preview";
import { readStack } from "../../lib/tools/read/terraform-json";
import { expectFault } from "../support/faults";
import { roleOn } from "../support/roles";
import { countsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, stackOn } from "../support/stacks";

type Values = Record<string, unknown>;
type Resources = Record<string, Record<string, Values>>;

interface Deployed {
  readonly stack: TerraformStack;
  readonly network: Network;
  readonly role: Role;
  readonly first: VirtualAddress;
}

function hosts(cloud: Cloud): Deployed {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const nics = ["10.20.0.10", "10.20.0.11"].map(
    (privateAddress) => ({ privateAddress, translation: "port-forward" }) as const,
  );
  const role = roleOn(stack, network, "Sbc", nics);
  return { stack, network, role, first: new VirtualAddress(stack, "First", { network, title: "first" }) };
}

/** TCP 443 and 5061 of two addresses to the same hosts, on ports of their own. */
function beside(cloud: Cloud): Deployed & { readonly second: VirtualAddress } {
  const deployed = hosts(cloud);
  const { stack, network, role, first } = deployed;
  const second = new VirtualAddress(stack, "Second", { network, title: "second", beside: first });
  first.forward({ transport: "tcp", port: 443, to: role });
  second.forward({ transport: "tcp", port: 443, to: role, toPort: 5061, healthPort: 443 });
  role.allowFrom(Peer.internet(), { transport: "tcp", ports: [443], purpose: "users" });
  role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), { transport: "tcp", ports: [5061], purpose: "partners" });
  return { ...deployed, second };
}

/** What the judge says that counts: code and place. */
function found(json: unknown): string[] {
  const { findings, interfaces } = checkStack(readStack("cdk.tf.json", json), "2027-01-01");
  return [
    ...findings
      .filter(({ code, severity }) => code.startsWith("check-") && severity !== "note")
      .map(({ code, where }) => `${code} ${where}`),
    ...interfaces.filter(({ exact }) => !exact).map(({ path }) => path),
  ].sort();
}

function changed(change: (resource: Resources) => void): unknown {
  const json = JSON.parse(synthesized(beside("azure").stack)) as { resource: Resources };
  change(json.resource);
  return json;
}

/** The resource of a type whose logical id begins like this. */
function one(resource: Resources, type: string, start: string): Values {
  const [entry] = Object.entries(resource[type] ?? {}).filter(([id]) => id.startsWith(start));
  if (entry === undefined) throw new Error(`no ${type} ${start}`);
  return entry[1];
}

function frontends(resource: Resources): Values[] {
  return one(resource, "azurerm_lb", "First")["frontend_ip_configuration"] as Values[];
}

describe("addresses beside each other", () => {
  it("are two frontends of one load balancer on Azure, with names of their own", () => {
    const { stack } = beside("azure");
    expect(countsOf(stack)).toMatchObject({
      azurerm_lb: 1,
      azurerm_public_ip: 2,
      azurerm_lb_rule: 2,
      azurerm_lb_probe: 1,
    });
    const [lb] = Object.values(resourcesOf(stack, "azurerm_lb"));
    const names = (lb?.["frontend_ip_configuration"] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(["frontend", expect.stringMatching(/^frontend-[0-9a-f]{6}$/)]);
    const rules = Object.values(resourcesOf(stack, "azurerm_lb_rule"));
    expect(
      rules.map((rule) => [rule["frontend_ip_configuration_name"], rule["frontend_port"], rule["backend_port"]]),
    ).toEqual([
      [names[0], 443, 443],
      [names[1], 443, 5061],
    ]);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(2);
    expect(rulesOf(stack)).toEqual([
      "Sbc_External ingress tcp 443 from AzureLoadBalancer",
      "Sbc_External ingress tcp 443 from Internet",
      "Sbc_External ingress tcp 5061 from 198.51.100.0/24",
    ]);
  });

  it("are two load balancers on AWS", () => {
    const { stack } = beside("aws");
    expect(countsOf(stack)).toMatchObject({ aws_lb: 2, aws_eip: 2, aws_lb_listener: 2 });
  });

  it("leave the names of an address alone that stands by itself", () => {
    const { stack, first, role } = hosts("azure");
    first.forward({ transport: "tcp", port: 443, to: role });
    role.allowFrom(Peer.internet(), { transport: "tcp", ports: [443], purpose: "users" });
    expect(synthesized(stack)).toContain('"name": "tcp-443"');
    expect(synthesized(stack)).not.toContain('\\"frontend\\":');
  });
});

describe.each(CLOUDS)("addresses beside each other on %s", (cloud) => {
  it("are judged exact, and each is a way in by itself", () => {
    const json: unknown = JSON.parse(synthesized(beside(cloud).stack));
    expect(found(json)).toEqual([]);
    const { waysIn } = previewStack(readStack("cdk.tf.json", json), "2027-01-01");
    expect(
      waysIn.map(({ declared, ports, ends, asked, open }) => [declared, ports, ends[0]?.ports, asked, open]),
    ).toEqual([
      ["First/Balancer", [443, 443], [443, 443], "all", "yes"],
      ["Second/Balancer", [443, 443], [5061, 5061], "all", "yes"],
    ]);
  });

  it("are told apart where it is asked what passes to one of them", () => {
    const file = { ...readStack("cdk.tf.json", JSON.parse(synthesized(beside(cloud).stack))), stack: "stack" };
    const verdict = (to: string, from: string): string[] =>
      explain([file], { from, to, port: "443" }).map((one) => (one.kind === "answer" ? one.verdict : one.kind));
    // The first leads to the port of users, the second to that of partners.
    expect(verdict("First/Balancer", "203.0.113.7")).toEqual(["yes"]);
    expect(verdict("Second/Balancer", "203.0.113.7")).toEqual(["no"]);
    expect(verdict("Second/Balancer", "198.51.100.7")).toEqual(["yes"]);
  });

  it("refuse one beside nothing that could take it", () => {
    const { stack, network, first } = hosts(cloud);
    const other = networkOn(cloud, stack, { perimeter: ["10.40.0.0/24"], internal: ["10.50.0.0/16"] }, "Other");
    const make = (id: string, props: Partial<VirtualAddressProps>): VirtualAddress =>
      new VirtualAddress(stack, id, { network, title: "second", ...props });
    const code = "systems-virtual-address-beside";
    const inside = { side: "internal", zone: "perimeter", privateAddress: "10.20.0.99", beside: first } as const;
    expectFault(() => make("Inside", inside), code, "stack/First", "on the internal side");
    expectFault(() => make("Elsewhere", { network: other, beside: first }), code, "the same network and stack");
    expectFault(() => make("Text", { beside: "First" as never }), code, 'beside is "First"');
    expectFault(() => make("Null", { beside: null as never }), code, "beside is null");
    expectFault(() => make("NoAddress", { beside: network as never }), code, "an object that is none");
  });
});

describe("the judge notices of two frontends", () => {
  it("nothing where nothing is changed", () => {
    expect(found(changed(() => undefined))).toEqual([]);
  });

  it.each<[string, (resource: Resources) => void, string[]]>([
    [
      "that one is gone",
      (resource) => {
        frontends(resource).pop();
      },
      ["check-translation-missing Second/Balancer"],
    ],
    [
      "that they have each other's public address",
      (resource) => {
        const [first, second] = frontends(resource);
        if (first === undefined || second === undefined) throw new Error("no frontends");
        const address = first["public_ip_address_id"];
        first["public_ip_address_id"] = second["public_ip_address_id"];
        second["public_ip_address_id"] = address;
      },
      [
        "check-translation-missing First/Balancer",
        "check-translation-missing Second/Balancer",
        "check-translation-surplus First/Balancer",
        "check-translation-surplus Second/Balancer",
      ],
    ],
    [
      "that the rule of one stands at the other",
      (resource) => {
        one(resource, "azurerm_lb_rule", "Second")["frontend_ip_configuration_name"] = "frontend";
      },
      ["check-forward-missing Second/Balancer", "check-forward-target First/Balancer"],
    ],
    [
      "that a rule leads to another port",
      (resource) => {
        one(resource, "azurerm_lb_rule", "Second")["backend_port"] = 443;
      },
      ["check-forward-target Second/Balancer"],
    ],
    [
      "that one has a port more",
      (resource) => {
        const rule = one(resource, "azurerm_lb_rule", "Second");
        resource["azurerm_lb_rule"] = { ...resource["azurerm_lb_rule"], More: { ...rule, frontend_port: 8443 } };
      },
      ["check-forward-surplus Second/Balancer"],
    ],
    [
      "that there is a third one, which nothing declares",
      (resource) => {
        const address = one(resource, "azurerm_public_ip", "Second");
        resource["azurerm_public_ip"] = { ...resource["azurerm_public_ip"], Third: { ...address, name: "third" } };
        frontends(resource).push({ name: "third", public_ip_address_id: "${azurerm_public_ip.Third.id}" });
        const rule = one(resource, "azurerm_lb_rule", "Second");
        const third = { ...rule, frontend_ip_configuration_name: "third", frontend_port: 22 };
        resource["azurerm_lb_rule"] = { ...resource["azurerm_lb_rule"], Third: third };
      },
      ["check-forward-surplus First/Balancer", "check-translation-surplus First/Balancer"],
    ],
  ])("%s", (_, change, expected) => {
    expect([...new Set(found(changed(change)))]).toEqual(expected);
  });
});
