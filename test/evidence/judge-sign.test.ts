import { describe, expect, test } from "vitest";
import { makeTable } from "./fixtures.ts";
import { judging } from "./judging.ts";

describe("a profit and a loss of the same digits", () => {
  const income = judging(
    makeTable(
      `
      Item | 2023 | 2022
      Net income (loss) | (1,204) | 20,721
      Other income/(expense), net | (265) | (10)`,
      { caption: "In USD millions" },
    ),
  );
  test.each([
    ["The net loss was $1,204 million in 2023.", "0:1", "supported"],
    ["Net income was −$1,204 million in 2023.", "0:1", "supported"],
    ["Net income was negative at $1,204 million in 2023.", "0:1", "supported"],
    ["Net income was $1,204 million in 2023.", "0:1", "contradicted"],
    ["The net loss was $20,721 million in 2022.", "0:2", "contradicted"],
    ["Net income was $20,721 million in 2022.", "0:2", "supported"],
    ["Other expense, net, was $265 million in 2023.", "1:1", "supported"],
  ])("“%s” by cell %s is %s", (claim, cell, expected) => expect(income(claim, cell)).toBe(expected));
});
