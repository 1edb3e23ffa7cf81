import { describe, expect, test } from "vitest";
import {
  modesSchema,
  type Payload,
  payloadSchema,
  questionOf,
  refuseUnsupported,
  settingsOf,
} from "../../../src/server/langgraph/payload.ts";

const human = (content: unknown, change: object = {}) => ({ type: "human", content, ...change });
const payload = (change: object = {}): Payload => payloadSchema.parse({ assistant_id: "research", ...change });
const asked = (input: object) => questionOf(payload({ input }).input ?? {});

describe("the question of an input", () => {
  test.each([
    ["said as such", { question: "Why?" }, { question: "Why?" }],
    ["before any message", { question: "Why?", messages: [human("When?")] }, { question: "Why?" }],
    [
      "the last message",
      { messages: [human("One?"), human("Two?", { id: "m2" })] },
      { question: "Two?", messageId: "m2" },
    ],
    [
      "a message with a role in place of a type",
      { messages: [{ role: "user", content: "Why?" }] },
      { question: "Why?" },
    ],
    [
      "parts and plain texts",
      { messages: [human([{ type: "text", text: "Why" }, "now?"])] },
      { question: "Why\nnow?" },
    ],
    ["a message of nobody", { messages: [{ content: "Why?" }] }, { question: "Why?" }],
  ])("is %s", (_, input, expected) => expect(asked(input)).toEqual(expected));

  test.each([
    ["nothing", {}, /holds no question/],
    ["no messages", { messages: [] }, /holds no question/],
    ["an answer at the end", { messages: [human("Why?"), { type: "ai", content: "So." }] }, /not of ai/],
    ["a picture", { messages: [human([{ type: "image_url" }])] }, /text only, not image_url/],
    ["a part without its text", { messages: [human([{ type: "text" }])] }, /text only/],
  ])("is refused with %s", (_, input, why) => expect(() => asked(input)).toThrow(why));
});

describe("the settings of a run", () => {
  test("stand in the context or the config, the context first, and what clients keep for themselves is let through", () => {
    const config = {
      configurable: { length: "brief", skill: "market-brief", thread_id: "t", __pregel: 1, "x-trace": 2 },
    };
    expect(settingsOf(payload({ config, context: { length: "deep", user_id: "u" } }))).toEqual({
      length: "deep",
      skill: "market-brief",
    });
    expect(settingsOf(payload())).toEqual({});
  });

  test.each([
    [{ lenght: "brief" }, /lenght/],
    [{ length: "endless" }, /length/],
    [{ slides: 3 }, /slides/],
    [{ maxMinutes: -1 }, /maxMinutes/],
    [{ urls: ["javascript:alert(1)"] }, /urls/],
  ])("%j is refused by name", (context, why) => expect(() => settingsOf(payload({ context }))).toThrow(why));
});

describe("what a client sends", () => {
  test.each([
    [{ on_completion: "delete" }, /Threads are kept/],
    [{ webhook: "https://example.org" }, /no webhook per run/],
    [{ interrupt_before: "draft" }, /at their plan only/],
    [{ interrupt_after: ["plan"] }, /at their plan only/],
    [{ command: { update: { plan: [] } } }, /cannot change the state/],
  ])("%j is refused before anything begins", (change, why) => {
    expect(() => refuseUnsupported(payload(change))).toThrow(why);
  });

  test.each([
    {},
    { on_completion: "keep", webhook: null, interrupt_before: [], interrupt_after: null, command: { update: null } },
    { some_new_key_of_a_client: true },
  ])("%j is taken", (change) => expect(() => refuseUnsupported(payload(change))).not.toThrow());

  test.each([
    { assistant_id: 5 },
    { input: "Why?" },
    { input: { messages: "Why?" } },
    { after_seconds: -1 },
    { after_seconds: 1e9 },
    { multitask_strategy: "ignore" },
    { stream_mode: ["values", "everything"] },
  ])("%j has another shape", (change) => expect(() => payload(change)).toThrow());

  test("streams are asked for by one name or several", () => {
    expect(modesSchema.parse("values")).toEqual(["values"]);
    expect(modesSchema.parse(["values", "custom"])).toEqual(["values", "custom"]);
  });
});
