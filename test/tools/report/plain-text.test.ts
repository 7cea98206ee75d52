import { plainText, withPlainText } from "../../../lib/tools/report/plain-text";

it.each([
  ["plain ünï ✓ 漢字 😀", "plain ünï ✓ 漢字 😀"],
  ["two\nlines\r\nand\ta tab", "two lines and a tab"],
  ["\u001b[2Jgone", "\ufffd[2Jgone"],
  ["\u009b31m", "\ufffd31m"],
  ["bell\u0007 nul\u0000 del\u007f", "bell\ufffd nul\ufffd del\ufffd"],
  // https://trojansource.codes: characters that turn the direction of reading, or that nobody sees.
  ["abc\u202edef\u2066ghi", "abc\ufffddef\ufffdghi"],
  ["half \ud800 of a pair \ude00", "half \ufffd of a pair \ufffd"],
  ["zero\u200bwidth", "zero\ufffdwidth"],
])("makes %j harmless for a terminal", (text, plain) => {
  expect(plainText(text)).toBe(plain);
});

it("makes every text in a value plain, and keeps everything else", () => {
  const value = { a: ["x\ny", 1, null, true, { b: "\u001b" }], c: undefined };
  expect(withPlainText(value)).toEqual({ a: ["x y", 1, null, true, { b: "\ufffd" }], c: undefined });
});
