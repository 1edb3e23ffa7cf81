import { describe, expect, test } from "vitest";
import { createTokenBuckets } from "../../../src/server/access/token-bucket.ts";

/** Thirty a minute, three at once, on a clock that the test moves. */
function buckets(perMinute = 30, atOnce = 3) {
  let at = Date.UTC(2026, 0, 1);
  const made = createTokenBuckets({ perMinute, atOnce, now: () => new Date(at) });
  return { ...made, pass: (seconds: number) => (at += seconds * 1_000) };
}

describe("so many at once and so many a minute", () => {
  test("pass, and the next learns how long to wait", () => {
    const { take, pass } = buckets();
    expect([take("a"), take("a"), take("a"), take("a")]).toEqual([0, 0, 0, 2]);
    pass(1);
    expect(take("a")).toBe(1);
    pass(1);
    expect([take("a"), take("a")]).toEqual([0, 2]);
  });

  test("are counted for each key alone", () => {
    const { take } = buckets(30, 1);
    expect([take("a"), take("b"), take("a"), take("b")]).toEqual([0, 0, 2, 2]);
  });

  test("come back after a rest, never more than at once", () => {
    const { take, pass } = buckets();
    for (let index = 0; index < 3; index++) take("a");
    pass(3_600);
    expect([take("a"), take("a"), take("a"), take("a")]).toEqual([0, 0, 0, 2]);
  });

  test("are not taken by asking how long to wait", () => {
    const { take, wait } = buckets(30, 1);
    expect([wait("a"), wait("a"), take("a"), wait("a")]).toEqual([0, 0, 0, 2]);
  });

  test("are not given by a clock that is set back", () => {
    const { take, pass } = buckets(30, 1);
    take("a");
    pass(-600);
    expect(take("a")).toBe(2);
  });

  test("are kept for who is waiting when many others come", () => {
    const { take } = buckets(60, 2);
    take("a");
    take("a");
    for (let index = 0; index < 9_999; index++) take(`once ${index}`);
    expect(take("a")).toBe(1);
  });
});
