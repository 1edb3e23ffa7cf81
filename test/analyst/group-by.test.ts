import { expect, test } from "vitest";
import { groupBy } from "../../src/analyst/extractive/group-by.ts";

test("groups keep the order of their first members, members theirs", () => {
  const groups = groupBy(["pear", "apple", "plum", "apricot"], (word) => word[0] ?? "");
  expect([...groups]).toEqual([
    ["p", ["pear", "plum"]],
    ["a", ["apple", "apricot"]],
  ]);
});

test("every item is in exactly one group", () => {
  const items = Array.from({ length: 97 }, (_, index) => index);
  const groups = groupBy(items, (item) => String(item % 7));
  expect([...groups.values()].flat().sort((a, b) => a - b)).toEqual(items);
  expect(groups.size).toBe(7);
});

test("nothing has no groups", () => {
  expect([...groupBy([], () => "x")]).toEqual([]);
});
