import type { ServerResponse } from "node:http";
import sharp from "sharp";
import { imageTokens, profileOf } from "../../src/models/index.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "./model-server.ts";
import { countTokens } from "./tokenizer.ts";

/** What a strict model was sent. */
export interface StrictModel extends ModelServer {
  /** Prompt, pictures and room for the answer, of each call that was accepted. */
  readonly sizes: readonly { readonly tokens: number; readonly pictures: number }[];
  /** Calls that were refused because they were too large. */
  readonly refused: readonly number[];
}

interface Body {
  readonly messages: readonly {
    readonly content: string | readonly { readonly text?: string; readonly image_url?: { readonly url: string } }[];
  }[];
  readonly max_tokens?: number;
}

/** How a picture is counted: one token for each patch of 28 × 28 pixels. */
const patches = profileOf("vllm:m");

/** A model in OpenAI's shape that refuses every call above its context, by a real tokenizer's count and not by ours. */
export async function strictModel(
  contextTokens: number,
  answer: (prompt: string, body: Record<string, unknown>) => string | Promise<string>,
): Promise<StrictModel> {
  const sizes: { tokens: number; pictures: number }[] = [];
  const refused: number[] = [];
  const reply = async (response: ServerResponse, body: Record<string, unknown>) => {
    const { messages, max_tokens: room = 0 } = body as unknown as Body;
    const urls = messages.flatMap(({ content }) =>
      typeof content === "string" ? [] : content.flatMap(({ image_url: image }) => (image ? [image.url] : [])),
    );
    const pictures = (await Promise.all(urls.map(pictureTokens))).reduce((sum, count) => sum + count, 0);
    const prompt = promptOf(body);
    const tokens = countTokens(prompt) + 4 * messages.length + pictures + room;
    if (tokens > contextTokens) {
      refused.push(tokens);
      response.writeHead(400, { "content-type": "application/json" });
      const message = `This model's maximum context length is ${contextTokens} tokens, however you requested ${tokens} tokens.`;
      return void response.end(JSON.stringify({ error: { message } }));
    }
    sizes.push({ tokens, pictures: urls.length });
    openaiAnswer(response, body, await answer(prompt, body));
  };
  const problems: unknown[] = [];
  const server = await modelServer((response, body) => {
    reply(response, body).catch((error) => {
      problems.push(error);
      response.destroy();
    });
  });
  const close = async () => {
    await server.close();
    if (problems.length > 0) throw new AggregateError(problems, String(problems[0]));
  };
  return { ...server, sizes, refused, close };
}

async function pictureTokens(url: string): Promise<number> {
  const { width = 0, height = 0 } = await sharp(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")).metadata();
  return imageTokens({ width, height }, patches);
}
