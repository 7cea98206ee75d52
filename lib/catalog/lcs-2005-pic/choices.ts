import type { ChoiceFact } from "../schema";

/** Public IM with each provider, and federation through the same access proxy. */
export const LCS_2005_PIC_CHOICES: readonly ChoiceFact[] = [
  {
    id: "public-im",
    system: "lcs-2005-pic",
    title: "Public IM Connectivity",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
  {
    id: "aol",
    system: "lcs-2005-pic",
    title: "Public IM Connectivity with AOL",
    source: { document: "lcs-2005-pic", section: "1.2.4 Configure the access proxy" },
  },
  {
    id: "msn",
    system: "lcs-2005-pic",
    title: "Public IM Connectivity with MSN",
    source: { document: "lcs-2005-pic", section: "1.2.4 Configure the access proxy" },
  },
  {
    id: "yahoo",
    system: "lcs-2005-pic",
    title: "Public IM Connectivity with Yahoo!",
    source: { document: "lcs-2005-pic", section: "1.2.4 Configure the access proxy" },
  },
  {
    id: "federation",
    system: "lcs-2005-pic",
    title: "Federation",
    source: { document: "lcs-2005-pic", section: "1.1 Introduction to PIC" },
  },
];
