import { describe, expect, test } from "vitest";
import { type Claim, checkClaim, type ParsedSource, surroundingsOf } from "../../src/evidence/index.ts";
import { findCited } from "../../src/evidence/quote.ts";
import type { Evidence } from "../../src/report/index.ts";
import { heading, makeParsed, makeSource, mustBank, paragraph } from "./fixtures.ts";

const sentence = "The rate of unemployment was 5 %.";
const source = makeSource("src-a", { title: "Labour" });
const parsed = makeParsed([
  heading("b1", "Norda in 2019"),
  paragraph("b2", sentence, 1),
  paragraph("b3", "In Norda more people found work than in 2018.", 1),
  ...Array.from({ length: 30 }, (_, index) =>
    paragraph(`p${index}`, `Nothing is told of it here: ${"words ".repeat(40)}`, 2),
  ),
  heading("b4", "Sulvik in 2021"),
  paragraph("b5", sentence, 3),
  paragraph("b6", "In Sulvik fewer people found work than in 2020.", 3),
]);
const bankIn = (blockId: string, from: ParsedSource = parsed): Evidence =>
  mustBank({ type: "quote", sourceId: "src-a", blockId, exact: sentence }, source, from);

function verdict(text: string, evidence: Evidence): string {
  const claim: Claim = { kind: "sentence", text, place: "s1", evidenceIds: [evidence.id], factual: true };
  return checkClaim(claim, {
    evidence: new Map([[evidence.id, evidence]]),
    sources: new Map([[source.id, source]]),
    loadParsed: () => parsed,
    language: "en",
  }).support;
}

describe("a quote whose words stand twice in a source", () => {
  test("is two pieces of evidence", () => {
    expect(bankIn("b2").id).not.toBe(bankIn("b5").id);
    expect(bankIn("b2").locator).toEqual({ page: 1, section: "Norda in 2019" });
    expect(bankIn("b5").locator).toEqual({ page: 3, section: "Sulvik in 2021" });
  });

  test.each([
    ["b2", "In 2019 the rate of unemployment in Norda was 5 %."],
    ["b5", "In 2021 the rate of unemployment in Sulvik was 5 %."],
  ])("in %s bears only what stands around that place: “%s”", (blockId, claim) => {
    expect(verdict(claim, bankIn(blockId))).toBe("supported");
    expect(verdict(claim, bankIn(blockId === "b2" ? "b5" : "b2"))).not.toBe("supported");
  });

  test("is found again where it was read, with what stands around it there", () => {
    for (const [blockId, neighbour] of [
      ["b2", "In Norda more"],
      ["b5", "In Sulvik fewer"],
    ] as const) {
      const evidence = bankIn(blockId);
      expect(findCited(parsed, evidence)?.block.id).toBe(blockId);
      expect(surroundingsOf(parsed, evidence)).toMatchObject({ after: expect.stringContaining(neighbour) });
    }
  });

  test("in one block is told apart by the words around it", () => {
    const text = `Of Norda they say: ${sentence} Of Sulvik they say: ${sentence} Nobody counts.`;
    const evidence: Evidence = {
      id: "ev-1",
      sourceId: "src-a",
      subQuestionIds: [],
      locator: { page: 1 },
      content: {
        type: "quote",
        exact: sentence,
        prefix: `Of Norda they say: ${sentence} Of Sulvik they say: `,
        suffix: " Nobody counts.",
      },
    };
    const within = makeParsed([paragraph("b1", text)]);
    const { content } = evidence;
    if (content.type !== "quote") throw new Error("a quote");
    const cited = { ...evidence, content: { ...content, prefix: content.prefix.slice(-60) } };
    expect(findCited(within, cited)?.start).toBe(text.lastIndexOf(sentence));
    expect(surroundingsOf(within, cited)).toMatchObject({ after: " Nobody counts." });
  });

  test("falls back to another place when its own is gone, and to none when all are", () => {
    const evidence = bankIn("b5");
    const shorter = makeParsed(parsed.blocks.slice(0, 3));
    expect(findCited(shorter, evidence)?.block.id).toBe("b2");
    expect(findCited(makeParsed([]), evidence)).toBeUndefined();
  });
});

test("what is no quote, or an empty one, is found nowhere", () => {
  const content = { type: "region", assetId: "as-1", box: [0, 0, 1, 1], reading: sentence } as const;
  expect(findCited(parsed, { content, locator: {} })).toBeUndefined();
  expect(
    findCited(parsed, { content: { type: "quote", exact: "", prefix: "", suffix: "" }, locator: {} }),
  ).toBeUndefined();
});
