import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { advance, noProgress, type Progress, shortName } from "../../src/web/progress.ts";

const progressAfter = (...events: readonly RunEvent[]): Progress =>
  events.reduce((progress, event) => advance(progress, { ...event, at: "2026-05-04T10:00:00Z" }), noProgress);
const read = (sourceId: string, target: string): RunEvent => ({
  type: "source-read",
  sourceId,
  target,
  title: `Title of ${sourceId}`,
  pages: 2,
  cached: false,
});
const checked = (support: "supported" | "partly"): RunEvent => ({
  type: "claim-checked",
  place: "s1",
  claim: "Wind grew.",
  support,
  evidenceIds: [],
});

describe("the progress that a person sees", () => {
  test("tells what is being read now, and goes back to what is still being read", () => {
    const both: readonly RunEvent[] = [
      { type: "source-start", target: "/docs/a.pdf" },
      { type: "source-start", target: "https://example.org/b/page.html?x=1" },
    ];
    expect(progressAfter(...both).now).toEqual({ type: "reading", what: "example.org › page.html" });
    const one = progressAfter(...both, read("src-b", "https://example.org/b/page.html?x=1"));
    expect(one.now).toEqual({ type: "reading", what: "a.pdf" });
    expect(one.sources).toEqual([{ sourceId: "src-b", title: "Title of src-b", pages: 2 }]);
  });

  test("names what was read last first, and a source once", () => {
    const { sources } = progressAfter(read("src-a", "a"), read("src-b", "b"), read("src-a", "a"));
    expect(sources.map(({ sourceId }) => sourceId)).toEqual(["src-a", "src-b"]);
  });

  test("counts the claims of the last round of checking only", () => {
    const verify: RunEvent = { type: "stage-start", stage: "verify" };
    expect(progressAfter(verify, checked("partly"), verify, checked("supported")).claims).toMatchObject({
      supported: 1,
      partly: 0,
    });
  });

  test("never makes an unknown price a known one", () => {
    const call = (costUsd: number | "unknown"): RunEvent => ({
      type: "model-end",
      stage: "plan",
      role: "plan",
      model: "test:model",
      inputTokens: 10,
      cachedTokens: 0,
      outputTokens: 5,
      costUsd,
      durationMs: 1,
    });
    expect(progressAfter(call(0.5), call(0.25)).model).toEqual({ calls: 2, tokens: 30, costUsd: 0.75 });
    expect(progressAfter(call(0.5), call("unknown"), call(1)).model.costUsd).toBe("unknown");
  });

  test("counts the time at work, not the time of waiting for the user", () => {
    const start: RunEvent = { type: "run-start", runId: "r", runFolder: "/r", question: "?", resumed: false };
    const end: RunEvent = {
      type: "run-end",
      runId: "r",
      runFolder: "/r",
      outcome: "stopped",
      artifacts: [],
      durationMs: 1,
    };
    const times = ["10:00:00", "10:00:02", "11:00:00", "11:00:05"].map((time) => `2026-05-04T${time}Z`);
    const worked = [start, end, start, end].reduce(
      (progress, event, index) => advance(progress, { ...event, at: times[index] ?? "" }),
      noProgress,
    );
    expect(worked.workedMs).toBe(7_000);
  });
});

test("the short name of a target is what tells it from others", () => {
  expect(shortName("/srv/library/report.pdf")).toBe("report.pdf");
  expect(shortName("C:\\docs\\report.pdf")).toBe("report.pdf");
  expect(shortName("https://example.org/")).toBe("example.org");
});
