import * as path from "node:path";
import { Worker } from "node:worker_threads";
import * as fc from "fast-check";
import { IpPrefix, mergePrefixes } from "../../lib/net/ip-prefix";

const BY = { what: "cannot test", prop: "prefix" };

/** The most prefixes of 0 to 5 bits more than these: they meet, and so contain, touch and complete each other. */
const BASES = [IpPrefix.parse("192.0.2.0/27", BY), IpPrefix.parse("2001:db8::/123", BY)];
const near = fc
  .tuple(fc.constantFrom(...BASES), fc.nat(31), fc.nat(5))
  .map(([base, offset, more]) => IpPrefix.of(base.family, base.first + BigInt(offset), base.length + more));
const anywhere = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 2n ** 128n - 1n), fc.nat(128))
  .map(([isIpv4, address, length]) =>
    isIpv4 ? IpPrefix.of("ipv4", address >> 96n, length % 33) : IpPrefix.of("ipv6", address, length),
  );
const prefixes = fc.oneof(near, anywhere);
const prefixLists = fc.array(fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: anywhere }), {
  maxLength: 40,
});

/** The names of cidr-tools' functions and what they answer. */
interface Answers {
  readonly mergeCidr: string[];
  readonly containsCidr: boolean;
  readonly overlapCidr: boolean;
  readonly parseCidr: { readonly start: bigint; readonly end: bigint; readonly version: number };
}

/**
 * cidr-tools, the second opinion. It is an ES module, which Jest loads only behind an experimental flag of Node: so it runs
 * in a thread of its own, outside of Jest's module system, and answers one call at a time.
 */
const worker = new Worker(
  `const { parentPort, workerData } = require("node:worker_threads");
   import(workerData).then((tools) => parentPort.on("message", ([name, ...args]) => parentPort.postMessage(tools[name](...args))));`,
  { eval: true, workerData: path.join(__dirname, "../../node_modules/cidr-tools/dist/index.js") },
);

function ask<Name extends keyof Answers>(name: Name, ...args: (string | string[])[]): Promise<Answers[Name]> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (answer: Answers[Name]) => {
      worker.off("error", reject);
      resolve(answer);
    });
    worker.postMessage([name, ...args]);
  });
}

afterAll(() => worker.terminate());

/** Sorted as text: the two libraries need not agree on an order. */
const sorted = (list: readonly string[]): string[] => [...list].sort();

/** The second opinion prints one address without a length. */
const withLength = (text: string): string =>
  text.includes("/") ? text : `${text}/${text.includes(":") ? "128" : "32"}`;

describe("IpPrefix and cidr-tools", () => {
  test("agree on the first and the last address and the family", async () => {
    await fc.assert(
      fc.asyncProperty(prefixes, async (prefix) => {
        const { start, end, version } = await ask("parseCidr", prefix.toString());
        expect(prefix).toMatchObject({ first: start, last: end, family: version === 4 ? "ipv4" : "ipv6" });
      }),
      { numRuns: 300 },
    );
  });

  test("agree on which prefix contains which and which overlap", async () => {
    let contained = 0;
    await fc.assert(
      fc.asyncProperty(prefixes, prefixes, async (a, b) => {
        expect(a.contains(b)).toBe(await ask("containsCidr", a.toString(), b.toString()));
        expect(a.overlaps(b)).toBe(await ask("overlapCidr", a.toString(), b.toString()));
        if (a.contains(b)) contained++;
      }),
      { numRuns: 500 },
    );
    expect(contained).toBeGreaterThan(20);
  });

  test("agree on merged prefixes", async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(prefixLists, async (list) => {
        const own = mergePrefixes(list).map(String);
        const theirs = (await ask("mergeCidr", list.map(String))).map(withLength);
        expect(sorted(own)).toEqual(sorted(theirs));
        if (own.length < new Set(list.map(String)).size) merged++;
      }),
      { numRuns: 300 },
    );
    expect(merged).toBeGreaterThan(50);
  });
});

