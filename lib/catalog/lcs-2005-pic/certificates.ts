import type { CertificateFact, CheckFact, FeatureFact } from "../schema";

/** The certificate of the access proxy. */
export const LCS_2005_PIC_CERTIFICATES: readonly CertificateFact[] = [
  {
    id: "lcs-2005-pic/1.2.3/2",
    system: "lcs-2005-pic",
    source: { document: "lcs-2005-pic", section: "1.2.3 Add certificates" },
    printed: { rule: "trusted public CA; MTLS; access proxy or access proxy array" },
    reading: null,
    topology: "access proxy or access proxy array, with public IM",
    roles: ["access-proxy"],
    ca: "public",
    subject: null,
    alternativeNames: [],
    comments: [
      "as for federation, but from a trusted public CA",
      "not from a Windows Server 2003 CA",
      "make a signing request and send it to the chosen CA, which can tell how",
      "install it on the access proxy or the access proxy array",
    ],
  },
];

/** How to see whether a CA is trusted. */
export const LCS_2005_PIC_CHECKS: readonly CheckFact[] = [
  {
    id: "lcs-2005-pic/1.2.3/4",
    system: "lcs-2005-pic",
    source: { document: "lcs-2005-pic", section: "1.2.3 Add certificates" },
    printed: {
      rule: "steps 1 to 9; mmc; Certificates; computer account; local computer; Trusted Root Certification Authorities",
    },
    reading: null,
    step: 1,
    procedure: "verify",
    says: "show the trusted root certification authorities of the local computer: mmc, Certificates snap-in, computer account, local computer",
    from: "access-proxy",
    probe: { kind: "inspect", subject: "Trusted Root Certification Authorities of the local computer" },
    success: "the CA is listed: it is trusted",
    failure: "the CA is not a trusted public one: take another",
    needs: [],
  },
];

/** What Public IM Connectivity needs. */
export const LCS_2005_PIC_FEATURES: readonly FeatureFact[] = [
  {
    id: "lcs-2005-pic/1.1/18",
    system: "lcs-2005-pic",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
    printed: {
      rule: "access proxy; Live Communications Server 2005; Office Communicator 2005 or later, Windows Messenger 5.1 or later",
    },
    reading: null,
    feature: "Public IM Connectivity",
    alternatives: [{ edition: "any", roles: ["access-proxy", "live-communications-server"] }],
    clients: ["office-communicator", "windows-messenger"],
  },
];
