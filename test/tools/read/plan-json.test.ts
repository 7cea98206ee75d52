/**
 * Plans as `terraform show -json` writes them (format 1.2, Terraform 1.11): values that are not known are left out of
 * `planned_values`, stand as null in lists, and are marked in `after_unknown`. A configuration in JSON, cdktf's for one,
 * stands in `configuration` as it was written, beside its references; of one in HCL there are only the references.
 */
import { readRules } from "../../../lib/tools/read/stack-rules";
import { Folder, ruleLine } from "../stack-files";

type Json = Record<string, unknown>;

const UNKNOWN = "${known only when Terraform runs}";
const folder = new Folder();

afterAll(() => {
  folder.remove();
});

function planned(address: string, values: Json, more: Json = {}): Json {
  const [type = "", name = ""] = address.replace(/^(module\.[^.]+\.)+/, "").split(/[.[]/);
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/x",
    schema_version: 1,
    values,
    ...more,
  };
}

function change(address: string, after_unknown: unknown, actions = ["create"]): Json {
  return { address, mode: "managed", change: { actions, before: null, after: {}, after_unknown } };
}

function configured(address: string, expressions: Json): Json {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name, provider_config_key: "x", expressions, schema_version: 1 };
}

/** An expression of JSON configuration: the text as it was written, and what it refers to. */
function written(constant_value: unknown, ...references: string[]): Json {
  return references.length === 0 ? { constant_value } : { constant_value, references };
}

/** A reference of HCL configuration, which Terraform lists with everything that it is a part of. */
function reference(...references: string[]): Json {
  return { references };
}

function plan(parts: {
  resources?: Json[];
  modules?: Json[];
  changes?: Json[];
  configuration?: Json;
  more?: Json;
}): Json {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: parts.resources ?? [],
        ...(parts.modules === undefined ? {} : { child_modules: parts.modules }),
      },
    },
    resource_changes: parts.changes ?? [],
    configuration: { provider_config: {}, root_module: parts.configuration ?? {} },
    timestamp: "2026-11-22T11:31:09Z",
    applyable: true,
    complete: true,
    errored: false,
    ...parts.more,
  };
}

function lines(content: Json): string[] {
  return readRules(folder.read(content, "plan.json").resources).map(ruleLine);
}

