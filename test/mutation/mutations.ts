/** Changes of the rules in synthesized JSON: each is one thing that a person or a program may get wrong. */
import { addressOf, blockOf } from "../support/oracle-values";

/** Synthesized JSON, as far as it is changed here. */
export interface StackJson {
  resource: Record<string, Record<string, Record<string, unknown>> | undefined>;
}

/** A change, under a name for the message when it goes unnoticed. */
export interface Mutation {
  readonly name: string;
  readonly kind: string;
  readonly apply: (json: StackJson) => void;
}

type Values = Record<string, unknown>;
type Edit = readonly [kind: string, name: string, edit: (rule: Values) => void];

const AWS_RULES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;
const AZURE_GROUP = "azurerm_network_security_group";
const TEXTS: Readonly<Record<string, string>> = { tcp: "Tcp", udp: "Udp", icmp: "Icmp", all: "*" };

/** Every change of every rule of a stack. */
export function mutationsOf(json: StackJson): Mutation[] {
  return json.resource[AZURE_GROUP] === undefined ? awsMutations(json) : azureMutations(json);
}

/** Prefixes next to one: a bit shorter, each half, and everything. */
function otherPrefixes(text: string): [kind: string, name: string, prefix: string][] {
  const { first, last } = blockOf(text);
  const length = Number(text.split("/")[1] ?? 32);
  const at = (value: bigint, bits: number): string => `${addressOf(4, value)}/${String(bits)}`;
  const half = (last - first + 1n) / 2n;
  return [
    ...(length > 0
      ? [["widen peer", "a bit shorter", at(blockOf(at(first, length - 1)).first, length - 1)] as const]
      : []),
    ...(length < 32
      ? ([
          ["narrow peer", "the first half", at(first, length + 1)],
          ["narrow peer", "the second half", at(first + half, length + 1)],
        ] as const)
      : []),
    ["retarget", "another address", "192.0.2.77/32"] as const,
  ].map(([kind, name, prefix]) => [kind, name, prefix]);
}

/** Ranges next to one. */
function otherPorts(first: number, last: number): [kind: string, name: string, first: number, last: number][] {
  const all: [string, string, number, number][] = [
    ["widen ports", "from one port lower", first - 1, last],
    ["widen ports", "to one port higher", first, last + 1],
    ["widen ports", "every port", 0, 65535],
    ["narrow ports", "from one port higher", first + 1, last],
    ["narrow ports", "to one port lower", first, last - 1],
    ["narrow ports", "all one port lower", first - 1, last - 1],
  ];
  return all.filter(([, , from, to]) => from >= 0 && from <= to && to <= 65535 && (from !== first || to !== last));
}

function awsMutations(json: StackJson): Mutation[] {
  const groups = Object.keys(json.resource["aws_security_group"] ?? {}).map(
    (name) => `\${aws_security_group.${name}.id}`,
  );
  const reorder = (type: string): Mutation => ({
    name: `${type}: in reverse`,
    kind: "reorder",
    apply: ({ resource }) => {
      resource[type] = Object.fromEntries(Object.entries(resource[type] ?? {}).reverse());
    },
  });
  return AWS_RULES.flatMap((type) => [
    reorder(type),
    ...Object.entries(json.resource[type] ?? {}).flatMap(([id, rule]): Mutation[] => [
      ...awsEdits(rule, groups).map(([kind, name, edit]) => ({
        name: `${id}: ${name}`,
        kind,
        apply: ({ resource }: StackJson) => {
          edit(resource[type]?.[id] ?? {});
        },
      })),
      ...awsMoves(type, id),
    ]),
  ]);
}

function awsMoves(type: string, id: string): Mutation[] {
  const other = type === AWS_RULES[0] ? AWS_RULES[1] : AWS_RULES[0];
  const without = (resource: StackJson["resource"]): Values => {
    const { [id]: rule = {}, ...rest } = resource[type] ?? {};
    resource[type] = rest;
    return rule;
  };
  return [
    { name: `${id}: gone`, kind: "drop", apply: ({ resource }) => void without(resource) },
    {
      name: `${id}: the other direction`,
      kind: "retarget",
      apply: ({ resource }) => {
        const rule = without(resource);
        resource[other] = { ...resource[other], [id]: rule };
      },
    },
    {
      name: `${id}: twice`,
      kind: "duplicate",
      apply: ({ resource }) => {
        const rule = resource[type]?.[id] ?? {};
        resource[type] = { ...resource[type], [`${id}_again`]: { ...rule, description: "the same again" } };
      },
    },
  ];
}

