import { describe, expect, test } from "vitest";
import { dateOf, recencyOf } from "../../src/analyst/extractive/source-dates.ts";
import { containsName, sourceEntities } from "../../src/analyst/extractive/source-entities.ts";
import { sourceLabels } from "../../src/analyst/extractive/source-label.ts";
import { sourcesOf } from "./report-of.ts";
import { paragraph, stored } from "./sample-filings.ts";
import { cellView, sourceOf } from "./typed-series.ts";

describe("whom a source is about", () => {
  const about = (entities: readonly string[], ...texts: readonly string[]) => [
    ...sourceEntities(
      sourcesOf(
        stored(
          "notes",
          "Notes",
          texts.map((text, index) => paragraph(`p${index}`, text)),
        ),
      ),
      entities,
    ).values(),
  ];
  const often = (text: string) => Array.from({ length: 6 }, () => text);

  test("the one its registrant or title names, also in capitals and file names", () => {
    const sources = sourcesOf(
      stored("a", "ORCHARD INC., FORM 10-Q", []),
      stored("b", "riverbank-annual_report", []),
      stored("c", "Something else", []),
    );
    expect([...sourceEntities(sources, ["Orchard", "Riverbank"])]).toEqual([
      ["s-a", "Orchard"],
      ["s-b", "Riverbank"],
    ]);
  });

  test("else the one it speaks of far oftener than of the others", () => {
    expect(about(["Orchard", "Riverbank"], ...often("Orchard sells cider."), "Riverbank does too.")).toEqual([
      "Orchard",
    ]);
    expect(about(["Orchard", "Riverbank"], ...often("Orchard and Riverbank sell cider."))).toEqual([]);
    expect(about(["Orchard"], "Orchard sells cider.")).toEqual([]);
  });

  test("a short name inside other words is not spoken of", () => {
    expect(about(["AWS"], ...often("New laws: one draws, withdraws and thaws."))).toEqual([]);
    expect(about(["AWS"], ...often("AWS sells computing; AWS's prices fell."))).toEqual(["AWS"]);
  });

  test("names with marks of patterns are taken literally", () => {
    expect(about(["A+B (Cider)"], ...often("A+B (Cider) presses apples."))).toEqual(["A+B (Cider)"]);
    expect(about(["C.D"], ...often("CxD presses apples."))).toEqual([]);
  });

  test("names of unspaced scripts stand inside text", () => {
    expect(about(["苹果"], ...often("我们介绍苹果公司的收入情况。"))).toEqual(["苹果"]);
  });

  test.each([
    ["Orchard Inc. of Oregon", "Orchard", true],
    ["The Orchards", "Orchard", true],
    ["Orchardist weekly", "Orchard Inc.", false],
    ["New cider from York", "New York", true],
    ["anything", "", false],
  ])("“%s” and the name “%s”: %s", (text, name, expected) => {
    expect(containsName(text, name)).toBe(expected);
  });
});

describe("how a source is called", () => {
  const labels = (...sources: readonly ReturnType<typeof sourceOf>[]) => [
    ...sourceLabels(
      sources.map((source) => cellView({ value: "1", quantity: { value: 1, unit: "" }, source })),
      { open: "", close: "" },
    ).values(),
  ];

  test.each([
    ["Cider explained | Example Shop", "Cider explained"],
    ["ORCHARD INC., FORM 10-Q", "Orchard Inc., Form 10-Q"],
    ["How cider is made?", "How cider is made"],
    ["report.pdf", "report"],
    ["  Many   spaces  ", "Many spaces"],
  ])("“%s” as “%s”", (title, label) => {
    expect(labels(sourceOf(title))).toEqual([label]);
  });

  test("by its file where two share a title, or where it has none", () => {
    expect(
      labels(
        sourceOf("Orchard Inc.", { id: "1", path: "/library/2022 Q3.pdf" }),
        sourceOf("Orchard Inc.", { id: "2", path: "/library/2022 Q4.pdf" }),
      ),
    ).toEqual(["Orchard Inc. (2022 Q3.pdf)", "Orchard Inc. (2022 Q4.pdf)"]);
    expect(labels(sourceOf("–", { path: "/library/minutes.pdf" }))).toEqual(["minutes.pdf"]);
  });

  test("no longer than a line, cut between words", () => {
    const [label = ""] = labels(sourceOf("cider ".repeat(40)));
    expect(label.length).toBeLessThanOrEqual(91);
    expect(label).toMatch(/cider…$/);
  });
});

describe("how new a source is", () => {
  const dated = (name: string, title: string, text = "", published?: string) => {
    const entry = stored(name, title, text === "" ? [] : [paragraph("p1", text)]);
    return published ? { ...entry, source: { ...entry.source, published } } : entry;
  };

  test.each([
    ["by publication", dated("a", "Report of 2020", "June 1, 2019", "2021-05-05"), "2021-05-05"],
    ["by its title", dated("a", "Report of 2020", "June 1, 2019"), "2020-12-31"],
    ["by the last day that its opening names", dated("a", "Report", "From May 1, 2019 to June 1, 2019."), "2019-06-01"],
    ["unknown by a bare year in its text", dated("a", "Report", "As in 2019."), undefined],
  ])("%s", (_case, source, day) => {
    expect(dateOf(source)).toBe(day);
  });

  test("from nothing for the oldest to one for the newest, equal for equals, nothing for the undated", () => {
    const recency = recencyOf(
      sourcesOf(
        dated("old", "Report of 2019"),
        dated("mid", "Report of 2020"),
        dated("new", "Report of 2021"),
        dated("twin", "Other report of 2021"),
        dated("none", "Report"),
      ),
    );
    expect(["old", "mid", "new", "twin", "none", "unheard"].map((name) => recency(`s-${name}`))).toEqual([
      0, 0.5, 1, 1, 0, 0,
    ]);
  });
});
