/** The three hosting concepts: ports, URLs, certificates, numbers of users, and who passes requests on. */
import { Peer } from "../../../lib/stack/peer";
import type { ManagedProxyProps } from "../../../lib/systems/proxy/proxy-props";
import { VirtualAddress } from "../../../lib/systems/virtual-address";
import { XPhoneDmzIis, type XPhoneDmzIisProps } from "../../../lib/systems/xphone/xphone-dmz-iis";
import {
  XPhoneDmzReverseProxy,
  type XPhoneDmzReverseProxyProps,
} from "../../../lib/systems/xphone/xphone-dmz-reverse-proxy";
import { XPhoneServerIis, type XPhoneServerIisProps } from "../../../lib/systems/xphone/xphone-server-iis";
import { XPhoneWebServer } from "../../../lib/systems/xphone/xphone-web-server";
import { expectNothingOpened } from "../../support/faults";
import { countsOf, declared, recordsOf, resourcesOf } from "../../support/rules";
import { CLOUDS, type Cloud, type NetworkPlan } from "../../support/stacks";
import {
  at,
  atomsOf,
  CLIENTS,
  edgeServerOn,
  INTERNET,
  isExact,
  serverOn,
  type XPhoneStack,
  xphoneStack,
} from "../../support/xphone";

const WEB = {
  domain: "uc.example.com",
  certificateAuthority: "public",
  mobile: { users: 100 },
  webMeeting: { path: "/webmeeting" },
} as const;
const FORWARD = { translation: "port-forward" } as const;
const SERVER = "10.30.1.10";
const HOSTS = { external: { privateAddress: "10.20.0.12" }, internal: { privateAddress: "10.20.0.140" } };
const MANAGED: ManagedProxyProps = {
  certificate: { arn: "arn:certificate", keyVaultSecretId: "secret", identityId: "identity", names: ["*.example.com"] },
};

function serverIis(place: XPhoneStack, more: Partial<XPhoneServerIisProps> = {}): XPhoneServerIis {
  const server = more.server ?? edgeServerOn(place);
  return new XPhoneServerIis(place.stack, "Web", { ...WEB, ...more, server });
}

function dmzIis({ stack, network }: XPhoneStack, more: Partial<XPhoneDmzIisProps> = {}, id = "Web"): XPhoneDmzIis {
  return new XPhoneDmzIis(stack, id, { network, host: HOSTS, server: at(SERVER), ...WEB, ...more });
}

function proxy({ stack, network }: XPhoneStack, more: Partial<XPhoneDmzReverseProxyProps>): XPhoneDmzReverseProxy {
  const webApplications = { at: at(SERVER), port: 8080, host: "xphone-server" } as const;
  return new XPhoneDmzReverseProxy(stack, "Proxy", { network, webApplications, ...WEB, ...more });
}

function codesOf(place: XPhoneStack): unknown[] {
  return declared(place.stack, "finding").map(({ code }) => code);
}

