/** What can be wrong with the description of an interface by itself, said before anything is made. */
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import type { InterfaceProps, Side, Translation } from "./interface-request";
import { requireKnown } from "./unresolved";

const TRANSLATIONS: readonly Translation[] = ["static-nat", "port-forward"];
const PROPS: Readonly<Record<keyof InterfaceProps, true>> = {
  privateAddress: true,
  ipv6Address: true,
  publicAddress: true,
  translation: true,
  existingInterfaceId: true,
  sharedInterface: true,
  names: true,
};

/** An interface as a user describes it, and where. */
export interface DescribedInterface {
  readonly side: Side;
  /** The property that describes it: `accessEdge.external`. */
  readonly prop: string;
  readonly props: InterfaceProps;
  readonly path: string;
}

/**
 * Refuses what would be passed over in silence.
 *
 * @throws {@link UcEdgeError} `stack-interface-props` for something else than the description of an interface,
 *   `stack-translation-unknown`, `stack-translation-inside`, `stack-translation-conflict`,
 *   `stack-prop-unresolved`.
 */
export function checkInterfaceProps({ side, prop, props, path }: DescribedInterface): void {
  const what = `cannot describe the ${side} interface`;
  const fault = (code: string, name: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what, prop: name, value, expected, todo, path });
  const given: unknown = props;
  const names = typeof given === "object" && given !== null ? Object.keys(given) : [];
  if (typeof given !== "object" || Array.isArray(given) || (names.length > 0 && !names.some((name) => name in PROPS))) {
    const value = typeof given === "object" && !Array.isArray(given) ? `an object with ${names.join(", ")}` : given;
    const todo = "describe the interface; {} lets the cloud pick its address";
    throw fault("stack-interface-props", prop, value, `an object with some of ${Object.keys(PROPS).join(", ")}`, todo);
  }
  checkTranslation(props, side, prop, path, fault);
}

type FaultOf = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

function checkTranslation(
  { translation, publicAddress, ipv6Address }: InterfaceProps,
  side: Side,
  prop: string,
  path: string,
  fault: FaultOf,
): void {
  if (translation === undefined) return;
  const name = `${prop}.translation`;
  requireKnown(
    translation,
    { what: `cannot describe the ${side} interface`, prop: name, path },
    "addresses are made by it",
  );
  if (!TRANSLATIONS.includes(translation)) {
    const todo = "say how the internet reaches the interface";
    throw fault("stack-translation-unknown", name, translation, oneOf(TRANSLATIONS, translation), todo);
  }
  if (side === "internal") {
    const todo = "leave it out; ports of an internal address are forwarded by a VirtualAddress as they are";
    const expected = "nothing, as no public address is made for an internal interface";
    throw fault("stack-translation-inside", name, translation, expected, todo);
  }
  if (translation === "static-nat") return;
  for (const [key, value] of Object.entries({ publicAddress, ipv6Address })) {
    if (value === undefined) continue;
    const expected = "nothing behind a port forward, whose public IPv4 address is made with it";
    const todo = 'leave it out, or use translation "static-nat"';
    throw fault("stack-translation-conflict", `${prop}.${key}`, value, expected, todo);
  }
}
