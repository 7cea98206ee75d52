/**
 * The same stacks as HCL: `cdktf synth --hcl`, which sets SYNTH_HCL_OUTPUT for the app. The text is read here by a few lines
 * that know the shape in which cdktf prints blocks, one attribute a line.
 *
 * With UC_EDGE_TERRAFORM=1 and a Terraform binary at hand, the declaration also goes through Terraform itself.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { addExamples } from "../../examples/stacks";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { readDeclaration } from "../../lib/tools/read/declaration";
import { networkOn, stackOn } from "../support/stacks";

const TERRAFORM = process.env["UC_EDGE_TERRAFORM_BINARY"] ?? "terraform";

type Attributes = ReadonlyMap<string, readonly string[]>;

/** Synthesizes an app into a folder of its own and hands over the text of a file of each stack. */
function synthesize(fill: (app: App) => void, file: "cdk.tf" | "cdk.tf.json"): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "uc-edge-hcl-"));
  const before = process.env["SYNTH_HCL_OUTPUT"];
  process.env["SYNTH_HCL_OUTPUT"] = String(file === "cdk.tf");
  try {
    const app = new App({ outdir });
    fill(app);
    app.synth();
    const stacks = app.node.children.map((child) => child.node.id);
    return new Map(stacks.map((stack) => [stack, readFileSync(join(outdir, "stacks", stack, file), "utf8")]));
  } finally {
    if (before === undefined) delete process.env["SYNTH_HCL_OUTPUT"];
    else process.env["SYNTH_HCL_OUTPUT"] = before;
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The bodies of all blocks that begin with a heading, by the name behind it. */
function blocks(text: string, heading: string): { name: string; body: string }[] {
  const found: { name: string; body: string }[] = [];
  for (const match of text.matchAll(new RegExp(`^${heading} ?(?:"([^"]*)" )?\\{\\n`, "gm"))) {
    const start = match.index + match[0].length;
    let depth = 1;
    const lines: string[] = [];
    for (const line of text.slice(start).split("\n")) {
      if (line.endsWith("{")) depth++;
      if (line === "}") depth--;
      if (depth === 0) break;
      lines.push(line);
    }
    found.push({ name: match[1] ?? "", body: lines.join("\n") });
  }
  return found;
}

/** The attributes of a body, each as a list; null is an empty one. */
function attributes(body: string): Attributes {
  const read = new Map<string, string[]>();
  for (const [, name = "", list, one] of body.matchAll(/^ *(\w+) = (?:\[\n([^\]]*)\n\]|(.*))$/gm)) {
    const values = (list ?? one ?? "").split("\n").map((value) => value.replace(/,$/, ""));
    read.set(
      name,
      values.filter((value) => value !== "null").map((value) => value.replace(/^"|"$/g, "")),
    );
  }
  return read;
}

/** The place of a group in the tree: `AccessEdge/External`. */
function place(text: string): string {
  return (/Edge_(\w+?)_(?:SecurityGroup|ApplicationGroup)_/.exec(text)?.[1] ?? text).replace("_", "/");
}

function awsLines(text: string): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    blocks(text, `resource "aws_vpc_security_group_${direction}_rule"`).map(({ body }) => {
      const rule = attributes(body);
      const of = (name: string): string => rule.get(name)?.join() ?? "";
      const ports = of("from_port") === of("to_port") ? of("from_port") : `${of("from_port")}-${of("to_port")}`;
      return `${place(of("security_group_id"))} ${direction} ${of("ip_protocol")} ${ports} ${of("cidr_ipv4")}`;
    }),
  );
}

