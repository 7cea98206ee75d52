/** What is to be said about a deployment of edge servers. */
import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_TRANSLATIONS } from "../../catalog/ocs-2007/records";
import type { Finding } from "../../model/finding";
import { applies } from "../../model/when";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { Role } from "../../stack/role";
import type { EdgeServerProps } from "./edge-server-props";
import { choicesOf, type EdgeService, roleFact } from "./edge-services";

const CLOUD_NAMES = { aws: "AWS", azure: "Azure" } as const;

/** Whether a documented flow of the role applies; the choices of one service open flows of another one too. */
function isOpened(role: string, chosen: ReadonlySet<string>): boolean {
  return OCS_2007_PORTS.flatMap((flow) => flow.directions).some(
    ({ from, to, when }) => [...from, ...to].includes(role) && applies(when, chosen),
  );
}

type Add = (finding: Omit<Finding, "where">, stands?: () => boolean) => void;

/** Puts the findings of an edge into the declaration. */
export function addEdgeFindings(
  scope: Construct,
  props: EdgeServerProps,
  services: readonly EdgeService[],
  chosen: ReadonlySet<string>,
): void {
  const declaration = Declaration.of(scope);
  const where = stackPath(scope);
  const add: Add = (finding, stands) => {
    declaration.addFinding({ where, ...finding }, stands);
  };
  for (const fact of OCS_2007_TRANSLATIONS) {
    if (!services.some((service) => service.role === fact.role)) continue;
    add({
      code: "ocs-av-edge-translated",
      severity: "error",
      what: `the public address of the ${roleFact(fact.role).title} is translated`,
      why: `${fact.says}; every public IPv4 address on ${CLOUD_NAMES[props.network.cloud]} is translated one to one`,
      todo: "test media with external users before relying on it; later versions of the product work behind translation",
      facts: [fact.id, `${props.network.cloud}-public-address`],
    });
  }
  for (const service of services) {
    const finding = {
      code: "ocs-edge-service-idle",
      severity: "warning",
      what: `the ${roleFact(service.role).title} is deployed, but no choice opens it`,
      why: "a service opens only the flows of the choices that are made",
      todo: `choose one of ${choicesOf(service.role).join(", ")}, or leave the service out`,
      facts: [],
    } as const;
    // Another system may still choose public IM.
    add(finding, () => !isOpened(service.role, chosen));
  }
  addReached(props, services, add);
  addConferences(props, chosen, add);
  if (chosen.has("external-av") && props.internalClients === undefined) {
    add({
      code: "ocs-internal-clients-missing",
      severity: "warning",
      what: "no internal clients are named, so nothing is open from them to the A/V Edge and the Access Edge",
      why: "calls between internal and external users need STUN and A/V authentication from inside",
      todo: "give internalClients",
      facts: ["ocs-2007/ports/16", "ocs-2007/ports/18", "ocs-2007/ports/21", "ocs-2007/ports/27"],
    });
  }
  if (["remote-access", "external-web-conferencing"].some((choice) => chosen.has(choice))) {
    const finding = {
      code: "ocs-reverse-proxy-separate",
      severity: "note",
      what: "an HTTP reverse proxy is needed as well; the edge does not make it, and this stack has none",
      why: "the feature table lists it for external users (rows 5 and 8): address book, group expansion, meeting content",
      todo: "deploy a ReverseProxy beside it, on an address of its own",
      facts: ["ocs-2007/edge-servers/4", "ocs-2007/ports/11"],
    } as const;
    add(finding, () => !hasReverseProxy(scope));
  }
}

/** What virtual addresses lead to is reached without them too, where hosts have public addresses of their own. */
function addReached({ network }: EdgeServerProps, services: readonly EdgeService[], add: Add): void {
  for (const { role, array, hosts } of services) {
    const isReached = hosts.some(({ external }) => external.translation !== "port-forward");
    // A security group of AWS admits the load balancer, and not its clients.
    if (network.cloud !== "azure" || array === undefined || !isReached) continue;
    add({
      code: "ocs-array-host-reached",
      severity: "note",
      what: `the ports of the ${roleFact(role).title} are reached at each host's own public address too, past the virtual one`,
      why: "the rules of a host on Azure see the client, and not by which address it came",
      todo:
        role === "av-edge"
          ? "give out the virtual address only"
          : 'give out the virtual address only, or give the hosts translation "port-forward" and the perimeter its wayOut',
      facts: [],
    });
  }
}

/** Clients have SIP with the Access Edge for conferences too; without one, these rows open nothing. */
function addConferences(props: EdgeServerProps, chosen: ReadonlySet<string>, add: Add): void {
  const conferences = ["external-web-conferencing", "external-av"].filter((choice) => chosen.has(choice));
  if (conferences.length > 0 && props.accessEdge === undefined) {
    const isAv = chosen.has("external-av");
    add({
      code: "ocs-access-edge-missing",
      severity: "note",
      what: `clients ${isAv ? "outside and inside" : "outside"} have SIP with the Access Edge for conferences, and this EdgeServer has none`,
      why: "its flows are opened for the services that are deployed together, whichever hosts they are on",
      todo: "describe accessEdge in the same EdgeServer, on hosts of its own if it is to be so",
      facts: ["ocs-2007/ports/25", ...(isAv ? ["ocs-2007/ports/21", "ocs-2007/ports/27"] : [])],
    });
  }
}

/** Whether the stack has a reverse proxy of the same product, whichever was made first. */
function hasReverseProxy(scope: Construct): boolean {
  const { id, system } = roleFact("reverse-proxy");
  const isProxy = (one: IConstruct): boolean => Role.isRole(one) && one.fact.id === id && one.fact.system === system;
  return TerraformStack.of(scope).node.findAll().some(isProxy);
}
