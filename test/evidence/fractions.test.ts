import { describe, expect, test } from "vitest";
import { findQuantities, judgeText } from "../../src/evidence/index.ts";

const read = (text: string, language?: string): readonly string[] =>
  findQuantities(text, { spelled: true, ...(language && { language }) }).map(({ value, unit }) =>
    `${Number(value.toFixed(2))} ${unit}`.trim(),
  );

describe("a share told as a fraction", () => {
  test.each<[text: string, expected: readonly string[], language?: string]>([
    ["One in five adults", ["20 %"]],
    ["1 in 5 adults", ["20 %"]],
    ["9 out of 10 doctors", ["90 %"]],
    ["two out of every three homes", ["66.67 %"]],
    ["1 in 250 births", ["0.4 %"]],
    ["a fifth of the adults, one tenth of all cars", ["20 %", "10 %"]],
    ["two-thirds of voters, three quarters of the time, two fifths", ["66.67 %", "75 %", "40 %"]],
    ["half of the members and half the guests", ["50 %", "50 %"]],
    ["ein Fünftel der Wähler, zwei Drittel, die Hälfte der Stimmen", ["20 %", "66.67 %", "50 %"], "de"],
    ["un cinquième des élèves, deux tiers, la moitié des voix", ["20 %", "66.67 %", "50 %"], "fr"],
    ["un tercio de los votos, uno de cada cinco, la mitad de las casas", ["33.33 %", "20 %", "50 %"], "es"],
    ["五分之一的人，三分之二的学校，一半的学生", ["20 %", "66.67 %", "50 %"], "zh"],
  ])("is a percentage in “%s”", (text, expected, language) => expect(read(text, language)).toEqual(expected));

  test.each<[text: string, expected: readonly string[]]>([
    ["a third company and the third of them", []],
    ["the first half of 2023, half of 2024, three quarters of the year", []],
    ["the first quarter of growth, the last third of it", []],
    ["two quarters of falling sales", []],
    ["a quarter of a million people", ["250000 people"]],
    ["3 in 2019", ["3"]],
    ["1 in 2019", ["1"]],
    ["4 plants in 12 countries, 4 in 12 countries", ["4", "12", "4", "12"]],
    ["rose 5 in 10 months", ["5", "10 months"]],
    ["5 in 3 towns", ["5", "3"]],
    ["one in 5.5, 1 in 5 %", ["5.5", "1", "5 %"]],
  ])("is none in “%s”", (text, expected) => expect(read(text)).toEqual(expected));

  test("is left to the reader unless asked for", () => {
    expect(findQuantities("a fifth of the adults")).toEqual([]);
    expect(findQuantities("1 in 5 adults").map(({ value }) => value)).toEqual([1, 5]);
  });
});

describe("a claim that tells a share otherwise than the evidence", () => {
  const ways = ["20 % of the adults smoke.", "A fifth of the adults smoke.", "1 in 5 of the adults smoke."];
  test.each(ways.flatMap((claim) => ways.map((text): [string, string] => [claim, text])))(
    "“%s” is what “%s” says",
    (claim, text) => expect(judgeText(claim, text).support).toBe("supported"),
  );

  test.each([
    ["A fifth of the adults smoke.", "30 % of the adults smoke."],
    ["1 in 5 of the adults smoke.", "A quarter of the adults smoke."],
    ["25 % of the adults smoke.", "One fifth of the adults smoke."],
    ["Half of the adults smoke.", "45 % of the adults smoke."],
  ])("“%s” is not what “%s” says", (claim, text) => {
    expect(judgeText(claim, text)).toMatchObject({ support: "unsupported", step: "numbers" });
  });

  test("may round as words do", () => {
    expect(judgeText("A third of the adults smoke.", "33.8 % of the adults smoke.").support).toBe("supported");
    expect(judgeText("A third of the adults smoke.", "36 % of the adults smoke.").support).not.toBe("supported");
  });

  test("may repeat words of which no rule makes a share", () => {
    const text = "In the first half of the match half the seats were empty.";
    expect(judgeText("Half of the seats were empty.", text).support).toBe("supported");
  });
});
