/** Says clearly that the provider's bindings are absent, before one of many imports fails with a path. */
import { UcEdgeError } from "../net/uc-edge-error";

try {
  require.resolve("@cdktf/provider-aws/package.json");
} catch {
  throw new UcEdgeError({
    code: "aws-provider-missing",
    what: "cannot load cdktf-uc-edge/aws",
    prop: "@cdktf/provider-aws",
    value: undefined,
    expected: "the package, which is an optional peer",
    todo: "run: npm install @cdktf/provider-aws@21",
  });
}
