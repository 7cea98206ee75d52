/** What is to be said about deployments of XPhone Connect. */
import type { IConstruct } from "constructs";
import { XPHONE_VOIP_READY_LIMITS } from "../../catalog/xphone/limits-voip-ready";
import type { Finding } from "../../model/finding";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import type { XPhoneServerProps } from "./xphone-server-props";
import { toMeasure } from "./voip-ready";

type Said = Omit<Finding, "where">;

/** Puts findings into the declaration. */
export function addFindings(scope: IConstruct, all: readonly Said[]): void {
  for (const finding of all) Declaration.of(scope).addFinding({ where: stackPath(scope), ...finding });
}

/** What is to be said about a server. */
export function addServerFindings(scope: IConstruct, { externalImap, push }: XPhoneServerProps): void {
  const said: Said[] = [];
  if (externalImap !== undefined && externalImap.port === undefined) {
    said.push({
      code: "xphone-imap-port-printed",
      severity: "warning",
      what: "IMAP with the external e-mail server is open on 389, as the document prints it",
      why: "389 is the port of LDAP, almost certainly a misprint for 143",
      todo: "look on which port the e-mail server listens, and state it as externalImap.port",
      facts: ["xphone/port-list/6"],
    });
  }
  if (push?.ios !== undefined && push.ios.services === undefined && push.proxy === undefined) {
    said.push({
      code: "xphone-apple-block",
      severity: "note",
      what: "push notifications to iOS smartphones may go to all of 17.0.0.0/8",
      why: "the document prints this block for Apple's push service",
      todo: "name a narrower block as push.ios.services if Apple states one",
      facts: ["xphone/connection-overview/7"],
    });
  }
  addFindings(scope, said);
}

/** What voice asks of the network: the list of what to measure, quality of service, and the gateway for SIP. */
export function voiceFindings(isSatellite: boolean, hasSip: boolean): Said[] {
  const values = toMeasure().map(({ subject, bound, value, unit }) => {
    const most = bound === "at-most" ? "at most" : "at least";
    return `${subject} ${most} ${String(value)} ${unit}`;
  });
  // Windows clients need their settings beside a satellite too, which sets its own.
  const qos = XPHONE_VOIP_READY_LIMITS.filter(
    ({ id, roles }) => id.includes("qos") && (isSatellite || !roles.includes("satellite")),
  );
  const said: Said[] = [
    {
      code: "xphone-voip-ready",
      severity: "note",
      what: `to measure before calls are made: ${values.join("; ")}`,
      why: "the call controller and the softphone depend on a VoIP-ready network for good voice",
      todo: "measure in both directions between the clients and the call controller, under load",
      facts: toMeasure().map(({ fact }) => fact),
    },
    {
      code: "xphone-voip-qos",
      severity: "note",
      what: qos.map(({ says }) => says).join("; "),
      why: "audio packets are to be preferred on their whole way; no cloud keeps priorities on the internet",
      todo: isSatellite
        ? "set the policy on switches and routers, and by group policy on Windows clients; the satellite sets its own parameters"
        : "set the policy on switches and routers, and by group policy on the Windows server and clients",
      facts: qos.map(({ id }) => id),
    },
  ];
  if (hasSip) {
    said.push({
      code: "xphone-sip-alg",
      severity: "note",
      what: "an application layer gateway for SIP on a firewall between the SIP end points disturbs calls",
      why: "the document asks to turn it off, or else to open every SIP port in use",
      todo: "turn it off on every firewall on the way; security groups of the clouds have none",
      facts: ["xphone/connections/sip-alg"],
    });
  }
  return said;
}
