import { describe, expect, test } from "vitest";
import { slideCounts } from "../../src/render/index.ts";
import { type Block, type Report, reportBlocks, type Section, textOf, walkCitations } from "../../src/report/index.ts";
import { walkBlocks } from "../../src/report/walk.ts";
import { condensed, sharesOf } from "../../src/research/condense.ts";
import { sampleReport } from "../support/sample-report.ts";

const [evidence] = sampleReport.evidence;
const cited = evidence?.id ?? "";

const bullet = (text: string): readonly Block[] => [
  {
    type: "paragraph",
    children: [
      { type: "text", value: `${text} ` },
      { type: "citation", evidenceIds: [cited] },
    ],
  },
];
const bullets = (name: string, count: number): Block => ({
  type: "list",
  ordered: false,
  items: Array.from({ length: count }, (_, index) => bullet(`${name} says fact number ${index + 1} about heat.`)),
});
const section = (id: string, ...blocks: readonly Block[]): Section => ({
  id,
  title: `Part ${id}`,
  blocks,
  sections: [],
});
const bare = { summary: [], conflicts: [], limitations: [], pages: [], assets: [] };
const reportOf = (...sections: readonly Section[]): Report => ({ ...sampleReport, ...bare, sections });
const free = { mostEach: 100 };

/** Cover, verification and sources. */
const fixed = slideCounts(reportOf(section("a", bullets("A", 2)))).all - 1;

const spoken = (report: Report): readonly string[] =>
  [...walkBlocks(reportBlocks(report))].flatMap((block) =>
    block.type === "paragraph" ? [textOf(block.children)] : [],
  );

describe("a report is fitted to its slides", () => {
  test("one that fits is left as it is", () => {
    const report = reportOf(section("a", bullets("A", 4)));
    expect(condensed(report, { slides: fixed + 1, ...free })).toBe(report);
  });

  test("the first sentences of each section stay, and no section takes the room of another", () => {
    const report = reportOf(
      section("a", bullets("A", 40)),
      section("b", bullets("B", 3)),
      section("c", bullets("C", 20)),
    );
    const short = condensed(report, { slides: fixed + 5, ...free });
    expect(slideCounts(short).all).toBeLessThanOrEqual(fixed + 5);
    expect(short.sections.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    for (const name of ["A", "B", "C"])
      expect(spoken(short).find((text) => text.startsWith(name))).toContain(`${name} says fact number 1 `);
    expect(spoken(report)).toEqual(expect.arrayContaining([...spoken(short)]));
  });

  test("of more sections than slides the fullest stay, in their order", () => {
    const sizes = [12, 2, 18, 2, 14];
    const report = reportOf(...sizes.map((size, index) => section(`s${index}`, bullets(`S${index}`, size))));
    const short = condensed(report, { slides: fixed + 3, ...free });
    expect(short.sections.map(({ id }) => id)).toEqual(["s0", "s2", "s4"]);
  });

  test("a chart outlives a table, which may take several slides, and both outlive words", () => {
    const blocks = [...walkBlocks(reportBlocks(sampleReport))];
    const chart = blocks.find((block) => block.type === "chart");
    const table = blocks.find((block) => block.type === "table");
    if (!chart || !table) throw new Error("the sample has both");
    const short = condensed(reportOf(section("a", table, chart, bullets("A", 9))), { slides: fixed + 1, ...free });
    expect(short.sections[0]?.blocks.map(({ type }) => type)).toEqual(["chart"]);
  });

  test("each chapter of a document keeps to one slide, even where there is room", () => {
    const report = reportOf(section("a", bullets("A", 30)), section("b", bullets("B", 2)));
    const short = condensed(report, { slides: 50, mostEach: 1 });
    expect([...slideCounts(short).sections.values()]).toEqual([1, 1]);
  });

  test("one section is left however few slides were asked for", () => {
    expect(condensed(reportOf(section("a", bullets("A", 9))), { slides: 1, ...free }).sections).toHaveLength(1);
  });

  test.each([5, 8, 11, 14, 20])(
    "the whole sample fits %d slides, with the evidence and sources it still cites",
    (slides) => {
      const short = condensed(sampleReport, { slides, ...free });
      const ids = new Set([
        ...walkCitations(reportBlocks(short)),
        ...short.conflicts.flatMap(({ positions }) => positions.flatMap(({ evidenceIds }) => evidenceIds)),
      ]);
      expect(short.evidence.every(({ id }) => ids.has(id))).toBe(true);
      const known = new Set(sampleReport.evidence.map(({ id }) => id));
      expect([...ids].filter((id) => known.has(id)).length).toBe(short.evidence.length);
      const sourceIds = new Set(short.evidence.map(({ sourceId }) => sourceId));
      expect(new Set(short.sources.map(({ id }) => id))).toEqual(sourceIds);
      if (short.sections.length > 1) expect(slideCounts(short).all).toBeLessThanOrEqual(slides);
      expect(condensed(short, { slides, ...free })).toEqual(short);
    },
  );
});

test.each([
  [[4, 1, 2], 5, [3, 1, 1]],
  [[3, 3], 2, [1, 1]],
  [[1, 1], 9, [1, 1]],
  [[10, 5], 6, [4, 2]],
  [[], 3, []],
] as const)("%j slides in the room of %d become %j", (wanted, room, shares) => {
  expect(sharesOf(wanted, room)).toEqual(shares);
});
