import { afterEach, describe, expect, test } from "vitest";
import { isoDate } from "../../src/search/plain-text.ts";

describe("a date as services write it", () => {
  test.each([
    ["2024-05-03T23:30:00-08:00", "2024-05-03"],
    ["2019-2020", "2019"],
    ["2024/5/3", "2024-05-03"],
    ["2024/05/03 10:00", "2024-05-03"],
    ["Fri, 03 May 2024 23:00:00 -0800", "2024-05-03"],
    ["3 May 2024", "2024-05-03"],
    ["3. May 2024", "2024-05-03"],
    ["3rd May, 2024", "2024-05-03"],
    ["03-May-2024", "2024-05-03"],
    ["May 3, 2024", "2024-05-03"],
    ["Sept. 30th, 2024", "2024-09-30"],
    ["Published December 25 2023 at noon", "2023-12-25"],
    ["May 2024", "2024-05"],
    ["circa 1890", "1890"],
    ["spring 2024", "2024"],
    ["between 1890 and 1895", undefined],
    ["the 1890s", undefined],
    // Which of the two is the month depends on the country.
    ["03/05/2024", "2024"],
    ["1700000000", undefined],
    ["unknown", undefined],
  ])("%j is %j, no more precise than written", (written, expected) => expect(isoDate(written)).toBe(expected));

  test.each(["2024-02-30", "2024-13-01", "30 February 2024", "2024/2/30", "April 31, 2023"])(
    "%j is in no calendar",
    (written) => expect(isoDate(written)).toBeUndefined(),
  );

  test.each([
    [-1, "1969-12-31"],
    [1_709_164_800, "2024-02-29"],
    [1e300, undefined],
    [Number.NaN, undefined],
  ])("%d seconds are %j", (seconds, expected) => expect(isoDate(seconds)).toBe(expected));
});

describe("wherever the program runs", () => {
  const before = process.env.TZ;
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test.each(["Pacific/Kiritimati", "Asia/Tokyo", "UTC", "Pacific/Honolulu"])(
    "in %s the day is the one written",
    (zone) => {
      process.env.TZ = zone;
      for (const written of ["May 3, 2024", "2024/05/03", "3 May 2024 00:10", "Fri, 03 May 2024 23:59:00 GMT"])
        expect(isoDate(written)).toBe("2024-05-03");
    },
  );
});
