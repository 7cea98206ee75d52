/** Where CUPS stands and how the internet reaches it: what can be wrong with that. */
import { CUPS_XMPP_RECORDS } from "../../catalog/cups-xmpp/records";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import type { InterfaceProps, Translation } from "../../stack/interface-request";
import { requireKnown } from "../../stack/unresolved";
import type { XmppServerProps } from "./xmpp-federation-props";

const ZONES = ["perimeter", "internal"] as const;
const TRANSLATIONS: readonly Translation[] = ["static-nat", "port-forward"];
const SIDES = ["external", "internal"] as const;

/** Where the server stands, as it was checked. */
export interface XmppServer {
  readonly zone: "perimeter" | "internal";
  readonly translation: Translation;
  readonly external: InterfaceProps;
  readonly internal: InterfaceProps | undefined;
}

/**
 * The server, checked.
 *
 * @throws {@link UcEdgeError} `cups-server-missing`, `cups-interface-missing`, `cups-interface-shared`,
 *   `cups-zone-unknown`, `cups-translation-unknown`, `cups-translation-conflict`, `cups-server-inside`,
 *   `cups-public-port-other`, `stack-prop-unresolved`.
 */
export function xmppServer(given: unknown, path: string): XmppServer {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: "cannot deploy CUPS", prop, value, expected, todo, path });
  if (!isObject(given)) {
    const todo = "describe it: { external: { names: [...] } }";
    throw fault("cups-server-missing", "server", given, "the server, described by an object", todo);
  }
  const props: Partial<XmppServerProps> = given;
  const { external, internal } = props;
  const described = internal === undefined ? { external } : { external, internal };
  for (const [side, value] of Object.entries(described)) {
    if (isObject(value)) continue;
    const todo = "describe the interface; the cloud picks an address that is not stated";
    throw fault("cups-interface-missing", `server.${side}`, value, "an interface, described by an object", todo);
  }
  for (const side of SIDES) {
    const name = props[side]?.sharedInterface;
    if (name === undefined) continue;
    const todo = "leave the internal interface out where the server has one interface";
    const expected = "nothing, as no other role is on the server's interfaces";
    throw fault("cups-interface-shared", `server.${side}.sharedInterface`, name, expected, todo);
  }
  for (const [prop, value] of Object.entries({ zone: props.zone, publicPort: props.publicPort })) {
    requireKnown(value, { what: "cannot deploy CUPS", prop: `server.${prop}`, path }, "rules are made by it");
  }
  const zone = ZONES.find((one) => one === (props.zone ?? "perimeter"));
  if (zone === undefined) {
    throw fault("cups-zone-unknown", "server.zone", props.zone, oneOf(ZONES, props.zone), "say where CUPS stands");
  }
  const server = { zone, external: external ?? {}, internal, translation: translationOf(external ?? {}, fault) };
  if (zone === "internal") requireInside(server, fault);
  requirePublicPort(props.publicPort, fault);
  return server;
}

type Fail = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

function translationOf({ translation, publicAddress, ipv6Address }: InterfaceProps, fault: Fail): Translation {
  const known = TRANSLATIONS.find((one) => one === (translation ?? "static-nat"));
  if (known === undefined) {
    const expected = `${oneOf(TRANSLATIONS, translation)}: the document knows NAT and PAT (configuration step 2)`;
    const todo = "say how the internet reaches the server";
    throw fault("cups-translation-unknown", "server.external.translation", translation, expected, todo);
  }
  if (known === "static-nat") return known;
  for (const [prop, value] of Object.entries({ publicAddress, ipv6Address })) {
    if (value === undefined) continue;
    const expected = "nothing behind a port forward, whose public IPv4 address is made with it";
    const todo = 'leave it out, or use translation "static-nat"';
    throw fault("cups-translation-conflict", `server.external.${prop}`, value, expected, todo);
  }
  return known;
}

/** The internal subnet has no public addresses: the document's own place for CUPS, behind the firewall. */
function requireInside({ translation, internal }: XmppServer, fault: Fail): void {
  if (internal !== undefined) {
    const todo = "leave it out, or place the server in the perimeter";
    const expected = "one interface of a server inside, the external one";
    throw fault("cups-server-inside", "server.internal", internal, expected, todo);
  }
  if (translation === "port-forward") return;
  const todo = 'add translation: "port-forward" to it, or place the server in the perimeter';
  const expected = '"port-forward" for a server inside, as public addresses are in the perimeter';
  throw fault("cups-server-inside", "server.external.translation", translation, expected, todo);
}

function requirePublicPort(given: number | undefined, fault: Fail): void {
  const documented = CUPS_XMPP_RECORDS.find(({ port }) => port !== null)?.port;
  if (given === undefined || given === documented) return;
  const expected = `${String(documented)}, the port that the document forwards, to the same port (configuration step 2)`;
  const todo = "leave it out: the SRV record leads federated servers to the documented port";
  throw fault("cups-public-port-other", "server.publicPort", given, expected, todo);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
