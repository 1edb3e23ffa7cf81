import { describe, expect, test } from "vitest";
import { briefingName, cronOf, lastTrouble } from "../../src/web/timetable.ts";

test.each([
  ["daily", "23:59", "59 23 * * *"],
  ["workdays", "08:05", "5 8 * * 1-5"],
  ["weekly", "09:00", "0 9 * * 1"],
  ["monthly", "00:00", "0 0 1 * *"],
  ["daily", "08:05:30", "5 8 * * *"],
] as const)("%s at %s is the cron expression %s", (rhythm, time, cron) => expect(cronOf(rhythm, time)).toBe(cron));

describe("a briefing's name", () => {
  const now = new Date("2026-05-04T10:00:00Z");
  const moment = now.getTime().toString(36);

  test.each([
    "Wie groß ist Köln?",
    "风能？",
    "a ".repeat(500),
    "What … is -- new?",
    "",
    "٢٠٢٦",
    `${"a".repeat(39)} ${"b".repeat(39)}`,
  ])("is one that addresses and folders take: %j", (question) =>
    expect(briefingName(question, now)).toMatch(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/),
  );

  test.each([
    ["How did wind grow?", "how-did-wind-grow"],
    ["Évolution du réseau à Köln", "evolution-du-reseau-a-koln"],
    ["H₂ ﬁrst", "h2-first"],
    ["风能", "briefing"],
  ])("of %j begins with %s", (question, words) => expect(briefingName(question, now)).toBe(`${words}-${moment}`));

  test("differs between moments", () => {
    expect(briefingName("How did wind grow?", now)).not.toBe(briefingName("How did wind grow?", new Date(0)));
  });
});

test("what went wrong the last time is told, with its reason", () => {
  const sent = { channel: "mail", state: "delivered" };
  expect(lastTrouble(undefined)).toBeUndefined();
  expect(lastTrouble({ state: "done", deliveries: [sent] })).toBeUndefined();
  expect(lastTrouble({ state: "failed", reason: "No space left.", deliveries: [] })).toBe(
    "The last run failed: No space left.",
  );
  const lost = { channel: "webhook", state: "failed", message: "It is gone (410)." };
  expect(lastTrouble({ state: "done", deliveries: [sent, lost] })).toBe(
    "The last one was not delivered (webhook): It is gone (410).",
  );
  const waiting = { channel: "mail", state: "pending", message: "It did not answer." };
  expect(lastTrouble({ state: "done", deliveries: [waiting] })).toBe(
    "The last one is being sent again (mail): It did not answer.",
  );
});
