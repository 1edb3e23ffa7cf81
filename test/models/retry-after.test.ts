import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { retryAfter, retryDelay } from "../../src/models/retry-after.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the wait that a refusal asks for", () => {
  test.each([
    [{ "retry-after": "30" }, 30_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "-5" }, 0],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" }, 60_000],
    [{ "retry-after": "Wed, 31 Dec 2025 23:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after-ms": "250", "retry-after": "30" }, 250],
    [{ "retry-after-ms": "never", "retry-after": "30" }, 30_000],
    [{ "retry-after-ms": "0", "retry-after": "30" }, 30_000],
    [{}, undefined],
  ])("by the headers %j is %s ms", (headers, wait) => {
    expect(retryAfter(headers)).toBe(wait);
    expect(retryAfter(new Headers(Object.entries(headers)))).toBe(wait);
  });

  test.each([undefined, null, "retry-after: 5", 5])("is none where %j stands in place of headers", (headers) =>
    expect(retryAfter(headers)).toBeUndefined(),
  );

  test.each([
    [[{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" }], 34_500],
    [[{ reason: "RATE_LIMIT" }, { retryDelay: "2s" }, { retryDelay: "7s" }], 7_000],
    [[{ retryDelay: "soon" }], undefined],
    [[null, 5, "x"], undefined],
    [{ retryDelay: "5s" }, undefined],
    [undefined, undefined],
  ])("by the details %j is %s ms", (details, wait) => expect(retryDelay(details)).toBe(wait));
});
