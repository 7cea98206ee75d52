/**
 * The complete rules of the two example federations, written by hand from the document: message flow (5269 from each
 * federated server through the firewall, 5222 from clients), federation steps (5269 to each federated server, DNS), and the
 * telnet checks where they are chosen. Never 5369, which one sentence prints.
 */
import { FLOWS, LIMITS, RECORDS, TRANSLATIONS } from "../../lib/catalog/all";
import { stacksOf } from "../../lib/testing/synthesized";
import "../../lib/testing/index";
import { synthesizeExamples } from "../support/examples";
import { declared, describedRulesOf, recordsOf, resourcesOf, rulesOf } from "../support/rules";

const examples = synthesizeExamples();

function example(name: string): string {
  const text = examples.get(name);
  if (text === undefined) throw new Error(`there is no example ${name}`);
  return text;
}

/** Traffic as the matchers take it. */
function tcp(peer: string, ports: number): { peer: string; transport: "tcp"; ports: number } {
  return { peer, transport: "tcp", ports };
}

function dns(...servers: string[]): { peer: string; transport: "tcp" | "udp"; ports: number }[] {
  return servers.flatMap((peer) => (["tcp", "udp"] as const).map((transport) => ({ peer, transport, ports: 53 })));
}

const [OUT, IN] = ["Xmpp_Server_External", "Xmpp_Server_Internal"];
const FRONT = "Xmpp_Server_PublicAddress_Balancer_Front";

describe("a federation by static NAT opens exactly what its document asks for", () => {
  // GoogleTalk is open to the internet, which holds the servers of WebEx Connect and of the partner's CUPS.
  it("on AWS", () => {
    expect(rulesOf(example("cups-xmpp-static-nat-aws"))).toEqual([
      `${OUT} egress tcp 5269 to 0.0.0.0/0`,
      `${OUT} ingress tcp 5269 from 0.0.0.0/0`,
      `${IN} egress tcp 53 to 10.30.0.53/32`,
      `${IN} egress tcp 53 to 10.30.1.53/32`,
      `${IN} egress udp 53 to 10.30.0.53/32`,
      `${IN} egress udp 53 to 10.30.1.53/32`,
      `${IN} ingress tcp 5222 from 10.30.128.0/17`,
    ]);
  });

  it("on Azure", () => {
    expect(rulesOf(example("cups-xmpp-static-nat-azure"))).toEqual([
      `${OUT} egress tcp 5269 to Internet`,
      `${OUT} ingress tcp 5269 from Internet`,
      `${IN} egress tcp 53 to 10.30.0.53/32,10.30.1.53/32`,
      `${IN} egress udp 53 to 10.30.0.53/32,10.30.1.53/32`,
      `${IN} ingress tcp 5222 from 10.30.128.0/17`,
    ]);
  });

  it.each(["aws", "azure"])("and permits exactly that on %s", (cloud) => {
    const [stack] = stacksOf(example(`cups-xmpp-static-nat-${cloud}`));
    expect(stack).toPermitExactly({
      "Xmpp/Server/External": { ingress: [tcp("internet", 5269)], egress: [tcp("internet", 5269)] },
      "Xmpp/Server/Internal": {
        ingress: [tcp("10.30.128.0/17", 5222)],
        egress: dns("10.30.0.53", "10.30.1.53"),
      },
    });
    expect(stack).toDeny({ at: "Xmpp/Server/External", ...tcp("internet", 5369) });
    expect(stack).toDeny({ at: "Xmpp/Server/External", direction: "egress", ...tcp("internet", 5369) });
    // The check from inside would need it; it was not chosen.
    expect(stack).toDeny({ at: "Xmpp/Server/Internal", ...tcp("10.30.64.7", 5269) });
    expect(stack).toHaveNoFindings();
  });

  it("says of each rule which peers ask for it", () => {
    expect(describedRulesOf(example("cups-xmpp-static-nat-aws")).filter((line) => line.startsWith(OUT))).toEqual([
      `${OUT} egress tcp 5269 to 0.0.0.0/0 # cups-xmpp/federation-steps/5b,5c,5d`,
      `${OUT} ingress tcp 5269 from 0.0.0.0/0 # cups-xmpp/message-flow/2b,2c,2d`,
    ]);
  });

  it("has its names, on its own public address", () => {
    expect(recordsOf(example("cups-xmpp-static-nat-aws"))).toEqual([
      "A cup1.example.com in Z0EXAMPLE: Xmpp_Server_External_Address.public_ip",
      "SRV _xmpp-server._tcp.example.com in Z0EXAMPLE: 0 0 5269 cup1.example.com",
    ]);
    expect(recordsOf(example("cups-xmpp-static-nat-azure"))).toEqual([
      "public A cup1 in example.com: Xmpp_Server_External_Address.ip_address",
      "public SRV _xmpp-server._tcp in example.com: 0 0 5269 cup1.example.com",
    ]);
  });
});

