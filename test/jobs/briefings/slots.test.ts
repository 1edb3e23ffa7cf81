import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterQuietHours } from "../../../src/jobs/briefings/quiet-hours.ts";
import { nextSlot, slotsBetween, timetableProblem } from "../../../src/jobs/briefings/slots.ts";
import { instantOf, wallTimeAt } from "../../../src/jobs/briefings/wall-clock.ts";

const at = (text: string) => Date.parse(text);
const shown = (cron: string, timeZone: string, [after, until]: readonly [string, string]) =>
  slotsBetween({ cron, timeZone }, at(after), at(until)).map(
    ({ slot, due }) => `${slot} at ${new Date(due).toISOString().slice(0, 16)}Z`,
  );

describe("slots on the clocks of a zone", () => {
  test("are the wall times of a pattern, in summer and winter", () => {
    const days = ["2026-03-27T00:00:00Z", "2026-03-31T00:00:00Z"] as const;
    expect(shown("0 8 * * 1-5", "Europe/Berlin", days)).toEqual([
      "2026-03-27T08:00 at 2026-03-27T07:00Z",
      "2026-03-30T08:00 at 2026-03-30T06:00Z",
    ]);
  });

  test("in spring come at the jump when the clocks leave their time out", () => {
    const berlin = ["2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"] as const;
    expect(shown("30 2 * * *", "Europe/Berlin", berlin)).toEqual(["2026-03-29T02:30 at 2026-03-29T01:00Z"]);
    const newYork = ["2026-03-07T12:00:00Z", "2026-03-08T20:00:00Z"] as const;
    expect(shown("30 2 * * *", "America/New_York", newYork)).toEqual(["2026-03-08T02:30 at 2026-03-08T07:00Z"]);
  });

  test("in autumn come once, the first time that the clocks show them", () => {
    const berlin = ["2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"] as const;
    expect(shown("30 2 * * *", "Europe/Berlin", berlin)).toEqual(["2026-10-25T02:30 at 2026-10-25T00:30Z"]);
    const newYork = ["2026-10-31T12:00:00Z", "2026-11-01T12:00:00Z"] as const;
    expect(shown("30 1 * * *", "America/New_York", newYork)).toEqual(["2026-11-01T01:30 at 2026-11-01T05:30Z"]);
    const hourly = slotsBetween({ cron: "0 * * * *", timeZone: "Europe/Berlin" }, at(berlin[0]), at(berlin[1]));
    expect(new Set(hourly.map(({ slot }) => slot)).size).toBe(hourly.length);
  });

  test("are found a year ahead, and not at all for a day that never comes", () => {
    const found = nextSlot({ cron: "0 9 29 2 *", timeZone: "UTC" }, at("2026-07-01T00:00:00Z"));
    expect(found?.slot).toBe("2028-02-29T09:00");
    expect(timetableProblem({ cron: "0 9 31 2 *", timeZone: "UTC" })).toMatchObject({ key: "cron" });
  });

  test("of a wrong timetable are refused with the key and the remedy", () => {
    expect(timetableProblem({ cron: "0 8 * *", timeZone: "UTC" })?.message).toMatch(/no cron pattern of five fields/);
    expect(timetableProblem({ cron: "* * * * *", timeZone: "UTC" })?.message).toMatch(
      /more often than every 5 minutes/,
    );
    expect(timetableProblem({ cron: "0 8 * * *", timeZone: "Berlin" })).toMatchObject({
      key: "timeZone",
      message: expect.stringContaining("Europe/Berlin"),
    });
    expect(timetableProblem({ cron: "0 8 * * *", timeZone: "Europe/Berlin" })).toBeUndefined();
  });

  test("are the same however a stretch of time is cut in pieces: none twice, none lost", () => {
    const crons = ["0 8 * * *", "*/30 * * * *", "30 1-3 * * *", "15 2 * * 0", "0 0 1 * *"];
    const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];
    const starts = ["2026-03-07", "2026-03-27", "2026-04-03", "2026-10-23", "2026-10-30"].map((day) => at(day));
    const hours = fc.array(fc.integer({ min: 0, max: 5 * 24 * 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.record({
          cron: fc.constantFrom(...crons),
          timeZone: fc.constantFrom(...zones),
          start: fc.constantFrom(...starts),
          cuts: hours,
        }),
        ({ cron, timeZone, start, cuts }) => {
          const end = start + 5 * 24 * 60 * 60_000;
          const marks = [start, ...cuts.map((minutes) => start + minutes * 60_000).sort((a, b) => a - b), end];
          const whole = slotsBetween({ cron, timeZone }, start, end);
          const pieces = marks.slice(1).flatMap((mark, index) => {
            return slotsBetween({ cron, timeZone }, marks[index] ?? start, mark);
          });
          expect(pieces).toEqual(whole);
          expect(new Set(whole.map(({ slot }) => slot)).size).toBe(whole.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("a wall time and its instant agree in every zone, but for the hour that is left out", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: at("2020-01-01") / 60_000, max: at("2030-01-01") / 60_000 }),
      (timeZone, minute) => {
        const wall = new Date(minute * 60_000).toISOString().slice(0, 16);
        const instant = instantOf(wall, timeZone);
        const back = wallTimeAt(instant, timeZone);
        if (back === wall) return;
        expect(back > wall).toBe(true);
        expect(wallTimeAt(instant - 60_000, timeZone) < wall).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test("deliveries wait for the end of the quiet hours on the wall", () => {
  const ready = (instant: string, quiet: string) =>
    new Date(afterQuietHours(at(instant), quiet, "Europe/Berlin")).toISOString().slice(0, 16);
  expect(ready("2026-06-01T12:00:00Z", "22:00-07:00")).toBe("2026-06-01T12:00");
  expect(ready("2026-06-01T21:30:00Z", "22:00-07:00")).toBe("2026-06-02T05:00");
  expect(ready("2026-06-02T03:00:00Z", "22:00-07:00")).toBe("2026-06-02T05:00");
  expect(ready("2026-06-01T10:30:00Z", "12:00-13:00")).toBe("2026-06-01T11:00");
  // The night in which the clocks jump is an hour shorter.
  expect(ready("2026-03-28T23:00:00Z", "22:00-07:00")).toBe("2026-03-29T05:00");
});

describe("quiet hours", () => {
  const ready = (instant: string, quiet: string | undefined, timeZone = "Europe/Berlin") =>
    new Date(afterQuietHours(at(instant), quiet, timeZone)).toISOString().slice(0, 16);

  test.each<[what: string, instant: string, quiet: string | undefined, goes: string]>([
    ["that are none keep nothing", "2026-06-01T21:30:00Z", undefined, "2026-06-01T21:30"],
    ["of no length keep nothing", "2026-06-01T20:00:00Z", "22:00-22:00", "2026-06-01T20:00"],
    ["begin on the minute", "2026-06-01T20:00:00Z", "22:00-07:00", "2026-06-02T05:00"],
    ["do not begin before", "2026-06-01T19:59:59Z", "22:00-07:00", "2026-06-01T19:59"],
    ["end on the minute", "2026-06-02T05:00:00Z", "22:00-07:00", "2026-06-02T05:00"],
    ["last until the end of the year's last night", "2026-12-31T22:30:00Z", "22:00-07:00", "2027-01-01T06:00"],
    [
      "that end in the hour left out in spring end at the jump",
      "2026-03-29T00:30:00Z",
      "22:00-02:30",
      "2026-03-29T01:00",
    ],
    [
      "that end in the hour that comes twice end the first time",
      "2026-10-25T00:10:00Z",
      "01:00-02:30",
      "2026-10-25T00:30",
    ],
    ["do not come back with the second of those hours", "2026-10-25T01:10:00Z", "01:00-02:30", "2026-10-25T01:10"],
  ])("%s", (_, instant, quiet, goes) => expect(ready(instant, quiet)).toBe(goes));

  test("never bring anything forward, and whoever asks again at their end goes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2026-01-01") / 60_000, max: at("2027-01-01") / 60_000 }),
        fc.constantFrom("22:00-07:00", "12:00-13:00", "00:00-23:59", "23:59-00:00", "01:30-02:30"),
        fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"),
        (minute, quiet, timeZone) => {
          const instant = minute * 60_000;
          const goes = afterQuietHours(instant, quiet, timeZone);
          expect(goes).toBeGreaterThanOrEqual(instant);
          expect(afterQuietHours(goes, quiet, timeZone)).toBe(goes);
          expect(goes - instant).toBeLessThanOrEqual(25 * 60 * 60_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("slots of long ago", () => {
  const timetable = { cron: "0 8 * * *", timeZone: "UTC" };
  const until = at("2026-06-01T12:00:00Z");

  test("are not made up for beyond sixty days, and those within are all there", () => {
    const slots = slotsBetween(timetable, at("2020-01-01T00:00:00Z"), until);
    expect(slots).toHaveLength(60);
    expect([slots[0]?.slot, slots.at(-1)?.slot]).toEqual(["2026-04-03T08:00", "2026-06-01T08:00"]);
  });

  test("are none where the time runs backwards, or stands", () => {
    expect(slotsBetween(timetable, until, at("2026-05-01T00:00:00Z"))).toEqual([]);
    expect(slotsBetween(timetable, at("2026-06-01T08:00:00Z"), at("2026-06-01T08:00:00Z"))).toEqual([]);
  });
});
