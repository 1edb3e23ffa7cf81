import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Handler = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

/** A real HTTP server on a random loopback port that answers as a test says. */
export interface FakeWeb {
  readonly origin: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Sets or replaces the answer for a path. A path without one is answered 404 by default. */
  on(path: string, handler: Handler): void;
  /** The paths asked for, in order. */
  paths(): readonly string[];
  close(): Promise<void>;
}

/** An answer with a status, headers and body. */
export function reply(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Handler {
  return (_, response) => {
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  };
}

/** An answer as JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return reply(JSON.stringify(value), { "content-type": "application/json", ...headers }, status);
}

/** A redirect. */
export function redirect(location: string, status = 302): Handler {
  return reply("", { location }, status);
}

/** Answers in turn; the last one stays. */
export function inTurn(...handlers: readonly Handler[]): Handler {
  let turn = 0;
  return (request, response) => {
    const handler = handlers[Math.min(turn, handlers.length - 1)]!;
    turn += 1;
    return handler(request, response);
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Starts a server. `otherwise` answers paths that have no handler of their own. */
export async function startFakeWeb(
  routes: Readonly<Record<string, Handler>> = {},
  otherwise: Handler = reply("not here", {}, 404),
): Promise<FakeWeb> {
  const handlers = new Map(Object.entries(routes));
  const requests: SeenRequest[] = [];
  const server: Server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? "/", "http://fake");
    const { pathname: path, searchParams: parameters } = url;
    const { method = "GET", headers } = incoming;
    const seen = { method, url: incoming.url ?? "/", path, parameters, headers, body: await readBody(incoming) };
    requests.push(seen);
    await (handlers.get(path) ?? otherwise)(seen, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    on: (path, handler) => void handlers.set(path, handler),
    paths: () => requests.map(({ path }) => path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
