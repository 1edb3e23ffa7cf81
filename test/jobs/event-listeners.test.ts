import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createEventFeed, type NumberedEvent } from "../../src/jobs/event-feed.ts";

const warning = (number: number): NumberedEvent => ({
  number,
  at: "2026-01-01T00:00:00.000Z",
  event: { type: "warning", message: "w" },
});
const feedOverNothing = () => createEventFeed(() => "/nowhere/events.jsonl");

test("a listener hears of what happened between its look and its wait", async () => {
  const feed = feedOverNothing();
  const listener = feed.listen("run", new AbortController().signal);
  feed.push("run", warning(1));
  await listener.changed();
  expect(await feed.read("run", 0)).toEqual([warning(1)]);
});

test("a listener waits again once it has heard", async () => {
  const feed = feedOverNothing();
  const listener = feed.listen("run", new AbortController().signal);
  feed.wake("run");
  await listener.changed();
  const heard: string[] = [];
  const again = listener.changed().then(() => heard.push("again"));
  feed.wake("another run");
  await Promise.resolve();
  expect(heard).toEqual([]);
  feed.wake("run");
  await again;
  expect(heard).toEqual(["again"]);
});

test("a listener that is cancelled rejects with the reason and leaves nothing on its signal", async () => {
  const feed = feedOverNothing();
  const abort = new AbortController();
  const listener = feed.listen("run", abort.signal);
  const waiting = listener.changed();
  abort.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  await expect(listener.changed()).rejects.toThrow("gone");
  expect(getEventListeners(abort.signal, "abort")).toEqual([]);
  listener.close();
  feed.push("run", warning(1));
});
