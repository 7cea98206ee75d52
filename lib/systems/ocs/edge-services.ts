/** Which edge services and choices a deployment has, and what must go together. */
import { OCS_2007_CHOICES } from "../../catalog/ocs-2007/choices";
import { OCS_2007_EDGE_SERVERS } from "../../catalog/ocs-2007/edge-servers";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { RoleFact } from "../../catalog/schema";
import { UcEdgeError } from "../../net/uc-edge-error";
import { readSipDomains } from "../sip-domains";
import type { EdgeServerProps, EdgeServiceProps } from "./edge-server-props";

/** A service that is deployed. */
export interface EdgeService {
  /** The role's id in the catalog. */
  readonly role: string;
  /** The construct id. */
  readonly id: string;
  /** The prop that deploys it. */
  readonly prop: "accessEdge" | "webConferencingEdge" | "avEdge";
  readonly props: EdgeServiceProps;
}

const SERVICES = [
  { role: "access-edge", id: "AccessEdge", prop: "accessEdge" },
  { role: "web-conferencing-edge", id: "WebConferencingEdge", prop: "webConferencingEdge" },
  { role: "av-edge", id: "AvEdge", prop: "avEdge" },
] as const;

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

/** The services that are deployed, each with its internal server. */
export function deployedServices(props: EdgeServerProps, path: string): EdgeService[] {
  const services = SERVICES.flatMap((service) => {
    const given = props[service.prop];
    return given === undefined ? [] : [{ ...service, props: given }];
  });
  if (services.length === 0) {
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
  for (const service of services) {
    requireInterfaces(service, path);
    requireInternalServer(service, path);
  }
  return services;
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
  return new Set(made.map(({ choice }) => choice));
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

function requireInterfaces({ prop, props, role }: EdgeService, path: string): void {
  for (const side of ["external", "internal"] as const) {
    const given: unknown = (props as Partial<EdgeServiceProps> | null)?.[side];
    if (typeof given === "object" && given !== null) continue;
    throw new UcEdgeError({
      code: "ocs-interface-missing",
      what: `cannot deploy the ${roleFact(role).title}`,
      prop: `${prop}.${side}`,
      value: given,
      expected: "an interface: every edge service has an external and an internal one",
      todo: "describe the interface; {} lets the cloud pick its address",
      path,
    });
  }
}

function requireInternalServer(service: EdgeService, path: string): void {
  const given = service.props as Partial<EdgeServiceProps>;
  if (given.internalServer !== undefined) return;
  const row = OCS_2007_EDGE_SERVERS.find((fact) => fact.role === service.role);
  throw new UcEdgeError({
    code: "ocs-internal-server-missing",
    what: `cannot deploy the ${roleFact(service.role).title}`,
    prop: `${service.prop}.internalServer`,
    value: undefined,
    expected: `its corresponding internal server: ${row?.printed["internalServer"] ?? ""} (ocs-2007 edge-servers row ${String(row?.source.row ?? "")})`,
    todo: "name the internal server as a Peer",
    path,
  });
}
