import * as fc from "fast-check";
import { IpPrefix } from "../../lib/net/ip-prefix";
import { readPacket } from "../../lib/net/packet";
import type { PacketBox } from "../../lib/net/packet-match";
import { PacketSet } from "../../lib/net/packet-set";
import { type Modeled, REPRESENTATIVES, grids, isMatched, matches, packets, sets, toPacket } from "./packet-set-model";

const EVERYTHING = PacketSet.everything();

/** What a box says, in a form that compares. */
function lists(box: PacketBox): string[] {
  const { family, sources, destinations, protocols, sourcePorts, destinationPorts, icmpTypes, icmpCodes } = box;
  const ranges = [protocols, sourcePorts, destinationPorts, icmpTypes, icmpCodes].map((list) =>
    JSON.stringify(list ?? null),
  );
  return [family, sources.join(), destinations.join(), ...ranges];
}
const text = (set: PacketSet): string[][] => set.boxes().map(lists);

function expectOfAll(claim: (a: PacketSet, b: PacketSet, c: PacketSet) => boolean): void {
  fc.assert(
    fc.property(sets, sets, sets, (a, b, c) => claim(a.set, b.set, c.set)),
    { numRuns: 150 },
  );
}

describe("packet sets and plain predicates", () => {
  test("agree on the membership of packets at boundaries and anywhere", () => {
    fc.assert(
      fc.property(sets, fc.array(packets, { minLength: 20, maxLength: 20 }), ({ set, has }, some) => {
        for (const packet of some) expect(set.contains(toPacket(packet))).toBe(has(packet));
      }),
      { numRuns: 500 },
    );
  });

  test("agree on emptiness, and the witness of a set that is not empty is in both", () => {
    let empty = 0;
    let other = 0;
    const check = ({ set, has }: Modeled): void => {
      const isEmpty = !REPRESENTATIVES.some(has);
      expect(set.isEmpty).toBe(isEmpty);
      expect(set.equals(PacketSet.empty())).toBe(isEmpty);
      const witness = set.witness();
      expect(witness === undefined).toBe(isEmpty);
      if (isEmpty) empty++;
      else other++;
      if (witness === undefined) return;
      expect(set.contains(witness)).toBe(true);
      expect(has(readPacket(witness))).toBe(true);
    };
    fc.assert(fc.property(sets, check), { numRuns: 300 });
    expect(Math.min(empty, other)).toBeGreaterThan(10);
  });

  test("agree on which sets are equal and which are subsets", () => {
    let proper = 0;
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const onlyA = REPRESENTATIVES.some((packet) => a.has(packet) && !b.has(packet));
        const onlyB = REPRESENTATIVES.some((packet) => b.has(packet) && !a.has(packet));
        expect(a.set.isSubsetOf(b.set)).toBe(!onlyA);
        expect(b.set.isSubsetOf(a.set)).toBe(!onlyB);
        expect(a.set.equals(b.set)).toBe(!onlyA && !onlyB);
        if (onlyA !== onlyB) proper++;
      }),
      { numRuns: 150 },
    );
    expect(proper).toBeGreaterThan(10);
  });

  test("agree that no packet of a set has fewer unspecified addresses than its witness", () => {
    const unspecified = (packet: { source: bigint; destination: bigint }): number =>
      Number(packet.source === 0n) + Number(packet.destination === 0n);
    let forced = 0;
    fc.assert(
      fc.property(sets, ({ set, has }) => {
        const witness = set.witness();
        if (witness === undefined || unspecified(readPacket(witness)) === 0) return;
        // The pool has 0.0.0.0/32 and ::/128, so that no other representative stands for an unspecified address.
        const best = Math.min(...REPRESENTATIVES.filter(has).map(unspecified));
        expect(unspecified(readPacket(witness))).toBe(best);
        forced++;
      }),
      { numRuns: 300 },
    );
    expect(forced).toBeGreaterThan(3);
  });
});

