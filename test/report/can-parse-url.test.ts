import { describe, expect, test } from "vitest";
import { canParseUrl } from "../../src/report/can-parse-url.ts";

describe("what is an address", () => {
  test.each([
    ["https://example.org/a?b=c#d", undefined, true],
    ["https://müller.example/ä", undefined, true],
    ["https://例え.example/道", undefined, true],
    ["mailto:a@example.org", undefined, true],
    ["/a/b", "https://example.org", true],
    ["/a/b", undefined, false],
    ["not an address", undefined, false],
    ["https://", undefined, false],
    ["", undefined, false],
    ["http://[::1", undefined, false],
  ])("%j relative to %s: %s", (text, base, isOne) => {
    expect(canParseUrl(text, base)).toBe(isOne);
  });

  test("the answer does not change when it has been asked a hundred thousand times", () => {
    const answers = new Set(Array.from({ length: 100_000 }, () => canParseUrl("https://müller.example/ä")));
    expect([...answers]).toEqual([true]);
  });
});
