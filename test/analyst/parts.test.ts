import { describe, expect, test } from "vitest";
import { partsSentence } from "../../src/analyst/extractive/parts.ts";
import { phrasesFor } from "../../src/analyst/extractive/phrases/index.ts";
import { type Point, seriesFor } from "./typed-series.ts";

const english = { language: "en", phrases: phrasesFor("en") };
const june: Point = ["2023-06-30", 3, 100];
const total = seriesFor("Total net sales", [["2022-06-30", 3, 80], june]);
const part = (name: string, points: readonly Point[]) => seriesFor(`${name} net sales`, points, { part: name });

describe("what a total consists of", () => {
  test("each part with its amount and share, of the last period that all give", () => {
    const series = [
      total,
      part("Online stores", [
        ["2022-06-30", 3, 20],
        ["2023-06-30", 3, 25],
      ]),
      part("Europe", [
        ["2022-06-30", 3, 60],
        ["2023-06-30", 3, 75],
      ]),
    ];
    expect(partsSentence(series, english)?.text).toBe(
      "Orchard’s total net sales of $100 million in the three months ended June 30, 2023 were made up of online stores ($25 million, 25.0%) and Europe ($75 million, 75.0%)",
    );
    expect(partsSentence(series, english)?.evidenceIds).toHaveLength(3);
  });

  test("an earlier period where the last one's parts are not known", () => {
    const series = [
      total,
      part("Presses", [
        ["2022-06-30", 3, 20],
        ["2023-06-30", 3, 25],
      ]),
      part("Juices", [["2022-06-30", 3, 60]]),
    ];
    expect(partsSentence(series, english)?.text).toContain("of $80 million in the three months ended June 30, 2022");
  });

  test("parts of nine months say nothing of a quarter's total", () => {
    const series = [total, part("Presses", [["2023-06-30", 9, 25]]), part("Juices", [["2023-06-30", 9, 75]])];
    expect(partsSentence(series, english)).toBeUndefined();
  });

  test.each([
    [
      "they do not add up",
      [
        ["A", 25],
        ["B", 60],
      ],
    ],
    ["there is only one", [["A", 100]]],
    ["there are none", []],
  ] as const)("nothing where %s", (_case, given) => {
    const parts = given.map(([name, value]) => part(name, [["2023-06-30", 3, value]]));
    expect(partsSentence([seriesFor("Total net sales", [june]), ...parts], english)).toBeUndefined();
  });

  test("without shares where one is below zero: a loss is no share of a profit", () => {
    const parts = [part("North", [["2023-06-30", 3, 125]]), part("South", [["2023-06-30", 3, -25]])];
    expect(partsSentence([seriesFor("Total net sales", [june]), ...parts], english)?.text).toContain(
      "were made up of North ($125 million) and South (−$25 million)",
    );
  });

  test("another name's parts are not this one's", () => {
    const foreign = seriesFor("Presses", [["2023-06-30", 3, 25]], { part: "Presses", entity: "Riverbank" });
    const own = part("Juices", [["2023-06-30", 3, 75]]);
    expect(partsSentence([seriesFor("Total net sales", [june]), own, foreign], english)).toBeUndefined();
  });

  test.each([
    ["de", "davon", "25,0"],
    ["fr", "dont", "25,0"],
    ["es", "de los cuales", "25,0"],
    ["zh", "其中", "25.0%"],
  ])("in %s", (language, word, share) => {
    const series = [
      seriesFor("Total net sales", [june]),
      part("A", [["2023-06-30", 3, 25]]),
      part("B", [["2023-06-30", 3, 75]]),
    ];
    const text = partsSentence(series, { language, phrases: phrasesFor(language) })?.text ?? "";
    expect(text).toContain(word);
    expect(text).toContain(share);
  });
});
