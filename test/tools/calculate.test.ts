import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/tools/calculate.ts";

describe("expressions", () => {
  test.each([
    ["1 + 2 * 3", "7"],
    ["(81797 - 82959) / 82959 * 100", "-1.40069190805"],
    ["0.1 + 0.2", "0.3"],
    ["2^10", "1024"],
    ["sqrt(2)", "1.41421356237"],
    ["mean(3, 4, 8)", "5"],
    ["sum([1, 2, 3.5])", "6.5"],
    ["round(12.345, 1)", "12.3"],
    ["120 GWh to MWh", "1.2e+5 MWh"],
    ["5 km / 2 h to m/s", "0.694444444444 m / s"],
    ["30 % * 50", "15"],
    ["1e6 / 4", "2.5e+5"],
  ])("%s is %s", async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });

  test.each(["1 /", "abc", "2 +* 3", "5 km + 3 kg", "()"])("%j is refused with a reason", async (expression) => {
    await expect(evaluate(expression)).rejects.toThrow(/\S/);
  });
});

describe("what is no arithmetic", () => {
  test.each([
    "import({ sin: 1 })",
    'evaluate("1")',
    'parse("x")',
    "createUnit(knot)",
    "f(x) = x",
    "a = 5",
    '"text"',
    "config({})",
    "cos.constructor",
    'cos["constructor"]',
    "ones(100000, 100000)",
    "1:1000000000",
    "factorial(100000)",
    "9^9999999",
    "170!",
    "sin",
  ])("%s is refused", async (expression) => {
    await expect(evaluate(expression)).rejects.toThrow();
  });

  test("nothing is remembered between calls", async () => {
    await expect(evaluate("x + 1")).rejects.toThrow();
  });
});
