import type { ServerResponse } from "node:http";
import { type ChatModel, type ModelCall, type ModelPart, textMessage } from "../../src/models/index.ts";
import { type ModelServer, modelServer, openaiAnswer } from "./model-server.ts";

/**
 * An endpoint on loopback in OpenAI's shape whose answers come from any chat model, so that a whole run can be made with
 * a scripted, a recorded or a recording model. What the model throws is told when the front is closed.
 */
export async function modelFront(model: ChatModel): Promise<ModelServer> {
  const problems: unknown[] = [];
  const open = new AbortController();
  const answer = async (response: ServerResponse, body: Record<string, unknown>): Promise<void> => {
    try {
      const result = await model.complete(await toCall(body), open.signal);
      if (result.ok) return openaiAnswer(response, body, result.answer.text);
      response.writeHead(result.retry ? 503 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: result.failure.message } }));
    } catch (error) {
      if (!open.signal.aborted) problems.push(error);
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: String(error) } }));
    }
  };
  const server = await modelServer((response, body) => void answer(response, body));
  return {
    ...server,
    async close() {
      open.abort();
      await server.close();
      if (problems.length > 0) throw new AggregateError(problems, String(problems[0]));
    },
  };
}

interface Body {
  readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly content: Content }[];
  readonly max_tokens?: number;
  readonly response_format?: object;
}
type Content =
  | string
  | readonly { readonly type: string; readonly text?: string; readonly image_url?: { readonly url: string } }[];

/** The call that a request in OpenAI's shape asks for. */
async function toCall(request: Record<string, unknown>): Promise<ModelCall> {
  const { messages, max_tokens: maxOutputTokens = 4_000, response_format: format } = request as unknown as Body;
  const turns = messages.map(async ({ role, content }) =>
    typeof content === "string" ? textMessage(role, content) : { role, parts: await partsOf(content) },
  );
  return { messages: await Promise.all(turns), maxOutputTokens, json: format !== undefined };
}

async function partsOf(content: Exclude<Content, string>): Promise<readonly ModelPart[]> {
  const { default: sharp } = await import("sharp");
  const parts = content.map(async ({ text, image_url: image }): Promise<ModelPart> => {
    if (!image) return { type: "text", text: text ?? "" };
    const [, mediaType = "", data = ""] = /^data:([^;]+);base64,(.*)$/s.exec(image.url) ?? [];
    const bytes = new Uint8Array(Buffer.from(data, "base64"));
    const { width = 1, height = 1 } = await sharp(bytes).metadata();
    return { type: "image", mediaType, bytes, width, height };
  });
  return Promise.all(parts);
}
