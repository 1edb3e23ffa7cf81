import { describe, expect, test } from "vitest";
import { z } from "zod";
import { lenientArray } from "../../src/search/lenient-array.ts";

const entry = z.object({ name: z.string(), count: z.coerce.number().nullish() });
const list = lenientArray(entry);

describe("a lenient list", () => {
  test.each([
    ["null", null],
    ["nothing", undefined],
    ["an empty list", []],
    ["only odd entries", [null, 7, "name", [], {}, { name: 5 }]],
  ])("of %s is empty", (_, given) => expect(list.parse(given)).toEqual([]));

  test("keeps what fits, in its order, and drops the rest", () => {
    const given = [{ name: "a" }, { name: null }, { name: "b", count: null }, "c", { name: "d" }];
    expect(list.parse(given).map(({ name }) => name)).toEqual(["a", "b", "d"]);
  });

  test("gives entries as their schema reads them, unknown keys left out", () => {
    expect(list.parse([{ name: "a", count: "3", more: true }])).toEqual([{ name: "a", count: 3 }]);
  });

  test.each([["text"], [{ 0: { name: "a" }, length: 1 }], [5], [true]])("refuses %j, which is no list", (given) => {
    expect(list.safeParse(given).success).toBe(false);
  });

  test("inside another keeps an entry whose own list has odd ones", () => {
    const nested = lenientArray(z.object({ id: z.string(), authors: list }));
    expect(nested.parse([{ id: "1", authors: [{ name: "a" }, 7] }, { id: "2" }, { authors: [] }])).toEqual([
      { id: "1", authors: [{ name: "a" }] },
      { id: "2", authors: [] },
    ]);
  });
});
