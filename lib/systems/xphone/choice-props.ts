/** What each choice takes, by the names of its props: anything else would be passed over in silence. */
import type { XPhoneAndroidPushProps, XPhoneIosPushProps, XPhonePushProps, XPhonePushProxyEnd } from "./push";
import type { XPhoneMobileProps, XPhoneWebMeetingProps } from "./web-publication";
import type { XPhoneSmartphonesProps } from "./smartphones";
import type {
  XPhoneSatelliteProps,
  XPhoneSipGatewayProps,
  XPhoneSoftphoneDesktopProps,
  XPhoneTurnProps,
} from "./xphone-call-controller-props";
import type { XPhoneCallControllerEnd, XPhoneScreenSharingProps } from "./xphone-clients";
import type { XPhoneWebApplicationsProps } from "./xphone-dmz-reverse-proxy";
import type {
  XPhoneActiveDirectoryProps,
  XPhoneCtiProps,
  XPhoneDirectoryProps,
  XPhoneExternalImapProps,
  XPhoneFederationProps,
  XPhoneMailProps,
  XPhoneSatellitesEnd,
} from "./xphone-server-props";
import type { XPhoneWlanSoftphoneProps, XPhoneWlanWebProps } from "./xphone-wlan-smartphones-props";

/** The names of all props of a description. */
type NamesOf<T> = Readonly<Record<keyof T, true>>;

/** A choice that is made or not, and says nothing else. */
export const NOTHING: Readonly<Record<string, true>> = {};

/** Smartphones, of a call controller. */
export const SMARTPHONES: NamesOf<XPhoneSmartphonesProps> = { outside: true, inside: true };

/** Softphone Desktop. */
export const SOFTPHONE_DESKTOP: NamesOf<XPhoneSoftphoneDesktopProps> = { outside: true, inside: true };

/** A TURN server. */
export const TURN_SERVER: NamesOf<XPhoneTurnProps> = {
  servers: true,
  mediaPorts: true,
  controlPorts: true,
  provider: true,
};

/** A SIP gateway. */
export const SIP_GATEWAY: NamesOf<XPhoneSipGatewayProps> = {
  pbx: true,
  mediaPorts: true,
  transport: true,
  sipPort: true,
  localSipPort: true,
};

/** A satellite. */
export const SATELLITE: NamesOf<XPhoneSatelliteProps> = {
  network: true,
  zone: true,
  external: true,
  internal: true,
  server: true,
  sipPort: true,
  serverSipPort: true,
};

/** Satellites that are only named. */
export const SATELLITES: NamesOf<XPhoneSatellitesEnd> = { at: true, sipPort: true, serverSipPort: true };

/** The mobile app. */
export const MOBILE: NamesOf<XPhoneMobileProps> = { users: true, outside: true, inside: true };

/** WebMeeting. */
export const WEB_MEETING: NamesOf<XPhoneWebMeetingProps> = { path: true, from: true };

/** Web applications behind a proxy. */
export const WEB_APPLICATIONS: NamesOf<XPhoneWebApplicationsProps> = {
  at: true,
  port: true,
  host: true,
  encrypted: true,
};

/** Push notifications. */
export const PUSH: NamesOf<XPhonePushProps> = { android: true, ios: true, c4b: true, proxy: true };

/** Push notifications to Android smartphones. */
export const ANDROID: NamesOf<XPhoneAndroidPushProps> = { services: true };

/** Push notifications to iOS smartphones. */
export const IOS: NamesOf<XPhoneIosPushProps> = { services: true };

/** A push proxy that is only named. */
export const PUSH_PROXY: NamesOf<XPhonePushProxyEnd> = { at: true, port: true };

/** The choices of a server. */
export const SERVER_CHOICES = {
  directory: { clients: true } satisfies NamesOf<XPhoneDirectoryProps>,
  voicemailPlayer: NOTHING,
  internalImap: NOTHING,
  smtp: { servers: true } satisfies NamesOf<XPhoneMailProps>,
  externalImap: { servers: true, port: true } satisfies NamesOf<XPhoneExternalImapProps>,
  activeDirectory: {
    domainControllers: true,
    globalCatalogServers: true,
  } satisfies NamesOf<XPhoneActiveDirectoryProps>,
  federation: { systems: true } satisfies NamesOf<XPhoneFederationProps>,
  cti: { pbx: true, transport: true, ports: true } satisfies NamesOf<XPhoneCtiProps>,
} as const;

/** A call controller that softphones of clients are told. */
export const CLIENTS_SOFTPHONE: NamesOf<XPhoneCallControllerEnd> = { at: true, mediaPorts: true };

/** Screen sharing. */
export const SCREEN_SHARING: NamesOf<XPhoneScreenSharingProps> = { with: true };

/** Web applications that smartphones in a WLAN are told. */
export const WLAN_WEB: NamesOf<XPhoneWlanWebProps> = { at: true, port: true };

/** A call controller that softphones in a WLAN are told. */
export const WLAN_SOFTPHONE: NamesOf<XPhoneWlanSoftphoneProps> = {
  at: true,
  mediaPorts: true,
  holePunching: true,
  stunServers: true,
  turn: true,
};