describe.each(CLOUDS)("IIS on the XPhone Server on %s", (cloud) => {
  it("is reached at the server's own public address on 443, and clients are given its URLs", () => {
    const place = xphoneStack(cloud);
    const web = serverIis(place);
    expect(atomsOf(place.stack)).toEqual([
      `Server_External ingress tcp 443 from ${INTERNET[cloud]}`,
      `Server_Internal ingress tcp 2230 from ${CLIENTS}`,
    ]);
    expect(web.mobileUrls).toEqual([
      "https://uc.example.com/xphoneconnect/mobile",
      "https://uc.example.com/xphoneconnect/webclientapi",
    ]);
    expect(web.webMeetingUrl).toBe("https://uc.example.com/webmeeting");
    expect(recordsOf(place.stack)).toHaveLength(1);
  });

  it("takes the port that is forwarded into the URLs, and leads the name to the forwarding address", () => {
    const place = xphoneStack(cloud);
    const web = serverIis(place, { server: serverOn(place), publicPort: 8443 });
    expect(web.mobileUrls[0]).toBe("https://uc.example.com:8443/xphoneconnect/mobile");
    expect(web.webMeetingUrl).toBe("https://uc.example.com:8443/webmeeting");
    expect(recordsOf(place.stack)).toEqual([expect.stringContaining("Web_WebServer_PublicAddress_Balancer")]);
  });

  it("leads the name to the public address that an interface inside has already", () => {
    const place = xphoneStack(cloud);
    const internal = { privateAddress: SERVER, publicAddress: "203.0.113.44" };
    serverIis(place, { server: serverOn(place, { internal }) });
    expect(recordsOf(place.stack)).toEqual([expect.stringContaining("203.0.113.44")]);
    expect(atomsOf(place.stack)).toContain(`Server_Internal ingress tcp 443 from ${INTERNET[cloud]}`);
  });

  it("opens to whom it is said, and without WebMeeting gives it no URL", () => {
    const place = xphoneStack(cloud);
    const { domain, certificateAuthority } = WEB;
    const server = edgeServerOn(place);
    const mobile = { users: 1, outside: at("198.51.100.0/24") };
    const web = new XPhoneServerIis(place.stack, "Web", { domain, certificateAuthority, mobile, server });
    expect(atomsOf(place.stack)).toContain("Server_External ingress tcp 443 from 198.51.100.0/24");
    expect(web.webMeetingUrl).toBeUndefined();
  });

  it("takes 249 mobile users, and refuses 250 with the document's reason", () => {
    const place = xphoneStack(cloud);
    const server = edgeServerOn(place);
    expectNothingOpened(
      place.stack,
      () => serverIis(place, { server, mobile: { users: 250 } }),
      "xphone-mobile-users-over",
      "from 250 users",
      "XPhoneMobile.MVC and WebClientApi are on a separate server",
    );
    expect(() => new XPhoneServerIis(place.stack, "Fewer", { ...WEB, server, mobile: { users: 249 } })).not.toThrow();
  });

  it.each<[string, object]>([
    ["xphone-server-missing", { server: at(SERVER) }],
    ["xphone-web-empty", { mobile: undefined, webMeeting: undefined }],
    ["xphone-choice-invalid", { mobile: true }],
    ["xphone-prop-unknown", { mobile: { user: 9 } }],
    ["xphone-prop-unknown", { webMeeting: { path: "/m", outside: at("198.51.100.0/24") } }],
    ["xphone-mobile-users-invalid", { mobile: { users: 0 } }],
    ["xphone-web-meeting-path", { webMeeting: {} }],
    ["xphone-web-meeting-path", { webMeeting: { path: "webmeeting" } }],
    ["xphone-web-meeting-path", { webMeeting: { path: "//webmeeting" } }],
    ["xphone-web-meeting-path", { webMeeting: { path: "/web\u202emeeting" } }],
    ["xphone-web-meeting-path", { webMeeting: { path: "/web\u0000meeting" } }],
    ["xphone-certificate-private", { certificateAuthority: "private" }],
    ["xphone-certificate-authority-unknown", { certificateAuthority: undefined }],
    ["xphone-certificate-authority-unknown", { certificateAuthority: "publick" }],
    ["xphone-port-invalid", { publicPort: 0 }],
    ["xphone-public-port-translated", { publicPort: 8443 }],
    ["stack-dns-zone-unknown", { domain: "uc.example.org" }],
    ["model-domain-invalid", { domain: "uc example.com" }],
    ["stack-peer-zone", { mobile: { outside: at(SERVER) } }],
    ["stack-peer-invalid", { mobile: { outside: null } }],
    ["stack-peer-zone", { mobile: { inside: at("198.51.100.0/24") } }],
    ["xphone-public-address-invalid", { publicAddress: "203.0.113.1" }],
    ["xphone-public-address-invalid", { publicAddress: { publicAddress: "203.0.113.1" } }],
  ])("refuses %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    const server = edgeServerOn(place);
    expectNothingOpened(place.stack, () => serverIis(place, { server, ...more }), code);
  });
});

