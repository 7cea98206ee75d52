/** A declared balancer, held against the one in Terraform: its addresses, its group, each of its listeners. */
import type { BalancerEntry, BalancerListener, ReadBalancer } from "../read/balancer";
import type { DeclaredBalancer, DeclaredListener } from "../read/declared-reach";
import { isSameAddress } from "../read/references";
import type { CheckContext } from "./check";
import { type CheckFinding, finding, type FindingText } from "./finding";
import { forwardFindings, notSeen } from "./forward-findings";
import { partOf } from "./frontends";
import type { Members } from "./members";
import { isAmong, printAddress, seenAddress } from "./seen-address";

/** Everything that differs. */
export function balancerFindings(context: CheckContext, members: Members, declared: DeclaredBalancer): CheckFinding[] {
  const whole = context.reach.balancers.find(({ address }) => address === declared.resource);
  if (whole === undefined) {
    const ports = declared.listeners.map((one) => printPort(one)).join(", ");
    return [
      missing(declared, {
        what: `${declared.resource} is not in this stack, so ${ports === "" ? "nothing" : ports} is not forwarded`,
        rules: [],
      }),
    ];
  }
  const read = partOf(context.declaration?.balancers ?? [], declared, whole);
  const listened = declared.listeners.flatMap((listener) =>
    listenerFindings(context, members, declared, read, listener),
  );
  return [
    ...groupFindings(declared, read),
    ...entryFindings(context, declared, read),
    ...listened,
    ...surplus(declared, read),
  ];
}

/** A port of a balancer in a few words. */
function printPort({ transport, port }: Pick<DeclaredListener, "transport" | "port">): string {
  return `${transport} ${String(port)}`;
}

/** A packet that reaches a listener, in one line. */
function witnessAt(entries: readonly BalancerEntry[], port: string): string | null {
  const entry = entries.find(({ isPublic }) => isPublic !== false) ?? entries[0];
  if (entry === undefined) return null;
  const from = entry.isPublic === false ? "inside" : "internet";
  return `${from} -> ${entry.address === undefined ? "the balancer" : printAddress(entry.address)}:${port}`;
}

function missing({ path }: DeclaredBalancer, text: Partial<FindingText> & Pick<FindingText, "what">): CheckFinding {
  return finding("reach", {
    code: "check-forward-missing",
    severity: "error",
    where: path,
    why: "what is asked for at this port does not arrive",
    todo: "synthesize the stack again, or take the forward out of it",
    ...text,
  });
}

/** Without a group from the start, none can be added, and everybody who reaches a listener reaches its targets. */
function groupFindings(declared: DeclaredBalancer, read: ReadBalancer): CheckFinding[] {
  if (read.kind !== "network-load-balancer" || read.groups?.length !== 0) return [];
  return [
    finding("reach", {
      code: "check-balancer-group-missing",
      severity: "error",
      what: `${read.address} has no security group: everything that its listeners take reaches the targets as the balancer`,
      where: declared.path,
      why: "AWS filters nothing in front of such a balancer, and none can be given a group later",
      todo: "make the balancer anew with its security group",
      rules: [read.address],
      witness: witnessAt(read.entries, declared.listeners[0] === undefined ? "*" : portOf(declared.listeners[0])),
    }),
  ];
}

function portOf({ transport, port }: DeclaredListener): string {
  return `${String(port)}/${transport}`;
}

function entryFindings(
  { reach: { references } }: CheckContext,
  declared: DeclaredBalancer,
  read: ReadBalancer,
): CheckFinding[] {
  const { publicAddresses, virtualAddresses, publicAddressMade, path } = declared;
  const rules = (entry: BalancerEntry): string[] => [...entry.hops, read.address];
  const absent = publicAddresses
    .filter(() => publicAddressMade)
    .flatMap((value) => seenAddress(references, value) ?? [])
    .filter((seen) => !read.entries.some((entry) => isSameAddress(entry.address, seen)))
    .map((seen) => absentEntry(declared, read, printAddress(seen)));
  const strange = read.entries
    .filter(({ isPublic, address }) => isPublic === true && !isAmong(references, address, publicAddresses))
    // A balancer without addresses of its own is found by its name, from outside where it is for peers outside.
    .filter(({ address }) => declared.side !== "external" || address?.resource !== read.address)
    .map((entry) =>
      finding("reach", {
        code: "check-translation-surplus",
        severity: "error",
        what: `${entry.address === undefined ? "a public address" : printAddress(entry.address)} leads to ${read.address}, which nothing declares`,
        where: path,
        why: "every listener is reached from the internet by it",
        todo: "make the balancer internal, or declare its public address",
        rules: rules(entry),
        witness: witnessAt([entry], "*"),
      }),
    );
  const isHidden =
    declared.side === "external" &&
    publicAddresses.length === 0 &&
    read.entries.every(({ isPublic }) => isPublic === false);
  if (isHidden) absent.push(absentEntry(declared, read, undefined));
  const unseen = read.entries
    .filter(({ isPublic }) => isPublic === undefined)
    .map(() => notSeen(path, `it cannot be seen whether ${read.address} is reached from the internet`, [read.address]));
  const inside = virtualAddresses.flatMap((value) => seenAddress(references, value) ?? []);
  const moved = read.entries
    .filter(({ isPublic, address }) => isPublic === false && address?.literal !== undefined)
    .filter(
      ({ address }) =>
        inside.length > 0 && inside.every(({ literal }) => literal !== undefined && literal !== address?.literal),
    )
    .map((entry) =>
      finding("reach", {
        code: "check-forward-target",
        severity: "error",
        what: `${read.address} answers at ${entry.address?.text ?? ""}, and ${inside.map(printAddress).join(", ")} is declared`,
        where: path,
        why: "callers know the declared address",
        todo: "give the balancer the address that is declared for it",
        rules: rules(entry),
      }),
    );
  return [...absent, ...strange, ...unseen, ...moved];
}

