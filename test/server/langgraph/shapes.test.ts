import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../src/events.ts";
import type { Job, JobStatus } from "../../../src/jobs/index.ts";
import { assistantId, assistantOf, assistants } from "../../../src/server/langgraph/assistants.ts";
import { partModes, partOf } from "../../../src/server/langgraph/parts.ts";
import { contains, runStatus, select, standingOf, threadStatus, toRun } from "../../../src/server/langgraph/shapes.ts";
import { selectState } from "../../../src/server/langgraph/threads.ts";

const job = (status: JobStatus, notes: Job["notes"] = {}): Job => ({
  ...{ id: `job-${status}`, threadId: "t1", tenant: "lab", runId: "run-1", question: "Why?", status, notes },
  ...{ after: 0, approves: false, attempts: 1, created: "2026-05-04T10:00:00Z", updated: "2026-05-04T10:01:00Z" },
});

describe("where a run and its thread stand", () => {
  test.each<[JobStatus, run: string, thread: string]>([
    ["queued", "pending", "busy"],
    ["running", "running", "busy"],
    ["waiting", "interrupted", "interrupted"],
    ["paused", "interrupted", "interrupted"],
    ["cancelled", "interrupted", "idle"],
    ["done", "success", "idle"],
    ["failed", "error", "error"],
  ])("when the job is %s is %s and %s", (status, run, thread) => {
    expect([runStatus({ status }), threadStatus({ standing: status })]).toEqual([run, thread]);
  });

  test.each<[statuses: readonly JobStatus[], standing: JobStatus | undefined]>([
    [[], undefined],
    [["done", "failed"], "failed"],
    [["failed", "done"], "done"],
    [["queued", "running", "done"], "running"],
    [["queued", "failed"], "queued"],
  ])("is, of jobs that are %j, that of %s", (statuses, standing) => {
    expect(standingOf(statuses.map((status) => job(status)))).toBe(standing);
    expect(threadStatus({ standing: undefined })).toBe("idle");
  });
});

describe("a run as the API shows it", () => {
  test("names the assistant, what the client kept with it, and the run behind it", () => {
    const shown = toRun(job("done", { graph: "deck", metadata: { team: "a", graph_id: "mine" }, strategy: "reject" }));
    expect(shown).toMatchObject({
      ...{ run_id: "job-done", thread_id: "t1", status: "success", multitask_strategy: "reject", kwargs: {} },
      assistant_id: assistantId({ graph: "deck" }),
      metadata: { team: "a", graph_id: "deck", research_run_id: "run-1" },
    });
  });

  test.each([[{}], [{ graph: "gone", metadata: 7, modes: "all", strategy: "later" }]])(
    "that came another way, or was kept by another version as %j, is one of research",
    (notes) => {
      expect(toRun(job("done", notes))).toMatchObject({
        assistant_id: assistantId({ graph: "research" }),
        metadata: { graph_id: "research", research_run_id: "run-1" },
        multitask_strategy: null,
      });
    },
  );
});

describe("metadata hold what is looked for", () => {
  const metadata = { team: "a", tags: ["x", { y: 1 }, null], nested: { deep: { yes: true } }, none: null, count: 0 };

  test.each<[wanted: unknown]>([
    [{}],
    [{ team: "a" }],
    [{ nested: { deep: {} } }],
    [{ tags: ["x"] }],
    [{ tags: [{ y: 1 }, "x"] }],
    [{ tags: [] }],
    [{ none: null, count: 0 }],
  ])("where it is %j", (wanted) => expect(contains(metadata, wanted)).toBe(true));

  test.each<[wanted: unknown]>([
    [{ team: "b" }],
    [{ team: "a", other: 1 }],
    [{ nested: { deep: { yes: "true" } } }],
    [{ tags: ["z"] }],
    [{ tags: { 0: "x" } }],
    [{ nested: ["deep"] }],
    [{ none: {} }],
    [{ gone: null }],
    [{ count: false }],
    [{ toString: {} }],
    [JSON.parse('{"__proto__": {}}')],
    [[]],
  ])("not where it is %j", (wanted) => expect(contains(metadata, wanted)).toBe(false));
});

