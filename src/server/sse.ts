import { Socket } from "node:net";
import type { Context } from "hono";
import { nodeSide } from "./access/node-side.ts";

/** One server-sent event; `data` is text that is sent as it stands. */
export interface SseEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data: string;
}

/** An event as it goes over the wire. */
export function sseFrame({ event, id, data }: SseEvent): string {
  const lines = data.includes("\n") || data.includes("\r") ? data.split(/\r\n|\r|\n/).join("\ndata: ") : data;
  return `${event === undefined ? "" : `event: ${event}\n`}${id === undefined ? "" : `id: ${id}\n`}data: ${lines}\n\n`;
}

/** How a stream is kept alive, and let go. */
export interface StreamOptions {
  /** What is sent when nothing else was for a while, so that nobody on the way takes the connection for dead. */
  readonly heartbeat: string;
  readonly heartbeatMs: number;
  /** A client that takes nothing for so long is let go; it can come back with its cursor. */
  readonly stalledMs: number;
  /** The client went away, or was let go, before the end. */
  readonly onDisconnect: () => void;
}

const defaults: StreamOptions = {
  heartbeat: ": heartbeat\n\n",
  heartbeatMs: 10_000,
  stalledMs: 120_000,
  onDisconnect: () => undefined,
};

/**
 * A response that sends texts as they come.
 *
 * Contract: pulls the next text only when the client has taken the last one, so that a slow client costs no memory; its
 * texts get a signal that aborts when the client has gone.
 */
export function streamResponse(
  context: Context,
  texts: (signal: AbortSignal) => AsyncGenerator<string>,
  { headers, ...given }: Partial<StreamOptions> & { readonly headers: Readonly<Record<string, string>> },
): Response {
  const options = { ...defaults, ...given };
  const drop = () => dropConnection(context);
  const publicText: ((text: string) => string) | undefined = context.get("publicText");
  const shown = publicText ?? ((text: string) => text);
  return new Response(bodyOf(texts, { ...options, drop, shown }), { headers });
}

/** The same as server-sent events. */
export function sseResponse(
  context: Context,
  frames: (signal: AbortSignal) => AsyncGenerator<string>,
  { headers, ...options }: Partial<StreamOptions> & { readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const own = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
  return streamResponse(context, frames, { ...options, headers: { ...own, ...headers } });
}

function bodyOf(
  texts: (signal: AbortSignal) => AsyncGenerator<string>,
  {
    heartbeat,
    heartbeatMs,
    stalledMs,
    onDisconnect,
    drop,
    shown,
  }: StreamOptions & {
    readonly drop: () => void;
    readonly shown: (text: string) => string;
  },
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const iterator = texts(gone.signal);
  const encoder = new TextEncoder();
  const vigil = keepVigil({ heartbeatMs, stalledMs, drop });
  let next: Promise<IteratorResult<string, void>> | undefined;
  const leave = () => {
    vigil.end();
    if (gone.signal.aborted) return;
    gone.abort(new Error("The client has gone."));
    // Ends a generator that rests at a `yield`; one that waits ends by the signal.
    iterator.return(undefined).catch(() => undefined);
    onDisconnect();
  };
  return new ReadableStream(
    {
      async pull(controller) {
        next ??= iterator.next();
        const result = await Promise.race([next, vigil.quiet()]);
        if (gone.signal.aborted) return;
        if (result !== undefined) next = undefined;
        if (result?.done) {
          vigil.end();
          return controller.close();
        }
        controller.enqueue(encoder.encode(result === undefined ? heartbeat : shown(result.value)));
        vigil.given();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

/** What watches over a stream: that a quiet one beats, and that one whose reader takes nothing ends. */
interface Vigil {
  /** The reader takes: settles when it is time for a beat. */
  quiet(): Promise<undefined>;
  /** The reader was given something, and has so long to take it. */
  given(): void;
  end(): void;
}

/** One timer each for the whole stream: there may be hundreds of streams with many texts a second. */
function keepVigil({
  heartbeatMs,
  stalledMs,
  drop,
}: Pick<StreamOptions, "heartbeatMs" | "stalledMs"> & { readonly drop: () => void }): Vigil {
  let beat: () => void = () => undefined;
  let isTaken = true;
  const heart = setTimeout(() => beat(), heartbeatMs).unref();
  const patience = setTimeout(() => isTaken || drop(), stalledMs).unref();
  return {
    quiet() {
      isTaken = true;
      heart.refresh();
      return new Promise((resolve) => {
        beat = () => resolve(undefined);
      });
    },
    given() {
      isTaken = false;
      patience.refresh();
    },
    end() {
      clearTimeout(heart);
      clearTimeout(patience);
    },
  };
}

/** Ends the connection below a response; where there is none, as in a test without sockets, nothing stalls either. */
function dropConnection(context: Context): void {
  const socket = nodeSide(context, "outgoing", "socket");
  if (socket instanceof Socket) socket.destroy();
}
