/** Push notifications: where they go, directly or through a proxy. */
import { XPHONE_CONNECTION_OVERVIEW } from "../../catalog/xphone/connection-overview";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { ANDROID, IOS, PUSH_PROXY } from "./choice-props";
import type { StatedTraffic, XPhonePeers } from "./xphone-system";
import { faultAt, readPort, requireChoices, requirePeerOf, type ToldAt } from "./xphone-faults";

/** Push notifications to Android smartphones. */
export interface XPhoneAndroidPushProps {
  /**
   * The addresses of Google's push service: prefixes, a prefix list or a service tag. The document prints a name only, and
   * no rule filters by name.
   *
   * @default - none, behind a push proxy; else needed
   */
  readonly services?: Peer;
}

/** Push notifications to iOS smartphones. */
export interface XPhoneIosPushProps {
  /**
   * The addresses of Apple's push service.
   *
   * @default - the documented block, 17.0.0.0/8; none behind a push proxy
   */
  readonly services?: Peer;
}

/** The proxy that carries push notifications. */
export interface XPhonePushProxyEnd {
  /** The proxy. */
  readonly at: Peer;
  /** Its TCP port, which the document does not print. */
  readonly port: number;
}

/** Push notifications from a server: to the services themselves, or only to a proxy. */
export interface XPhonePushProps {
  /**
   * To Android smartphones.
   *
   * @default - not sent
   */
  readonly android?: XPhoneAndroidPushProps;
  /**
   * To iOS smartphones.
   *
   * @default - not sent
   */
  readonly ios?: XPhoneIosPushProps;
  /**
   * The addresses of C4B's push service, from which every server gets its certificates.
   *
   * @default - none, behind a push proxy; else needed
   */
  readonly c4b?: Peer;
  /**
   * The proxy. With it the server opens nothing to the services themselves, C4B's among them, from which it gets its
   * certificates. The document speaks of a proxy for the notifications to Google and Apple only, and does not say whether
   * certificates may go through it; a proxy is taken to carry all of it, so that one way out is open and no other beside it.
   * Where a product fetches certificates directly all the same, add that as a flow of your own, with its purpose.
   *
   * @default - no proxy
   */
  readonly proxy?: XPhonePushProxyEnd;
}

/** Apple's documented block. */
export function applePushService(): Peer {
  const prefixes = XPHONE_CONNECTION_OVERVIEW.flatMap((flow) =>
    flow.to.includes("apple-push-service") ? (flow.prefixes ?? []) : [],
  );
  return Peer.prefixes(prefixes);
}

/** The choices that push notifications make. */
export function pushChoices({ android, ios, proxy }: XPhonePushProps): string[] {
  return [
    ...(android === undefined ? [] : ["push-android"]),
    ...(ios === undefined ? [] : ["push-ios"]),
    ...(proxy === undefined ? [] : ["push-proxy"]),
  ];
}

/**
 * Checks where push notifications go, and adds the peers.
 *
 * @throws {@link UcEdgeError} `xphone-push-empty`, `xphone-push-proxy-and-direct`, `xphone-peer-missing`,
 *   `xphone-port-invalid`, `xphone-choice-invalid`, and those of peers.
 */
export function readPush(
  push: XPhonePushProps,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  network: Network,
  at: ToldAt,
): void {
  const { android, ios, c4b, proxy } = push;
  requireChoices({ "push.android": [android, ANDROID], "push.ios": [ios, IOS], "push.proxy": [proxy, PUSH_PROXY] }, at);
  requireSmartphones(push, at);
  const direct = { "push.c4b": c4b, "push.android.services": android?.services, "push.ios.services": ios?.services };
  if (proxy === undefined) {
    readServices(push, peers, network, at);
    return;
  }
  const [both] = Object.entries(direct).filter(([, peer]) => peer !== undefined);
  if (both !== undefined) {
    const [prop] = both;
    const expected = "no push service beside push.proxy: with a proxy the server reaches the proxy and nothing else";
    const todo = "leave it out, or leave the proxy out";
    throw faultAt(at)("xphone-push-proxy-and-direct", prop, "a peer", expected, todo);
  }
  requirePeerOf(proxy.at, "push.proxy.at", "the proxy server", at);
  const port = readPort(proxy.port, "push.proxy.port", at);
  peers.add("push-proxy", proxy.at);
  stated.set("xphone/push/to-proxya", { ports: [{ first: port, last: port }] });
}

/**
 * Checks the services themselves, and adds them.
 *
 * @throws {@link UcEdgeError} as {@link readPush}.
 */
export function readServices(push: XPhonePushProps, peers: XPhonePeers, network: Network, at: ToldAt): void {
  const { android, ios, c4b } = push;
  requireSmartphones(push, at);
  requirePeerOf(c4b, "push.c4b", "C4B's push service, from which the server gets its certificates", at);
  const outside = (peer: Peer | undefined, role: string, title: string): void => {
    if (peer !== undefined) requireZone(peer, "internet", network, title, at.path);
    peers.add(role, peer);
  };
  outside(c4b, "c4b-push-service", "C4B's push service");
  if (android !== undefined) {
    requirePeerOf(android.services, "push.android.services", "Google's push service", at);
    outside(android.services, "google-push-service", "Google's push service");
  }
  if (ios === undefined) return;
  const { services = applePushService() } = ios;
  outside(services, "apple-push-service", "Apple's push service");
}

function requireSmartphones({ android, ios }: XPhonePushProps, at: ToldAt): void {
  if (android !== undefined || ios !== undefined) return;
  const expected = "at least one kind of smartphones";
  throw faultAt(at)(
    "xphone-push-empty",
    "push.android, push.ios",
    undefined,
    expected,
    "name those that are pushed to",
  );
}