function azureLines(text: string): string[] {
  return blocks(text, 'resource "azurerm_network_security_group"').flatMap(({ name, body }) =>
    blocks(body, "security_rule").flatMap((block) => {
      const rule = attributes(block.body);
      const of = (key: string): readonly string[] => rule.get(key) ?? [];
      const inbound = of("direction").join() === "Inbound";
      const [peer, own] = inbound ? ["source", "destination"] : ["destination", "source"];
      const prefixes = [...of(`${peer}_address_prefix`), ...of(`${peer}_address_prefixes`)];
      const ports = [...of("destination_port_range"), ...of("destination_port_ranges")];
      const sources = of("source_port_range").join() === "*" ? "" : ` from ${of("source_port_range").join()}`;
      const access = of("access").join();
      if (access === "Deny") {
        const rest = ["priority", "protocol", `${own}_address_prefix`].map((key) => of(key).join());
        return [`${place(name)} ${inbound ? "ingress" : "egress"} Deny ${[...rest, ...prefixes, ...ports].join(" ")}`];
      }
      expect(of(`${own}_application_security_group_ids`).map(place)).toEqual([place(name)]);
      return ports.flatMap((range) =>
        prefixes.map(
          (prefix) =>
            `${place(name)} ${inbound ? "ingress" : "egress"} ${of("protocol").join().toLowerCase()} ${range} ${prefix}${sources}`,
        ),
      );
    }),
  );
}

const POOL = "10.30.1.0/28";
const CLIENTS = "10.30.128.0/17";
const PARTNERS = ["198.51.100.0/24", "203.0.113.0/25"];

/** What the port table asks for; `{internet}` is each cloud's word, `{media}` the source ports where it takes them. */
const DOCUMENTED = [
  "AccessEdge/External ingress tcp 443 {internet}",
  ...PARTNERS.map((partner) => `AccessEdge/External ingress tcp 5061 ${partner}`),
  ...PARTNERS.map((partner) => `AccessEdge/External egress tcp 5061 ${partner}`),
  `AccessEdge/Internal ingress tcp 5061 ${POOL}`,
  `AccessEdge/Internal ingress tcp 5061 ${CLIENTS}`,
  `AccessEdge/Internal egress tcp 5061 ${POOL}`,
  "WebConferencingEdge/External ingress tcp 443 {internet}",
  `WebConferencingEdge/Internal ingress tcp 8057 ${POOL}`,
  "AvEdge/External ingress tcp 443 {internet}",
  "AvEdge/External ingress tcp 50000-59999 {internet}",
  "AvEdge/External ingress udp 3478 {internet}",
  "AvEdge/External ingress udp 50000-59999 {internet}",
  "AvEdge/External egress tcp 1024-65535 {internet}{media}",
  "AvEdge/External egress udp 1024-65535 {internet}{media}",
  `AvEdge/Internal ingress tcp 443 ${POOL}`,
  `AvEdge/Internal ingress tcp 443 ${CLIENTS}`,
  `AvEdge/Internal ingress tcp 5062 ${POOL}`,
  `AvEdge/Internal ingress udp 3478 ${POOL}`,
  `AvEdge/Internal ingress udp 3478 ${CLIENTS}`,
];

function documented(internet: string, media: string): string[] {
  return DOCUMENTED.map((line) => line.replace("{internet}", internet).replace("{media}", media)).sort();
}

/** The texts in the list that is the default of the declaration's variable. */
function declared(hcl: string): string[] {
  const [variable] = blocks(hcl, 'variable "uc_edge_deployment"');
  const list = /^default = \[\n([\s\S]*?)\n\]$/m.exec(variable?.body ?? "")?.[1] ?? "";
  // Without templates in it, a quoted text of HCL is one of JSON.
  return list.split("\n").map((line) => JSON.parse(line.replace(/,$/, "")) as string);
}

