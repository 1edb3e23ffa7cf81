import { mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
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

const deliveriesOf = ({ briefings }: TemporaryBriefings, id: string) => briefings.outbox.ofBriefing(id, 100);

describe("a run that failed", () => {
  test("and goes on has its slot again: nothing overlaps it, and what it makes is delivered once", async () => {
    const one = await at("2026-03-10T06:00:00Z");
    const { id } = one.add({ deliver: { folder: "delivered" } });
    await passHours(one, 1);
    const runId = await one.fail("No space left.");
    expect(one.briefings.store.slots(id, 1)).toMatchObject([{ state: "failed", reason: "No space left." }]);
    const [job] = one.given.jobs.store.jobsOfRun(runId);
    if (!job) throw new Error("no job");
    await one.given.jobs.goOn(job);
    expect(one.briefings.store.slots(id, 1)).toMatchObject([{ state: "running", runId }]);
    await passHours(one, 24);
    expect(slotsOf(one, id)).toEqual(["2026-03-10T08:00 running", "2026-03-11T08:00 skipped"]);
    await one.finish();
    await one.briefings.cycle();
    expect(one.briefings.store.slots(id, 2).at(-1)).toMatchObject({ state: "done", runId });
    expect(deliveriesOf(one, id)).toMatchObject([{ state: "delivered", slot: "2026-03-10T08:00" }]);
  });

  test("is no run to compare with, and does not stay for ever", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add({ keep: 1 });
    await passHours(one, 1);
    const first = await one.finish();
    const failed: string[] = [];
    for (const _ of [1, 2, 3]) {
      await passHours(one, 24);
      failed.push(await one.fail("No space left."));
    }
    expect(one.briefings.store.doneRuns(id)).toEqual([first]);
    await one.briefings.cycle();
    const there = new Set(await readdir(one.config.out));
    expect([first, ...failed].map((runId) => there.has(runId))).toEqual([true, false, false, true]);
    expect(slotsOf(one, id)).toHaveLength(4);
  });
});

describe("a clock", () => {
  test("that is set back makes no slot due again whose run was not kept", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add({ keep: 1, schedule: { cron: "0 * * * *", missed: "all" } });
    for (const _ of [1, 2, 3, 4]) {
      await passHours(one, 1);
      await one.finish();
    }
    await one.briefings.cycle();
    expect(one.briefings.store.doneRuns(id)).toHaveLength(1);
    one.clock.advance(-5 * hourMs);
    await passHours(one, 5);
    expect(one.begun).toHaveLength(4);
    expect(slotsOf(one, id)).toEqual(["07:00", "08:00", "09:00", "10:00"].map((time) => `2026-03-10T${time} done`));
  });

  test("that was a year ahead while the server was down leaves later slots and deliveries where they belong", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add({ deliver: { webhook: "http://127.0.0.1:9/hook" } });
    await passHours(one, 1);
    await one.briefings.close();
    one.clock.advance(365 * 24 * hourMs);
    await one.reopen();
    await one.finish();
    one.briefings.outbox.end(deliveriesOf(one, id)[0]?.id ?? "", {
      state: "pending",
      next: one.clock.now() + hourMs,
      updated: new Date(one.clock.now()).toISOString(),
    });
    one.clock.advance(-365 * 24 * hourMs);
    await one.briefings.deliver();
    // It went at once, and was refused for good.
    expect(deliveriesOf(one, id)).toMatchObject([{ state: "failed", attempts: 1 }]);
    await passHours(one, 24);
    expect(slotsOf(one, id).filter((slot) => slot.startsWith("2026"))).toEqual([
      "2026-03-10T08:00 done",
      "2026-03-11T08:00 running",
    ]);
  });
});

describe("a briefing", () => {
  test("that is paused starts nothing that waited, and says so", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const added = one.add({ schedule: { cron: "0 8 * * *", overlap: "queue" } });
    await passHours(one, 26);
    expect(slotsOf(one, added.id)).toEqual(["2026-03-10T08:00 running", "2026-03-11T08:00 due"]);
    one.briefings.change(added, { isEnabled: false });
    await one.finish();
    await one.briefings.cycle();
    expect(slotsOf(one, added.id)).toEqual(["2026-03-10T08:00 done", "2026-03-11T08:00 skipped"]);
  });

  test("whose file is renamed while it runs is delivered under its old name, and begins anew under the other", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const folder = join(one.config.out, "briefings");
    await mkdir(folder);
    await writeFile(
      join(folder, "growth.yaml"),
      "question: What grew?\nschedule: { cron: '0 8 * * *', timeZone: Europe/Berlin }\ndeliver: { folder: delivered }\n",
    );
    await passHours(one, 0);
    await one.briefings.sync();
    await passHours(one, 1);
    await rename(join(folder, "growth.yaml"), join(folder, "gains.yaml"));
    await one.briefings.sync();
    await one.finish();
    await one.briefings.cycle();
    const [delivered] = await readdir(join(one.config.out, "delivered"));
    expect(delivered).toBe("2026-03-10T0800-growth");
    await passHours(one, 24);
    expect(one.begun).toHaveLength(2);
    const gains = one.briefings.store.named("local", "gains");
    expect(gains && slotsOf(one, gains.id)).toEqual(["2026-03-11T08:00 running"]);
  });
});

describe("what fails for a while", () => {
  test("as a folder of files that cannot be read stops no run and no delivery", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const { id } = one.add({ deliver: { folder: "delivered" } });
    await symlink("briefings", join(one.config.out, "briefings"));
    await passHours(one, 1);
    await one.finish();
    await one.briefings.cycle();
    expect(deliveriesOf(one, id)).toMatchObject([{ state: "delivered" }]);
    expect(one.errors.map(String)).toContainEqual(expect.stringContaining("ELOOP"));
  });

  test.each([
    ["a file", Object.assign(new Error("write failed"), { code: "ENOSPC" })],
    ["the database", Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" })],
  ])("as %s on a full disk leaves the slot due, and costs no other briefing its own", async (_, full) => {
    const one = await at("2026-03-10T06:30:00Z");
    const first = one.add({}, "first");
    const second = one.add({ question: "What else?" }, "second");
    let isFull = true;
    await one.briefings.close();
    await one.reopen({
      requestOf: (_briefing, question) => {
        if (isFull && question === "What grew?") throw full;
        return requestFor(question);
      },
    });
    await passHours(one, 1);
    expect([slotsOf(one, first.id), slotsOf(one, second.id)]).toEqual([
      ["2026-03-10T08:00 due"],
      ["2026-03-10T08:00 running"],
    ]);
    isFull = false;
    await one.briefings.cycle();
    expect(slotsOf(one, first.id)).toEqual(["2026-03-10T08:00 running"]);
  });

  test("as the queue's database leaves no folder of a run that nobody knows of", async () => {
    const one = await at("2026-03-10T06:30:00Z");
    const before = await readdir(one.config.out);
    const thread = one.given.jobs.addThread("local");
    const also = () => {
      throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    };
    await expect(one.given.jobs.submit(thread, requestFor("What grew?"), { also })).rejects.toThrow(/full/);
    expect(await readdir(one.config.out)).toEqual(before);
  });
});
