import { beforeEach, describe, expect, test } from "vitest";
import { createOutboxStore, type NewDelivery, type OutboxStore } from "../../../src/jobs/briefings/outbox-store.ts";
import { createBriefingStore } from "../../../src/jobs/briefings/store.ts";
import { memoryDatabase } from "../../../src/jobs/database.ts";
import { definitionOf } from "../../support/temporary-briefings.ts";

const at = (second: number): number => Date.parse("2026-03-10T08:00:00Z") + second * 1_000;
const stamp = (second: number): string => new Date(at(second)).toISOString();

let store: OutboxStore;
let removeBriefing: () => void;
beforeEach(() => {
  const database = memoryDatabase();
  const briefings = createBriefingStore(database);
  store = createOutboxStore(database);
  const [created, updated] = [stamp(0), stamp(0)];
  for (const id of ["b1", "b2"])
    briefings.add({
      ...{ id, tenant: "north", name: id, origin: "api", definition: definitionOf(), isEnabled: true },
      ...{ threadId: "t", cursor: 0, created, updated, metadata: {} },
    });
  removeBriefing = () => briefings.remove("b1");
});

const delivery = (id: string, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  ...{
    id,
    briefingId: "b1",
    slot: "2026-03-10T08:00",
    runId: "run-1",
    channel: "webhook",
    target: "https://a.example/",
  },
  ...{ next: at(0), updated: stamp(0) },
  ...changes,
});
const takeAll = (second: number): readonly string[] => {
  const taken: string[] = [];
  for (let one = store.take(at(second), stamp(second)); one; one = store.take(at(second), stamp(second)))
    taken.push(one.id);
  return taken;
};

describe("a delivery", () => {
  test("is put in once for ever, whatever is said of it the second time", () => {
    store.put([delivery("d1"), delivery("d1", { target: "https://b.example/" })]);
    store.take(at(1), stamp(1));
    store.end("d1", { state: "delivered", updated: stamp(2) });
    store.put([delivery("d1", { next: at(9) })]);
    expect(store.get("d1")).toMatchObject({ state: "delivered", target: "https://a.example/", attempts: 1 });
    expect(takeAll(10)).toEqual([]);
  });

  test("is taken by one, and counted at once: a process that ends now has tried", () => {
    store.put([delivery("d1")]);
    const taken = store.take(at(1), stamp(1));
    expect(taken).toEqual({ ...delivery("d1"), state: "sending", attempts: 1, updated: stamp(1) });
    expect(store.get("d1")).toEqual(taken);
    expect(store.take(at(1), stamp(1))).toBeUndefined();
  });

  test("is taken again when the process that had it is gone, and not while it is there", () => {
    store.put([delivery("d1"), delivery("d2"), delivery("d3")]);
    takeAll(1);
    store.end("d2", { state: "delivered", updated: stamp(2) });
    store.end("d3", { state: "failed", updated: stamp(2), message: "gone" });
    expect(takeAll(60)).toEqual([]);
    store.recover();
    expect(takeAll(60)).toEqual(["d1"]);
    expect(store.get("d1")?.attempts).toBe(2);
  });

  test("that is put off has made no attempt, and waits until then", () => {
    store.put([delivery("d1")]);
    store.take(at(1), stamp(1));
    store.postpone("d1", { next: at(30), updated: stamp(1) });
    expect(store.get("d1")).toMatchObject({ state: "pending", attempts: 0, next: at(30) });
    expect(takeAll(29)).toEqual([]);
    expect(takeAll(30)).toEqual(["d1"]);
  });

  test("that is to be tried later keeps why until it is delivered", () => {
    store.put([delivery("d1")]);
    store.take(at(1), stamp(1));
    store.end("d1", { state: "pending", updated: stamp(2), next: at(62), message: "It answered 503." });
    expect(store.get("d1")).toMatchObject({ state: "pending", next: at(62), message: "It answered 503." });
    store.take(at(62), stamp(62));
    store.end("d1", { state: "delivered", updated: stamp(63) });
    expect(store.get("d1")).not.toHaveProperty("message");
  });

  test.each([
    ["failed", true],
    ["delivered", false],
    ["left-out", false],
    ["pending", false],
  ] as const)("that is %s can be put back: %s", (state, can) => {
    store.put([delivery("d1")]);
    store.take(at(1), stamp(1));
    store.end("d1", { state, updated: stamp(2), message: "so" });
    expect(store.retry("d1", at(90))).toBe(can);
    expect(store.get("d1")).toMatchObject(can ? { state: "pending", attempts: 0, next: at(90) } : { state });
    expect(store.retry("never", at(90))).toBe(false);
  });

  test("goes with its briefing", () => {
    store.put([delivery("d1"), delivery("d2", { briefingId: "b2" })]);
    removeBriefing();
    expect([store.get("d1"), store.get("d2")?.id]).toEqual([undefined, "d2"]);
    expect(takeAll(1)).toEqual(["d2"]);
  });
});

describe("the next delivery", () => {
  test("is the one that waits longest, whatever the order in which they were put in", () => {
    store.put([delivery("c", { next: at(5) }), delivery("b", { next: at(3) }), delivery("a", { next: at(5) })]);
    expect(store.nextAt()).toBe(at(3));
    expect(takeAll(4)).toEqual(["b"]);
    expect(store.nextAt()).toBe(at(5));
    expect(takeAll(5)).toEqual(["a", "c"]);
    expect(store.nextAt()).toBeUndefined();
  });

  test("is also one of a future that the clock has taken back", () => {
    store.put([delivery("past", { next: at(50) }), delivery("future", { next: at(9_000), updated: stamp(8_000) })]);
    expect(takeAll(10)).toEqual(["future"]);
  });
});

describe("a run", () => {
  test("is open until nothing of it is on its way", () => {
    store.put([delivery("d1"), delivery("d2"), delivery("d3", { runId: "run-2" })]);
    expect(["run-1", "run-2", "run-3"].map(store.isOpen)).toEqual([true, true, false]);
    takeAll(1);
    store.end("d1", { state: "delivered", updated: stamp(2) });
    expect(store.isOpen("run-1")).toBe(true);
    store.end("d2", { state: "failed", updated: stamp(2) });
    expect(["run-1", "run-2"].map(store.isOpen)).toEqual([false, true]);
    store.retry("d2", at(90));
    expect(store.isOpen("run-1")).toBe(true);
  });

  test("has its deliveries listed with those of its briefing, latest first, as many as are asked for", () => {
    store.put([
      delivery("d1", { updated: stamp(1) }),
      delivery("d3", { updated: stamp(3), runId: "run-2" }),
      delivery("d2", { updated: stamp(2) }),
      delivery("other", { briefingId: "b2" }),
    ]);
    const ids = (limit: number) => store.ofBriefing("b1", limit).map(({ id }) => id);
    expect([ids(10), ids(2), ids(0)]).toEqual([["d3", "d2", "d1"], ["d3", "d2"], []]);
  });
});