describe("a plan of rule resources", () => {
  const RULE = "aws_vpc_security_group_ingress_rule.sip";
  const values = { cidr_ipv4: "198.51.100.0/24", cidr_ipv6: null, ip_protocol: "tcp", from_port: 5061, to_port: 5061 };

  it("knows the group of a rule by the configuration, in JSON as in HCL", () => {
    const unknown = { arn: true, id: true, security_group_id: true, security_group_rule_id: true, tags_all: {} };
    for (const expression of [
      written("${aws_security_group.edge.id}", "aws_security_group.edge.id", "aws_security_group.edge"),
      reference("aws_security_group.edge.id", "aws_security_group.edge"),
    ]) {
      const content = plan({
        resources: [planned("aws_security_group.edge", { name: "edge" }), planned(RULE, values)],
        changes: [change("aws_security_group.edge", { id: true, arn: true }), change(RULE, unknown)],
        configuration: { resources: [configured(RULE, { security_group_id: expression })] },
      });
      expect(lines(content)).toEqual(["aws_security_group.edge ingress allow tcp 5061 < 198.51.100.0/24"]);
    }
  });

  it("knows it as well where the changes are not there", () => {
    const content = plan({
      resources: [planned(RULE, values)],
      configuration: {
        resources: [
          configured(RULE, { security_group_id: reference("aws_security_group.edge.id", "aws_security_group.edge") }),
        ],
      },
    });
    expect(lines(content)).toEqual(["aws_security_group.edge ingress allow tcp 5061 < 198.51.100.0/24"]);
  });

  it("knows it by the id of a group that exists already", () => {
    const content = plan({
      resources: [
        planned("aws_security_group.edge", { id: "sg-0edge", arn: "arn:aws:ec2:x:1:security-group/sg-0edge" }),
        planned(RULE, { ...values, security_group_id: "sg-0edge" }),
      ],
      changes: [change("aws_security_group.edge", {}, ["no-op"]), change(RULE, { id: true })],
    });
    expect(lines(content)).toEqual(["aws_security_group.edge ingress allow tcp 5061 < 198.51.100.0/24"]);
  });

  it("does not choose between two references", () => {
    const content = plan({
      resources: [planned(RULE, values)],
      changes: [change(RULE, { security_group_id: true })],
      configuration: {
        resources: [
          configured(RULE, {
            // var.inside ? aws_security_group.a.id : aws_security_group.b.id
            security_group_id: reference(
              "var.inside",
              "aws_security_group.a.id",
              "aws_security_group.a",
              "aws_security_group.b.id",
              "aws_security_group.b",
            ),
          }),
        ],
      },
    });
    expect(lines(content)).toEqual([`${UNKNOWN} ingress allow tcp 5061 < 198.51.100.0/24`]);
  });

  it("keeps an address that is only known later as it is written", () => {
    const content = plan({
      resources: [planned(RULE, { ...values, cidr_ipv4: undefined, security_group_id: "sg-1" })],
      changes: [change(RULE, { cidr_ipv4: true })],
      configuration: {
        resources: [
          configured(RULE, {
            cidr_ipv4: written("${aws_eip.nat.public_ip}/32", "aws_eip.nat.public_ip", "aws_eip.nat"),
            security_group_id: written("sg-1"),
          }),
        ],
      },
    });
    expect(lines(content)).toEqual(["sg-1 ingress allow tcp 5061 < ?${aws_eip.nat.public_ip}/32"]);
  });

  it("reads instances of count and for_each, and which group of several", () => {
    const rule = (index: string): string => `aws_vpc_security_group_ingress_rule.sip[${index}]`;
    const content = plan({
      resources: [
        planned(rule("0"), values, { index: 0 }),
        planned(rule("1"), values, { index: 1 }),
        planned('aws_vpc_security_group_egress_rule.out["a.b]c"]', values, { index: "a.b]c", name: "out" }),
      ],
      changes: [
        change(rule("0"), { security_group_id: true }),
        change(rule("1"), { security_group_id: true }),
        change('aws_vpc_security_group_egress_rule.out["a.b]c"]', { security_group_id: true }),
      ],
      configuration: {
        resources: [
          {
            ...configured("aws_vpc_security_group_ingress_rule.sip", {
              security_group_id: reference(
                "aws_security_group.edge[0].id",
                "aws_security_group.edge[0]",
                "aws_security_group.edge",
              ),
            }),
            count_expression: { constant_value: 2 },
          },
          {
            ...configured("aws_vpc_security_group_egress_rule.out", {
              security_group_id: reference(
                'aws_security_group.by["x"].id',
                'aws_security_group.by["x"]',
                "aws_security_group.by",
              ),
            }),
            for_each_expression: reference("var.all"),
          },
        ],
      },
    });
    expect(lines(content)).toEqual([
      "aws_security_group.edge[0] ingress allow tcp 5061 < 198.51.100.0/24",
      "aws_security_group.edge[0] ingress allow tcp 5061 < 198.51.100.0/24",
      'aws_security_group.by["x"] egress allow tcp 5061 > 198.51.100.0/24',
    ]);
    expect(folder.read(content).resources.map(({ address }) => address)).toEqual([
      rule("0"),
      rule("1"),
      'aws_vpc_security_group_egress_rule.out["a.b]c"]',
    ]);
  });

  it("leaves out what is deleted, deposed or only read", () => {
    const content = plan({
      resources: [
        planned("aws_security_group.edge", { id: "sg-1", ingress: [] }),
        {
          ...planned("data.aws_security_group.other", { ingress: [{ protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }] }),
          mode: "data",
          type: "aws_security_group",
        },
      ],
      changes: [
        change(RULE, false, ["delete"]),
        { ...change("aws_security_group.edge", { id: true, ingress: true }, ["delete"]), deposed: "ab12cd34" },
        change("aws_security_group.edge", {}, ["update"]),
      ],
    });
    expect(lines(content)).toEqual([]);
    expect(folder.read(content).resources.map(({ address }) => address)).toEqual(["aws_security_group.edge"]);
  });
});

