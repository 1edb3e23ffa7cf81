import { describe, expect, test } from "vitest";
import { findQuantities } from "../../src/evidence/index.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";

const read = (text: string, language?: string): readonly string[] =>
  findQuantities(text, { ...(language && { language }) }).map(({ value, unit }) => `${value} ${unit}`.trim());

describe("negative amounts", () => {
  test.each<[string, string[]]>([
    ["a net loss of $ (1,234) million", ["-1234000000 USD"]],
    ["$(0.12) per diluted share", ["-0.12 USD per share"]],
    ["($412) million", ["-412000000 USD"]],
    ["-$5.2 million, −$5.2 million", ["-5200000 USD", "-5200000 USD"]],
    ["$-5.2 million and USD -5 million", ["-5200000 USD", "-5000000 USD"]],
    ["€ −3 bn", ["-3000000000 EUR"]],
    ["minus 5 degrees Celsius, moins 3 %", ["-5 °C", "-3 %"]],
    ["change (4.2) %", ["-4.2 %"]],
    ["growth: -1.5%", ["-1.5 %"]],
    ["بلغ \u200e-1.5% و \u061c-٢٫٥\u061c%\u061c", ["-1.5 %", "-2.5 %"]],
    ["USD \u200e-3", ["-3 USD"]],
  ])("are read from “%s”", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["12 of 30 patients (40%)", ["12", "30", "40 %"]],
    ["Total – 5 million", ["5000000"]],
    ["a 10-15 km walk", ["10 km", "15 km"]],
    ["5% - 10%", ["5 %", "10 %"]],
    ["non-5 and post-10", []],
  ])("are not seen where “%s” has brackets or dashes", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test("stand in the text that was read, sign and brackets included", () => {
    for (const text of ["$(1,234) million", "$-5.2 million", "USD -5 million", "(5)%", "$ (7)"]) {
      expect(findQuantities(text)[0]?.text).toBe(text);
    }
  });
});

describe("how many digits write them", () => {
  test.each<[string, string[], string?]>([
    ["12 000 people and 1 000 000 trees", ["12000 people", "1000000"]],
    ["SEK 12 000", ["12000 SEK"]],
    ["SEK 12 345", ["12345 SEK"], "sv"],
    ["rows 12 345 678 of a table", ["12", "345", "678"]],
    ["over 2000 people, over 1900 workers", ["2000 people", "1900 employees"]],
    ["10^9 cells, 10⁶ volts, 10^(3) ways, 2 × 10⁶ h", ["1000000000", "1000000", "1000", "2000000 h"]],
    ["100 miles in 2 hours", ["100 mi", "2 h"]],
    ["5 miles de millones de euros", ["5000000000 EUR"], "es"],
    ["第3季度增长5%，第12页", ["5 %"], "zh"],
    ["제3분기 매출 5%", ["5 %"], "ko"],
    ["10 000 and 10 and 10%", ["10000", "10", "10 %"]],
  ])("“%s”", (text, expected, language) => expect(read(text, language)).toEqual(expected));
});

