/** Finds the values stored under prefixes that contain a prefix, or lie within it, without walking all of them. */
import { IpPrefix } from "../net/ip-prefix";

interface Shelf<T> {
  readonly prefix: IpPrefix;
  readonly values: T[];
}

/** Values by prefix. Looking up costs a step per prefix length in use, or a binary search. */
export class PrefixIndex<T> {
  private readonly shelves = new Map<string, Shelf<T>>();
  private readonly sorted: Shelf<T>[] = [];
  private readonly lengths = { ipv4: new Set<number>(), ipv6: new Set<number>() };

  /** Stores a value under a prefix. */
  add(prefix: IpPrefix, value: T): void {
    const known = this.shelves.get(prefix.toString());
    if (known !== undefined) {
      known.values.push(value);
      return;
    }
    const shelf = { prefix, values: [value] };
    this.shelves.set(prefix.toString(), shelf);
    this.sorted.splice(this.firstAtOrAfter(prefix), 0, shelf);
    this.lengths[prefix.family].add(prefix.length);
  }

  /** Everything stored. */
  all(): T[] {
    return this.sorted.flatMap((shelf) => shelf.values);
  }

  /** What is stored under prefixes that contain `prefix`, itself included. */
  containing(prefix: IpPrefix): T[] {
    const found: T[] = [];
    for (const length of this.lengths[prefix.family]) {
      if (length > prefix.length) continue;
      const key = length === prefix.length ? prefix : prefix.shortened(length);
      const shelf = this.shelves.get(key.toString());
      if (shelf !== undefined) found.push(...shelf.values);
    }
    return found;
  }

  /** What is stored under prefixes within `prefix`, itself included. */
  within(prefix: IpPrefix): T[] {
    return this.sorted.slice(this.firstAtOrAfter(prefix), this.firstBehind(prefix)).flatMap((shelf) => shelf.values);
  }

  /** Under how many prefixes within `prefix` something is stored. */
  countWithin(prefix: IpPrefix): number {
    return this.firstBehind(prefix) - this.firstAtOrAfter(prefix);
  }

  private firstAtOrAfter(prefix: IpPrefix): number {
    return this.search((stored) => IpPrefix.compare(stored, prefix) >= 0);
  }

  private firstBehind(prefix: IpPrefix): number {
    const lastAddress = IpPrefix.of(prefix.family, prefix.last, prefix.bits);
    return this.search((stored) => IpPrefix.compare(stored, lastAddress) > 0);
  }

  /** The first shelf from which on `holds` is true. */
  private search(holds: (stored: IpPrefix) => boolean): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const shelf = this.sorted[middle];
      if (shelf !== undefined && !holds(shelf.prefix)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
