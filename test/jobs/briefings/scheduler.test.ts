import { mkdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { slotsBetween } from "../../../src/jobs/briefings/slots.ts";
import type { RunRequest } from "../../../src/runs/index.ts";
import { requestFor } from "../../support/runs.ts";
import { passHours, slotsOf, type TemporaryBriefings, temporaryBriefings } from "../../support/temporary-briefings.ts";

const hourMs = 60 * 60_000;
let opened: TemporaryBriefings[] = [];
const at = async (start: string): Promise<TemporaryBriefings> => {
  const one = await temporaryBriefings(start);
  opened.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  opened = [];
});

describe("a schedule", () => {
  test("runs at its slots, each compared with the last run that was done", async () => {
    const one = await at("2026-03-27T06:30:00Z");
    const { id } = one.add();
    await passHours(one, 1);
    const first = await one.finish();
    await passHours(one, 24);
    expect(slotsOf(one, id)).toEqual(["2026-03-27T08:00 done", "2026-03-28T08:00 running"]);
    const [job] = one.given.jobs.store.withStatus("running");
    const record = await readFile(join(one.config.out, job?.runId ?? "", "run.json"), "utf8");
    const { request } = JSON.parse(record) as { readonly request: RunRequest };
    expect(request).toMatchObject({ graph: "briefing", briefing: { previous: join(one.config.out, first) } });
  });

  test("goes through the nights in which the clocks change, once each", async () => {
    const spring = await at("2026-03-28T12:00:00Z");
    const { id } = spring.add({ schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin", overlap: "queue" } });
    await passHours(spring, 48);
    expect(slotsOf(spring, id).map((text) => text.split(" ")[0])).toEqual(["2026-03-29T02:30", "2026-03-30T02:30"]);
    const autumn = await at("2026-10-31T12:00:00Z");
    const fall = autumn.add({ schedule: { cron: "30 1 * * *", timeZone: "America/New_York", overlap: "queue" } });
    await passHours(autumn, 30);
    expect(slotsOf(autumn, fall.id)).toEqual(["2026-11-01T01:30 running"]);
  });

  test("does not run again when the clock is set back, nor stand still when it had been ahead", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add();
    await passHours(one, 1);
    await one.finish();
    one.clock.advance(-3 * hourMs);
    await passHours(one, 4);
    expect(slotsOf(one, id)).toEqual(["2026-03-10T08:00 done"]);
    one.clock.advance(400 * 24 * hourMs);
    await one.briefings.cycle();
    await one.finish();
    one.clock.advance(-400 * 24 * hourMs);
    await passHours(one, 24);
    expect(slotsOf(one, id).filter((text) => text.startsWith("2026"))).toEqual([
      "2026-03-10T08:00 done",
      "2026-03-11T08:00 running",
    ]);
  });

  test("after downtime makes up for the latest, all or none, and tells what was missed", async () => {
    const outcome = async (missed: string) => {
      const one = await at("2026-03-10T06:30:00Z");
      const { id } = one.add({ schedule: { cron: "0 8 * * *", missed } });
      await one.briefings.close();
      one.clock.advance(3 * 24 * hourMs + 2 * hourMs);
      await one.reopen();
      await one.briefings.cycle();
      return slotsOf(one, id).map((text) => text.split(" ")[1]);
    };
    expect(await outcome("latest")).toEqual(["missed", "missed", "missed", "running"]);
    expect(await outcome("none")).toEqual(["missed", "missed", "missed", "missed"]);
    expect(await outcome("all")).toEqual(["running", "due", "due", "due"]);
  });

  test("leaves out, queues or replaces when the run before is still at work", async () => {
    const outcome = async (overlap: string) => {
      const one = await at("2026-03-10T06:00:00Z");
      const { id } = one.add({ schedule: { cron: "0 8 * * *", overlap } });
      await passHours(one, 26);
      return { one, slots: slotsOf(one, id).map((text) => text.split(" ")[1]) };
    };
    expect((await outcome("skip")).slots).toEqual(["running", "skipped"]);
    expect((await outcome("replace")).slots).toEqual(["cancelled", "running"]);
    const { one, slots } = await outcome("queue");
    expect(slots).toEqual(["running", "due"]);
    await one.finish();
    await one.briefings.cycle();
    expect(one.begun).toHaveLength(2);
  });

  test("stands still while paused, and runs out of turn when told to", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const added = one.add();
    const paused = one.briefings.change(added, { isEnabled: false });
    await passHours(one, 48);
    expect(one.begun).toEqual([]);
    expect(await one.briefings.runNow(paused)).toMatchObject({ state: "running" });
    await one.finish();
    one.briefings.change(paused, { isEnabled: true });
    await passHours(one, 24);
    expect(slotsOf(one, added.id).map((text) => text.split(" ")[1])).toEqual(["done", "running"]);
  });

  test("says of a slot that cannot be started why, and goes on with the next", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add();
    let fails = true;
    await one.briefings.close();
    await one.reopen({
      requestOf: (_briefing, question) => {
        if (fails) throw new Error("There is no library ferries.");
        return requestFor(question);
      },
    });
    await passHours(one, 2);
    expect(one.briefings.store.slots(id, 1)).toMatchObject([
      { state: "failed", reason: "There is no library ferries." },
    ]);
    fails = false;
    await passHours(one, 24);
    expect(one.briefings.store.slots(id, 1)).toMatchObject([{ state: "running" }]);
  });

  test("loses no slot and runs none twice, whatever clock, restarts and slow runs do", async () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 2_000 }) }),
      fc.record({ type: fc.constant("back" as const), minutes: fc.integer({ min: 1, max: 300 }) }),
      fc.constantFrom({ type: "finish" as const }, { type: "restart" as const }),
    );
    const setting = fc.record({
      overlap: fc.constantFrom("skip", "queue", "replace"),
      missed: fc.constantFrom("latest", "all", "none"),
      timeZone: fc.constantFrom("Europe/Berlin", "America/New_York"),
      start: fc.constantFrom("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-03-07T20:00:00Z"),
      steps: fc.array(step, { minLength: 3, maxLength: 14 }),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ overlap, missed, timeZone, start, steps }) => {
        const one = await temporaryBriefings(start);
        const timetable = { cron: "30 1,2,8 * * *", timeZone };
        const { id } = one.add({ schedule: { ...timetable, overlap, missed } });
        let latest = one.clock.now();
        for (const given of steps) {
          if (given.type === "pass") one.clock.advance(given.minutes * 60_000);
          if (given.type === "back") one.clock.advance(-given.minutes * 60_000);
          if (given.type === "finish" && one.given.jobs.store.withStatus("running").length > 0) await one.finish();
          if (given.type === "restart") await one.reopen();
          await one.briefings.cycle();
          latest = Math.max(latest, one.clock.now());
        }
        await one.briefings.cycle();
        const rows = one.briefings.store.slots(id, 1_000);
        const runs = rows.flatMap(({ runId }) => runId ?? []);
        expect(new Set(runs).size).toBe(runs.length);
        expect(new Set(one.begun).size).toBe(one.begun.length);
        expect(one.begun.every((runId) => runs.includes(runId))).toBe(true);
        const now = one.clock.now();
        const expected = slotsBetween(timetable, Date.parse(start), now).map(({ slot }) => slot);
        const known = new Set(rows.map(({ slot }) => slot));
        expect(expected.filter((slot) => !known.has(slot))).toEqual([]);
        expect(one.errors).toEqual([]);
        await one.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe("files of definitions", () => {
  const good = "question: What grew?\nschedule: { cron: '0 8 * * *', timeZone: Europe/Berlin }\n";

  test("are noticed when they come, change, break and go; one that is wrong stops no other", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const folder = join(one.config.out, "briefings");
    const path = join(folder, "growth.yaml");
    await mkdir(folder);
    await writeFile(path, good);
    await writeFile(join(folder, "wrong.yaml"), "question: x\nschedule: { cron: '61 8 * * *' }\nsend: me\n");
    await one.briefings.sync();
    expect(one.briefings.store.list().map(({ name }) => name)).toEqual(["growth"]);
    const [problem] = one.briefings.problems();
    expect(problem?.problem).toContain("wrong.yaml cannot be used");
    expect(problem?.problem).toMatch(/schedule\.cron: "61 8 \* \* \*" is no cron pattern.*write one such as/);
    expect(problem?.problem).toContain("no such key as send");

    await writeFile(path, good.replace("0 8", "0 9"));
    await one.briefings.sync();
    expect(one.briefings.store.named("local", "growth")?.definition.schedule.cron).toBe("0 9 * * *");

    await writeFile(path, "question: [");
    await utimes(path, new Date(), new Date(Date.now() + 5_000));
    await one.briefings.sync();
    const broken = one.briefings.store.named("local", "growth");
    expect(broken).toMatchObject({ isEnabled: true, problem: expect.stringContaining("it is not YAML") });
    await passHours(one, 2);
    expect(one.begun).toHaveLength(1);

    await rm(path);
    await one.briefings.sync();
    const gone = one.briefings.store.named("local", "growth");
    expect(gone).toMatchObject({ isEnabled: false, problem: expect.stringContaining("is gone") });
    if (gone) one.briefings.remove(gone);
    expect(one.briefings.store.list()).toEqual([]);
  });

  test("are the only place where their briefings are changed, but for a pause", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    await mkdir(join(one.config.out, "briefings"));
    await writeFile(join(one.config.out, "briefings", "growth.yaml"), good);
    await one.briefings.sync();
    const [briefing] = one.briefings.store.list();
    if (!briefing) throw new Error("not loaded");
    expect(() => one.briefings.change(briefing, { definition: briefing.definition })).toThrow(/edit that/);
    expect(() => one.briefings.remove(briefing)).toThrow(/remove that, or pause it/);
    one.briefings.change(briefing, { isEnabled: false });
    await one.briefings.sync();
    expect(one.briefings.store.get(briefing.id)?.isEnabled).toBe(false);
  });
});
