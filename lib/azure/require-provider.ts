/** Says clearly that the provider's bindings are absent, before one of many imports fails with a path. */
import { UcEdgeError } from "../net/uc-edge-error";

try {
  require.resolve("@cdktf/provider-azurerm/package.json");
} catch {
  throw new UcEdgeError({
    code: "azure-provider-missing",
    what: "cannot load cdktf-uc-edge/azure",
    prop: "@cdktf/provider-azurerm",
    value: undefined,
    expected: "the package, which is an optional peer",
    todo: "run: npm install @cdktf/provider-azurerm@14",
  });
}