function awsEdits(rule: Values, groups: readonly string[]): Edit[] {
  const { cidr_ipv4: prefix, referenced_security_group_id: peer } = rule;
  const own = groups.indexOf(String(rule["security_group_id"]));
  const nextGroup = groups[(own + 1) % groups.length] ?? "";
  const otherPeer = groups.find((group, index) => index !== own && group !== peer) ?? "";
  const set = (more: Values) => (values: Values) => void Object.assign(values, more);
  const unset =
    (...names: string[]) =>
    (values: Values) => {
      for (const name of names) Reflect.deleteProperty(values, name);
    };
  const isIcmp = rule["ip_protocol"] === "icmp";
  const ports: Edit[] = isIcmp
    ? [["narrow ports", "echo requests only", set({ from_port: 8, to_port: 0 })]]
    : otherPorts(Number(rule["from_port"]), Number(rule["to_port"])).map(([kind, name, from, to]): Edit => [
        kind,
        name,
        set({ from_port: from, to_port: to }),
      ]);
  const everyPort = isIcmp ? { from_port: 0, to_port: 65535 } : {};
  return [
    ...ports,
    ...(typeof prefix === "string" ? otherPrefixes(prefix) : []).map(([kind, name, text]): Edit => [
      kind,
      name,
      set({ cidr_ipv4: text }),
    ]),
    [
      "widen peer",
      "the internet",
      (values) => {
        unset("referenced_security_group_id")(values);
        set({ cidr_ipv4: "0.0.0.0/0" })(values);
      },
    ],
    ["retarget", "another group's", set({ security_group_id: nextGroup })],
    [
      "retarget",
      "another group as peer",
      (values) => {
        unset("cidr_ipv4")(values);
        set({ referenced_security_group_id: peer === undefined ? nextGroup : otherPeer })(values);
      },
    ],
    ...["tcp", "udp"]
      .filter((one) => one !== rule["ip_protocol"])
      .map((one): Edit => ["re-protocol", one, set({ ip_protocol: one, ...everyPort })]),
    ...(isIcmp
      ? []
      : [["re-protocol", "icmp", set({ ip_protocol: "icmp", from_port: -1, to_port: -1 })] satisfies Edit]),
    [
      "re-protocol",
      "every protocol",
      (values) => {
        unset("from_port", "to_port")(values);
        set({ ip_protocol: "-1" })(values);
      },
    ],
  ];
}

function azureMutations(json: StackJson): Mutation[] {
  const names = Object.keys(json.resource["azurerm_application_security_group"] ?? {});
  return Object.entries(json.resource[AZURE_GROUP] ?? {}).flatMap(([group, values]) => {
    const rules = values["security_rule"] as Values[];
    const change = (kind: string, name: string, apply: (rules: Values[]) => Values[]): Mutation => ({
      name: `${group}: ${name}`,
      kind,
      apply: ({ resource }) => {
        const changed = resource[AZURE_GROUP]?.[group] ?? {};
        changed["security_rule"] = apply(changed["security_rule"] as Values[]);
      },
    });
    const ofRule = (rule: Values, index: number): Mutation[] => {
      const name = String(rule["name"]);
      const here = (kind: string, what: string, edit: (one: Values) => void): Mutation =>
        change(kind, `${name}: ${what}`, (all) => {
          const one = all[index];
          if (one !== undefined) edit(one);
          return all;
        });
      return [
        change("drop", `${name}: gone`, (all) => all.filter((_, other) => other !== index)),
        change("duplicate", `${name}: twice`, (all) => [...all, { ...rule, name: `${name}-again`, priority: 4095 }]),
        change("duplicate", `${name}: again in front`, (all) => [
          { ...rule, name: `${name}-again`, priority: 100 },
          ...all,
        ]),
        ...azureEdits(rule, names).map(([kind, what, edit]) => here(kind, what, edit)),
        ...rules.flatMap((other, at) =>
          at <= index || other["direction"] !== rule["direction"]
            ? []
            : [
                change("re-prioritize", `${name}: in the place of ${String(other["name"])}`, (all) => {
                  const [one, two] = [all[index] ?? {}, all[at] ?? {}];
                  [one["priority"], two["priority"]] = [two["priority"], one["priority"]];
                  return all;
                }),
              ],
        ),
      ];
    };
    return [change("reorder", "in reverse", (all) => [...all].reverse()), ...rules.flatMap(ofRule)];
  });
}

