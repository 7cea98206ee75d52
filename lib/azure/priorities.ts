/**
 * Priorities of rules that only allow, and so may stand in any order: each rule has the slot that its key hashes to, so
 * that adding one leaves the others where they are. Rules that collide are placed in the order of their keys.
 */
import { createHash } from "node:crypto";
import { FIRST_PRIORITY, LAST_ALLOW_PRIORITY } from "./capabilities";

const SLOTS = LAST_ALLOW_PRIORITY - FIRST_PRIORITY + 1;

/**
 * The priorities of rules by key, from the slot that each key hashes to ({@link homeSlot}); the same for the same keys. More
 * keys than slots leaves the last ones without; the quota is far below.
 */
export function assignPriorities(homes: ReadonlyMap<string, number>): Map<string, number> {
  const taken = new Set<number>();
  const priorities = new Map<string, number>();
  const sorted = [...homes].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, SLOTS);
  // First whoever comes first in their own slot; then those who were pushed out, so that they never push out another.
  const pushed = sorted.filter(([key, slot]) => {
    if (taken.has(slot)) return true;
    taken.add(slot);
    priorities.set(key, FIRST_PRIORITY + slot);
    return false;
  });
  for (const [key, slot] of pushed) {
    let free = slot;
    while (taken.has(free)) free = (free + 1) % SLOTS;
    taken.add(free);
    priorities.set(key, FIRST_PRIORITY + free);
  }
  return priorities;
}

/** The slot that a key would like to have, from 0. */
export function homeSlot(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % SLOTS;
}
