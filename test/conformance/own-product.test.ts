/**
 * The complete rules of the example product, written by hand from what the example asks for: its own flows, the ports of
 * the common needs as their RFCs have them, and its table.
 */
import { synthesizeExamples } from "../support/examples";
import { recordsOf, rulesOf } from "../support/rules";
import { checkStack } from "../../lib/tools/analyze/check";
import { readStacks } from "../../lib/tools/read/terraform-json";
import { previewStack } from "../../lib/tools/report/preview";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROVIDER = "198.51.100.0/26";
const NAME_SERVERS = ["10.30.0.53/32", "10.30.1.53/32"];
const ADMINISTRATORS = "10.30.64.0/24";
const PBX = "10.30.2.0/28";
const PHONES = "10.30.128.0/17";

/** What AWS must open: a rule for each peer and range of ports. */
const AWS = [
  // The provider's trunk, media from anywhere, and the revocation list on the internet.
  `Sbc_External ingress tcp 5061 from ${PROVIDER}`,
  `Sbc_External egress tcp 5061 to ${PROVIDER}`,
  "Sbc_External ingress udp 40000-49999 from 0.0.0.0/0",
  "Sbc_External egress tcp 80 to 203.0.113.80/32",
  // Name resolution over both transports, and time.
  ...NAME_SERVERS.flatMap((server) =>
    ["tcp", "udp"].map((transport) => `Sbc_Internal egress ${transport} 53 to ${server}`),
  ),
  "Sbc_Internal egress udp 123 to 10.30.0.123/32",
  // Management.
  `Sbc_Internal ingress tcp 22 from ${ADMINISTRATORS}`,
  `Sbc_Internal ingress tcp 443 from ${ADMINISTRATORS}`,
  // The table: 5060 and 5061 touch.
  `Sbc_Internal ingress tcp 5060-5061 from ${PBX}`,
  `Sbc_Internal egress tcp 5060-5061 to ${PBX}`,
  ...[PBX, PHONES].map((peer) => `Sbc_Internal ingress udp 20000-29999 from ${peer}`),
  ...[PBX, PHONES].map((peer) => `Sbc_Internal egress udp 16384-32767 to ${peer}`),
];

/** What Azure must open: its rules take several prefixes and ports. */
const AZURE = [
  `Sbc_External ingress tcp 5061 from ${PROVIDER}`,
  `Sbc_External egress tcp 5061 to ${PROVIDER}`,
  "Sbc_External ingress udp 40000-49999 from Internet",
  "Sbc_External egress tcp 80 to 203.0.113.80/32",
  `Sbc_Internal egress tcp 53 to ${NAME_SERVERS.join()}`,
  `Sbc_Internal egress udp 53 to ${NAME_SERVERS.join()}`,
  "Sbc_Internal egress udp 123 to 10.30.0.123/32",
  `Sbc_Internal ingress tcp 22,443 from ${ADMINISTRATORS}`,
  `Sbc_Internal ingress tcp 5060-5061 from ${PBX}`,
  `Sbc_Internal egress tcp 5060-5061 to ${PBX}`,
  `Sbc_Internal ingress udp 20000-29999 from ${PBX},${PHONES}`,
  `Sbc_Internal egress udp 16384-32767 to ${PBX},${PHONES}`,
];

describe("the session border controller opens exactly what the example asks for", () => {
  const examples = synthesizeExamples();

  it("on AWS", () => {
    expect(rulesOf(examples.get("own-product-aws") ?? "")).toEqual([...AWS].sort());
  });

  it("on Azure", () => {
    expect(rulesOf(examples.get("own-product-azure") ?? "")).toEqual([...AZURE].sort());
  });

  it("has its name and its service record", () => {
    expect(recordsOf(examples.get("own-product-aws") ?? "")).toEqual([
      "A sbc.example.com in Z0EXAMPLE: Sbc_External_Address.public_ip",
      "SRV _sips._tcp.example.com in Z0EXAMPLE: 0 0 5061 sbc.example.com",
    ]);
  });

  it.each(["own-product-aws", "own-product-azure"])(
    "has a clean check, and a preview that names the needs without a flow: %s",
    (stack) => {
      const folder = mkdtempSync(join(tmpdir(), "uc-edge-own-product-"));
      try {
        const file = join(folder, "cdk.tf.json");
        writeFileSync(file, examples.get(stack) ?? "");
        const [read] = readStacks(file);
        if (read === undefined) throw new Error("no stack");
        const checked = checkStack(read, "2026-11-22");
        expect(checked.findings.filter(({ severity }) => severity !== "note")).toEqual([]);
        expect(previewStack(read, "2026-11-22").absentNeeds).toEqual([
          { areas: ["directory", "activation"], roles: ["Sbc/Role"] },
        ]);
        const standings = previewStack(read, "2026-11-22").groups.flatMap(({ rules }) =>
          rules.map(({ standing }) => standing),
        );
        expect(new Set(standings)).toEqual(new Set(stack.endsWith("aws") ? ["own"] : ["own", "denial"]));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