const SAMETIME = ["198.51.100.32/28", "203.0.113.64/27"];
const STANDARDS_BASED = "198.51.100.200/32";
const PC_OUTSIDE = "192.0.2.99/32";
/** Who comes from outside: two kinds of peers, and the check from outside. */
const OUTSIDE = [...SAMETIME, STANDARDS_BASED, PC_OUTSIDE];

describe("a federation behind a port forward opens exactly what its document asks for", () => {
  it("on AWS, where the balancer's group stands in front", () => {
    expect(rulesOf(example("cups-xmpp-port-forward-aws"))).toEqual(
      [
        // From outside, by the balancer alone; back out directly, by the network's way out. The PC outside is not called.
        ...OUTSIDE.map((peer) => `${FRONT} ingress tcp 5269 from ${peer}`),
        `${FRONT} egress tcp 5269 to ${OUT}`,
        `${OUT} ingress tcp 5269 from ${FRONT}`,
        ...[...SAMETIME, STANDARDS_BASED].map((peer) => `${OUT} egress tcp 5269 to ${peer}`),
        // From inside: clients, and the PC of the check.
        `${OUT} ingress tcp 5222 from 10.30.128.0/17`,
        `${OUT} ingress tcp 5269 from 10.30.64.7/32`,
        `${OUT} egress tcp 53 to 10.30.0.53/32`,
        `${OUT} egress udp 53 to 10.30.0.53/32`,
      ].sort(),
    );
  });

  it("on Azure, where the server's own group sees the peers, and the probes of the platform", () => {
    expect(rulesOf(example("cups-xmpp-port-forward-azure"))).toEqual(
      [
        `${OUT} ingress tcp 5269 from ${SAMETIME.join()}`,
        `${OUT} ingress tcp 5269 from ${STANDARDS_BASED}`,
        `${OUT} ingress tcp 5269 from ${PC_OUTSIDE}`,
        `${OUT} ingress tcp 5269 from 10.30.64.7/32`,
        `${OUT} ingress tcp 5269 from AzureLoadBalancer`,
        `${OUT} egress tcp 5269 to ${SAMETIME.join()}`,
        `${OUT} egress tcp 5269 to ${STANDARDS_BASED}`,
        `${OUT} ingress tcp 5222 from 10.30.128.0/17`,
        `${OUT} egress tcp 53 to 10.30.0.53/32`,
        `${OUT} egress udp 53 to 10.30.0.53/32`,
      ].sort(),
    );
  });

  const EGRESS = [...[...SAMETIME, STANDARDS_BASED].map((peer) => tcp(peer, 5269)), ...dns("10.30.0.53")];

  it("and permits exactly that on AWS", () => {
    const [stack] = stacksOf(example("cups-xmpp-port-forward-aws"));
    const front = "Xmpp/Server/PublicAddress/Balancer/Front";
    expect(stack).toPermitExactly({
      [front]: { ingress: OUTSIDE.map((peer) => tcp(peer, 5269)), egress: [tcp("Xmpp/Server/External", 5269)] },
      "Xmpp/Server/External": {
        ingress: [tcp(front, 5269), tcp("10.30.64.7", 5269), tcp("10.30.128.0/17", 5222)],
        egress: EGRESS,
      },
    });
    expect(stack).toDeny({ at: front, ...tcp("internet", 5369) });
    expect(stack).toHaveNoFindings();
  });

  it("and permits exactly that on Azure", () => {
    const [stack] = stacksOf(example("cups-xmpp-port-forward-azure"));
    expect(stack).toPermitExactly({
      "Xmpp/Server/External": {
        ingress: [
          ...OUTSIDE.map((peer) => tcp(peer, 5269)),
          tcp("AzureLoadBalancer", 5269),
          tcp("10.30.64.7", 5269),
          tcp("10.30.128.0/17", 5222),
        ],
        egress: EGRESS,
      },
    });
    expect(stack).toDeny({ at: "Xmpp/Server/External", ...tcp("internet", 5369) });
    expect(stack).toHaveNoFindings();
  });

  it("forwards TCP 5269 to 5269, and nothing else", () => {
    const aws = example("cups-xmpp-port-forward-aws");
    expect(Object.values(resourcesOf(aws, "aws_lb_listener"))).toMatchObject([{ port: 5269, protocol: "TCP" }]);
    expect(Object.values(resourcesOf(aws, "aws_lb_target_group"))).toMatchObject([{ port: 5269, protocol: "TCP" }]);
    expect(Object.values(resourcesOf(aws, "aws_lb_target_group_attachment"))).toMatchObject([
      { target_id: "10.30.4.30", port: 5269 },
    ]);
    const azure = example("cups-xmpp-port-forward-azure");
    expect(Object.values(resourcesOf(azure, "azurerm_lb_rule"))).toMatchObject([
      { frontend_port: 5269, backend_port: 5269, protocol: "Tcp" },
    ]);
  });

  it("has its names on the forwarded address, with the priority and weight that were set", () => {
    const address = "Xmpp_Server_PublicAddress_Balancer_Address";
    expect(recordsOf(example("cups-xmpp-port-forward-aws"))).toEqual([
      `A cup1.example.com in Z0EXAMPLE: ${address}.public_ip`,
      `A cup1.example.org in Z1EXAMPLE: ${address}.public_ip`,
      "SRV _xmpp-server._tcp.example.com in Z0EXAMPLE: 10 5 5269 cup1.example.com",
      "SRV _xmpp-server._tcp.example.org in Z1EXAMPLE: 10 5 5269 cup1.example.org",
    ]);
    expect(recordsOf(example("cups-xmpp-port-forward-azure"))).toEqual([
      `public A cup1 in example.com: ${address}.ip_address`,
      `public A cup1 in example.org: ${address}.ip_address`,
      "public SRV _xmpp-server._tcp in example.com: 10 5 5269 cup1.example.com",
      "public SRV _xmpp-server._tcp in example.org: 10 5 5269 cup1.example.org",
    ]);
  });
});

