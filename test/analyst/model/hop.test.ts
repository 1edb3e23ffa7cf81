import { describe, expect, test } from "vitest";
import { stepOf } from "../../../src/analyst/model/hop.ts";

const call = (name: string, input: Record<string, unknown> = {}) => ({ id: name, name, input });
const step = (text: string, calls: readonly ReturnType<typeof call>[] = []) => stepOf({ text, calls } as never);

describe("the step that an answer takes", () => {
  test("is its first call, with the words before it as the reason", () => {
    const two = [call("search_web", { query: "heat" }), call("calculate")];
    expect(step("  I look it up. ", two)).toEqual({
      tool: "search_web",
      input: { query: "heat" },
      why: "I look it up.",
    });
    expect(step("x".repeat(9_000), two)).toMatchObject({ why: "x".repeat(500) });
  });

  test.each([
    [
      '{"tool":"calculate","input":{"expression":"6*7"},"why":"Sum."}',
      { tool: "calculate", input: { expression: "6*7" }, why: "Sum." },
    ],
    [
      '```json\n{"tool":"calculate","input":{"expression":"6*7"}}\n```',
      { tool: "calculate", input: { expression: "6*7" }, why: "" },
    ],
    ['{"tool":"calculate","input":"6*7","why":5}', { tool: "calculate", input: {}, why: "" }],
    ['{"answer":"42 GWh.","steps":["s1","s2"]}', { answer: "42 GWh.", steps: ["s1", "s2"] }],
    ['{"answer":"42 GWh.","steps":"s1"}', { answer: "42 GWh.", steps: [] }],
  ])("may be written as JSON: %s", (text, expected) => expect(step(text)).toEqual(expected));

  test.each([
    ["It delivers 412 GWh (s2, s3).", "It delivers 412 GWh", ["s2", "s3"]],
    ["It delivers 412 GWh [s2].", "It delivers 412 GWh", ["s2"]],
    ["It delivers 412 GWh (steps: s1, s4)", "It delivers 412 GWh", ["s1", "s4"]],
    ["As s1 shows, it delivers 412 GWh.", "As s1 shows, it delivers 412 GWh.", ["s1"]],
    ["It delivers 412 GWh.", "It delivers 412 GWh.", []],
    ["供热量为412 GWh（s2、s3）。", "供热量为412 GWh", ["s2", "s3"]],
  ])("is the words themselves otherwise: “%s”", (text, answer, steps) => {
    expect(step(text)).toEqual({ answer, steps });
  });

  test("keeps words that are nothing but the steps", () => {
    expect(step("(s1, s2)")).toEqual({ answer: "(s1, s2)", steps: ["s1", "s2"] });
  });

  test("is bounded, and empty where nothing was said", () => {
    expect(step("x".repeat(9_000))).toEqual({ answer: "x".repeat(4_000), steps: [] });
    expect(step("")).toEqual({ answer: "", steps: [] });
  });
});
