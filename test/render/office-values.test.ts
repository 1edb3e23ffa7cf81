import { describe, expect, test } from "vitest";
import { officeInstant } from "../../src/render/office-instant.ts";
import { scaledValue } from "../../src/render/scaled-value.ts";

// ECMA-376 part 2, 11.3: `dcterms:created` is a W3CDTF; Office writes it in UTC to the second.
describe("an instant in the properties of an office file", () => {
  test.each([
    ["2026-03-01T12:30:45.678Z", "2026-03-01T12:30:45Z"],
    ["2026-03-01T12:30:45Z", "2026-03-01T12:30:45Z"],
    ["2026-03-01T00:30:00+02:00", "2026-02-28T22:30:00Z"],
    ["2026-03-01", "2026-03-01T00:00:00Z"],
    ["last Tuesday", "1970-01-01T00:00:00Z"],
    ["", "1970-01-01T00:00:00Z"],
    ["2026-02-30T99:00:00Z", "1970-01-01T00:00:00Z"],
  ])("of %j is %s", (iso, expected) => expect(officeInstant(iso)).toBe(expected));
});

describe("a value in the workbook behind a chart", () => {
  const scale = (divisor: number) => ({ divisor, word: "", decimals: 1, unit: "" });

  test.each([
    [89_498_000_000, 1e9, 89.498],
    [0.1 + 0.2, 1, 0.3],
    [-1_204_000_000, 1e9, -1.204],
    [0, 1e6, 0],
    [1, 1e12, 1e-12],
    [1e300, 1e9, 1e291],
    [123_456_789_012_345, 1, 123_456_789_012_000],
  ])("%d over %d is %d", (value, divisor, expected) => expect(scaledValue(value, scale(divisor))).toBe(expected));

  test.each([[null], [Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    "is missing for %s, which no cell of a number can hold",
    (value) => expect(scaledValue(value, scale(1))).toBeNull(),
  );
});