describe("every fact of the document is used by the construct, or has its reason not to be", () => {
  const stacks = [...examples].filter(([name]) => name.startsWith("cups-xmpp-")).map(([, text]) => text);
  const rules = stacks.flatMap((text) => describedRulesOf(text)).join("\n");
  const cited = new Set(
    [...rules.matchAll(/cups-xmpp\/([a-z-]+)\/((?:\d+[a-z],?)+)/g)].flatMap(([, section = "", steps = ""]) =>
      steps.split(",").map((step) => `cups-xmpp/${section}/${step}`),
    ),
  );

  it("a flow opens a rule of an example, or says why no construct opens it", () => {
    const mine = FLOWS.filter(({ system }) => system === "cups-xmpp");
    const open = mine.flatMap(({ id, directions }) => directions.map(({ key }) => `${id}${key}`));
    expect([...cited].sort()).toEqual([...open].sort());
    expect(mine.filter(({ unenforced }) => unenforced === null).map(({ id }) => id)).toEqual([
      "cups-xmpp/message-flow/2",
      "cups-xmpp/message-flow/4",
      "cups-xmpp/federation-steps/2",
      "cups-xmpp/federation-steps/5",
      "cups-xmpp/telnet-checks/1",
      "cups-xmpp/telnet-checks/2",
    ]);
    for (const { directions, unenforced } of mine) expect(directions.length === 0).toBe(unenforced !== null);
  });

  it("a record is made, and a translation is one of the two examples", () => {
    const made = stacks.flatMap((text) => declared(text, "record").flatMap(({ facts }) => facts as string[]));
    const mine = RECORDS.filter(({ system }) => system === "cups-xmpp").map(({ id }) => id);
    expect([...new Set(made)].sort()).toEqual([...mine].sort());
    const translations = stacks.flatMap((text) => declared(text, "system").map(({ translation }) => translation));
    expect([...new Set(translations)].sort()).toEqual(
      TRANSLATIONS.filter(({ system }) => system === "cups-xmpp")
        .map(({ rule }) => rule)
        .sort(),
    );
  });

  /** How a limit that no rule can express is kept. A test of the construct shows each error. */
  const KEPT: Readonly<Record<string, "finding" | "error" | "kind" | "record" | "says nothing">> = {
    "requirements/1": "says nothing",
    "components/1": "finding",
    "components/2": "says nothing",
    "background/1": "error",
    "background/2": "error",
    "background/3": "kind",
    "background/4": "error",
    "background/5": "kind",
    "background/6": "error",
    "message-flow/5": "finding",
    "assumptions/1": "error",
    "assumptions/2": "says nothing",
    "configuration/1": "record",
    "configuration/3": "finding",
    "configuration/4": "finding",
    "configuration/4-google-talk": "finding",
    "configuration/4-webex-connect": "finding",
    "configuration/5": "finding",
    "verification/6": "finding",
  };

  it("a limit is an error, a finding, a kind of peer or a record", () => {
    const mine = LIMITS.filter(({ system }) => system === "cups-xmpp").map(({ id }) => id.replace("cups-xmpp/", ""));
    expect(Object.keys(KEPT).sort()).toEqual([...mine].sort());
    const found = stacks.flatMap((text) => declared(text, "finding").flatMap(({ facts }) => facts as string[]));
    const findings = Object.entries(KEPT).flatMap(([id, how]) => (how === "finding" ? [`cups-xmpp/${id}`] : []));
    expect(findings.filter((id) => !found.includes(id))).toEqual([]);
  });
});
