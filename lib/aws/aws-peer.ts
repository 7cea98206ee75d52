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
   * @param maxEntries - The list's maximum number of entries, as AWS counts it against the quota; left out, 1 is counted.
   * @throws {@link UcEdgeError} `aws-prefix-list-invalid`, `aws-prefix-list-entries-invalid`
   */
  static prefixList(id: string, maxEntries?: number): Peer {
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
    if (maxEntries !== undefined && !(Number.isInteger(maxEntries) && maxEntries > 0)) {
      throw new UcEdgeError({
        code: "aws-prefix-list-entries-invalid",
        what: "cannot make a peer",
        prop: "maxEntries",
        value: maxEntries,
        expected: "a whole number above 0: the list's maximum number of entries",
        todo: "copy it from the prefix list, or leave it out",
      });
    }
    return Peer.ofCloud("prefix-list", "aws", id, maxEntries);
  }
}
