import { describe, expect, test } from "vitest";
import { failureCode, parsed, sketch } from "../support/parse.ts";

const plain = { mediaType: "text/plain", name: "memo_2024.txt" };
const lines = async (text: string) => sketch(await parsed(text, plain));

describe("plain text", () => {
  test("joins the lines of a paragraph and words broken at a line's end", async () => {
    expect(
      await lines("The report was pub-\nlished in May, and it\nsold well-\nKnown names.\n\nNext paragraph."),
    ).toEqual(["p The report was published in May, and it sold well- Known names.", "p Next paragraph."]);
  });

  test("finds headings: underlined, numbered, in capitals, the first line", async () => {
    expect(
      await lines(
        "Annual memo\n\nIntroduction\n============\nText one.\n\n2.1 Scope of work\n\nText two.\n\nRISKS AND LIMITS\n\nText three.",
      ),
    ).toEqual([
      "h1 Annual memo",
      "h1 Introduction",
      "p Text one.",
      "h3 2.1 Scope of work",
      "p Text two.",
      "h2 RISKS AND LIMITS",
      "p Text three.",
    ]);
  });

  test.each([
    "第一章",
    "第3节 结论",
    "Kapitel 2",
    "Anhang B",
    "Chapitre 4 Résultats",
    "Глава 1",
    "IV. Results",
    "Annex C",
  ])("knows “%s” for a heading", async (line) => {
    expect(await lines(`It rained.\n\n${line}\n\nIt rained again.`)).toContain(`h2 ${line}`);
  });

  test.each(["第一章讲述了风能。", "Teile davon", "Partly cloudy", "第一名", "I think so"])(
    "does not take “%s” for one",
    async (line) => {
      expect(await lines(`It rained.\n\n${line}\n\nIt rained again.`)).toContain(`p ${line}`);
    },
  );

  test("takes no sentence for a heading", async () => {
    expect(await lines("It rained.\n\nSee also:\n\n42")).toEqual(["p It rained.", "p See also:", "p 42"]);
  });

  test("reads items with their continuation lines", async () => {
    expect(await lines("Needs:\n- first item\n  goes on\n- second item\n")).toEqual([
      "p Needs:",
      "- first item goes on",
      "- second item",
    ]);
    expect(await lines("1. One thing\n2. Another thing")).toEqual(["- One thing", "- Another thing"]);
  });

  test("reads old line ends and form feeds", async () => {
    expect(await lines("One.\r\rTwo.\fThree.")).toEqual(["p One.", "p Two.", "p Three."]);
  });

  test("is named after its heading, else after its file", async () => {
    expect((await parsed("Great title\n\nText.", plain)).metadata.title).toBe("Great title");
    expect((await parsed("Only a sentence.", plain)).metadata.title).toBe("memo 2024");
  });

  test("reads text without Latin letters", async () => {
    expect(await lines("中文报告。\n\nهذا تقرير.")).toEqual(["p 中文报告。", "p هذا تقرير."]);
  });

  test("fails when there is nothing to read, or too much", async () => {
    expect(await failureCode("", plain)).toBe("empty");
    expect(await failureCode(" \n\n ", plain)).toBe("empty");
    expect(await failureCode(new Uint8Array(21 * 1024 * 1024).fill(97), plain)).toBe("too-large");
  });
});
