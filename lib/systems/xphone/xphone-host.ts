/** Hosts of XPhone Connect: where they stand, and what can be wrong with that. */
import { oneOf } from "../../net/uc-edge-error";
import { type InterfaceProps, nicOf, type Side } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Role } from "../../stack/role";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { addHostName, hostNamesOn } from "../host-names";
import { faultAt, type ToldAt } from "./xphone-faults";

const SIDES: readonly Side[] = ["external", "internal"];
const ZONES = ["perimeter", "internal"] as const;

/** A host, with one interface or two. */
export interface XPhoneHostProps {
  /**
   * Where it stands. Inside it has its internal interface only.
   *
   * @default - the place of the role: inside for a server and for clients, the perimeter for everything else
   */
  readonly zone?: "perimeter" | "internal";
  /**
   * The interface towards the internet. A static public address is made for it unless it states the one it has, or takes
   * `translation: "port-forward"`.
   *
   * @default - none; the internal interface is then used for every flow
   */
  readonly external?: InterfaceProps;
  /**
   * The interface towards the inside.
   *
   * @default - none; the external interface is then used for every flow
   */
  readonly internal?: InterfaceProps;
}

/** A host, as it was checked. */
export interface XPhoneHost {
  readonly zone: "perimeter" | "internal";
  readonly interfaces: ReadonlyMap<Side, InterfaceProps>;
  readonly names: ReadonlyMap<Side, readonly string[]>;
  /** Whether the internet reaches it at an address of its own, all ports kept. */
  readonly hasPublicAddress: boolean;
}

/**
 * A host, checked.
 *
 * @throws {@link UcEdgeError} `xphone-zone-unknown`, `xphone-interface-missing`, `xphone-interface-outside`,
 *   `xphone-interface-shared`, `xphone-name-without-address`, `model-domain-*`, `stack-dns-zone-unknown`.
 */
export function checkHost(
  given: XPhoneHostProps,
  zoneOfRole: "perimeter" | "internal",
  network: Network,
  prop: string,
  at: ToldAt,
): XPhoneHost {
  const fault = faultAt(at);
  const of = (name: string): string => (prop === "" ? name : `${prop}.${name}`);
  const told: unknown = given.zone ?? zoneOfRole;
  const zone = ZONES.find((one) => one === told);
  if (zone === undefined) {
    throw fault("xphone-zone-unknown", of("zone"), told, oneOf(ZONES, told), "say where the host stands");
  }
  const described = SIDES.flatMap((side): [Side, InterfaceProps][] => {
    const one: unknown = given[side];
    if (one === undefined) return [];
    if (typeof one === "object" && one !== null) return [[side, one]];
    const todo = "describe the interface; {} lets the cloud pick its address";
    throw fault("xphone-interface-missing", of(side), one, "an interface, described by an object", todo);
  });
  if (described.length === 0) {
    const todo = "describe the interface; {} lets the cloud pick its address";
    throw fault("xphone-interface-missing", of("external, internal"), undefined, "at least one interface", todo);
  }
  const interfaces = new Map(described);
  if (zone === "internal" && interfaces.has("external")) {
    const expected = "no external interface of a host inside, whose subnet has no public addresses";
    const todo = 'give its interface as internal, or place the host in the zone "perimeter"';
    throw fault("xphone-interface-outside", of("external"), given.external, expected, todo);
  }
  for (const [side, props] of interfaces) {
    const { sharedInterface } = props;
    checkInterfaceProps({ side, prop: of(side), props, path: at.path });
    if (sharedInterface === undefined) continue;
    const expected = "interfaces of the host's own";
    throw fault("xphone-interface-shared", of(`${side}.sharedInterface`), sharedInterface, expected, "leave it out");
  }
  const names = new Map(
    [...interfaces].map(([side, props]) => {
      const path = at.path;
      const withoutAddress = "xphone-name-without-address";
      const named = { network, side, prop: of(side), props, path, withoutAddress, isPublished: false };
      return [side, hostNamesOn(named)] as const;
    }),
  );
  const outside = interfaces.get("external") ?? interfaces.get("internal");
  const hasPublicAddress = interfaces.has("external")
    ? outside?.translation !== "port-forward" || outside.publicAddress !== undefined
    : outside?.publicAddress !== undefined;
  return { zone, interfaces, names, hasPublicAddress };
}

/** Places a role on its host, and names the host. */
export function placeHost(role: Role, { zone, interfaces, names }: XPhoneHost, network: Network): void {
  for (const [side, props] of interfaces) {
    const title = `${role.fact.title}, ${side}`;
    const request = { zone, side, title, nics: [nicOf(props, side)] };
    role.placeOn(side, network.place(role, side === "external" ? "External" : "Internal", request));
  }
  for (const [side, all] of names) for (const name of all) addHostName(role, side, name);
}

/** Places a role on the host of another role. */
export function placeWith(role: Role, host: Role): void {
  for (const side of SIDES) {
    const placed = side === "external" ? host.external : host.internal;
    if (placed !== undefined) role.placeOn(side, placed);
  }
}
