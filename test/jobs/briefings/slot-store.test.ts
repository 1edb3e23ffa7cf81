import { beforeEach, describe, expect, test } from "vitest";
import type { SlotState } from "../../../src/jobs/briefings/records.ts";
import type { DecidedSlot } from "../../../src/jobs/briefings/slot-store.ts";
import { type BriefingStore, createBriefingStore } from "../../../src/jobs/briefings/store.ts";
import { memoryDatabase } from "../../../src/jobs/database.ts";
import { definitionOf } from "../../support/temporary-briefings.ts";

const at = "2026-03-10T08:00:00.000Z";
const dayMs = 24 * 60 * 60_000;
let store: BriefingStore;
const briefing = (id: string, tenant = "north") => ({
  ...{ id, tenant, name: `name-${id}`, origin: "api" as const, definition: definitionOf(), isEnabled: true },
  ...{ threadId: "t", cursor: 0, created: at, updated: at, metadata: {} },
});
beforeEach(() => {
  store = createBriefingStore(memoryDatabase());
  for (const id of ["b1", "b2"]) store.add(briefing(id));
});

/** The slot of a day in March. */
const slotOf = (day: number, state: DecidedSlot["state"] = "due", reason?: string): DecidedSlot => ({
  slot: `2026-03-${String(day).padStart(2, "0")}T08:00`,
  due: Date.UTC(2026, 2, day, 8),
  state,
  ...(reason ? { reason } : {}),
});
const decide = (id: string, ...slots: readonly DecidedSlot[]) =>
  store.decide(id, slots, { cursor: slots.at(-1)?.due ?? 0, updated: at });
const move = (id: string, day: number, from: SlotState, state: SlotState, runId?: string) =>
  store.move({ briefingId: id, slot: slotOf(day).slot }, from, { state, updated: at, ...(runId ? { runId } : {}) });
const daysOf = (id: string) => store.slots(id, 100).map(({ slot, state }) => `${slot.slice(8, 10)} ${state}`);

describe("a slot", () => {
  test("is decided on once: what came later changes nothing but the cursor", () => {
    decide("b1", slotOf(10));
    move("b1", 10, "due", "running", "run-1");
    decide("b1", slotOf(10, "missed", "The server was not running."), slotOf(11));
    expect(store.slots("b1", 9)).toMatchObject([{ state: "due" }, { state: "running", runId: "run-1" }]);
    expect(store.get("b1")?.cursor).toBe(slotOf(11).due);
    expect(store.get("b2")?.cursor).toBe(0);
  });

  test("moves only from the state that was expected", () => {
    decide("b1", slotOf(10));
    expect(move("b1", 10, "running", "done")).toBe(false);
    expect(move("b2", 10, "due", "running")).toBe(false);
    expect(move("b1", 10, "due", "running", "run-1")).toBe(true);
    expect(move("b1", 10, "due", "running", "run-2")).toBe(false);
    expect(store.slotOfRun("run-1")).toMatchObject({ briefingId: "b1", state: "running" });
    expect(store.slotOfRun("run-2")).toBeUndefined();
  });

  test("keeps its run through what becomes of it, and tells only the last reason", () => {
    decide("b1", slotOf(10));
    move("b1", 10, "due", "running", "run-1");
    const slot = { briefingId: "b1", slot: slotOf(10).slot };
    store.move(slot, "running", { state: "failed", updated: at, reason: "No space left." });
    expect(store.slotOfRun("run-1")).toMatchObject({ state: "failed", reason: "No space left." });
    store.move(slot, "failed", { state: "running", updated: at });
    expect(store.slotOfRun("run-1")).toEqual({
      ...slot,
      due: slotOf(10).due,
      state: "running",
      runId: "run-1",
      updated: at,
    });
  });

  test("outlives its run, and goes with its briefing", () => {
    decide("b1", slotOf(10));
    move("b1", 10, "due", "running", "run-1");
    move("b1", 10, "running", "done");
    store.forgetRun("run-1");
    expect([store.slotOfRun("run-1"), daysOf("b1"), store.doneRuns("b1")]).toEqual([undefined, ["10 done"], []]);
    store.remove("b1");
    expect([daysOf("b1"), store.get("b1")]).toEqual([[], undefined]);
  });
});

