/** A server of a product that no document here covers. */
import { Construct } from "constructs";
import { keyText } from "../../compiler/rule-key";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { type InterfaceProps, nicOf, type Side } from "../../stack/interface-request";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { requireKnown, requireKnownList } from "../../stack/unresolved";
import { addHostName, hostNamesOn } from "../host-names";
import { requireNetwork } from "../require-network";
import type { OwnHostProps, OwnServerProps } from "./own-server-props";
import { ownServiceRecords } from "./own-service-records";

const SIDES = ["external", "internal"] as const;
const ZONES: readonly string[] = ["perimeter", "internal"];

/**
 * A server of your own, with one or two interfaces, its firewall groups, static public address and DNS names; or a pool of
 * hosts that do the same. It opens nothing by itself: add flows to its `role`, by `allowFrom`, `allowTo`, `allowNeed` or
 * `importFlows`. To reach it by single ports of one public address, give its external interface `translation:
 * "port-forward"` and put a `VirtualAddress` in front.
 *
 * AWS: an ENI and a security group per interface, an Elastic IP on the external one. Azure: a network interface with a
 * network security group and an application security group, a Standard public IP on the external one.
 *
 * @throws {@link UcEdgeError} `own-network-missing`, `own-title-missing`, `own-zone-unknown`, `own-interface-missing`,
 *   `own-interface-invalid`, `own-interface-outside`, `own-interface-shared`, `stack-interface-props`, `stack-translation-*`, `own-host-interfaces-differ`,
 *   `own-host-names`, `own-name-without-address`, those of SRV records (`own-service-*`, `own-view-unknown`,
 *   `own-srv-target-missing`), and those of addresses, domains and DNS zones. Nothing is open after an error.
 */
export class OwnServer extends Construct {
  /** The server, to add flows to, to attach a machine to, and as a peer of other roles. */
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OwnServerProps,
  ) {
    super(scope, id);
    const by = { what: "cannot deploy the server", prop: "props", path: this.node.path };
    requireObject(props, by, "say what the server is and where");
    requireNetwork(props.network, {
      code: "own-network-missing",
      what: "cannot deploy the server",
      todo: "say where the server is placed",
      path: this.node.path,
    });
    const title = this.checkTitle();
    const zone = this.checkZone();
    const sides = this.checkInterfaces(zone);
    const hosts = [props, ...this.checkFurtherHosts(sides)];
    const { network, serviceRecords = [] } = props;
    const names = new Map(sides.map((side) => [side, this.namesOn(side)] as const));
    const records = ownServiceRecords(serviceRecords, network, names, this.node.path);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "Role", { system: "own", id: roleId(title), title });
    for (const side of sides) {
      const nics = hosts.map((host) => nicOf(host[side] ?? {}, side));
      const request = { nics, zone, side, title: `${title}, ${side}` };
      this.role.placeOn(side, network.place(this, side === "external" ? "External" : "Internal", request));
    }
    for (const [side, all] of names) for (const name of all) addHostName(this.role, side, name);
    for (const record of records) network.addRecord(record);
  }

  private checkTitle(): string {
    const title: unknown = this.props.title;
    requireKnown(
      title,
      { what: "cannot deploy the server", prop: "title", path: this.node.path },
      "reports name the server by it",
    );
    if (typeof title === "string" && title.trim() !== "") return title.trim();
    throw this.fault(
      "own-title-missing",
      "title",
      title,
      "a few words",
      'say what people call it: "Session border controller"',
    );
  }

  private checkZone(): "perimeter" | "internal" {
    const { zone = "perimeter" } = this.props;
    if (ZONES.includes(zone)) return zone;
    throw this.fault("own-zone-unknown", "zone", zone, oneOf(ZONES, zone), "say where the server stands");
  }

  private checkInterfaces(zone: "perimeter" | "internal"): Side[] {
    const { props } = this;
    const sides = SIDES.filter((side) => props[side] !== undefined);
    if (sides.length === 0) {
      throw this.fault(
        "own-interface-missing",
        "external, internal",
        undefined,
        "at least one interface",
        "describe the interface; {} lets the cloud pick its address",
      );
    }
    for (const side of sides) {
      const given: unknown = props[side];
      if (typeof given !== "object" || given === null) {
        throw this.fault(
          "own-interface-invalid",
          side,
          given,
          "an interface, described by an object",
          "describe the interface; {} lets the cloud pick its address",
        );
      }
      this.checkInterface(side, side, props[side]);
    }
    if (zone === "perimeter" || !sides.includes("external")) return sides;
    throw this.fault(
      "own-interface-outside",
      "external",
      props.external,
      'no external interface of a server in the zone "internal"',
      'give its interface as internal, or place the server in the zone "perimeter"',
    );
  }

  private checkFurtherHosts(sides: readonly Side[]): readonly OwnHostProps[] {
    const { furtherHosts = [] } = this.props;
    requireKnownList(furtherHosts, "cannot deploy the server", "furtherHosts", this.node.path);
    furtherHosts.forEach((host, index) => {
      const described: unknown = host;
      const given: Partial<Record<Side, unknown>> = typeof described === "object" ? { ...described } : {};
      const prop = `furtherHosts[${String(index)}]`;
      const isDescribed = (side: Side): boolean => typeof given[side] === "object" && given[side] !== null;
      const different = SIDES.find((side) => sides.includes(side) !== isDescribed(side));
      if (different !== undefined) {
        throw this.fault(
          "own-host-interfaces-differ",
          `${prop}.${different}`,
          given[different],
          `interfaces as the first host has them: ${sides.join(" and ")}`,
          "describe the same interfaces for every host; {} lets the cloud pick an address",
        );
      }
      for (const side of sides) this.checkInterface(side, `${prop}.${side}`, host[side]);
      const named = sides.find((side) => (host[side]?.names ?? []).length > 0);
      if (named === undefined) return;
      throw this.fault(
        "own-host-names",
        `${prop}.${named}.names`,
        host[named]?.names,
        "no names: the hosts share those of the first",
        `give them as ${named}.names`,
      );
    });
    return furtherHosts;
  }

  private checkInterface(side: Side, prop: string, props: InterfaceProps = {}): void {
    checkInterfaceProps({ side, prop, props, path: this.node.path });
    const { sharedInterface } = props;
    if (sharedInterface === undefined) return;
    throw this.fault(
      "own-interface-shared",
      `${prop}.sharedInterface`,
      sharedInterface,
      "interfaces of the server's own: services share those of one EdgeServer only",
      "leave it out",
    );
  }

  private namesOn(side: Side): string[] {
    const { network, [side]: props = {} } = this.props;
    const path = this.node.path;
    const withoutAddress = "own-name-without-address";
    return hostNamesOn({ network, side, prop: side, props, path, isPublished: false, withoutAddress });
  }

  private fault(code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError {
    return new UcEdgeError({
      code,
      what: "cannot deploy the server",
      prop,
      value,
      expected,
      todo,
      path: this.node.path,
    });
  }
}

/** The title in small letters and dashes. */
function roleId(title: string): string {
  const words = keyText(title.toLowerCase().replace(/[\s/]+/g, "-"));
  return words === "" ? "server" : words;
}
