/** The Archiving and CDR Server of Office Communications Server 2007. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { requireObject } from "../../stack/require-object";
import type { Role } from "../../stack/role";
import type { ToldAt } from "./ocs-faults";
import { checkServer, deployServer, type OcsOneHostServerProps } from "./undocumented-server";

/** What {@link ArchivingAndCdrServer} deploys. */
export type ArchivingAndCdrServerProps = OcsOneHostServerProps;

/**
 * The Archiving and CDR Server in the zone inside. The document has no ports for it: SIP between servers is open, both ways,
 * and a finding says what the server needs beside it.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-name-missing`, `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`,
 *   `ocs-interface-missing`, `ocs-interface-shared`, `ocs-peer-missing`, `ocs-peer-role`, and those of addresses, peers, domains and DNS zones.
 *   Nothing is open after an error.
 * @source ocs-2007 features row 4; ports row 1
 */
export class ArchivingAndCdrServer extends Construct {
  /** The server, to attach a machine to, and to add flows of your own. */
  readonly archivingAndCdrServer: Role;
  /** The fully qualified name. */
  readonly name: string;
  /** The certificate for SIP between servers. No document says so: it is derived, and says from what. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: ArchivingAndCdrServerProps) {
    super(scope, id);
    const at: ToldAt = { what: "cannot deploy the Archiving and CDR Server", path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the server is placed, and what it is called");
    const checked = checkServer(props, props.internal, "internal", at);
    this.name = checked.name;
    const as = { role: "archiving-and-cdr-server", construct: "Server", choice: "archiving-and-cdr" };
    const deployed = deployServer(this, props, checked, as);
    this.archivingAndCdrServer = deployed.role;
    this.certificates = deployed.certificates;
  }
}