describe("the slots of briefings", () => {
  test("are told latest first for one, and oldest first for all", () => {
    decide("b2", slotOf(9), slotOf(12));
    decide("b1", slotOf(11), slotOf(10, "skipped"));
    expect(daysOf("b1")).toEqual(["11 due", "10 skipped"]);
    expect(store.slots("b1", 1)).toHaveLength(1);
    const due = store.slotsIn("due").map(({ briefingId, slot }) => `${briefingId} ${slot.slice(8, 10)}`);
    expect(due).toEqual(["b2 09", "b1 11", "b2 12"]);
    expect(store.slotsIn("due", "skipped")).toHaveLength(4);
  });

  test("of a future that the clock took back are forgotten where nothing came of them", () => {
    decide("b1", slotOf(10, "missed"), slotOf(11, "missed"), slotOf(12, "skipped"), slotOf(13), slotOf(14));
    move("b1", 14, "due", "running", "run-1");
    decide("b2", slotOf(12, "missed"));
    store.forgetAfter("b1", slotOf(10).due);
    expect(daysOf("b1")).toEqual(["14 running", "13 due", "10 missed"]);
    expect(daysOf("b2")).toEqual(["12 missed"]);
  });

  test("that are old are forgotten but for those with a run and those that are still to come", () => {
    decide("b1", slotOf(1, "missed"), slotOf(2), slotOf(3), slotOf(4, "skipped"));
    move("b1", 2, "due", "running", "run-1");
    store.prune("b1", slotOf(4).due);
    expect(daysOf("b1")).toEqual(["04 skipped", "03 due", "02 running"]);
    store.prune("b1", slotOf(4).due + dayMs);
    expect(daysOf("b1")).toEqual(["03 due", "02 running"]);
  });

  test("give the runs that made a report apart from those that did not, latest first", () => {
    decide("b1", ...[1, 2, 3, 4, 5].map((day) => slotOf(day)));
    const ends: readonly SlotState[] = ["done", "failed", "done", "cancelled", "running"];
    for (const [index, state] of ends.entries()) {
      move("b1", index + 1, "due", "running", `run-${index + 1}`);
      if (state !== "running") move("b1", index + 1, "running", state);
    }
    expect(store.doneRuns("b1")).toEqual(["run-3", "run-1"]);
    expect(store.undoneRuns("b1")).toEqual(["run-4", "run-2"]);
    expect([store.doneRuns("b2"), store.undoneRuns("b2")]).toEqual([[], []]);
  });
});

describe("a briefing", () => {
  test("is read as it was added, and a change leaves what it does not name", () => {
    const given = { ...briefing("b3", "south"), metadata: { client: "שלום" }, problem: "wrong" };
    const { problem: _, ...good } = given;
    store.add(good);
    expect(store.get("b3")).toEqual(good);
    store.change("b3", { problem: "wrong" }, at);
    expect(store.get("b3")).toEqual(given);
    store.change("b3", { isEnabled: false, problem: null }, "2026-03-11T08:00:00.000Z");
    expect(store.get("b3")).toEqual({ ...good, isEnabled: false, updated: "2026-03-11T08:00:00.000Z" });
  });

  test("has a name that is its own within its tenant, and listed in order of it", () => {
    store.add({ ...briefing("b3", "south"), name: "name-b1" });
    expect([store.named("north", "name-b1")?.id, store.named("south", "name-b1")?.id]).toEqual(["b1", "b3"]);
    expect(store.named("south", "name-b2")).toBeUndefined();
    expect(() => store.add({ ...briefing("b4"), name: "name-b1" })).toThrow(/UNIQUE/);
    expect(store.list("north").map(({ id }) => id)).toEqual(["b1", "b2"]);
    expect(store.list()).toHaveLength(3);
  });

  test("takes no documents as what a client keeps with it", () => {
    const documents = { metadata: { page: "x".repeat(70_000) } };
    expect(() => store.add({ ...briefing("b3"), ...documents })).toThrow(/at most 64 KB/);
    expect(() => store.change("b1", documents, at)).toThrow(/at most 64 KB/);
    expect([store.get("b3"), store.get("b1")?.metadata]).toEqual([undefined, {}]);
  });
});
