import { Document, Packer, Paragraph } from "docx";
import { describe, expect, test } from "vitest";
import { hasRightToLeft, textRuns } from "../../../src/render/docx/runs.ts";
import { part } from "../support/office.ts";

/** The runs of a text as Word reads them: right-to-left ones in square brackets. */
async function runsOf(text: string): Promise<string> {
  const file = new Document({
    sections: [{ children: [new Paragraph({ children: textRuns(text, { bold: true }) })] }],
  });
  const $ = await part(await Packer.pack(file, "uint8array"), "word/document.xml");
  return $("w\\:r")
    .toArray()
    .map((run) => ($(run).find("w\\:rtl").length > 0 ? `[${$(run).text()}]` : $(run).text()))
    .join("|");
}

describe("runs of one direction", () => {
  test.each([
    ["Latin text", "plain words 12", "plain words 12"],
    ["Chinese text", "数字经济 2024", "数字经济 2024"],
    ["Hebrew text", "שלום עולם", "[שלום עולם]"],
    ["Arabic text", "مرحبا", "[مرحبا]"],
    ["Hebrew after Latin", "the word שלום", "the word |[שלום]"],
    ["Latin inside Hebrew", "שלום Word שלום", "[שלום ]|Word |[שלום]"],
    ["a number inside Arabic, which stays with it", "عام 2024 كان", "[عام 2024 كان]"],
    ["signs at the beginning, which belong to what follows there", "«مرحبا»", "[«مرحبا»]"],
    ["an emoji, which has no direction of its own", "שלום 👩‍🔬!", "[שלום 👩‍🔬!]"],
  ])("are found in %s", async (_, text, expected) => expect(await runsOf(text)).toBe(expected));

  test("lose no character, whatever is mixed", async () => {
    const text = "a (שלום) 1,5 % مرحبا – 数字 “b” ܫܠܡܐ.";
    expect((await runsOf(text)).replace(/[[\]|]/g, "")).toBe(text);
  });

  test("of nothing are none", () => expect(textRuns("")).toEqual([]));
});

test.each([
  ["Syriac ܫܠܡܐ", true],
  ["ދިވެހި", true],
  ["עברית", true],
  ["עִבְרִית", true],
  ["Ελληνικά", false],
  ["हिन्दी", false],
  ["12 ± 3", false],
  ["", false],
])("whether %j holds right-to-left letters: %s", (text, expected) => expect(hasRightToLeft(text)).toBe(expected));
