import { describe, expect, test } from "vitest";
import { isPlainNumber } from "../../src/evidence/cell-number.ts";
import { isBlankCell, parseCellNumber } from "../../src/evidence/index.ts";

describe("parseCellNumber", () => {
  test.each<[string, number, string?]>([
    ["(3.1%)", -3.1],
    ["$ (412)", -412],
    ["US$(1.2)", -1.2],
    ["412-", -412],
    ["–5", -5],
    ["+12.3%", 12.3],
    ["△1,234", -1234, "ja"],
    ["▲1,234", -1234, "ja"],
    ["▲3", 3, "en"],
    ["↓3", -3, "en"],
  ])("knows the sign of %s", (text, value, language) => {
    expect(parseCellNumber(text, { ...(language && { language }) })?.value).toBe(value);
  });

  test.each<[string, number, string?]>([
    ["1,234(a)", 1234],
    ["1,234 †", 1234],
    ["12.5[note 3]", 12.5],
    ["0.05**", 0.05],
    ["12²", 12],
    ["1.2E+06", 1.2e6],
    ["1.2e-5", 1.2e-5],
    ["1.5 × 10³", 1500],
    ["2.5×", 2.5],
    ["13,000+", 13_000],
    ["approx. 500", 500],
    ["about 500", 500],
    ["<0.1", 0.1],
    ["≥ 100", 100],
    ["12.5 ± 0.3", 12.5],
    ["12.5 (±0.3)", 12.5],
    ["12.5 (10.1–14.9)", 12.5],
    ["1.8 (95% CI 1.1 to 2.4)", 1.8],
    ["1 234 567", 1_234_567],
    ["$1 234", 1234],
    ["1'234.5", 1234.5],
    ["12½", 12.5],
    ["1.234.567", 1_234_567],
    ["٣٥", 35, "ar"],
    ["1 234,5", 1234.5, "fr"],
  ])("reads %s as %d", (text, value, language) => {
    expect(parseCellNumber(text, { ...(language && { language }) })?.value).toBeCloseTo(value, 10);
  });

  test.each([
    "3h 20m",
    "45°N",
    "1st",
    "No. 5 of 20",
    "192.168.0.1",
    "12.3.4",
    "2023-24",
    "Jan-22",
    "T-5",
    "8/10",
    "50%/50%",
  ])("reads no number in “%s”", (text) => {
    expect(parseCellNumber(text)).toBeUndefined();
  });

  test("tells where a scale word or an exponent leaves none to the table", () => {
    expect(["1.4 million", "£1.2m", "1.5 × 10³", "1,4 Mio."].map((text) => parseCellNumber(text)?.scaled)).toEqual(
      Array(4).fill(true),
    );
    expect(["1,234", "$5", "12%"].map((text) => parseCellNumber(text)?.scaled)).toEqual([false, false, false]);
  });

  test("keeps what is counted", () => {
    expect(
      ["350 seats", "12 km", "1.2 pp", "$75/barrel", "5 kWh/day"].map((text) => parseCellNumber(text)?.unit),
    ).toEqual(["seats", "km", "percentage points", "USD per barrel", "kWh per day"]);
  });

  test("knows the step of the last digit", () => {
    expect(["12.50", "1,234", "1.2 million", "1.2E+06"].map((text) => parseCellNumber(text)?.step)).toEqual([
      0.01, 1, 1e5, 1e5,
    ]);
  });
});

describe("isBlankCell", () => {
  test.each([
    "",
    " ",
    "-",
    "—",
    "––",
    "…",
    "...",
    "..",
    "n/a",
    "N/M",
    "n.m.",
    "k.A.",
    "nil",
    "$ —",
    "€ –",
    "—%",
    "[2]",
    "*",
  ])("sees a blank in “%s”", (text) => {
    expect(isBlankCell(text)).toBe(true);
    expect(parseCellNumber(text)).toBeUndefined();
  });

  test.each(["0", "$0", "0%", "no", "none of these", "–5", "a"])("sees something in “%s”", (text) => {
    expect(isBlankCell(text)).toBe(false);
  });
});

test("a plain number is one that needs no closer look", () => {
  expect(["1,234.5", "$(412)", "(5)%", "-3", "12 %"].map(isPlainNumber)).toEqual(Array(5).fill(true));
  expect(["12 km", "1.234,5", "3–1", "A5", "", "1,23"].map(isPlainNumber)).toEqual(Array(6).fill(false));
});
