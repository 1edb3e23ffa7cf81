import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCircuitBreaker } from "../../src/search/circuit-breaker.ts";
import { createRateLimiter } from "../../src/search/rate-limiter.ts";
import { fakeClock } from "../support/fake-clock.ts";

const { signal } = new AbortController();

/** A clock that stands still while many wait, so that simultaneous takers can be compared. */
function standingClock() {
  const waits: number[] = [];
  return {
    waits,
    now: () => 1_000_000,
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };
}

describe("a rate limiter", () => {
  test("gives simultaneous takers their own places", async () => {
    const clock = standingClock();
    const limiter = createRateLimiter({ requests: 2, perMs: 1000 }, clock);
    await Promise.all(Array.from({ length: 6 }, () => limiter.take({ maxWaitMs: 10_000, signal })));
    expect(clock.waits).toEqual([1000, 1000, 2000, 2000]);
  });

  test("turns away at once who would wait too long, without using up a place", async () => {
    const clock = fakeClock();
    const limiter = createRateLimiter({ requests: 1, perMs: 5000 }, clock);
    expect(await limiter.take({ maxWaitMs: 0, signal })).toBe(true);
    expect(await limiter.take({ maxWaitMs: 4999, signal })).toBe(false);
    expect(await limiter.take({ maxWaitMs: 4999, signal })).toBe(false);
    expect(await limiter.take({ maxWaitMs: 5000, signal })).toBe(true);
    expect(clock.waits).toEqual([5000]);
  });

  test("adds a pause to its own window, and never shortens one", async () => {
    const clock = fakeClock();
    const limiter = createRateLimiter({ requests: 1, perMs: 100 }, clock);
    limiter.pause(3000);
    limiter.pause(1000);
    const start = clock.now();
    await limiter.take({ maxWaitMs: 60_000, signal });
    expect(clock.now() - start).toBe(3000);
    expect(await limiter.take({ maxWaitMs: 99, signal })).toBe(false);
  });

  test("ends with the abort reason", async () => {
    const limiter = createRateLimiter({ requests: 1, perMs: 1000 }, fakeClock());
    const reason = new Error("enough");
    await expect(limiter.take({ maxWaitMs: 0, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test("never lets more than the limit start in any window", async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 5 }), async (gaps, requests) => {
        const clock = fakeClock();
        const limiter = createRateLimiter({ requests, perMs: 1000 }, clock);
        const starts: number[] = [];
        for (const gap of gaps) {
          clock.advance(gap);
          if (await limiter.take({ maxWaitMs: 60_000, signal })) starts.push(clock.now());
        }
        expect(starts).toHaveLength(gaps.length);
        for (const start of starts) {
          const inWindow = starts.filter((other) => other >= start && other < start + 1000);
          expect(inWindow.length).toBeLessThanOrEqual(requests);
        }
      }),
      { seed: 20260301 },
    );
  });
});

describe("a circuit breaker", () => {
  const failing = (times: number) => {
    const clock = fakeClock();
    const breaker = createCircuitBreaker(clock);
    for (let turn = 0; turn < times; turn += 1) breaker.failed();
    return { breaker, clock };
  };

  test("opens after three failures in a row, not after two", () => {
    expect(failing(2).breaker.mayTry()).toBe(true);
    expect(failing(3).breaker.mayTry()).toBe(false);
  });

  test("counts failures in a row only", () => {
    const { breaker } = failing(2);
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    expect(breaker.mayTry()).toBe(true);
  });

  test("lets one trial through after a minute, and closes when it succeeds", () => {
    const { breaker, clock } = failing(3);
    clock.advance(59_999);
    expect(breaker.mayTry()).toBe(false);
    clock.advance(1);
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, true]);
  });

  test("doubles its patience with each failed trial, up to a quarter of an hour", () => {
    const { breaker, clock } = failing(3);
    const patience: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const opened = clock.now();
      while (!breaker.mayTry()) clock.advance(10_000);
      patience.push((clock.now() - opened) / 60_000);
      breaker.failed();
    }
    expect(patience).toEqual([1, 2, 4, 8, 15, 15, 15]);
  });

  test("gives the trial to another when the first was cancelled", () => {
    const { breaker, clock } = failing(3);
    clock.advance(60_000);
    expect(breaker.mayTry()).toBe(true);
    breaker.released();
    expect(breaker.mayTry()).toBe(true);
  });
});
