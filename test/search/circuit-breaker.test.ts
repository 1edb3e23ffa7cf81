import { beforeEach, describe, expect, test } from "vitest";
import { type CircuitBreaker, createCircuitBreaker } from "../../src/search/circuit-breaker.ts";

const minute = 60_000;
let now: number;
let breaker: CircuitBreaker;

beforeEach(() => {
  now = 1_000_000;
  breaker = createCircuitBreaker({ now: () => now, sleep: () => Promise.resolve() });
});

const fail = (times: number): void => {
  for (let count = 0; count < times; count += 1) breaker.failed();
};

describe("a circuit breaker", () => {
  test("lets everything through until the third failure in a row", () => {
    fail(2);
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, true]);
    fail(1);
    expect(breaker.mayTry()).toBe(false);
  });

  test("counts only failures in a row", () => {
    for (let round = 0; round < 5; round += 1) {
      fail(2);
      breaker.succeeded();
    }
    expect(breaker.mayTry()).toBe(true);
  });

  test("lets one request try after a minute, and no second beside it", () => {
    fail(3);
    now += minute - 1;
    expect(breaker.mayTry()).toBe(false);
    now += 1;
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, false]);
  });

  test("closes for all on the first success", () => {
    fail(3);
    now += minute;
    breaker.mayTry();
    breaker.succeeded();
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, true]);
    fail(2);
    expect(breaker.mayTry()).toBe(true);
  });

  test("waits twice as long after each failed trial, a quarter of an hour at most", () => {
    fail(3);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      now += minutes * minute - 1;
      expect(breaker.mayTry(), `before ${minutes} minutes`).toBe(false);
      now += 1;
      expect(breaker.mayTry(), `after ${minutes} minutes`).toBe(true);
      breaker.failed();
    }
  });

  test("lets another request try when a trial was cancelled", () => {
    fail(3);
    now += minute;
    expect(breaker.mayTry()).toBe(true);
    breaker.released();
    expect(breaker.mayTry()).toBe(true);
  });
});
