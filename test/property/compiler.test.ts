/**
 * The compiler against a naive oracle: packets are asked of the permits and of the rules one by one, over a small world
 * of end points and over every boundary of the ports in use.
 */
import fc from "fast-check";
import { AWS_CAPABILITIES } from "../../lib/aws/capabilities";
import { AZURE_CAPABILITIES } from "../../lib/azure/capabilities";
import { GroupCompiler } from "../../lib/compiler/group-compiler";
import type {
  CompiledRule,
  Direction,
  IcmpMessage,
  Permit,
  PermitPeer,
  RuleCapabilities,
} from "../../lib/compiler/permit";
import { IpPrefix, mergePrefixes } from "../../lib/net/ip-prefix";
import type { PortRange } from "../../lib/net/port-range";
import type { Transport } from "../../lib/net/transport";

const RUNS = 600;
const CLOUDS: [string, RuleCapabilities][] = [
  ["AWS", AWS_CAPABILITIES],
  ["Azure", AZURE_CAPABILITIES],
];

// ---- a world small enough to ask every end point ----

/** Addresses as text, and things whose addresses nobody knows. */
const ADDRESSES = [
  ...range(8).map((last) => `10.0.0.${String(last)}`),
  "10.9.9.9",
  ...range(16).map((last) => `198.51.100.${String(last)}`),
  "203.0.113.9",
  ...range(4).map((last) => `2001:db8::${String(last)}`),
  "2001:db8:f::9",
];
const OPAQUE: PermitPeer[] = [
  { kind: "group", key: "Pool/Internal", value: "sg-pool" },
  { kind: "group", key: "Proxy/Internal", value: "sg-proxy" },
  { kind: "prefix-list", key: "pl-1", value: "pl-1" },
  { kind: "unresolved", key: "var.monitor", value: "${var.monitor}" },
];
const OWN = [
  ["10.0.0.0/8", "2001:db8::/126"],
  ["10.0.0.0/8", "198.51.100.8/29", "2001:db8::/127"],
  ["10.0.0.0/30", "10.0.0.6/32", "198.51.100.0/32"],
];
const PORTS = [0, 1, 79, 80, 81, 82, 84, 85, 443, 65534, 65535];
const FEW_PORTS = [79, 80, 81, 82, 83, 85, 86];
const SOURCES = [
  { first: 0, last: 65535 },
  { first: 1024, last: 65535 },
  { first: 50000, last: 59999 },
  { first: 50000, last: 50001 },
];

// ---- the oracle: it parses and compares texts, and shares no code with the compiler ----

function numberOf(address: string): bigint {
  if (!address.includes(":")) return address.split(".").reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const [head = "", tail = ""] = address.split("::");
  const words = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const zeros = Array<string>(8 - words(head).length - words(tail).length).fill("0");
  const all = address.includes("::") ? [...words(head), ...zeros, ...words(tail)] : words(head);
  return all.reduce((sum, word) => sum * 65536n + BigInt(`0x${word}`), 0n);
}

/** A prefix as a family, the number of its host bits, and what stands before them. */
function blockOf(prefix: string): { ipv6: boolean; hostBits: bigint; head: bigint } {
  const [base = "", length = ""] = prefix.split("/");
  const ipv6 = base.includes(":");
  const hostBits = BigInt((ipv6 ? 128 : 32) - Number(length));
  return { ipv6, hostBits, head: numberOf(base) >> hostBits };
}

const NUMBERED = ADDRESSES.map((address) => ({ ipv6: address.includes(":"), number: numberOf(address) }));

/** The addresses of the world that a prefix holds, one bit each. */
const endsOfPrefix = remember((prefix: string): bigint => {
  const { ipv6, hostBits, head } = blockOf(prefix);
  return NUMBERED.reduce(
    (ends, one, index) => (one.ipv6 === ipv6 && one.number >> hostBits === head ? ends | (1n << BigInt(index)) : ends),
    0n,
  );
});

function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = compute(text);
    known.set(text, value);
    return value;
  };
}

const unionOf = (all: readonly bigint[]): bigint => all.reduce((union, ends) => union | ends, 0n);

