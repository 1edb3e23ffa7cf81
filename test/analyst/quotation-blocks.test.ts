import { describe, expect, test } from "vitest";
import { quotationBlocks, quotationSentences, quoteViews } from "../../src/analyst/extractive/quotations.ts";
import type { Brief, EvidenceView } from "../../src/analyst/index.ts";
import type { Block } from "../../src/report/index.ts";
import { inlinesOf, textOf, walkBlocks, walkCitations } from "../../src/report/walk.ts";
import { quoteView } from "./quote-views.ts";
import { briefFor, cellView, sourceOf } from "./typed-series.ts";

const orchard = sourceOf("Orchard annual report");
const river = sourceOf("Riverbank annual report");
const what = briefFor("What is a heat pump?");

const textsOf = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)]
    .map((block) => textOf(inlinesOf(block)).replace(/\s+/gu, " ").trim())
    .filter((text) => text !== "");
const told = (views: readonly EvidenceView[], brief: Brief = what) => textsOf(quotationBlocks(views, brief));

const moves = "A heat pump moves heat from outside into a house.";
const units = "It delivers about three units of heat for each unit of electricity.";
const winter = "Its output falls as the air outside gets colder.";

describe("what the sources say", () => {
  test("a sentence or two of one source are running text that names it once", () => {
    expect(told([quoteView(moves, { source: orchard }), quoteView(units, { source: orchard })])).toEqual([
      `According to “Orchard annual report”, “${moves}” “${units}”`,
    ]);
  });

  test("from three on they are a list under their source", () => {
    expect(told([moves, units, winter].map((text) => quoteView(text, { source: orchard })))).toEqual([
      "From “Orchard annual report”:",
      `“${moves}”`,
      `“${units}”`,
      `“${winter}”`,
    ]);
  });

  test("each source speaks once, in the order of its first quote, and within it in order of pages", () => {
    const views = [
      quoteView(units, { source: river, page: 3 }),
      quoteView(moves, { source: orchard, page: 9 }),
      quoteView(winter, { source: river, page: 1 }),
    ];
    expect(told(views)).toEqual([
      `According to “Riverbank annual report”, “${winter}” “${units}”`,
      `According to “Orchard annual report”, “${moves}”`,
    ]);
  });

  test("a quote of two sentences becomes two, each with its citation", () => {
    const blocks = quotationBlocks([quoteView(`${moves} ${winter}`)], what);
    expect(textsOf(blocks)[0]).toContain(`“${moves}” “${winter}”`);
    expect([...walkCitations(blocks)]).toHaveLength(2);
  });

  test("line breaks of the page are no part of a sentence", () => {
    expect(told([quoteView("A heat pump\n moves heat\tfrom outside into a house.")])[0]).toContain(`“${moves}”`);
  });

  test("nothing where there are no quotes", () => {
    const cell = cellView({ value: "7", quantity: { value: 7, unit: "" } });
    expect(quoteViews([cell])).toEqual([]);
    expect(quotationBlocks([cell], what)).toEqual([]);
    expect(quotationBlocks([], what)).toEqual([]);
  });

  test.each([
    ["de", "In „Orchard annual report“ heißt es:"],
    ["fr", "Selon « Orchard annual report »"],
    ["es", "Según «Orchard annual report»"],
  ])("in %s the source is named in that language", (language, opening) => {
    expect(told([quoteView(moves)], briefFor("?", { language }))[0]).toMatch(new RegExp(`^${opening}`, "u"));
  });
});

describe("a question for times", () => {
  const when = briefFor("When was the mill built?", { intents: ["when"] });
  const built = "The mill was built in 1887 by the brothers Teme.";
  const burnt = "It burnt down on 3 May 1902 after a dry spring.";
  const again = "A new mill of brick was opened in June 1904.";

  test("is answered in order of date from three dated quotes on", () => {
    expect(told([quoteView(again), quoteView(built), quoteView(burnt)], when)).toEqual([
      "In order of date:",
      `“${built}”`,
      `“${burnt}”`,
      `“${again}”`,
    ]);
  });

  test("is answered source by source where fewer are dated", () => {
    expect(told([quoteView(again), quoteView(built), quoteView(moves)], when)[0]).toBe("From “Orchard annual report”:");
  });
});

describe("dated matters", () => {
  const first = "In May 2021, Rivera Tools, Inc. filed a complaint against Orchard Inc. alleging infringement.";
  const then = "The court dismissed the case in August 2023.";
  const second = "In March 2022, the Authority issued a decision against Orchard Inc. about its rebates.";
  const views = [quoteView(first), quoteView(then, { prefix: "infringement. " }), quoteView(second)];

  test("are an item each, with what is told of them", () => {
    expect(told(views, briefFor("What proceedings are there?"))).toEqual([
      "In order of date:",
      `“${first}” “${then}”`,
      `“${second}”`,
    ]);
  });

  test("are plain quotes where the question asks for an amount", () => {
    expect(told(views, briefFor("How many cases are there?", { intents: ["how-much"] }))[0]).toBe(
      "From “Orchard annual report”:",
    );
  });
});

describe("quotes of a summary", () => {
  const said = (views: readonly EvidenceView[]) =>
    quotationSentences(views, what).map((sentences) => sentences.map(({ text }) => text).join(" "));

  test("the first names its source in a sentence, the next only where it changes", () => {
    const views = [
      quoteView(moves, { source: orchard }),
      quoteView(units, { source: orchard }),
      quoteView(winter, { source: river }),
    ];
    expect(said(views)).toEqual([
      `According to “Orchard annual report”, “${moves}”`,
      `“${units}”`,
      `“Riverbank annual report”: “${winter}”`,
    ]);
  });

  test("every sentence carries the evidence of its quote", () => {
    const view = quoteView(`${moves} ${winter}`);
    const [sentences = []] = quotationSentences([view], what);
    expect(sentences.map(({ evidenceIds }) => evidenceIds)).toEqual([[view.evidence.id], [view.evidence.id]]);
  });
});
