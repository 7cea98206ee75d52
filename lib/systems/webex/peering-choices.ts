/** What a peering chooses, as the choices of the catalog. */
import { oneOf } from "../../net/uc-edge-error";
import { requireKnown } from "../../stack/unresolved";
import { faultAt, requireWords, WHAT } from "./peering-fault";
import type { DedicatedInstancePeeringProps } from "./peering-props";

const SECURITY: readonly string[] = ["secure-only", "mixed"];

interface Group {
  readonly prop: "endpointProtocols" | "trunkProtocols" | "directoryProtocols" | "features";
  readonly secure: readonly string[];
  readonly insecure: readonly string[];
  readonly chosenByDefault: readonly string[];
  /** The choice of the catalog for a word. */
  readonly choiceOf: (word: string) => string;
}

const SAME = (word: string): string => word;

const GROUPS: readonly Group[] = [
  {
    prop: "endpointProtocols",
    secure: ["secure-sip", "sip-oauth", "secure-sccp"],
    insecure: ["sip", "sccp"],
    chosenByDefault: ["secure-sip"],
    choiceOf: SAME,
  },
  {
    prop: "trunkProtocols",
    secure: ["secure-sip", "secure-sccp"],
    // The document has no secure variant of the last two.
    insecure: ["sip", "sccp", "h323", "mgcp"],
    chosenByDefault: ["secure-sip"],
    choiceOf: (word) => (["h323", "mgcp"].includes(word) ? word : `${word}-trunk`),
  },
  {
    prop: "directoryProtocols",
    secure: ["secure-ldap", "secure-global-catalog"],
    insecure: ["ldap", "global-catalog"],
    chosenByDefault: ["secure-ldap"],
    choiceOf: SAME,
  },
  {
    prop: "features",
    secure: [
      "capf",
      "secure-cti",
      "im-and-presence",
      "secure-voicemail-notification",
      "voicemail-imap",
      "contact-search",
      "headset-management",
      "ils-certificate",
      "ils-password",
    ],
    insecure: ["cti", "voicemail-notification", "legacy-endpoints"],
    chosenByDefault: [],
    choiceOf: SAME,
  },
];

/**
 * The choices of a peering.
 *
 * @throws {@link UcEdgeError} `webex-protocol-*`, `webex-security-*`, `webex-tftp-data-unused`, `stack-list-*`,
 *   `stack-prop-unresolved`.
 */
export function choicesOf(props: DedicatedInstancePeeringProps, path: string): ReadonlySet<string> {
  const { security = "secure-only" } = props;
  const place = { prop: "security", path };
  requireKnown(security, { what: WHAT, ...place }, "it decides which protocols may be chosen");
  if (!SECURITY.includes(security)) {
    throw faultAt(
      place,
      "webex-security-unknown",
      security,
      oneOf(SECURITY, security),
      "say whether protocols that are not secure may be chosen",
    );
  }
  const chosen = new Set(GROUPS.flatMap((group) => chosenIn(group, props, path)));
  if (props.tftpDataPorts !== undefined) {
    if (!chosen.has("legacy-endpoints")) {
      throw faultAt(
        { prop: "tftpDataPorts", path },
        "webex-tftp-data-unused",
        props.tftpDataPorts,
        'no ports without the feature "legacy-endpoints", whose configuration comes over TFTP',
        'add "legacy-endpoints" to features, or leave tftpDataPorts out',
      );
    }
    chosen.add("tftp-data");
  }
  if (props.emergencyResponder !== undefined) chosen.add("emergency-responder");
  if (props.secureSrst !== undefined) chosen.add("secure-srst");
  if (props.mobileAndRemoteAccess !== undefined) chosen.add("mobile-and-remote-access");
  if (props.interopTrunk !== undefined) chosen.add("interop-trunk");
  if (props.contactCenter !== undefined) chosen.add("contact-center");
  return chosen;
}

function chosenIn(group: Group, props: DedicatedInstancePeeringProps, path: string): string[] {
  const { prop, secure, insecure, chosenByDefault, choiceOf } = group;
  const words: readonly string[] = props[prop] ?? chosenByDefault;
  const place = { prop, path };
  const known = [...secure, ...insecure];
  requireWords(
    words,
    {
      known,
      codes: { unknown: "webex-protocol-unknown", twice: "webex-protocol-twice" },
      todo: "choose among those that the document has",
    },
    place,
  );
  const plain = words.find((word) => insecure.includes(word));
  if (plain === undefined || props.security === "mixed") return words.map(choiceOf);
  throw faultAt(
    place,
    "webex-security-contradiction",
    plain,
    `only protocols that are secure (${secure.join(", ")}), as security is "secure-only"`,
    'choose a secure one, or write security: "mixed" to say that "' + plain + '" is wanted all the same',
  );
}