describe("the algebra of packet sets", () => {
  const same = (a: PacketSet, b: PacketSet): boolean => a.equals(b);

  test("union and intersection are commutative", () => {
    expectOfAll((a, b) => same(a.union(b), b.union(a)));
    expectOfAll((a, b) => same(a.intersect(b), b.intersect(a)));
  });

  test("union and intersection are associative", () => {
    expectOfAll((a, b, c) => same(a.union(b).union(c), a.union(b.union(c))));
    expectOfAll((a, b, c) => same(a.intersect(b).intersect(c), a.intersect(b.intersect(c))));
  });

  test("each distributes over the other", () => {
    expectOfAll((a, b, c) => same(a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c))));
    expectOfAll((a, b, c) => same(a.union(b.intersect(c)), a.union(b).intersect(a.union(c))));
  });

  test("De Morgan's laws hold", () => {
    expectOfAll((a, b) => same(a.union(b).complement(), a.complement().intersect(b.complement())));
    expectOfAll((a, b) => same(a.intersect(b).complement(), a.complement().union(b.complement())));
  });

  test("a set without itself is empty, and twice the complement is the set", () => {
    expectOfAll((a) => a.subtract(a).isEmpty);
    expectOfAll((a) => same(a.complement().complement(), a));
  });

  test("a set and its complement share nothing and leave nothing out", () => {
    expectOfAll((a) => a.intersect(a.complement()).isEmpty);
    expectOfAll((a) => same(a.union(a.complement()), EVERYTHING));
  });

  test("a set is what it shares with another and, apart from that, what it does not", () => {
    expectOfAll((a, b) => same(a.intersect(b).union(a.subtract(b)), a));
    expectOfAll((a, b) => a.intersect(b).intersect(a.subtract(b)).isEmpty);
  });

  test("a difference is the intersection with the complement", () => {
    expectOfAll((a, b) => same(a.subtract(b), a.intersect(b.complement())));
  });

  test("union and intersection with itself, and absorption, change nothing", () => {
    expectOfAll((a) => same(a.union(a), a) && same(a.intersect(a), a));
    expectOfAll((a, b) => same(a.union(a.intersect(b)), a) && same(a.intersect(a.union(b)), a));
  });

  test("the bulk union is the union one by one, in whatever order", () => {
    fc.assert(
      fc.property(
        fc.array(sets, { maxLength: 9 }),
        fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
        (many, keys) => {
          const given = many.map(({ set }) => set);
          const bulk = PacketSet.union(given);
          const shuffled = given.map((set, index) => ({ set, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
          expect(bulk.equals(given.reduce((all, set) => all.union(set), PacketSet.empty()))).toBe(true);
          expect(text(PacketSet.union(shuffled.map(({ set }) => set)))).toEqual(text(bulk));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("the boxes of a packet set", () => {
  test("hold each packet of the set once, and no other", () => {
    fc.assert(
      fc.property(fc.oneof(sets, grids), fc.array(packets, { minLength: 20, maxLength: 20 }), ({ set, has }, some) => {
        const boxes = set.boxes();
        for (const packet of some) {
          const holding = boxes.filter((box) => box.family === packet.family && isMatched(box, packet));
          expect(holding).toHaveLength(has(packet) ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("are disjoint, and together the set", () => {
    fc.assert(
      fc.property(fc.oneof(sets, grids), ({ set }) => {
        const boxes = set.boxes().map((box) => PacketSet.of(box));
        expect(PacketSet.union(boxes).equals(set)).toBe(true);
        const overlaps = boxes.flatMap((box, index) =>
          boxes.slice(index + 1).filter((other) => !box.intersect(other).isEmpty),
        );
        expect(overlaps).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("never differ in one list only", () => {
    let pairs = 0;
    fc.assert(
      fc.property(fc.oneof(sets, grids), ({ set }) => {
        const boxes = text(set);
        for (const [index, box] of boxes.entries()) {
          for (const other of boxes.slice(index + 1)) {
            const isSameKind = box.every((list, at) => (list === "null") === (other[at] === "null"));
            if (!isSameKind || box[0] !== other[0]) continue;
            pairs++;
            expect(box.filter((list, at) => list !== other[at]).length).toBeGreaterThan(1);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(pairs).toBeGreaterThan(100);
  });

  test("of one match are at most one for each family and kind of protocol", () => {
    fc.assert(
      fc.property(matches, (match) => {
        expect(PacketSet.of(match).boxes().length).toBeLessThanOrEqual(6);
      }),
    );
  });

  test("of random prefixes and ports unite to the set again", () => {
    const prefix = fc
      .tuple(fc.constantFrom("ipv4" as const, "ipv6" as const), fc.bigInt(0n, 2n ** 128n - 1n), fc.nat(128))
      .map(([family, address, length]) =>
        family === "ipv4" ? IpPrefix.of(family, address >> 96n, length % 33) : IpPrefix.of(family, address, length),
      );
    const range = fc
      .tuple(fc.nat(65535), fc.nat(65535))
      .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
    const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });
    const match = fc.record({
      sources: some(prefix),
      destinations: some(prefix),
      protocols: fc.constant(["tcp"] as const),
      destinationPorts: some(range),
    });
    fc.assert(
      fc.property(fc.array(match, { maxLength: 6 }), (many) => {
        const set = PacketSet.union(many.map((each) => PacketSet.of(each)));
        expect(PacketSet.union(set.boxes().map((box) => PacketSet.of(box))).equals(set)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
