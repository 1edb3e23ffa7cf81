import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { createEventFeed, type NumberedEvent } from "../../src/jobs/event-feed.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "feed-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const warning = (message: string): RunEvent => ({ type: "warning", message });
const event = (number: number): NumberedEvent => ({
  number,
  at: "2026-05-04T10:00:00.000Z",
  event: warning(`${number}`),
});
const feed = () => createEventFeed((runId) => join(folder, `${runId}.jsonl`));
const numbers = (events: readonly NumberedEvent[]): readonly number[] => events.map(({ number }) => number);
const signal = new AbortController().signal;
const changed = (events: ReturnType<typeof feed>, runId: string, until: AbortSignal) =>
  events.listen(runId, until).changed();

describe("the events of a run at work", () => {
  test("are read above the one that a reader has, in order", async () => {
    const events = feed();
    for (const number of [1, 2, 3]) events.push("r", event(number));
    expect(numbers(await events.read("r", 0))).toEqual([1, 2, 3]);
    expect(numbers(await events.read("r", 2))).toEqual([3]);
    expect(await events.read("r", 3)).toEqual([]);
    expect(await events.last("r")).toBe(3);
  });

  test("are those of this run alone", async () => {
    const events = feed();
    events.push("r", event(1));
    expect(await events.read("other", 0)).toEqual([]);
  });

  test("are kept for the last two hundred and told without a hole", async () => {
    const events = feed();
    for (let number = 1; number <= 260; number++) events.push("r", event(number));
    const read = numbers(await events.read("r", 60));
    expect(read).toHaveLength(200);
    expect(read[0]).toBe(61);
    expect(await events.last("r")).toBe(260);
  });

  test("begin anew in memory after a gap, so that nothing is told as following that does not", async () => {
    const events = feed();
    events.push("r", event(1));
    events.push("r", event(5));
    expect(numbers(await events.read("r", 4))).toEqual([5]);
    expect(numbers(await events.read("r", 5))).toEqual([]);
  });

  test("that went by untold are read from the log", async () => {
    const line = `${JSON.stringify({ at: "2026-05-04T10:00:00.000Z", ...warning("a") })}\n`;
    await writeFile(join(folder, "gap.jsonl"), line.repeat(4));
    const events = feed();
    events.push("gap", event(5));
    expect(numbers(await events.read("gap", 0))).toEqual([1, 2, 3, 4]);
    expect(numbers(await events.read("gap", 4))).toEqual([5]);
  });

  test("handed out do not change when more come", async () => {
    const events = feed();
    events.push("r", event(1));
    const read = await events.read("r", 0);
    events.push("r", event(2));
    expect(numbers(read)).toEqual([1]);
  });

  test("are read from the log once they are released", async () => {
    const line = (message: string): string =>
      `${JSON.stringify({ at: "2026-05-04T10:00:00.000Z", ...warning(message) })}\n`;
    await writeFile(join(folder, "logged.jsonl"), line("a") + line("b"));
    const events = feed();
    events.push("logged", event(1));
    events.push("logged", event(2));
    events.release("logged");
    expect(await events.last("logged")).toBe(2);
    const told = await events.read("logged", 1);
    expect(told.map(({ number, event: one }) => [number, one.type === "warning" ? one.message : ""])).toEqual([
      [2, "b"],
    ]);
  });
});

describe("a reader that waits", () => {
  test.each<[what: string, wake: (events: ReturnType<typeof feed>) => void]>([
    ["an event", (events) => events.push("r", event(1))],
    ["a changed job", (events) => events.wake("r")],
    ["the end of the run", (events) => events.release("r")],
  ])("is woken by %s, as are all others", async (_what, wake) => {
    const events = feed();
    const waiting = [changed(events, "r", signal), changed(events, "r", signal)];
    wake(events);
    await expect(Promise.all(waiting)).resolves.toEqual([undefined, undefined]);
  });

  test("sleeps on when something happens in another run", async () => {
    const events = feed();
    const stop = new AbortController();
    const waiting = changed(events, "r", stop.signal);
    events.push("other", event(1));
    stop.abort("still asleep");
    await expect(waiting).rejects.toBe("still asleep");
  });

  test("goes with the reason of its signal, and wakes nobody else", async () => {
    const events = feed();
    const stop = new AbortController();
    const [leaving, staying] = [changed(events, "r", stop.signal), changed(events, "r", signal)];
    stop.abort("gone");
    await expect(leaving).rejects.toBe("gone");
    events.wake("r");
    await expect(staying).resolves.toBeUndefined();
  });

  test("that has gone before it came is not kept", async () => {
    await expect(changed(feed(), "r", AbortSignal.abort("gone"))).rejects.toBe("gone");
  });
});
