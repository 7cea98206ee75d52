/** The other end of flows. */
import { UcEdgeError } from "../net/uc-edge-error";
import type { Role } from "./role";

/** How a peer is given; the back ends read it. */
export type PeerSpec =
  | { readonly kind: "internet" }
  | { readonly kind: "prefixes"; readonly prefixes: readonly string[] }
  | { readonly kind: "role"; readonly role: Role }
  /** `entries`: how often it counts against a quota, where that is known. */
  | {
      readonly kind: "prefix-list" | "service-tag";
      readonly cloud: "aws" | "azure";
      readonly value: string;
      readonly entries?: number;
    };

const MARK = Symbol.for("cdktf-uc-edge/peer");
/** What marks roles; the class itself imports this module. */
const ROLE_MARK = Symbol.for("cdktf-uc-edge/role");

/**
 * Who is at the other end of a flow: addresses, the internet, or a role of a deployment. Empty is never any: a peer without
 * addresses is an error. Neither cloud filters by name, so a name is an error too.
 */
export class Peer {
  private constructor(
    /** How the peer is given. */
    readonly spec: PeerSpec,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /**
   * Every address outside the network's own prefixes. IPv4, and IPv6 for interfaces that have an IPv6 address.
   *
   * AWS: `0.0.0.0/0` (and `::/0`), which also holds the network's own addresses. Azure: the tag `Internet`.
   */
  static internet(): Peer {
    return new Peer({ kind: "internet" });
  }

  /**
   * Addresses, as prefixes without host bits (`203.0.113.0/24`) or single addresses (`203.0.113.10`). One of them may be
   * unresolved; it is then kept as it stands and taken for IPv4.
   *
   * @throws {@link UcEdgeError} `stack-peer-empty` for no prefix at all, `stack-list-invalid`; what else is wrong with a
   *   prefix is said where the peer is used.
   */
  static prefixes(prefixes: readonly string[]): Peer {
    // Of a text, the letters would be taken for the members.
    const isList = isArray(prefixes);
    if (!isList || prefixes.length === 0) {
      throw new UcEdgeError({
        code: isList ? "stack-peer-empty" : "stack-list-invalid",
        what: "cannot make a peer",
        prop: "prefixes",
        value: prefixes,
        expected: "a list of at least one prefix",
        todo: "list the addresses, or write Peer.internet() if everybody is meant; empty never means any",
      });
    }
    return new Peer({ kind: "prefixes", prefixes: [...prefixes] });
  }

  /**
   * A role of a deployment. In the same stack and network it is the role's firewall group; from another stack or network
   * it is the addresses that the role was given as literals: the private one of its internal interface from another stack,
   * the public one of its external interface from another network.
   *
   * @throws {@link UcEdgeError} `stack-peer-role-invalid` for anything that is no role.
   */
  static of(role: Role): Peer {
    if (!isRole(role)) {
      throw new UcEdgeError({
        code: "stack-peer-role-invalid",
        what: "cannot make a peer",
        prop: "role",
        value: typeof role === "object" ? "an object that is no role" : role,
        expected: "a role of a deployment, such as edge.accessEdge",
        todo: "name one of the deployment's roles, or its addresses by Peer.prefixes",
      });
    }
    return new Peer({ kind: "role", role });
  }

  /** A peer that only one cloud knows. @internal */
  static ofCloud(kind: "prefix-list" | "service-tag", cloud: "aws" | "azure", value: string, entries?: number): Peer {
    return new Peer({ kind, cloud, value, ...(entries === undefined ? {} : { entries }) });
  }

  /** Whether a value is a peer, of whichever copy of this library. */
  static isPeer(value: unknown): value is Peer {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

function isArray(value: unknown): boolean {
  return Array.isArray(value);
}

function isRole(value: unknown): boolean {
  return typeof value === "object" && value !== null && ROLE_MARK in value;
}
