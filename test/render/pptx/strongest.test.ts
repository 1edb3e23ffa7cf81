import { describe, expect, test } from "vitest";
import type { Claim } from "../../../src/render/pptx/claims.ts";
import { titleWords } from "../../../src/render/pptx/headline.ts";
import { plainText, type SlideRun } from "../../../src/render/pptx/slide.ts";
import { strongest } from "../../../src/render/pptx/strongest.ts";

const mark: SlideRun = { text: "[1]", link: { type: "source", number: 1 } };

/** A claim of these words with evidence, marked as a deck prints it. */
function claim(words: string, changes: Partial<Claim> = {}): Claim {
  return { text: [{ text: `${words} ` }, mark], evidenceIds: ["e1"], targetIds: [], ...changes };
}

const chosen = (claims: readonly Claim[], taken: readonly string[] = []): string | undefined => {
  const best = strongest(claims, new Set(taken));
  return best && plainText(best.text).replace(/ \[1\]$/, "");
};

const plain = claim("The plant runs well.");
const numbered = claim("The plant delivered 412 GWh.");
const quoted = claim("“It delivered 412 GWh.”");

describe("the claim that makes the title", () => {
  test.each([
    ["the first with a number", [plain, numbered, claim("It cost 9 million.")], "The plant delivered 412 GWh."],
    ["the first of words of its own where none has a number", [quoted, plain], "The plant runs well."],
    ["a quotation where there is nothing else", [quoted], "“It delivered 412 GWh.”"],
    ["one with a number of its own before a quotation with one", [quoted, numbered], "The plant delivered 412 GWh."],
    ["one with digits of another script", [plain, claim("بلغ الإنتاج ٤١٢ غيغاواط")], "بلغ الإنتاج ٤١٢ غيغاواط"],
    ["one with a number in Chinese text", [claim("电厂运行良好"), claim("电厂供热412吉瓦时")], "电厂供热412吉瓦时"],
  ])("is %s", (_, claims, expected) => expect(chosen(claims)).toBe(expected));

  test("is not chosen for the number of its citation mark", () => {
    expect(chosen([claim("The plant runs well."), claim("It is old.")])).toBe("The plant runs well.");
  });

  test.each(["“", '"', "„", "«", "「"])("that begins with %s is a quotation", (sign) => {
    expect(chosen([claim(`${sign}412 GWh were delivered`), plain])).toBe("The plant runs well.");
  });

  test.each([
    ["has no evidence", claim("The plant delivered 412 GWh.", { evidenceIds: [] })],
    ["does not fit a title", claim(`It delivered 412 GWh ${"and then some more ".repeat(40)}`)],
    [
      "begins by naming a figure",
      claim("", { text: [{ text: "Figure 1", link: { type: "block", id: "ch-1" } }, { text: " shows 412 GWh." }] }),
    ],
  ])("is never one that %s", (_, unfit) => {
    expect(chosen([unfit, plain])).toBe("The plant runs well.");
    expect(chosen([unfit])).toBeUndefined();
  });

  test("is never the title of another slide", () => {
    const title = titleWords(numbered.text);
    expect(chosen([numbered, plain], [title])).toBe("The plant runs well.");
    expect(chosen([numbered], [title])).toBeUndefined();
  });

  test("is none where there are no claims", () => expect(strongest([], new Set())).toBeUndefined());
});
