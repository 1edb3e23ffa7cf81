import { describe, expect, test } from "vitest";
import type { NewBriefing } from "../../../src/jobs/briefings/briefings.ts";
import type { Briefing } from "../../../src/jobs/briefings/records.ts";
import { type CronPayload, changedCron, cronSchema, toBriefing, toCron } from "../../../src/server/langgraph/cron.ts";

const input = { messages: [{ role: "user", content: "What changed in heat?" }] };
const payload = (change: object = {}): CronPayload =>
  cronSchema.parse({ assistant_id: "briefing", schedule: "0 8 * * 1-5", input, ...change });
const kept = (made: NewBriefing): Briefing => ({
  id: "b-1",
  tenant: "ada",
  threadId: "t-1",
  isEnabled: true,
  cursor: 0,
  created: "2026-01-01T00:00:00Z",
  updated: "2026-01-02T00:00:00Z",
  metadata: {},
  ...made,
});

describe("a cron of the LangGraph API", () => {
  test.each([
    [{}, { question: "What changed in heat?", kind: "briefing", schedule: { cron: "0 8 * * 1-5", timeZone: "UTC" } }],
    [{ assistant_id: "research" }, { kind: "report" }],
    [{ timezone: "Asia/Tokyo" }, { schedule: { timeZone: "Asia/Tokyo" } }],
    [{ end_time: "2026-05-01T08:00:00+02:00" }, { schedule: { until: "2026-05-01T06:00:00.000Z" } }],
    [{ multitask_strategy: "enqueue" }, { schedule: { overlap: "queue" } }],
    [{ multitask_strategy: "rollback" }, { schedule: { overlap: "replace" } }],
    [{ webhook: "https://example.org/hook" }, { deliver: { webhook: ["https://example.org/hook"] } }],
    [{ enabled: false }, { enabled: false }],
    [
      { config: { configurable: { length: "brief", search: ["arxiv"] } } },
      { length: "brief", sources: { search: ["arxiv"] } },
    ],
  ])("with %j is the briefing %j", (change, definition) => {
    expect(toBriefing(payload(change), undefined).definition).toMatchObject(definition);
  });

  test.each([
    [{ end_time: "soon" }, /end_time is no time: soon/],
    [{ input: null }, /needs an input/],
    [{ config: { configurable: { maxTokens: 5 } } }, /takes no uploads, maxTokens/],
    [{ schedule: "* * * * *" }, /more often than every 5 minutes/],
    [{ schedule: "0 8 * *" }, /no cron pattern of five fields/],
    [{ timezone: "Mars/Olympus" }, /no time zone Mars/],
    [{ webhook: "file:///etc/passwd" }, /http or https/],
  ])("with %j is refused by name", (change, why) => {
    expect(() => toBriefing(payload(change), undefined)).toThrow(why);
  });

  test("is shown as it was asked, with when it comes next", () => {
    const shown = toCron(kept(toBriefing(payload({ metadata: { team: "heat" } }), "t-9")), Date.UTC(2026, 4, 4, 8));
    expect(shown).toMatchObject({
      cron_id: "b-1",
      thread_id: "t-9",
      user_id: "ada",
      schedule: "0 8 * * 1-5",
      end_time: null,
      enabled: true,
      on_run_completed: "keep",
      next_run_date: "2026-05-04T08:00:00.000Z",
      metadata: { team: "heat" },
      payload: { input },
    });
    expect(toCron(kept(toBriefing(payload(), undefined)), undefined)).toMatchObject({
      thread_id: null,
      next_run_date: null,
    });
  });

  test("keeps what a change does not name", () => {
    const before = kept(toBriefing(payload({ timezone: "Asia/Tokyo", metadata: { team: "heat" } }), "t-9"));
    const { definition, metadata } = changedCron(before, { schedule: "0 9 * * *" });
    expect(definition.schedule).toMatchObject({ cron: "0 9 * * *", timeZone: "Asia/Tokyo" });
    expect(metadata).toMatchObject({ metadata: { team: "heat" }, threadId: "t-9" });
    expect(changedCron({ ...before, isEnabled: false }, {}).definition.enabled).toBe(false);
    expect(() => changedCron(before, { end_time: "soon" })).toThrow(/end_time/);
  });
});