function absentEntry({ path }: DeclaredBalancer, read: ReadBalancer, address: string | undefined): CheckFinding {
  return finding("reach", {
    code: "check-translation-missing",
    severity: "error",
    what:
      address === undefined
        ? `${read.address} is declared for peers outside, and the internet does not reach it`
        : `${address} is declared to lead to ${read.address}, and does not`,
    where: path,
    why: "what is asked for from the internet does not arrive",
    todo: "give the balancer the public address that is declared for it",
    rules: [read.address],
    witness: `internet -> ${address ?? read.address}`,
  });
}

function listenerFindings(
  context: CheckContext,
  members: Members,
  declared: DeclaredBalancer,
  read: ReadBalancer,
  listener: DeclaredListener,
): CheckFinding[] {
  const found = read.listeners.filter((one) => covers(one, listener) === "yes");
  const [first] = found;
  if (first === undefined || found.every(({ repeated }) => repeated)) {
    const perhaps = read.listeners.filter((one) => covers(one, listener) !== "no").map(({ address }) => address);
    if (perhaps.length > 0) {
      const what = `it cannot be seen whether ${read.address} forwards ${printPort(listener)}`;
      return [notSeen(declared.path, what, perhaps)];
    }
    return [
      missing(declared, {
        what: `${read.address} has no listener for ${printPort(listener)}`,
        rules: [read.address],
        witness: witnessAt(read.entries, portOf(listener)),
      }),
    ];
  }
  const entries = read.entries.filter(({ name }) => first.entries === null || first.entries.includes(name ?? ""));
  const witness = witnessAt(entries.length > 0 ? entries : read.entries, portOf(listener));
  if (first.pools.every((pool) => pool.members.length === 0)) {
    const leads = first.pools.length === 0 ? `does ${first.action} instead of forwarding` : "has no host behind it";
    return [
      missing(declared, {
        what: `${first.address} for ${printPort(listener)} ${leads}`,
        rules: [read.address, first.address, ...first.pools.map(({ address }) => address)],
        witness,
      }),
    ];
  }
  return found.flatMap((one) =>
    forwardFindings(context, members, { path: declared.path, declared: listener, read: one, witness }),
  );
}

/** Whether a listener takes a declared port. */
function covers(
  { transports, ports }: BalancerListener,
  { transport, port }: DeclaredListener,
): "yes" | "perhaps" | "no" {
  if (transports?.includes(transport) === false) return "no";
  if (ports !== undefined && (port < ports.first || port > ports.last)) return "no";
  return transports === undefined || ports === undefined ? "perhaps" : "yes";
}

/** Listeners that take more than what is declared. */
function surplus(declared: DeclaredBalancer, read: ReadBalancer): CheckFinding[] {
  return read.listeners.flatMap((one): CheckFinding[] => {
    const { transports, ports } = one;
    const own = declared.listeners.filter((listener) => covers(one, listener) !== "no");
    const isKnown = transports !== undefined && ports !== undefined;
    // One that is not known may be the one that is declared; that it cannot be seen is said there.
    if (!isKnown && own.length > 0) return [];
    const asked = (transport: "tcp" | "udp"): number =>
      new Set(own.filter((l) => l.transport === transport).map((l) => l.port)).size;
    const isExact = isKnown && transports.every((transport) => asked(transport) === ports.last - ports.first + 1);
    return isExact ? [] : [surplusListener(declared.path, read, one, "error")];
  });
}

/** A listener that nothing declares. */
export function surplusListener(
  where: string,
  read: ReadBalancer,
  { address, transports, ports, pools, entries }: BalancerListener,
  severity: CheckFinding["severity"],
): CheckFinding {
  const port =
    ports === undefined
      ? "*"
      : ports.first === ports.last
        ? String(ports.first)
        : `${String(ports.first)}-${String(ports.last)}`;
  const own = read.entries.filter(({ name }) => entries === null || entries.includes(name ?? ""));
  return finding("reach", {
    code: "check-forward-surplus",
    severity,
    what: `${address} takes ${transports?.join(" and ") ?? "traffic"} at ${port === "*" ? "a port that is not known" : port}, and more than is declared`,
    where,
    why: "nothing undeclared is to be reached",
    todo: "remove the listener or rule, or declare the forward",
    rules: [read.address, address, ...pools.flatMap((pool) => [pool.address, ...pool.members.map(({ by }) => by)])],
    witness: witnessAt(own.length > 0 ? own : read.entries, `${port}/${transports?.[0] ?? "any"}`),
  });
}