interface World {
  readonly own: readonly string[];
  readonly capabilities: RuleCapabilities;
}

/** The end points of a peer, one bit each. */
function endsOf(peer: PermitPeer, { own }: World): bigint {
  if (peer.kind === "addresses") return unionOf(peer.prefixes.map((prefix) => endsOfPrefix(String(prefix))));
  if (peer.kind === "internet") {
    const families = peer.families.map((family) => endsOfPrefix(family === "ipv4" ? "0.0.0.0/0" : "::/0"));
    return unionOf(families) & ~unionOf(own.map(endsOfPrefix));
  }
  const index = OPAQUE.findIndex((one) => one.kind === peer.kind && "key" in one && one.key === peer.key);
  return 1n << BigInt(ADDRESSES.length + index);
}

interface Box {
  readonly direction: Direction;
  readonly transport: Transport;
  /** The own addresses that it is about; empty: all of them. */
  readonly local: string;
  readonly ends: bigint;
  /** Destination ports, or ICMP messages as type * 256 + code, or a single 0. */
  readonly targets: readonly PortRange[];
  readonly sources: PortRange;
}

const ALL = { first: 0, last: 65535 };

function targetsOf(transport: Transport, ports: readonly PortRange[], icmp: IcmpMessage | undefined): PortRange[] {
  if (transport === "tcp" || transport === "udp") return [...ports];
  if (transport !== "icmp" && transport !== "icmpv6") return [ALL];
  const { type, code } = icmp ?? {};
  if (type === undefined) return [ALL];
  return [{ first: type * 256 + (code ?? 0), last: type * 256 + (code ?? 255) }];
}

function boxOfPermit(permit: Permit, world: World): Box {
  const { sourcePorts, icmpMessages } = world.capabilities;
  return {
    direction: permit.direction,
    transport: permit.transport,
    local: world.capabilities.localAddresses ? (permit.local?.join() ?? "") : "",
    ends: endsOf(permit.peer, world),
    targets: targetsOf(
      permit.transport,
      permit.ports === undefined ? [] : [permit.ports],
      icmpMessages ? permit.icmp : undefined,
    ),
    sources: (sourcePorts ? permit.sourcePorts : undefined) ?? ALL,
  };
}

function boxOfRule(rule: CompiledRule, world: World): Box {
  return {
    direction: rule.direction,
    transport: rule.transport,
    local: rule.local?.join() ?? "",
    ends: endsOf(rule.peer, world),
    targets: targetsOf(rule.transport, rule.ports, rule.icmp),
    sources: rule.sourcePorts ?? ALL,
  };
}

/** The numbers around every bound: asking them asks all 65,536. */
function bounds(ranges: readonly PortRange[]): number[] {
  const numbers = ranges.flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
  return [...new Set([0, 65535, ...numbers])].filter((number) => number >= 0 && number <= 65535);
}

const holds = ({ first, last }: PortRange, number: number): boolean => first <= number && number <= last;

const laneOf = ({ direction, transport, local }: Box): string => `${direction} ${transport} ${local}`;

/** For each lane, source port and target: which end points may send such a packet, or be sent it. */
function permitted(boxes: readonly Box[], asked: readonly Box[]): Map<string, bigint> {
  const answers = new Map<string, bigint>();
  const lanes = new Map<string, Box[]>();
  for (const box of [...boxes, ...asked]) {
    const lane = laneOf(box);
    lanes.set(lane, [...(lanes.get(lane) ?? []), box]);
  }
  for (const [lane, members] of lanes) {
    const inLane = boxes.filter((box) => laneOf(box) === lane);
    for (const target of bounds(members.flatMap((box) => box.targets))) {
      for (const source of bounds(members.map((box) => box.sources))) {
        let ends = 0n;
        for (const box of inLane) {
          if (holds(box.sources, source) && box.targets.some((one) => holds(one, target))) ends |= box.ends;
        }
        answers.set(`${lane} ${String(source)} -> ${String(target)}`, ends);
      }
    }
  }
  return answers;
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    laneOf(inner) === laneOf(outer) &&
    (inner.ends & ~outer.ends) === 0n &&
    outer.sources.first <= inner.sources.first &&
    outer.sources.last >= inner.sources.last &&
    inner.targets.every((target) =>
      bounds([target, ...outer.targets])
        .filter((number) => holds(target, number))
        .every((number) => outer.targets.some((one) => holds(one, number))),
    )
  );
}

