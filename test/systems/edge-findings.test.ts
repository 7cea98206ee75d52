/** What an edge says of itself: exactly these findings for each set of services and choices. */
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import { declared } from "../support/rules";
import { CLOUDS, networkOn, service, stackOn } from "../support/stacks";

const accessEdge = service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] } });
const webConferencingEdge = service(11);
const avEdge = service(12);
const internalClients = Peer.prefixes(["10.30.128.0/17"]);
const federation = { partners: Peer.prefixes(["198.51.100.0/24"]) };

describe.each(CLOUDS)("an edge on %s", (cloud) => {
  it.each<[string, Omit<EdgeServerProps, "network" | "sipDomains">, string[]]>([
    ["for federation", { accessEdge, federation }, []],
    // The feature table lists a reverse proxy for external users (row 5) and for web conferences (row 8).
    ["for remote access", { accessEdge, remoteAccess: {} }, ["note ocs-reverse-proxy-separate"]],
    // Rows 21, 25 and 27: clients have SIP with the Access Edge as well.
    [
      "for web conferences",
      { webConferencingEdge, externalWebConferencing: {} },
      ["note ocs-access-edge-missing", "note ocs-reverse-proxy-separate"],
    ],
    // Row 25 of the port table: Live Meeting outside sends SIP to the Access Edge, so that it is not idle.
    [
      "for web conferences, with an Access Edge",
      { accessEdge, webConferencingEdge, externalWebConferencing: {} },
      ["note ocs-reverse-proxy-separate"],
    ],
    [
      "with nothing chosen",
      { accessEdge, webConferencingEdge },
      ["warning ocs-edge-service-idle", "warning ocs-edge-service-idle"],
    ],
    [
      "with a service that no choice opens",
      { accessEdge, webConferencingEdge, federation },
      ["warning ocs-edge-service-idle"],
    ],
    [
      "for calls",
      { avEdge, externalAv: {}, internalClients },
      [
        "error ocs-av-edge-translated",
        "note ocs-access-edge-missing",
        ...(cloud === "aws" ? ["note stack-not-expressible"] : []),
      ],
    ],
    [
      "for calls without clients inside",
      { avEdge, externalAv: {} },
      [
        "error ocs-av-edge-translated",
        "note ocs-access-edge-missing",
        ...(cloud === "aws" ? ["note stack-not-expressible"] : []),
        "warning ocs-internal-clients-missing",
      ],
    ],
    [
      "with an A/V Edge that is idle",
      { avEdge, accessEdge, federation },
      ["error ocs-av-edge-translated", "warning ocs-edge-service-idle"],
    ],
  ])("%s says exactly this", (_, props, expected) => {
    const stack = stackOn(cloud);
    new EdgeServer(stack, "Edge", { network: networkOn(cloud, stack), sipDomains: ["example.com"], ...props });
    const found = declared(stack, "finding").map(({ severity, code }) => `${String(severity)} ${String(code)}`);
    expect(found.sort()).toEqual([...expected].sort());
  });

  it.each(["before", "after"])("asks for no reverse proxy where the stack has one, made %s the edge", (when) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { publicDomains: ["example.com"] });
    const proxy = (): ReverseProxy =>
      new ReverseProxy(stack, "Proxy", {
        network,
        names: ["abs.example.com"],
        webComponents: Peer.prefixes(["10.30.1.0/28"]),
        hosts: { external: { privateAddress: "10.20.0.40" }, internal: { privateAddress: "10.20.0.168" } },
      });
    if (when === "before") proxy();
    new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge, remoteAccess: {} });
    if (when === "after") proxy();
    expect(declared(stack, "finding").map(({ code }) => code)).not.toContain("ocs-reverse-proxy-separate");
  });

  it("names the service that is idle, and the choices that would open it", () => {
    const stack = stackOn(cloud);
    new EdgeServer(stack, "Edge", {
      network: networkOn(cloud, stack),
      sipDomains: ["example.com"],
      accessEdge,
      webConferencingEdge,
      federation,
    });
    expect(declared(stack, "finding").map(({ what, todo, where }) => [what, todo, where])).toEqual([
      [
        "the Web Conferencing Edge Server is deployed, but no choice opens it",
        "choose one of external-web-conferencing, or leave the service out",
        "Edge",
      ],
    ]);
  });
});
