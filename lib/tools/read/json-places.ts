/** In which line of a JSON text each value stands, for messages about files that people write. */

/** Lines by path: `contact.email`, `providers[1]`; the whole is the empty path. */
export interface JsonPlaces {
  readonly lines: ReadonlyMap<string, number>;
  /** Members that an object has twice, of which JSON's readers see only the last. */
  readonly twice: readonly { readonly path: string; readonly line: number }[];
}

interface Frame {
  readonly path: string;
  readonly isObject: boolean;
  /** The key that comes next is read; nothing where a key is still to come. */
  key: string | undefined;
  index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;

/** The places in a text that is valid JSON. Without recursion, as a file may be nested as deeply as it likes. */
export function placesOf(text: string): JsonPlaces {
  const lines = new Map<string, number>();
  const twice: { path: string; line: number }[] = [];
  const frames: Frame[] = [];
  let line = 1;
  /** Notes a value that begins here, and returns its path. */
  const begin = (): string => {
    const path = pathIn(frames.at(-1));
    if (!lines.has(path)) lines.set(path, line);
    return path;
  };
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === "\n") line += 1;
    else if (token === "{" || token === "[") {
      frames.push({ path: begin(), isObject: token === "{", key: undefined, index: 0 });
    } else if (token === "}" || token === "]") frames.pop();
    else if (token === ",") {
      if (frame !== undefined) Object.assign(frame, { key: undefined, index: frame.index + 1 });
    } else if (token === ":") continue;
    else if (frame?.isObject === true && frame.key === undefined) {
      frame.key = String(JSON.parse(token));
      const path = pathIn(frame);
      if (lines.has(path)) twice.push({ path, line });
      else lines.set(path, line);
    } else begin();
  }
  return { lines, twice };
}

/** The path of a member: `contact.email`; a key that is no word is quoted, so that it is taken for no other path. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function pathIn(frame: Frame | undefined): string {
  if (frame === undefined) return "";
  if (!frame.isObject) return `${frame.path}[${String(frame.index)}]`;
  return memberPath(frame.path, frame.key ?? "");
}