// ---- generators with many collisions ----

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

const parse = (text: string): IpPrefix => IpPrefix.parse(text, { what: "a test", prop: "prefix" });

const ipv4 = fc
  .oneof(
    fc.record({ tree: fc.constant("10.0.0."), bits: fc.constant(3), length: fc.integer({ min: 29, max: 32 }) }),
    fc.record({ tree: fc.constant("198.51.100."), bits: fc.constant(4), length: fc.integer({ min: 28, max: 32 }) }),
  )
  .chain(({ tree, bits, length }) =>
    fc
      .nat({ max: 2 ** (bits - (32 - length)) - 1 })
      .map((n) => `${tree}${String(n * 2 ** (32 - length))}/${String(length)}`),
  );
const ipv6 = fc
  .integer({ min: 126, max: 128 })
  .chain((length) =>
    fc
      .nat({ max: 2 ** (length - 126) - 1 })
      .map((n) => `2001:db8::${String(n * 2 ** (128 - length))}/${String(length)}`),
  );

function addresses(dual: boolean): fc.Arbitrary<PermitPeer> {
  const one = dual ? fc.oneof({ weight: 4, arbitrary: ipv4 }, { weight: 1, arbitrary: ipv6 }) : ipv4;
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((texts) => ({ kind: "addresses", prefixes: mergePrefixes(texts.map(parse)) }));
}

function peers(dual: boolean): fc.Arbitrary<PermitPeer> {
  return fc.oneof(
    { weight: 8, arbitrary: addresses(dual) },
    {
      weight: 2,
      arbitrary: fc.constant<PermitPeer>({ kind: "internet", families: dual ? ["ipv4", "ipv6"] : ["ipv4"] }),
    },
    { weight: 2, arbitrary: fc.constantFrom(...OPAQUE) },
  );
}

function rangesOf(ports: readonly number[]): fc.Arbitrary<PortRange> {
  const length = fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: ports.length }));
  return fc.tuple(fc.nat({ max: ports.length - 1 }), length).map(([start, more]) => ({
    first: ports[start] ?? 0,
    last: ports[Math.min(start + more, ports.length - 1)] ?? 0,
  }));
}

const icmpMessage: fc.Arbitrary<IcmpMessage | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ type: fc.constantFrom(0, 8, 9, 255) }),
  fc.record({ type: fc.constantFrom(0, 8, 9, 255), code: fc.constantFrom(0, 1, 255) }),
);

interface Case {
  readonly own: readonly string[];
  readonly permits: readonly Permit[];
}

/**
 * How closely the permits of a case meet: anything at all; one lane; or one lane, one small block and its parts, so that
 * blocks gain and lose what their halves share.
 */
type Closeness = "any" | "lane" | "block";

/** Own addresses, for an interface that has several. */
const LOCALS = [["10.0.0.1"], ["10.0.0.2"], ["10.0.0.1", "10.0.0.2"]];

const BLOCK = ["10.0.0.0/30", "10.0.0.0/31", "10.0.0.2/31", "10.0.0.0/32", "10.0.0.1/32", "10.0.0.2/32"];

