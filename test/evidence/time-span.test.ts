import { describe, expect, test } from "vitest";
import { mayMeet, timeSpanOf } from "../../src/evidence/time-span.ts";

const meets = (
  told: string,
  stated: string,
  said: { readonly fiscal?: boolean; readonly from?: string } = {},
): boolean => {
  const [one, other] = [timeSpanOf(told, said), timeSpanOf(stated)];
  if (!one || !other) throw new Error("no date");
  return mayMeet(one, other);
};

describe("a told time", () => {
  test.each([
    ["2022", "2022"],
    ["2022", "2022-12-31"],
    ["2022", "2022-03-31"],
    ["2022", "2023-03-31"],
    ["2022", "2023-01-28"],
    ["2023-06", "2023-07-01"],
    ["2023-06-30", "2023-07-01"],
    ["2023-07-01", "2023-06-30"],
    ["2024-02", "2024-02-29"],
    ["2023-06-30", "2023"],
  ])("“%s” may be that of a period that ends %s", (told, stated) => {
    expect(meets(told, stated)).toBe(true);
  });

  test.each([
    ["2022", "2023"],
    ["2023", "2022"],
    ["2022", "2023-12-31"],
    ["2022", "2021-12-31"],
    ["2023-06", "2023-07-31"],
    ["2023-06-30", "2022-06-30"],
    ["2023-03-31", "2023-06-30"],
  ])("“%s” is not that of a period that ends %s", (told, stated) => {
    expect(meets(told, stated)).toBe(false);
  });

  test("of a fiscal year is any within a year, for its end is not said", () => {
    expect(meets("2023", "2022-12-31", { fiscal: true })).toBe(true);
    expect(meets("2023", "2024-09-30", { fiscal: true })).toBe(true);
    expect(meets("2023", "2021-09-30", { fiscal: true })).toBe(false);
  });

  test("of a span is anything from its beginning", () => {
    expect(meets("2022", "2019", { from: "2019" })).toBe(true);
    expect(meets("2022", "2018", { from: "2019" })).toBe(false);
  });

  test("without a year is none", () => {
    expect(timeSpanOf("--06-30")).toBeUndefined();
    expect(timeSpanOf("-06-30")).toBeUndefined();
    expect(timeSpanOf("")).toBeUndefined();
  });
});
