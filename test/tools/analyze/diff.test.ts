/** What a change of a small stack opens and closes, worked out by hand. */
import { diffStack, opens, type StackDiff } from "../../../lib/tools/analyze/diff";
import { readStack } from "../../../lib/tools/read/terraform-json";
import { awsRule, declared, edgeOnAws, ownFlow, TODAY } from "./hand-made";

type Json = Record<string, unknown>;

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

function stack(resource: unknown, lines: readonly string[] | undefined = declared()): unknown {
  return { resource, ...(lines.length === 0 ? {} : { variable: { uc_edge_deployment: { default: lines } } }) };
}

function diffOf(old: unknown, next: unknown): StackDiff {
  const read = (json: unknown) => (json === undefined ? undefined : readStack("x/cdk.tf.json", json));
  return diffStack({ stack: "x", before: read(old), after: read(next) }, TODAY);
}

/** Rows as `opens? in Edge/AccessEdge/External < 192.0.2.0/24 tcp 443 [packet]`. */
function lines({ traffic }: StackDiff): string[] {
  return traffic.map(({ change, isCertain, interface: at, direction, peers, services, witness, own }) =>
    [
      `${change}${isCertain ? "" : "?"}`,
      at.replace("Edge/AccessEdge/", ""),
      direction === "ingress" ? "<" : ">",
      peers.join(", "),
      services.join("; "),
      ...(own === null ? [] : [`at ${own.join()}`]),
      `[${witness}]`,
    ].join(" "),
  );
}

function withRules(ingress: Record<string, Json>, more: Record<string, Json> = {}): Record<string, Json> {
  return edgeOnAws({ [INGRESS]: ingress, ...more });
}

