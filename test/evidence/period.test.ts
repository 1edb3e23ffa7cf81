import { describe, expect, test } from "vitest";
import { parsePeriod } from "../../src/evidence/index.ts";

describe("length and end of a period", () => {
  test.each<[string, string, number | undefined, string?]>([
    ["Quarter Ended March 31, 2023", "2023-03-31", 3],
    ["Quarterly period ended March 31, 2023", "2023-03-31", 3],
    ["53 Weeks Ended February 3, 2024", "2024-02-03", 12],
    ["Fourteen Weeks Ended December 31, 2022", "2022-12-31", 3],
    ["26 Weeks Ended July 1, 2023", "2023-07-01", 6],
    ["Six months to 30 June 2023", "2023-06-30", 6],
    ["Half-year ended 30 June 2023", "2023-06-30", 6],
    ["Years Ended December 31, › 2022", "2022-12-31", 12],
    ["January 1 to June 30, 2023", "2023-06-30", 6],
    ["From July 1, 2022 through June 30, 2023", "2023-06-30", 12],
    ["October 1, 2022 – December 31, 2022", "2022-12-31", 3],
    ["1. Januar bis 30. September 2023", "2023-09-30", 9, "de"],
    ["Neun Monate bis 30. September 2023", "2023-09-30", 9, "de"],
    ["Jan–Jun 2023", "2023-06", 6],
    ["9M 2023", "2023-09", 9],
    ["First nine months of 2023", "2023-09", 9],
    ["TTM June 2023", "2023-06", 12],
    ["FY2022/23", "2023", 12],
    ["2019–20", "2020", 12],
    ["Average 2018–22", "2022", 60],
    ["Dec-22", "2022-12", 1],
    ["As at 31 December 2022", "2022-12-31", 0],
    ["Stand 31.12.2022", "2022-12-31", 0, "de"],
    ["Exercice clos le 31 décembre 2022", "2022-12-31", 12, "fr"],
    ["trois mois clos le 31 mars 2023", "2023-03-31", 3, "fr"],
    ["seis meses terminados el 30 de junio de 2023", "2023-06-30", 6, "es"],
    ["截至2022年12月31日止年度", "2022-12-31", 12, "zh"],
    ["2023年3月期", "2023-03", 12, "ja"],
    ["2022年12月31日", "2022-12-31", undefined, "zh"],
    ["30 June 2023", "2023-06-30", undefined],
    ["YTD 2023", "2023", undefined],
    ["Year to date September 2023", "2023-09", undefined],
    ["Year to 30 September 2023", "2023-09-30", 12],
    ["the 1990s", "1999", 120],
  ])("of “%s”: %s, %s months", (text, end, months, language) => {
    const period = parsePeriod(text, language);
    expect(period?.periodEnd).toBe(end);
    expect(period?.months).toBe(months);
  });

  test("are those of the column head that printed them, whatever the money beside it", () => {
    for (const money of ["£m", "$'000", "€000", "$ million", "US$ m"]) {
      expect(parsePeriod(`2022 ${money}`), money).toMatchObject({ periodEnd: "2022", months: 12, rest: money });
    }
  });
});

describe("what is no period", () => {
  test.each([
    "Total since 1990",
    "Index, 1990 = 100",
    "constant 2015 US$",
    "GDP (2019 US$)",
    "at 2010 prices",
    "2023 vs 2022",
    "Change 2023/2022",
    "Three and nine months ended September 30, 2023",
    "March 31, 2023 › December 31, 2022",
    "December 31, 2023 to January 1, 2023",
    `${"x ".repeat(90)}2023`,
  ])("“%s”", (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});

describe("the words of a period", () => {
  test("are said once where duration and date overlap", () => {
    expect(parsePeriod("First nine months of 2023")?.period).toBe("First nine months of 2023");
    expect(parsePeriod("2023年3月期", "ja")?.period.replaceAll(" ", "")).toBe("2023年3月期");
  });

  test("leave the rest of the header to the metric", () => {
    expect(parsePeriod("Three Months Ended › July 1, 2023 › Adjusted")).toMatchObject({
      period: "Three Months Ended July 1, 2023",
      rest: "Adjusted",
    });
    expect(parsePeriod("2011 (prov.)")?.rest).toBe("prov.");
    expect(parsePeriod("Population (2020)")).toMatchObject({ period: "2020", rest: "Population" });
    expect(parsePeriod("Net sales July 1, 2022 – June 30, 2023")).toMatchObject({
      period: "July 1, 2022 – June 30, 2023",
      rest: "Net sales",
    });
    expect(parsePeriod("From July 1, 2022 through June 30, 2023 (audited)")?.rest).toBe("From audited");
  });

  test("take the finer of two dates of one year", () => {
    expect(parsePeriod("Q3 2022 (ended June 25, 2022)")?.periodEnd).toBe("2022-06-25");
  });
});
