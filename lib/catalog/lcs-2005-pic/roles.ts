import type { RoleFact } from "../schema";

/** The access proxy, what stands behind it, and whom it talks to. */
export const LCS_2005_PIC_ROLES: readonly RoleFact[] = [
  {
    id: "access-proxy",
    system: "lcs-2005-pic",
    title: "Access Proxy",
    zone: "perimeter",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "live-communications-server",
    system: "lcs-2005-pic",
    title: "Live Communications Server 2005",
    zone: "internal",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "office-communicator",
    system: "lcs-2005-pic",
    title: "Office Communicator 2005 or later",
    zone: "internal",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "windows-messenger",
    system: "lcs-2005-pic",
    title: "Windows Messenger 5.1 or later",
    zone: "internal",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "aol",
    system: "lcs-2005-pic",
    title: "AOL",
    zone: "internet",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "msn",
    system: "lcs-2005-pic",
    title: "MSN",
    zone: "internet",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "yahoo",
    system: "lcs-2005-pic",
    title: "Yahoo!",
    zone: "internet",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "federated-partner",
    system: "lcs-2005-pic",
    title: "Federated partner",
    zone: "internet",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "clearinghouse",
    system: "lcs-2005-pic",
    title: "Clearinghouse",
    zone: "internet",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
];