describe("ranges", () => {
  test.each<[string, string[]]>([
    ["$5-10 million", ["5000000 USD", "10000000 USD"]],
    ["$5 million–$10 million", ["5000000 USD", "10000000 USD"]],
    ["between $5 and $10 million", ["5000000 USD", "10000000 USD"]],
    ["EUR 5 to 10 billion", ["5000000000 EUR", "10000000000 EUR"]],
    ["5 or 6 million people", ["5000000 people", "6000000 people"]],
    ["500,000 to 1 million people", ["500000 people", "1000000 people"]],
    ["between 900 and 1.2 million voters", ["900", "1200000"]],
    ["3 bis 5 Mio. Euro", ["3000000 EUR", "5000000 EUR"]],
    ["entre 10 et 15 %", ["10 %", "15 %"]],
    ["10~20万人", ["100000 people", "200000 people"]],
  ])("share unit and scale in “%s”", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test("join no numbers of different units", () => {
    const [points, share] = findQuantities("rose 2.5 percentage points to 5.5 percent");
    expect(points).toMatchObject({ value: 2.5, unit: "percentage points" });
    expect(points?.rangeWith).toBeUndefined();
    expect(share).toMatchObject({ value: 5.5, unit: "%" });
  });

  test("join no list that happens to follow the word between", () => {
    expect(read("It differs between regions: 5 dogs and 10 million cats")).toEqual(["5", "10000000"]);
  });

  test("carry the other end", () => {
    expect(findQuantities("2 to 4 km").map(({ rangeWith }) => rangeWith)).toEqual([4, undefined]);
  });
});

describe("scales", () => {
  test.each<[string, number, string?]>([
    ["2.5 lakh crore", 2.5e12],
    ["5 thousand crore", 5e10],
    ["3 hundred thousand", 3e5],
    ["3,4 mil millones", 3.4e9, "es"],
    ["2 mille milliards", 2e12, "fr"],
    ["2,5 bilhões", 2.5e9, "pt"],
    ["12 млрд", 12e9, "ru"],
    ["3兆5000億", 3.5e12, "ja"],
    ["1万2千", 12_000, "ja"],
    ["5천만", 5e7, "ko"],
    ["3조 5000억", 3.5e12, "ko"],
    ["1.2万亿", 1.2e12, "zh"],
    ["1,5 Billionen", 1.5e12, "de"],
    ["1.2bn", 1.2e9],
    ["5k", 5000],
    ["5m", 5],
    ["1.2 × 10⁶", 1.2e6],
    ["1.2×10^-3", 1.2e-3],
    ["6.02e23", 6.02e23],
    ["2½", 2.5],
  ])("multiply in “%s”", (text, expected, language) => {
    const found = findQuantities(text, { ...(language && { language }) });
    expect(found).toHaveLength(1);
    expect(found[0]?.value).toBeCloseTo(expected, 6);
  });

  test("give the step of the last printed digit", () => {
    const steps = ["$117.2 billion", "1.20 km", "3 × 10⁴", "3兆5000億円", "nearly 1,200", "1,200"];
    expect(steps.map((text) => findQuantities(text)[0]?.step)).toEqual([1e8, 0.01, 1e4, 1e8, 100, 1]);
  });
});

describe("what is no quantity", () => {
  test.each([
    "ISBN 978-3-16-148410-0",
    "https://example.org/2019/12/page-45",
    "doi:10.1038/s41586-020-2649-2",
    "10.1038/s41586-020-2649-2",
    "mail me at user99@example.org",
    "the A380-800 and the F/A-18",
    "No. 5, Nr. 7, n° 3 and #12",
    "Art. 5, § 12, Seite 7, Abschnitt 3",
    "COVID-19, H1N1, PM2.5",
    "chapter 4, Step 2 and Level 3",
    "the 3rd, 21st and 100th",
    "at 15:30, a ratio of 16:9",
  ])("is not read from “%s”", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("leaves numbers beside codes alone", () => {
    expect(read("Flight BA-2490 carried 120 people (see https://example.org/7).")).toEqual(["120 people"]);
  });
});

test("offsets cut out what was read, in any notation and amid any text", () => {
  const pieces = [
    "$(1,234) million",
    "３５％",
    "1.2 × 10⁶ km",
    "€45/MWh",
    "2½ h",
    "1億2,000万円",
    "CHF 1’234.50",
    "5 °C",
  ];
  for (const [index, first] of pieces.entries()) {
    for (const second of pieces.slice(index + 1)) {
      const text = `Über 😀 ${first}; then — ${second}.`;
      const found = findQuantities(text);
      expect(found.map((quantity) => quantity.text)).toEqual([first, second]);
      for (const { start, end, text: piece } of found) expect(text.slice(start, end)).toBe(piece);
    }
  }
});

test("reads a long text in a time that grows with its length", () => {
  const text = "In the quarter sales of $1,234.5 million rose 5 to 10 % over 2022. ".repeat(2000);
  const started = cpuMilliseconds();
  expect(findQuantities(text)).toHaveLength(6000);
  expect(cpuMilliseconds() - started).toBeLessThan(8000);
});
