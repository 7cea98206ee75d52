/** A declared listener, held against the one in Terraform: the hosts behind it, their port, and how their health is checked. */
import type { BalancerListener, BalancerPool, PoolMember } from "../read/balancer";
import type { DeclaredListener } from "../read/declared-reach";
import type { CheckContext } from "./check";
import { type CheckFinding, finding, type FindingText } from "./finding";
import type { Members } from "./members";
import { portsAt } from "./reach";
import { printAddress, seenAddress } from "./seen-address";

/** A declared listener and the one that stands for it. */
export interface Forward {
  /** The path of the balancer. */
  readonly path: string;
  readonly declared: DeclaredListener;
  readonly read: BalancerListener;
  readonly witness: string | null;
}

/** Everything that differs. */
export function forwardFindings(context: CheckContext, members: Members, forward: Forward): CheckFinding[] {
  const { read } = forward;
  return [
    ...read.pools.flatMap((pool) => portFindings(forward, pool)),
    ...hostFindings(context, members, forward),
    ...read.pools.flatMap((pool) => healthFindings(forward, pool)),
  ];
}

/** What cannot be seen. */
export function notSeen(where: string, what: string, rules: readonly string[]): CheckFinding {
  return finding("reach", {
    code: "check-not-seen",
    severity: "warning",
    what,
    where,
    why: "what cannot be seen is neither taken as there nor as gone",
    todo: "check the plan instead of the synthesized stack",
    rules,
  });
}

function wrong({ path, witness }: Forward, text: Pick<FindingText, "what" | "rules">): CheckFinding {
  return finding("reach", {
    code: "check-forward-target",
    severity: "error",
    where: path,
    why: "the port leads to another place than the one that the flows are permitted for",
    todo: "synthesize the stack again, or declare the forward as it is meant",
    witness,
    ...text,
  });
}

function portFindings(forward: Forward, pool: BalancerPool): CheckFinding[] {
  const { declared, read, path } = forward;
  const { memberPort } = declared;
  const ports = [...new Set(pool.members.map(({ port }) => port))].map((port) => portsAt(pool, port, read));
  return ports.flatMap((port): CheckFinding[] => {
    const rules = [read.address, pool.address, ...pool.hops];
    if (port === undefined) {
      return [notSeen(path, `it cannot be seen at which port ${pool.address} reaches its hosts`, rules)];
    }
    if (port.first <= memberPort && memberPort <= port.last && (pool.keepsPort || port.first === port.last)) return [];
    const what = `${read.address} reaches its hosts at port ${String(port.first)}, and ${String(memberPort)} is declared`;
    return [wrong(forward, { what, rules })];
  });
}

function hostFindings(context: CheckContext, members: Members, forward: Forward): CheckFinding[] {
  const { declared, read, path } = forward;
  const all = read.pools.flatMap((pool) => pool.members);
  const rules = [read.address, ...read.pools.map(({ address }) => address)];
  const hosts = new DeclaredHosts(context, members, declared);
  const verdicts = all.map((member) => ({ member, verdict: hosts.claim(member) }));
  const strange = verdicts.filter(({ verdict }) => verdict === "strange").map(({ member }) => member);
  const unseen = verdicts.filter(({ verdict }) => verdict === "unseen").map(({ member }) => member);
  return [
    ...strange.map((member) =>
      wrong(forward, {
        what: `${read.address} leads to ${printMember(member)} as well, and ${declared.target ?? "another host"} alone is declared`,
        rules: [...rules, member.by],
      }),
    ),
    ...(unseen.length === 0
      ? hosts.unclaimed().map((host) =>
          wrong(forward, {
            what: `${read.address} does not lead to ${host}${declared.target === null ? "" : ` of ${declared.target}`}`,
            rules,
          }),
        )
      : [
          notSeen(
            path,
            `it cannot be seen which hosts ${read.address} leads to`,
            unseen.map(({ by }) => by),
          ),
        ]),
  ];
}

function printMember({ address, interface: name }: PoolMember): string {
  return name ?? (address === undefined ? "an unknown host" : printAddress(address));
}

/** The hosts that a listener is declared to lead to, each of which one member stands for. */
class DeclaredHosts {
  /** Literal addresses, or nothing where they are not known; taken out when a member claims them. */
  private readonly open: (string | undefined)[];
  private readonly names: ReadonlySet<string>;
  private readonly claimed = new Set<string>();

  constructor(
    { declaration, topology, reach }: CheckContext,
    private readonly members: Members,
    { target, address, members: named }: DeclaredListener,
  ) {
    const declared = declaration?.interfaces.find(({ path }) => path === target);
    const nics = (declared?.nics ?? []).map((nic) => nic.addresses[address ?? 0]?.privateAddress);
    this.open = (named.length > 0 ? named : nics).map((value) => seenAddress(reach.references, value)?.literal);
    const around = declared === undefined ? [] : topology.members(declared.group);
    this.names = new Set(around.map(({ name }) => name));
  }

  /** Whether a member is one of the hosts. */
  claim(member: PoolMember): "host" | "strange" | "unseen" {
    if (member.repeated) return "unseen";
    const on = this.members.of(member);
    const literal = member.address?.literal;
    const key = literal ?? on?.name;
    // What is not in the stack may be a host all the same: the machine that the interface was given to.
    if (key === undefined) return "unseen";
    if (this.claimed.has(key)) return "host";
    const byAddress = literal === undefined ? -1 : this.open.indexOf(literal);
    const isHere = on !== undefined && this.names.has(on.name);
    // A member whose address is not known is the host whose address is not known either, or else any that is left.
    const unknown = this.open.indexOf(undefined);
    const byName = isHere ? (literal === undefined && unknown === -1 ? this.open.length - 1 : unknown) : -1;
    const index = byAddress === -1 ? byName : byAddress;
    if (index === -1) return "strange";
    this.open.splice(index, 1);
    this.claimed.add(key);
    return "host";
  }

  /** Hosts that no member stands for. */
  unclaimed(): string[] {
    return this.open.map((address) => address ?? "a host");
  }
}

function healthFindings(forward: Forward, pool: BalancerPool): CheckFinding[] {
  const { declared, read, path, witness } = forward;
  const checked = pool.health === "traffic-port" ? (portsAt(pool, undefined, read)?.first ?? "unknown") : pool.health;
  if (checked === declared.healthPort) return [];
  const says = {
    none: "checks the health of no host, so those that are down get traffic too",
    unknown: "checks the health of its hosts at a port that cannot be seen",
  }[String(checked)];
  return [
    finding("reach", {
      code: "check-health-check-unseen",
      severity: typeof checked === "number" ? "error" : "warning",
      what: `${read.address} ${says ?? `checks the health of its hosts at port ${String(checked)}`}, and TCP ${String(declared.healthPort)} is declared`,
      where: path,
      why: "the hosts' groups let the declared check through, and no other",
      todo: "give the listener the declared health check",
      rules: [read.address, pool.address, ...pool.hops],
      witness,
    }),
  ];
}
