import { describe, expect, test } from "vitest";
import { decide, graceMs, nextDue } from "../../../src/jobs/briefings/decide.ts";
import { definitionSchema } from "../../../src/jobs/briefings/definition.ts";
import type { Briefing } from "../../../src/jobs/briefings/records.ts";

const at = (time: string): number => Date.parse(`2026-03-${time}Z`);
function briefing(schedule: object, cursor: number, change: Partial<Briefing> = {}): Briefing {
  const definition = definitionSchema.parse({
    question: "What changed?",
    schedule: { cron: "0 8 * * *", ...schedule },
  });
  return {
    id: "b-1",
    tenant: "",
    name: "daily",
    origin: "api",
    definition,
    isEnabled: true,
    threadId: "t-1",
    cursor,
    created: "2026-01-01T00:00:00Z",
    updated: "2026-01-01T00:00:00Z",
    metadata: {},
    ...change,
  };
}
const fates = (schedule: object, cursor: number, now: number, isBusy = false) =>
  decide(briefing(schedule, cursor), { now, isBusy }).slots.map(({ slot, state }) => `${slot.slice(8)} ${state}`);

describe("a slot that has come", () => {
  const before = at("10T07:59:00");

  test.each([
    ["on the minute", at("10T08:00:00"), ["10T08:00 due"]],
    ["a moment early", at("10T07:59:59"), []],
    ["while the server was busy", at("10T08:00:00") + graceMs, ["10T08:00 due"]],
    ["after a night", at("11T07:00:00"), ["10T08:00 due"]],
  ])("%s", (_, now, expected) => expect(fates({}, before, now)).toEqual(expected));

  test("is decided on once: the slot at the cursor was before", () => {
    expect(fates({}, at("10T08:00:00"), at("10T09:00:00"))).toEqual([]);
  });

  test.each([
    ["skip", true, "skipped"],
    ["skip", false, "due"],
    ["queue", true, "due"],
    ["replace", true, "due"],
  ])("with overlap %s and a run at work %s is %s", (overlap, isBusy, state) => {
    expect(fates({ overlap }, before, at("10T08:00:00"), isBusy)).toEqual([`10T08:00 ${state}`]);
  });
});

describe("slots that were missed", () => {
  const [from, now] = [at("10T09:00:00"), at("13T09:00:00")];

  test.each([
    ["latest", ["11T08:00 missed", "12T08:00 missed", "13T08:00 due"]],
    ["all", ["11T08:00 due", "12T08:00 due", "13T08:00 due"]],
    ["none", ["11T08:00 missed", "12T08:00 missed", "13T08:00 missed"]],
  ])("are made up for: %s", (missed, expected) => expect(fates({ missed }, from, now)).toEqual(expected));

  test("are made up for although a run is at work", () => {
    expect(fates({}, from, now, true).at(-1)).toBe("13T08:00 due");
  });

  test("each say why", () => {
    const reasons = (schedule: object, to: number) =>
      decide(briefing(schedule, from), { now: to, isBusy: false }).slots.map(({ reason }) => reason);
    expect(reasons({}, now)).toEqual([
      "The server was not running; a later slot was made up for.",
      "The server was not running; a later slot was made up for.",
      undefined,
    ]);
    expect(reasons({ cron: "0,5 8 * * *" }, at("11T08:05:00"))).toEqual(["The next slot came with it.", undefined]);
  });

  test("are not looked for beyond the end of the timetable", () => {
    expect(fates({ missed: "all", until: "2026-03-12T09:00:00+01:00" }, from, now)).toEqual([
      "11T08:00 due",
      "12T08:00 due",
    ]);
  });
});

describe("a clock that was set back", () => {
  test("is told, and decides on nothing again", () => {
    expect(decide(briefing({}, at("12T08:00:00")), { now: at("10T08:00:00"), isBusy: false })).toEqual({
      slots: [],
      isSetBack: true,
    });
  });
});

describe("the next time", () => {
  const next = (schedule: object, now: number, change: Partial<Briefing> = {}) =>
    nextDue(briefing(schedule, 0, change), now)?.slot;

  test.each([
    [{}, at("10T08:00:00"), "2026-03-11T08:00"],
    [{ timeZone: "Asia/Kolkata" }, at("10T02:29:00"), "2026-03-10T08:00"],
    [{ timeZone: "Asia/Kolkata" }, at("10T02:30:00"), "2026-03-11T08:00"],
    [{ cron: "0 8 29 2 *" }, at("10T08:00:00"), "2028-02-29T08:00"],
    [{ until: "2026-03-11T08:00:00Z" }, at("10T08:00:00"), "2026-03-11T08:00"],
    [{ until: "2026-03-11T07:59:59Z" }, at("10T08:00:00"), undefined],
  ])("of %j", (schedule, now, expected) => expect(next(schedule, now)).toBe(expected));

  test("of one that is paused never comes", () => {
    expect(next({}, at("10T08:00:00"), { isEnabled: false })).toBeUndefined();
    const paused = briefing({}, at("01T00:00:00"), { isEnabled: false });
    expect(decide(paused, { now: at("10T08:00:00"), isBusy: false }).slots).toEqual([]);
  });
});
