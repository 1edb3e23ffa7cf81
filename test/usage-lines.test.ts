import { describe, expect, test } from "vitest";
import type { RunUsage, Spending } from "../src/events.ts";
import { forecastLine, plural, spendingTally, usageLines } from "../src/usage-lines.ts";

const spending = (changes: Partial<Spending> = {}): Spending => ({
  calls: 1,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  ...changes,
});

const tokensSaid = (inputTokens: number): string | undefined =>
  / ([^ ]+) tokens/.exec(spendingTally(spending({ inputTokens })))?.[1];
const costSaid = (costUsd: Spending["costUsd"]): string => spendingTally(spending({ costUsd })).split(", ")[2] ?? "";

describe("numbers of tokens", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1_000, "1k"],
    [1_049, "1.05k"],
    [1_500, "1.5k"],
    [12_345, "12.3k"],
    [100_000, "100k"],
    [120_499, "120k"],
    [999_499, "999k"],
    // Rounded to three digits this is a million, and must not read 1000k.
    [999_500, "1M"],
    [1_236_000, "1.24M"],
    [10_000_000, "10M"],
    [123_456_789, "123M"],
  ])("%i is told as %s", (count, expected) => expect(tokensSaid(count)).toBe(expected));
});

describe("dollars", () => {
  test.each([
    [0, "$0.00"],
    [0.000001, "under $0.01"],
    [0.0099, "under $0.01"],
    [0.01, "$0.01"],
    [1.005, "$1.00"],
    [12.3, "$12.30"],
    [1234.5, "$1234.50"],
    ["unknown", "unknown cost"],
  ] as const)("%s are told as %s", (cost, expected) => expect(costSaid(cost)).toBe(expected));
});

test.each([
  [0, "0 sources"],
  [1, "1 source"],
  [2, "2 sources"],
])("%i is %s", (count, expected) => expect(plural(count, "source")).toBe(expected));

describe("the tally on the status line", () => {
  test("is empty before the first answer", () => expect(spendingTally(spending({ calls: 0 }))).toBe(""));

  test("adds what went in and what came out", () => {
    const told = spendingTally(spending({ calls: 3, inputTokens: 900, outputTokens: 200, costUsd: 0.5 }));
    expect(told).toBe("3 model calls, 1.1k tokens, $0.50");
  });
});

describe("what a run used", () => {
  const usage = (parts: Readonly<Record<string, Spending>>, total: Partial<Spending> = {}): RunUsage => ({
    ...spending({ calls: 5, inputTokens: 5_000, outputTokens: 1_000, costUsd: 0.12, ...total }),
    parts,
  });

  test("is one line when no call was answered", () => {
    expect(usageLines(usage({}, { calls: 0 }))).toEqual(["Models: no call was answered."]);
  });

  test("is the total, then each part, dearest first, in one column", () => {
    const parts = {
      "plan plan": spending({ inputTokens: 100, outputTokens: 20 }),
      "gather read": spending({ calls: 4, inputTokens: 4_900, outputTokens: 980, costUsd: "unknown" }),
    };
    expect(usageLines(usage(parts))).toEqual([
      "Models: 5 calls, 5k tokens in, 1k out, $0.12",
      "  gather read  4 calls, 4.9k tokens in, 980 out, unknown cost",
      "  plan plan    1 call, 100 tokens in, 20 out, $0.00",
    ]);
  });

  test("tells cached input, which costs less, where there was any", () => {
    expect(usageLines(usage({}, { cachedTokens: 2_500 }))[0]).toContain("5k tokens in (2.5k cached), 1k out");
  });

  test("does not change what it was given", () => {
    const parts = { a: spending({ inputTokens: 1 }), b: spending({ inputTokens: 2 }) };
    usageLines(usage(parts));
    expect(Object.keys(parts)).toEqual(["a", "b"]);
  });
});

describe("the forecast", () => {
  const forecast = { type: "forecast", seconds: 90, sources: 12, modelCalls: 0 } as const;
  const said = (changes: Partial<Parameters<typeof forecastLine>[0]>): string =>
    forecastLine({ ...forecast, inputTokens: 0, outputTokens: 0, costUsd: 0, ...changes });

  test("leaves tokens out where no model is called", () => {
    expect(said({})).toBe("Forecast: 12 sources, about 90 s, 0 model calls, $0.00");
  });

  test("tells tokens in and out where one is", () => {
    expect(said({ sources: 1, modelCalls: 1, inputTokens: 40_000, outputTokens: 2_000, costUsd: "unknown" })).toBe(
      "Forecast: 1 source, about 90 s, 1 model call, 40k tokens in and 2k out, unknown cost",
    );
  });

  test.each([
    [0, "1 s"],
    [0.2, "1 s"],
    [59.6, "60 s"],
    [119.4, "119 s"],
    [119.6, "2 min"],
    [120, "2 min"],
    [3_600, "60 min"],
  ])("%d seconds are about %s", (seconds, expected) => expect(said({ seconds })).toContain(`about ${expected},`));
});
