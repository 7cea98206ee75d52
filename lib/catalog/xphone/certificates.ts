import type { CertificateFact, Citation, Reading } from "../schema";

const NAME = "fqdn of the URL with which clients connect";
const NAMED: Reading = {
  says: "the certificate is for the name with which clients connect",
  because: "clients connect by HTTPS with an FQDN; the document prints no subject",
};
const AS_ON_SERVER: Reading = {
  says: "a public CA, as in the concept with IIS on the XPhone Server; for the name with which clients connect",
  because:
    "this concept asks for certificates and names no CA; the clients are the same, and they connect by HTTPS with an FQDN",
};

function hosting(concept: string): Citation {
  return { document: "xphone", section: `hosting: ${concept}` };
}

/** The certificate of the role that clients outside connect to, per hosting concept: with WebMeeting, and without. */
export const XPHONE_CERTIFICATES: readonly CertificateFact[] = [
  {
    id: "xphone/hosting-iis-on-server/certificate-with-web-meeting",
    system: "xphone",
    source: hosting("IIS on the XPhone Server"),
    printed: { webMeeting: "öffentliches Zertifikat obligatorisch" },
    reading: NAMED,
    topology: "IIS on the XPhone Server",
    roles: ["web-server"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed in IIS, which is set up for HTTPS"],
    requirement: "mandatory",
    when: { all: [{ choice: "iis-on-server" }, { choice: "web-meeting" }] },
  },
  {
    id: "xphone/hosting-iis-on-server/certificate-without-web-meeting",
    system: "xphone",
    source: hosting("IIS on the XPhone Server"),
    printed: { mobile: "öffentliches Zertifikat auch sinnvoll" },
    reading: NAMED,
    topology: "IIS on the XPhone Server",
    roles: ["web-server"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed in IIS, which is set up for HTTPS"],
    requirement: "recommended",
    when: { all: [{ choice: "iis-on-server" }, { choice: "mobile" }, { not: { choice: "web-meeting" } }] },
  },
  {
    id: "xphone/hosting-iis-in-dmz/certificate-with-web-meeting",
    system: "xphone",
    source: hosting("IIS in the DMZ"),
    printed: { iis: "https-verschlüsselte Verbindungen, Zertifikate hinterlegt" },
    reading: AS_ON_SERVER,
    topology: "IIS in the DMZ",
    roles: ["dmz-web-server"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed in IIS, which is set up for HTTPS"],
    requirement: "mandatory",
    when: { all: [{ choice: "iis-in-dmz" }, { choice: "web-meeting" }] },
  },
  {
    id: "xphone/hosting-iis-in-dmz/certificate-without-web-meeting",
    system: "xphone",
    source: hosting("IIS in the DMZ"),
    printed: { iis: "https-verschlüsselte Verbindungen, Zertifikate hinterlegt" },
    reading: AS_ON_SERVER,
    topology: "IIS in the DMZ",
    roles: ["dmz-web-server"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed in IIS, which is set up for HTTPS"],
    requirement: "recommended",
    when: { all: [{ choice: "iis-in-dmz" }, { choice: "mobile" }, { not: { choice: "web-meeting" } }] },
  },
  {
    id: "xphone/hosting-reverse-proxy/certificate-with-web-meeting",
    system: "xphone",
    source: hosting("reverse proxy in the DMZ"),
    printed: { reverseProxy: "https-verschlüsselte Verbindungen, Zertifikate hinterlegt" },
    reading: AS_ON_SERVER,
    topology: "Reverse proxy in the DMZ",
    roles: ["reverse-proxy"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed on the reverse proxy, which is set up for HTTPS, whether or not the second leg is encrypted"],
    requirement: "mandatory",
    when: { all: [{ choice: "reverse-proxy-in-dmz" }, { choice: "web-meeting" }] },
  },
  {
    id: "xphone/hosting-reverse-proxy/certificate-without-web-meeting",
    system: "xphone",
    source: hosting("reverse proxy in the DMZ"),
    printed: { reverseProxy: "https-verschlüsselte Verbindungen, Zertifikate hinterlegt" },
    reading: AS_ON_SERVER,
    topology: "Reverse proxy in the DMZ",
    roles: ["reverse-proxy"],
    ca: "public",
    subject: NAME,
    alternativeNames: [],
    comments: ["installed on the reverse proxy, which is set up for HTTPS, whether or not the second leg is encrypted"],
    requirement: "recommended",
    when: { all: [{ choice: "reverse-proxy-in-dmz" }, { choice: "mobile" }, { not: { choice: "web-meeting" } }] },
  },
];
