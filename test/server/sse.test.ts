import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { type StreamOptions, sseFrame, sseResponse } from "../../src/server/sse.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Texts = (signal: AbortSignal) => AsyncGenerator<string>;

/** A socket that asks a server for a stream of these texts; nothing reads from it yet. */
async function ask(texts: Texts, options: Partial<StreamOptions> = {}): Promise<Socket> {
  const app = new Hono().get("/", (context) => sseResponse(context, texts, options));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nhost: local\r\n\r\n");
  closing.push(() => {
    socket.destroy();
    server.close();
  });
  return socket;
}

const forever: Texts = async function* (signal) {
  await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  yield "";
};

describe("server-sent events", () => {
  test("carry several lines, an event and an id, and nothing that ends them early", () => {
    expect(sseFrame({ event: "custom", id: "7", data: '{"a":1}' })).toBe('event: custom\nid: 7\ndata: {"a":1}\n\n');
    expect(sseFrame({ data: "one\r\ntwo\rthree\n\n[DONE]" })).toBe(
      "data: one\ndata: two\ndata: three\ndata: \ndata: [DONE]\n\n",
    );
  });

  test("are kept alive while nothing happens, and tell the texts that the client has gone", async () => {
    const gone = new Promise<void>((resolve) => {
      void ask(forever, { heartbeatMs: 5, onDisconnect: resolve }).then((socket) => {
        socket.on("data", (bytes) => {
          if (/: heartbeat\n\n/.test(String(bytes))) socket.destroy();
        });
      });
    });
    await gone;
  });

  test("wait for a client that reads nothing, without piling up, and let it go in the end", async () => {
    let pulled = 0;
    const text = "x".repeat(64 * 1024);
    const flood: Texts = async function* () {
      for (;;) {
        pulled += 1;
        yield text;
      }
    };
    await new Promise<void>((resolve) => void ask(flood, { stalledMs: 100, onDisconnect: resolve }));
    // What the system's own buffers of a loopback socket take, and no more.
    expect(pulled).toBeLessThan(500);
  });
});
