/** Input of hostile sizes, nesting and names: it is read, or refused in one line, and never takes forever or breaks off. */
import pc from "picocolors";
import { checkStack } from "../../lib/tools/analyze/check";
import { readStacks } from "../../lib/tools/read/terraform-json";
import { printCheck } from "../../lib/tools/report/check-text";
import { previewStack } from "../../lib/tools/report/preview";
import { printPreview } from "../../lib/tools/report/preview-text";
import { awsRule, declared, edgeOnAws, TODAY } from "./analyze/hand-made";
import { Folder } from "./stack-files";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const LAYOUT = { width: 80, colors: pc.createColors(false) };
const INGRESS = "aws_vpc_security_group_ingress_rule";
const DEEP = 100_000;
const lists = "[".repeat(DEEP) + "]".repeat(DEEP);
const objects = '{"a":'.repeat(DEEP) + "1" + "}".repeat(DEEP);

/** The check of one file, after everything that the command line does with it. */
function checkedFile(content: unknown, name = "cdk.tf.json"): ReturnType<typeof checkStack> {
  const [file] = readStacks(folder.write(name, content));
  if (file === undefined) throw new Error("there is no stack");
  const result = checkStack(file, TODAY);
  expect(printCheck([result], LAYOUT)).not.toContain("\u001b");
  expect(printPreview([previewStack(file, TODAY)], LAYOUT)).not.toContain("\u001b");
  return result;
}

function stack(resource: Json, lines: readonly string[] = declared()): Json {
  return { resource, variable: { uc_edge_deployment: { default: lines } } };
}

function many(number: number, make: (index: number) => Json): Json {
  return Object.fromEntries(Array.from({ length: number }, (_, index) => [`r${String(index)}`, make(index)]));
}

describe("sizes", () => {
  it("200,000 resources that open nothing", () => {
    const resource = { ...edgeOnAws(), aws_instance: many(200_000, () => ({ ami: "ami-0example" })) };
    expect(checkedFile(stack(resource)).summary).toMatchObject({ exact: true, sides: 4, surplus: 0 });
  });

  it("200,000 findings", () => {
    const { [INGRESS]: rules, ...rest } = edgeOnAws();
    const groups = many(2_000, () => ({}));
    const more = many(200_000, (index) => ({
      ...awsRule(`r${String(index % 2_000)}`, 1 + Math.floor(index / 2_000) * 2, { cidr_ipv4: "192.0.2.0/24" }),
    }));
    const resource = {
      ...rest,
      aws_security_group: { ...rest["aws_security_group"], ...groups },
      [INGRESS]: { ...rules, ...more },
    };
    const [file] = readStacks(folder.write("many.json", stack(resource)));
    if (file === undefined) throw new Error("there is no stack");
    const { summary } = checkStack(file, TODAY);
    // Of each rule that nothing asks for one, of each group that it is attached to nothing and near its quota.
    expect(summary).toMatchObject({ exact: true, open: { exactness: 0, lint: 200_000 + 2 * 2_000 } });
  }, 120_000);

  it("1,500 rules on one interface that nothing asks for, and as many flows that are not permitted", () => {
    const flows = Array.from({ length: 1_500 }, (_, index) => ({
      item: "own-flow",
      id: `own/f${String(index)}`,
      role: "Edge/AccessEdge",
      direction: "ingress",
      peer: { kind: "prefixes", prefixes: [`203.0.113.${String(index % 256)}`] },
      transport: "tcp",
      ports: [[10_000 + index, 10_000 + index]],
      purpose: "a flow",
    }));
    const rules = many(1_500, (index) =>
      awsRule("External", 20_000 + index, { cidr_ipv4: `192.0.2.${String(index % 256)}/32` }),
    );
    expect(checkedFile(stack(edgeOnAws({ [INGRESS]: rules }), declared(...flows))).summary).toMatchObject({
      exact: false,
      missing: { documented: 0, platform: 0, own: 1_500 },
      surplus: 1_500,
    });
  }, 120_000);

  it("1,500 rules on Azure that allow and deny in turn", () => {
    const security_rule = Array.from({ length: 1_500 }, (_, index) => ({
      name: `r${String(index)}`,
      priority: 100 + index,
      direction: "Inbound",
      access: index % 2 === 0 ? "Allow" : "Deny",
      protocol: "Tcp",
      source_port_range: "*",
      destination_port_range: String(1 + index),
      source_address_prefix: `10.${String(index >> 8)}.${String(index & 255)}.0/24`,
      destination_address_prefix: "*",
    }));
    const resource = {
      azurerm_network_security_group: { External: { security_rule } },
      azurerm_network_interface: { n: { ip_configuration: [{ private_ip_address: "10.20.0.10", subnet_id: "/s" }] } },
      azurerm_network_interface_security_group_association: {
        link: {
          network_interface_id: "${azurerm_network_interface.n.id}",
          network_security_group_id: "${azurerm_network_security_group.External.id}",
        },
      },
    };
    const lines = declared().map((line) =>
      line.replace('"cloud":"aws"', '"cloud":"azure"').replace("aws_security_group", "azurerm_network_security_group"),
    );
    // Every second rule, and Azure's own rules on the three other sides.
    expect(checkedFile(stack(resource, lines)).summary).toMatchObject({ exact: false, surplus: 750 + 3 });
  }, 120_000);

  it("texts of millions of characters", () => {
    const rule = awsRule("External", 22, { cidr_ipv4: "1".repeat(1_000_000), description: "d".repeat(1_000_000) });
    const { summary } = checkedFile(stack(edgeOnAws({ [INGRESS]: { ["r".repeat(1_000_000)]: rule } })));
    expect(summary).toMatchObject({ exact: false, surplus: 1 });
  }, 120_000);

  it("one expression with 20,000 references", () => {
    const resource = { address: "aws_security_group.g", type: "aws_security_group", name: "g", values: {} };
    const references = Array.from({ length: 20_000 }, (_, index) => `var.x${String(index)}`);
    const expressions = { ingress: { references } };
    const plan = {
      format_version: "1.2",
      planned_values: { root_module: { resources: [resource] } },
      configuration: { root_module: { resources: [{ type: "aws_security_group", name: "g", expressions }] } },
    };
    expect(checkedFile(plan, "references.json").findings.map(({ code }) => code)).toContain("check-rule-undocumented");
  });
});

