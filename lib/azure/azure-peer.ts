import { UcEdgeError } from "../net/uc-edge-error";
import { Peer } from "../stack/peer";
import { isUnresolved } from "../stack/unresolved";

/** Peers that only Azure knows. */
export class AzurePeer {
  private constructor() {
    // Only static members.
  }

  /**
   * The addresses behind a service tag, such as `AzureMonitor` or `Storage.WestEurope`. For the internet write
   * `Peer.internet()`.
   *
   * @param name - The tag's name, as Azure spells it; it may be unresolved.
   * @throws {@link UcEdgeError} `azure-service-tag-invalid`, for `*` and `Internet` too: any is never meant by a tag.
   */
  static serviceTag(name: string): Peer {
    const isTag = typeof name === "string" && /^[A-Za-z]\w*(\.\w+)*$/.test(name) && name.toLowerCase() !== "internet";
    if (!isUnresolved(name) && !isTag) {
      throw new UcEdgeError({
        code: "azure-service-tag-invalid",
        what: "cannot make a peer",
        prop: "name",
        value: name,
        expected: 'the name of a service tag, such as "AzureMonitor" or "Storage.WestEurope"',
        todo: "correct the name; write Peer.internet() for the internet and Peer.prefixes for addresses",
      });
    }
    return Peer.ofCloud("service-tag", "azure", name);
  }
}
