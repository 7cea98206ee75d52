/** What no system passes over in silence: descriptions of something else, and translations that cannot be. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { importFlows } from "../../lib/stack/import-flows";
import type { InterfaceProps } from "../../lib/stack/interface-request";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { XmppFederation } from "../../lib/systems/cups/xmpp-federation";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import { OwnServer } from "../../lib/systems/own/own-server";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { expectFault, expectNothingOpened } from "../support/faults";
import { accessProxy, publicIm } from "../support/public-im";
import { resourcesOf } from "../support/rules";
import { CLOUDS, federatingEdge, networkOn, service, stackOn } from "../support/stacks";
import { federating } from "../support/xmpp";

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

const OUTSIDE: InterfaceProps = { privateAddress: "10.20.0.40", names: ["sip.example.com"] };
const INSIDE: InterfaceProps = { privateAddress: "10.20.0.168" };

/** Each system with its two interfaces as they are given. */
const SYSTEMS: Readonly<
  Record<string, (stack: TerraformStack, network: Network, outside: never, inside: never) => void>
> = {
  OwnServer: (stack, network, external, internal) => {
    new OwnServer(stack, "System", { network, title: "SBC", external, internal });
  },
  ReverseProxy: (stack, network, external, internal) => {
    const webComponents = Peer.prefixes(["10.30.1.4"]);
    const hosts = { external, internal };
    new ReverseProxy(stack, "System", { network, names: ["abs.example.com"], webComponents, hosts });
  },
  PublicImConnectivity: (stack, network, external, internal) => {
    new PublicImConnectivity(stack, "System", publicIm(network, { accessProxy: accessProxy({ external, internal }) }));
  },
  XmppFederation: (stack, network, external, internal) => {
    new XmppFederation(stack, "System", federating(network, { server: { external, internal } }));
  },
  EdgeServer: (stack, network, external, internal) => {
    new EdgeServer(stack, "System", federatingEdge(network, { accessEdge: service(40, { external, internal }) }));
  },
};

const MISTAKES: readonly (readonly [string, unknown, unknown, string | RegExp])[] = [
  ["a peer for an interface", OUTSIDE, Peer.prefixes(["10.30.1.4"]), "stack-interface-props"],
  ["a translation inside", OUTSIDE, { ...INSIDE, translation: "port-forward" }, "stack-translation-inside"],
  ["an unknown translation", { ...OUTSIDE, translation: "nat" }, INSIDE, /^(stack|cups)-translation-unknown$/],
  [
    "a public address beside a port forward",
    { ...OUTSIDE, translation: "port-forward", publicAddress: "198.51.100.7" },
    INSIDE,
    /^(stack|cups)-translation-conflict$/,
  ],
  [
    "an IPv6 address beside a port forward",
    { ...OUTSIDE, translation: "port-forward", ipv6Address: "2001:db8::1" },
    INSIDE,
    /^(stack|cups)-translation-conflict$/,
  ],
];

/** The code that a system has for it: that of XMPP federation stands in its document's words. */
function codeFor(system: string, code: string | RegExp): string {
  if (typeof code === "string") return code;
  return code.source.slice(1, -1).replace("(stack|cups)", system === "XmppFederation" ? "cups" : "stack");
}

describe.each(CLOUDS)("an interface that is described wrongly, on %s", (cloud) => {
  describe.each(Object.keys(SYSTEMS))("%s refuses", (system) => {
    it.each(MISTAKES)("%s", (_, outside, inside, code) => {
      const stack = stackOn(cloud);
      const network = networkOn(cloud, stack, { wayOut: ["203.0.113.1"] });
      const make = (): void => {
        SYSTEMS[system]?.(stack, network, wrongly(outside), wrongly(inside));
      };
      expectNothingOpened(stack, make, codeFor(system, code));
    });
  });

  it("also of a further host", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const further = (external: unknown) => (): void => {
      new OwnServer(stack, `Server${String(stack.node.children.length)}`, {
        network,
        title: "SBC",
        external: {},
        furtherHosts: [{ external: wrongly(external) }],
      });
    };
    expectNothingOpened(stack, further(null), "own-host-interfaces-differ", "furtherHosts[0].external is null");
    expectNothingOpened(
      stack,
      further({ translation: "nat" }),
      "stack-translation-unknown",
      "furtherHosts[0].external",
    );
  });
});

