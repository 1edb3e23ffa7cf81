import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Briefing, NewBriefing } from "../../../src/jobs/index.ts";
import { requestFor } from "../../support/runs.ts";
import {
  definitionOf,
  passHours,
  slotsOf,
  type TemporaryBriefings,
  temporaryBriefings,
} from "../../support/temporary-briefings.ts";

let one: TemporaryBriefings;
beforeEach(async () => {
  one = await temporaryBriefings("2026-03-10T06:30:00Z", (config) => ({
    ...config,
    server: { ...config.server, briefingsPerTenant: 2 },
  }));
});
afterEach(() => one.close());

const threadsOf = (tenant: string) => one.given.jobs.store.threads(tenant, { limit: 100, offset: 0 });
const add = (tenant: string, changes: Partial<NewBriefing> = {}) =>
  one.briefings.add(tenant, { name: "growth", origin: "api", definition: definitionOf(), ...changes });
const again = (briefing: Briefing) => one.briefings.store.get(briefing.id);

describe("a briefing that is added", () => {
  test("is listed, due next and in a thread of its own", () => {
    const added = add("lab", { metadata: { client: "x" } });
    expect(one.briefings.store.list("lab")).toEqual([added]);
    expect(one.briefings.nextDue(added)?.slot).toBe("2026-03-10T08:00");
    expect(threadsOf("lab")).toMatchObject([{ id: added.threadId, metadata: { briefing: "growth" } }]);
  });

  test("has a name that no other of its tenant has", () => {
    add("lab");
    expect(() => add("lab")).toThrow(
      expect.objectContaining({ code: "BAD_USAGE", message: expect.stringContaining("growth already") }),
    );
    expect(add("school")).toMatchObject({ tenant: "school", name: "growth" });
  });

  test("is one of as many as the server keeps for a tenant, and others have their own", () => {
    add("lab", { name: "a" });
    const second = add("lab", { name: "b" });
    const refused = { code: "QUEUE_FULL", message: expect.stringMatching(/2 briefings.*briefingsPerTenant/) };
    expect(() => add("lab", { name: "c" })).toThrow(expect.objectContaining(refused));
    expect(add("school", { name: "c" }).tenant).toBe("school");
    one.briefings.remove(second);
    expect(add("lab", { name: "c" }).name).toBe("c");
  });

  test.each<[what: string, changes: Partial<NewBriefing>]>([
    ["metadata that are documents", { metadata: { page: "x".repeat(70_000) } }],
    [
      "a definition that is one",
      { definition: definitionOf({ sources: { urls: Array(50).fill(`https://a.example/${"x".repeat(2_000)}`) } }) },
    ],
  ])("leaves nothing behind when it is refused for %s", (_, changes) => {
    expect(() => add("lab", changes)).toThrow(/at most 64 KB/);
    expect([one.briefings.store.list(), threadsOf("lab")]).toEqual([[], []]);
  });

  test("is told at once what this server has not, and leaves nothing behind", async () => {
    await one.reopen({
      requestOf: () => {
        throw new Error("There is no library ferries.");
      },
    });
    expect(() => add("lab")).toThrow("There is no library ferries.");
    expect([one.briefings.store.list(), threadsOf("lab")]).toEqual([[], []]);
  });
});

describe("a briefing that is changed", () => {
  test("keeps what is not named, and is due as the new definition says", () => {
    const added = add("lab", { metadata: { client: "x" } });
    const definition = definitionOf({ schedule: { cron: "0 9 * * *" } });
    expect(one.briefings.change(added, { definition })).toEqual({ ...added, definition, updated: expect.any(String) });
    expect(one.briefings.nextDue(again(added) ?? added)?.slot).toBe("2026-03-10T09:00");
  });

  test("is paused and goes on by its definition too, unless it is said apart", () => {
    const added = add("lab");
    const change = (...given: Parameters<typeof one.briefings.change>) => one.briefings.change(...given).isEnabled;
    expect(change(added, { definition: definitionOf({ enabled: false }) })).toBe(false);
    expect(change(added, { definition: definitionOf({ enabled: true }) })).toBe(true);
    expect(change(added, { definition: definitionOf({ enabled: true }), isEnabled: false })).toBe(false);
    expect(change(added, { metadata: {} })).toBe(false);
  });

  test("stays as it was when the change is refused", async () => {
    const added = add("lab");
    await one.reopen({
      requestOf: (_briefing, question) => {
        if (question !== "What grew?") throw new Error("There is no library ferries.");
        return requestFor(question);
      },
    });
    const definition = definitionOf({ question: "What sank?" });
    expect(() => one.briefings.change(added, { definition })).toThrow("ferries");
    expect(() => one.briefings.change(added, { metadata: { page: "x".repeat(70_000) } })).toThrow(/64 KB/);
    expect(again(added)).toEqual(added);
  });
});

