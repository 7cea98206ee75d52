import type { FlowFact } from "../schema";
import { WEBEX_DI_CUSTOMER_PORTS_2445_TO_6972 } from "./customer-ports-2445-to-6972";
import { WEBEX_DI_CUSTOMER_PORTS_FROM_7080 } from "./customer-ports-from-7080";
import { WEBEX_DI_CUSTOMER_PORTS_TO_2443 } from "./customer-ports-to-2443";

/** The customer ports over the peering link, in printed order: what is said of SNMP, then the 44 rows of table 2. */
export const WEBEX_DI_CUSTOMER_PORTS: readonly FlowFact[] = [
  {
    id: "webex-di/customer-ports/3",
    system: "webex-di",
    source: { document: "webex-di", section: "customer ports" },
    printed: { rule: "SNMP; Cisco Emergency Responder; no port, no direction" },
    reading: {
      says: "from Emergency Responder over UDP; the deployer supplies ports and devices",
      because: "the document prints no port, no direction and no other end; SNMP runs over UDP",
    },
    from: ["emergency-responder"],
    to: ["snmp-device"],
    transports: ["udp"],
    ports: null,
    sourcePorts: null,
    protocol: "SNMP",
    purpose: "what Cisco Emergency Responder needs of SNMP",
    configurable: false,
    directions: [
      {
        key: "a",
        from: ["emergency-responder"],
        to: ["snmp-device"],
        transports: ["udp"],
        ports: "supplied",
        sourcePorts: null,
        when: { choice: "emergency-responder" },
      },
    ],
    unenforced: null,
  },
  ...WEBEX_DI_CUSTOMER_PORTS_TO_2443,
  ...WEBEX_DI_CUSTOMER_PORTS_2445_TO_6972,
  ...WEBEX_DI_CUSTOMER_PORTS_FROM_7080,
];
