import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneLine } from "../../src/report/index.ts";

describe("a text in one line", () => {
  test.each([
    ["", ""],
    ["a  b", "a  b"],
    ["a\nb", "a b"],
    ["a \t\r\n\n  \n b", "a b"],
    ["\na", " a"],
    ["a\n", "a "],
    ["\n", " "],
    [" \n\n ", " "],
    ["a\u00a0\n\ufeffb", "a b"],
    ["שלום\nעולם", "שלום עולם"],
  ])("%j is %j", (text, line) => expect(oneLine(text)).toBe(line));

  test("is what the pattern for it makes, of any text", () => {
    const letters = fc.array(fc.constantFrom("a", " ", "\n", "\t", "\r", "\u2028", "\u00a0"), { maxLength: 30 });
    fc.assert(
      fc.property(letters, (given) => {
        const text = given.join("");
        expect(oneLine(text)).toBe(text.replace(/\s*\n\s*/g, " "));
      }),
      { numRuns: 500 },
    );
  });

  test("is made at once of millions of spaces", () => {
    const spaces = " ".repeat(5_000_000);
    expect(oneLine(`a${spaces}b`)).toHaveLength(5_000_002);
    expect(oneLine(`a${spaces}\n${spaces}b`)).toBe("a b");
    expect(oneLine(`a${"\n ".repeat(1_000_000)}b`)).toBe("a b");
  });
});