describe("a briefing that is removed", () => {
  test("ends its run, and takes its slots, its deliveries and the links to its feed with it", async () => {
    const added = add("local", { definition: definitionOf({ deliver: { feed: true } }) });
    const { shares } = one.given.jobs;
    const opens = { kind: "feed", target: added.id } as const;
    const { token } = shares.add({ ...opens, tenant: "local", created: "2026-03-10T06:30:00Z" });
    await passHours(one, 1);
    const [job] = one.given.jobs.store.withStatus("running");
    one.briefings.remove(added);
    await expect.poll(() => one.given.jobs.store.jobById(job?.id ?? "")?.status).toBe("cancelled");
    expect([again(added), slotsOf(one, added.id)]).toEqual([undefined, []]);
    expect(shares.targetOf("feed", token)).toBeUndefined();
    await passHours(one, 24);
    expect(one.begun).toHaveLength(1);
    expect(one.errors).toEqual([]);
  });

  test("is not run by whoever still has it", async () => {
    const added = add("lab");
    one.briefings.remove(added);
    await expect(one.briefings.runNow(added)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "The briefing growth was removed.",
    });
    expect(one.begun).toEqual([]);
  });
});

describe("a run out of turn", () => {
  test("is a slot of its own that takes nothing from the timetable", async () => {
    const added = add("local");
    const slot = await one.briefings.runNow(added);
    expect(slot).toMatchObject({ state: "running", slot: "2026-03-10T06:30:00.000Z" });
    expect(one.briefings.jobOf(slot)).toMatchObject({ runId: slot.runId, question: "What grew?" });
    await one.finish();
    await passHours(one, 1);
    expect(slotsOf(one, added.id)).toEqual(["2026-03-10T06:30:00.000Z done", "2026-03-10T08:00 running"]);
  });

  test("waits for the run under way, and asked for twice in one moment is one", async () => {
    const added = add("local");
    await passHours(one, 1);
    const slots = [await one.briefings.runNow(added), await one.briefings.runNow(added)];
    expect(slots.map(({ state }) => state)).toEqual(["due", "due"]);
    expect(slots[0] && one.briefings.jobOf(slots[0])).toBeUndefined();
    await one.finish();
    await one.briefings.cycle();
    expect(slotsOf(one, added.id)).toEqual(["2026-03-10T08:00 done", "2026-03-10T07:30:00.000Z running"]);
  });

  test("goes into a new thread when a client removed the old one", async () => {
    const added = add("local");
    one.given.jobs.removeThread({ id: added.threadId });
    await one.briefings.runNow(added);
    const { threadId } = again(added) ?? added;
    expect(threadId).not.toBe(added.threadId);
    expect(one.given.jobs.store.jobsOf(threadId)).toHaveLength(1);
  });
});

describe("a briefing of a file", () => {
  const good = "question: What grew?\nschedule: { cron: '0 8 * * *' }\n";
  const write = (name: string, text = good) => writeFile(join(one.config.out, "briefings", name), text);
  const sync = async () => {
    await one.briefings.sync();
    const [briefing] = one.briefings.store.list("local");
    if (!briefing) throw new Error("not loaded");
    return briefing;
  };
  beforeEach(() => mkdir(join(one.config.out, "briefings")));

  test("stays paused whatever a client keeps with it, and whatever becomes of the file", async () => {
    await write("growth.yaml");
    one.briefings.change(await sync(), { isEnabled: false });
    one.briefings.change(await sync(), { metadata: { colour: "green" } });
    expect(await sync()).toMatchObject({ isEnabled: false, metadata: { colour: "green" } });
    await write("growth.yaml", good.replace("0 8", "30 9"));
    expect(await sync()).toMatchObject({ isEnabled: false, definition: { schedule: { cron: "30 9 * * *" } } });
    one.briefings.change(await sync(), { isEnabled: true, metadata: {} });
    expect((await sync()).isEnabled).toBe(true);
  });

  test("that went and came back goes on where it was", async () => {
    await write("growth.yaml");
    const { id, cursor } = await sync();
    await rm(join(one.config.out, "briefings", "growth.yaml"));
    expect(await sync()).toMatchObject({ id, isEnabled: false, problem: expect.stringContaining("is gone") });
    await write("growth.yaml");
    const back = await sync();
    expect(back).toMatchObject({ id, cursor, isEnabled: true });
    expect(back).not.toHaveProperty("problem");
  });

  test.each([
    ["a file that is right", { "growth.yaml": good }],
    ["a file that turned wrong", { "growth.yaml": "question: [" }],
    ["two files of one name", { "growth.yaml": good, "growth.yml": good }],
    ["no file any more", {}],
  ])("is written down once, not at every look, with %s", async (_, files) => {
    await write("growth.yaml");
    await sync();
    await rm(join(one.config.out, "briefings", "growth.yaml"));
    for (const [name, text] of Object.entries(files)) await write(name, text);
    one.clock.advance(60_000);
    await sync();
    const settled = await sync();
    one.clock.advance(60_000);
    expect(await sync()).toEqual(settled);
  });

  test("with the name of another's is told, and the other is left alone", async () => {
    const added = add("local");
    await write("growth.yaml", good.replace("grew", "sank"));
    expect(await sync()).toEqual(added);
    expect(one.briefings.problems()).toEqual([
      { name: "growth", problem: expect.stringMatching(/growth\.yaml has the name of a briefing .* API; rename one/) },
    ]);
  });
});
