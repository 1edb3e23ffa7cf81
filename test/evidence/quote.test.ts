import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockText, findQuote, foldText, normaliseWithMap } from "../../src/evidence/index.ts";
import { heading, makeParsed, makeTable, paragraph } from "./fixtures.ts";

const parsed = makeParsed([
  heading("b1", "Results"),
  heading("b2", "Net sales", 2),
  paragraph("b3", "The company’s net sales rose – by 12 % – to “record” levels in 2023. Costs fell.", 7),
  heading("b4", "Outlook"),
  paragraph("b5", "Un\u00adcertain times\u00a0ahead; the ﬁrm expects growth. Costs fell."),
]);

describe("findQuote", () => {
  test("finds a quote literally with its surroundings and place", () => {
    const found = findQuote(parsed, "Costs fell.");
    expect(found).toMatchObject({
      exact: "Costs fell.",
      suffix: "",
      locator: { page: 7, section: "Results › Net sales" },
    });
    expect(found?.block.id).toBe("b3");
    expect(found?.prefix.endsWith("levels in 2023. ")).toBe(true);
    expect(found?.prefix.length).toBeLessThanOrEqual(60);
  });

  test("looks only at the block it is told", () => {
    expect(findQuote(parsed, "Costs fell.", "b5")?.block.id).toBe("b5");
    expect(findQuote(parsed, "Outlook", "b5")).toBeUndefined();
    expect(findQuote(parsed, "Costs fell.", "nowhere")).toBeUndefined();
  });

  test.each([
    [
      "straight quotes and hyphens for curly ones and dashes",
      `company's net sales rose - by 12 % - to "record" levels`,
      "company’s net sales rose – by 12 % – to “record” levels",
    ],
    ["soft hyphens and no-break spaces", "Uncertain times ahead", "Un\u00adcertain times\u00a0ahead"],
    ["ligatures", "the firm expects", "the ﬁrm expects"],
    ["other white space", "Costs\n fell.", "Costs fell."],
  ])("forgives %s but returns the literal stretch", (_what, asked, literal) => {
    const found = findQuote(parsed, asked);
    expect(found?.exact).toBe(literal);
    expect(found && blockText(found.block).slice(found.start, found.end)).toBe(literal);
  });

  test("refuses what is not there, is empty, or spans blocks", () => {
    expect(findQuote(parsed, "net sales fell")).toBeUndefined();
    expect(findQuote(parsed, "  ")).toBeUndefined();
    expect(findQuote(parsed, "\u00ad")).toBeUndefined();
    expect(findQuote(parsed, "Net sales The company’s")).toBeUndefined();
  });

  test("does not forgive another case, digit or word", () => {
    expect(findQuote(parsed, "costs fell.")).toBeUndefined();
    expect(findQuote(parsed, "rose – by 13 %")).toBeUndefined();
  });

  test("finds a row of a table", () => {
    const table = makeTable("Year | Sales\n2022 | 5\n2023 | 6");
    expect(findQuote(makeParsed([table]), "2023\t6")?.locator).toEqual({ page: 4 });
  });

  test("cuts no emoji in half at the edges of its surroundings", () => {
    const text = `${"😀".repeat(40)}x needle ${"😀".repeat(40)}`;
    const found = findQuote(makeParsed([paragraph("b1", text)]), "needle");
    expect(found?.prefix).not.toMatch(/\p{Surrogate}/u);
    expect(found?.suffix).not.toMatch(/\p{Surrogate}/u);
  });

  test("keeps the section a parser gave", () => {
    const block = { ...paragraph("b9", "Given place."), locator: { section: "Given" } };
    expect(findQuote(makeParsed([heading("b1", "Other"), block]), "Given place.")?.locator.section).toBe("Given");
  });
});

describe("normaliseWithMap", () => {
  test("agrees with foldText and maps every character into the original", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const { text: folded, starts, ends } = normaliseWithMap(text);
        expect(starts).toHaveLength(folded.length);
        for (const [index, start] of starts.entries()) {
          expect(start).toBeLessThan(ends[index] ?? 0);
          expect(ends[index]).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  test("finds every stretch of a text in that text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.nat(), fc.nat(), (text, a, b) => {
        const stretch = text.slice(Math.min(a, text.length), Math.min(a + b, text.length)).trim();
        const found = findQuote(makeParsed([paragraph("b1", text)]), stretch);
        if (stretch !== "") expect(found?.exact).toBe(stretch);
      }),
    );
  });

  test("composes accents across code points", () => {
    expect(normaliseWithMap("cafe\u0301 x").text).toBe("café x");
    expect(foldText("caf\u00e9")).toBe("café");
  });
});

describe("a quote in a text that a page break cuts", () => {
  const first = "The outcome is hard to tell, and the losses may exceed the ";
  const text = `${first}amounts that were recorded for them. They may be large.`;
  const parts = [
    { from: 0, locator: { page: 4, box: [0.1, 0.8, 0.9, 0.9] } },
    { from: first.length, locator: { page: 5, box: [0.1, 0.1, 0.9, 0.2] } },
  ] as const;
  const cut = makeParsed([{ type: "paragraph", id: "b1", text, locator: parts[0].locator, parts }]);

  test.each([
    ["before it", "hard to tell", parts[0].locator],
    ["after it", "They may be large.", parts[1].locator],
    ["across it, by where it begins", "exceed the amounts that", parts[0].locator],
    ["right after it", "amounts that", parts[1].locator],
  ])("is placed %s", (_, exact, locator) => {
    expect(findQuote(cut, exact)?.locator).toEqual(locator);
  });

  test("has the box of both columns if it stands in two of one page", () => {
    const columns = [
      { from: 0, locator: { page: 4, box: [0.1, 0.8, 0.45, 0.9] } },
      { from: first.length, locator: { page: 4, box: [0.55, 0.1, 0.9, 0.2] } },
    ] as const;
    const parsed = makeParsed([{ type: "paragraph", id: "b1", text, locator: { page: 4 }, parts: columns }]);
    expect(findQuote(parsed, "exceed the amounts")?.locator).toEqual({ page: 4, box: [0.1, 0.1, 0.9, 0.9] });
    expect(findQuote(parsed, "They may be large.")?.locator).toEqual(columns[1].locator);
  });
});
