/** What the certificates of internal servers are made from, and what can be wrong with it. */
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { parseKnownDomain, requireKnownList } from "../../stack/unresolved";
import { readSipDomains } from "../sip-domains";
import { requireObject } from "../../stack/require-object";

/** How the servers are deployed, by the choices of the catalog. */
export type OcsTopology =
  | "standard-edition"
  | "consolidated-pool"
  | "expanded-pool"
  | "director-standard-edition"
  | "director-pool"
  | "director-array";

/** The names of a deployment of internal servers. Each topology takes those that its rows ask for, and no others. */
export interface OcsCertificateProps {
  /** How they are deployed. */
  readonly topology: OcsTopology;
  /** The SIP domains; at least one, each once. */
  readonly sipDomains: readonly string[];
  /**
   * The fully qualified domain name of the Standard Edition Server, or of the Director on one.
   *
   * @default - none; needed on Standard Edition
   */
  readonly name?: string;
  /**
   * The fully qualified domain names of the Directors of an array, each once.
   *
   * @default - none; needed for an array
   */
  readonly names?: readonly string[];
  /**
   * The fully qualified domain name of the pool.
   *
   * @default - none; needed for a pool
   */
  readonly poolName?: string;
  /**
   * The name in the URL of the internal web farm.
   *
   * @default - the pool's
   */
  readonly webFarmName?: string;
  /**
   * The fully qualified domain name of a virtual address: of the load balancer that the Web Components Servers of an
   * expanded pool use, or of an array of Directors.
   *
   * @default - none; needed for both
   */
  readonly virtualName?: string;
  /**
   * Further fully qualified domain names of that virtual address.
   *
   * @default - none
   */
  readonly otherVirtualNames?: readonly string[];
  /**
   * Whether clients find their server by automatic client configuration.
   *
   * @default true
   */
  readonly automaticSignIn?: boolean;
  /**
   * Names to which automatic sign-in leads clients, as the targets of the SRV records: one inside each SIP domain.
   *
   * @default - `sip.<domain>` of each SIP domain
   */
  readonly signInNames?: readonly string[];
  /**
   * Whether all clients sign in through this Director.
   *
   * @default false
   */
  readonly everyClientSignsInHere?: boolean;
  /**
   * The roles of an expanded pool that are deployed, by their ids in the catalog.
   *
   * @default - all four
   */
  readonly roles?: readonly string[];
}

/** The names, checked; those that a topology does not take are empty. */
export interface ServerNames {
  readonly path: string;
  /** The rows of the certificate table that apply. */
  readonly rows: readonly number[];
  readonly server: string;
  readonly servers: readonly string[];
  readonly pool: string;
  readonly webFarm: string;
  readonly virtual: string;
  readonly otherVirtual: readonly string[];
  readonly sipDomains: readonly string[];
  readonly signInNames: readonly string[];
  readonly automaticSignIn: boolean;
  readonly everyClientSignsInHere: boolean;
}

type NameProp = "name" | "names" | "poolName" | "webFarmName" | "virtualName";
type DependentProp = NameProp | "otherVirtualNames" | "everyClientSignsInHere" | "roles";

interface TopologyPlan {
  readonly rows: readonly number[];
  readonly needs: readonly NameProp[];
  readonly takes: readonly DependentProp[];
}

const WHAT = "cannot name the certificates";
const TOPOLOGIES: Readonly<Record<OcsTopology, TopologyPlan>> = {
  "standard-edition": { rows: [1], needs: ["name"], takes: [] },
  "consolidated-pool": { rows: [2], needs: ["poolName"], takes: ["webFarmName"] },
  "expanded-pool": {
    rows: [3, 4, 5, 6],
    needs: ["poolName"],
    takes: ["webFarmName", "virtualName", "otherVirtualNames", "roles"],
  },
  "director-standard-edition": { rows: [7], needs: ["name"], takes: ["everyClientSignsInHere"] },
  "director-pool": { rows: [8], needs: ["poolName"], takes: ["everyClientSignsInHere"] },
  "director-array": {
    rows: [9],
    needs: ["names", "virtualName"],
    takes: ["otherVirtualNames", "everyClientSignsInHere"],
  },
};
const DEPENDENT: readonly DependentProp[] = [
  "name",
  "names",
  "poolName",
  "webFarmName",
  "virtualName",
  "otherVirtualNames",
  "everyClientSignsInHere",
  "roles",
];
/** The roles of an expanded pool, by the rows of their certificates. */
const POOL_ROLES: ReadonlyMap<string, number> = new Map([
  ["front-end", 3],
  ["web-conferencing-server", 4],
  ["av-conferencing-server", 5],
  ["web-components", 6],
]);

/**
 * Checks the names.
 *
 * @throws {@link UcEdgeError} `ocs-topology-unknown`, `ocs-certificate-input-*`, `ocs-certificate-server-twice`,
 *   `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, and those of domains.
 */
