import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChatModel, ModelCall, ModelResult, ModelUsage } from "../../src/models/index.ts";
import { completeWithRetries } from "../../src/models/retries.ts";
import { withinTime } from "../../src/models/within-time.ts";
import { scriptedModel } from "../support/scripted-model.ts";

const call: ModelCall = { messages: [], maxOutputTokens: 10, json: false };
const usage = (inputTokens: number): ModelUsage => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens: 1,
  isEstimate: false,
});

function failing(retry?: { readonly afterMs?: number }, used?: ModelUsage): ModelResult {
  return {
    ok: false,
    failure: { stage: "model", target: "x:y", code: "http-error", message: "It failed." },
    ...(retry ? { retry } : {}),
    ...(used ? { usage: used } : {}),
  };
}

async function tried(model: ChatModel, random = () => 1, signal = new AbortController().signal) {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  return { ...(await completeWithRetries(model, call, { signal, sleep, random })), waits };
}

describe("trying again", () => {
  test("waits up to one, two and four seconds, and gives up after the fourth try", async () => {
    const model = scriptedModel(Array.from({ length: 4 }, () => failing({})));
    const { result, waits } = await tried(model);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(result.ok).toBe(false);
    model.assertConsumed();
  });

  test("takes any part of the time between, down to none, so that many callers do not come at once", async () => {
    const { waits } = await tried(scriptedModel([failing({}), failing({}), "fine"]), () => 0.25);
    expect(waits).toEqual([250, 500]);
    expect((await tried(scriptedModel([failing({}), "fine"]), () => 0)).waits).toEqual([0]);
  });

  test("adds its own wait to the one that the provider asked for", async () => {
    const { waits } = await tried(scriptedModel([failing({ afterMs: 7_000 }), "fine"]), () => 0.5);
    expect(waits).toEqual([7_500]);
  });

  test.each([
    [60_000, 1],
    [60_001, 0],
  ])("a wait of %i ms is worth %i more tries", async (afterMs, more) => {
    const { waits } = await tried(scriptedModel([failing({ afterMs }), ...Array.from({ length: more }, () => "fine")]));
    expect(waits).toHaveLength(more);
  });

  test("is not done where it cannot help", async () => {
    const { result, waits } = await tried(scriptedModel([failing()]));
    expect(result.ok).toBe(false);
    expect(waits).toEqual([]);
  });

  test("keeps what every useless answer was billed, the last one's too", async () => {
    const replies = [failing({}, usage(5)), failing({}), failing({}, usage(7)), failing({}, usage(9))];
    const { wasted } = await tried(scriptedModel(replies));
    expect(wasted.map(({ inputTokens }) => inputTokens)).toEqual([5, 7, 9]);
  });

  test("counts nothing as wasted when the first answer is good", async () => {
    const { wasted, result } = await tried(scriptedModel(["fine"]));
    expect(wasted).toEqual([]);
    expect(result).toMatchObject({ ok: true, answer: { text: "fine" } });
  });

  test("ends with the abort's reason while it waits", async () => {
    const reason = new Error("Stopped by the user.");
    const sleep = async () => {
      throw reason;
    };
    const model = scriptedModel([failing({}), "never"]);
    const options = { signal: new AbortController().signal, sleep };
    await expect(completeWithRetries(model, call, options)).rejects.toBe(reason);
    expect(model.calls).toHaveLength(1);
  });
});

describe("waiting within a time", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = () => new Promise<never>(() => undefined);

  test("gives what the work gives, and leaves neither timer nor listener", async () => {
    const { signal } = new AbortController();
    expect(await withinTime(1_000, signal, Promise.resolve(7))).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("gives the work's own error", async () => {
    const error = new Error("refused");
    await expect(withinTime(1_000, new AbortController().signal, Promise.reject(error))).rejects.toBe(error);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is over exactly when it is over", async () => {
    const ended = vi.fn();
    const waiting = withinTime(90_000, new AbortController().signal, never()).catch(ended);
    await vi.advanceTimersByTimeAsync(89_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(ended.mock.calls[0]?.[0]).toMatchObject({ name: "TimeoutError", message: "nothing came for 90 s" });
  });

  test("ends with the reason of an abort, whenever it came", async () => {
    const reason = new Error("enough");
    await expect(withinTime(1_000, AbortSignal.abort(reason), never())).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = withinTime(1_000, controller.signal, never());
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("an error of work that nobody waits for any more is no unhandled rejection", async () => {
    const unhandled = vi.fn();
    process.once("unhandledRejection", unhandled);
    let fail = (_: Error): void => undefined;
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const waiting = withinTime(10, new AbortController().signal, work).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    await waiting;
    fail(new Error("too late"));
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
