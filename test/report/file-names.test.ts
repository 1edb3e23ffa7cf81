import { expect, test } from "vitest";
import { originalFileName } from "../../src/report/index.ts";

test.each([
  [{ path: "reports/Annual.PDF" }, "s1.pdf"],
  [{ url: "https://example.org/a/review.pdf?version=2#page=3" }, "s1.pdf"],
  [{ url: "https://example.org/about" }, "s1"],
  [{ url: "tool:weather?city=Rome" }, "s1"],
  [{}, "s1"],
])("an original of %j is kept as %s", (place, name) => {
  expect(originalFileName({ id: "s1", ...place })).toBe(name);
});