export function readCertificateProps(props: OcsCertificateProps, path: string): ServerNames {
  requireObject(props, { what: WHAT, prop: "props", path }, "say how the servers are deployed, and their names");
  const { rows, needs } = planOf(props, path);
  const sipDomains = readSipDomains(props.sipDomains, {
    what: WHAT,
    path,
    none: "ocs-sip-domains-empty",
    twice: "ocs-sip-domain-twice",
  });
  const text = (prop: Exclude<NameProp, "names">): string => {
    const value = props[prop];
    return value === undefined ? "" : parseKnownDomain(value, { what: WHAT, prop, path });
  };
  const pool = text("poolName");
  const servers = needs.includes("names") ? textsOf(props.names, "names", path) : [];
  const virtual = text("virtualName");
  requireOnce([...servers, ...(servers.length === 0 ? [] : [virtual])], path);
  const listed = (prop: "otherVirtualNames" | "signInNames"): string[] => {
    const value = props[prop];
    return value === undefined ? [] : textsOf(value, prop, path);
  };
  return {
    path,
    rows,
    server: text("name"),
    servers,
    pool,
    webFarm: props.webFarmName === undefined ? pool : text("webFarmName"),
    virtual,
    otherVirtual: listed("otherVirtualNames"),
    sipDomains,
    signInNames: listed("signInNames"),
    automaticSignIn: isTrue(props.automaticSignIn ?? true, "automaticSignIn", path),
    everyClientSignsInHere: isTrue(props.everyClientSignsInHere ?? false, "everyClientSignsInHere", path),
  };
}

/** What the topology takes; refuses what is missing, and what no row of it asks for. */
function planOf(props: OcsCertificateProps, path: string): TopologyPlan {
  const { topology } = props;
  if (!Object.hasOwn(TOPOLOGIES, topology)) {
    const expected = oneOf(Object.keys(TOPOLOGIES), topology);
    throw fault("ocs-topology-unknown", "topology", topology, expected, "say how the servers are deployed", path);
  }
  const { needs, takes, rows: all } = TOPOLOGIES[topology];
  const rows = props.roles === undefined || !takes.includes("roles") ? all : rowsOf(props.roles, path);
  // Only the servers of Web Components are called by the name of a balancer of their own.
  const needed = topology === "expanded-pool" && rows.includes(6) ? [...needs, "virtualName" as const] : needs;
  for (const prop of needed) {
    const value = props[prop];
    if (value !== undefined && (!Array.isArray(value) || value.length > 0)) continue;
    const expected = `the name that ${citation(rows)} asks for`;
    throw fault("ocs-certificate-input-missing", prop, value, expected, "give the fully qualified domain name", path);
  }
  for (const prop of DEPENDENT) {
    if (props[prop] === undefined || needs.includes(prop as NameProp) || takes.includes(prop)) continue;
    const expected = `nothing: ${citation(rows)}, for ${topology}, does not ask for it`;
    throw fault("ocs-certificate-input-needless", prop, props[prop], expected, "leave it out", path);
  }
  return { rows, needs, takes };
}

function citation(rows: readonly number[]): string {
  const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
  const places = first === last ? `row ${String(first)}` : `one of rows ${String(first)} to ${String(last)}`;
  return `${places} of the certificate table`;
}

function rowsOf(roles: unknown, path: string): number[] {
  requireKnownList(roles, WHAT, "roles", path);
  const given = roles as readonly unknown[];
  const unknown = given.find((role) => typeof role !== "string" || !POOL_ROLES.has(role));
  if (given.length === 0 || unknown !== undefined) {
    const expected = oneOf([...POOL_ROLES.keys()], unknown);
    const todo = "name the roles of the pool that are deployed, or leave it out for all";
    throw fault("ocs-certificate-input-invalid", "roles", unknown ?? given, expected, todo, path);
  }
  return [...POOL_ROLES].filter(([role]) => given.includes(role)).map(([, row]) => row);
}

function textsOf(given: unknown, prop: string, path: string): string[] {
  requireKnownList(given, WHAT, prop, path);
  return (given as readonly string[]).map((name) => parseKnownDomain(name, { what: WHAT, prop, path }));
}

/** Each Director of an array has a name of its own, and so has their virtual address. */
function requireOnce(names: readonly string[], path: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const expected = "a name of its own for each Director, and another for their virtual address";
  throw fault("ocs-certificate-server-twice", "names, virtualName", twice, expected, "name each once", path);
}

function isTrue(given: unknown, prop: string, path: string): boolean {
  if (typeof given === "boolean") return given;
  throw fault("ocs-certificate-input-invalid", prop, given, "true or false", "correct the value", path);
}

function fault(code: string, prop: string, value: unknown, expected: string, todo: string, path: string): UcEdgeError {
  return new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path });
}
