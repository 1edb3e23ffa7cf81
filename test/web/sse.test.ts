import { expect, test } from "vitest";
import { readSse, type SseMessage } from "../../src/web/sse.ts";

async function read(...chunks: readonly string[]): Promise<readonly SseMessage[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const messages: SseMessage[] = [];
  for await (const message of readSse(body)) messages.push(message);
  return messages;
}

test("server-sent events are read whole, however the network cuts them", async () => {
  expect(await read("event: custom\nid: 1\nda", 'ta: {"a":1}\n', "\nevent: end\ndata: x\ndata: y\n\n")).toEqual([
    { event: "custom", id: "1", data: '{"a":1}' },
    { event: "end", id: "1", data: "x\ny" },
  ]);
});

test("heartbeats say nothing, and an event that was cut off is dropped", async () => {
  expect(await read(": heartbeat\n\n", "id: 4\n\n", "data: whole\r\n\r\n", "data: cut")).toEqual([
    { event: "message", id: "4", data: "whole" },
  ]);
});
