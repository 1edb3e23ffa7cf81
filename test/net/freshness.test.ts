import { Headers } from "undici";
import { describe, expect, test } from "vitest";
import { freshUntil, mayStore } from "../../src/net/freshness.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const minute = 60_000;
const at = (offset: number) => new Date(now + offset * minute).toUTCString();
const minutes = (entries: Record<string, string>) => (freshUntil(new Headers(entries), now) - now) / minute;

describe("how long a copy is fresh", () => {
  test.each([
    [{}, 10],
    [{ "cache-control": "max-age=3600" }, 60],
    [{ "cache-control": 'public, max-age="3600"' }, 60],
    [{ "cache-control": "MAX-AGE=3600" }, 60],
    [{ "cache-control": "max-age=3600", age: "1200" }, 40],
    [{ "cache-control": "max-age=3600", age: "nonsense" }, 10],
    [{ "cache-control": "max-age=nonsense" }, 10],
    [{ "cache-control": "max-age=-5" }, 10],
    [{ "cache-control": "no-cache, max-age=3600" }, 10],
    [{ "cache-control": "max-age=3600", expires: at(600) }, 60],
    [{ date: at(0), expires: at(90) }, 90],
    [{ date: at(-30), expires: at(60) }, 90],
    [{ expires: "0" }, 10],
    [{ expires: "nonsense" }, 10],
    [{ date: at(0), "last-modified": at(-1000) }, 100],
    [{ date: at(0), "last-modified": at(-10_000_000) }, 24 * 60],
    [{ date: at(0), "last-modified": at(50) }, 10],
    [{ "last-modified": "nonsense" }, 10],
  ])("%j is fresh for %i minutes", (headers, expected) => expect(minutes(headers)).toBe(expected));
});

test("only no-store forbids keeping a copy", () => {
  expect(mayStore(new Headers({ "cache-control": "private, No-Store" }))).toBe(false);
  expect(mayStore(new Headers({ "cache-control": "private, no-cache, must-revalidate" }))).toBe(true);
  expect(mayStore(new Headers())).toBe(true);
});
