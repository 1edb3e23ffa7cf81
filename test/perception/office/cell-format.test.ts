import { describe, expect, test } from "vitest";
import { type CellFormat, formatNumber, formatOf } from "../../../src/perception/office/cell-format.ts";

describe("a number format", () => {
  test.each<readonly [id: number, code: string | undefined, CellFormat]>([
    [0, undefined, "number"],
    [9, undefined, "percent"],
    [14, undefined, "date"],
    [20, undefined, "time"],
    [22, undefined, "date-time"],
    [46, undefined, "duration"],
    [164, "yyyy\\-mm\\-dd", "date"],
    [164, "[$-409]d\\-mmm\\-yy;@", "date"],
    [164, "mmmm", "date"],
    [164, "dd/mm/yyyy hh:mm", "date-time"],
    [164, "yyyy-mm-dd hh:mm:ss.000", "date-time"],
    [164, "hh:mm", "time"],
    [164, "h:mm AM/PM", "time"],
    [164, "mm:ss", "time"],
    [164, "[h]:mm:ss", "duration"],
    [164, "0.0%", "percent"],
    [164, "0.00E+00", "number"],
    [164, "General", "number"],
    [164, "[Red]#,##0.00", "number"],
    [164, '0.00" days"', "number"],
    [164, '#,##0 "million dollars"', "number"],
    [164, "_-* #,##0.00_-", "number"],
    [164, "[$$-409]#,##0.00", { before: "$", after: "" }],
    [164, '"US$"#,##0', { before: "US$", after: "" }],
    [164, '#,##0.00\\ "€"', { before: "", after: " €" }],
    [164, "#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", { before: "", after: " €" }],
    [164, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', { before: "$", after: "" }],
    [164, "[$CHF] #,##0", { before: "CHF", after: "" }],
    [164, "¥#,##0", { before: "¥", after: "" }],
  ])("%s %j is %j", (id, code, format) => expect(formatOf(id, code)).toEqual(format));
});

describe("a stored number", () => {
  const dollars = { before: "$", after: "" };
  test.each<readonly [text: string, CellFormat, is1904: boolean, shown: string]>([
    ["1", "date", false, "1900-01-01"],
    ["59", "date", false, "1900-02-28"],
    ["61", "date", false, "1900-03-01"],
    ["45351", "date", false, "2024-02-29"],
    ["45292.5", "date", false, "2024-01-01"],
    ["45292.5", "date-time", false, "2024-01-01 12:00"],
    ["45292", "date-time", false, "2024-01-01"],
    ["0", "date", true, "1904-01-01"],
    ["0.5625", "time", false, "13:30"],
    ["45292.25", "time", false, "06:00"],
    ["0.000011574074", "time", false, "00:00:01"],
    ["1.5", "duration", false, "36:00"],
    ["-0.05", "percent", false, "-5%"],
    ["0.07", "percent", false, "7%"],
    ["1E3", "number", false, "1000"],
    ["0.30000000000000004", "number", false, "0.3"],
    ["123456789012345", "number", false, "123456789012345"],
    ["1234.5", dollars, false, "$1234.5"],
    ["-34", dollars, false, "-$34"],
    ["5", { before: "CHF", after: "" }, false, "CHF 5"],
    ["5", { before: "", after: " €" }, false, "5 €"],
    ["", "date", false, ""],
    ["n/a", "percent", false, "n/a"],
    ["1e300", "date", false, "1e300"],
  ])("%s as %j (1904: %s) reads %s", (text, format, is1904, shown) =>
    expect(formatNumber(text, format, is1904)).toBe(shown),
  );

  test("counts every day once, but for the 29 February 1900 that Lotus invented", () => {
    for (let day = 61; day < 61 + 20_000; day += 97) {
      const shown = formatNumber(String(day), "date", false);
      expect(Date.parse(shown) / 86_400_000).toBe(Date.parse("1900-03-01") / 86_400_000 + day - 61);
    }
  });
});
