import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { SelfSignal } from "../support/signal-self.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const preload = join(packageRoot, "dist/test/support/signal-self.js");

/** What a process of the program told until its end. */
export interface Life {
  readonly events: readonly RunEvent[];
  readonly code: number | null;
  readonly signal: string | null;
}

/** Starts the program with its events on stdout; it interrupts itself as `signals` say. */
export function start(args: readonly string[], out: string, signals: readonly SelfSignal[] = []): ChildProcess {
  const env = { ...process.env, EXHIBIT_TEST_SIGNALS: JSON.stringify(signals) };
  const command = ["--import", preload, entry, ...args, "--out", out, "--json"];
  return spawn(process.execPath, command, { env, stdio: ["ignore", "pipe", "ignore"] });
}

/** Reads the events of a process to its end; calls `on` for each. */
export async function follow(child: ChildProcess, on: (event: RunEvent) => void = () => undefined): Promise<Life> {
  const events: RunEvent[] = [];
  if (!child.stdout) throw new Error("the process has no stdout");
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, "close");
  lines.on("line", (line) => {
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    on(event);
  });
  const [code, signal] = await once(child, "exit");
  await read;
  return { events, code: code as number | null, signal: signal as string | null };
}

/** The run that a process worked on. */
export function runIdOf({ events }: Life): string {
  const [first] = events;
  if (first?.type !== "run-start") throw new Error("the process told of no run");
  return first.runId;
}

/** Kills the process at the start of a stage. */
export const atStage = (stage: string): SelfSignal => ({
  words: `"type":"stage-start","stage":"${stage}"`,
  signal: "SIGKILL",
});
