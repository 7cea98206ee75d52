/** What must be known about a peering that is no mistake. */
import type { Construct } from "constructs";
import type { DirectionFact } from "../../catalog/schema";
import { WEBEX_DI_TRANSLATIONS } from "../../catalog/webex-di/translations";
import type { Finding } from "../../model/finding";
import { applies } from "../../model/when";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import type { CustomerHosts } from "./customer-hosts";
import type { DedicatedInstancePeeringProps } from "./peering-props";
import type { NameResolution } from "./regional-names";
import { REGISTERING_ROLES, WEBEX_FLOWS, webexRole } from "./webex-facts";

/** What a peering has made. */
export interface Peering {
  readonly hosts: readonly CustomerHosts[];
  readonly chosen: ReadonlySet<string>;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly names: NameResolution | undefined;
}

type Said = Omit<Finding, "where">;

/** Puts the findings of a peering into the declaration. */
export function addPeeringFindings(scope: Construct, props: DedicatedInstancePeeringProps, peering: Peering): void {
  const findings = [
    ...nameFindings(props, peering),
    ...hostFindings(peering),
    ...translationFindings(peering),
    ...protocolFindings(peering),
  ];
  const where = stackPath(scope);
  for (const finding of findings) Declaration.of(scope).addFinding({ where, ...finding });
}

/** Hosts that register with Unified CM; those with mobile and remote access alone do not look up the instance's names. */
function registering(hosts: readonly CustomerHosts[]): CustomerHosts[] {
  return hosts.filter(({ roles }) => roles.some((role) => REGISTERING_ROLES.includes(role)));
}

function nameFindings({ network }: DedicatedInstancePeeringProps, { hosts, names }: Peering): Said[] {
  const clients = registering(hosts);
  const list = clients.map(({ name }) => name).join(", ");
  if (clients.length > 0 && names === undefined) {
    return [
      {
        code: "webex-forwarding-missing",
        severity: "warning",
        what: `${list} register over the peering, but the instance's names are not forwarded`,
        why: "until conditional forwarding is set up, devices cannot register from the customer's network over the peering",
        todo: "give nameResolution; without it, forward the names by other means, and accept this finding",
        facts: ["webex-di/dns/4", "webex-di/dns/7", "webex-di/table-2/44"],
      },
    ];
  }
  const outside = clients.filter(({ prefixes }) => prefixes.length > 0);
  const isAnswered = network.inboundDnsAddresses.length > 0 || names?.forwardedBy !== "network";
  if (outside.length === 0 || isAnswered) return [];
  return [
    {
      code: "webex-inbound-endpoint-missing",
      severity: "warning",
      what: `${outside.map(({ name }) => name).join(", ")} on premises cannot ask the network's resolver, which forwards the instance's names`,
      why: "devices on premises must resolve the names by the customer's internal name servers",
      todo: "give the network its dns.inboundEndpoint and forward the names there from on premises, or name forwarders of your own",
      facts: ["webex-di/dns/3"],
    },
  ];
}

function hostFindings(peering: Peering): Said[] {
  return peering.hosts.flatMap(({ name, roles, request, prefixes }) => {
    const flowsOf = (role: string): string[] => directionsOf(role, peering);
    const said: Said[] = roles
      .filter((role) => flowsOf(role).length === 0)
      .map((role) => ({
        code: "webex-role-idle",
        severity: "warning",
        what: `${name} have the role "${webexRole(role).title}", but no choice opens it`,
        why: "a role opens only the rows of the choices that are made",
        todo: `choose one of ${choicesFor(role).join(", ")}, or take the role "${role}" away`,
        facts: [],
      }));
    if (prefixes.length === 0) return said;
    const flows = [...new Set(roles.flatMap(flowsOf))];
    said.push({
      code: "webex-hosts-not-enforced",
      severity: "note",
      what: `nothing is enforced here for ${name} at ${prefixes.join(", ")}${request === undefined ? "" : ", beside those with interfaces"}`,
      why: "they are addresses only, without an interface whose group could be opened",
      todo: "let the firewalls before them pass the flows that the facts name, and no others",
      facts: flows,
    });
    return said;
  });
}

function translationFindings({ hosts }: Peering): Said[] {
  const outside = registering(hosts).filter(({ prefixes }) => prefixes.length > 0);
  if (outside.length === 0) return [];
  return [
    {
      code: "webex-translation-not-seen",
      severity: "note",
      what: `whether ${outside.map(({ name }) => name).join(", ")} on premises reach the instance without translation was not seen`,
      why: "the Dedicated Instance takes no address translation between endpoints and Unified CM",
      todo: "look at the routers and firewalls on premises",
      facts: WEBEX_DI_TRANSLATIONS.map(({ id }) => id),
    },
  ];
}

