import { UcEdgeError } from "../net/uc-edge-error";
import { Peer } from "../stack/peer";
import { isUnresolved } from "../stack/unresolved";

/** Peers that only AWS knows. */
export class AwsPeer {
  private constructor() {
    // Only static members.
  }

  /**
   * The addresses of a prefix list, AWS-managed or your own. Against the quota it counts as its maximum number of entries.
   *
   * @param id - The prefix list's id, `pl-...`; it may be unresolved.
   * @throws {@link UcEdgeError} `aws-prefix-list-invalid`
   */
  static prefixList(id: string): Peer {
    if (!isUnresolved(id) && !(typeof id === "string" && /^pl-\w+$/.test(id))) {
      throw new UcEdgeError({
        code: "aws-prefix-list-invalid",
        what: "cannot make a peer",
        prop: "id",
        value: id,
        expected: 'the id of a prefix list, such as "pl-0123456789abcdef0"',
        todo: "copy the id, not the name, of the prefix list",
      });
    }
    return Peer.ofCloud("prefix-list", "aws", id);
  }
}
