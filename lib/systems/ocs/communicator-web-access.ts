/** Communicator Web Access of Office Communications Server 2007. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { requireObject } from "../../stack/require-object";
import type { Role } from "../../stack/role";
import type { ToldAt } from "./ocs-faults";
import { checkServer, deployServer, type OcsOneHostServerProps } from "./undocumented-server";

/** What {@link CommunicatorWebAccess} deploys. */
export type CommunicatorWebAccessProps = OcsOneHostServerProps;

/**
 * The Communicator Web Access Server in the zone inside, for clients in a browser. The document has no ports for it: SIP
 * between servers is open, both ways, and a finding says what the server needs beside it. Browsers are open by flows of your
 * own.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-name-missing`, `ocs-name-twice`, `ocs-name-taken`, `ocs-name-without-address`,
 *   `ocs-interface-missing`, `ocs-interface-shared`, `ocs-peer-missing`, `ocs-peer-role`, and those of addresses, peers, domains and DNS zones.
 *   Nothing is open after an error.
 * @source ocs-2007 features row 10; ports row 1
 */
export class CommunicatorWebAccess extends Construct {
  /** The server, to attach a machine to, and to add flows of your own. */
  readonly communicatorWebAccessServer: Role;
  /** The fully qualified name. */
  readonly name: string;
  /** The certificate for SIP between servers. No document says so: it is derived, and says from what. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: CommunicatorWebAccessProps) {
    super(scope, id);
    const at: ToldAt = { what: "cannot deploy Communicator Web Access", path: this.node.path };
    requireObject(props, { ...at, prop: "props" }, "say where the server is placed, and what it is called");
    const checked = checkServer(props, props.internal, "internal", at);
    this.name = checked.name;
    const as = { role: "communicator-web-access-server", construct: "Server", choice: "web-access" };
    const deployed = deployServer(this, props, checked, as);
    this.communicatorWebAccessServer = deployed.role;
    this.certificates = deployed.certificates;
  }
}
