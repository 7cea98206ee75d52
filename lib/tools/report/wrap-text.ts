/** Text in lines that fit a width. */

const WIDE_CHARACTER =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\ufe0f]/u;
const ASCII = /^[\x20-\x7e]*$/;

/** How many columns of a terminal a text takes: two for each wide character, none for combining marks. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/**
 * Text in lines of at most `width` columns, broken between words, and within a word only where it is longer than a line, so
 * that nothing is ever cut off. Later lines are indented like the first.
 */
export function wrapText(text: string, width: number, indent: string): string {
  const room = Math.max(width - indent.length, 1);
  const lines: string[] = [];
  let line: string | undefined;
  for (const piece of text.split(" ").flatMap((word) => pieces(word, room))) {
    if (line !== undefined && columnsOf(line) + 1 + columnsOf(piece) <= room) line = `${line} ${piece}`;
    else {
      if (line !== undefined) lines.push(line);
      line = piece;
    }
  }
  return [...lines, line ?? ""].map((one) => `${indent}${one}`).join("\n");
}

/** A word in parts that fit: paths and addresses break behind a separator, where one is not too far back. */
function pieces(word: string, room: number): string[] {
  if (columnsOf(word) <= room) return [word];
  const found: string[] = [];
  let start = 0;
  while (start < word.length) {
    const end = fitting(word, start, room);
    const part = word.slice(start, end);
    const separator = Math.max(...["/", "_", "-", ".", ":", ","].map((one) => part.lastIndexOf(one)));
    start += end < word.length && separator >= part.length / 2 ? separator + 1 : part.length;
    found.push(word.slice(end - part.length, start));
  }
  return found;
}

/** The end of what fits of a word from a place on: one character at the least. */
function fitting(word: string, start: number, room: number): number {
  let end = start;
  let width = 0;
  while (end < word.length) {
    const character = String.fromCodePoint(word.codePointAt(end) ?? 0);
    width += characterWidth(character);
    if (width > room && end > start) return end;
    end += character.length;
  }
  return end;
}

function characterWidth(character: string): number {
  if (ASCII.test(character)) return 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE_CHARACTER.test(character) ? 2 : 1;
}