describe("a plan of inline rules", () => {
  const NSG = "azurerm_network_security_group.edge";
  const ASG = "azurerm_application_security_group";
  const rule = (values: Json): Json => ({
    access: "Allow",
    description: "",
    destination_address_prefix: "",
    destination_address_prefixes: [],
    destination_application_security_group_ids: [],
    destination_port_range: "443",
    destination_port_ranges: [],
    direction: "Inbound",
    priority: 100,
    protocol: "Tcp",
    source_address_prefix: "",
    source_address_prefixes: [],
    source_application_security_group_ids: [],
    source_port_range: "*",
    source_port_ranges: [],
    ...values,
  });
  const raw = (values: Json): Json => ({
    ...Object.fromEntries(
      Object.entries(rule({})).map(([name, value]) => [name, value === "" || Array.isArray(value) ? null : value]),
    ),
    ...values,
  });

  // The provider may leave out the list, or know that it has one entry.
  it.each([
    ["the whole list", undefined, true],
    ["an entry", [null], [true]],
  ])("knows the application groups of a rule where %s is not known", (_, list, mark) => {
    const web = { name: "web", destination_application_security_group_ids: list, source_address_prefix: "Internet" };
    const pool = {
      name: "pool",
      priority: 200,
      source_application_security_group_ids: list,
      destination_address_prefix: "*",
    };
    const content = plan({
      resources: [planned(NSG, { name: "edge", security_rule: [rule(pool), rule(web)] })],
      changes: [
        change(NSG, {
          id: true,
          security_rule: [
            { source_application_security_group_ids: mark, destination_address_prefixes: [], source_port_ranges: [] },
            { destination_application_security_group_ids: mark },
          ],
        }),
      ],
      configuration: {
        resources: [
          configured(NSG, {
            security_rule: written(
              [
                raw({
                  name: "web",
                  source_address_prefix: "Internet",
                  destination_application_security_group_ids: [`\${${ASG}.edge.id}`],
                }),
                raw({
                  name: "pool",
                  priority: 200,
                  destination_address_prefix: "*",
                  source_application_security_group_ids: [`\${${ASG}.pool.id}`],
                }),
              ],
              `${ASG}.edge.id`,
              `${ASG}.edge`,
              `${ASG}.pool.id`,
              `${ASG}.pool`,
            ),
          }),
        ],
      },
    });
    expect(lines(content)).toEqual([
      `${NSG} ingress allow tcp 443 < groups(${ASG}.pool) #200`,
      `${NSG} ingress allow tcp 443 < internet(Internet) at groups(${ASG}.edge) #100`,
    ]);
  });

  it("knows all rules where the plan shows none of them yet", () => {
    const content = plan({
      resources: [planned(NSG, { name: "edge" })],
      changes: [change(NSG, { id: true, security_rule: true })],
      configuration: {
        resources: [
          configured(NSG, {
            security_rule: written([raw({ name: "web", source_address_prefix: "${var.partner}" })], "var.partner"),
          }),
        ],
      },
    });
    expect(lines(content)).toEqual([
      `${NSG} ingress allow tcp 443 < unresolved(\${var.partner}) at unresolved(${UNKNOWN}) #100`,
    ]);
  });

  // Of blocks in HCL, Terraform lists the references of all together.
  it("shows what it cannot know of rules in HCL, and leaves none out", () => {
    const ingress = {
      cidr_blocks: [],
      description: "",
      from_port: 443,
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      protocol: "tcp",
      self: false,
      to_port: 443,
    };
    const content = plan({
      resources: [
        planned("aws_security_group.web", { name: "web", ingress: [ingress] }),
        planned("aws_security_group.later", { name: "later" }),
        planned(NSG, {
          security_rule: [rule({ name: "web", source_address_prefix: undefined, destination_address_prefix: "*" })],
        }),
      ],
      changes: [
        change("aws_security_group.web", {
          egress: true,
          id: true,
          ingress: [{ cidr_blocks: [], security_groups: true }],
        }),
        change("aws_security_group.later", { egress: true, id: true, ingress: true }),
        change(NSG, { security_rule: [{ source_address_prefix: true }] }),
      ],
      configuration: {
        resources: [
          configured("aws_security_group.web", {
            name: written("web"),
            ingress: reference("aws_security_group.pool.id", "aws_security_group.pool"),
          }),
          configured("aws_security_group.later", { name: written("later"), ingress: reference("local.rules") }),
          configured(NSG, { security_rule: reference("aws_eip.a.public_ip", "aws_eip.a") }),
        ],
      },
    });
    expect(lines(content)).toEqual([
      `aws_security_group.web ingress allow tcp 443 < groups(${UNKNOWN})`,
      // Nobody has configured egress: the provider fills it with what rule resources make.
      `aws_security_group.later ingress allow unknown - < unresolved(${UNKNOWN}) repeated`,
      `${NSG} ingress allow tcp 443 < unresolved(${UNKNOWN}) #100`,
    ]);
  });

  it("tells blocks without a name apart by what is known of them", () => {
    const block = (values: Json): Json => ({
      cidr_blocks: null,
      description: null,
      from_port: 443,
      ipv6_cidr_blocks: null,
      prefix_list_ids: null,
      protocol: "tcp",
      security_groups: null,
      self: null,
      to_port: 443,
      ...values,
    });
    const known = (port: number): Json => ({
      cidr_blocks: [],
      description: "",
      from_port: port,
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      protocol: "tcp",
      self: false,
      to_port: port,
    });
    const web = "aws_security_group.web";
    const content = plan({
      resources: [planned(web, { ingress: [known(5061), known(443), known(443)] })],
      changes: [
        change(web, { ingress: [{ security_groups: true }, { security_groups: [true] }, { security_groups: true }] }),
      ],
      configuration: {
        resources: [
          configured(web, {
            ingress: written([
              block({ security_groups: ["${aws_security_group.a.id}"] }),
              block({ security_groups: ["${aws_security_group.b.id}"] }),
              block({ from_port: 5061, to_port: 5061, security_groups: ["${aws_security_group.c.id}", "sg-9"] }),
            ]),
          }),
        ],
      },
    });
    // Which of the two blocks for 443 is which does not matter: together they are the same rules.
    expect(lines(content)).toEqual([
      `${web} ingress allow tcp 5061 < groups(aws_security_group.c,sg-9)`,
      `${web} ingress allow tcp 443 < groups(aws_security_group.a)`,
      `${web} ingress allow tcp 443 < groups(aws_security_group.b)`,
    ]);
  });

  it("takes as many references as there are unknown entries, and none otherwise", () => {
    const web = "aws_security_group_rule.web";
    const read = (security_groups: unknown[], ...references: string[]): string[] =>
      lines(
        plan({
          resources: [
            planned(web, {
              type: "ingress",
              protocol: "tcp",
              from_port: 1,
              to_port: 2,
              security_group_id: "sg-1",
              cidr_blocks: security_groups,
            }),
          ],
          changes: [change(web, { cidr_blocks: security_groups.map((one) => one === null) })],
          configuration: { resources: [configured(web, { cidr_blocks: reference(...references) })] },
        }),
      );
    expect(read(["192.0.2.0/24", null], "aws_eip.a.public_ip", "aws_eip.a")).toEqual([
      "sg-1 ingress allow tcp 1-2 < 192.0.2.0/24,?${aws_eip.a.public_ip}",
    ]);
    expect(read([null], "aws_eip.a.public_ip", "aws_eip.a", "aws_eip.b.public_ip", "aws_eip.b")).toEqual([
      `sg-1 ingress allow tcp 1-2 < ?${UNKNOWN}`,
    ]);
  });
});

