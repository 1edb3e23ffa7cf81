import { describe, expect, test } from "vitest";
import { sameQuantity } from "../../src/evidence/index.ts";
import { conversionOf } from "../../src/evidence/unit-conversion.ts";
import { currencyBefore, isMoney, readUnit, scaleOf } from "../../src/evidence/units.ts";

const unitAfter = (text: string, language?: string): string =>
  readUnit(text, { afterCurrency: false, ...(language && { language }) }).unit;

describe("readUnit", () => {
  test.each<[string, string]>([
    [" percentage points", "percentage points"],
    [" %-Punkte", "percentage points"],
    [" pp", "percentage points"],
    [" bps", "basis points"],
    [" pour cent", "%"],
    ["퍼센트", "%"],
    ["%", "%"],
    [" kWh", "kWh"],
    [" petajoules", "PJ"],
    [" MW of wind", "MW"],
    [" km²", "km²"],
    [" square feet", "sq ft"],
    [" hectares", "ha"],
    [" litres", "L"],
    [" cubic metres", "m³"],
    [" µm", "µm"],
    [" mg", "mg"],
    [" g of salt", "g"],
    [" MtCO2e", "Mt"],
    [" Gt CO₂", "Gt"],
    [" MT of wheat", "t"],
    [" million barrels", "barrels"],
    [" ppm", "ppm"],
    [" gigabytes", "GB"],
    ["-day", "days"],
    [" 个月内", "months"],
    ["人", "people"],
    ["명", "people"],
    [" habitants", "people"],
    [" Mitarbeiterinnen und Mitarbeiter", "employees"],
  ])("knows “%s”", (text, unit) => {
    expect(unitAfter(text)).toBe(unit);
  });

  test.each<[string, string]>([
    [" zł", "PLN"],
    [" рублей", "RUB"],
    [" d’euros", "EUR"],
    [" de dólares", "USD"],
    [" Swiss francs", "CHF"],
    [" Hong Kong dollars", "HKD"],
    [" pounds sterling", "GBP"],
    ["ドル", "USD"],
    [" million won", "KRW"],
    ["억 원", "KRW"],
    [" SEK", "SEK"],
    [" Mrd. €", "EUR"],
  ])("knows the money of “%s”", (text, unit) => {
    expect(unitAfter(text)).toBe(unit);
  });

  test.each([
    " won the race",
    " G network",
    " generations",
    " mother",
    " have",
    " to",
    " lessons",
    " in total",
    "",
    " sek",
  ])("sees no unit in “%s”", (text) => {
    expect(unitAfter(text)).toBe("");
  });

  test.each<[string, boolean, string]>([
    [" kWh/day", false, "kWh per day"],
    [" kWh per day", false, "kWh per day"],
    [" kg/m³", false, "kg per m³"],
    [" people per square kilometre", false, "people per km²"],
    [" Euro pro Jahr", false, "EUR per year"],
    [" euros par mois", false, "EUR per month"],
    ["/MWh", true, " per MWh"],
    [" per barrel", true, " per barrel"],
    [" % per year", false, "%"],
    [" per cent", false, "%"],
    [" km/h", false, "km/h"],
    [" GWh per plant", false, "GWh"],
  ])("reads the rate of “%s”", (text, afterCurrency, unit) => {
    expect(readUnit(text, { afterCurrency }).unit).toBe(unit);
  });

  test("does not take barrels a day for megabytes", () => {
    expect(unitAfter(" mb/d")).toBe("");
    expect(unitAfter(" MB of memory")).toBe("MB");
  });

  test("scales by a letter only when attached or after a currency", () => {
    const scale = (text: string, afterCurrency: boolean): number => readUnit(text, { afterCurrency }).scale;
    expect([scale("k", false), scale("M", false), scale("bn", false)]).toEqual([1e3, 1e6, 1e9]);
    expect([scale("m", false), scale(" K", false), scale(" M", false)]).toEqual([1, 1, 1]);
    expect([scale("m", true), scale(" M", true), scale("b", true), scale("T", true)]).toEqual([1e6, 1e6, 1e9, 1e12]);
  });
});