describe("the fields that a client asks for", () => {
  const state = { values: { plan: [1], report: { title: "T" }, messages: [] }, next: ["draft"], tasks: [] };

  test.each<[fields: readonly string[] | undefined, keys: readonly string[]]>([
    [undefined, ["values", "next", "tasks"]],
    [[], ["values", "next", "tasks"]],
    [["next"], ["next"]],
    [["gone"], []],
    [
      ["tasks", "values"],
      ["values", "tasks"],
    ],
  ])("%j are %j", (fields, keys) => {
    expect(Object.keys(select(state, fields))).toEqual(keys);
    expect(Object.keys(selectState(state, fields))).toEqual(keys);
  });

  test("can be some of the values of a state", () => {
    expect(selectState(state, ["values.plan", "values.report", "next"])).toEqual({
      values: { plan: [1], report: { title: "T" } },
      next: ["draft"],
    });
    expect(selectState(state, ["values.gone"])).toEqual({ values: {} });
    expect(selectState(state, ["values", "values.plan"])).toEqual({ values: state.values });
  });
});

describe("an assistant", () => {
  test("has the id that LangGraph servers give a graph of its name, and is found by either", () => {
    // As the API's own servers derive it: uuid5 of the name in their namespace.
    expect(assistantId({ graph: "agent" })).toBe("fe096781-5601-53d2-b2f6-0d3403f7e9ca");
    for (const assistant of assistants)
      for (const name of [assistant.graph, assistantId(assistant)]) expect(assistantOf(name)).toBe(assistant);
  });

  test.each(["", "Research", "briefing", "fe096781-5601-53d2-b2f6-0d3403f7e9ca"])("is not “%s”", (name) => {
    expect(() => assistantOf(name)).toThrow(/this server has: research, deck, inquiry/);
  });
});

describe("an event as it is told", () => {
  const at = "2026-05-04T10:00:00Z";
  const told = (event: RunEvent) => partModes.map((mode) => partOf(mode, { number: 3, at, event })?.data);

  test("of a stage's begin and end is a chain and a task of the stage's name", () => {
    const [custom, updates, events, debug, tasks] = told({ type: "stage-start", stage: "gather" });
    expect(custom).toEqual({ type: "stage-start", stage: "gather", at });
    expect(updates).toBeUndefined();
    expect(events).toMatchObject({ event: "on_chain_start", run_id: "gather", name: "gather", metadata: { at } });
    expect(debug).toMatchObject({ type: "task", step: 3, timestamp: at, payload: { id: "gather", input: {} } });
    expect(tasks).toMatchObject({ id: "gather", name: "gather", input: {}, interrupts: [] });
    const ended = told({ type: "stage-end", stage: "gather", durationMs: 9, detail: "12 sources" });
    expect(ended[1]).toEqual({ gather: { detail: "12 sources" } });
    expect(ended[2]).toMatchObject({ event: "on_chain_end", data: { output: { detail: "12 sources" } } });
    expect(ended[3]).toMatchObject({ type: "task_result", payload: { result: [["detail", "12 sources"]] } });
  });

  test("of a plan updates the plan, and its stage's end does not again", () => {
    const subQuestions = [{ id: "q1", question: "What?", queries: [] }];
    expect(told({ type: "plan-end", subQuestions })[1]).toEqual({ plan: { plan: subQuestions } });
    expect(told({ type: "stage-end", stage: "plan", durationMs: 9 })[1]).toBeUndefined();
    expect(told({ type: "stage-end", stage: "draft", durationMs: 9 })[1]).toEqual({ draft: {} });
  });

  test("of anything else is told as it is, and as nothing where only stages are told", () => {
    const [custom, updates, events, debug, tasks] = told({ type: "warning", message: "slow" });
    expect(custom).toEqual({ type: "warning", message: "slow", at });
    expect(events).toMatchObject({ event: "on_custom_event", name: "warning", data: { message: "slow" } });
    expect([updates, debug, tasks]).toEqual([undefined, undefined, undefined]);
  });
});
