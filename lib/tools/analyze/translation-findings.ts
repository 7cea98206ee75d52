/** Static translations: each declared public address leads to its private one, and no other address leads anywhere. */
import type { DeclaredAddress } from "../read/declared-interface";
import { isSameAddress } from "../read/references";
import type { ReadTranslation } from "../read/translations";
import type { CheckContext } from "./check";
import { type CheckFinding, finding } from "./finding";
import type { Members } from "./members";
import { printAddress, seenAddress } from "./seen-address";

/** A public address that is declared on an interface. */
interface Pair {
  readonly path: string;
  readonly address: DeclaredAddress;
}

/** Translations that are missing, and those that nobody declared. */
export function translationFindings(context: CheckContext, members: Members): CheckFinding[] {
  const { declaration, reach } = context;
  const pairs = (declaration?.interfaces ?? [])
    .filter(({ kind }) => kind === "host")
    .flatMap(({ path, nics }) =>
      nics.flatMap(({ addresses }) => addresses.map((address): Pair => ({ path, address }))),
    );
  const missing = pairs.flatMap((pair) => {
    if (!pair.address.publicAddressMade) return [];
    if (reach.translations.some((one) => !one.repeated && isOf(context, members, one, pair) === "yes")) return [];
    return missingTranslation(context, members, pair);
  });
  const surplus = reach.translations
    .filter((one) => pairs.every((pair) => isOf(context, members, one, pair) === "no"))
    .map((one) => surplusTranslation(context, members, one));
  return [...missing, ...surplus];
}

/** Whether a translation is the declared one: by its public address, its interface, and its private address. */
function isOf(
  { reach: { references } }: CheckContext,
  members: Members,
  one: ReadTranslation,
  { path, address }: Pair,
): "yes" | "perhaps" | "no" {
  const on = members.find(one.interface, one.privateAddress);
  const there = members.pathOf(on);
  const ipv6 = seenAddress(references, address.ipv6Address);
  if (one.family === "ipv6") {
    return there === path && isSameAddress(one.privateAddress, ipv6) ? "yes" : "no";
  }
  if (!isSameAddress(one.publicAddress, seenAddress(references, address.publicAddress))) return "no";
  if (one.interface === undefined) return "perhaps";
  if (there !== path) return on === undefined && isExistingAt(one, members, path) ? "perhaps" : "no";
  const own = seenAddress(references, address.privateAddress)?.literal;
  const to = one.privateAddress?.literal;
  return own === undefined || to === undefined || own === to ? "yes" : "no";
}

/** Whether an interface that the stack does not show may be the declared one. */
function isExistingAt({ interface: name }: ReadTranslation, members: Members, path: string): boolean {
  return members.named(name) === undefined && members.hasUnseen(path);
}

function missingTranslation(context: CheckContext, members: Members, { path, address }: Pair): CheckFinding[] {
  const { references, translations } = context.reach;
  const seen = seenAddress(references, address.publicAddress);
  const publicText = seen === undefined ? "its public address" : printAddress(seen);
  const privateAddress = seenAddress(references, address.privateAddress);
  const to = privateAddress === undefined ? path : printAddress(privateAddress);
  const others = translations.filter((one) => isSameAddress(one.publicAddress, seen));
  const isUnseen = others.some((one) => isOf(context, members, one, { path, address }) !== "no");
  const leads =
    others.length === 0 ? "leads nowhere" : `leads to ${others.map((one) => target(members, one)).join(", ")}`;
  if (isUnseen) {
    return [
      finding("reach", {
        code: "check-not-seen",
        severity: "warning",
        what: `it cannot be seen whether ${publicText} leads to ${to}`,
        where: path,
        why: "what the address is attached to is known only when Terraform runs, or may be there several times or not at all",
        todo: "check the plan instead of the synthesized stack",
        rules: others.flatMap(({ hops }) => hops),
      }),
    ];
  }
  return [
    finding("reach", {
      code: "check-translation-missing",
      severity: "error",
      what: `${publicText} is declared to lead to ${to}, and ${leads}`,
      where: path,
      why: "what is asked for from the internet does not arrive",
      todo: "attach the public address to the interface and the private address that it is declared for",
      rules: others.flatMap(({ hops }) => hops),
      witness: `internet -> ${publicText}`,
    }),
  ];
}

function surplusTranslation(context: CheckContext, members: Members, one: ReadTranslation): CheckFinding {
  const path = members.pathOf(members.find(one.interface, one.privateAddress));
  const publicText = printAddress(one.publicAddress);
  return finding("reach", {
    code: "check-translation-surplus",
    // Of a stack that declares nothing, nobody can say what was meant.
    severity: context.declaration === undefined ? "warning" : "error",
    what: `${publicText} leads to ${target(members, one)}, which nothing declares`,
    where: path ?? one.hops.at(-1) ?? context.file.stack,
    why: "everything that the firewall groups there permit is reached from the internet by it",
    todo: "remove the public address, or declare it where the role is placed",
    rules: one.hops,
    witness: `internet -> ${publicText}`,
  });
}

function target(members: Members, { interface: name, privateAddress }: ReadTranslation): string {
  const there = members.pathOf(members.find(name, privateAddress)) ?? name ?? "an interface that is not known yet";
  return privateAddress === undefined ? there : `${there} (${printAddress(privateAddress)})`;
}
