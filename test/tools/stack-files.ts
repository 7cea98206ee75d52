/** Files as the command line is given them, and rules as lines that a test can write down by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { printPorts } from "../../lib/net/port-range";
import type { Rule, RulePeer } from "../../lib/tools/read/rule";
import { readStacks } from "../../lib/tools/read/terraform-json";
import type { TerraformStackFile } from "../../lib/tools/read/terraform-resource";

/** A folder of its own for one test file; the test file removes it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "uc-edge-tools-"));

  /** Writes a file, text as it is and everything else as JSON, and says where. */
  write(name: string, content: unknown): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return file;
  }

  /** Reads the one stack that a content is. */
  read(content: unknown, name = "cdk.tf.json"): TerraformStackFile {
    const [stack, ...others] = readStacks(this.write(name, content));
    if (stack === undefined || others.length > 0) throw new Error("not one stack");
    return stack;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A rule in one line: `aws_security_group.web ingress allow tcp 443 < 192.0.2.0/24`. */
export function ruleLine(rule: Rule): string {
  const list = (ranges: Rule["ports"]): string => (ranges === null ? "-" : ranges.map(printPorts).join(","));
  const icmp = rule.icmp === null ? "" : ` type ${String(rule.icmp.type ?? "*")} code ${String(rule.icmp.code ?? "*")}`;
  const sources = rule.sourcePorts === null ? "" : ` from ${list(rule.sourcePorts)}`;
  const sign = rule.direction === "ingress" ? "<" : ">";
  const local = rule.local.kind === "any" ? "" : ` at ${peerText(rule.local)}`;
  const priority = rule.priority === null ? "" : ` #${String(rule.priority)}`;
  const repeated = rule.repeated ? " repeated" : "";
  const unknown = rule.unknown.length === 0 ? "" : ` unknown ${rule.unknown.join(", ")}`;
  return (
    `${rule.group} ${rule.direction} ${rule.access} ${rule.transport} ${list(rule.ports)}${icmp}${sources} ` +
    `${sign} ${peerText(rule.peer)}${local}${priority}${repeated}${unknown}`
  );
}

function peerText(peer: RulePeer): string {
  switch (peer.kind) {
    case "any":
    case "internet":
      return `${peer.kind}(${(peer.spelled ?? []).join()})`;
    case "prefixes":
      return [...peer.prefixes.map(String), ...peer.unresolved.map((text) => `?${text}`)].join();
    case "groups":
      return `groups(${peer.addresses.join()})`;
    case "prefix-list":
    case "service-tag":
    case "unresolved":
      return `${peer.kind}(${peer.text})`;
  }
}
