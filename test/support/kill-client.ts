import type { ServerLife } from "./killed-server.ts";

/** What a client got of a run over all its connections. */
export interface Seen {
  readonly numbers: number[];
  readonly gaps: string[];
  isEnded: boolean;
}

export const nothingSeen = (): Seen => ({ numbers: [], gaps: [], isEnded: false });

/** Asks as often as the server is killed: gives nothing when it died over the request. */
export async function ask(life: ServerLife, path: string, body?: unknown): Promise<unknown> {
  const url = await life.url;
  if (url === undefined) return undefined;
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(`${url}${path}`, body === undefined ? {} : post);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (await isKilled(life, error)) return undefined;
    throw error;
  }
}

/** Reads a run's stream from where the client stands, until it ends or the server is killed. */
export async function readStream(life: ServerLife, path: string, seen: Seen): Promise<void> {
  const url = await life.url;
  if (url === undefined) return;
  const last = seen.numbers.at(-1);
  const headers: Record<string, string> = last === undefined ? {} : { "last-event-id": String(last) };
  try {
    const response = await fetch(`${url}${path}/stream?stream_mode=custom`, { headers });
    if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
    let rest = "";
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) take(frame, seen);
    }
  } catch (error) {
    if (!(await isKilled(life, error))) throw error;
  }
}

function take(frame: string, seen: Seen): void {
  if (frame.startsWith("event: end")) seen.isEnded = true;
  if (frame.includes('"type":"gap"')) seen.gaps.push(frame);
  const id = /^id: (\S+)$/m.exec(frame)?.[1];
  if (id !== undefined) seen.numbers.push(Number(id));
}

/** A broken connection is what a killed server leaves; anything else is the caller's. */
async function isKilled(life: ServerLife, error: unknown): Promise<boolean> {
  if (!(error instanceof TypeError)) return false;
  return (await life.ended) === "SIGKILL";
}
