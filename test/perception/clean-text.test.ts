import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanCode, cleanText } from "../../src/perception/clean-text.ts";

describe("cleanText", () => {
  test.each([
    ["  two \n\t words ", "two words"],
    ["non\u00a0breaking\u2009thin", "non breaking thin"],
    ["soft\u00adhyphen", "softhyphen"],
    ["zero\u200bwidth\ufeff", "zerowidth"],
    ["\u202eturned\u202c", "turned"],
    ["tag\u{E0041}\u{E0042}s", "tags"],
    ["bell\u0007rings", "bell rings"],
    ["नमस्ते", "नमस्ते"],
    ["می‌خواهم", "می‌خواهم"],
    ["👩‍🔬", "👩‍🔬"],
    ["", ""],
  ])("%j is %j", (text, clean) => expect(cleanText(text)).toBe(clean));

  test("keeps every letter, digit and sign in its order, and changes nothing twice", () => {
    const visible = (text: string) => text.match(/[\p{L}\p{N}\p{P}\p{S}]/gu) ?? [];
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleanText(text);
        expect(visible(clean)).toEqual(visible(text));
        expect(cleanText(clean)).toBe(clean);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("cleanCode", () => {
  test("keeps indentation and empty lines inside", () => {
    expect(cleanCode("\n\n  if (a) {\n\n    b();  \n  }\n\n")).toBe("  if (a) {\n\n    b();\n  }");
  });

  test("writes all line ends alike", () => {
    expect(cleanCode("a\r\nb\rc")).toBe("a\nb\nc");
  });
});
