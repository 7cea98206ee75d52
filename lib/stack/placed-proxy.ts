/** A reverse proxy that the cloud runs: an interface whose group is around the proxy itself. */
import type { Construct } from "constructs";
import { Declaration, type ItemValue } from "./declaration";
import { nicOf } from "./interface-request";
import type { RecordAlias } from "./dns-records";
import type { Network } from "./network";
import { stackPath } from "./paths";
import { PlacedInterface } from "./placed-interface";
import type { ProxyMember, ProxyRequest } from "./proxy-request";

/** A reverse proxy that the cloud runs. It takes requests from everybody outside and passes them on inside. */
export abstract class PlacedProxy extends PlacedInterface {
  /** What the names of a proxy without a static address lead to. */
  abstract readonly alias: RecordAlias | undefined;
  /** Its Terraform address. */
  abstract readonly terraformAddress: string;
  /** The id of the platform flow by which the cloud tells whether members are up. */
  abstract readonly healthCheck: string;

  constructor(
    scope: Construct,
    id: string,
    network: Network,
    /** What was asked for. */
    readonly proxy: ProxyRequest,
  ) {
    const nics = [nicOf({}, "internal")];
    super(scope, id, network, { zone: "perimeter", side: "external", title: proxy.title, nics }, "proxy");
  }

  /** The cloud gives it a public address, or a name. @internal */
  override isReachable(): boolean {
    return true;
  }

  /** Permits what the cloud needs to run the proxy, the health checks of members apart. @internal */
  abstract permitPlatform(): void;

  /** @internal */
  override declare(): void {
    super.declare();
    const declaration = Declaration.of(this);
    const { title, port, members } = this.proxy;
    const path = stackPath(this);
    declaration.set(`balancer ${path}`, () => ({
      item: "balancer",
      path,
      network: stackPath(this.network),
      zone: this.request.zone,
      side: this.request.side,
      title,
      resource: this.terraformAddress,
      interface: path,
      virtualAddress: null,
      publicAddress: declaration.value(this.publicAddress),
      publicAddressMade: this.publicAddress !== undefined,
      listeners: byTarget(members).map((all) => ({
        transport: "tcp",
        port,
        memberPort: all[0]?.port ?? port,
        healthPort: all[0]?.port ?? port,
        target: all[0]?.target === undefined ? null : stackPath(all[0].target),
        address: all[0]?.index ?? null,
        members: all.map(({ address }): ItemValue => declaration.value(address)),
      })),
    }));
  }
}

/** Members that are the hosts of one interface belong together, and so do those that are known by their address only. */
function byTarget(members: readonly ProxyMember[]): ProxyMember[][] {
  const groups = new Map<string, ProxyMember[]>();
  for (const member of members) {
    const { target, index, port } = member;
    const key = `${target === undefined ? "" : stackPath(target)} ${String(index)} ${String(port)}`;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}
