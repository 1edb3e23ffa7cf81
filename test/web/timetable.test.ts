import { expect, test } from "vitest";
import { briefingName, cronOf } from "../../src/web/timetable.ts";

test("a rhythm and a time are a cron expression", () => {
  expect(cronOf("workdays", "08:05")).toBe("5 8 * * 1-5");
  expect(cronOf("monthly", "00:00")).toBe("0 0 1 * *");
});

test("a briefing's name is one that addresses and folders take, whatever the question", () => {
  const now = new Date("2026-05-04T10:00:00Z");
  for (const question of ["Wie groß ist Köln?", "风能？", "a ".repeat(500), "What … is -- new?"])
    expect(briefingName(question, now)).toMatch(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/);
  expect(briefingName("How did wind grow?", now)).not.toBe(briefingName("How did wind grow?", new Date(0)));
});
