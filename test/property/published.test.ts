/** Random deployments behind port forwards and pools: the judge finds them exact at every hop, on both clouds. */
import fc from "fast-check";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServiceProps } from "../../lib/systems/ocs/edge-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { arrayService, at } from "../support/edge-arrays";
import { synthesized } from "../support/rules";
import { CLOUDS, networkOn, service, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";
import { deploy, published } from "./published-stacks";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** What is wrong with a deployment, by what the judge says. */
function faultsOf(json: string): unknown[] {
  const { findings, interfaces } = checkStack(folder.read(json), "2027-01-01");
  const wrong = findings.filter((one) => one.code.startsWith("check-") && one.severity === "error");
  return [...wrong, ...interfaces.filter((side) => !side.exact)];
}

describe.each(CLOUDS)("random published deployments on %s", (cloud) => {
  it("are exact at every hop", () => {
    fc.assert(
      fc.property(published, (given) => {
        expect(faultsOf(deploy(cloud, given))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("are exact where services of an edge share interfaces, with an address or ports of their own", () => {
    const ways = fc.constantFrom("own", "shared", "forwarded", "shared and forwarded");
    fc.assert(
      fc.property(fc.tuple(ways, ways, ways), fc.boolean(), (external, sharesInside) => {
        const stack = stackOn(cloud);
        const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
        const one = (index: number, names: readonly string[] = []): ReturnType<typeof service> => {
          const way = external[index];
          const outside = {
            privateAddress: `10.20.0.${String(10 + index)}`,
            names,
            ...(way?.startsWith("shared") === true ? { sharedInterface: "outside" } : {}),
            // Media are a range, which no port forward takes.
            ...(way?.endsWith("forwarded") === true && index < 2 ? { translation: "port-forward" as const } : {}),
          };
          const inside = { privateAddress: sharesInside ? "10.20.0.140" : `10.20.0.${String(140 + index)}` };
          return service(10 + index, { external: outside, internal: inside });
        };
        new EdgeServer(stack, "Edge", {
          network,
          sipDomains: ["example.com"],
          accessEdge: one(0, ["sip.example.com"]),
          webConferencingEdge: one(1),
          avEdge: one(2),
          internalClients: Peer.prefixes(["10.30.128.0/17"]),
          remoteAccess: {},
          federation: { partners: Peer.prefixes(["198.51.100.0/24"]) },
          externalWebConferencing: {},
          externalAv: {},
        });
        expect(faultsOf(synthesized(stack))).toEqual([]);
      }),
      { numRuns: 54 },
    );
  });

  it("are exact where services of an edge are arrays, on hosts of their own or on the same ones", () => {
    const forms = fc.constantFrom("one", "array", "none");
    const given = fc.record({
      access: fc.constantFrom("one", "array"),
      web: forms,
      av: forms,
      hosts: fc.integer({ min: 2, max: 3 }),
      sharesInside: fc.boolean(),
      sharesAddress: fc.boolean(),
      hasAddresses: fc.boolean(),
      hasClients: fc.boolean(),
      hasDirector: fc.boolean(),
      remoteAccess: fc.boolean(),
      federation: fc.boolean(),
      publicIm: fc.boolean(),
    });
    fc.assert(
      fc.property(given, (form) => {
        const stack = stackOn(cloud);
        const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
        const isOneInside = form.sharesInside && form.sharesAddress;
        const one = (kind: string, index: number, names: readonly string[] = []): EdgeServiceProps => {
          const base = 10 + 10 * index;
          if (kind === "one") return service(base + 9, { external: at(base + 9, { names }) });
          const hosts = Array.from({ length: form.hosts }, (_, host) => ({
            external: at(base + host, index === 2 || form.hasAddresses ? {} : { translation: "port-forward" }),
            internal: at((form.sharesInside ? 200 : base + 100) + host),
          }));
          const internal = { privateAddress: `10.20.0.${String(isOneInside ? 240 : 240 + index)}` };
          return arrayService({ hosts, external: { names }, ...(index === 1 ? {} : { internal }) });
        };
        const hasChoice = form.remoteAccess || form.federation || form.publicIm;
        new EdgeServer(stack, "Edge", {
          network,
          sipDomains: ["example.com"],
          accessEdge: one(form.access, 0, ["sip.example.com"]),
          ...(form.hasDirector ? { director: Peer.prefixes(["10.30.2.4"]) } : {}),
          ...(form.hasClients ? { internalClients: Peer.prefixes(["10.30.128.0/17"]) } : {}),
          // An array without a choice has addresses that lead nowhere.
          ...(form.remoteAccess || !hasChoice ? { remoteAccess: {} } : {}),
          ...(form.federation ? { federation: { partners: Peer.prefixes(["198.51.100.0/24"]) } } : {}),
          ...(form.publicIm ? { publicIm: { providers: Peer.prefixes(["203.0.113.0/25"]) } } : {}),
          ...(form.web === "none" ? {} : { webConferencingEdge: one(form.web, 1), externalWebConferencing: {} }),
          ...(form.av === "none" ? {} : { avEdge: one(form.av, 2), externalAv: {} }),
        });
        expect(faultsOf(synthesized(stack))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