function permits(closeness: Closeness, dual: boolean, several: boolean): fc.Arbitrary<Permit> {
  const transports: Transport[] =
    closeness === "any" ? ["tcp", "tcp", "udp", "icmp", "icmp", "icmpv6", "esp"] : ["tcp"];
  const inBlock = fc.constantFrom(...BLOCK).map((one): PermitPeer => ({ kind: "addresses", prefixes: [parse(one)] }));
  return fc
    .record({
      direction: fc.constantFrom<Direction>(
        ...(closeness === "any" ? (["ingress", "egress"] as const) : (["ingress"] as const)),
      ),
      transport: fc.constantFrom(...transports),
      peer: closeness === "block" ? inBlock : peers(dual),
      ports: rangesOf(closeness === "block" ? FEW_PORTS : PORTS),
      sourcePorts: fc.option(fc.constantFrom(...SOURCES), { nil: undefined, freq: closeness === "block" ? 8 : 3 }),
      icmp: icmpMessage,
      local: several ? fc.constantFrom(...LOCALS) : fc.constant(undefined),
      flow: fc.nat({ max: 9 }).map((number) => `own/flow-${String(number)}`),
    })
    .map(({ ports, sourcePorts, icmp, ...rest }): Permit => {
      if (rest.transport === "tcp" || rest.transport === "udp") return { ...rest, ports, sourcePorts };
      return rest.transport === "esp" ? rest : { ...rest, icmp };
    });
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    own: fc.constantFrom(...OWN),
    dual: fc.boolean(),
    closeness: fc.constantFrom<Closeness>("any", "lane", "block", "block"),
    several: fc.constantFrom(false, false, true),
  })
  .chain(({ own, dual, closeness, several }) =>
    fc.array(permits(closeness, dual, several), { minLength: 1, maxLength: 14 }).map((all) => ({ own, permits: all })),
  );

function shuffled(): fc.Arbitrary<Case & { readonly order: readonly Permit[] }> {
  return cases.chain((given) =>
    fc.shuffledSubarray([...given.permits], { minLength: given.permits.length }).map((order) => ({ ...given, order })),
  );
}

// ---- what the properties say ----

function compilerOf({ own }: Case, capabilities: RuleCapabilities): GroupCompiler {
  return new GroupCompiler(capabilities, own.map(parse));
}

function compile(given: Case, capabilities: RuleCapabilities, permits = given.permits): CompiledRule[] {
  const compiler = compilerOf(given, capabilities);
  for (const permit of permits) compiler.add(permit);
  return compiler.rules();
}

function text(rule: CompiledRule): string {
  const peer = rule.peer.kind === "addresses" ? rule.peer.prefixes.map(String) : rule.peer;
  return JSON.stringify({ ...rule, peer });
}

const withoutFlows = (rule: CompiledRule): CompiledRule => ({ ...rule, flows: [] });

const texts = (rules: readonly CompiledRule[]): string[] => rules.map(text);

/** Rules as the permits that ask for exactly them. */
function asPermits(rules: readonly CompiledRule[]): Permit[] {
  return rules.flatMap(({ direction, transport, peer, sourcePorts, icmp, local, ports, flows }) =>
    flows.flatMap((flow): Permit[] => {
      const permit = { direction, transport, peer, sourcePorts, icmp, local, flow };
      return ports.length === 0 ? [permit] : ports.map((range) => ({ ...permit, ports: range }));
    }),
  );
}

const touch = (a: PortRange, b: PortRange): boolean => a.first <= b.last + 1 && b.first <= a.last + 1;