describe("IpPrefix", () => {
  test("reads what it prints", () => {
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const { family, first, length } = IpPrefix.parse(prefix.toString(), BY);
        expect({ family, first, length }).toEqual({
          family: prefix.family,
          first: prefix.first,
          length: prefix.length,
        });
      }),
    );
  });

  test("reads IPv6 groups written in full, and prints them back the same after reading its own text", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), (groups) => {
        // ::ffff:0:0/96 is IPv4 in disguise, which is refused.
        fc.pre(!(groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff));
        const full = groups.map((group) => group.toString(16).padStart(4, "0")).join(":");
        const value = groups.reduce((all, group) => all * 65536n + BigInt(group), 0n);
        expect(IpPrefix.parseAddress(full, BY).first).toBe(value);
        expect(IpPrefix.parseAddress(IpPrefix.parseAddress(full, BY).addressText(), BY).first).toBe(value);
      }),
    );
  });

  test("reads IPv4 octets, and prints them back", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, c = 0, d = 0]) => {
        const address = IpPrefix.parseAddress(`${String(a)}.${String(b)}.${String(c)}.${String(d)}`, BY);
        expect(address.first).toBe(BigInt(a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d));
        expect(address.addressText()).toBe(`${String(a)}.${String(b)}.${String(c)}.${String(d)}`);
      }),
    );
  });

  test("holds 2 to the power of its host bits, starting at a multiple of that", () => {
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const size = 2n ** BigInt((prefix.family === "ipv4" ? 32 : 128) - prefix.length);
        expect(prefix.last - prefix.first + 1n).toBe(size);
        expect(prefix.first % size).toBe(0n);
      }),
    );
  });

  test("contains a prefix exactly when it holds its first and last address", () => {
    fc.assert(
      fc.property(prefixes, prefixes, (a, b) => {
        expect(a.contains(b)).toBe(a.family === b.family && a.first <= b.first && b.last <= a.last);
        expect(a.overlaps(b)).toBe(a.family === b.family && a.first <= b.last && b.first <= a.last);
      }),
      { numRuns: 500 },
    );
  });

  test("and its sibling are the two halves of the block that is one bit shorter", () => {
    fc.assert(
      fc.property(
        prefixes.filter(({ length }) => length > 0),
        (prefix) => {
          const sibling = prefix.sibling();
          const around = prefix.shortened(prefix.length - 1);
          const ends = [prefix, sibling]
            .map((half) => [half?.first, half?.last])
            .sort(([a = 0n], [b = 0n]) => (a < b ? -1 : 1));
          const middle = (around.first + around.last + 1n) / 2n;
          expect(ends).toEqual([
            [around.first, middle - 1n],
            [middle, around.last],
          ]);
        },
      ),
    );
  });

  test("has a total order that finds equal only what prints the same", () => {
    fc.assert(
      fc.property(near, near, near, (a, b, c) => {
        expect(Math.sign(IpPrefix.compare(a, b))).toBe(0 - Math.sign(IpPrefix.compare(b, a)));
        expect(IpPrefix.compare(a, b) === 0).toBe(a.toString() === b.toString());
        const isSorted = IpPrefix.compare(a, b) <= 0 && IpPrefix.compare(b, c) <= 0;
        expect(!isSorted || IpPrefix.compare(a, c) <= 0).toBe(true);
      }),
    );
  });
});

describe("mergePrefixes", () => {
  test("is minimal: no block is inside another, and no two are the halves of one", () => {
    fc.assert(
      fc.property(prefixLists, (list) => {
        const merged = mergePrefixes(list);
        for (const [index, one] of merged.entries()) {
          for (const other of merged.slice(index + 1)) {
            expect(one.overlaps(other)).toBe(false);
            const areHalves =
              one.length > 0 &&
              one.family === other.family &&
              one.length === other.length &&
              one.shortened(one.length - 1).contains(other);
            expect(areHalves).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("holds exactly the addresses that the given prefixes hold", () => {
    fc.assert(
      fc.property(
        prefixLists,
        fc.array(fc.tuple(fc.constantFrom(...BASES), fc.integer({ min: -1, max: 32 }))),
        (list, offsets) => {
          const merged = mergePrefixes(list);
          const addresses = [
            ...offsets.map(([base, offset]) => IpPrefix.of(base.family, base.first + BigInt(offset), base.bits)),
            ...list.flatMap(({ family, first, last, bits }) => [
              IpPrefix.of(family, first, bits),
              IpPrefix.of(family, last, bits),
            ]),
          ];
          for (const address of addresses) {
            expect(merged.some((each) => each.contains(address))).toBe(list.some((each) => each.contains(address)));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(prefixLists, (list) => {
        const once = mergePrefixes(list);
        expect(mergePrefixes(once).map(String)).toEqual(once.map(String));
      }),
    );
  });

  test("does not depend on order or repetition", () => {
    const twoOrders = prefixLists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(twoOrders, ([list, shuffled]) => {
        expect(mergePrefixes([...shuffled, ...list]).map(String)).toEqual(mergePrefixes(list).map(String));
      }),
    );
  });
});
