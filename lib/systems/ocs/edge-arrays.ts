/** Arrays of an edge service: several hosts that do the same, behind a virtual address outside and mostly one inside. */
import type { IConstruct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import { UcEdgeError } from "../../net/uc-edge-error";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import type { InterfaceProps, Side } from "../../stack/interface-request";
import { requireObject } from "../../stack/require-object";
import { requireKnownList, resolvedText } from "../../stack/unresolved";
import { type EdgeHost, hostOf } from "./edge-hosts";
import type { EdgeArrayInternalProps, EdgeArrayProps, EdgeServiceProps } from "./edge-server-props";

/** An array whose description is right. */
export interface EdgeArray {
  readonly hosts: readonly EdgeHost[];
  /** The names of the virtual address outside. */
  readonly names: readonly string[] | undefined;
  /** The virtual address inside; nothing where the internal servers connect to each host. */
  readonly inside: EdgeArrayInternalProps | undefined;
}

/** Whose array it is. */
interface Asking {
  readonly role: string;
  readonly prop: string;
  readonly what: string;
}

type FaultOf = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

/** Each Web Conferencing Server connects to every Web Conferencing Edge Server by itself. */
const CONNECTED_EACH = "web-conferencing-edge";
const SIDES = ["external", "internal"] as const;
const MEMBERS: Readonly<Record<"array" | Side, readonly string[]>> = {
  array: ["hosts", "external", "internal"],
  external: ["names"],
  internal: ["privateAddress", "names"],
};

/**
 * The array of a service; nothing where it has none.
 *
 * @throws {@link UcEdgeError} `ocs-array-*`, `ocs-interface-missing`, `stack-description-missing`, `stack-list-*`, and those
 *   of interfaces.
 */
export function arrayOf(scope: IConstruct, asking: Asking, service: Partial<EdgeServiceProps>): EdgeArray | undefined {
  const { array } = service;
  if (array === undefined) return undefined;
  const { what } = asking;
  const { path } = scope.node;
  const prop = `${asking.prop}.array`;
  const fault: FaultOf = (code, at, value, expected, todo) =>
    new UcEdgeError({ code, what, prop: at, value, expected, todo, path });
  const beside = SIDES.find((side) => service[side] !== undefined);
  if (beside !== undefined) {
    throw fault(
      "ocs-array-beside-interface",
      `${asking.prop}.${beside}`,
      service[beside],
      "nothing beside an array, whose hosts have the interfaces",
      "leave it out, or describe one host instead of an array",
    );
  }
  requireObject(array, { what, prop, path }, "list its hosts");
  requireMembers("array", prop, array, fault);
  requireKnownList(array.hosts, what, `${prop}.hosts`, path);
  if (array.hosts.length < 2) {
    throw fault(
      "ocs-array-hosts-few",
      `${prop}.hosts`,
      array.hosts.length,
      "at least two hosts",
      "list the hosts, or describe one host by external and internal",
    );
  }
  const hosts = array.hosts.map((host, index): EdgeHost => {
    const by = { what, prop: `${prop}.hosts[${String(index)}]`, path };
    requireObject(host, by, "describe the host's interfaces, external and internal");
    const { external, internal } = hostOf(host, by);
    const sides = { external, internal };
    for (const side of SIDES) checkInterfaceProps({ side, prop: `${by.prop}.${side}`, props: sides[side], path });
    return { prop: by.prop, external: outsideOf(asking.role, external), internal };
  });
  requireAlike(hosts, fault);
  requireApart(scope, hosts, fault);
  if (listensOnRange(asking.role)) requirePublicAddresses(hosts, fault);
  return { hosts, names: namesOutside(array, what, prop, path, fault), inside: insideOf(asking, array, path, fault) };
}

function requireMembers(of: keyof typeof MEMBERS, prop: string, given: object, fault: FaultOf): void {
  const known = MEMBERS[of];
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other === undefined) return;
  const expected = `an object with some of ${known.join(", ")}`;
  throw fault(
    "ocs-array-props",
    prop,
    `an object with ${other}`,
    expected,
    "leave it out; addresses of hosts stand in hosts",
  );
}

/** Whether the documents have a role start connections to the internet. */
function startsOutside(role: string): boolean {
  return OCS_2007_PORTS.some((flow) =>
    flow.directions.some(({ from, to }) => from.includes(role) && to.some(isOutside)),
  );
}

/** Whether a role listens for the internet on a range of ports, which no load balancer forwards. */
function listensOnRange(role: string): boolean {
  return OCS_2007_PORTS.some((flow) =>
    flow.directions.some(
      ({ from, to, ports }) =>
        to.includes(role) &&
        from.some(isOutside) &&
        Array.isArray(ports) &&
        (ports as readonly (readonly [number, number])[]).some(([first, last]) => first < last),
    ),
  );
}

