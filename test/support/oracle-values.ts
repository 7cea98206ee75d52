/** The numbers that the packet oracle compares: blocks of addresses, ranges of ports, and their edges. */
type Values = Readonly<Record<string, unknown>>;

/** A family of addresses. */
export type Family = 4 | 6;

/** A range of ports. */
export type Range = readonly [first: number, last: number];

/** A block of addresses. */
export interface Block {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** A far or own end of a rule: blocks of addresses, those left out of them, and names. */
export interface End {
  readonly blocks: readonly Block[];
  readonly without: readonly Block[];
  readonly names: readonly string[];
}

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, esp: 50, ah: 51, icmpv6: 58 };
const parsed = new Map<string, Block>();

/** A prefix or an address as its first and last number. */
export function blockOf(text: string): Block {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const block = parseBlock(text);
  parsed.set(text, block);
  return block;
}

function parseBlock(text: string): Block {
  const [address = "", length] = text.split("/");
  const family: Family = address.includes(":") ? 6 : 4;
  const bits = family === 4 ? 32 : 128;
  const size = 2n ** BigInt(bits - Number(length ?? bits));
  const value = family === 4 ? numberOf(address.split("."), 10, 8n) : numberOf(wordsOf(address), 16, 16n);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

function wordsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const words = (part: string | undefined): string[] => (part === undefined || part === "" ? [] : part.split(":"));
  const missing = 8 - words(head).length - words(tail).length;
  return [...words(head), ...Array.from({ length: missing }, () => "0"), ...words(tail)];
}

function numberOf(parts: readonly string[], base: number, bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) + BigInt(parseInt(part, base)), 0n);
}

/** An address from its number. */
export function addressOf(family: Family, value: bigint): string {
  const [count, bits, base] = family === 4 ? ([4, 8n, 10] as const) : ([8, 16n, 16] as const);
  const parts = Array.from({ length: count }, (_, index) =>
    ((value >> (BigInt(count - 1 - index) * bits)) & ((1n << bits) - 1n)).toString(base),
  );
  return parts.join(family === 4 ? "." : ":");
}

/** The addresses at the ends of a block and beside them. */
export function edgesOf({ family, first, last }: Block, families: ReadonlySet<Family>): string[] {
  if (!families.has(family)) return [];
  const max = family === 4 ? 2n ** 32n - 1n : 2n ** 128n - 1n;
  return [first - 1n, first, last, last + 1n]
    .filter((value) => value >= 0n && value <= max)
    .map((value) => addressOf(family, value));
}

/** The ports at the ends of ranges and beside them, and 0. */
export function portEdges(ranges: readonly Range[]): number[] {
  const edges = ranges.flatMap(([first, last]) => [first - 1, first, last, last + 1]);
  return [...new Set([0, ...edges])].filter((port) => port >= 0 && port <= 65535);
}

/** Values from 0 to 255, and those beside them. */
export function byteEdges(values: readonly number[]): number[] {
  return [...new Set([0, ...values.flatMap((value) => [value - 1, value, value + 1])])].filter(
    (value) => value >= 0 && value <= 255,
  );
}

/** The number of a protocol. */
export function protocolOf(value: unknown): number | "all" {
  const name = String(value).toLowerCase();
  return name === "-1" || name === "*" ? "all" : (PROTOCOLS[name] ?? Number(name));
}

/** The ports of a rule on Azure. */
export function azurePorts(rule: Values, end: "source" | "destination"): Range[] {
  const texts = [...list(rule[`${end}_port_range`]), ...list(rule[`${end}_port_ranges`])];
  return texts.map((text) => {
    if (text === "*") return [0, 65535];
    const [first, last] = text.split("-").map(Number);
    return [first ?? 0, last ?? first ?? 0];
  });
}

/** The resource that a reference is about. */
export function referred(value: unknown): string {
  const text = String(value);
  return text.startsWith("${") && text.endsWith(".id}") ? text.slice(2, -4) : text;
}

/** A list of texts. */
export function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== null).map(String);
}

/** A list of objects. */
export function records(value: unknown): Values[] {
  return (Array.isArray(value) ? value : []) as Values[];
}

/** Whether an end is every IPv4 address. */
export function isEverywhere(end: End): boolean {
  return (
    end.without.length === 0 &&
    end.blocks.some(({ family, first, last }) => family === 4 && last - first === 2n ** 32n - 1n)
  );
}

/** Whether an end holds an address. */
export function holds(end: End, family: Family, value: bigint): boolean {
  const inside = (blocks: readonly Block[]): boolean =>
    blocks.some((block) => block.family === family && block.first <= value && value <= block.last);
  return inside(end.blocks) && !inside(end.without);
}