describe("the difference of traffic", () => {
  it("is nothing between a stack and itself", () => {
    expect(diffOf(stack(edgeOnAws()), stack(edgeOnAws()))).toMatchObject({ state: "same", traffic: [], ways: [] });
  });

  it("is what a new rule opens beyond the others", () => {
    const diff = diffOf(
      stack(edgeOnAws()),
      stack(withRules({ wide: awsRule("External", 5061, { cidr_ipv4: "0.0.0.0/0" }) })),
    );
    expect(lines(diff)).toEqual([
      "opens External < internet (0.0.0.0/0) except 198.51.100.0/24 tcp 5061 [tcp 1.0.0.0:49152 -> 10.20.0.10:5061]",
    ]);
    expect(diff.traffic[0]).toMatchObject({
      exposure: "internet",
      permittedBy: [`${INGRESS}.wide`],
      reasons: [
        { flow: "ocs-2007/ports/12a", purpose: "SIP over MTLS from federated partners", askedBy: "ocs-2007 ports 12" },
        { flow: null, purpose: "wider than the flows that it names ask for", askedBy: null },
      ],
    });
  });

  it("is nothing where a rule is written as two, or takes what others permit already", () => {
    const two = withRules({
      partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/25" }),
      other: awsRule("External", 5061, { cidr_ipv4: "198.51.100.128/25" }),
      again: awsRule("External", 5061, { cidr_ipv4: "198.51.100.7/32" }),
    });
    expect(lines(diffOf(stack(edgeOnAws()), stack(two)))).toEqual([]);
    expect(opens(diffOf(stack(edgeOnAws()), stack(two)))).toBe(false);
  });

  it("is what was closed, where a rule is narrowed", () => {
    const narrow = withRules({ partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/25" }) });
    const diff = diffOf(stack(edgeOnAws()), stack(narrow));
    expect(lines(diff)).toEqual([
      "closes External < 198.51.100.128/25 tcp 5061 [tcp 198.51.100.128:49152 -> 10.20.0.10:5061]",
    ]);
    expect(opens(diff)).toBe(false);
  });

  it("puts the internet first, then public addresses, then what is inside, and closes last", () => {
    const next = withRules(
      {
        partner: awsRule("External", 5062, { cidr_ipv4: "198.51.100.0/24" }),
        inside: awsRule("External", 22, { cidr_ipv4: "10.30.7.0/24" }),
        web: awsRule("External", 443, { cidr_ipv4: "0.0.0.0/0" }),
      },
      { [EGRESS]: { web: awsRule("External", 80, { cidr_ipv4: "0.0.0.0/0" }) } },
    );
    expect(lines(diffOf(stack(edgeOnAws()), stack(next))).map((line) => line.replace(/ \[.*/, ""))).toEqual([
      "opens External < internet (0.0.0.0/0) tcp 443",
      "opens External > internet (0.0.0.0/0) tcp 80",
      "opens External < 198.51.100.0/24 tcp 5062",
      "opens External < 10.30.7.0/24 tcp 22",
      "closes External < 198.51.100.0/24 tcp 5061",
    ]);
  });

  it("names a group by its path, and is nothing where only Terraform addresses change", () => {
    const rule = (name: string): Json =>
      withRules({
        self: awsRule(name, 8443, { referenced_security_group_id: `\${aws_security_group.${name}.id}` }),
      });
    const renamed = JSON.parse(
      JSON.stringify(stack(rule("External"))).replaceAll("aws_security_group.External", "aws_security_group.Outer"),
    ) as { resource: Record<string, Json> };
    const groups = renamed.resource["aws_security_group"] ?? {};
    renamed.resource["aws_security_group"] = { Outer: groups["External"], Internal: groups["Internal"] };
    expect(diffOf(stack(rule("External")), renamed)).toMatchObject({ state: "same" });
    expect(lines(diffOf(stack(edgeOnAws()), renamed))).toEqual([
      "opens External < 10.20.0.10 tcp 8443 [tcp 10.20.0.10:49152 -> 10.20.0.10:8443]",
    ]);
  });

  it("takes an address that is known only after deployment for the same on both sides, whatever it is called", () => {
    const at = (name: string): unknown => {
      const lines = declared().map((line) => {
        const item = JSON.parse(line) as Json;
        return item["path"] === "Edge/AccessEdge/External"
          ? JSON.stringify({ ...item, publicAddress: { ref: `aws_eip.${name}.public_ip` } })
          : line;
      });
      const resource = edgeOnAws({
        aws_eip: { [name]: {} },
        [INGRESS]: { eip: awsRule("Internal", 443, { cidr_ipv4: `\${aws_eip.${name}.public_ip}/32` }) },
      });
      return stack(resource, lines);
    };
    expect(lines(diffOf(at("one"), at("two")))).toEqual([]);
    const opened = diffOf(stack(edgeOnAws()), at("one"));
    expect(lines(opened)).toEqual([
      "opens Internal < the public address of Edge/AccessEdge/External tcp 443 " +
        "[tcp the public address of Edge/AccessEdge/External:49152 -> 10.20.0.138:443]",
    ]);
    expect(opened.traffic[0]?.exposure).toBe("public");
  });

  it("is all that an interface permits, where it appears or goes", () => {
    const without = edgeOnAws() as Record<string, Record<string, unknown>>;
    const only = Object.fromEntries(
      Object.entries(without).map(([type, byName]) => [
        type,
        Object.fromEntries(Object.entries(byName).filter(([name]) => name !== "Internal" && name !== "pool")),
      ]),
    );
    const external = declared().filter((line) => !line.includes('"path":"Edge/AccessEdge/Internal"'));
    const expected = (change: string): string[] => [
      `${change} Internal < 10.30.1.0/28 tcp 5061 [tcp 10.30.1.0:49152 -> 10.20.0.138:5061]`,
      `${change} Internal > 10.30.1.0/28 tcp 5061 [tcp 10.20.0.138:49152 -> 10.30.1.0:5061]`,
    ];
    expect(lines(diffOf(stack(only, external), stack(edgeOnAws())))).toEqual(expected("opens"));
    expect(lines(diffOf(stack(edgeOnAws()), stack(only, external)))).toEqual(expected("closes"));
    expect(diffOf(undefined, stack(edgeOnAws()))).toMatchObject({ state: "added" });
    expect(lines(diffOf(undefined, stack(edgeOnAws())))).toHaveLength(4);
    expect(opens(diffOf(stack(edgeOnAws()), undefined))).toBe(false);
  });

  it("is at the new address, where an interface gets another one", () => {
    const moved = edgeOnAws({
      aws_network_interface: {
        Internal: { private_ips: ["10.20.0.139"], security_groups: ["${aws_security_group.Internal.id}"] },
      },
    });
    expect(lines(diffOf(stack(edgeOnAws()), stack(moved))).slice(0, 1)).toEqual([
      "opens Internal < 10.30.1.0/28 tcp 5061 at 10.20.0.139 [tcp 10.30.1.0:49152 -> 10.20.0.139:5061]",
    ]);
  });

  it("may be more than is seen, where a value is known only later, and is nothing where it stands on both sides", () => {
    const hidden = withRules({ later: awsRule("External", 443, { cidr_ipv4: "192.0.2.0/24", from_port: "${var.x}" }) });
    const diff = diffOf(stack(edgeOnAws()), stack(hidden));
    expect(lines(diff)).toEqual(["opens? External < 192.0.2.0/24 tcp all ports [tcp 192.0.2.0:49152 -> 10.20.0.10:1]"]);
    expect(diff.traffic[0]?.unseen).toEqual([`${INGRESS}.later has values that are known only when Terraform runs`]);
    expect(opens(diff)).toBe(true);
    expect(diffOf(stack(hidden), stack(hidden)).state).toBe("same");
    const more = withRules({
      ...hidden[INGRESS],
      web: awsRule("External", 80, { cidr_ipv4: "192.0.2.0/24" }),
    });
    expect(lines(diffOf(stack(hidden), stack(more)))).toEqual([
      "opens External < 192.0.2.0/24 tcp 80 [tcp 192.0.2.0:49152 -> 10.20.0.10:80]",
    ]);
  });

  it("may be more, where what is known only later is in other words", () => {
    const rule = (more: Json): unknown =>
      stack(withRules({ later: awsRule("External", 443, { cidr_ipv4: "192.0.2.0/24", ...more }) }));
    const [x, y] = [rule({ to_port: "${var.x}" }), rule({ to_port: "${var.y}" })];
    expect(lines(diffOf(x, y)).map((line) => line.replace(/ \[.*/, ""))).toEqual([
      "opens? External < 192.0.2.0/24 tcp all ports",
      "closes? External < 192.0.2.0/24 tcp all ports",
    ]);
    const each = (...prefixes: string[]): unknown => rule({ cidr_ipv4: "${each.value}", for_each: prefixes });
    const diff = diffOf(each("192.0.2.0/24"), each("0.0.0.0/0"));
    expect(diff.traffic.map(({ change, isCertain }) => [change, isCertain])).toEqual([
      ["opens", false],
      ["closes", false],
    ]);
    expect(diffOf(each("192.0.2.0/24"), each("192.0.2.0/24")).state).toBe("same");
    const blocks = (...prefixes: string[]): unknown => {
      const content = [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["${ingress.value}"] }];
      return stack({ aws_security_group: { one: { dynamic: { ingress: [{ for_each: prefixes, content }] } } } }, []);
    };
    expect(opens(diffOf(blocks("192.0.2.0/24"), blocks("0.0.0.0/0")))).toBe(true);
    expect(diffOf(blocks("0.0.0.0/0"), blocks("0.0.0.0/0")).state).toBe("same");
  });

  it.each([
    ["var.x", { variable: { x: { default: "192.0.2.0/24" } } }, { variable: { x: { default: "0.0.0.0/0" } } }],
    ["local.x", { locals: { x: "192.0.2.0/24" } }, { locals: { x: "0.0.0.0/0" } }],
    [
      "local.x",
      { locals: { x: "${var.y}" }, variable: { y: { default: "192.0.2.0/24" } } },
      { locals: { x: "${var.y}" }, variable: { y: { default: "0.0.0.0/0" } } },
    ],
    ["data.aws_vpc.x.cidr_block", { data: { aws_vpc: { x: { id: "a" } } } }, { data: { aws_vpc: { x: { id: "b" } } } }],
  ])("opens and closes at what is not the same in the same words: %s", (name, old, next) => {
    const rules = withRules({ one: awsRule("External", 443, { cidr_ipv4: `\${${name}}` }) });
    const whole = (more: Json): unknown => ({ resource: rules, ...more });
    expect(lines(diffOf(whole(old), whole(next))).map((line) => line.replace(/ \[.*/, ""))).toEqual([
      expect.stringMatching(/^opens /),
      expect.stringMatching(/^closes /),
    ]);
    expect(diffOf(whole(old), whole(next)).traffic.map(({ peers }) => peers.join())).toEqual([
      `${name} (as it is now)`,
      `${name} (as it was)`,
    ]);
    expect(diffOf(whole(old), whole(old)).state).toBe("same");
  });

  it("opens and closes where a prefix list or a subnet of the stack gets other addresses", () => {
    const at = (prefix: string): unknown =>
      stack(
        withRules(
          {
            list: awsRule("External", 443, { prefix_list_id: "${aws_ec2_managed_prefix_list.x.id}" }),
            subnet: awsRule("External", 80, { cidr_ipv4: "${aws_subnet.x.cidr_block}" }),
          },
          {
            aws_ec2_managed_prefix_list: { x: { name: "x", entry: [{ cidr: prefix }] } },
            aws_subnet: { x: { cidr_block: prefix } },
          },
        ),
      );
    const diff = diffOf(at("192.0.2.0/24"), at("0.0.0.0/0"));
    expect(diff.traffic.filter(({ change }) => change === "opens").map(({ peers }) => peers.join())).toEqual([
      "the prefix list aws_ec2_managed_prefix_list.x (as it is now)",
      "aws_subnet.x.cidr_block (as it is now)",
    ]);
    expect(diffOf(at("0.0.0.0/0"), at("0.0.0.0/0")).state).toBe("same");
  });

  it("may be at an IPv6 address that a subnet gives, where rules speak of IPv6", () => {
    const wide = awsRule("External", 22, { cidr_ipv6: "::/0" });
    const diff = diffOf(stack(edgeOnAws()), stack(withRules({ ...edgeOnAws()[INGRESS], wide })));
    expect(lines(diff)).toEqual([
      "opens? External < internet (::/0) tcp 22 [tcp [2000::]:49152 -> Edge/AccessEdge/External:22]",
    ]);
    expect(diff.traffic[0]).toMatchObject({
      exposure: "internet",
      permittedBy: [`${INGRESS}.wide`],
      unseen: ["the stack gives it no IPv6 address, and its subnet may give it one"],
    });
    const without = (rules: Json): unknown =>
      stack({
        ...edgeOnAws(),
        [INGRESS]: rules,
        aws_network_interface: {
          External: {
            private_ips: ["10.20.0.10"],
            ipv6_address_count: 0,
            security_groups: ["${aws_security_group.External.id}"],
          },
        },
      });
    expect(opens(diffOf(without({}), without({ wide })))).toBe(false);
  });

  it("may be anything, where an interface gets a group that is not in the stack", () => {
    const foreign = edgeOnAws({
      aws_network_interface: {
        Internal: {
          private_ips: ["10.20.0.138"],
          security_groups: ["${aws_security_group.Internal.id}", "sg-0elsewhere"],
        },
      },
    });
    expect(lines(diffOf(stack(edgeOnAws()), stack(foreign))).map((line) => line.slice(0, 18))).toContain(
      "opens? Internal < ",
    );
    expect(diffOf(stack(foreign), stack(foreign)).state).toBe("same");
    // What passes by other rules already does not open, and these do not ask for the rest.
    const diff = diffOf(stack(foreign), stack(edgeOnAws()));
    const back = diffOf(stack(edgeOnAws()), stack(foreign));
    for (const { traffic } of [diff, back]) {
      expect(traffic.flatMap(({ permittedBy, reasons }) => [...permittedBy, ...reasons])).toEqual([]);
      expect(traffic.map(({ services }) => services.join())).toContain("tcp 5061");
    }
  });

  it("says which own flow asks for it, of whom and until when, or that nobody does", () => {
    const flow = ownFlow({ owner: "telephony", expires: "2027-06-30" });
    const next = withRules({
      probe: awsRule("External", 8443, { cidr_ipv4: "0.0.0.0/0", description: "own/probe-123456" }),
      shell: awsRule("Internal", 22, { cidr_ipv4: "10.30.9.0/24", description: "shell" }),
    });
    const diff = diffOf(stack(edgeOnAws()), stack(next, declared(flow)));
    expect(diff.traffic.map(({ reasons }) => reasons)).toEqual([
      [
        {
          flow: "own/probe-123456",
          kind: "own",
          purpose: "probe",
          askedBy: "own: telephony until 2027-06-30",
          expired: false,
        },
      ],
      [{ flow: null, kind: null, purpose: "shell", askedBy: null, expired: false }],
    ]);
    expect(diff.reasons).toEqual([
      {
        change: "added",
        what: "own flow",
        where: "Edge/AccessEdge",
        name: "own/probe-123456",
        before: null,
        after: "probe (tcp 8443 from internet, telephony, until 2027-06-30)",
      },
    ]);
  });
});

describe("groups of Azure", () => {
  const rule = (name: string, priority: number, more: Json): Json => ({
    name,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_port_range: "443",
    source_address_prefix: "*",
    destination_address_prefix: "*",
    ...more,
  });
  const denyAll = (direction: string): Json =>
    rule(`deny-${direction}`, 4096, { direction, access: "Deny", protocol: "*", destination_port_range: "*" });
  const group = (...rules: Json[]): unknown =>
    stack(
      {
        azurerm_network_security_group: { one: { security_rule: rules } },
        azurerm_network_interface: { nic: { ip_configuration: [{ private_ip_address: "10.20.0.10" }] } },
        azurerm_network_interface_security_group_association: {
          link: {
            network_interface_id: "${azurerm_network_interface.nic.id}",
            network_security_group_id: "${azurerm_network_security_group.one.id}",
          },
        },
      },
      [],
    );
  const closed = [denyAll("Inbound"), denyAll("Outbound")];
  const blocked = rule("block", 100, { access: "Deny", source_address_prefix: "198.51.100.0/24" });
  const web = rule("web", 200, {});

  it("open what a denial in front of a permission no longer holds back, and name the denial", () => {
    const diff = diffOf(group(blocked, web, ...closed), group(web, ...closed));
    expect(lines(diff)).toEqual([
      "opens azurerm_network_interface.nic < 198.51.100.0/24 tcp 443 [tcp 198.51.100.0:49152 -> 10.20.0.10:443]",
    ]);
    expect(diff.traffic[0]).toMatchObject({
      permittedBy: ["azurerm_network_security_group.one[web]"],
      deniedBy: ["azurerm_network_security_group.one[block]"],
    });
  });

  it("open where the order of a denial and a permission is turned, and not where only numbers change", () => {
    const behind = { ...blocked, priority: 300 };
    expect(lines(diffOf(group(blocked, web, ...closed), group(web, behind, ...closed)))).toHaveLength(1);
    const renumbered = [{ ...blocked, priority: 110 }, { ...web, priority: 4000 }, ...closed];
    expect(diffOf(group(blocked, web, ...closed), group(...renumbered)).state).toBe("same");
  });

  it("open what the default rules permit, where the last denial goes", () => {
    const diff = diffOf(group(web, ...closed), group(web, denyAll("Inbound")));
    expect(lines(diff).map((line) => line.replace(/ \[.*/, ""))).toEqual([
      expect.stringMatching(/^opens azurerm_network_interface.nic > any \(0\.0\.0\.0\/0\) /),
    ]);
    expect(diff.traffic[0]).toMatchObject({
      permittedBy: ["the default rule AllowInternetOutBound"],
      reasons: [{ purpose: "nothing denies what Azure permits by default", askedBy: null }],
    });
  });

  it("open the same where a group that nothing is seen to be around loses its rules", () => {
    const alone = (rules: Json[]): unknown =>
      stack({ azurerm_network_security_group: { one: { security_rule: rules } } }, []);
    expect(opens(diffOf(alone(closed), alone([])))).toBe(true);
    expect(opens(diffOf(alone([]), alone(closed)))).toBe(false);
    expect(opens(diffOf(stack({}, []), alone([])))).toBe(false);
  });
});

describe("groups of Azure that are elsewhere", () => {
  const rule = (more: Json): Json => ({
    name: "ssh",
    network_security_group_name: "${data.azurerm_network_security_group.far.name}",
    priority: 200,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_port_range: "22",
    source_address_prefix: "*",
    destination_address_prefix: "*",
    ...more,
  });
  const around = {
    network_interface_id: "${azurerm_network_interface.nic.id}",
    network_security_group_id: "${data.azurerm_network_security_group.far.id}",
  };
  const withRule = (one: Json | undefined, isAround: boolean): unknown =>
    stack(
      {
        azurerm_network_interface: { nic: { ip_configuration: [{ private_ip_address: "10.20.0.10" }] } },
        ...(isAround ? { azurerm_network_interface_security_group_association: { far: around } } : {}),
        ...(one === undefined ? {} : { azurerm_network_security_rule: { ssh: one } }),
      },
      [],
    );

  it.each([true, false])(
    "may open what a rule permits that is added, and nothing else (around an interface: %s)",
    (is) => {
      const at = is
        ? "azurerm_network_interface.nic < any (0.0.0.0/0) tcp 22 [tcp 1.0.0.0:49152 -> 10.20.0.10:22]"
        : "data.azurerm_network_security_group.far < any (0.0.0.0/0) tcp 22 " +
          "[tcp 1.0.0.0:49152 -> data.azurerm_network_security_group.far:22]";
      const [none, allow, deny] = [undefined, rule({}), rule({ access: "Deny" })].map((one) => withRule(one, is));
      expect(lines(diffOf(none, allow))).toEqual([`opens? ${at}`]);
      expect(lines(diffOf(allow, none))).toEqual([`closes? ${at}`]);
      expect(lines(diffOf(none, deny))).toEqual([`closes? ${at}`]);
      expect(lines(diffOf(deny, none))).toEqual([`opens? ${at}`]);
      expect(diffOf(allow, none).traffic[0]?.unseen).toEqual([
        "data.azurerm_network_security_group.far is not in this stack, so its rules cannot be seen",
      ]);
    },
  );

  it("may open where a rule gets another place among rules that nobody sees", () => {
    const before = withRule(rule({ priority: 300 }), true);
    const diff = diffOf(before, withRule(rule({}), true));
    expect(diff.traffic.map(({ change, isCertain }) => [change, isCertain])).toContainEqual(["opens", false]);
    expect(diffOf(before, before).state).toBe("same");
  });
});

describe("ways", () => {
  const eip = (port: Json): Record<string, Json> => edgeOnAws({ aws_eip: { one: {} }, ...port });
  const association = {
    network_interface_id: "${aws_network_interface.External.id}",
    allocation_id: "${aws_eip.one.id}",
  };

  it("open where a public address is given to an interface whose rules let something through", () => {
    const diff = diffOf(stack(eip({})), stack(eip({ aws_eip_association: { one: association } })));
    expect(diff.traffic).toEqual([]);
    expect(diff.ways).toMatchObject([
      { change: "opens", isOpen: "yes", through: "static-nat", isPublic: true, to: "Edge/AccessEdge/External" },
    ]);
    expect(opens(diff)).toBe(true);
    expect(opens(diffOf(stack(eip({ aws_eip_association: { one: association } })), stack(eip({}))))).toBe(false);
  });

  it("open nothing where the rules let nothing through", () => {
    const closed = { ...association, network_interface_id: "${aws_network_interface.Internal.id}" };
    const diff = diffOf(stack(eip({})), stack(eip({ aws_eip_association: { one: closed } })));
    expect(diff.ways).toMatchObject([{ change: "opens", isOpen: "no", to: "Edge/AccessEdge/Internal" }]);
    expect(opens(diff)).toBe(false);
  });

  it("open where a balancer loses its group", () => {
    const at = (groups: Json): unknown =>
      stack(
        edgeOnAws({
          aws_security_group: { ...(edgeOnAws()["aws_security_group"] as Json), Front: {} },
          aws_lb: { one: { load_balancer_type: "network", internal: false, ...groups } },
          aws_lb_listener: {
            one: {
              load_balancer_arn: "${aws_lb.one.arn}",
              protocol: "TCP",
              port: 5061,
              default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.one.arn}" }],
            },
          },
          aws_lb_target_group: { one: { port: 5061, protocol: "TCP", target_type: "ip", preserve_client_ip: true } },
          aws_lb_target_group_attachment: {
            one: { target_group_arn: "${aws_lb_target_group.one.arn}", target_id: "10.20.0.10" },
          },
        }),
      );
    const [filtered, without] = [at({ security_groups: ["${aws_security_group.Front.id}"] }), at({})];
    expect(diffOf(filtered, without).ways).toMatchObject([
      {
        change: "opens",
        isOpen: "yes",
        to: "Edge/AccessEdge/External (10.20.0.10) port 5061, with no group around the balancer",
      },
      { change: "closes" },
    ]);
    expect(opens(diffOf(filtered, without))).toBe(true);
    expect(opens(diffOf(without, filtered))).toBe(false);
  });

  it("open where what is known only later is in other words", () => {
    const at = (port: string): unknown =>
      stack(
        edgeOnAws({
          aws_lb: { one: { load_balancer_type: "network", internal: false } },
          aws_lb_listener: {
            one: {
              load_balancer_arn: "${aws_lb.one.arn}",
              protocol: "TCP",
              port,
              default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.one.arn}" }],
            },
          },
          aws_lb_target_group: { one: { port: 443, protocol: "TCP", target_type: "ip" } },
          aws_lb_target_group_attachment: {
            one: { target_group_arn: "${aws_lb_target_group.one.arn}", target_id: "10.20.0.10" },
          },
        }),
      );
    expect(diffOf(at("${var.x}"), at("${var.y}")).ways.map(({ change }) => change)).toEqual(["opens", "closes"]);
    expect(diffOf(at("${var.x}"), at("${var.x}")).state).toBe("same");
  });

  it("open where a route makes a prefix reachable", () => {
    const route = { route_table_id: "rtb-1", destination_cidr_block: "198.51.100.0/25", transit_gateway_id: "tgw-1" };
    const to = (more: Json): StackDiff =>
      diffOf(stack(edgeOnAws()), stack(edgeOnAws({ aws_route: { partner: { ...route, ...more } } })));
    expect(to({ destination_cidr_block: "192.0.2.0/24" }).ways).toMatchObject([{ change: "opens", isOpen: "no" }]);
    expect(to({}).ways).toMatchObject([
      {
        change: "opens",
        isOpen: "yes",
        through: "route",
        address: "198.51.100.0/25",
        to: "transit-gateway tgw-1, in rtb-1",
      },
    ]);
  });
});
