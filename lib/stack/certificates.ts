/** Certificates, as constructs declare them. */
import type { IConstruct } from "constructs";
import type { CertificateRequest } from "../model/certificate-request";
import { Declaration } from "./declaration";
import { stackPath } from "./paths";

/**
 * Declares the certificates of a construct. They are asked for when the stack is synthesized, so that what is added to the
 * construct until then counts; each is known by its title, which is unique in the construct.
 */
export function declareCertificates(scope: IConstruct, produce: () => readonly CertificateRequest[]): void {
  const of = stackPath(scope);
  const declaration = Declaration.of(scope);
  for (const { title } of produce()) {
    declaration.set(`certificate ${of} ${title}`, () => {
      const request = produce().find((one) => one.title === title);
      return request === undefined ? undefined : { item: "certificate", of, ...request };
    });
  }
}
