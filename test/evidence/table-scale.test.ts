import { describe, expect, test } from "vitest";
import { readLabelUnit, readTableScale, typedCells } from "../../src/evidence/index.ts";
import { makeTable } from "./fixtures.ts";

describe("readTableScale", () => {
  test.each<[string, number, string]>([
    ["In thousands of U.S. dollars", 1e3, "USD"],
    ["(Amounts in € thousands)", 1e3, "EUR"],
    ["Dollars in billions", 1e9, "USD"],
    ["(in billions of 2015 dollars)", 1e9, "USD"],
    ["£'000", 1e3, "GBP"],
    ["$000", 1e3, "USD"],
    ["€m", 1e6, "EUR"],
    ["US$bn", 1e9, "USD"],
    ["(RMB million)", 1e6, "CNY"],
    ["(Rs. in crore)", 1e7, "INR"],
    ["(₹ in lakhs)", 1e5, "INR"],
    ["Mio. €", 1e6, "EUR"],
    ["in Tsd. Euro", 1e3, "EUR"],
    ["TEUR", 1e3, "EUR"],
    ["in T€", 1e3, "EUR"],
    ["Angaben in k€", 1e3, "EUR"],
    ["M€", 1e6, "EUR"],
    ["(en milliers d'euros)", 1e3, "EUR"],
    ["(millones de euros)", 1e6, "EUR"],
    ["(em milhões de reais)", 1e6, "BRL"],
    ["(млн руб.)", 1e6, "RUB"],
    ["(тыс. руб.)", 1e3, "RUB"],
    ["(百万円)", 1e6, "JPY"],
    ["単位：億円", 1e8, "JPY"],
    ["单位：万元", 1e4, "CNY"],
    ["(단위: 백만원)", 1e6, "KRW"],
    ["(000 tonnes)", 1e3, "t"],
    ["('000 ha)", 1e3, "ha"],
    ["(1,000 tonnes)", 1e3, "t"],
    ["Population (thousands)", 1e3, ""],
    ["Millions", 1e6, ""],
  ])("“%s” multiplies by %d %s", (text, scale, unit) => {
    expect(readTableScale(text)).toMatchObject({ scale, unit, said: true });
  });

  test.each([
    "Deaths per 1,000 population",
    "cases per 100,000 inhabitants",
    "Heights of mountains (m)",
    "It sold 5 million units in 2020",
    "Number of employees",
    "Unaudited",
    "",
  ])("“%s” says no scale", (text) => {
    expect(readTableScale(text)).toMatchObject({ scale: 1, said: false });
  });

  test("keeps exceptions apart", () => {
    expect(
      readTableScale("(In millions, except shares in thousands, per share amounts and employee figures)"),
    ).toMatchObject({ scale: 1e6, sharesScale: 1e3, exceptPerShare: true });
    expect(readTableScale("(in millions, except employee figures)").exceptions).toContain("employee");
    expect(readTableScale("(in millions, unless otherwise noted)").exceptions).toEqual([]);
  });
});

describe("readLabelUnit", () => {
  test.each<[string, number, string]>([
    ["Area (km²)", 1, "km²"],
    ["Height (m)", 1, "m"],
    ["Price, USD", 1, "USD"],
    ["Change (%)", 1, "%"],
    ["Share in per cent", 1, "%"],
    ["GDP (US$ billion)", 1e9, "USD"],
    ["Umsatz (in Mio. EUR)", 1e6, "EUR"],
    ["Output (GWh)", 1, "GWh"],
    ["Emissions (Mt CO2e)", 1, "Mt"],
    ["Price ($/barrel)", 1, "USD per barrel"],
    ["Fair value ($ per share)", 1, "USD per share"],
  ])("“%s”: %d, %s", (label, scale, unit) => {
    const read = readLabelUnit(label) ?? { scale: 1, unit: "" };
    expect(read).toMatchObject({ scale, unit });
  });

  test.each(["Products", "Apple (AAPL)", "Total (2020)", "Up to 5% of staff at 3", "Germany (West)", ""])(
    "sees no unit in “%s”",
    (label) => {
      expect(readLabelUnit(label)?.unit ?? "").toBe("");
    },
  );
});

describe("a table's numbers", () => {
  const values = (lines: string, options: { caption?: string; notes?: string }): readonly string[] =>
    typedCells(makeTable(lines, options), { sourceTitle: "" }).map(({ quantity }) =>
      `${quantity.value} ${quantity.unit}`.trim(),
    );

  test("are not multiplied by what a rate is per", () => {
    expect(values("Country | 2019\nChad | 85.4", { caption: "Deaths per 1,000 live births" })).toEqual(["85.4"]);
  });

  test("are metres under a height, millions under a population", () => {
    expect(values("Mountain | Height (m)\nZugspitze | 2,962", {})).toEqual(["2962 m"]);
    expect(values("Country | Population (m)\nGermany | 83.2", {})).toEqual(["83200000"]);
  });

  test("take scale and money from a note in any language", () => {
    expect(values("Posten | 2022\nUmsatz | 1,250", { notes: "TEUR" })).toEqual(["1250000 EUR"]);
    expect(values("項目 | 2022年\n売上高 | 1,250", { notes: "(百万円)" })).toEqual(["1250000000 JPY"]);
    expect(values("Статья | 2022\nВыручка | (1,250)", { notes: "(млн руб.)" })).toEqual(["-1250000000 RUB"]);
  });

  test("keep a unit of their own whatever the note says", () => {
    expect(
      values("Item | 2022\nMargin | 12.5%\nSales | 40\nOutput | 12 GWh", { notes: "(in millions of euros)" }),
    ).toEqual(["12.5 %", "40000000 EUR", "12 GWh"]);
  });
});
