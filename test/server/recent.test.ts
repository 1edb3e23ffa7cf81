import { expect, test } from "vitest";
import { createRecent } from "../../src/server/recent.ts";

test("what was asked for last stays, the rest goes", () => {
  const recent = createRecent<string>({ most: 2 });
  recent.set("a", "first");
  recent.set("b", "second");
  recent.get("a");
  recent.set("c", "third");
  expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual(["first", undefined, "third"]);
});

test("values weigh as they are told, and a value set anew weighs once", () => {
  const recent = createRecent<string>({ most: 5, weightOf: ({ length }) => length });
  recent.set("a", "12");
  recent.set("a", "123");
  recent.set("b", "45");
  expect([recent.get("a"), recent.get("b")]).toEqual(["123", "45"]);
  recent.set("c", "6");
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([undefined, "45", "6"]);
  recent.delete("b");
  recent.set("d", "7890");
  expect([recent.get("c"), recent.get("d")]).toEqual(["6", "7890"]);
});
