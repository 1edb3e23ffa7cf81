import { describe, expect, test } from "vitest";
import { findDates } from "../../src/evidence/index.ts";
import { hasMonthName, monthOf } from "../../src/evidence/month-names.ts";

const isos = (text: string, language?: string): readonly string[] => findDates(text, language).map(({ iso }) => iso);

describe("days", () => {
  test.each<[string, string[], string?]>([
    ["01-Jul-2023, 1-Jul-23", ["2023-07-01", "2023-07-01"]],
    ["2023-07-01T12:00:00Z", ["2023-07-01"]],
    ["Jul. 1, 2023 and the 12th of July 2023", ["2023-07-01", "2023-07-12"]],
    ["03.04.19", ["2019-04-03"], "de"],
    ["31.12.99", ["1999-12-31"], "de"],
    ["1° gennaio 2023", ["2023-01-01"], "it"],
    ["1 августа 2023 года", ["2023-08-01"], "ru"],
    ["31 grudnia 2022 r.", ["2022-12-31"], "pl"],
    ["15 de outubro de 2020", ["2020-10-15"], "pt"],
    ["2 out 2020", ["2020-10-02"], "pt"],
    ["2023년 7월 1일", ["2023-07-01"], "ko"],
    ["١ يوليو ٢٠٢٣", ["2023-07-01"], "ar"],
    ["في 15 مارس 2021", ["2021-03-15"], "ar"],
    ["２０２３年７月１日", ["2023-07-01"], "ja"],
    ["于2023-07-01开放，至2023/07/12止", ["2023-07-01", "2023-07-12"], "zh"],
    ["2023-07-01에 열었다", ["2023-07-01"], "ko"],
    ["Feb. 29, 2024", ["2024-02-29"]],
    ["15 June 1215", ["1215-06-15"]],
    ["on 5 May", ["--05-05"]],
  ])("are read from “%s”", (text, expected, language) => {
    expect(isos(text, language)).toEqual(expected);
  });

  test("are not read out of a word of a script that parts its words", () => {
    expect(isos("v2023-07-01a and Б2023-07-01")).toEqual([]);
  });

  test.each(["Feb. 29, 2023", "31 April 2020", "2023-02-30", "0 May 2020", "99.99.2020"])(
    "are not read from the impossible “%s”",
    (text) => {
      expect(findDates(text).filter(({ precision }) => precision === "day")).toEqual([]);
    },
  );

  test("take every day of a leap year, in every order that Intl prints", () => {
    for (let index = 0; index < 366; index += 5) {
      const date = new Date(Date.UTC(2024, 0, 1 + index));
      const iso = date.toISOString().slice(0, 10);
      for (const language of ["en", "en-GB", "de", "fr", "es", "it", "nl", "sv", "pl"]) {
        const long = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
        expect(isos(long, language), long).toEqual([iso]);
      }
    }
  });
});

describe("words of English that are months elsewhere", () => {
  test.each([
    "The group carried out 12 attacks.",
    "2 out of 3 people agree.",
    "She set 30 records ten years ago 5 of them abroad.",
    "Check out 2023 results.",
    "We may 20 times march 10 miles.",
    "the Mars 2020 rover",
  ])("name no month in “%s”", (text) => {
    expect(findDates(text).filter(({ precision }) => precision !== "year")).toEqual([]);
  });

  test("are months in their own language, as names without English meaning are in all", () => {
    expect(["out", "set", "ago"].map((name) => monthOf(name, "pt"))).toEqual([10, 9, 8]);
    expect(["out", "set", "ago"].map((name) => monthOf(name, "en-GB"))).toEqual(Array(3).fill(undefined));
    expect([monthOf("Juillet", undefined), monthOf("Sept.", "en"), monthOf("märz", "en")]).toEqual([7, 9, 3]);
    expect([monthOf("mars", undefined), monthOf("Mars", "en"), monthOf("Mars", "fr")]).toEqual([3, undefined, 3]);
    expect(monthOf("Smarch", "en")).toBeUndefined();
    expect([hasMonthName("on 3 March"), hasMonthName("12 km")]).toEqual([true, false]);
  });
});

