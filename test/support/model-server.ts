import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ModelServer {
  readonly url: string;
  /** Parsed bodies of the requests, in order. */
  readonly requests: readonly { readonly path: string; readonly body: Record<string, unknown> }[];
  close(): Promise<void>;
}

type Answer = (response: ServerResponse, body: Record<string, unknown>, count: number) => void;

/** A model endpoint on loopback that answers each request as `answer` says, for what a well-behaved mock cannot do. */
export async function modelServer(answer: Answer): Promise<ModelServer> {
  const requests: { path: string; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    requests.push({ path: request.url ?? "", body });
    answer(response, body, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** The texts of a request's messages in OpenAI's shape. */
export function promptOf(body: Record<string, unknown>): string {
  const messages = body.messages as readonly { content: string | readonly { text?: string }[] }[];
  return messages
    .map(({ content }) => (typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("\n")))
    .join("\n");
}

/** An answer in OpenAI's shape, streamed when the request asks for it. */
export function openaiAnswer(
  response: ServerResponse,
  body: Record<string, unknown>,
  text: string,
  finish = "stop",
): void {
  const usage = {
    prompt_tokens: 12,
    completion_tokens: 3,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4 },
  };
  if (body.stream !== true) {
    const choices = [{ index: 0, message: { role: "assistant", content: text }, finish_reason: finish }];
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: "x", object: "chat.completion", created: 0, model: "m", choices, usage }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of text.match(/.{1,8}/gs) ?? []) response.write(chunk({ delta: { content: piece } }));
  response.write(chunk({ delta: {}, finish_reason: finish }));
  response.write(
    `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 0, model: "m", choices: [], usage })}\n\n`,
  );
  response.end("data: [DONE]\n\n");
}

/** One server-sent event of a stream in OpenAI's shape. */
export function chunk(choice: Record<string, unknown>): string {
  const value = { id: "x", object: "chat.completion.chunk", created: 0, model: "m" };
  return `data: ${JSON.stringify({ ...value, choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`;
}
