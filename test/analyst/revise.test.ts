import { describe, expect, test } from "vitest";
import { revise } from "../../src/analyst/extractive/revise.ts";
import type { Block, ClaimCheck, Inline } from "../../src/report/index.ts";
import { briefFor } from "./typed-series.ts";

const brief = briefFor("How did sales develop?");
const cited = (value: string, id: string): readonly Inline[] => [
  { type: "text", value: `${value} ` },
  { type: "citation", evidenceIds: [id] },
];
const paragraph = (...sentences: readonly (readonly Inline[])[]): Block => ({
  type: "paragraph",
  children: sentences.flatMap((sentence, index): readonly Inline[] =>
    index > 0 ? [{ type: "text", value: " " }, ...sentence] : sentence,
  ),
});
const rose = cited("Sales rose by 10%.", "e1");
const fell = cited("Costs fell by 3%.", "e2");
const check = (claim: string, support: ClaimCheck["support"], changes: Partial<ClaimCheck> = {}): ClaimCheck => ({
  claim,
  place: "q1",
  evidenceIds: [claim.startsWith("Sales") ? "e1" : "e2"],
  support,
  step: "numbers",
  reason: "",
  ...changes,
});
const revised = (blocks: readonly Block[], ...problems: readonly ClaimCheck[]) =>
  revise({ brief, blocks, problems, evidence: [] });

describe("failing sentences", () => {
  test.each(["unsupported", "contradicted"] as const)(
    "one that is %s goes, its neighbour stays as it was",
    async (support) => {
      const kept = await revised([paragraph(rose, fell)], check("Costs fell by 3%.", support));
      expect(kept).toEqual([paragraph(rose)]);
    },
  );

  test("go by their words, whatever the space before a full stop", async () => {
    const kept = await revised([paragraph(rose, fell)], check("Costs  fell by 3% .", "unsupported"));
    expect(kept).toEqual([paragraph(rose)]);
  });

  test("leave no empty paragraph, item or list behind", async () => {
    const list: Block = { type: "list", ordered: false, items: [[paragraph(rose)], [paragraph(fell)]] };
    expect(await revised([list], check("Costs fell by 3%.", "unsupported"))).toEqual([
      { ...list, items: [[paragraph(rose)]] },
    ]);
    const both = [check("Costs fell by 3%.", "unsupported"), check("Sales rose by 10%.", "unsupported")];
    expect(await revised([paragraph(rose), list], ...both)).toEqual([
      expect.objectContaining({ type: "callout", tone: "note" }),
    ]);
  });

  test("are taken out of quotes and callouts too", async () => {
    const callout: Block = { type: "callout", tone: "note", children: [paragraph(rose), paragraph(fell)] };
    const quote: Block = { type: "quote", children: [paragraph(fell)] };
    expect(await revised([callout, quote], check("Costs fell by 3%.", "unsupported"))).toEqual([
      { ...callout, children: [paragraph(rose)] },
    ]);
  });
});

describe("a sentence that only looks like a failing one", () => {
  const stays = async (value: string, id: string, problem: ClaimCheck) =>
    expect(await revised([paragraph(cited(value, id), rose)], problem)).toEqual([paragraph(cited(value, id), rose)]);

  test("because a longer one ends with its words stays", async () => {
    await stays("公司收入增长。", "e2", check("收入增长。", "unsupported"));
    await stays("Total4 costs fell.", "e2", check("4 costs fell.", "unsupported"));
  });

  test("but rests on other evidence stays", async () => {
    await stays("Costs fell by 3%.", "e3", check("Costs fell by 3%.", "unsupported"));
  });

  test("goes where it cites less of the same evidence, and where no evidence is cited at all", async () => {
    const wide = check("Costs fell by 3%.", "unsupported", { evidenceIds: ["e1", "e2"] });
    expect(await revised([paragraph(rose, fell)], wide)).toEqual([paragraph(rose)]);
    const uncited: Block = { type: "paragraph", children: [...rose, { type: "text", value: " Costs are low." }] };
    const bare = check("Costs are low.", "unsupported", { evidenceIds: [], step: "citation" });
    expect(await revised([uncited], bare)).toEqual([paragraph(rose)]);
  });

  test("goes as a part of a failing sentence with two citations", async () => {
    const both = paragraph([...cited("Sales rose by 10%", "e1"), ...cited(" and costs fell by 4%", "e2")], rose);
    const whole = check("Sales rose by 10% and costs fell by 4%", "unsupported", { evidenceIds: ["e1", "e2"] });
    expect(JSON.stringify(await revised([both, paragraph(fell)], whole))).not.toContain("4%");
  });
});

describe("sentences of which something is missing in their evidence", () => {
  test("go where a number is missing and others stay", async () => {
    const kept = await revised([paragraph(rose, fell)], check("Costs fell by 3%.", "partly"));
    expect(kept).toEqual([paragraph(rose)]);
  });

  test("stay where nothing else would be left", async () => {
    expect(await revised([paragraph(fell)], check("Costs fell by 3%.", "partly"))).toEqual([paragraph(fell)]);
  });

  test.each(["names", "containment"] as const)("stay where only words are missing (%s)", async (step) => {
    const blocks = [paragraph(rose, fell)];
    expect(await revised(blocks, check("Costs fell by 3%.", "partly", { step }))).toBe(blocks);
  });

  test("do not save what fails beside them", async () => {
    const kept = await revised(
      [paragraph(rose, fell)],
      check("Costs fell by 3%.", "partly"),
      check("Sales rose by 10%.", "contradicted"),
    );
    expect(kept).toEqual([paragraph(fell)]);
  });
});

describe("visuals", () => {
  const table: Block = { type: "table", id: "q1-table", caption: [], header: [], rows: [] };

  test("one whose number fails goes whole; another of the same report stays", async () => {
    const other: Block = { ...table, id: "q2-table" };
    const kept = await revised([table, other], check("12", "contradicted", { place: "q1-table" }));
    expect(kept).toEqual([other]);
  });

  test("code and formulas state nothing and stay", async () => {
    const code: Block = { type: "code", language: "", value: "Costs fell by 3%." };
    expect(await revised([code], check("Costs fell by 3%.", "unsupported"))).toEqual([code]);
  });
});

test("nothing failing, nothing changed: the very same blocks", async () => {
  const blocks = [paragraph(rose, fell)];
  expect(await revised(blocks)).toBe(blocks);
  expect(await revised(blocks, check("Costs fell by 3%.", "supported"))).toBe(blocks);
});
