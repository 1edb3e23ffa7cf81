/** One server-sent event. */
export interface SseMessage {
  readonly event: string;
  readonly data: string;
  /** The last id that was sent, which this event may only have inherited. */
  readonly id: string;
}

/**
 * Reads server-sent events from a response (WHATWG HTML, section 9.2).
 *
 * Contract: ends when the response does; an event that was cut off is dropped, since it comes again after the cursor.
 */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncGenerator<SseMessage> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  let id = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r\n\r\n|\n\n|\r\r/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const message = parseBlock(block, id);
        id = message.id;
        if (message.data !== undefined) yield { event: message.event, data: message.data, id };
      }
    }
  } finally {
    await reader.cancel();
  }
}

function parseBlock(block: string, lastId: string): { event: string; data: string | undefined; id: string } {
  let event = "message";
  let id = lastId;
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id") id = value;
  }
  return { event, id, data: data.length > 0 ? data.join("\n") : undefined };
}