describe("a plan with modules", () => {
  const rule = { ip_protocol: "udp", from_port: 3478, to_port: 3478, cidr_ipv4: "198.51.100.0/24" };

  function inModule(address: string, resources: Json[], child_modules?: Json[]): Json {
    return { address, resources, ...(child_modules === undefined ? {} : { child_modules }) };
  }

  it("resolves references, variables and outputs to where they come from", () => {
    const stun = "aws_vpc_security_group_ingress_rule.stun";
    const unknown = { security_group_id: true };
    const addresses = [
      `module.edge[0].${stun}`,
      `module.edge[0].module.deep.${stun}`,
      `module.rules["a.b"].${stun}`,
      `module.literal.${stun}`,
      stun,
    ];
    const [own = "", deep = "", keyed = "", literal = ""] = addresses;
    const content = plan({
      resources: [planned(stun, rule), planned("aws_security_group.root", {})],
      modules: [
        inModule(
          "module.edge[0]",
          [planned(own, rule)],
          [inModule("module.edge[0].module.deep", [planned(deep, rule)])],
        ),
        inModule('module.rules["a.b"]', [{ ...planned(stun, rule), address: keyed }]),
        inModule("module.literal", [planned(literal, rule)]),
      ],
      changes: addresses.map((address) => change(address, unknown)),
      configuration: {
        resources: [
          configured(stun, {
            security_group_id: reference("module.edge[0].group_id", "module.edge[0]", "module.edge"),
          }),
        ],
        module_calls: {
          edge: {
            source: "./edge",
            count_expression: { constant_value: 1 },
            module: {
              outputs: { group_id: { expression: reference("aws_security_group.own.id", "aws_security_group.own") } },
              resources: [
                configured("aws_security_group.own", {}),
                configured(stun, {
                  security_group_id: reference("aws_security_group.own.id", "aws_security_group.own"),
                }),
              ],
              module_calls: {
                deep: {
                  source: "./deep",
                  expressions: { group: reference("aws_security_group.own.id", "aws_security_group.own") },
                  module: {
                    resources: [configured(stun, { security_group_id: reference("var.group") })],
                    variables: { group: {} },
                  },
                },
              },
            },
          },
          rules: {
            source: "./rules",
            for_each_expression: reference("var.all"),
            expressions: {
              group: written("${aws_security_group.root.id}", "aws_security_group.root.id", "aws_security_group.root"),
            },
            module: {
              resources: [configured(stun, { security_group_id: reference("var.group") })],
              variables: { group: {} },
            },
          },
          literal: {
            source: "./rules",
            expressions: { group: written("sg-0literal") },
            module: {
              resources: [configured(stun, { security_group_id: reference("var.group") })],
              variables: { group: {} },
            },
          },
        },
      },
    });
    expect(
      folder
        .read(content)
        .resources.map(({ address }) => address)
        .sort(),
    ).toEqual([...addresses, "aws_security_group.root"].sort());
    expect(lines(content).sort()).toEqual(
      [
        "module.edge[0].aws_security_group.own ingress allow udp 3478 < 198.51.100.0/24",
        "module.edge[0].aws_security_group.own ingress allow udp 3478 < 198.51.100.0/24",
        "module.edge[0].aws_security_group.own ingress allow udp 3478 < 198.51.100.0/24",
        "aws_security_group.root ingress allow udp 3478 < 198.51.100.0/24",
        "sg-0literal ingress allow udp 3478 < 198.51.100.0/24",
      ].sort(),
    );
  });

  it("keeps what it cannot follow, with the module that it is in", () => {
    const stun = "aws_vpc_security_group_ingress_rule.stun";
    const content = plan({
      modules: [inModule("module.m", [planned(`module.m.${stun}`, rule)])],
      changes: [change(`module.m.${stun}`, { security_group_id: true })],
      configuration: {
        module_calls: {
          m: {
            expressions: {},
            module: { resources: [configured(stun, { security_group_id: reference("local.group") })] },
          },
        },
      },
    });
    expect(lines(content)).toEqual(["module.m.local.group ingress allow udp 3478 < 198.51.100.0/24"]);
  });

  it("ends where modules refer to each other in a circle, or are nested beyond reason", () => {
    const stun = "aws_vpc_security_group_ingress_rule.stun";
    const circle = plan({
      resources: [planned(stun, rule)],
      changes: [change(stun, { security_group_id: true })],
      configuration: {
        resources: [configured(stun, { security_group_id: reference("module.m.a") })],
        module_calls: {
          m: {
            expressions: { b: reference("module.m.a") },
            module: { outputs: { a: { expression: reference("var.b") } } },
          },
        },
      },
    });
    expect(lines(circle)).toHaveLength(1);
    let deep = inModule("module.m", []);
    for (let level = 0; level < 500; level++) deep = inModule("module.m", [], [deep]);
    expect(() => folder.read(plan({ modules: [deep] }), "deep.json")).toThrow(/modules at most 100 deep/);
  });
});