describe.each(CLOUDS)("IIS in the DMZ on %s", (cloud) => {
  it("reaches the server on 2230 and 2231 only, and may have any number of users", () => {
    const place = xphoneStack(cloud);
    dmzIis(place, { mobile: { users: 5000 } });
    expect(atomsOf(place.stack)).toEqual([
      `Web_WebServer_External ingress tcp 443 from ${INTERNET[cloud]}`,
      "Web_WebServer_Internal egress tcp 2230-2231 to 10.30.1.10/32",
    ]);
    expect(codesOf(place)).toEqual([]);
  });

  it("opens both ends where the server is a role", () => {
    const place = xphoneStack(cloud);
    dmzIis(place, { server: Peer.of(serverOn(place).role) });
    expect(atomsOf(place.stack)).toContain("Server_Internal ingress tcp 2230-2231 from Web_WebServer_Internal");
  });

  it("shares a public address, whose ports may not collide", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const publicAddress = new VirtualAddress(stack, "Public", { network, title: "web" });
    const host = {
      external: { privateAddress: "10.20.0.12", ...FORWARD },
      internal: { privateAddress: "10.20.0.140" },
    };
    dmzIis(place, { host, publicAddress, publicPort: 8443 });
    const other = {
      external: { privateAddress: "10.20.0.13", ...FORWARD },
      internal: { privateAddress: "10.20.0.141" },
    };
    const second = (publicPort: number, id: string): XPhoneDmzIis =>
      dmzIis(place, { host: other, publicAddress, publicPort, domain: `${id.toLowerCase()}.example.com` }, id);
    expectNothingOpened(stack, () => second(8443, "Second"), "stack-forward-port-taken", "8443");
  });

  it("is not published at an address inside", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const server = serverOn(place);
    const inside = { network, title: "inside", side: "internal", privateAddress: "10.30.1.99" } as const;
    const publicAddress = new VirtualAddress(stack, "Inside", inside);
    publicAddress.forward({ transport: "tcp", port: 8080, to: server.role });
    server.role.allowFrom(at("10.30.0.0/16"), { transport: "tcp", ports: [8080], purpose: "so that it is used" });
    const host = { ...HOSTS, external: { ...HOSTS.external, ...FORWARD } };
    expectNothingOpened(stack, () => dmzIis(place, { host, publicAddress }), "xphone-public-address-invalid");
  });

  it.each<[string, object]>([
    ["xphone-network-missing", { network: undefined }],
    ["xphone-peer-missing", { server: undefined }],
    ["xphone-peer-missing", { server: { role: "server" } }],
    ["stack-peer-zone", { server: at("198.51.100.1") }],
    ["xphone-interface-missing", { host: undefined }],
    ["xphone-interface-missing", { host: {} }],
    ["xphone-certificate-private", { certificateAuthority: "private" }],
  ])("refuses %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => dmzIis(place, more), code);
  });

  it("reaches a server in the perimeter that is named by its address", () => {
    const place = xphoneStack(cloud);
    dmzIis(place, { server: at("10.20.0.148") });
    expect(atomsOf(place.stack)).toContain("Web_WebServer_Internal egress tcp 2230-2231 to 10.20.0.148/32");
  });

  it("refuses a shared public address for a host that has one of its own", () => {
    const place = xphoneStack(cloud);
    const server = edgeServerOn(place);
    const publicAddress = new VirtualAddress(place.stack, "Public", { network: place.network, title: "web" });
    publicAddress.forward({ transport: "tcp", port: 8080, to: server.role });
    server.role.allowFrom(Peer.internet(), { transport: "tcp", ports: [8080], purpose: "so that it is used" });
    expectNothingOpened(place.stack, () => dmzIis(place, { publicAddress }), "xphone-public-address-twice");
  });
});

