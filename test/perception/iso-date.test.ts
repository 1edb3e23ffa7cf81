import { describe, expect, test } from "vitest";
import { isoDate } from "../../src/perception/iso-date.ts";

describe("isoDate", () => {
  test.each([
    ["2023-07-01", "2023-07-01"],
    ["2023-07-01T10:00:00+02:00", "2023-07-01"],
    ["2023-07-01 10:00", "2023-07-01"],
    ["2023/7/1", "2023-07-01"],
    ["2023.07.01", "2023-07-01"],
    ["20230701", "2023-07-01"],
    ["2023-07", "2023-07"],
    ["2023", "2023"],
    ["July 1, 2023", "2023-07-01"],
    ["Jul. 1 2023", "2023-07-01"],
    ["Sept. 5, 2023", "2023-09-05"],
    ["1st July 2023", "2023-07-01"],
    ["Sat, 01 Jul 2023 10:00:00 GMT", "2023-07-01"],
    ["May 2023", "2023-05"],
    ["2024-02-29", "2024-02-29"],
  ])("reads %j as %s", (text, iso) => expect(isoDate(text)).toBe(iso));

  test.each([
    ["07/01/2023", "which could be January or July"],
    ["2023-02-29", "a day that never was"],
    ["2023-13-01", "a month that never was"],
    ["2023-04-31", "the 31st of a month of 30 days"],
    ["0000-00-00", "the zero of databases"],
    ["9999", "a year out of reach"],
    ["Marine 2023", "a word that begins like a month"],
    ["decided 2023", "another"],
    ["Junior 2020", "and another"],
    ["12345678901", "a number"],
    ["yesterday", "no date"],
    ["", "nothing"],
  ])("does not read %j, %s", (text) => expect(isoDate(text)).toBeUndefined());

  test("reads every day of a leap year back as it was written", () => {
    for (let day = 0; day < 366; day += 1) {
      const iso = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      expect(isoDate(iso)).toBe(iso);
      expect(isoDate(new Date(`${iso}T12:00:00Z`).toUTCString())).toBe(iso);
    }
  });
});
