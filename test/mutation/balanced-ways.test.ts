/**
 * What leads through virtual addresses to the hosts behind them, taken out part by part where whole deployments have several
 * of them: the check misses each.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesizeExamples } from "../support/examples";
import type { StackJson } from "./mutations";

const examples = synthesizeExamples();

/**
 * The types of the parts, each with how many there are: the pool forwards 3 ports, the Directors 2, the edge 4 inside, and
 * outside 2, 1 and 2, each of them to two hosts. Four hosts of the edge and the proxy have public addresses of their own.
 */
const PARTS = [
  ["ocs-director-voice-aws", "aws_lb_listener", 14],
  ["ocs-director-voice-aws", "aws_lb_target_group_attachment", 28],
  ["ocs-director-voice-aws", "aws_eip_association", 5],
  ["ocs-director-voice-azure", "azurerm_lb_rule", 14],
  ["ocs-director-voice-azure", "azurerm_network_interface_backend_address_pool_association", 12],
] as const;

/** Whether a check finds the stack exact. */
function isExact(json: StackJson): boolean {
  const { findings, interfaces } = checkStack(readStack("cdk.tf.json", json), "2027-01-01");
  const wrong = findings.filter(
    ({ code, severity, accepted }) => code.startsWith("check-") && severity !== "note" && accepted === null,
  );
  return wrong.length === 0 && interfaces.every(({ exact }) => exact);
}

describe.each(PARTS)("without a part of the ways of %s: %s", (stack, type, count) => {
  const read = (): StackJson => JSON.parse(examples.get(stack) ?? "") as StackJson;
  const parts = Object.keys(read().resource[type] ?? {});

  it("is exact before any change, and has all parts", () => {
    expect(isExact(read())).toBe(true);
    expect(parts).toHaveLength(count);
  });

  it.each(parts)("%s is missed", (id) => {
    const json = read();
    json.resource[type] = Object.fromEntries(Object.entries(json.resource[type] ?? {}).filter(([one]) => one !== id));
    expect(isExact(json)).toBe(false);
  });
});