describe.each(CLOUDS)("the compiler, with what %s rules can say", (_, capabilities) => {
  const check = <T>(given: fc.Arbitrary<T>, property: (value: T) => void): void => {
    fc.assert(fc.property(given, property), { numRuns: RUNS });
  };

  it("permits exactly the union of the permits", () => {
    check(cases, (given) => {
      const world = { own: given.own, capabilities };
      const asked = given.permits.map((permit) => boxOfPermit(permit, world));
      const rules = compile(given, capabilities).map((rule) => boxOfRule(rule, world));
      expect(permitted(rules, asked)).toEqual(permitted(asked, rules));
    });
  });

  it("gives the same rules, flows included, in whatever order the permits come", () => {
    check(shuffled(), (given) => {
      expect(texts(compile(given, capabilities, given.order))).toEqual(texts(compile(given, capabilities)));
    });
  });

  it("keeps up incrementally with what a fresh compiler makes of the same permits in sorted order", () => {
    check(cases, (given) => {
      const compiler = compilerOf(given, capabilities);
      const sofar: Permit[] = [];
      for (const permit of given.permits) {
        compiler.add(permit);
        sofar.push(permit);
        const sorted = [...sofar].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
        expect(texts(compiler.rules())).toEqual(texts(compile(given, capabilities, sorted)));
      }
    });
  });

  it("reports every change, and only of rules that there are or were", () => {
    check(cases, (given) => {
      const compiler = compilerOf(given, capabilities);
      const known = new Map<string, CompiledRule>();
      for (const permit of given.permits) {
        for (const [key, rule] of compiler.add(permit)) {
          if (rule === undefined) expect(known.delete(key)).toBe(true);
          else known.set(key, rule);
          expect(rule?.key ?? key).toBe(key);
        }
        expect(texts([...known.values()]).sort()).toEqual(texts(compiler.rules()).sort());
        expect(compiler.size).toBe(known.size);
      }
    });
  });

  it("makes of its own rules the same rules again", () => {
    check(cases, (given) => {
      const rules = compile(given, capabilities);
      const again = compile(given, capabilities, asPermits(rules));
      // The flows of a merged rule ask for less than the rule; fed back, each asks for all of it.
      expect(texts(again.map(withoutFlows))).toEqual(texts(rules.map(withoutFlows)));
    });
  });

  it("leaves no two rules that could be one", () => {
    check(cases, (given) => {
      const world = { own: given.own, capabilities };
      const rules = compile(given, capabilities);
      expect([...impliedOf(rules, world), ...joinableOf(rules, capabilities)]).toEqual([]);
    });
  });

  it("names in each rule exactly the flows that meet it from its peer, or from peers within it", () => {
    check(cases, (given) => {
      const world = { own: given.own, capabilities };
      const parts = given.permits.flatMap((permit) =>
        partsOf(permit, capabilities).map((part) => ({ flow: part.flow, box: boxOfPermit(part, world), part })),
      );
      for (const rule of compile(given, capabilities)) {
        const box = boxOfRule(rule, world);
        const flows = parts
          .filter(
            ({ box: one, part }) =>
              isWithin({ ...one, targets: box.targets }, box) &&
              belongs(part.peer, rule.peer) &&
              one.targets.some((a) => box.targets.some((b) => a.first <= b.last && b.first <= a.last)),
          )
          .map(({ flow }) => flow);
        expect(rule.flows).toEqual([...new Set(flows)].sort());
        expect(rule.flows.length).toBeGreaterThan(0);
      }
    });
  });

  it("leaves every rule as it is that a new permit has nothing to do with", () => {
    check(cases, (given) => {
      const world = { own: given.own, capabilities };
      const compiler = compilerOf(given, capabilities);
      const asked = given.permits.map((permit) => boxOfPermit(permit, world));
      for (const permit of given.permits) {
        const before = compiler.rules();
        compiler.add(permit);
        const after = new Set(compiler.rules());
        const box = boxOfPermit(permit, world);
        for (const rule of before) {
          // Not equal by text alone: the very object is kept, nothing was written.
          if (after.has(rule)) continue;
          expect([text(rule), isApart(box, boxOfRule(rule, world), asked, capabilities)]).toEqual([text(rule), false]);
        }
      }
    });
  });
});

function sortKey(permit: Permit): string {
  const peer = permit.peer.kind === "addresses" ? permit.peer.prefixes.map(String) : permit.peer;
  return JSON.stringify({ ...permit, peer });
}

/** Rules that another rule of their lane implies. */
function impliedOf(rules: readonly CompiledRule[], world: World): string[] {
  const boxes = rules.map((rule) => boxOfRule(rule, world));
  return boxes.flatMap((inner, i) =>
    boxes.flatMap((outer, j) => {
      const [one, other] = [rules[i], rules[j]];
      const implied = i !== j && one !== undefined && other !== undefined && isWithin(inner, outer);
      return implied ? [`${text(one)} is implied by ${text(other)}`] : [];
    }),
  );
}

