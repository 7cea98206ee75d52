/** How constructs of XPhone Connect refuse what they are told. */
import { parsePorts, type PortRange } from "../../net/port-range";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { Peer } from "../../stack/peer";
import { requireKnown, requireKnownList } from "../../stack/unresolved";

const TRANSPORTS = ["tcp", "udp"] as const;

/** What is said of a fault. */
export type FaultOf = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

/** Where something is told. */
export interface ToldAt {
  /** What fails: `cannot deploy the XPhone Connect Server`. */
  readonly what: string;
  /** The path of the construct. */
  readonly path: string;
}

/** Makes faults of one construct. */
export function faultAt({ what, path }: ToldAt): FaultOf {
  return (code, prop, value, expected, todo) => new UcEdgeError({ code, what, prop, value, expected, todo, path });
}

/**
 * Refuses a construct that is told nothing at all.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`
 */
export function requireProps(props: unknown, at: ToldAt): void {
  if (typeof props === "object" && props !== null && !Array.isArray(props)) return;
  const expected = "a description of what is deployed, between braces: { ... }";
  throw faultAt(at)("xphone-props-missing", "props", props, expected, "describe it");
}

/** A choice as it is given, and the names of the props that it takes. */
export type GivenChoice = readonly [given: unknown, known: Readonly<Record<string, true>>];

/**
 * Refuses a choice that is not described by an object, as `true` says neither who may come nor that nobody may; and one that
 * says what it does not take, which would be passed over.
 *
 * @throws {@link UcEdgeError} `xphone-choice-invalid`, `xphone-prop-unknown`
 */
export function requireChoices(choices: Readonly<Record<string, GivenChoice>>, at: ToldAt): void {
  const fault = faultAt(at);
  for (const [prop, [given, known]] of Object.entries(choices)) {
    if (given === undefined) continue;
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      const expected = "an object that says who takes part; {} where nothing needs to be said";
      throw fault("xphone-choice-invalid", prop, given, expected, "leave the choice out if it is not meant");
    }
    const names = Object.keys(known);
    const other = Object.keys(given).find((name) => !names.includes(name));
    if (other === undefined) continue;
    const expected = names.length === 0 ? "{}, as nothing else is said of it" : oneOf(names, other);
    throw fault("xphone-prop-unknown", prop, `an object with ${other}`, expected, "correct the name, or leave it out");
  }
}

/**
 * Refuses a choice without the peer that it is about.
 *
 * @throws {@link UcEdgeError} `xphone-peer-missing`
 */
export function requirePeerOf(peer: unknown, prop: string, whom: string, at: ToldAt): void {
  if (Peer.isPeer(peer)) return;
  const isObject = typeof peer === "object" && peer !== null;
  const value = isObject ? "an object that is no Peer" : peer;
  const todo = isObject ? "write Peer.of(...) around its role" : "name them; empty never means any";
  throw faultAt(at)("xphone-peer-missing", prop, value, `${whom}, as a Peer`, todo);
}

/**
 * One port.
 *
 * @throws {@link UcEdgeError} `xphone-port-invalid`, `stack-prop-unresolved`
 */
export function readPort(given: unknown, prop: string, at: ToldAt): number {
  requireKnown(given, { ...at, prop }, "the firewall rules are made from it");
  if (typeof given === "number" && Number.isInteger(given) && given >= 1 && given <= 65535) return given;
  throw faultAt(at)("xphone-port-invalid", prop, given, "one port, 1-65535", "correct the port");
}

/**
 * Ports and ranges that the document leaves to the deployment.
 *
 * @throws {@link UcEdgeError} `xphone-ports-missing`, `xphone-port-invalid`, `net-port-*`, `stack-list-*`, `stack-prop-unresolved`
 */
export function readPorts(given: unknown, prop: string, whose: string, at: ToldAt): PortRange[] {
  const by = { ...at, prop };
  if (given === undefined || (Array.isArray(given) && given.length === 0)) {
    const expected = `the ports of ${whose}, which the document does not know`;
    throw faultAt(at)("xphone-ports-missing", prop, given, expected, "state them; none never means all");
  }
  requireKnownList(given, at.what, prop, at.path);
  return (given as readonly (number | string)[]).map((one) => {
    requireKnown(one, by, "the firewall rules are made from it");
    const range = parsePorts(one, by);
    if (range.first > 0) return range;
    throw faultAt(at)("xphone-port-invalid", prop, one, "ports from 1 to 65535", "correct the port");
  });
}

/**
 * A transport that the document leaves to the deployment.
 *
 * @param why - Why it does.
 * @throws {@link UcEdgeError} `xphone-transport-unknown`, `stack-prop-unresolved`
 */
export function readTransport(given: unknown, prop: string, why: string, at: ToldAt): "tcp" | "udp" {
  requireKnown(given, { ...at, prop }, "the firewall rules are made from it");
  const known = TRANSPORTS.find((one) => one === given);
  if (known !== undefined) return known;
  const expected = `${oneOf(TRANSPORTS, given)}: ${why}`;
  throw faultAt(at)("xphone-transport-unknown", prop, given, expected, "state what the PBX speaks");
}