describe("the example edge as HCL", () => {
  const hcl = synthesize(addExamples, "cdk.tf");
  const json = synthesize(addExamples, "cdk.tf.json");

  it("has each rule once on AWS", () => {
    expect(awsLines(hcl.get("ocs-edge-aws") ?? "").sort()).toEqual(documented("0.0.0.0/0", ""));
  });

  it("has each rule once on Azure, and denies the rest both ways on each interface", () => {
    const denials = ["AccessEdge", "AvEdge", "WebConferencingEdge"].flatMap((role) =>
      ["External", "Internal"].flatMap((side) =>
        ["ingress", "egress"].map((direction) => `${role}/${side} ${direction} Deny 4096 * * * *`),
      ),
    );
    expect(azureLines(hcl.get("ocs-edge-azure") ?? "").sort()).toEqual(
      [...documented("Internet", " from 50000-59999"), ...denials].sort(),
    );
  });

  it.each(["ocs-edge-aws", "ocs-edge-azure"])("declares in %s what the JSON declares, as texts", (stack) => {
    const text = hcl.get(stack) ?? "";
    const { variable } = JSON.parse(json.get(stack) ?? "") as {
      variable: { uc_edge_deployment: { default: string[]; type: string } };
    };
    expect(declared(text)).toEqual(variable.uc_edge_deployment.default);
    expect(attributes(blocks(text, 'variable "uc_edge_deployment"')[0]?.body ?? "").get("type")).toEqual([
      "list(string)",
    ]);
  });
});

describe("a declaration with everything that a template or a quoted text gives a meaning to", () => {
  const purpose = 'a %{y} %%{z} 100% $ {x} "q" \\ \\n back `t` ünï ✓ 漢字 \u{1F600} {[ $';
  /** Terraform would take `%{` for a template, so a blank keeps the two characters apart; `${` is refused before. */
  const kept = purpose.replace(/%\{/g, "% {");

  const fill = (app: App): void => {
    const stack: TerraformStack = stackOn("aws", "hostile", app);
    const outside = { external: { privateAddress: "10.20.0.10" }, internal: { privateAddress: "10.20.0.138" } };
    const edge = new EdgeServer(stack, "Edge", {
      network: networkOn("aws", stack),
      sipDomains: ["example.com"],
      accessEdge: { ...outside, internalServer: Peer.prefixes(["10.30.1.0/28"]) },
    });
    edge.accessEdge.allowFrom(Peer.prefixes(["198.51.100.7"]), {
      transport: "tcp",
      ports: [5061],
      purpose,
      owner: "\\",
    });
  };
  const hcl = synthesize(fill, "cdk.tf").get("hostile") ?? "";
  const json = synthesize(fill, "cdk.tf.json").get("hostile") ?? "";
  const lines = (JSON.parse(json) as { variable: { uc_edge_deployment: { default: string[] } } }).variable
    .uc_edge_deployment.default;

  it("is the same in JSON and in HCL, without a template in it", () => {
    expect(declared(hcl)).toEqual(lines);
    expect(lines.join()).not.toMatch(/[$%]\{/);
    expect(readDeclaration(lines, "x")?.ownFlows).toMatchObject([{ purpose: kept, owner: "\\" }]);
  });

  if (process.env["UC_EDGE_TERRAFORM"] === "1") {
    it.each([
      [
        "main.tf",
        blocks(hcl, 'variable "uc_edge_deployment"').map(
          ({ body }) => `variable "uc_edge_deployment" {\n${body}\n}\n`,
        )[0],
      ],
      ["main.tf.json", JSON.stringify({ variable: (JSON.parse(json) as { variable: unknown }).variable })],
    ])("goes through Terraform unchanged from %s", (name, content) => {
      const folder = mkdtempSync(join(tmpdir(), "uc-edge-terraform-"));
      try {
        writeFileSync(join(folder, name), content ?? "");
        const env = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" };
        const terraform = (...args: string[]): string =>
          execFileSync(TERRAFORM, args, { cwd: folder, env, encoding: "utf8" });
        terraform("init", "-no-color");
        terraform("validate", "-no-color");
        terraform("plan", "-no-color", "-out=plan");
        const plan = JSON.parse(terraform("show", "-json", "plan")) as {
          variables: { uc_edge_deployment: { value: unknown } };
        };
        expect(plan.variables.uc_edge_deployment.value).toEqual(lines);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
