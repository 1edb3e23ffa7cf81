import { describe, expect, test } from "vitest";
import { mentionsOf, nameMatches, namesAndOwners } from "../../src/evidence/name-mentions.ts";

const found = (names: readonly string[], text: string): readonly string[] =>
  mentionsOf(names, text).map(({ of, start, end }) => `${of}: ${text.slice(start, end)}`);

describe("where a text names somebody", () => {
  test.each<[names: string[], text: string, expected: string[]]>([
    [["Norda", "Sulvik"], "Sulvik grew, Norda did not.", ["Sulvik: Sulvik", "Norda: Norda"]],
    [["Norda", "Norda Energy"], "Norda Energy and Norda", ["Norda Energy: Norda Energy", "Norda: Norda"]],
    [["Norda"], "NORDA and norda", ["Norda: NORDA", "Norda: norda"]],
    [["Coca-Cola"], "Coca Cola, Coca–Cola", ["Coca-Cola: Coca Cola", "Coca-Cola: Coca–Cola"]],
    [["Norda"], "Nordas Umsatz", ["Norda: Nordas"]],
    [["Norda"], "2023年Norda的收入高于Sulvik。", ["Norda: Norda"]],
    [["诺达", "维登"], "2023年诺达的收入高于维登。", ["诺达: 诺达", "维登: 维登"]],
    [["ノルダ"], "売上高はノルダが高い。", ["ノルダ: ノルダ"]],
    [["노르다"], "노르다는 매출이 높다.", ["노르다: 노르다"]],
    [["Норда"], "Выручка Норда выросла.", ["Норда: Норда"]],
  ])("%o are found in “%s”", (names, text, expected) => expect(found(names, text)).toEqual(expected));

  test.each<[names: string[], text: string]>([
    [["Norda"], "Nordair flies."],
    [["Norda"], "Subnorda is another."],
    [["Inc."], "Apple Inc. sells."],
    [[""], "Nobody is named."],
    [[], "Norda sells."],
  ])("%o are not found in “%s”", (names, text) => expect(found(names, text)).toEqual([]));
});

test("names hold the owner that opens a sentence, and no unit of a number", () => {
  expect(namesAndOwners("Norda’s plant made 1.2 TWh for Sulvik.")).toEqual(["Norda", "Sulvik"]);
  expect(namesAndOwners("Plants made 1.2 TWh.")).toEqual([]);
});

test.each([
  ["Apple", "Apple Inc.", true],
  ["Kenya", "Kenyan", true],
  ["Norda", "Sulvik", false],
  ["", "Norda", false],
  ["…", "…", false],
])("“%s” and “%s” may be one name: %s", (first, second, expected) => {
  expect([nameMatches(first, second), nameMatches(second, first)]).toEqual([expected, expected]);
});
