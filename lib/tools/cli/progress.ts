/**
 * What a command is at, on a terminal: one line on stderr, for work that takes longer than a second. The work is
 * synchronous and there is no timer, so it is shown when the work says where it is.
 */
import { plainText } from "../report/plain-text";

/** Nothing is shown before. */
const PATIENCE = 1000;
/** The line is not written anew before, as nobody reads so fast. */
const PAUSE = 100;
const CLEAR = "\r\u001b[K";
const DEFAULT_WIDTH = 80;

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The surroundings of a command, which tests replace. */
export interface ProgressSurroundings {
  readonly stream: ProgressStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The time, in milliseconds. */
  readonly now: () => number;
}

/** What a command is at. */
export class Progress {
  private readonly since: number;
  private shownAt: number | undefined;
  private text = "";
  private shown = "";

  private constructor(private readonly around: ProgressSurroundings) {
    this.since = around.now();
  }

  /**
   * Does some work, which says where it is by {@link Progress.step} and {@link Progress.tick}; the line is gone when the
   * work is done or has failed.
   */
  static during<T>(work: (progress: Progress) => T, around: ProgressSurroundings = processSurroundings()): T {
    const progress = new Progress(around);
    try {
      return work(progress);
    } finally {
      progress.clear();
    }
  }

  /** Says what comes next: `checking 12 of 36 stacks: ocs-edge-aws`. */
  step(text: string): void {
    this.text = text;
    this.tick();
  }

  /** Says that the work goes on, for the time to be looked at; it costs next to nothing. */
  readonly tick = (): void => {
    const { stream, now } = this.around;
    if (this.text === this.shown || !isShown(this.around)) return;
    const time = now();
    if (time - this.since < PATIENCE) return;
    if (this.shownAt !== undefined && time - this.shownAt < PAUSE) return;
    const { columns = 0 } = stream;
    // A terminal that does not say its width says 0.
    const room = (columns > 0 ? columns : DEFAULT_WIDTH) - 1;
    stream.write(`${CLEAR}${shortened(plainText(this.text), room)}`);
    this.shownAt = time;
    this.shown = this.text;
  };

  /** Says which file is read, as `readStacks` tells it. */
  readonly reading = (file: string, number: number, of: number): void => {
    this.step(`reading ${String(number)} of ${String(of)} ${of === 1 ? "file" : "files"}: ${file}`);
  };

  /** Does the same with each of several stacks: `doing` is "checking", say. */
  each<T extends { readonly stack: string }, R>(doing: string, stacks: readonly T[], work: (one: T) => R): R[] {
    const of = `${String(stacks.length)} ${stacks.length === 1 ? "stack" : "stacks"}`;
    return stacks.map((one, index) => {
      this.step(`${doing} ${String(index + 1)} of ${of}: ${one.stack}`);
      return work(one);
    });
  }

  private clear(): void {
    if (this.shownAt !== undefined) this.around.stream.write(CLEAR);
  }
}

/** Only people on a terminal that can rewrite a line are shown anything; a job's log would keep every line. */
function isShown({ stream, env }: ProgressSurroundings): boolean {
  const isJob = !["", "0", "false"].includes(env["CI"] ?? "");
  return stream.isTTY === true && env["TERM"] !== "dumb" && !isJob;
}

/** A text that fits on one line; characters that are not ASCII may be two columns wide. */
function shortened(text: string, room: number): string {
  let width = 0;
  let short = "";
  for (const character of text) {
    width += character < "\u007f" ? 1 : 2;
    if (width > room) return short;
    short += character;
  }
  return short;
}

function processSurroundings(): ProgressSurroundings {
  return { stream: process.stderr, env: process.env, now: () => performance.now() };
}
