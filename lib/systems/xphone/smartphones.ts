/** Smartphones: outside, and in a WLAN inside. */
import { Peer } from "../../stack/peer";

/** Where smartphones are. With neither of the two they are outside, anywhere. */
export interface XPhoneSmartphonesProps {
  /**
   * Those outside.
   *
   * @default - `Peer.internet()`, as they have no known addresses; nobody where only `inside` is named
   */
  readonly outside?: Peer;
  /**
   * Those in a WLAN inside. Named alone, nothing is open to the outside for smartphones; to have both, name `outside` too.
   * Those that take the way over the internet count as outside.
   *
   * @default - none
   */
  readonly inside?: Peer;
}

/** Smartphones outside, where there are any. */
export function smartphonesOutside({ outside, inside }: XPhoneSmartphonesProps): Peer | undefined {
  return outside === undefined && inside === undefined ? Peer.internet() : outside;
}