function azureEdits(rule: Values, names: readonly string[]): Edit[] {
  const inbound = rule["direction"] === "Inbound";
  const [far, own] = inbound ? (["source", "destination"] as const) : (["destination", "source"] as const);
  const set = (more: Values) => (values: Values) => void Object.assign(values, more);
  const end = (which: string, text: string): Edit[2] =>
    set({
      [`${which}_address_prefix`]: text,
      [`${which}_address_prefixes`]: null,
      [`${which}_application_security_group_ids`]: null,
    });
  const named = (which: string, name: string): Edit[2] =>
    set({
      [`${which}_address_prefix`]: null,
      [`${which}_address_prefixes`]: null,
      [`${which}_application_security_group_ids`]: [`\${azurerm_application_security_group.${name}.id}`],
    });
  const [self] = (rule[`${own}_application_security_group_ids`] as string[] | null) ?? [];
  // A stack with one interface has no other group to name.
  const other = names.filter((name) => self?.includes(name) !== true).slice(0, 1);
  const ports = (which: string): Edit[] => {
    const text = rule[`${which}_port_range`];
    // ICMP has no ports: what stands there decides nothing.
    if (typeof text !== "string" || rule["protocol"] === TEXTS["icmp"]) return [];
    const [first = 0, last = first] = text === "*" ? [0, 65535] : text.split("-").map(Number);
    return otherPorts(first, last).map(([kind, name, from, to]): Edit => [
      kind,
      `${which} ${name}`,
      set({ [`${which}_port_range`]: from === 0 && to === 65535 ? "*" : `${String(from)}-${String(to)}` }),
    ]);
  };
  const prefixes = (rule[`${far}_address_prefixes`] as string[] | null) ?? [String(rule[`${far}_address_prefix`])];
  return [
    ...ports("destination"),
    ...ports("source"),
    ...prefixes
      .filter((text) => /^\d/.test(text))
      .flatMap((text) =>
        otherPrefixes(text).map(([kind, name, changed]): Edit => [
          kind,
          `${text} ${name}`,
          set({
            [`${far}_address_prefix`]: null,
            [`${far}_address_prefixes`]: prefixes.map((one) => (one === text ? changed : one)),
          }),
        ]),
      ),
    ...["Internet", "VirtualNetwork", "*"].map((tag): Edit => ["widen peer", tag, end(far, tag)]),
    ["narrow peer", "half the internet", end(far, "128.0.0.0/1")],
    ...other.flatMap((name): Edit[] => [
      ["retarget", "another peer", named(far, name)],
      ["retarget", "about another interface", named(own, name)],
    ]),
    ["retarget", "about every interface", end(own, "*")],
    ["retarget", "about another address", end(own, "10.20.0.200")],
    ["retarget", "the other direction", set({ direction: inbound ? "Outbound" : "Inbound" })],
    ["re-prioritize", "in front of all", set({ priority: 100 })],
    ["re-prioritize", "behind all", set({ priority: 4100 })],
    ["re-protocol", "the other access", set({ access: rule["access"] === "Allow" ? "Deny" : "Allow" })],
    ...Object.entries(TEXTS)
      .filter(([, text]) => text !== rule["protocol"])
      .map(([name, text]): Edit => [
        "re-protocol",
        name,
        set({
          protocol: text,
          ...(name === "icmp"
            ? { destination_port_range: "*", destination_port_ranges: null, source_port_range: "*" }
            : {}),
        }),
      ]),
  ];
}
