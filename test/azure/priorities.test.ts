import fc from "fast-check";
import { FIRST_PRIORITY, LAST_ALLOW_PRIORITY } from "../../lib/azure/capabilities";
import { assignPriorities, homeSlot } from "../../lib/azure/priorities";

/** Azure takes 100 to 4096, and the last is for the denial. */
const SLOTS = 4095 - 100 + 1;

function homesOf(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key) => [key, homeSlot(key)]));
}

describe("the slot of a key", () => {
  it("is between 0 and the last one, always the same, and spread out", () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `ingress-tcp-198.51.100.0_24-${String(index)}`);
    const slots = keys.map(homeSlot);
    expect(slots.every((slot) => Number.isInteger(slot) && slot >= 0 && slot < SLOTS)).toBe(true);
    expect(keys.map(homeSlot)).toEqual(slots);
    // 5,000 keys in 3,996 slots: about 71 of 100 slots are taken when the keys are spread evenly.
    expect(new Set(slots).size).toBeGreaterThan(0.68 * SLOTS);
  });
});

describe("priorities", () => {
  it("are from 100 to 4095", () => {
    expect([FIRST_PRIORITY, LAST_ALLOW_PRIORITY]).toEqual([100, 4095]);
    expect(assignPriorities(new Map([["a", 0]]))).toEqual(new Map([["a", 100]]));
    expect(assignPriorities(new Map([["a", SLOTS - 1]]))).toEqual(new Map([["a", 4095]]));
  });

  it("are the keys' own slots where no two keys want one", () => {
    expect(
      assignPriorities(
        new Map([
          ["c", 7],
          ["a", 3],
          ["b", 5],
        ]),
      ),
    ).toEqual(
      new Map([
        ["a", 103],
        ["b", 105],
        ["c", 107],
      ]),
    );
  });

  it("are given in the order of the keys where they collide, and from the end on at the beginning", () => {
    const homes = (names: readonly string[], slot: number): [string, number][] => names.map((name) => [name, slot]);
    expect(assignPriorities(new Map(homes(["c", "a", "b"], 0)))).toEqual(
      new Map([
        ["a", 100],
        ["b", 101],
        ["c", 102],
      ]),
    );
    expect(assignPriorities(new Map(homes(["a", "b"], SLOTS - 1)))).toEqual(
      new Map([
        ["a", 4095],
        ["b", 100],
      ]),
    );
  });

  it("never push a key out of its own slot for one that was pushed out of another", () => {
    const homes = new Map([
      ["a", 0],
      ["b", 0],
      ["z", 1],
    ]);
    expect(assignPriorities(homes)).toEqual(
      new Map([
        ["a", 100],
        ["b", 102],
        ["z", 101],
      ]),
    );
  });

  it("are unique, and all keys up to the last slot get one", () => {
    const keys = Array.from({ length: SLOTS }, (_, index) => `key-${String(index)}`);
    const priorities = [...assignPriorities(homesOf(keys)).values()].sort((a, b) => a - b);
    expect(priorities).toEqual(Array.from({ length: SLOTS }, (_, index) => 100 + index));
  });

  it("leave keys without one beyond the last slot, and never take the denial's", () => {
    const keys = Array.from({ length: SLOTS + 10 }, (_, index) => `key-${String(index)}`);
    const priorities = assignPriorities(homesOf(keys));
    expect(priorities.size).toBe(SLOTS);
    expect(Math.max(...priorities.values())).toBe(4095);
  });

  it("depend on the keys alone, not on their order", () => {
    const homes = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.nat({ max: 6 })), {
      selector: ([key]) => key,
      maxLength: 12,
    });
    const shuffled = homes.chain((given) =>
      fc.shuffledSubarray(given, { minLength: given.length }).map((order) => ({ given, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ given, order }) => {
        const sorted = (pairs: readonly [string, number][]): unknown => [...assignPriorities(new Map(pairs))].sort();
        expect(sorted(order)).toEqual(sorted(given));
        const values = [...assignPriorities(new Map(given)).values()];
        expect(new Set(values).size).toBe(given.length);
      }),
      { numRuns: 500 },
    );
  });

  it("stay where they are when a key is added, but for keys that it collides with", () => {
    const arbitrary = fc.record({
      keys: fc.uniqueArray(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 300 }),
      added: fc.integer({ min: 100_001, max: 200_000 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ keys, added }) => {
        const names = keys.map((key) => `key-${String(key)}`);
        const name = `key-${String(added)}`;
        const before = assignPriorities(homesOf(names));
        const after = assignPriorities(homesOf([...names, name]));
        // Whoever sits in the slot that the new key calls home may move; and who has been pushed out already may.
        for (const key of names) {
          const isHome = before.get(key) === FIRST_PRIORITY + homeSlot(key);
          if (!isHome || homeSlot(key) === homeSlot(name)) continue;
          expect(after.get(key)).toBe(before.get(key));
        }
      }),
      { numRuns: 300 },
    );
  });
});
