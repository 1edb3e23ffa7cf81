import type { Context, MiddlewareHandler } from "hono";
import type { PublicText } from "../public-text.ts";
import type { ServerEnv } from "../services.ts";

/** Reports and evidence quote literally, and name files relative to their library already. */
const literal = /\/(?:report|evidence\/[^/]+|read\/[^/]+)$|^\/artifacts\//;

/**
 * Takes the server's places and secrets out of what leaves as JSON, whatever route made it and whatever failed there;
 * streams do the same to each event.
 */
export function hidePlaces(publicText: PublicText): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    context.set("publicText", publicText);
    await next();
    const { res } = context;
    if (res.body && isForeignStream(context)) context.res = new Response(linesThrough(res.body, publicText), res);
    if (!(res.headers.get("content-type") ?? "").startsWith("application/json")) return;
    if (res.body === null || (res.ok && literal.test(context.req.path))) return;
    const text = await res.text();
    const headers = new Headers(res.headers);
    headers.delete("content-length");
    context.res = undefined;
    context.res = new Response(publicText(text), { status: res.status, headers });
  };
}

/** Streams of our own are cleaned where they are written; the MCP library writes its own. */
function isForeignStream({ req, res }: Context): boolean {
  return req.path === "/mcp" && (res.headers.get("content-type") ?? "").startsWith("text/event-stream");
}

/** A line of an event stream is a whole message, and no path goes over its end. */
function linesThrough(body: ReadableStream<Uint8Array>, publicText: PublicText): ReadableStream<Uint8Array> {
  let rest = "";
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const text = rest + decoder.decode(chunk, { stream: true });
        const end = text.lastIndexOf("\n") + 1;
        rest = text.slice(end);
        if (end > 0) controller.enqueue(encoder.encode(publicText(text.slice(0, end))));
      },
      flush(controller) {
        if (rest !== "") controller.enqueue(encoder.encode(publicText(rest)));
      },
    }),
  );
}
