import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { orAborted, systemClock, withDeadline } from "../../src/net/index.ts";

const reason = new Error("enough");
const never = new Promise<never>(() => undefined);
const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("waiting for work or an abort", () => {
  test("gives what the work gives, good or bad", async () => {
    const { signal } = new AbortController();
    expect(await orAborted(Promise.resolve(1), signal)).toBe(1);
    expect(await orAborted(Promise.resolve(1), undefined)).toBe(1);
    await expect(orAborted(Promise.reject(new TypeError("bad")), signal)).rejects.toThrow("bad");
    expect(listenersOf(signal)).toBe(0);
  });

  test("ends with the reason of the abort, whether it came before or during", async () => {
    const controller = new AbortController();
    const waiting = orAborted(never, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(orAborted(Promise.resolve(1), controller.signal)).rejects.toBe(reason);
    expect(listenersOf(controller.signal)).toBe(0);
  });
});

describe("sleeping", () => {
  test("ends with the reason of the abort", async () => {
    const controller = new AbortController();
    const asleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    await expect(systemClock.sleep(0, controller.signal)).rejects.toBe(reason);
  });

  test("ends by itself", async () => {
    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
    const before = Date.now();
    const now = systemClock.now();
    expect(before <= now && now <= Date.now()).toBe(true);
  });
});

describe("a deadline", () => {
  test("lets work through that is in time", async () => {
    const { signal } = new AbortController();
    expect(await withDeadline(60_000, signal, async () => "done")).toEqual({ inTime: true, value: "done" });
    expect(listenersOf(signal)).toBe(0);
  });

  test("says when the time is up, and tells the work", async () => {
    let told: unknown;
    const outcome = await withDeadline(5, undefined, (signal) => {
      signal.addEventListener("abort", () => {
        told = signal.reason;
      });
      return never;
    });
    expect(outcome).toEqual({ inTime: false });
    expect(told).toBeInstanceOf(Error);
  });

  test("passes on what the work rejects with", async () => {
    await expect(withDeadline(60_000, undefined, () => Promise.reject(new TypeError("bad")))).rejects.toThrow("bad");
  });

  test("is not taken for the caller's abort, nor the abort for it", async () => {
    const controller = new AbortController();
    const outcome = withDeadline(60_000, controller.signal, (signal) => {
      controller.abort(reason);
      return orAborted(never, signal);
    });
    await expect(outcome).rejects.toBe(reason);
    let ran = false;
    const late = withDeadline(60_000, controller.signal, async () => {
      ran = true;
    });
    await expect(late).rejects.toBe(reason);
    expect(ran).toBe(false);
  });
});
