/** Tables 3 and 4 of `webex-di`: what reaches the customer over the internet. */
import type { FlowFact, PortList } from "../schema";

const ABOVE_1023: PortList = [[1024, 65535]];

/** Table 3, ports for mobile and remote access. */
export const WEBEX_DI_OTT_PORTS: readonly FlowFact[] = [
  {
    id: "webex-di/table-3/1",
    system: "webex-di",
    source: { document: "webex-di", section: "over-the-top ports", table: "table-3", row: 1 },
    printed: {
      protocol: "보안 RTP/ RTCP",
      transport: "UDP",
      source: "고속도로 C",
      destination: "클라이언트",
      sourcePort: "1023보다 큼",
      destinationPort: "36000-59999",
    },
    from: ["expressway-c"],
    to: ["mra-client"],
    transports: ["udp"],
    ports: [[36000, 59999]],
    sourcePorts: ABOVE_1023,
    protocol: "secure RTP/RTCP",
    purpose: "secure media of mobile and remote access and of business-to-business calls",
    configurable: false,
    reading: {
      says: "client to Expressway-C (printed 고속도로 C, a highway) on UDP 36000-59999, outbound from the customer; replies by state",
      because: "the range is Expressway's own: the source and destination columns are swapped",
    },
    directions: [
      {
        key: "a",
        from: ["mra-client"],
        to: ["expressway-c"],
        transports: ["udp"],
        ports: [[36000, 59999]],
        sourcePorts: ABOVE_1023,
        when: { choice: "mobile-and-remote-access" },
      },
    ],
    unenforced: null,
  },
];

/** The registration-based trunk, in printed order: what is said of its signaling, then table 4. */
export const WEBEX_DI_TRUNK_PORTS: readonly FlowFact[] = [
  {
    id: "webex-di/interop-trunk/2",
    system: "webex-di",
    source: { document: "webex-di", section: "inter-op SIP trunk" },
    printed: { rule: "Inter-op SIP trunk; multi-tenant; Dedicated Instance" },
    reading: null,
    from: ["webex-calling-multi-tenant"],
    to: ["unified-cm"],
    transports: [],
    ports: null,
    sourcePorts: null,
    protocol: "SIP",
    purpose: "registration-based SIP trunk between multi-tenant and Dedicated Instance",
    configurable: false,
    directions: [],
    unenforced: "both ends are Cisco's: it never crosses the customer's perimeter, and no port is printed",
  },
  {
    id: "webex-di/table-4/1",
    system: "webex-di",
    source: { document: "webex-di", section: "inter-op SIP trunk", table: "table-4", row: 1 },
    printed: {
      protocol: "RTP/RTCP를",
      transport: "UDP",
      source: "Webex Calling 멀티테넌트",
      destination: "클라이언트",
      sourcePort: "1023보다 큼",
      destinationPort: "8000-48198년",
    },
    from: ["webex-calling-multi-tenant"],
    to: ["interop-client"],
    transports: ["udp"],
    ports: [[8000, 48198]],
    sourcePorts: ABOVE_1023,
    protocol: "RTP/RTCP",
    purpose: "media from Webex Calling multi-tenant over the registration-based trunk",
    configurable: false,
    reading: {
      says: "UDP 8000-48198, RTP and RTCP, from Webex Calling multi-tenant to the customer's media clients as printed; replies by state",
      because:
        "the printed 년 (year) and 를 (a case ending) are slips of machine translation; nothing contradicts the printed ends, and the document asks the customer's firewall to allow it",
    },
    directions: [
      {
        key: "a",
        from: ["webex-calling-multi-tenant"],
        to: ["interop-client"],
        transports: ["udp"],
        ports: [[8000, 48198]],
        sourcePorts: ABOVE_1023,
        when: { choice: "interop-trunk" },
      },
    ],
    unenforced: null,
  },
];
