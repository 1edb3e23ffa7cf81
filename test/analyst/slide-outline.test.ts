import { describe, expect, test } from "vitest";
import { slideBlocks, slideOutline, slideSummary } from "../../src/analyst/extractive/deck/slides.ts";
import type { Evidence } from "../../src/report/index.ts";
import { plainText } from "../support/report-text.ts";

type Content = Evidence["content"];
type OutlineInput = Parameters<typeof slideOutline>[0];

const quote = (exact: string): Content => ({ type: "quote", exact, prefix: "", suffix: "" });
const cell = (tableId: string, rowIndex: number): Content =>
  ({ type: "cell", tableId, rowIndex, columnIndex: 1, row: `r${rowIndex}`, column: "Heat", value: "4" }) as never;
const region = (reading: string): Content => ({ type: "region", assetId: "as-1", reading }) as never;

function view(id: string, chapter: string, content: Content, quantity?: { metric: string; periodEnd?: string }) {
  const evidence = {
    id,
    sourceId: "s1",
    subQuestionIds: [chapter],
    locator: {},
    content,
    ...(quantity ? { quantities: [{ value: 4, unit: "GWh", ...quantity }] } : {}),
  };
  return { evidence, source: { id: "s1", title: "Heat in Velden", language: "en" } };
}

const outlineOf = (chapters: readonly string[], views: readonly object[]) =>
  slideOutline({
    brief: { question: "Heat in Velden" },
    plan: { subQuestions: chapters.map((id) => ({ id, question: `Chapter ${id}` })) },
    evidence: views,
  } as unknown as OutlineInput);

const yearly = (count: number, metric = "heat delivered") =>
  Array.from({ length: count }, (_, index) =>
    view(`h${index}`, "a", cell("t1", index), { metric, periodEnd: `${2010 + index}-12-31` }),
  );

describe("the outline of a deck", () => {
  test("has a section for each chapter that told something, in the document's order", () => {
    const { title, sections } = outlineOf(
      ["a", "b", "c"],
      [view("e2", "c", quote("C.")), view("e1", "a", quote("A."))],
    );
    expect(title).toBe("Heat in Velden");
    expect(sections.map(({ id, title: name, evidenceIds }) => [id, name, evidenceIds])).toEqual([
      ["a", "Chapter a", ["e1"]],
      ["c", "Chapter c", ["e2"]],
    ]);
  });

  test("sums up three chapters and more by the first sentence of each", () => {
    const views = ["a", "b", "c"].flatMap((id) => [view(`${id}1`, id, quote("A.")), view(`${id}2`, id, quote("B."))]);
    expect(outlineOf(["a", "b", "c"], views).summaryEvidenceIds).toEqual(["a1", "b1", "c1"]);
    expect(outlineOf(["a", "b"], views).summaryEvidenceIds).toEqual([]);
  });

  test.each([
    [3, "excerpt", undefined],
    [4, "chart", "bar"],
    [6, "chart", "bar"],
    [7, "chart", "line"],
  ])("makes of %i years a %s", (count, form, mark) => {
    const [visual] = outlineOf(["a"], yearly(count)).sections[0]?.visuals ?? [];
    expect([visual?.form, visual?.mark]).toEqual([form, mark]);
    expect(visual?.evidenceIds).toHaveLength(count);
  });

  test("names a chart by its one measure, and by its chapter where there are several", () => {
    const title = (views: readonly object[]) => outlineOf(["a"], views).sections[0]?.visuals[0]?.title;
    expect(title(yearly(4))).toBe("Heat delivered");
    expect(title([...yearly(4), ...yearly(4, "heat lost")])).toBe("Chapter a");
  });

  test("draws no chart of cells of which one has no time", () => {
    const [visual] = outlineOf(["a"], [...yearly(5), view("x", "a", cell("t1", 9))]).sections[0]?.visuals ?? [];
    expect(visual).toMatchObject({ form: "excerpt", title: "Chapter a" });
  });

  test("keeps tables apart, and names pictures by the first line that is read in them", () => {
    const views = [
      view("e1", "a", cell("t1", 0)),
      view("e2", "a", cell("t2", 0)),
      view("e3", "a", region("Heat by year\n4, 5, 6")),
    ];
    const { visuals = [] } = outlineOf(["a"], views).sections[0] ?? {};
    expect(visuals.map(({ form, title, evidenceIds }) => [form, title, evidenceIds])).toEqual([
      ["excerpt", "Chapter a", ["e1"]],
      ["excerpt", "Chapter a", ["e2"]],
      ["figure", "Heat by year", ["e3"]],
    ]);
    expect(new Set(visuals.map(({ id }) => id)).size).toBe(3);
  });
});

describe("the bullets of a slide", () => {
  test("are the sentences of a quote without its line ends, behind what is shown", () => {
    const shown = { type: "code", value: "shown" } as never;
    const evidence = [view("e1", "a", quote("Heat rose\n in 2023. It fell later.")), view("e2", "a", cell("t1", 0))];
    const blocks = slideBlocks({ evidence, visuals: [shown] } as never);
    expect(blocks[0]).toBe(shown);
    expect(plainText(blocks.slice(1)).replace(/ +/gu, " ").trim()).toBe("Heat rose in 2023. It fell later.");
  });

  test("of a summary are five at most", () => {
    const evidence = Array.from({ length: 8 }, (_, index) =>
      view(`e${index}`, "a", quote(`Heat rose in 201${index}.`)),
    );
    expect(plainText(slideSummary({ evidence } as never)).split("\n")).toHaveLength(5);
  });
});
