import { describe, expect, test } from "vitest";
import { type BlockDraft, placeBlocks } from "../../src/perception/blocks.ts";

const heading = (level: number, text: string): BlockDraft => ({ type: "heading", level, text });
const paragraph = (text: string): BlockDraft => ({ type: "paragraph", text });
const sections = (drafts: readonly BlockDraft[], title?: string) =>
  placeBlocks(drafts, title).map(({ locator }) => locator.section ?? "");

describe("placeBlocks", () => {
  test("numbers blocks in their order", () => {
    expect(placeBlocks([paragraph("x"), paragraph("x"), paragraph("x")]).map(({ id }) => id)).toEqual([
      "b1",
      "b2",
      "b3",
    ]);
  });

  test("gives each block the path of the headings above it, a heading its own", () => {
    const drafts = [
      paragraph("0"),
      heading(1, "A"),
      paragraph("1"),
      heading(2, "B"),
      paragraph("2"),
      heading(2, "C"),
      paragraph("3"),
      heading(1, "D"),
      paragraph("4"),
    ];
    expect(sections(drafts)).toEqual(["", "A", "A", "A › B", "A › B", "A › C", "A › C", "D", "D"]);
  });

  test("parts headings of equal level even after a level was left out", () => {
    expect(sections([heading(1, "A"), heading(4, "Deep"), heading(3, "Less"), heading(4, "Deep again")])).toEqual([
      "A",
      "A › Deep",
      "A › Less",
      "A › Less › Deep again",
    ]);
  });

  test("leaves the title of the source out of the path, whatever its letters", () => {
    expect(sections([heading(1, "Annual Report"), paragraph("x"), heading(2, "Sales")], "ANNUAL REPORT")).toEqual([
      "",
      "",
      "Sales",
    ]);
  });

  test("moves page and box into the locator", () => {
    const [block] = placeBlocks([{ ...paragraph("x"), page: 3, box: [0, 0, 0.5, 0.5] }]);
    expect(block).toEqual({ type: "paragraph", id: "b1", text: "x", locator: { page: 3, box: [0, 0, 0.5, 0.5] } });
  });

  test("of nothing is nothing", () => {
    expect(placeBlocks([])).toEqual([]);
  });
});
