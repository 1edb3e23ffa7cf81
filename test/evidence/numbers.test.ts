import { describe, expect, test } from "vitest";
import {
  findDates,
  findQuantities,
  isBlankCell,
  parseCellNumber,
  parsePeriod,
  printQuantity,
  printValue,
  sameQuantity,
} from "../../src/evidence/index.ts";

const read = (text: string, language?: string): readonly string[] =>
  findQuantities(text, { spelled: true, ...(language && { language }) }).map(({ value, unit }) =>
    `${value} ${unit}`.trim(),
  );

describe("findQuantities", () => {
  test.each<[string, string[], string?]>([
    ["net sales of $81,797 million", ["81797000000 USD"]],
    ["revenue of $117.2 billion, up 1%", ["117200000000 USD", "1 %"]],
    ["US$ 3M and A$5.5bn and £2k", ["3000000 USD", "5500000000 AUD", "2000 GBP"]],
    ["EUR 12 million; 12 million euros; 12 Mio. €", ["12000000 EUR", "12000000 EUR", "12000000 EUR"]],
    ["1.234,5 Mio. Euro und 3,5 %", ["1234500000 EUR", "3.5 %"], "de"],
    ["12.500 Mitarbeiter", ["12500 employees"], "de"],
    ["12.500 employees", ["12.5 employees"], "en"],
    ["2 Billionen Euro", ["2000000000000 EUR"], "de"],
    ["plus de 1 234 567 habitants", ["1234567 people"], "fr"],
    ["12,34,567 units, 12 lakh and 2.5 crore", ["1234567", "1200000", "25000000"]],
    ["收入为1.2万亿元，人口3,500万人，增长5.3%", ["1200000000000 CNY", "35000000 people", "5.3 %"]],
    ["1億2,000万円", ["120000000 JPY"]],
    ["٣٥٪ and ۱۲۳", ["35 %", "123"]],
    ["4.5 percentage points, 25 bps, 3 basis points", ["4.5 percentage points", "25 basis points", "3 basis points"]],
    ["12 GWh, 5 km², 30 °C and -3 °C", ["12 GWh", "5 km²", "30 °C", "-3 °C"]],
    ["a loss of $(1,234) million and (5)%", ["-1234000000 USD", "-5 %"]],
    ["−5 percent", ["-5 %"]],
    ["$1.26 per diluted share", ["1.26 USD per share"]],
    ["102,673,000 shares", ["102673000 shares"]],
    ["twelve countries and twenty-five people", ["12", "25 people"]],
    ["a 364-day loan over 3 years", ["364 days", "3 years"]],
    ["1,234[5] and 45%[6]", ["1234", "45 %"]],
  ])("types the numbers of “%s”", (text, expected, language) => {
    expect(read(text, language)).toEqual(expected);
  });

  test.each([
    "In 2023 and on July 1, 2022",
    "the 21st century, 3rd place",
    "Form 10-Q, COVID-19 and Airbus A320",
    "see Note 7, page 12, Item 1A and Table 3",
    "as others found [12] [3, 4]",
    "version 2.3.1 at 15:30",
    "Q3 2022, FY2021, the 1990s, 2021–22",
    "¹ see note ²",
  ])("finds no quantity in “%s”", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("gives both ends of a range the unit and scale of the second", () => {
    expect(read("between 5 and 10 million people")).toEqual(["5000000 people", "10000000 people"]);
    expect(read("5–10%")).toEqual(["5 %", "10 %"]);
    expect(read("3 to 4 TWh")).toEqual(["3 TWh", "4 TWh"]);
    expect(findQuantities("5 to 10%")[0]?.rangeWith).toBe(10);
  });

  test("does not join a list to a range", () => {
    expect(read("5 dogs and 10 million cats")).toEqual(["5", "10000000"]);
  });

  test("keeps offsets that cut out what was read", () => {
    const text = "sales of $(1,234) million in ３５％ of cases";
    for (const quantity of findQuantities(text)) expect(text.slice(quantity.start, quantity.end)).toBe(quantity.text);
  });

  test("knows the step of the last printed digit", () => {
    expect(findQuantities("$117.2 billion")[0]?.step).toBe(1e8);
    expect(findQuantities("about 500 shops")[0]).toMatchObject({ step: 100, approximate: true });
    expect(findQuantities("500 shops")[0]?.step).toBe(1);
  });
});

describe("findDates", () => {
  test.each<[string, string[], string?]>([
    ["July 1, 2023", ["2023-07-01"]],
    ["1st of July 2023 and 1 July 2023", ["2023-07-01", "2023-07-01"]],
    ["2023-07-01, 2023/7/1", ["2023-07-01", "2023-07-01"]],
    ["12/31/2022 and 31/12/2022", ["2022-12-31", "2022-12-31"]],
    ["1.7.2023 und 1. Juli 2023", ["2023-07-01", "2023-07-01"], "de"],
    ["03/04/2023", ["2023-04-03"], "fr"],
    ["03/04/2023", ["2023-03-04"], "en"],
    ["1er juillet 2023, 5 de mayo de 2021", ["2023-07-01", "2021-05-05"]],
    ["May 2020", ["2020-05"]],
    ["Q3 2022, third quarter of 2022, 3Q22", ["2022-09", "2022-09", "2022-09"]],
    ["first half of 2022 and H2 2022", ["2022-06", "2022-12"]],
    ["FY2021 and fiscal year 2022", ["2021", "2022"]],
    ["the 1990s", ["1999"]],
    ["the 2021–22 season", ["2022"]],
    ["2022年第三季度 2023年7月1日", ["2022-09", "2023-07-01"]],
    ["from 1999 to 2003", ["1999", "2003"]],
  ])("reads “%s”", (text, expected, language) => {
    expect(findDates(text, language).map(({ iso }) => iso)).toEqual(expected);
  });

  test.each(["June 31, 2023", "2023-13-01", "2,023 people", "$2023", "2000 kWh", "we may 20 times"])(
    "takes “%s” for no full date",
    (text) => {
      expect(findDates(text).filter(({ precision }) => precision === "day")).toEqual([]);
    },
  );

  test("leaves a count of things to the quantities", () => {
    expect(findDates("sold 2000 cars")).toEqual([]);
    expect(findDates("in 2000 cars were sold").map(({ iso }) => iso)).toEqual(["2000"]);
  });

  test("marks fiscal dates", () => {
    expect(findDates("third quarter of fiscal 2023")[0]).toMatchObject({ iso: "2023-09", fiscal: true });
  });
});

describe("parseCellNumber", () => {
  test.each<[string, number, string]>([
    ["$ 60,584", 60584, "USD"],
    ["(1,234)", -1234, ""],
    ["$(412)", -412, "USD"],
    ["(1,234", -1234, ""],
    ["(5)%", -5, "%"],
    ["12.5 %", 12.5, "%"],
    ["1,234[3]", 1234, ""],
    ["1,234*", 1234, ""],
    ["▼ 3.2%", -3.2, "%"],
    ["▲ 3.2%", 3.2, "%"],
    ["+5", 5, ""],
    ["−5", -5, ""],
    ["1.4 million", 1.4e6, ""],
    ["350 seats", 350, "seats"],
    ["1,234 (5.6%)", 1234, ""],
    ["2008", 2008, ""],
    ["0", 0, ""],
    [".5", 0.5, ""],
  ])("reads %s", (text, value, unit) => {
    expect(parseCellNumber(text)).toMatchObject({ value, unit });
  });

  test.each([
    "",
    "—",
    "-",
    "n/a",
    "N/A",
    "3–1",
    "1:23.45",
    "12/13",
    "July 1, 2023",
    "A320",
    "12 monkeys ate 3 figs",
    "Products",
    "10-Q",
  ])("reads no number in “%s”", (text) => {
    expect(parseCellNumber(text)).toBeUndefined();
  });

  test("takes the language's decimal mark", () => {
    expect(parseCellNumber("1.234,5", { language: "de" })?.value).toBe(1234.5);
    expect(parseCellNumber("1.234", { language: "de" })?.value).toBe(1234);
    expect(parseCellNumber("1.234")?.value).toBe(1.234);
  });

  test("tells blanks from zero", () => {
    expect([" – ", "—%", "n/a", "", "…"].map(isBlankCell)).toEqual([true, true, true, true, true]);
    expect(isBlankCell("0")).toBe(false);
  });
});

describe("sameQuantity", () => {
  const billion = { value: 117.2e9, unit: "USD", step: 1e8 };
  const exact = { value: 117_154e6, unit: "USD", step: 1e6 };

  test("forgives the rounding of printed digits", () => {
    expect(sameQuantity(billion, exact)).toBe(true);
    expect(sameQuantity({ ...billion, value: 117.3e9 }, exact)).toBe(false);
  });

  test("lets a claim be rounder than its evidence, not finer", () => {
    expect(sameQuantity(billion, exact, { rounded: "first" })).toBe(true);
    expect(sameQuantity(exact, billion, { rounded: "first" })).toBe(false);
  });

  test("compares magnitudes only when told", () => {
    const [rise, fall] = [
      { value: 3, unit: "%" },
      { value: -3, unit: "%" },
    ];
    expect(sameQuantity(rise, fall)).toBe(false);
    expect(sameQuantity(rise, fall, { ignoreSign: true })).toBe(true);
  });

  test("refuses other units", () => {
    expect(sameQuantity({ value: 5, unit: "EUR" }, { value: 5, unit: "USD" })).toBe(false);
    expect(sameQuantity({ value: 5, unit: "USD per share" }, { value: 5, unit: "USD" })).toBe(true);
    expect(sameQuantity({ value: 5, unit: "" }, { value: 5, unit: "km" })).toBe(true);
  });
});

describe("parsePeriod", () => {
  test.each<[string, string, number | undefined]>([
    ["Three Months Ended › July 1, 2023", "2023-07-01", 3],
    ["Three Months Ended September 30, › 2022", "2022-09-30", 3],
    ["Nine Months Ended June 25, 2022", "2022-06-25", 9],
    ["Thirteen Weeks Ended June 25, 2022", "2022-06-25", 3],
    ["Year ended December 31, 2022", "2022-12-31", 12],
    ["As of March 31, 2023", "2023-03-31", 0],
    ["September 24, 2022", "2022-09-24", undefined],
    ["Q3 2022", "2022-09", 3],
    ["FY2021", "2021", 12],
    ["2017", "2017", 12],
  ])("reads %s", (text, end, months) => {
    expect(parsePeriod(text)).toMatchObject({ periodEnd: end, ...(months !== undefined && { months }) });
    expect(parsePeriod(text)?.months).toBe(months);
  });

  test.each(["Three Months Ended", "Change", "", "2021 compared with 2022"])(
    "finds no single period in “%s”",
    (text) => {
      expect(parsePeriod(text)).toBeUndefined();
    },
  );

  test("keeps what else the header says", () => {
    expect(parsePeriod("July 1, 2023 › Adjusted Cost")).toMatchObject({
      period: "July 1, 2023",
      rest: "› Adjusted Cost".replace("› ", ""),
    });
    expect(parsePeriod("Three Months Ended September 30, › 2022 › At Prior Year Rates")?.rest).toBe(
      "At Prior Year Rates",
    );
  });
});

describe("printing", () => {
  test("prints quantities for sentences", () => {
    expect(printQuantity({ value: 81_797e6, unit: "USD" })).toBe("USD 81.797 billion");
    expect(printQuantity({ value: 12.5, unit: "%" })).toBe("12.5%");
    expect(printQuantity({ value: 1.27, unit: "USD per share" })).toBe("1.27 USD per share");
    expect(printQuantity({ value: 1500, unit: "people" })).toBe("1,500 people");
  });

  test("prints with the digits of the source and the marks of the language", () => {
    expect(printValue(81_797e6, { step: 1e6, factor: 1e6 })).toBe("81,797");
    expect(printValue(1.2, { step: 0.01, factor: 1 })).toBe("1.20");
    expect(printValue(81_797e6, { step: 1e6, factor: 1e6, language: "de" })).toBe("81.797");
  });
});