/** Ranges of one peer that could be one range, and rules of one peer that could be one rule. */
function joinableOf(rules: readonly CompiledRule[], { severalPerRule }: RuleCapabilities): string[] {
  const byPeer = new Map<string, PortRange[]>();
  const found: string[] = [];
  for (const rule of rules) {
    if (rule.ports.length === 0) continue;
    const name = text({ ...rule, key: "", flows: [], ports: [] });
    const before = byPeer.get(name) ?? [];
    if (severalPerRule && before.length > 0) found.push(`${text(rule)} is not its peer's only rule`);
    if (!severalPerRule && rule.ports.length > 1) found.push(`${text(rule)} has more than one range`);
    byPeer.set(name, [...before, ...rule.ports]);
  }
  for (const [name, ranges] of byPeer) {
    ranges.forEach((one, index) => {
      if (ranges.slice(index + 1).some((other) => touch(one, other))) found.push(`${name}: ${JSON.stringify(ranges)}`);
    });
  }
  return severalPerRule ? found : [...found, ...halvesOfOneBlock(rules)];
}

/** Pairs of rules for the two halves of a block, with the same ports: one rule for the block would do. */
function halvesOfOneBlock(rules: readonly CompiledRule[]): string[] {
  const key = (rule: CompiledRule, peer: unknown): string =>
    JSON.stringify([rule.direction, rule.transport, rule.ports, rule.icmp, rule.sourcePorts, rule.local, peer]);
  const blocks = rules.flatMap((rule) => {
    const [prefix] = rule.peer.kind === "addresses" ? rule.peer.prefixes : [];
    if (prefix === undefined) return [];
    const hostBits = BigInt((prefix.family === "ipv4" ? 32 : 128) - prefix.length + 1);
    return [key(rule, [prefix.family, prefix.length, String(prefix.first >> hostBits)])];
  });
  return blocks.filter((block, index) => blocks.indexOf(block) !== index);
}

/** A permit as its peers reach the rules: prefix by prefix where a rule takes one. */
function partsOf(permit: Permit, { severalPerRule }: RuleCapabilities): Permit[] {
  const { peer } = permit;
  if (severalPerRule) return [permit];
  if (peer.kind === "addresses") {
    return peer.prefixes.map((prefix) => ({ ...permit, peer: { ...peer, prefixes: [prefix] } }));
  }
  return peer.kind === "internet"
    ? peer.families.map((family) => ({ ...permit, peer: { ...peer, families: [family] } }))
    : [permit];
}

/** Whether one peer is, by what it says and not by which end points happen to be in this world, within another. */
function belongs(inner: PermitPeer, outer: PermitPeer): boolean {
  return inner.kind === "internet" ? outer.kind === "internet" : true;
}

/**
 * Whether a permit and a rule have nothing to do with each other, however what was asked before is merged: where blocks
 * are made of their halves, ports that reach from one to the other by way of other permits connect them.
 */
function isApart(permit: Box, rule: Box, asked: readonly Box[], { severalPerRule }: RuleCapabilities): boolean {
  if (permit.direction !== rule.direction || permit.transport !== rule.transport) return true;
  if (severalPerRule) return (permit.ends & rule.ends) === 0n;
  const opaque = (1n << BigInt(ADDRESSES.length)) - 1n;
  if ((permit.ends & opaque) === 0n || (rule.ends & opaque) === 0n) return (permit.ends & rule.ends) === 0n;
  const inLane = asked.filter((one) => one.direction === permit.direction && one.transport === permit.transport);
  const reach = reachOf(
    permit.targets,
    inLane.flatMap((one) => one.targets),
  );
  return !rule.targets.some((target) => touch(target, reach));
}

/** The range that grows out of ranges by all that touches it. */
function reachOf(start: readonly PortRange[], others: readonly PortRange[]): PortRange {
  const hull = (ranges: readonly PortRange[]): PortRange => ({
    first: Math.min(...ranges.map(({ first }) => first)),
    last: Math.max(...ranges.map(({ last }) => last)),
  });
  let reach = hull(start);
  for (;;) {
    const next = hull([reach, ...others.filter((other) => touch(other, reach))]);
    if (next.first === reach.first && next.last === reach.last) return reach;
    reach = next;
  }
}
