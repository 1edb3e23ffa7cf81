import { describe, expect, test } from "vitest";
import { letterEdge } from "../../src/report/index.ts";

describe("the place where a text can be cut", () => {
  test.each([
    ["plain", 3, 3],
    ["a😀b", 1, 1],
    ["a😀b", 2, 1],
    ["a😀b", 3, 3],
    ["😀", 0, 0],
    ["😀", 2, 2],
    ["", 0, 0],
    ["short", 100, 100],
    // A half that came in alone is nobody's other half.
    ["\ud83d", 1, 1],
  ])("of %j at %i is %i", (text, at, edge) => expect(letterEdge(text, at)).toBe(edge));

  test("leaves both sides whole, wherever it is asked for", () => {
    const text = "x😀🎉é𝔘 שלום 👩‍👩‍👧";
    for (let at = 0; at <= text.length; at++) {
      const edge = letterEdge(text, at);
      expect([text.slice(0, edge), text.slice(edge)].some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
      expect(at - edge).toBeLessThanOrEqual(1);
    }
  });
});