function protocolFindings({ hosts, chosen }: Peering): Said[] {
  const has = (...roles: string[]): boolean => hosts.some((kind) => roles.some((role) => kind.roles.includes(role)));
  const said: (Said | undefined)[] = [
    chosen.has("legacy-endpoints") && !chosen.has("tftp-data")
      ? {
          code: "webex-tftp-data-port",
          severity: "warning",
          what: "TFTP's data does not reach legacy endpoints: its port is not open",
          why: "TFTP answers from a new port, which connection state does not follow; the document prints 69 only",
          todo: "give tftpDataPorts if the endpoints fetch their configuration over TFTP, or accept this finding",
          facts: ["webex-di/table-2/2"],
        }
      : undefined,
    chosen.has("sip") && has("endpoint")
      ? {
          code: "webex-sip-not-secure",
          severity: "warning",
          what: "endpoints may register over SIP that is not secure",
          why: "whoever knows the MAC address of such a device, and reaches the instance, can register as it and place calls at the customer's cost",
          todo: "choose secure-sip or sip-oauth wherever the devices allow it",
          facts: ["webex-di/configuration-options/3", "webex-di/table-2/21"],
        }
      : undefined,
    chosen.has("h323") && has("gateway", "customer-unified-cm")
      ? {
          code: "webex-h245-not-documented",
          severity: "note",
          what: "H.245 is not open: the document has H.225 call signaling only",
          why: "calls with H.323 gateways may need it on ports that no row prints",
          todo: "find out the gateways' ports, and add them by allowFrom and allowTo",
          facts: ["webex-di/table-2/7", "webex-di/table-2/8"],
        }
      : undefined,
    has("gateway", "cube", "srst-gateway")
      ? {
          code: "webex-gateway-media-not-documented",
          severity: "note",
          what: "media between the instance and gateways is not open: the document has no row for it",
          why: "the rows of media name phones and Unified CM only",
          todo: "add the media of the gateways by allowFrom and allowTo, if it crosses the peering",
          facts: ["webex-di/table-2/39", "webex-di/table-2/40"],
        }
      : undefined,
    ...contactCenterFindings(chosen, has),
  ];
  return said.flatMap((one) => one ?? []);
}

function contactCenterFindings(chosen: ReadonlySet<string>, has: (...roles: string[]) => boolean): Said[] {
  if (!chosen.has("contact-center")) return [];
  const said: Said[] = [];
  if (has("gateway", "mcrp-server")) {
    said.push({
      code: "webex-uccx-reserved-port",
      severity: "note",
      what: "SIP with Contact Center Express uses a port that Cisco reserves",
      why: "the table of UCCX prints 5065, and the same document reserves 5063 to 5080",
      todo: "leave the port to Contact Center Express",
      facts: ["webex-di/customer-ports/4", "webex-di/table-5/3"],
    });
  }
  if (has("uccx-client", "browser", "rest-client", "reporting-client")) {
    said.push({
      code: "webex-uccx-http",
      severity: "note",
      what: "HTTP of Contact Center Express is open beside HTTPS, whatever the security",
      why: "its table has rows for both, and says nothing of leaving one out",
      todo: "use HTTPS, and close HTTP on the hosts where nothing needs it",
      facts: ["webex-di/table-5/14", "webex-di/table-5/7", "webex-di/table-5/8"],
    });
  }
  if (has("endpoint")) {
    said.push({
      code: "webex-uccx-media-over-tcp",
      severity: "note",
      what: "media between endpoints and Contact Center Express is open over TCP, at every port above 1023",
      why: "the document prints TCP for RTP, which is usually UDP",
      todo: "ask Cisco; if it is UDP, add it by allowTo",
      facts: ["webex-di/table-5/19"],
    });
  }
  return said;
}

/** Ids of the flows that apply to a role, and have a peer at their other end. */
function directionsOf(role: string, { chosen, peers }: Peering): string[] {
  const meets = (direction: DirectionFact): boolean => {
    const others = direction.from.includes(role) ? direction.to : direction.to.includes(role) ? direction.from : [];
    return others.some((other) => peers.has(other)) && applies(direction.when, chosen);
  };
  return WEBEX_FLOWS.flatMap((flow) => flow.directions.filter(meets).map(() => flow.id));
}

function choicesFor(role: string): string[] {
  const named = WEBEX_FLOWS.flatMap(({ directions }) => directions)
    .filter(({ from, to }) => [...from, ...to].includes(role))
    .flatMap(({ when }) => (when !== "always" && "choice" in when ? [when.choice] : []));
  return [...new Set(named)];
}
