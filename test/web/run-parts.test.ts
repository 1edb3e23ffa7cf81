import { load } from "cheerio";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { Failure } from "../../src/errors.ts";
import type { JobView, PlanView } from "../../src/server/api-types.ts";
import { EditablePlan } from "../../src/web/plan-editor.tsx";
import { noProgress, type Progress } from "../../src/web/progress.ts";
import { DoneView, ProgressView } from "../../src/web/progress-view.tsx";
import { turnsOf } from "../../src/web/use-thread.ts";

const draw = (element: ReactElement) => load(renderToStaticMarkup(element));

describe("a run at work", () => {
  const shown = (
    change: Partial<Progress>,
    status: JobView["status"] = "running",
    connection: "live" | "lost" = "live",
  ) => draw(createElement(ProgressView, { runId: "r1", progress: { ...noProgress, ...change }, connection, status }));
  const now = (change: Partial<Progress>, status?: JobView["status"]) => shown(change, status)("[data-now]").text();

  test.each([
    ["before anything is known", {}, "Understanding the question"],
    ["between two steps", { stage: "assess" }, "Weighing what was found"],
    ["reading", { now: { type: "reading", what: "a.pdf" } }, "Reading a.pdf"],
    ["searching", { now: { type: "searching", what: "风能", where: "library" } }, "Searching 风能 in library"],
    ["checking", { now: { type: "checking", what: "Wind grew." } }, "Checking “Wind grew.”"],
    ["hostile", { now: { type: "reading", what: "<b>x</b>" } }, "Reading <b>x</b>"],
  ] as const)("says what happens now: %s", (_, change, text) => expect(now(change)).toBe(text));

  test("says that it waits, whatever it did last", () => {
    expect(now({ now: { type: "reading", what: "a.pdf" } }, "paused")).toBe("Paused");
    expect(now({}, "queued")).toBe("Waiting for its turn");
  });

  test.each([
    [undefined, "Plan"],
    ["open", "Plan"],
    ["digest", "Read"],
    ["compose", "Write"],
    ["patch", "Check"],
    ["inspect", "Make"],
  ] as const)("at stage %s is in the step %s", (stage, step) => {
    const $ = shown(stage ? { stage } : {});
    expect($("[aria-current=step]").text()).toBe(step);
    expect($("[role=status]").text()).toBe(`Step: ${step}.`);
  });

  test("counts what there is and leaves out what there is not", () => {
    const facts = (change: Partial<Progress>) =>
      shown(change)("section .tabular-nums > span")
        .map((_, one) => load(one).text())
        .get();
    expect(facts({})).toEqual([]);
    expect(
      facts({
        sources: [
          { sourceId: "a", title: "A", pages: 1 },
          { sourceId: "b", title: "B", pages: 1234 },
        ],
        searches: 1,
        evidence: 1,
        claims: { supported: 3, partly: 1, unsupported: 0, contradicted: 1 },
        model: { calls: 1, tokens: 5, costUsd: "unknown" },
        workedMs: 61_000,
      }),
    ).toEqual([
      "2 sources read, 1,235 pages",
      "1 search",
      "1 piece of evidence",
      "3 of 5 claims supported",
      "1 model call, cost unknown",
      "1\u00a0min",
    ]);
  });

  test("says how long it was thought to take until that has passed", () => {
    const forecast = {
      type: "forecast",
      seconds: 120,
      sources: 1,
      modelCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      costUsd: 0,
    } as const;
    expect(shown({ forecast, workedMs: 30_000 }).text()).toContain("30\u00a0s of about 2\u00a0min");
    expect(shown({ forecast, workedMs: 130_000 }).text()).not.toContain("of about");
    expect(shown({ forecast, workedMs: 30_000 }, "paused").text()).not.toContain("of about");
  });

  test("tells a lost connection only while there is something to miss", () => {
    expect(shown({}, "running", "lost").text()).toContain("The connection is lost");
    expect(shown({}, "paused", "lost").text()).not.toContain("The connection is lost");
  });

  test("tells each trouble once", () => {
    const failure: Failure = { stage: "gather", target: "a", code: "broken", message: "a.pdf is broken." };
    const $ = shown({ failures: [failure, failure], warnings: ["a.pdf is broken.", "The budget is nearly spent."] });
    expect(
      $("details li")
        .map((_, line) => $(line).text())
        .get(),
    ).toEqual(["a.pdf is broken.", "The budget is nearly spent."]);
    expect($("details summary").text()).toBe("2 notes on what could not be read as it should");
  });

  test("that is done shows the first twelve of its sources", () => {
    const sources = Array.from({ length: 15 }, (_, index) => ({ sourceId: `s${index}`, title: `T${index}`, pages: 0 }));
    const $ = draw(createElement(DoneView, { runId: "r1", progress: { ...noProgress, sources } }));
    expect($("ul[class*=flex] > li")).toHaveLength(12);
    expect($("summary").first().text()).toBe("How this was made: 15 sources read");
  });
});

