import { AIMessageChunk } from "@langchain/core/messages";
import { describe, expect, test } from "vitest";
import { callsOf, toLangChain, toProtocol } from "../../src/models/langchain-messages.ts";
import type { ModelPart } from "../../src/models/model.ts";

const words = (text: string): ModelPart => ({ type: "text", text });
const picture: ModelPart = {
  type: "image",
  mediaType: "image/png",
  bytes: new Uint8Array([1, 2, 255]),
  width: 2,
  height: 1,
};

describe("messages for an adapter", () => {
  test("keep their order and their parts", async () => {
    const messages = await toLangChain([
      { role: "system", parts: [words("Be brief.")] },
      { role: "user", parts: [words("What is this?"), picture] },
      { role: "assistant", parts: [], calls: [{ id: "c1", name: "view_image", input: { id: "as-1" } }] },
      { role: "tool", parts: [words("A map.")], callId: "c1" },
    ]);
    expect(messages.map((message) => message.type)).toEqual(["system", "human", "ai", "tool"]);
    expect(messages.map(({ content }) => content)).toEqual([
      "Be brief.",
      [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AQL/" } },
      ],
      "",
      "A map.",
    ]);
    expect(messages[2]).toMatchObject({ tool_calls: [{ id: "c1", name: "view_image", args: { id: "as-1" } }] });
    expect(messages[3]).toMatchObject({ tool_call_id: "c1" });
  });

  test("of one picture are no text", async () => {
    const [message] = await toLangChain([{ role: "user", parts: [picture] }]);
    expect(message?.content).toEqual([{ type: "image_url", image_url: { url: "data:image/png;base64,AQL/" } }]);
  });

  test("take over no object that a caller may change", async () => {
    const input = { id: "as-1" };
    const [message] = await toLangChain([{ role: "assistant", parts: [], calls: [{ id: "c", name: "look", input }] }]);
    input.id = "as-2";
    expect(message).toMatchObject({ tool_calls: [{ args: { id: "as-1" } }] });
  });

  test("offer tools as functions", () => {
    const schema = { type: "object", properties: { id: { type: "string" } } } as const;
    expect(toProtocol([{ name: "look", description: "Looks.", schema }])).toEqual([
      { type: "function", function: { name: "look", description: "Looks.", parameters: schema } },
    ]);
  });
});

describe("calls of an answer", () => {
  const answer = (fields: Partial<ConstructorParameters<typeof AIMessageChunk>[0] & object>): AIMessageChunk =>
    Object.assign(new AIMessageChunk({ content: "" }), fields);
  const invalid = (args: string, name = "look") => ({
    id: "b",
    name,
    args,
    error: "broken",
    type: "invalid_tool_call",
  });

  test("come in order, the broken ones last", () => {
    const calls = callsOf(
      answer({
        invalid_tool_calls: [invalid('{"id": "as-2",}')],
        tool_calls: [{ id: "a", name: "crop", args: { x: 1 } }],
      } as never),
    );
    expect(calls).toEqual([
      { id: "a", name: "crop", input: { x: 1 } },
      { id: "b", name: "look", input: { id: "as-2" } },
    ]);
  });

  test.each<[what: string, args: unknown, input: object]>([
    ["text within JSON", '{"id":"as-1"}', { id: "as-1" }],
    ["a list", [1, 2], {}],
    ["nothing", null, {}],
    ["prose", "please look", {}],
    ["a number", 5, {}],
  ])("with %s for arguments have an object of input", (_what, args, input) => {
    expect(callsOf(answer({ tool_calls: [{ id: "a", name: "look", args }] } as never))).toEqual([
      { id: "a", name: "look", input },
    ]);
  });

  test("without an id get one each, and those without a name are none", () => {
    const calls = [
      { id: "", name: "look", args: {} },
      { id: "x", name: "", args: {} },
      { name: "crop", args: {} },
    ];
    expect(callsOf(answer({ tool_calls: calls } as never)).map(({ id, name }) => `${id} ${name}`)).toEqual([
      "call-1 look",
      "call-3 crop",
    ]);
  });

  test("of plain text are none", () => expect(callsOf(new AIMessageChunk({ content: "hi" }))).toEqual([]));
});