describe("scaleOf", () => {
  test("tells the long scale from the short one", () => {
    expect([scaleOf("billion", "en"), scaleOf("Billion", "de"), scaleOf("Billionen", "de")]).toEqual([1e9, 1e12, 1e12]);
    expect([scaleOf("billions", "fr"), scaleOf("billones", "es"), scaleOf("biliões", "pt")]).toEqual([
      1e12, 1e12, 1e12,
    ]);
    expect([scaleOf("bilhões", "pt"), scaleOf("mil milhões", "pt"), scaleOf("миллиарда", "ru")]).toEqual([
      1e9, 1e9, 1e9,
    ]);
    expect([scaleOf("milliard", "fr"), scaleOf("Mrd.", "de"), scaleOf("mld")]).toEqual([1e9, 1e9, 1e9]);
  });

  test("multiplies Chinese, Japanese and Korean myriads", () => {
    expect(["万", "百万", "千万", "亿", "万亿", "億", "만", "천만", "억", "조"].map((word) => scaleOf(word))).toEqual([
      1e4, 1e6, 1e7, 1e8, 1e12, 1e8, 1e4, 1e7, 1e8, 1e12,
    ]);
  });

  test("is 1 for other words", () => {
    expect(["", "km", "dozen"].map((word) => scaleOf(word))).toEqual([1, 1, 1]);
  });
});

describe("currencyBefore", () => {
  test.each<[string, string | undefined]>([
    ["sales of $", "USD"],
    ["US$ ", "USD"],
    ["A$", "AUD"],
    ["HK$", "HKD"],
    ["R$ ", "BRL"],
    ["Rs. ", "INR"],
    ["Fr. ", "CHF"],
    ["RMB", "CNY"],
    ["CHF ", "CHF"],
    ["they all ", undefined],
    ["we try ", undefined],
    ["", undefined],
  ])("reads “%s”", (text, unit) => {
    expect(currencyBefore(text)?.unit).toBe(unit);
  });
});

test("money is a currency, alone or per something", () => {
  expect(["USD", "EUR per share", "JPY per barrel"].map(isMoney)).toEqual([true, true, true]);
  expect(["", "%", "USDX", "kWh", "per share"].map(isMoney)).toEqual([false, false, false, false, false]);
});

describe("conversion", () => {
  const one = (value: number, unit: string, step = 0): { value: number; unit: string; step: number } => ({
    value,
    unit,
    step,
  });

  test.each<[number, string, number, number, string]>([
    [1.2, "TWh", 0.1, 1210, "GWh"],
    [1, "GW", 1, 1000, "MW"],
    [42, "km", 1, 26.2, "mi"],
    [100, "°C", 1, 212, "°F"],
    [-40, "°F", 1, -40, "°C"],
    [2, "Mt", 1, 2_000_000, "t"],
    [150, "lb", 1, 68, "kg"],
    [1, "km²", 1, 100, "ha"],
    [25, "basis points", 1, 0.25, "percentage points"],
    [2, "years", 1, 24, "months"],
    [90, "min", 1, 1.5, "h"],
    [3.6, "PJ", 0.1, 1, "TWh"],
    [100, "km/h", 1, 62.1, "mph"],
    [1, "TB", 1, 1000, "GB"],
  ])("knows that %d %s (to %d) are %d %s", (value, unit, step, other, otherUnit) => {
    expect(sameQuantity(one(value, unit, step), one(other, otherUnit), { rounded: "first" })).toBe(true);
    expect(sameQuantity(one(value * 1.2, unit, step / 10), one(other, otherUnit), { rounded: "first" })).toBe(false);
  });

  test.each([
    ["km", "km²"],
    ["GW", "GWh"],
    ["days", "months"],
    ["kg", "km"],
    ["%", "percentage points"],
  ])("never turns %s into %s", (first, second) => {
    expect(conversionOf(first)?.dimension).not.toBe(conversionOf(second)?.dimension);
  });

  test("does not know money and counts", () => {
    expect(["USD", "people", "shares", "", "kWh per day"].map(conversionOf)).toEqual(Array(5).fill(undefined));
  });
});
