/** From what a test has in hand to stacks as the tools read them: synthesized whole, validations included. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { UcEdgeError } from "../net/uc-edge-error";
import { readStacks } from "../tools/read/terraform-json";
import type { TerraformStackFile } from "../tools/read/terraform-resource";

const MARK = Symbol.for("cdktf-uc-edge/synthesized");

/** A synthesized stack; {@link synthesize} makes them. */
export class SynthesizedStack {
  /** @internal */
  constructor(
    /** The stack as it was read. @internal */
    readonly file: TerraformStackFile,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /** The stack's name. */
  get name(): string {
    return this.file.stack;
  }

  /** Whether a value is a synthesized stack, of whichever copy of this library. */
  static isSynthesizedStack(value: unknown): value is SynthesizedStack {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/**
 * Synthesizes a whole app, validations included, into a folder that is removed again.
 *
 * @returns The stacks by name, in the order of the app.
 * @throws Error of cdktf when a validation fails, with every message in it.
 */
export function synthesize(app: App): SynthesizedStack[] {
  const before = app.outdir;
  return inFolder((folder) => {
    const target = app as { outdir: string; manifest: { outdir: string } };
    // The app makes this folder when it is constructed, in the place that it has then.
    mkdirSync(join(folder, "stacks"));
    target.outdir = folder;
    target.manifest.outdir = folder;
    try {
      app.synth();
      return readStacks(folder).map((file) => new SynthesizedStack(file));
    } finally {
      target.outdir = before;
      target.manifest.outdir = before;
    }
  });
}

/**
 * The stacks that a matcher is given: an app, a stack of one, a synthesized stack, or the JSON of one.
 *
 * @throws {@link UcEdgeError} `testing-subject-invalid`, `tools-input-*`.
 */
export function stacksOf(subject: unknown): SynthesizedStack[] {
  if (SynthesizedStack.isSynthesizedStack(subject)) return [subject];
  if (App.isApp(subject)) return synthesize(subject);
  if (isStack(subject)) {
    const name = subject.node.id;
    return synthesize(App.of(subject)).filter((stack) => stack.name === name);
  }
  if (typeof subject === "string") {
    return inFolder((folder) => {
      const file = join(folder, "cdk.tf.json");
      writeFileSync(file, subject);
      return readStacks(file).map((one) => new SynthesizedStack(one));
    });
  }
  throw new UcEdgeError({
    code: "testing-subject-invalid",
    what: "cannot look at what the test expects of",
    prop: "the value",
    value: subject,
    expected: "an app, a stack of one, a stack from synthesize(app), or the JSON of a synthesized stack",
    todo: "pass one of these to expect()",
  });
}

function isStack(value: unknown): value is TerraformStack {
  return typeof value === "object" && value !== null && TerraformStack.isStack(value);
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "uc-edge-testing-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
