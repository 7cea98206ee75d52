/** What is to be said about servers inside. */
import type { IConstruct } from "constructs";
import { OCS_2007_LIMITS } from "../../catalog/ocs-2007/limits";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { roleFact } from "./edge-services";

type Said = Omit<Finding, "where">;

/** The fact that the document has no ports for a role, and none for SQL. */
const UNDOCUMENTED = OCS_2007_LIMITS.filter(({ id }) => id === "ocs-2007/undocumented/ports").map(({ id }) => id);
/** The fact that TCP 135 goes past the virtual address of a pool. */
const NOT_BALANCED = OCS_2007_LIMITS.filter(({ id }) => id === "ocs-2007/not-balanced/1").map(({ id }) => id);
const ROW_1 = "ocs-2007/ports/1";
const ROW_4 = "ocs-2007/ports/4";

/** What the vendor's reference of the product's settings shows beside the SIP of the port table, by role. */
const BEYOND: Readonly<Record<string, { readonly code: string; readonly needs: string; readonly from: string }>> = {
  "archiving-and-cdr-server": {
    code: "ocs-archiving-undocumented",
    needs:
      "Message Queuing between the archiving agents of the Front Ends and the archiving service, and its SQL Server database",
    from: "the classes MSFT_SIPLogOptions and MSFT_SIPLogServiceSetting have a queue path and a SQL Server instance",
  },
  "communicator-web-access-server": {
    code: "ocs-web-access-undocumented",
    needs: "HTTP or HTTPS from browsers, on the port of its web site",
    from: "the class MSFT_CWASiteSetting has the address, the port and the certificate of the site",
  },
  "mediation-server": {
    code: "ocs-mediation-undocumented",
    needs: "SIP with the media gateway on the ports that it is set to, and media with the gateway and with clients",
    from: "the class MSFT_SIPMediationServerConfigSetting has ports towards the gateway and the proxy, and a media port range",
  },
};

/** Gateways with the Mediation Server in them, or with its logic. */
const LIKE_MEDIATION = new Set(["basic-hybrid-media-gateway", "advanced-media-gateway"]);

function add(scope: IConstruct, said: Said): void {
  Declaration.of(scope).addFinding({ where: stackPath(scope), ...said });
}

/** Says of a role without rows in the port table what it needs beyond SIP. */
export function addUndocumented(scope: IConstruct, role: string): void {
  const beyond = BEYOND[LIKE_MEDIATION.has(role) ? "mediation-server" : role];
  if (beyond === undefined) throw new TypeError(`nothing is said of ${role}`);
  add(scope, {
    code: beyond.code,
    severity: "warning",
    what: `nothing but SIP between servers is open for the ${roleFact(role).title}; it also needs ${beyond.needs}`,
    why: `the port table has no row for it; in the vendor's reference ${beyond.from}`,
    todo: "add them as flows of your own, with the ports that the server is set to, and accept this finding",
    facts: [...UNDOCUMENTED, ROW_1],
  });
}

/** Says that the database of a pool is not documented. */
export function addDatabase(scope: IConstruct): void {
  add(scope, {
    code: "ocs-pool-database-undocumented",
    severity: "warning",
    what: "nothing is open from the pool to its back-end database",
    why: "an Enterprise pool keeps its data on a SQL Server of its own, and the port table has no row for SQL",
    todo: "add it as a flow of your own, with the port of the database instance, and accept this finding",
    facts: UNDOCUMENTED,
  });
}

/** Says that 135 alone is not all that DCOM needs. */
export function addDynamicPorts(scope: IConstruct): void {
  add(scope, {
    code: "ocs-rpc-ports-undocumented",
    severity: "note",
    what: "between Front Ends only TCP 135 is open for DCOM and RPC, and none of the ports that are negotiated over it",
    why: "the document prints 135 and no dynamic ports; neither goes through the virtual address, as the servers call each other one by one",
    todo: "confine the dynamic ports of the servers to a range, and add it as a flow of your own, if users are moved or WMI is used between the servers",
    facts: [ROW_4, ...NOT_BALANCED],
  });
}

/** Says that nothing is documented of a basic media gateway. */
export function addBasicGateway(scope: IConstruct): void {
  add(scope, {
    code: "ocs-basic-gateway-undocumented",
    severity: "note",
    what: "nothing is open for the basic media gateway, neither to the Mediation Server nor to the telephone network",
    why: "it is no server of the product, and the document gives no port for it",
    todo: "add the flows that its vendor documents as flows of your own",
    facts: UNDOCUMENTED,
  });
}

/** Says which names have no address record, as the network has no DNS zone for them. */
export function addNamesElsewhere(scope: IConstruct, names: readonly string[]): void {
  if (names.length === 0) return;
  add(scope, {
    code: "ocs-name-elsewhere",
    severity: "note",
    what: `no address record is made for ${names.join(", ")}`,
    why: "the network has no internal DNS zone that holds it, or the address of an existing interface is not stated",
    todo: "make the record where the domain's zone is kept, such as in the directory's own DNS",
    facts: [],
  });
}
