/** Text as AWS takes it in descriptions. */
import { LONGEST_DESCRIPTION } from "./capabilities";

/**
 * A text in the characters and the length that the description of a security group may have: letters lose their marks, and
 * what is still foreign becomes an underscore.
 */
export function descriptionText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]/g, "_")
    .slice(0, LONGEST_DESCRIPTION);
}
