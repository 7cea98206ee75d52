/**
 * `npm run bench`: speed as ratios within one run. Nothing here passes or fails; the figures are for people.
 *
 * Each comparison runs its sides in turn, so that a machine that changes its speed changes both, and quotes medians.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkContext, checkStack } from "../../lib/tools/analyze/check";
import { diffStack } from "../../lib/tools/analyze/diff";
import { readPairs } from "../../lib/tools/read/stack-pairs";
import { readStacks } from "../../lib/tools/read/terraform-json";
import { previewStack } from "../../lib/tools/report/preview";
import { handWrittenApp, handWrittenFrom, libraryApp, RULES_PER_EDGE } from "./deployments";

const folder = mkdtempSync(join(tmpdir(), "uc-edge-bench-"));
const ROUNDS = 5;
let runs = 0;

function milliseconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function outdir(): string {
  return join(folder, String(runs++));
}

function edgesFor(rules: number): number {
  return Math.ceil(rules / RULES_PER_EDGE);
}

function row(what: string, figures: string): void {
  process.stdout.write(`${what.padEnd(58)}${figures}\n`);
}

function againstHandWritten(rules: number): void {
  const sample = outdir();
  libraryApp("aws", edgesFor(rules), sample).synth();
  const file = join(sample, "stacks", "bench", "cdk.tf.json");
  const resources = handWrittenFrom(JSON.parse(readFileSync(file, "utf8")));
  const ratios: number[] = [];
  const times = { library: [] as number[], hand: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const hand = milliseconds(() => {
      handWrittenApp(resources, outdir()).synth();
    });
    const library = milliseconds(() => {
      libraryApp("aws", edgesFor(rules), outdir()).synth();
    });
    // The first round warms up.
    if (round === 0) continue;
    ratios.push(library / hand);
    times.library.push(library);
    times.hand.push(hand);
  }
  row(
    `synthesis of ${String(edgesFor(rules) * RULES_PER_EDGE)} rules against the same written by hand`,
    `${median(ratios).toFixed(2)} times (${median(times.library).toFixed(0)} ms to ${median(times.hand).toFixed(0)} ms; target 1.2)`,
  );
}

function growth(cloud: "aws" | "azure", sizes: readonly number[]): void {
  const perRule = sizes.map((size) => {
    const times = Array.from({ length: 3 }, () =>
      milliseconds(() => {
        libraryApp(cloud, edgesFor(size), outdir()).synth();
      }),
    );
    return (median(times) * 1000) / (edgesFor(size) * RULES_PER_EDGE);
  });
  const base = perRule[0] ?? NaN;
  row(
    `time per rule on ${cloud} at ${sizes.join(", ")} rules`,
    `${perRule.map((time) => (time / base).toFixed(2)).join(", ")} times the first (${base.toFixed(0)} us)`,
  );
}

function preview(rules: number): void {
  const sample = outdir();
  const synthesis = milliseconds(() => {
    libraryApp("aws", edgesFor(rules), sample).synth();
  });
  const times = Array.from({ length: ROUNDS }, () =>
    milliseconds(() => void readStacks(sample).map((file) => previewStack(file))),
  );
  row(
    `preview of ${String(edgesFor(rules) * RULES_PER_EDGE)} rules`,
    `${(median(times) / synthesis).toFixed(2)} of their synthesis (${median(times).toFixed(0)} ms)`,
  );
}

/** The check of a stack against its synthesis; close to linear where the ratio stays. */
function check(rules: number, rounds: number): void {
  const sample = outdir();
  const synthesis = milliseconds(() => {
    libraryApp("aws", edgesFor(rules), sample).synth();
  });
  const times = Array.from({ length: rounds }, () =>
    milliseconds(() => void readStacks(sample).map((file) => checkStack(file, "2027-01-01"))),
  );
  row(
    `check of ${String(edgesFor(rules) * RULES_PER_EDGE)} rules`,
    `${(median(times) / synthesis).toFixed(2)} of their synthesis (${median(times).toFixed(0)} ms)`,
  );
}

/** The diff of two large stacks, a few rules of which differ, as a ratio to reading both. */
function diff(cloud: "aws" | "azure", rules: number): void {
  const [old, next] = [outdir(), outdir()];
  for (const folderOf of [old, next]) libraryApp(cloud, edgesFor(rules), folderOf).synth();
  const file = join(next, "stacks", "bench", "cdk.tf.json");
  // Partners of a few edges move to other addresses.
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/"100\.64\.0\.(1|5|9)\/32"/g, '"192.0.2.$1/32"'));
  const ratios: number[] = [];
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const reading = milliseconds(() => {
      for (const path of [old, next]) for (const one of readStacks(path)) checkContext(one);
    });
    const whole = milliseconds(() => {
      const [found] = readPairs(old, next, undefined).map((pair) => diffStack(pair, "2027-01-01"));
      if (found?.traffic.length === 0) throw new Error("the change was not found");
    });
    // The first round warms up.
    if (round === 0) continue;
    ratios.push(whole / reading);
    times.push(whole);
  }
  row(
    `diff of two stacks of ${String(edgesFor(rules) * RULES_PER_EDGE)} rules on ${cloud}`,
    `${median(ratios).toFixed(2)} of reading both (${median(times).toFixed(0)} ms)`,
  );
}

try {
  againstHandWritten(10_000);
  growth("aws", [1_000, 3_000, 10_000, 30_000]);
  growth("azure", [1_000, 3_000, 10_000, 30_000]);
  preview(10_000);
  diff("aws", 10_000);
  diff("azure", 10_000);
  check(10_000, 3);
  check(100_000, 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