describe.each(CLOUDS)("a virtual address that is described wrongly, on %s", (cloud) => {
  it.each<readonly [string, (stack: TerraformStack) => object, string]>([
    ["an unknown side", () => ({ side: "Internal" }), "systems-virtual-address-side"],
    [
      "an unknown zone",
      () => ({ side: "internal", zone: "dmz", privateAddress: "10.20.0.9" }),
      "systems-virtual-address-zone",
    ],
    ["a public address inside", () => ({ zone: "internal" }), "systems-virtual-address-zone"],
    ["a private address of a public one", () => ({ privateAddress: "10.20.0.9" }), "systems-virtual-address-outside"],
    [
      "a title that is known only later",
      (stack) => ({ title: new TerraformVariable(stack, "title", { type: "string" }).stringValue }),
      "stack-prop-unresolved",
    ],
  ])("refuses %s", (_, more, code) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    expectNothingOpened(
      stack,
      () => {
        new VirtualAddress(stack, "Address", wrongly({ network, title: "trunks", ...more(stack) }));
      },
      code,
    );
  });
});

describe("a description that is left out is said to be missing", () => {
  const stack = stackOn("aws");
  const network = networkOn("aws", stack);
  const server = new OwnServer(stack, "Server", { network, title: "SBC", external: {}, internal: {} });
  const address = new VirtualAddress(stack, "Address", { network, title: "trunks" });
  const records = { network, title: "SBC", external: { names: ["sbc.example.com"] } };

  it.each<readonly [string, () => unknown]>([
    ["of an own server", () => new OwnServer(stack, "A", wrongly(undefined))],
    ["of a reverse proxy", () => new ReverseProxy(stack, "B", wrongly(undefined))],
    ["of public IM", () => new PublicImConnectivity(stack, "C", wrongly(null))],
    ["of XMPP federation", () => new XmppFederation(stack, "D", wrongly("network"))],
    [
      "of a service record's numbers",
      () => new XmppFederation(stack, "E", federating(network, { serviceRecord: wrongly(5) })),
    ],
    ["of a virtual address", () => new VirtualAddress(stack, "F", wrongly(undefined))],
    [
      "of a forward",
      () => {
        address.forward(wrongly(undefined));
      },
    ],
    [
      "of a flow",
      () => {
        server.role.allowFrom(Peer.internet(), wrongly(undefined));
      },
    ],
    [
      "of a need",
      () => {
        server.role.allowNeed("dns", Peer.prefixes(["10.30.0.53"]), wrongly(null));
      },
    ],
    [
      "of a table",
      () => {
        importFlows("role", wrongly(undefined));
      },
    ],
    ["of a service record", () => new OwnServer(stack, "G", { ...records, serviceRecords: [wrongly(null)] })],
  ])("%s", (_, call) => {
    expectFault(call, "stack-description-missing", "a description between braces");
  });

  it("and text with an interpolation is no list", () => {
    const names = wrongly("${var.names}");
    expectFault(
      () => new OwnServer(stack, "H", { network, title: "SBC", external: { names } }),
      "stack-list-unresolved",
      "external.names",
    );
  });

  it("and a root certificate without its text is none", () => {
    const azure = stackOn("azure");
    const inGateway = networkOn("azure", azure, { gateway: "10.20.0.192/26" });
    const certificate = { keyVaultSecretId: "secret", identityId: "identity" };
    const webComponents = Peer.prefixes(["10.30.1.4"]);
    for (const rootCertificate of [null, { data: "" }, { data: null }]) {
      const managed = { certificate, rootCertificate: wrongly(rootCertificate) };
      const props = { network: inGateway, names: ["abs.example.com"], webComponents, managed };
      const id = `Proxy${String(azure.node.children.length)}`;
      expectFault(() => new ReverseProxy(azure, id, props), "azure-root-certificate-invalid");
    }
  });
});

describe.each(CLOUDS)("a host that is added to a server, on %s", (cloud) => {
  it("leaves the first host's interface and public address as they are", () => {
    const made = (further: number): Record<string, unknown> => {
      const stack = stackOn(cloud);
      const network = networkOn(cloud, stack);
      const furtherHosts = Array.from({ length: further }, (_, index) => ({
        external: { privateAddress: `10.20.0.${String(11 + index)}` },
      }));
      const external = { privateAddress: "10.20.0.10" };
      new OwnServer(stack, "Server", { network, title: "SBC", external, furtherHosts });
      const types =
        cloud === "aws"
          ? ["aws_network_interface", "aws_eip", "aws_eip_association"]
          : ["azurerm_network_interface", "azurerm_public_ip", "azurerm_network_interface_security_group_association"];
      return Object.assign({}, ...types.map((type) => resourcesOf(stack, type))) as Record<string, unknown>;
    };
    const [one, two] = [made(0), made(1)];
    expect(Object.keys(one)).toHaveLength(3);
    expect(Object.keys(two)).toHaveLength(6);
    expect(two).toMatchObject(one);
  });
});
