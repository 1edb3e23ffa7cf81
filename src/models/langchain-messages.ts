import type { AIMessageChunk, BaseMessage } from "@langchain/core/messages";
import { z } from "zod";
import type { ModelMessage, ModelPart, ModelTool, ModelToolCall } from "./model.ts";
import { parseStructured } from "./structured.ts";

/** Our messages in LangChain's classes, from which each adapter makes those of its protocol. */
export async function toLangChain(messages: readonly ModelMessage[]): Promise<BaseMessage[]> {
  const { AIMessage, HumanMessage, SystemMessage, ToolMessage } = await import("@langchain/core/messages");
  return messages.map(({ role, parts, calls = [], callId = "" }) => {
    const content = contentOf(parts);
    if (role === "system") return new SystemMessage({ content });
    if (role === "user") return new HumanMessage({ content });
    if (role === "tool") return new ToolMessage({ content, tool_call_id: callId });
    const tool_calls = calls.map(({ id, name, input }) => ({
      type: "tool_call" as const,
      id,
      name,
      args: { ...input },
    }));
    return new AIMessage({ content, tool_calls });
  });
}

function contentOf(parts: readonly ModelPart[]) {
  const [only] = parts;
  if (only === undefined) return "";
  if (parts.length === 1 && only.type === "text") return only.text;
  return parts.map((part) =>
    part.type === "text"
      ? { type: "text" as const, text: part.text }
      : { type: "image_url" as const, image_url: { url: dataUrl(part) } },
  );
}

function dataUrl({ mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array }): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
}

/** Tools in the form that every adapter reads; which one is called is the model's choice, as some know no other. */
export function toProtocol(tools: readonly ModelTool[]) {
  return tools.map(({ name, description, schema }) => ({
    type: "function" as const,
    function: { name, description, parameters: { ...schema } },
  }));
}

const anyInput = z.record(z.string(), z.unknown());

/** The calls of an answer, in order; arguments that are no JSON are mended, and empty where that fails. */
export function callsOf({ tool_calls = [], invalid_tool_calls = [] }: AIMessageChunk): readonly ModelToolCall[] {
  const whole = tool_calls.map(({ id, name, args }) => ({ id, name, input: args as unknown }));
  const broken = invalid_tool_calls.map(({ id, name, args }) => ({ id, name, input: args as unknown }));
  return [...whole, ...broken].flatMap(({ id, name, input }, index) =>
    name ? [{ id: id || `call-${index + 1}`, name, input: inputOf(input) }] : [],
  );
}

/** Some servers send the arguments as text within JSON. */
function inputOf(value: unknown): Readonly<Record<string, unknown>> {
  const direct = anyInput.safeParse(value);
  if (direct.success) return direct.data;
  const parsed = typeof value === "string" ? parseStructured(value, anyInput) : undefined;
  return parsed?.ok ? parsed.value : {};
}
