import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../src/events.ts";
import { eventId, startAt, wholeEvent } from "../../../src/server/langgraph/cursor.ts";
import { partModes, partOf } from "../../../src/server/langgraph/parts.ts";

type Arguments = Parameters<typeof startAt>;
/** A job whose events are those after number 10, up to 20. */
const job = { runId: "r1", after: 10 } as Arguments[1];
const api = { jobs: { feed: { last: async () => 20 } } } as unknown as Arguments[2];
const start = (id: string | undefined, change: object = {}) => startAt(id, { ...job, ...change }, api);

describe("where a client goes on", () => {
  test.each([
    [undefined, { number: 10, part: wholeEvent }],
    ["", { number: 10, part: wholeEvent }],
    ["-1", { number: 10, part: wholeEvent }],
    ["15", { number: 15, part: 0 }],
    ["15.2", { number: 15, part: 2 }],
    ["20", { number: 20, part: 0 }],
    ["3", { number: 10, part: wholeEvent }],
    ["10", { number: 10, part: 0 }],
  ])("after %j is %j", async (id, expected) => expect(await start(id)).toEqual(expected));

  test.each(["21", "999999999999999", "1e3", "abc", "15.", "15.2.3", "-2", "١٥", "15.9999", " 15"])(
    "after %j, which is no place in this run, is its beginning, and a gap is told",
    async (id) => {
      expect(await start(id)).toMatchObject({ number: 10, part: wholeEvent, gap: { type: "gap", from: 11 } });
    },
  );

  test("a job that is over knows its last event itself", async () => {
    expect(await start("18", { last: 17 })).toMatchObject({ number: 10, gap: {} });
    expect(await start("17", { last: 17 })).toEqual({ number: 17, part: 0 });
  });

  test("an id is read back as the place that it was made of", async () => {
    for (const [number, part] of [[15, 0] as const, [15, 1] as const, [20, 120] as const])
      expect(await start(eventId(number, part))).toEqual({ number, part });
  });
});

describe("how an event is told", () => {
  const told = (event: RunEvent) =>
    Object.fromEntries(
      partModes.flatMap((mode) => {
        const part = partOf(mode, { number: 7, at: "2026-01-01T00:00:00Z", event });
        return part ? [[mode, part.data]] : [];
      }),
    );

  test("of every kind: as it is, with its time", () => {
    const event: RunEvent = { type: "warning", message: "Slow." };
    expect(told(event)).toEqual({
      custom: { ...event, at: "2026-01-01T00:00:00Z" },
      events: expect.objectContaining({ event: "on_custom_event", name: "warning", data: event }),
    });
  });

  test("a stage is a node, from its start to its end", () => {
    expect(told({ type: "stage-start", stage: "gather" })).toMatchObject({
      debug: { type: "task", step: 7, payload: { id: "gather", name: "gather" } },
      tasks: { id: "gather", input: {} },
      events: { event: "on_chain_start", run_id: "gather" },
    });
    expect(told({ type: "stage-end", stage: "gather", durationMs: 5, detail: "3 sources" })).toMatchObject({
      updates: { gather: { detail: "3 sources" } },
      debug: { type: "task_result", payload: { result: [["detail", "3 sources"]] } },
      events: { event: "on_chain_end", data: { output: { detail: "3 sources" } } },
    });
  });

  test("the plan is told once as an update: with its questions, not at the end of its stage", () => {
    const subQuestions = [{ id: "q1", question: "What?", queries: [] }];
    expect(told({ type: "plan-end", subQuestions }).updates).toEqual({ plan: { plan: subQuestions } });
    expect(told({ type: "stage-end", stage: "plan", durationMs: 1 }).updates).toBeUndefined();
  });
});
