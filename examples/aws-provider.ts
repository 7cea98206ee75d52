import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

/**
 * The AWS provider of the examples. With these keys and settings it asks AWS nothing while it plans, so that a plan needs
 * no account; for a deployment leave all but the region out.
 */
export function addAwsProvider(scope: Construct): void {
  new AwsProvider(scope, "Aws", {
    region: "eu-central-1",
    accessKey: "placeholder",
    secretKey: "placeholder",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    skipRequestingAccountId: true,
  });
}