describe("spans", () => {
  test.each<[string, string, string, string?]>([
    ["July 12–14, 2023", "2023-07-12", "2023-07-14"],
    ["12-14 July 2023", "2023-07-12", "2023-07-14"],
    ["vom 12. bis 14. Juli 2023", "2023-07-12", "2023-07-14", "de"],
    ["March to May 2020", "2020-03", "2020-05"],
    ["between March and May 2020", "2020-03", "2020-05"],
    ["Jan–Mar 2023", "2023-01", "2023-03"],
    ["2019–23", "2019", "2023"],
    ["the 2021/22 season", "2021", "2022"],
    ["1999-00", "1999", "2000"],
    ["FY2022/23", "2022", "2023"],
    ["fiscal year 2021-22", "2021", "2022"],
    ["2023年7–9月", "2023-07", "2023-09", "ja"],
    ["9M 2023", "2023-01", "2023-09"],
    ["the first six months of 2022", "2022-01", "2022-06"],
  ])("of “%s” start at %s and end at %s", (text, from, iso, language) => {
    expect(findDates(text, language)).toMatchObject([{ from, iso }]);
  });

  test("of two whole years are two dates", () => {
    expect(isos("2019-2023 and 1999–2004")).toEqual(["2019", "2023", "1999", "2004"]);
  });

  test("never run backwards", () => {
    expect(findDates("2023–19, 14–12 July 2023").every(({ from }) => from === undefined)).toBe(true);
  });
});

describe("months, quarters, halves and fiscal years", () => {
  test.each<[string, string, string?]>([
    ["2023-07", "2023-07"],
    ["07/2023", "2023-07"],
    ["2023/07", "2023-07"],
    ["Jul-23", "2023-07"],
    ["Sept. '23", "2023-09"],
    ["1Q 2023", "2023-03"],
    ["1H23", "2023-06"],
    ["2H 2023", "2023-12"],
    ["first-half 2023", "2023-06"],
    ["the second half of fiscal 2023", "2023-12"],
    ["im dritten Quartal 2023", "2023-09", "de"],
    ["1. Halbjahr 2023", "2023-06", "de"],
    ["troisième trimestre 2023", "2023-09", "fr"],
    ["T3 2023", "2023-09", "fr"],
    ["S2 2023", "2023-12", "fr"],
    ["3T23", "2023-09", "es"],
    ["primer semestre de 2023", "2023-06", "es"],
    ["il terzo trimestre del 2023", "2023-09", "it"],
    ["2023년 3분기", "2023-09", "ko"],
    ["2023年下半年", "2023-12", "zh"],
    ["2023 fiscal year", "2023"],
    ["FY22A", "2022"],
    ["Geschäftsjahr 2023", "2023", "de"],
    ["2024E", "2024"],
    ["the '90s", "1999"],
  ])("“%s” ends at %s", (text, iso, language) => {
    expect(isos(text, language)).toEqual([iso]);
  });

  test("fiscal ones say so, however they are written", () => {
    const texts = ["Q1 FY23", "FY 2022-23", "2023 fiscal year", "third quarter of fiscal 2023", "financial year 2021"];
    expect(texts.map((text) => findDates(text)[0]?.fiscal)).toEqual(Array(5).fill(true));
    expect(findDates("Q1 2023")[0]?.fiscal).toBeUndefined();
  });

  test("T3 and S2 are no dates in English", () => {
    expect(isos("Terminal T3 2023 and phone S2 2023", "en").filter((iso) => iso.length > 4)).toEqual([]);
  });
});

describe("bare years", () => {
  test.each<[string, string[]]>([
    ["mid-2023, early 2022 and post-2015", ["2023", "2022", "2015"]],
    ["In 1066 William landed; the charter of 1215 came in 1215.", ["1066", "1215"]],
    ["c. 1450", ["1450"]],
    ["The 2008 elections; its 2020 results", ["2008", "2020"]],
    ["2019 results were better.", ["2019"]],
    ["(2021)", ["2021"]],
    ["a plan for 2050", ["2050"]],
    ["in 2000 cars were sold", ["2000"]],
  ])("are read from “%s”", (text, expected) => {
    expect(isos(text)).toEqual(expected);
  });

  test.each([
    "1500 workers",
    "more than 2000 employees",
    "with 1900 rooms",
    "nearly 1950 of them",
    "as many as 2000 people",
    "of 1600 sheep",
    "2000 kWh",
    "€2015",
    "2,023 people",
    "number 20230",
    "1999 dollars",
    "1200 and 1300",
  ])("are no counts: “%s”", (text) => {
    expect(isos(text)).toEqual([]);
  });
});

test("finds dates in order, without overlap, each where it stands", () => {
  const pieces = ["July 12–14, 2023", "２０２３年７月１日", "Q3 2022", "FY2021/22", "in 1999", "Jul-23", "12 May"];
  const text = pieces.map((piece) => `😀 ${piece}`).join("; ");
  const found = findDates(text);
  expect(found).toHaveLength(pieces.length);
  for (const [index, date] of found.entries()) {
    expect(text.slice(date.start, date.end)).toBe(date.text);
    expect(date.start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
  }
});
