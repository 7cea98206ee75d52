/** A role on the customer's side of a Dedicated Instance. */
import type { Construct } from "constructs";
import type { Direction } from "../../compiler/permit";
import type { OwnFlow } from "../../model/own-flow";
import { IpPrefix } from "../../net/ip-prefix";
import { parsePorts } from "../../net/port-range";
import type { Peer } from "../../stack/peer";
import { Role } from "../../stack/role";
import { isUnresolved } from "../../stack/unresolved";
import { WHAT } from "./peering-fault";
import { requireUnreserved } from "./supplied-ports";
import type { InstanceAddresses } from "./instance-addresses";
import { webexRole } from "./webex-facts";

/** A role whose own flows with the instance keep clear of the ports that Cisco reserves. */
export class InstanceRole extends Role {
  constructor(
    scope: Construct,
    id: string,
    private readonly instance: InstanceAddresses,
  ) {
    super(scope, id, webexRole(id));
  }

  /** @internal */
  override prepareOwnFlow(direction: Direction, peer: Peer, given: OwnFlow): () => void {
    const open = super.prepareOwnFlow(direction, peer, given);
    if (this.isWithInstance(peer)) {
      const place = { prop: "ports", path: this.node.path };
      requireUnreserved(
        (given.ports ?? []).map((ports) => parsePorts(ports, { what: WHAT, ...place })),
        place,
      );
    }
    return open;
  }

  /** Whether a flow goes to the instance, and not only to Contact Center Express, which has a reserved port of its own. */
  private isWithInstance({ spec }: Peer): boolean {
    if (spec.kind !== "prefixes") return false;
    const { prefixes, contactCenter } = this.instance;
    return spec.prefixes.some((text) => {
      if (isUnresolved(text)) return false;
      const prefix = IpPrefix.parse(text, { what: WHAT, prop: "prefixes" });
      if (contactCenter.some((one) => one.contains(prefix))) return false;
      return prefixes.some((one) => one.overlaps(prefix));
    });
  }
}