describe.each(CLOUDS)("a reverse proxy in the DMZ on %s", (cloud) => {
  it("stands in front of a web server of its own from 250 users on, which alone reaches the server", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const server = serverOn(place);
    const internal = { privateAddress: "10.30.1.20" };
    const web = new XPhoneWebServer(stack, "Apps", { network, internal, server: Peer.of(server.role) });
    const webApplications = { at: Peer.of(web.role), port: 443, host: "separate-server", encrypted: true } as const;
    proxy(place, { hosts: HOSTS, webApplications, mobile: { users: 250 } });
    expect(atomsOf(stack)).toEqual([
      "Apps_WebServer_Internal egress tcp 2230-2231 to Server_Internal",
      "Apps_WebServer_Internal ingress tcp 443 from Proxy_ReverseProxy_Internal",
      `Proxy_ReverseProxy_External ingress tcp 443 from ${INTERNET[cloud]}`,
      "Proxy_ReverseProxy_Internal egress tcp 443 to Apps_WebServer_Internal",
      `Server_Internal ingress tcp 2230 from ${CLIENTS}`,
      "Server_Internal ingress tcp 2230-2231 from Apps_WebServer_Internal",
    ]);
  });

  it("has its port forwarded from one that is free to choose", () => {
    const place = xphoneStack(cloud);
    const made = proxy(place, { hosts: { ...HOSTS, external: { ...HOSTS.external, ...FORWARD } }, publicPort: 9443 });
    expect(made.mobileUrls[0]).toBe("https://uc.example.com:9443/xphoneconnect/mobile");
    expect(atomsOf(place.stack)).toContain("Proxy_ReverseProxy_Internal egress tcp 8080 to 10.30.1.10/32");
    const front = "Proxy_ReverseProxy_PublicAddress_Balancer_Front";
    const open =
      cloud === "aws"
        ? `${front} ingress tcp 9443 from 0.0.0.0/0`
        : "Proxy_ReverseProxy_External ingress tcp 443 from Internet";
    expect(atomsOf(place.stack)).toContain(open);
  });

  it("run by the cloud, listens on the chosen port, and reaches the plain port of the web server only", () => {
    const place = xphoneStack(cloud);
    proxy(place, { managed: MANAGED, publicPort: 9443 });
    const internet = INTERNET[cloud];
    const start = "Proxy_ReverseProxy_Front";
    const platform =
      cloud === "aws"
        ? []
        : [
            `${start} egress tcp 0-65535 to Internet`,
            `${start} egress udp 0-65535 to Internet`,
            `${start} ingress tcp 0-65535 from AzureLoadBalancer`,
            `${start} ingress tcp 65200-65535 from GatewayManager`,
            `${start} ingress udp 0-65535 from AzureLoadBalancer`,
          ];
    expect(atomsOf(place.stack)).toEqual(
      [...platform, `${start} egress tcp 8080 to 10.30.1.10/32`, `${start} ingress tcp 9443 from ${internet}`].sort(),
    );
  });

  it.each([false, true])("run by the cloud, speaks to the web server as is said: encrypted %s", (encrypted) => {
    const place = xphoneStack(cloud);
    const webApplications = { at: at(SERVER), port: 8080, host: "xphone-server", encrypted } as const;
    const managed = encrypted ? { ...MANAGED, publicAuthority: true } : MANAGED;
    proxy(place, { managed, webApplications });
    expect(secondLeg(place, cloud)).toEqual(Array<string>(2).fill(encrypted ? "https" : "http"));
    const unverified = encrypted && cloud === "aws" ? ["xphone-proxy-web-server-unverified"] : [];
    expect(codesOf(place).filter((code) => String(code).startsWith("xphone-"))).toEqual(unverified);
  });

  it("says where nobody has compared the certificate with the name", () => {
    const place = xphoneStack(cloud);
    const certificate = { arn: "arn:certificate", keyVaultSecretId: "secret", identityId: "identity" };
    proxy(place, { managed: { certificate } });
    expect(codesOf(place)).toContain("xphone-certificate-names-unknown");
  });

  it.each<[string, object]>([
    ["xphone-proxy-kind", {}],
    ["xphone-proxy-kind", { hosts: HOSTS, managed: MANAGED }],
    ["xphone-interface-missing", { hosts: { external: {} } }],
    ["xphone-interface-shared", { hosts: { ...HOSTS, external: { sharedInterface: "a" } } }],
    ["xphone-peer-missing", { hosts: HOSTS, webApplications: undefined }],
    ["xphone-peer-missing", { hosts: HOSTS, webApplications: { port: 80, host: "xphone-server" } }],
    ["xphone-port-invalid", { hosts: HOSTS, webApplications: { at: at(SERVER), host: "xphone-server" } }],
    ["xphone-web-host-unknown", { hosts: HOSTS, webApplications: { at: at(SERVER), port: 80 } }],
    [
      "xphone-second-leg-invalid",
      { hosts: HOSTS, webApplications: { at: at(SERVER), port: 80, host: "xphone-server", encrypted: "yes" } },
    ],
    [
      "xphone-prop-unknown",
      { hosts: HOSTS, webApplications: { at: at(SERVER), port: 80, host: "xphone-server", encryption: true } },
    ],
    ["xphone-mobile-users-over", { hosts: HOSTS, mobile: { users: 250 } }],
    ["xphone-public-port-translated", { hosts: HOSTS, publicPort: 8443 }],
    ["xphone-proxy-name-twice", { hosts: { ...HOSTS, external: { names: ["uc.example.com"] } } }],
    ["xphone-second-leg-plain", { managed: { ...MANAGED, publicAuthority: true } }],
    ["xphone-certificate-missing", { managed: {} }],
    [
      "xphone-certificate-name-missing",
      { managed: { certificate: { ...MANAGED.certificate, names: ["a.example.com"] } } },
    ],
    ["xphone-health-path-invalid", { managed: { ...MANAGED, healthPath: "up" } }],
    ["xphone-health-codes-invalid", { managed: { ...MANAGED, healthStatusCodes: "500" } }],
    [
      "stack-proxy-member-range",
      { managed: MANAGED, webApplications: { at: at("10.30.1.0/28"), port: 80, host: "xphone-server" } },
    ],
    ["xphone-network-missing", { hosts: HOSTS, network: undefined }],
  ])("refuses %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => proxy(place, more), code);
  });
});

