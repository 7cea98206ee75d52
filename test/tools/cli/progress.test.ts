/** What is shown while a command works, with a clock and a terminal of the test's own. */
import { Progress, type ProgressSurroundings } from "../../../lib/tools/cli/progress";

const CLEAR = "\r\u001b[K";

interface Terminal {
  readonly around: ProgressSurroundings;
  /** What was written, write by write. */
  readonly written: readonly string[];
  readonly wait: (milliseconds: number) => void;
}

function terminal(
  stream: { readonly isTTY?: boolean; readonly columns?: number } = { isTTY: true, columns: 40 },
  env: Readonly<Record<string, string>> = {},
): Terminal {
  const written: string[] = [];
  let time = 5_000;
  return {
    around: { stream: { ...stream, write: (text) => written.push(text) }, env, now: () => time },
    written,
    wait: (milliseconds) => {
      time += milliseconds;
    },
  };
}

const STACKS = ["one", "two", "three"].map((stack) => ({ stack }));

function work({ around, wait }: Terminal, milliseconds = 600): string[] {
  return Progress.during(
    (progress) =>
      progress.each("checking", STACKS, ({ stack }) => {
        wait(milliseconds);
        return stack.toUpperCase();
      }),
    around,
  );
}

it("shows what is worked at after a second, on one line, and clears it in the end", () => {
  const at = terminal();
  expect(work(at)).toEqual(["ONE", "TWO", "THREE"]);
  expect(at.written).toEqual([`${CLEAR}checking 3 of 3 stacks: three`, CLEAR]);
});

it("shows nothing of what is done within a second", () => {
  const at = terminal();
  work(at, 333);
  expect(at.written).toEqual([]);
});

it("shows a long step as soon as its work says that it goes on", () => {
  const at = terminal();
  Progress.during((progress) => {
    progress.each("checking", [{ stack: "one" }], () => {
      progress.tick();
      at.wait(999);
      progress.tick();
      expect(at.written).toEqual([]);
      at.wait(1);
      progress.tick();
      at.wait(1_000);
      progress.tick();
    });
  }, at.around);
  expect(at.written).toEqual([`${CLEAR}checking 1 of 1 stack: one`, CLEAR]);
});

it("writes the line anew ten times a second at most, and catches up", () => {
  const at = terminal();
  Progress.during((progress) => {
    at.wait(1_000);
    progress.step("a");
    at.wait(99);
    progress.step("b");
    at.wait(1);
    progress.tick();
  }, at.around);
  expect(at.written).toEqual([`${CLEAR}a`, `${CLEAR}b`, CLEAR]);
});

it("says which file is read", () => {
  const at = terminal({ isTTY: true, columns: 80 });
  Progress.during((progress) => {
    at.wait(1_000);
    progress.reading("plan.json", 1, 1);
    at.wait(1_000);
    progress.reading("cdktf.out/stacks/b/cdk.tf.json", 2, 2);
  }, at.around);
  expect(at.written).toEqual([
    `${CLEAR}reading 1 of 1 file: plan.json`,
    `${CLEAR}reading 2 of 2 files: cdktf.out/stacks/b/cdk.tf.json`,
    CLEAR,
  ]);
});

it("clears the line when the work fails", () => {
  const at = terminal();
  const failing = (): never =>
    Progress.during((progress) => {
      at.wait(1_000);
      progress.step("checking");
      throw new Error("no");
    }, at.around);
  expect(failing).toThrow("no");
  expect(at.written).toEqual([`${CLEAR}checking`, CLEAR]);
});

it.each([
  ["in a pipe", {}, {}],
  ["in a file", { isTTY: false }, {}],
  ["in a job", { isTTY: true }, { CI: "true" }],
  ["on a terminal that cannot rewrite a line", { isTTY: true }, { TERM: "dumb" }],
])("shows nothing %s", (_, stream, env) => {
  const at = terminal(stream, env);
  work(at);
  expect(at.written).toEqual([]);
});

it.each([
  ["without colors, as it has none", { NO_COLOR: "1" }],
  ["where CI is said to be no", { CI: "false" }],
  ["where CI is empty", { CI: "" }],
])("shows the same %s", (_, env) => {
  const at = terminal({ isTTY: true, columns: 40 }, env);
  work(at);
  expect(at.written).toEqual([`${CLEAR}checking 3 of 3 stacks: three`, CLEAR]);
});

it.each([
  ["cut to the width of the terminal", { columns: 11 }, "abcdefghijklmnop", "abcdefghij"],
  ["cut where wide characters would leave it", { columns: 8 }, "電話電話電話", "電話電"],
  ["cut to 80 columns where the width is not known", {}, "x".repeat(100), "x".repeat(79)],
  ["cut to 80 columns where the terminal says none", { columns: 0 }, "x".repeat(100), "x".repeat(79)],
  ["freed from what would move the cursor", { columns: 40 }, "a\n\u001b[2Jb", "a \ufffd[2Jb"],
])("shows a text that is %s", (_, columns, text, shown) => {
  const at = terminal({ isTTY: true, ...columns });
  Progress.during((progress) => {
    at.wait(1_000);
    progress.step(text);
  }, at.around);
  expect(at.written).toEqual([`${CLEAR}${shown}`, CLEAR]);
});
