import type { When } from "../../lib/catalog/schema";
import { applies, choicesNamed } from "../../lib/model/when";

const A: When = { choice: "a" };
const B: When = { choice: "b" };

describe("whether a fact applies", () => {
  it.each<[When, string[], boolean]>([
    ["always", [], true],
    [A, ["a"], true],
    [A, ["b"], false],
    [{ any: [A, B] }, ["b"], true],
    [{ any: [A, B] }, ["c"], false],
    [{ any: [] }, ["a"], false],
    [{ all: [A, B] }, ["a", "b"], true],
    [{ all: [A, B] }, ["a"], false],
    [{ all: [] }, [], true],
    [{ not: A }, [], true],
    [{ not: A }, ["a"], false],
    [{ all: [A, { not: B }] }, ["a"], true],
    [{ all: [A, { not: B }] }, ["a", "b"], false],
    [{ not: { any: [A, { all: [B] }] } }, ["b"], false],
  ])("says of %j when %j are chosen: %s", (when, chosen, expected) => {
    expect(applies(when, new Set(chosen))).toBe(expected);
  });
});

describe("the choices that a condition names", () => {
  it.each<[When, string[], string[]]>([
    ["always", ["a"], []],
    [A, ["a", "b"], ["a"]],
    [A, ["b"], []],
    [{ any: [B, A] }, ["a", "b"], ["b", "a"]],
    [{ any: [A, B] }, ["b"], ["b"]],
    [{ all: [A, { any: [B] }] }, ["a", "b"], ["a", "b"]],
    [{ not: A }, ["a"], []],
  ])("of %j when %j are chosen are %j", (when, chosen, expected) => {
    expect(choicesNamed(when, new Set(chosen))).toEqual(expected);
  });
});
