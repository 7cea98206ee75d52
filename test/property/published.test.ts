/** Random deployments behind port forwards and pools: the judge finds them exact at every hop, on both clouds. */
import fc from "fast-check";
import { Peer } from "../../lib/stack/peer";
import { OwnServer } from "../../lib/systems/own/own-server";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServiceProps } from "../../lib/systems/ocs/edge-server-props";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { checkStack } from "../../lib/tools/analyze/check";
import { arrayService, at } from "../support/edge-arrays";
import { synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, service, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const OUTSIDE = ["198.51.100.0/24", "198.51.100.128/25", "203.0.113.7/32"];
const INSIDE = ["10.30.128.0/17", "10.30.2.0/24", "10.20.0.64/27"];

const forwards = fc.uniqueArray(
  fc.record({
    transport: fc.constantFrom("tcp" as const, "udp" as const),
    port: fc.constantFrom(443, 5060, 5061),
    toPort: fc.constantFrom(5060, 5061, 8443),
  }),
  { minLength: 1, maxLength: 3, selector: ({ transport, port }) => `${transport} ${String(port)}` },
);

const flows = fc.array(
  fc.record({
    transport: fc.constantFrom("tcp" as const, "udp" as const),
    port: fc.constantFrom<number | string>(5060, 5061, 8443, "5059-5061", "5060-5070"),
    peers: fc.oneof(
      fc.constant("internet" as const),
      fc.uniqueArray(fc.constantFrom(...OUTSIDE, ...INSIDE), { minLength: 1, maxLength: 3 }),
      fc.constant("self" as const),
      fc.constant("caller" as const),
    ),
  }),
  { maxLength: 5 },
);

const published = fc.record({ hosts: fc.integer({ min: 1, max: 3 }), isPublic: fc.boolean(), forwards, flows });

type Published = typeof published extends fc.Arbitrary<infer T> ? T : never;

/** What is wrong with a deployment, by what the judge says. */
function faultsOf(json: string): unknown[] {
  const { findings, interfaces } = checkStack(folder.read(json), "2027-01-01");
  const wrong = findings.filter((one) => one.code.startsWith("check-") && one.severity === "error");
  return [...wrong, ...interfaces.filter((side) => !side.exact)];
}

function deploy(cloud: Cloud, { hosts, isPublic, forwards: ports, flows: asked }: Published): string {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { internalSubnet: "inside", wayOut: ["192.0.2.1"] });
  const side = isPublic ? "external" : "internal";
  const host = (index: number): object => ({
    [side]: {
      privateAddress: `${isPublic ? "10.20.0" : "10.30.1"}.${String(10 + index)}`,
      ...(isPublic ? { translation: "port-forward" } : {}),
    },
  });
  const server = new OwnServer(stack, "Server", {
    network,
    title: "server",
    zone: isPublic ? "perimeter" : "internal",
    ...host(0),
    furtherHosts: Array.from({ length: hosts - 1 }, (_, index) => host(index + 1)),
  });
  const caller = new OwnServer(stack, "Caller", {
    network,
    title: "caller",
    internal: { privateAddress: "10.20.0.200" },
  });
  const address = new VirtualAddress(stack, "Virtual", {
    network,
    title: "address",
    side,
    ...(isPublic ? {} : { privateAddress: "10.30.1.1" }),
  });
  const done = new Map<number, number>();
  const inTurn = ports.filter(({ port, toPort }) => {
    // One host's port is behind both transports of a port.
    const other = done.get(port);
    done.set(port, other ?? toPort);
    return other === undefined || other === toPort;
  });
  // Azure leads one port only to each port of a host.
  const kept = inTurn.filter(
    ({ transport, toPort }, index) =>
      cloud === "aws" ||
      inTurn.findIndex((other) => other.transport === transport && other.toPort === toPort) === index,
  );
  for (const one of kept) address.forward({ ...one, to: server.role, healthPort: 5061 });
  const some = isPublic ? Peer.prefixes(["203.0.113.8"]) : Peer.prefixes(["10.30.9.0/24"]);
  for (const { transport, toPort } of kept) {
    server.role.allowFrom(some, { transport, ports: [toPort], purpose: "every forwarded port" });
  }
  asked.forEach(({ transport, port, peers }, index) => {
    const isForwarded = kept.some((one) => one.transport === transport && one.toPort === port);
    const isOutside = peers === "internet" || (Array.isArray(peers) && peers.some((one) => OUTSIDE.includes(one)));
    if (isOutside && !(isForwarded && isPublic)) return;
    const peer =
      peers === "internet"
        ? Peer.internet()
        : peers === "self"
          ? Peer.of(server.role)
          : peers === "caller"
            ? Peer.of(caller.role)
            : Peer.prefixes(peers);
    server.role.allowFrom(peer, { transport, ports: [port], purpose: `flow ${String(index)}` });
  });
  return synthesized(stack);
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