describe("a plan that waits", () => {
  const shown = (change: Partial<PlanView>) =>
    draw(
      createElement(EditablePlan, {
        plan: { assumptions: [], clarified: [], subQuestions: [{ id: "q1", question: "What?" }], ...change },
        job: { id: "j1", threadId: "t1", status: "waiting" } as JobView,
        onDone: () => undefined,
      }),
    );
  const forecast = {
    type: "forecast",
    seconds: 90,
    sources: 1,
    modelCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
  } as const;

  test.each([
    [{}, "It will take about 2\u00a0min for 1 source."],
    [{ sources: 1200, seconds: 20 }, "It will take about 20\u00a0s for 1,200 sources."],
    [{ modelCalls: 1, costUsd: "unknown" }, "It will take about 2\u00a0min for 1 source, 1 model call, cost unknown."],
    [
      { modelCalls: 40, costUsd: 0.5, sources: 2 },
      "It will take about 2\u00a0min for 2 sources, 40 model calls, $0.50.",
    ],
  ] as const)("says what it will take: %j", (change, text) =>
    expect(shown({ forecast: { ...forecast, ...change } })("h3 + p").text()).toContain(text),
  );

  test("cannot lose its last part, and moves every part but the first", () => {
    expect(shown({})("button[aria-label='Remove part 1']").attr("disabled")).toBeDefined();
    const $ = shown({
      subQuestions: [
        { id: "q1", question: "A?" },
        { id: "q2", question: "B?" },
      ],
    });
    expect(
      $("button[aria-label^=Move]")
        .map((_, one) => $(one).attr("aria-label"))
        .get(),
    ).toEqual(["Move part 2 up"]);
    expect($("button[aria-label='Remove part 1']").attr("disabled")).toBeUndefined();
  });

  test("cannot be approved without a word in it", () => {
    const approve = (question: string) =>
      shown({ subQuestions: [{ id: "q1", question }] })("button.button-primary").attr("disabled");
    expect(approve("  ")).toBeDefined();
    expect(approve("What?")).toBeUndefined();
  });

  test("says how the question was understood", () => {
    expect(shown({ assumptions: ["Prices of 2024"], audience: "investors" }).text()).toContain(
      "Prices of 2024Written for investors.",
    );
    expect(shown({ audience: "investors" }).text()).not.toContain("investors");
  });
});

test("the jobs of a thread are turns by their run, oldest first, each standing where its last job stands", () => {
  const job = (id: string, runId: string, status: JobView["status"]) =>
    ({ id, runId, status, question: `${runId}?` }) as JobView;
  const turns = turnsOf([job("1", "a", "paused"), job("2", "b", "done"), job("3", "a", "running")]);
  expect(turns.map(({ runId, question, job: last, jobs }) => [runId, question, last.status, jobs.length])).toEqual([
    ["a", "a?", "running", 2],
    ["b", "b?", "done", 1],
  ]);
  expect(turnsOf([])).toEqual([]);
});