describe("the rest of a plan", () => {
  const declaration = ['{"cloud":"aws","format":1,"item":"stack"}', '{"item":"role","path":"ü \\" % $ {"}'];

  it("takes the declaration from the variables, and the name from the file", () => {
    const read = folder.read(
      plan({ more: { variables: { uc_edge_deployment: { value: declaration }, other: { value: 1 } } } }),
      "ocs-edge-aws.json",
    );
    expect([read.stack, read.kind, read.declaration, read.isComplete]).toEqual([
      "ocs-edge-aws",
      "plan",
      declaration,
      true,
    ]);
  });

  it("takes it from the configuration where the values are not there, and does without it", () => {
    const variables = { uc_edge_deployment: { default: declaration } };
    expect(folder.read(plan({ configuration: { variables } })).declaration).toEqual(declaration);
    expect(folder.read(plan({})).declaration).toEqual([]);
  });

  it.each([
    ["failed", { errored: true, complete: false }],
    ["was limited to some resources", { complete: false }],
  ])("sees that a plan %s", (_, more) => {
    expect(folder.read(plan({ more })).isComplete).toBe(false);
  });

  it("reads plans of Terraform before 1.8, which do not say whether they are complete", () => {
    const old = plan({ more: { complete: undefined, errored: undefined, format_version: "1.0" } });
    expect(folder.read(old).isComplete).toBe(true);
  });

  it("refuses a format that is not known", () => {
    expect(() => folder.read(plan({ more: { format_version: "2.0" } }))).toThrow(/a plan of format 1, not "2.0"/);
  });

  it("reads a plan without resources, as Terraform writes it", () => {
    expect(folder.read({ format_version: "1.2", planned_values: { root_module: {} } }).resources).toEqual([]);
  });
});
