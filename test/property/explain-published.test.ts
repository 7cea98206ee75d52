/**
 * Answers about servers behind port forwards and pools against a look at the rules hop by hop: the client's group, that of
 * the balancer where it has one, and those of the hosts.
 */
import fc from "fast-check";
import { explain } from "../../lib/tools/analyze/explain";
import type { OraclePacket } from "../support/packet-oracle";
import { PacketOracle } from "../support/packet-oracle";
import { blockOf, list, referred } from "../support/oracle-values";
import { CLOUDS, type Cloud } from "../support/stacks";
import { Folder } from "../tools/stack-files";
import { deploy, published } from "./published-stacks";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const CALLER = "10.20.0.200";
const VIRTUAL = "10.30.1.1";
const OUTSIDE = ["198.51.100.1", "198.51.100.200", "203.0.113.7", "203.0.113.8", "192.0.2.77"];
const INSIDE = ["10.30.128.1", "10.30.2.1", "10.20.0.65", "10.30.9.1", "10.30.77.1", CALLER];
const PORTS = [443, 5059, 5060, 5061, 5065, 8443];
const PROTOCOLS = { tcp: 6, udp: 17 } as const;

type Values = Readonly<Record<string, unknown>>;

interface Listener {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  readonly memberPort: number;
}

/** A look at one deployment, with none of the library's code. */
class Looker {
  private readonly oracle: PacketOracle;
  private readonly resources: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  private readonly listeners: readonly Listener[];
  private readonly isPublic: boolean;
  private readonly hosts: readonly string[];
  private readonly groups: Readonly<Record<"front" | "server" | "caller", string>>;

  constructor(
    private readonly cloud: Cloud,
    text: string,
  ) {
    const json = JSON.parse(text) as {
      resource: Record<string, Record<string, Values>>;
      variable: { uc_edge_deployment: { default: string[] } };
    };
    this.oracle = new PacketOracle(json);
    this.resources = json.resource;
    const items = json.variable.uc_edge_deployment.default.map((line) => JSON.parse(line) as Values);
    const balancer = items.find(({ item }) => item === "balancer") ?? {};
    this.listeners = balancer["listeners"] as Listener[];
    this.isPublic = balancer["side"] === "external";
    const group = (test: (path: string) => boolean): string =>
      String(items.find(({ item, path }) => item === "interface" && test(String(path)))?.["group"]);
    this.groups = {
      front: group((path) => path.startsWith("Virtual")),
      server: group((path) => path.startsWith("Server")),
      caller: group((path) => path.startsWith("Caller")),
    };
    this.hosts = this.oracle.addressesAt(this.isPublic ? "Server/External" : "Server/Internal");
  }

  passes(client: string, transport: "tcp" | "udp", port: number): boolean {
    const isInside = client.startsWith("10.");
    const through = this.listeners.some(
      (one) =>
        one.transport === transport && one.port === port && isInside !== this.isPublic && this.forwarded(client, one),
    );
    return through || (isInside && this.direct(client, transport, port));
  }

  private direct(client: string, transport: "tcp" | "udp", port: number): boolean {
    return (
      this.hosts.every((host) => this.leaves(client, host, transport, port)) && this.enters(client, transport, port)
    );
  }

  private forwarded(client: string, { transport, port, memberPort }: Listener): boolean {
    if (this.cloud === "azure") {
      return this.leaves(client, VIRTUAL, transport, port) && this.enters(client, transport, memberPort);
    }
    const isCaller = client === CALLER;
    const out = !isCaller || this.rule("egress", this.groups.caller, this.groups.front, undefined, transport, port);
    const from = isCaller ? this.groups.caller : undefined;
    return (
      out &&
      this.rule("ingress", this.groups.front, from, client, transport, port) &&
      this.rule("egress", this.groups.front, this.groups.server, undefined, transport, memberPort) &&
      this.rule("ingress", this.groups.server, this.groups.front, undefined, transport, memberPort)
    );
  }

  private leaves(client: string, to: string, transport: "tcp" | "udp", port: number): boolean {
    if (client !== CALLER) return true;
    return this.oracle.permits(this.oracle.interfaceAt("Caller/Internal"), "egress", packet(to, transport, port));
  }

  private enters(client: string, transport: "tcp" | "udp", port: number): boolean {
    const nic = this.oracle.interfaceAt(this.isPublic ? "Server/External" : "Server/Internal");
    return this.hosts.every((host) => this.oracle.permits(nic, "ingress", packet(client, transport, port), host));
  }

  /** AWS: whether a group has a rule for another group or for an address. */
  private rule(
    direction: "ingress" | "egress",
    group: string,
    peer: string | undefined,
    address: string | undefined,
    transport: string,
    port: number,
  ): boolean {
    return Object.values(this.resources[`aws_vpc_security_group_${direction}_rule`] ?? {}).some((rule) => {
      const isPeer =
        list(rule["referenced_security_group_id"]).some((one) => referred(one) === peer) ||
        list(rule["cidr_ipv4"]).some((one) => address !== undefined && isIn(address, one));
      const isPort = Number(rule["from_port"]) <= port && port <= Number(rule["to_port"]);
      return isPeer && isPort && rule["ip_protocol"] === transport && referred(rule["security_group_id"]) === group;
    });
  }
}

function packet(far: string, transport: "tcp" | "udp", destinationPort: number): OraclePacket {
  return { protocol: PROTOCOLS[transport], far, sourcePort: 40000, destinationPort };
}

function isIn(address: string, prefix: string): boolean {
  const [one, block] = [blockOf(address), blockOf(prefix)];
  return one.family === block.family && block.first <= one.first && one.first <= block.last;
}

describe.each(CLOUDS)("answers about random published servers on %s", (cloud) => {
  it("are what a look at every hop says", () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(published, (given) => {
        const text = deploy(cloud, given);
        const look = new Looker(cloud, text);
        const file = folder.read(text);
        for (const from of [...OUTSIDE, ...INSIDE]) {
          for (const port of PORTS) {
            const transport = given.forwards[0]?.transport ?? "tcp";
            const [answer] = explain([file], { from, to: "Server/Role", transport, port: String(port) });
            const expected = look.passes(from, transport, port) ? "yes" : "no";
            expect([from, port, answer?.kind === "answer" ? answer.verdict : "none"]).toEqual([from, port, expected]);
            seen[expected]++;
          }
        }
      }),
      { numRuns: 20 },
    );
    expect(seen.yes).toBeGreaterThan(20);
    expect(seen.no).toBeGreaterThan(40);
  });
});