describe.each(CLOUDS)("a server in the perimeter behind a reverse proxy on %s", (cloud) => {
  const users = { mobile: { users: 250 }, hosts: HOSTS };

  it("is reached by its address as by its role", () => {
    const place = xphoneStack(cloud);
    proxy(place, { hosts: HOSTS, webApplications: { at: at("10.20.0.138"), port: 8080, host: "xphone-server" } });
    expect(atomsOf(place.stack)).toContain("Proxy_ReverseProxy_Internal egress tcp 8080 to 10.20.0.138/32");
  });

  it("is no server of their own for the web applications of 250 users", () => {
    const place = xphoneStack(cloud);
    const webApplications = { at: Peer.of(edgeServerOn(place).role), port: 80, host: "separate-server" } as const;
    expectNothingOpened(
      place.stack,
      () => proxy(place, { ...users, webApplications }),
      "xphone-web-host-contradicted",
      'expected "xphone-server"',
    );
  });
});

describe.each(CLOUDS)("web applications for smartphones inside only on %s", (cloud) => {
  const PHONES = "10.30.72.0/22";
  const inside = { mobile: { users: 9, inside: at(PHONES) }, webMeeting: undefined } as never as Pick<
    XPhoneDmzIisProps,
    "mobile"
  >;
  const within: NetworkPlan = {
    perimeter: ["10.20.0.0/23"],
    internalSubnet: "inside",
    publicDomains: [],
    internalDomains: ["example.com"],
  };
  const open = (group: string): string => `${group} ingress tcp 443 from ${PHONES}`;
  const publicAddresses = ({ stack }: XPhoneStack): number | undefined =>
    countsOf(stack)[cloud === "aws" ? "aws_eip" : "azurerm_public_ip"];

  it("are not published on the XPhone Server, whose name leads to its internal address", () => {
    const place = xphoneStack(cloud, within);
    const web = serverIis(place, { server: serverOn(place), ...inside });
    expect(atomsOf(place.stack)).toEqual([`Server_Internal ingress tcp 2230 from ${CLIENTS}`, open("Server_Internal")]);
    expect(isExact(place)).toBe(true);
    expect(publicAddresses(place)).toBeUndefined();
    expect(recordsOf(place.stack)).toEqual([
      cloud === "aws" ? "A uc.example.com in Z-example.com: 10.30.1.10" : "internal A uc in example.com: 10.30.1.10",
    ]);
    expect(web.mobileUrls[0]).toBe("https://uc.example.com/xphoneconnect/mobile");
    expect(codesOf(place)).toEqual([]);
  });

  it("are not published in the DMZ either, on a host with one interface or two", () => {
    const place = xphoneStack(cloud, within);
    dmzIis(place, { host: { internal: HOSTS.internal }, ...inside });
    dmzIis(place, { host: { ...HOSTS, internal: {} }, ...inside, domain: "b.example.com" }, "Other");
    expect(atomsOf(place.stack)).toEqual([
      "Other_WebServer_Internal egress tcp 2230-2231 to 10.30.1.10/32",
      open("Other_WebServer_Internal"),
      "Web_WebServer_Internal egress tcp 2230-2231 to 10.30.1.10/32",
      open("Web_WebServer_Internal"),
    ]);
  });

  it.each([{}, FORWARD])("are not published by a reverse proxy on own hosts either, %j", (translation) => {
    const place = xphoneStack(cloud, within);
    proxy(place, { hosts: { ...HOSTS, external: { ...HOSTS.external, ...translation } }, ...inside });
    expect(atomsOf(place.stack)).toEqual([
      "Proxy_ReverseProxy_Internal egress tcp 8080 to 10.30.1.10/32",
      open("Proxy_ReverseProxy_Internal"),
    ]);
    expect(recordsOf(place.stack)).toEqual([expect.stringContaining("10.20.0.140")]);
  });

  it("are opened to WebMeeting's participants outside, and to no smartphone there", () => {
    const place = xphoneStack(cloud);
    const webMeeting = { path: "/webmeeting", from: at("198.51.100.0/24") };
    serverIis(place, { ...inside, webMeeting });
    expect(atomsOf(place.stack).filter((line) => line.includes(" 443 "))).toEqual([
      "Server_External ingress tcp 443 from 198.51.100.0/24",
      open("Server_Internal"),
    ]);
  });

  it("have a name that somebody else must lead inside where the network has no zone for it", () => {
    const place = xphoneStack(cloud, { ...within, internalDomains: [] });
    serverIis(place, { server: serverOn(place), ...inside });
    expect(recordsOf(place.stack)).toEqual([]);
    expect(declared(place.stack, "finding")).toEqual([
      expect.objectContaining({
        code: "xphone-wlan-name",
        severity: "note",
        what: "smartphones in the WLAN connect to uc.example.com, for which no record is made",
      }),
    ]);
  });

  it.each<[string, object]>([
    ["xphone-public-port-unused", { publicPort: 8443 }],
    ["xphone-port-invalid", { publicPort: 0 }],
    ["model-domain-invalid", { domain: "uc example.com" }],
  ])("refuse %s: %j", (code, more) => {
    const place = xphoneStack(cloud, within);
    const server = serverOn(place);
    expectNothingOpened(place.stack, () => serverIis(place, { server, ...inside, ...more }), code);
  });

  it("refuse a public address that nobody would come by", () => {
    const place = xphoneStack(cloud);
    const server = serverOn(place);
    const publicAddress = new VirtualAddress(place.stack, "Public", { network: place.network, title: "web" });
    publicAddress.forward({ transport: "tcp", port: 8080, to: server.role });
    server.role.allowFrom(Peer.internet(), { transport: "tcp", ports: [8080], purpose: "so that it is used" });
    const web = (): unknown => serverIis(place, { server, publicAddress, ...inside });
    expectNothingOpened(place.stack, web, "xphone-public-address-unused");
  });
});

describe("what hosting has to say", () => {
  it("recommends a public certificate to mobile clients, and asks how many users there are", () => {
    const place = xphoneStack("aws");
    serverIis(place, { mobile: {}, webMeeting: undefined, certificateAuthority: "private" } as never);
    expect(codesOf(place).sort()).toEqual(["xphone-certificate-not-public", "xphone-mobile-users-unknown"]);
  });
});

/** The protocols of the leg to the web server, and of its health check. */
function secondLeg({ stack }: XPhoneStack, cloud: Cloud): string[] {
  if (cloud === "aws") {
    const [targets] = Object.values(resourcesOf(stack, "aws_lb_target_group"));
    return [targets?.["protocol"], (targets?.["health_check"] as { protocol: string }).protocol].map((one) =>
      String(one).toLowerCase(),
    );
  }
  const [gateway] = Object.values(resourcesOf(stack, "azurerm_application_gateway"));
  return ["backend_http_settings", "probe"].map((block) => {
    const [one] = gateway?.[block] as { protocol: string }[];
    return (one?.protocol ?? "").toLowerCase();
  });
}