function isOutside(role: string): boolean {
  return OCS_2007_ROLES.some(({ id, zone }) => id === role && zone === "internet");
}

/** A host that starts nothing outside is reached by the array's address alone, if nothing else is said. */
function outsideOf(role: string, props: InterfaceProps): InterfaceProps {
  const { translation, publicAddress, ipv6Address } = props;
  const isStated = [translation, publicAddress, ipv6Address].some((value) => value !== undefined);
  return isStated || startsOutside(role) ? props : { ...props, translation: "port-forward" };
}

/** All hosts have one firewall group, and one way out. */
function requireAlike(hosts: readonly EdgeHost[], fault: FaultOf): void {
  const [first, ...others] = hosts;
  if (first === undefined) return;
  for (const side of SIDES) {
    const shape = describedLike(first[side]);
    for (const host of others) {
      const other = describedLike(host[side]);
      const different = Object.keys(shape).find((name) => shape[name] !== other[name]);
      if (different === undefined) continue;
      throw fault(
        "ocs-array-hosts-differ",
        `${host.prop}.${side}.${different}`,
        other[different],
        `${String(shape[different])}, as ${first.prop}.${side} has it: hosts of an array are reached, and leave, alike`,
        "describe the same for every host",
      );
    }
  }
}

function describedLike(props: InterfaceProps): Record<string, string> {
  const stated = (value: unknown): string => (value === undefined ? "nothing" : "something");
  return {
    translation: props.translation ?? "static-nat",
    ipv6Address: stated(props.ipv6Address),
    existingInterfaceId: stated(props.existingInterfaceId),
    sharedInterface: stated(props.sharedInterface),
  };
}

/** Each host is a machine of its own. */
function requireApart(scope: IConstruct, hosts: readonly EdgeHost[], fault: FaultOf): void {
  for (const side of SIDES) {
    for (const name of ["privateAddress", "existingInterfaceId", "sharedInterface"] as const) {
      const taken = new Map<string, string>();
      for (const host of hosts) {
        const value = host[side][name];
        if (typeof value !== "string") continue;
        const text = resolvedText(scope, value);
        const other = taken.get(text);
        if (other === undefined) {
          taken.set(text, host.prop);
          continue;
        }
        throw fault(
          "ocs-array-host-twice",
          `${host.prop}.${side}.${name}`,
          text,
          `another value than that of ${other}: each host has interfaces of its own`,
          "correct the host, or list it once",
        );
      }
    }
  }
}

function requirePublicAddresses(hosts: readonly EdgeHost[], fault: FaultOf): void {
  const without = hosts.find(({ external }) => external.translation === "port-forward");
  if (without === undefined) return;
  throw fault(
    "ocs-array-public-address-missing",
    `${without.prop}.external.translation`,
    "port-forward",
    "a public address for each host: media go to the host itself, as no load balancer forwards a range of ports (ocs-2007 ports row 19)",
    "leave it out to have an address made, or state publicAddress",
  );
}

function namesOutside(
  { external }: EdgeArrayProps,
  what: string,
  prop: string,
  path: string,
  fault: FaultOf,
): readonly string[] | undefined {
  if (external === undefined) return undefined;
  requireObject(external, { what, prop: `${prop}.external`, path }, "give its names, or leave it out");
  requireMembers("external", `${prop}.external`, external, fault);
  return external.names;
}

function insideOf(
  { role, prop: service, what }: Asking,
  { internal }: EdgeArrayProps,
  path: string,
  fault: FaultOf,
): EdgeArrayInternalProps | undefined {
  const prop = `${service}.array.internal`;
  if (role === CONNECTED_EACH) {
    if (internal === undefined) return undefined;
    throw fault(
      "ocs-array-inside-direct",
      prop,
      internal,
      "nothing: the Web Conferencing Servers connect to each host of the array",
      "leave it out; names of a host's internal interface lead to that host",
    );
  }
  const isMissing = internal === undefined;
  if (!isMissing) {
    requireObject(internal, { what, prop, path }, "state its privateAddress");
    requireMembers("internal", prop, internal, fault);
    if ((internal as Partial<EdgeArrayInternalProps>).privateAddress !== undefined) return internal;
  }
  throw fault(
    "ocs-array-inside-missing",
    isMissing ? prop : `${prop}.privateAddress`,
    undefined,
    "the virtual address that servers and clients inside connect to",
    'state a free address of the zone "perimeter"',
  );
}
