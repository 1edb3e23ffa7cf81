import { describe, expect, test } from "vitest";
import { citationMarks, disclosure, labelsFor, resolve } from "../../src/report/index.ts";
import { sampleReport } from "../support/sample-report.ts";

const numbers = new Map([
  ["a1", 1],
  ["a2", 1],
  ["b1", 2],
  ["c1", 10],
]);
const marks = (...ids: string[]) => citationMarks({ citationNumbers: numbers }, ids);

describe("the marks of a citation", () => {
  test("stand in the order of their numbers, whatever the order of the evidence", () => {
    expect(marks("c1", "b1", "a1").map(({ label }) => label)).toEqual(["[1]", "[2]", "[10]"]);
  });

  test("are one for each source, with all its evidence in the order cited", () => {
    expect(marks("a2", "b1", "a1")).toEqual([
      { label: "[1]", number: 1, evidenceIds: ["a2", "a1"] },
      { label: "[2]", number: 2, evidenceIds: ["b1"] },
    ]);
  });

  test("name evidence once that is cited twice", () => {
    expect(marks("a1", "a1")).toEqual([{ label: "[1]", number: 1, evidenceIds: ["a1"] }]);
  });

  test("show evidence that nobody knows behind the rest, as one mark without a number", () => {
    expect(marks("gone", "b1", "lost")).toEqual([
      { label: "[2]", number: 2, evidenceIds: ["b1"] },
      { label: "[?]", evidenceIds: ["gone", "lost"] },
    ]);
  });

  test("of nothing are none", () => expect(marks()).toEqual([]));

  test("lose no evidence of any citation of a report", () => {
    const resolved = resolve(sampleReport);
    const ids = [...resolved.citationNumbers.keys()];
    for (let start = 0; start < ids.length; start++) {
      const cited = [...ids.slice(start), ...ids.slice(0, start)];
      const given = citationMarks(resolved, cited);
      expect(given.flatMap(({ evidenceIds }) => evidenceIds).sort()).toEqual([...ids].sort());
      const order = given.map(({ number }) => number ?? 0);
      expect(order).toEqual([...order].sort((left, right) => left - right));
      expect(order).toEqual(resolved.bibliography.map(({ number }) => number));
    }
  });
});

describe("the disclosure", () => {
  test("names the generator literally, patterns of replacement included", () => {
    const [written] = disclosure({ generator: "Tool $& $1 $$ {generator}" }, labelsFor("en"));
    expect(written).toContain("(Tool $& $1 $$ {generator})");
  });

  test("is the last paragraph of every report, in its language", () => {
    for (const language of ["en", "de", "ja"]) {
      const { labels, appendices } = resolve({ ...sampleReport, language });
      const last = appendices.at(-1)?.blocks.at(-1);
      const text = last?.type === "paragraph" && last.children[0]?.type === "text" ? last.children[0].value : "";
      expect(text).toBe(disclosure(sampleReport, labels).join(" "));
      expect(text).toContain(sampleReport.generator);
    }
  });
});
