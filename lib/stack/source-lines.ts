/**
 * Where in the user's code constructs are made, for reports that point there. Off unless the app's context asks for it: a
 * line that moves would otherwise change every synthesized stack, and with it the snapshots of whoever takes some.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";

/** The key of the context that asks for it. */
const CONTEXT_KEY = "ucEdgeSourceLines";
/** The folder of this library's own code. */
const LIBRARY = path.join(__dirname, "..");
/** Enough to reach from the deepest of our calls to whoever wrote `new`. */
const DEPTH = 100;

/** What decides whether a file is the user's, and how it is named. */
export interface SourceScope {
  /** The absolute folder that files are named from; those outside are nobody's. */
  readonly root: string;
  /** The absolute folder of this library's code. */
  readonly library: string;
  /** How paths are written on this machine. */
  readonly paths: Pick<typeof path, "isAbsolute" | "relative" | "sep">;
}

/** The lines at which the items of one stack's declaration were first set. */
export class SourceLines {
  private readonly byKey = new Map<string, string>();

  private constructor(private readonly scope: SourceScope) {}

  /**
   * The lines of a stack; nothing where its context does not ask for them.
   *
   * @throws {@link UcEdgeError} `stack-source-lines-invalid`
   */
  static of(stack: IConstruct): SourceLines | undefined {
    const asked: unknown = stack.node.tryGetContext(CONTEXT_KEY);
    if (asked === undefined || asked === null || asked === false || asked === "false") return undefined;
    if (asked !== true && (typeof asked !== "string" || asked === "")) {
      throw new UcEdgeError({
        code: "stack-source-lines-invalid",
        what: "cannot note source lines",
        prop: `${CONTEXT_KEY} of the context`,
        value: asked,
        expected: "true, false, or the folder that files are named from",
        todo: 'write true, or ".." where the app lies in a folder of the repository',
        path: stack.node.path,
      });
    }
    const root = asked === true || asked === "true" ? process.cwd() : path.resolve(asked);
    return new SourceLines({ root, library: LIBRARY, paths: path });
  }

  /** Notes where an item is set, if that is for the first time. */
  note(key: string): void {
    if (this.byKey.has(key)) return;
    const line = sourceLine(callStack(), this.scope);
    if (line !== undefined) this.byKey.set(key, line);
  }

  /** Where an item was first set: `lib/edge.ts:12:5`. */
  at(key: string): string | undefined {
    return this.byKey.get(key);
  }
}

/**
 * The nearest line of the user's own in a trace: in a file below the root, in no package and not in this library. Slashes
 * are forward on every machine.
 */
export function sourceLine(trace: string, scope: SourceScope): string | undefined {
  for (const line of trace.split("\n")) {
    const [, call] = /^\s+at (?:async )?(.*)$/.exec(line) ?? [];
    // `new Edge (/app/edge.ts:12:5)`, or a place alone.
    const [, inParentheses] = call?.endsWith(")") === true ? (/ \((.*)\)$/.exec(call) ?? []) : [];
    const [, file, row, column] = /^(.+):(\d+):(\d+)$/.exec(inParentheses ?? call ?? "") ?? [];
    const name = file === undefined ? undefined : ownFile(fileOf(file), scope);
    if (name !== undefined) return `${name}:${String(row)}:${String(column)}`;
  }
  return undefined;
}

/** The name of a file from the root, if it is the user's. */
function ownFile(file: string, { root, library, paths }: SourceScope): string | undefined {
  if (!paths.isAbsolute(file) || isBelow(library, file, paths) || !isBelow(root, file, paths)) return undefined;
  const parts = paths.relative(root, file).split(paths.sep);
  return parts.includes("node_modules") ? undefined : parts.join("/");
}

function isBelow(folder: string, file: string, paths: SourceScope["paths"]): boolean {
  const between = paths.relative(folder, file);
  return between !== ".." && !between.startsWith(`..${paths.sep}`) && !paths.isAbsolute(between);
}

/** Modules are named by URLs in traces. */
function fileOf(place: string): string {
  if (!place.startsWith("file:")) return place;
  try {
    return fileURLToPath(place);
  } catch {
    return "";
  }
}

/** The trace of this call as text, which is how source maps show: nobody maps the frames themselves. */
function callStack(): string {
  const limit = Error.stackTraceLimit;
  const holder: { readonly stack?: unknown } = {};
  try {
    Error.stackTraceLimit = DEPTH;
    Error.captureStackTrace(holder, callStack);
    const { stack } = holder;
    return typeof stack === "string" ? stack : "";
  } finally {
    Error.stackTraceLimit = limit;
  }
}
