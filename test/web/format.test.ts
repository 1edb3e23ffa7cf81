import { describe, expect, test } from "vitest";
import { count, duration, fileSize, money, when } from "../../src/web/format.ts";

describe("what a person reads", () => {
  test.each([
    [-5, "0\u00a0s"],
    [0, "0\u00a0s"],
    [499, "0\u00a0s"],
    [59_400, "59\u00a0s"],
    [59_600, "1\u00a0min"],
    [150_000, "3\u00a0min"],
    [3_599_000, "1\u00a0h 0\u00a0min"],
    [4_800_000, "1\u00a0h 20\u00a0min"],
    [90_000_000, "25\u00a0h 0\u00a0min"],
  ])("%d milliseconds are %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

  test.each([
    ["unknown", "cost unknown"],
    [0, "$0.00"],
    [0.0001, "under $0.01"],
    [0.01, "$0.01"],
    [12.345, "$12.35"],
    [1234.5, "$1,234.50"],
  ] as const)("a cost of %s is %s", (usd, text) => expect(money(usd)).toBe(text));

  test.each([
    [0, "1 KB"],
    [1500, "1 KB"],
    [1024 * 1023, "1023 KB"],
    [1024 * 1024 - 1, "1.0 MB"],
    [5.25 * 1024 * 1024, "5.3 MB"],
    [1024 ** 3 - 1, "1.0 GB"],
    [2.5 * 1024 ** 3, "2.5 GB"],
  ])("%d bytes are %s", (bytes, text) => expect(fileSize(bytes)).toBe(text));

  test.each([
    [0, "0 sources"],
    [1, "1 source"],
    [1_234, "1,234 sources"],
  ])("%d of a thing are %s", (number, text) => expect(count(number, "source")).toBe(text));

  test("a plural of its own is taken", () => expect(count(2, "search", "searches")).toBe("2 searches"));
});

describe("a moment", () => {
  // Local times: what is today depends on where the reader is.
  const now = new Date(2026, 2, 3, 18, 0);

  test.each([
    [new Date(2026, 2, 3, 0, 5), "today 00:05"],
    [new Date(2026, 2, 2, 23, 59), "2 March"],
    [new Date(2026, 11, 31, 12), "31 December"],
    [new Date(2025, 2, 3, 18), "3 March 2025"],
  ])("%s is %s", (date, text) => expect(when(date.toISOString(), now)).toBe(text));

  test.each(["", "yesterday", "2026-13-40"])("that is none, such as %j, is not printed", (text) =>
    expect(when(text, now)).toBe(""),
  );
});
