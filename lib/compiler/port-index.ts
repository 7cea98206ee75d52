/** Finds the values that are stored under ports in a range, without walking all of them. */
import type { PortRange } from "../net/port-range";

const PORTS_PER_SHELF = 256;
/** A range over more shelves than this is looked at whatever is asked. */
const MOST_SHELVES = 4;

/** Values by ranges of ports, or of ICMP messages. What is found is near the range asked; it need not meet it. */
export class PortIndex<T> {
  private readonly shelves = new Map<number, Set<T>>();
  private readonly broad = new Set<T>();

  /** Stores a value under a range. */
  add({ first, last }: PortRange, value: T): void {
    const [low, high] = shelvesOf(first, last);
    if (high - low >= MOST_SHELVES) {
      this.broad.add(value);
      return;
    }
    for (let number = low; number <= high; number++) {
      const shelf = this.shelves.get(number);
      if (shelf === undefined) this.shelves.set(number, new Set([value]));
      else shelf.add(value);
    }
  }

  /** Everything that is stored under a range which meets this one, and what is near; some of it several times. */
  near({ first, last }: PortRange): T[] {
    const found = [...this.broad];
    for (const shelf of this.shelvesIn(first, last)) for (const value of shelf) found.push(value);
    return found;
  }

  /** How many {@link PortIndex.near} finds. */
  countNear({ first, last }: PortRange): number {
    let count = this.broad.size;
    for (const shelf of this.shelvesIn(first, last)) count += shelf.size;
    return count;
  }

  private *shelvesIn(first: number, last: number): Generator<Set<T>> {
    const [low, high] = shelvesOf(first, last);
    for (let number = low; number <= high; number++) {
      const shelf = this.shelves.get(number);
      if (shelf !== undefined) yield shelf;
    }
  }
}

function shelvesOf(first: number, last: number): [number, number] {
  return [Math.floor(first / PORTS_PER_SHELF), Math.floor(last / PORTS_PER_SHELF)];
}
