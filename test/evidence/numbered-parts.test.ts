import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";
import { otherParts } from "../../src/evidence/numbered-parts.ts";

describe("a numbered part", () => {
  test.each([
    ["Section 5 of the act allows it.", "Section 6 of the act allows it.", ["Section 5"]],
    ["Article 13 was repealed.", "Articles 12 and 14 stand; Article 12 was repealed.", ["Article 13"]],
    ["The drug failed in phase 3.", "The drug failed in Phase II.", ["phase 3"]],
    ["Version 2.1 is free.", "Version 2.0 is free.", ["Version 2.1"]],
    ["Type 2 is common.", "Type 1 is common.", ["Type 2"]],
    ["Artikel 5 gilt.", "Artikel 6 gilt.", ["Artikel 5"]],
    ["Le chapitre 2 le dit.", "Le chapitre 3 le dit.", ["chapitre 2"]],
  ])("of “%s” is none of “%s”", (claim, text, expected) => expect(otherParts(claim, text)).toEqual(expected));

  test.each([
    ["Section 5 of the act allows it.", "Under section 5, and section 6, the act allows it."],
    ["The drug failed in phase 3.", "The drug failed in Phase III."],
    ["Phase IV began.", "Phase 4 began."],
    ["Section 5 of the act allows it.", "The act allows it."],
    ["Type 2 is common.", "Phase 3 is common."],
    ["Part 5 % of it.", "Part 6 of it."],
    ["Nothing is numbered.", "Section 5 is."],
  ])("of “%s” is not missed in “%s”", (claim, text) => expect(otherParts(claim, text)).toEqual([]));

  test("that is another is no support, and who can read may decide", () => {
    const claim = "Section 5 of the act allows the sale of heat.";
    expect(judgeText(claim, "Section 6 of the act allows the sale of heat.")).toMatchObject({
      support: "partly",
      step: "names",
      reason: expect.stringContaining("“Section 5” is not named"),
    });
    expect(judgeText(claim, "Section 5 of the act allows the sale of heat to all.").support).toBe("supported");
  });
});
