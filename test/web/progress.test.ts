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
    expect(worked.outcome).toBe("stopped");
    expect(advance(worked, { ...start, at: "2026-05-04T12:00:00Z" }).outcome).toBeUndefined();
  });

  describe("when it is taken up again", () => {
    const start: RunEvent = { type: "run-start", runId: "r", runFolder: "/r", question: "?", resumed: true };
    const begun: RunEvent = { type: "source-start", target: "/docs/a.pdf" };

    test("forgets what a process that died was reading", () => {
      const after = progressAfter(begun, start, { ...begun, target: "/docs/b.pdf" }, read("src-b", "/docs/b.pdf"));
      expect(after.reading).toEqual([]);
      expect(progressAfter(begun, start).now).toEqual({ type: "idle" });
    });

    test("has not ended any more, and keeps what was found", () => {
      const rest = { runId: "r", runFolder: "/r", artifacts: [], durationMs: 1 };
      const stopped: RunEvent = { type: "run-end", outcome: "stopped", ...rest };
      expect(progressAfter(start, read("src-a", "a"), stopped).outcome).toBe("stopped");
      const again = progressAfter(start, read("src-a", "a"), stopped, start);
      expect(again.outcome).toBeUndefined();
      expect(again.sources).toHaveLength(1);
    });
  });

  test("adds up the evidence of each part and takes the total from the run", () => {
    const found = (subQuestionId: string, count: number, total: number): RunEvent => ({
      type: "evidence-added",
      subQuestionId,
      count,
      total,
    });
    const { evidence, evidenceBy } = progressAfter(found("q1", 3, 3), found("q2", 2, 4), found("q1", 1, 5));
    expect({ evidence, evidenceBy }).toEqual({ evidence: 5, evidenceBy: { q1: 4, q2: 2 } });
  });

  test("keeps every failure, and says of a wish whether it came too late", () => {
    const failure = { stage: "gather", target: "/docs/a.pdf", code: "broken", message: "It is cut off." } as const;
    const wish = (taken: boolean): RunEvent => ({ type: "steering-noted", wish: "skip", target: "/docs/a.pdf", taken });
    const after = progressAfter(
      { type: "source-start", target: "/docs/a.pdf" },
      { type: "source-failed", failure },
      { type: "failure", failure: { ...failure, target: "search" } },
      wish(true),
      wish(false),
      { type: "steering-noted", wish: "add", target: "What of nuclear?", taken: true },
    );
    expect(after.failures.map(({ target }) => target)).toEqual(["/docs/a.pdf", "search"]);
    expect(after.reading).toEqual([]);
    expect(after.wishes).toEqual([
      "Skipping a.pdf",
      "Too late for “a.pdf”: the search is over.",
      "Also looking at What of nuclear?",
    ]);
  });

  test("is left as it is by events that mean nothing to the eye", () => {
    const before = progressAfter({ type: "query-start", provider: "library", query: "wind" });
    const at = "2026-05-04T10:00:00Z";
    expect(advance(before, { type: "query-end", provider: "library", query: "wind", hits: 3, at })).toBe(before);
    expect(advance(before, { type: "stage-end", stage: "plan", durationMs: 3, at })).toBe(before);
  });
});

test.each([
  ["/srv/library/report.pdf", "report.pdf"],
  ["C:\\docs\\report.pdf", "report.pdf"],
  ["C:\\docs\\", "docs"],
  ["/docs/C# in a day?.pdf", "C# in a day?.pdf"],
  ["https://example.org/", "example.org"],
  ["https://example.org", "example.org"],
  ["HTTPS://example.org/a/b/", "example.org › b"],
  ["https://example.org/a.html?to=/x/y#part/2", "example.org › a.html"],
  ["/", "/"],
])("the short name of %s is %s", (target, name) => expect(shortName(target)).toBe(name));