describe("nesting", () => {
  it("in the values of a resource", () => {
    const [types] = [JSON.stringify(edgeOnAws()).slice(0, -1)];
    const deep = `"aws_default_security_group":{"d":{"ingress":${lists},"egress":${objects},"dynamic":${objects}}}`;
    const variable = JSON.stringify({ uc_edge_deployment: { default: declared() } });
    expect(checkedFile(`{"resource":${types},${deep}},"variable":${variable}}`).summary.exact).toBe(true);
  });

  it("in a line of the declaration", () => {
    const lines = declared();
    lines.push(`{"item":"peer","of":"Edge","role":"ocs-2007/front-end","choice":null,"peers":${lists}}`);
    lines.push(`{"item":"network","zones":${objects},"internalDomains":${lists}}`);
    expect(checkedFile(stack(edgeOnAws(), lines)).summary.exact).toBe(true);
  });
});

describe("names", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is a name like others", (name) => {
    const group = `\${aws_security_group.${name}.id}`;
    const rules = `{"${name}":${JSON.stringify(awsRule("x", 22, { security_group_id: group, cidr_ipv4: "192.0.2.0/24" }))}}`;
    const nics = `{"${name}":{"private_ips":["10.20.0.9"],"security_groups":["${group}"]}}`;
    const lines = [
      '{"item":"stack","format":1,"cloud":"aws"}',
      `{"item":"network","zones":{"${name}":["10.20.0.0/24"]},"internalDomains":[]}`,
      `{"item":"${name}"}`,
      `{"item":"system","path":"${name}","system":"${name}","choices":["${name}"]}`,
      `{"item":"role","path":"${name}","role":"${name}/${name}","external":"${name}","internal":null}`,
      `{"item":"interface","path":"${name}","title":"t","zone":"${name}","side":"external","group":"aws_security_group.${name}","groupAliases":[],"privateAddress":"10.20.0.9","publicAddress":null}`,
    ];
    const text =
      `{"resource":{"${name}":{"${name}":{}},"aws_security_group":{"${name}":{}},"${INGRESS}":${rules},` +
      `"aws_network_interface":${nics}},"variable":{"uc_edge_deployment":{"default":${JSON.stringify(lines)}}}}`;
    expect(checkedFile(text).findings.map(({ code, where, witness }) => [code, where, witness])).toEqual([
      ["check-traffic-surplus", name, "tcp 192.0.2.0:1 -> 10.20.0.9:22"],
    ]);
  });

  it("that are there twice are two rules", () => {
    const values = { ...awsRule("External", 22, { cidr_ipv4: "192.0.2.0/24" }), security_group_id: "sg-1" };
    const rule = { address: `${INGRESS}.a`, type: INGRESS, name: "a", mode: "managed", values };
    const group = { address: "aws_security_group.g", type: "aws_security_group", name: "g", values: { id: "sg-1" } };
    const plan = { format_version: "1.2", planned_values: { root_module: { resources: [group, group, rule, rule] } } };
    const codes = checkedFile(plan, "twice.json").findings.map(({ code }) => code);
    expect(codes).toEqual([
      "check-rule-duplicate",
      "check-rule-implied",
      "check-rule-undocumented",
      "check-rule-undocumented",
      "check-group-unattached",
      "check-group-unattached",
    ]);
  });
});
