/** Which edge services and choices a deployment has, and what must go together. */
import { OCS_2007_CHOICES } from "../../catalog/ocs-2007/choices";
import { OCS_2007_EDGE_SERVERS } from "../../catalog/ocs-2007/edge-servers";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { RoleFact } from "../../catalog/schema";
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { Peer } from "../../stack/peer";
import { readSipDomains } from "../sip-domains";
import { arrayOf, type EdgeArray } from "./edge-arrays";
import { type EdgeHost, hostOf } from "./edge-hosts";
import type { EdgeServerProps, EdgeServiceProps } from "./edge-server-props";

/** A service that is deployed. */
export interface EdgeService {
  /** The role's id in the catalog. */
  readonly role: string;
  /** The construct id. */
  readonly id: string;
  /** The prop that deploys it. */
  readonly prop: "accessEdge" | "webConferencingEdge" | "avEdge";
  readonly internalServer: Peer;
  /** Its host, or those of its array. */
  readonly hosts: readonly EdgeHost[];
  /** What is in front of the hosts of an array. */
  readonly array: EdgeArray | undefined;
}

const SERVICES = [
  { role: "access-edge", id: "AccessEdge", prop: "accessEdge" },
  { role: "web-conferencing-edge", id: "WebConferencingEdge", prop: "webConferencingEdge" },
  { role: "av-edge", id: "AvEdge", prop: "avEdge" },
] as const;

/** The choice that a Director makes; by itself it opens nothing. */
export const DIRECTOR_NEXT_HOP = "director-next-hop";

/** The service that each choice is about, by the rows of the feature table. */
const CHOICES = [
  { choice: "remote-access", prop: "remoteAccess", needs: "access-edge" },
  { choice: "federation", prop: "federation", needs: "access-edge" },
  { choice: "public-im", prop: "publicIm", needs: "access-edge" },
  { choice: "external-web-conferencing", prop: "externalWebConferencing", needs: "web-conferencing-edge" },
  { choice: "external-av", prop: "externalAv", needs: "av-edge" },
] as const;

/** A role of the catalog. */
export function roleFact(id: string): RoleFact {
  const fact = OCS_2007_ROLES.find((role) => role.id === id);
  if (fact === undefined) throw new TypeError(`ocs-2007 has no role ${id}`);
  return fact;
}

/** The services that are deployed, each with its hosts and its internal server. */
export function deployedServices(scope: IConstruct, props: EdgeServerProps): EdgeService[] {
  const { path } = scope.node;
  const given = SERVICES.filter(({ prop }) => props[prop] !== undefined);
  if (given.length === 0) {
    throw new UcEdgeError({
      code: "ocs-edge-empty",
      what: "cannot deploy the edge",
      prop: "accessEdge, webConferencingEdge, avEdge",
      value: undefined,
      expected: "at least one service",
      todo: "describe the services that the edge has",
      path,
    });
  }
  return given.map((named) => {
    const { role, prop } = named;
    const service: Partial<EdgeServiceProps> = props[prop] ?? {};
    const what = `cannot deploy the ${roleFact(role).title}`;
    const array = arrayOf(scope, { role, prop, what }, service);
    const hosts = array?.hosts ?? [hostOf(service, { prop, what, path })];
    return { ...named, hosts, array, internalServer: internalServerOf(service, named, path) };
  });
}

/** The SIP domains, checked. */
export function sipDomainsOf(given: readonly string[], path: string): string[] {
  return readSipDomains(given, {
    what: "cannot deploy the edge",
    path,
    none: "ocs-sip-domains-empty",
    twice: "ocs-sip-domain-twice",
  });
}

/** The choices that are made; each needs its service. */
export function chosenOf(props: EdgeServerProps, services: readonly EdgeService[], path: string): Set<string> {
  const made = CHOICES.filter(({ prop }) => props[prop] !== undefined);
  for (const { choice, prop, needs } of made) {
    requireChoice(props[prop], choice, prop, path);
    if (services.some((service) => service.role === needs)) continue;
    const fact = OCS_2007_CHOICES.find((one) => one.id === choice);
    throw new UcEdgeError({
      code: "ocs-role-missing",
      what: `cannot open ${fact?.title ?? choice}`,
      prop,
      value: props[prop] === undefined ? undefined : "chosen",
      expected: `the ${roleFact(needs).title} with it (ocs-2007 features row ${String(fact?.source.row ?? "")})`,
      todo: "deploy the service, or leave the choice out",
      path,
    });
  }
  return new Set([...made.map(({ choice }) => choice), ...(props.director === undefined ? [] : [DIRECTOR_NEXT_HOP])]);
}

/** The service that a choice is about, and the prop that makes it; nothing for what no edge service opens. */
export function serviceOfChoice(choice: string): { readonly prop: string; readonly needs: string } | undefined {
  return CHOICES.find((one) => one.choice === choice);
}

/** The choices for which a service is there. */
export function choicesOf(role: string): string[] {
  return CHOICES.filter(({ needs }) => needs === role).map(({ choice }) => choice);
}

/** `true`, or nothing at all, says neither who may come nor that nobody may. */
function requireChoice(given: unknown, choice: string, prop: string, path: string): void {
  if (typeof given === "object" && given !== null) return;
  throw new UcEdgeError({
    code: "ocs-choice-invalid",
    what: `cannot open ${choiceTitle(choice)}`,
    prop,
    value: given,
    expected: "an object that says who may come; {} where nothing needs to be said",
    todo: "leave the choice out if it is not meant",
    path,
  });
}

function choiceTitle(id: string): string {
  return OCS_2007_CHOICES.find((choice) => choice.id === id)?.title ?? id;
}

function internalServerOf(
  { internalServer }: Partial<EdgeServiceProps>,
  { role, prop }: Pick<EdgeService, "role" | "prop">,
  path: string,
): Peer {
  if (internalServer !== undefined) return internalServer;
  const row = OCS_2007_EDGE_SERVERS.find((fact) => fact.role === role);
  throw new UcEdgeError({
    code: "ocs-internal-server-missing",
    what: `cannot deploy the ${roleFact(role).title}`,
    prop: `${prop}.internalServer`,
    value: undefined,
    expected: `its corresponding internal server: ${row?.printed["internalServer"] ?? ""} (ocs-2007 edge-servers row ${String(row?.source.row ?? "")})`,
    todo: "name the internal server as a Peer",
    path,
  });
}
