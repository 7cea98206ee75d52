/** Publishes a web server: by the public address of its host, by a forwarded port, or inside only. */
import type { Finding } from "../../model/finding";
import type { Network } from "../../stack/network";
import type { Role } from "../../stack/role";
import { addHostName } from "../host-names";
import { forwardPorts, requireForwardable } from "../published-ports";
import { VirtualAddress } from "../virtual-address";
import { faultAt, type ToldAt } from "./xphone-faults";
import type { XPhoneHost } from "./xphone-host";
import { OUTSIDE_ROLES, XPHONE_FLOWS } from "./xphone-system";
import { type WebPublication, webPort } from "./web-publication";

/**
 * Refuses a public port that cannot be had.
 *
 * @throws {@link UcEdgeError} `xphone-public-address-invalid`, `xphone-public-address-unused`,
 *   `xphone-public-port-translated`, `xphone-public-address-twice`
 */
export function checkPublicPort(
  { port, isOutside }: WebPublication,
  host: XPhoneHost,
  shared: VirtualAddress | undefined,
  at: ToldAt,
): void {
  const fault = faultAt(at);
  if (shared !== undefined && !(VirtualAddress.isVirtualAddress(shared) && shared.publicAddress !== undefined)) {
    const value = typeof (shared as unknown) === "object" ? "an object that is none, or an internal one" : shared;
    const todo =
      "make a VirtualAddress, and give it to whatever is published there; the address itself is not told here";
    throw fault("xphone-public-address-invalid", "publicAddress", value, "an external VirtualAddress", todo);
  }
  if (shared !== undefined && !isOutside) {
    const expected = "none where all clients are inside, for whom nothing is published";
    const todo = "leave it out, or name clients outside";
    throw fault("xphone-public-address-unused", "publicAddress", "a VirtualAddress", expected, todo);
  }
  if (!host.hasPublicAddress) return;
  if (shared !== undefined) {
    const expected = "none for a host with a public address of its own";
    const todo = 'give its external interface translation: "port-forward", or leave the address out';
    throw fault("xphone-public-address-twice", "publicAddress", "a VirtualAddress", expected, todo);
  }
  if (port === webPort()) return;
  const expected = `${String(webPort())}, on which the web server listens: a public address of its own keeps all port numbers`;
  const todo = 'forward the port: give the external interface translation: "port-forward"';
  throw fault("xphone-public-port-translated", "publicPort", port, expected, todo);
}

/**
 * Forwards the public port where clients outside connect and the host has no public address of its own; returns the address
 * that the name leads to.
 *
 * @throws {@link UcEdgeError} `stack-forward-port-taken` where a shared address forwards the port already.
 */
export function publishWebServer(
  role: Role,
  publication: WebPublication,
  host: XPhoneHost,
  network: Network,
  shared: VirtualAddress | undefined,
): VirtualAddress | undefined {
  if (host.hasPublicAddress || !publication.isOutside) return undefined;
  const title = `${role.fact.title}, public address`;
  const ports = new Map([[webPort(), publication.port]]);
  const published = { role, id: role.fact.id, outside: OUTSIDE_ROLES, ports };
  if (shared === undefined) requireForwardable(XPHONE_FLOWS, publication.chosen, published);
  const address = shared ?? new VirtualAddress(role, "PublicAddress", { network, title });
  forwardPorts(XPHONE_FLOWS, publication.chosen, published, address);
  return address;
}

/** Leads the name in the clients' URLs to the web server; returns what is to be said where it cannot. */
export function nameWebServer(
  role: Role,
  publication: WebPublication,
  forwarded: VirtualAddress | undefined,
  network: Network,
): Omit<Finding, "where">[] {
  if (!publication.isOutside) return nameInside(role, publication, network);
  const { domain, record } = publication;
  if (forwarded === undefined && role.external !== undefined) {
    addHostName(role, "external", domain, undefined, [record.id]);
    return [];
  }
  const value = forwarded?.publicAddress ?? role.internal?.publicAddress;
  if (value === undefined) return [];
  network.addRecord({ view: "public", type: "A", name: domain, value, facts: [record.id], path: role.node.path });
  return [];
}

/** Leads the name in the URLs to where clients inside connect; returns what is to be said where no record can be made. */
export function nameInside(role: Role, { domain }: WebPublication, network: Network): Omit<Finding, "where">[] {
  if (network.hasDnsZone("internal", domain)) addHostName(role, "internal", domain);
  const named = { view: "internal", name: domain, path: role.node.path } as const;
  if (network.isNamed({ ...named, type: "A" }) || network.isNamed({ ...named, type: "AAAA" })) return [];
  return [
    {
      code: "xphone-wlan-name",
      severity: "note",
      what: `smartphones in the WLAN connect to ${domain}, for which no record is made`,
      why: "the network has no internal DNS zone for the name, or the host no private address that is known",
      todo: `lead ${domain} to the internal address of the host`,
      facts: ["xphone/connection-overview/26"],
    },
  ];
}
