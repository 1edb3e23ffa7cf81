import { type ClientRequest, get, type IncomingMessage } from "node:http";

/** What a reader of one run's stream has seen. */
export interface Seen {
  /** Milliseconds from an event's `at` to its receipt, of those that came live. */
  readonly delays: number[];
  last: number;
  lost: number;
  repeated: number;
  connections: number;
  gaps: number;
  isEnded: boolean;
}

export interface Reader {
  readonly seen: Seen;
  /** Ends the connection; it comes back with its cursor. */
  cut(): void;
  close(): void;
  readonly done: Promise<void>;
}

/** Reads a run's events over a socket of its own, comes back whenever it is cut, and counts what is missing. */
export function startReader(url: string, { pauseMs = 0 }: { readonly pauseMs?: number } = {}): Reader {
  const seen: Seen = { delays: [], last: 0, lost: 0, repeated: 0, connections: 0, gaps: 0, isEnded: false };
  let request: ClientRequest | undefined;
  let isClosed = false;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const connect = () => {
    seen.connections += 1;
    const headers = seen.last > 0 ? { "last-event-id": String(seen.last) } : {};
    request = get(url, { headers, agent: false }, (response) => read(response, seen, pauseMs));
    request.on("error", () => undefined);
    request.on("close", () => {
      if (seen.isEnded || isClosed) return finish();
      setTimeout(connect, 5 + Math.random() * 20);
    });
  };
  connect();
  return {
    seen,
    done,
    cut: () => request?.destroy(),
    close() {
      isClosed = true;
      request?.destroy();
    },
  };
}

function read(response: IncomingMessage, seen: Seen, pauseMs: number): void {
  let rest = "";
  response.setEncoding("utf8");
  response.on("error", () => undefined);
  response.on("data", (text: string) => {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    const now = Date.now();
    for (const frame of frames) take(frame, now, seen);
    if (pauseMs === 0) return;
    response.pause();
    // A reader that has gone holds up no end of the process.
    setTimeout(() => response.resume(), pauseMs).unref();
  });
}

function take(frame: string, now: number, seen: Seen): void {
  if (frame.startsWith("event: end")) seen.isEnded = true;
  if (frame.includes('"type":"gap"')) seen.gaps += 1;
  const id = Number(/^id: (\d+)$/m.exec(frame)?.[1] ?? 0);
  const at = /"at":"([^"]+)"/.exec(frame)?.[1];
  if (id === 0 || at === undefined) return;
  if (id <= seen.last) seen.repeated += 1;
  else seen.lost += id - seen.last - 1;
  seen.last = Math.max(seen.last, id);
  seen.delays.push(now - Date.parse(at));
}
