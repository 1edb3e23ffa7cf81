import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { createLedger, type ModelLimits } from "../../src/models/index.ts";
import type { Permit, Spent } from "../../src/models/ledger.ts";

function open(limits: ModelLimits, spent: readonly Spent[] = []) {
  const events: RunEvent[] = [];
  const reasons: string[] = [];
  const ledger = createLedger(limits, {
    spent,
    emit: (event) => events.push(event),
    onLimit: (reason) => reasons.push(reason),
  });
  return { ledger, events, reasons };
}

const entry = (tokens: number, costUsd: number | "unknown" = 0.1, role: Spent["role"] = "read"): Spent => ({
  role,
  stage: "gather",
  costUsd,
  answer: { usage: { inputTokens: tokens, cachedTokens: 0, outputTokens: 0, isEstimate: false } },
});

const estimate = (tokens: number, costUsd: number | "unknown" = 0.1) => ({ tokens, costUsd });

function permit(taken: ReturnType<ReturnType<typeof open>["ledger"]["take"]>): Permit {
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}

describe("accounts of a run", () => {
  test("are kept in total and by stage and role", () => {
    const { ledger } = open({});
    permit(ledger.take("read", estimate(10))).settle(entry(100, 0.2));
    permit(ledger.take("read", estimate(10))).settle(entry(50, 0.1));
    permit(ledger.take("write", estimate(10))).settle({ ...entry(30, 0.3, "write"), stage: "draft" });
    expect(ledger.total).toMatchObject({ calls: 3, inputTokens: 180 });
    expect(ledger.total.costUsd).toBeCloseTo(0.6, 9);
    expect(ledger.parts.get("gather/read")).toMatchObject({ calls: 2, inputTokens: 150 });
    expect(ledger.parts.get("draft/write")).toMatchObject({ calls: 1, inputTokens: 30 });
  });

  test("an unknown price makes the total unknown, not smaller", () => {
    const { ledger } = open({});
    permit(ledger.take("read", estimate(1))).settle(entry(1, 5));
    permit(ledger.take("read", estimate(1))).settle(entry(1, "unknown"));
    expect(ledger.total.costUsd).toBe("unknown");
  });

  test("a resumed run goes on where it stopped", () => {
    const { ledger, reasons } = open({ maxTokens: 1_000 }, [entry(600), entry(300)]);
    expect(ledger.total.inputTokens).toBe(900);
    expect(ledger.take("write", estimate(200))).toHaveProperty("refusal");
    expect(reasons).toHaveLength(1);
  });

  test("a call that failed costs nothing and frees what it had reserved", () => {
    const { ledger } = open({ maxTokens: 1_000 });
    const failed = permit(ledger.take("write", estimate(900)));
    expect(ledger.take("write", estimate(200))).toHaveProperty("refusal");
    failed.settle();
    expect(ledger.take("write", estimate(200))).toHaveProperty("settle");
    expect(ledger.total.calls).toBe(0);
  });
});

describe("limits bind", () => {
  test.each([
    ["calls", { maxCalls: 10 }, "10 model calls"],
    ["tokens", { maxTokens: 1_000 }, "1000 tokens"],
    ["dollars", { maxCostUsd: 1 }, "$1"],
  ] as const)("on %s, before a call would pass them", (_, limits, name) => {
    const { ledger, reasons } = open(limits);
    let made = 0;
    for (; made < 100; made += 1) {
      const taken = ledger.take("write", estimate(100, 0.1));
      if ("refusal" in taken) break;
      taken.settle(entry(100, 0.1, "write"));
    }
    expect(made).toBeGreaterThanOrEqual(9);
    expect(made).toBeLessThanOrEqual(10);
    expect(reasons).toEqual([`The limit of ${name} was reached; searching stopped there.`]);
  });

  test("calls under way count with their estimates, so that many at once pass no limit", () => {
    const { ledger } = open({ maxTokens: 1_000 });
    const taken = Array.from({ length: 20 }, () => ledger.take("write", estimate(100)));
    expect(taken.filter((one) => "settle" in one)).toHaveLength(10);
  });

  test("gathering stops earlier than writing, which a report cannot do without", () => {
    const { ledger } = open({ maxTokens: 1_000 });
    permit(ledger.take("read", estimate(600))).settle(entry(650));
    expect(ledger.take("read", estimate(100))).toHaveProperty("refusal");
    expect(ledger.take("look", estimate(100))).toHaveProperty("refusal");
    expect(ledger.take("write", estimate(100))).toHaveProperty("settle");
  });

  test("a limit in dollars refuses a model whose price nobody knows", () => {
    const { ledger } = open({ maxCostUsd: 100 });
    expect(ledger.take("read", estimate(1, "unknown"))).toMatchObject({ refusal: expect.stringMatching(/price/) });
  });

  test("the user is warned once, at 80 %", () => {
    const { ledger, events } = open({ maxTokens: 1_000 });
    permit(ledger.take("write", estimate(700))).settle(entry(790, 0, "write"));
    expect(events).toEqual([]);
    permit(ledger.take("write", estimate(50))).settle(entry(50, 0, "write"));
    permit(ledger.take("write", estimate(50))).settle(entry(50, 0, "write"));
    expect(events).toEqual([{ type: "warning", message: "84 % of the limit of 1000 tokens is used." }]);
  });

  test("without limits nothing is refused", () => {
    const { ledger } = open({});
    permit(ledger.take("read", estimate(1e9, "unknown"))).settle(entry(1e9, "unknown"));
    expect(ledger.take("read", estimate(1e9, "unknown"))).toHaveProperty("settle");
  });
});
