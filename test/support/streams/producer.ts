import { join } from "node:path";
import type { RunEvent } from "../../../src/events.ts";
import type { FromWorker, ToWorker } from "../../../src/jobs/index.ts";
import { createEventLog } from "../../../src/runs/index.ts";

/**
 * A worker process for measurements: its runs do nothing but have events, as many and as fast as the name of their
 * folder says: `load-EVENTS-MILLISECONDS`. Log and messages are those of real runs.
 */
const [, , out = ""] = process.argv;
const [events = 300, everyMs = 100] = (/load-(\d+)-(\d+)/.exec(out)?.slice(1) ?? []).map(Number);

const tell = (message: FromWorker) => process.send?.(message, undefined, undefined, () => undefined);

function eventOf(runId: string, index: number): RunEvent {
  if (index === 1)
    return { type: "run-start", runId, runFolder: join(out, runId), question: "What happens?", resumed: false };
  if (index === events)
    return { type: "run-end", runId, runFolder: join(out, runId), outcome: "complete", artifacts: [], durationMs: 1 };
  const title = `Annual report of the company with the number ${index}, as it was given to the authority that asks for it`;
  const target = `https://example.org/reports/${index}/a-page-with-a-name-as-long-as-they-usually-are.html`;
  return { type: "source-read", sourceId: `so-${index}`, target, title, pages: 12, cached: false };
}

function begin({ jobId, runId }: Extract<ToWorker, { type: "begin" }>): void {
  const log = createEventLog(join(out, runId, "events.jsonl"));
  let index = 0;
  const next = async () => {
    index += 1;
    const event = eventOf(runId, index);
    const { number, at } = log.write(event, new Date());
    tell({ type: "event", jobId, numbered: { number, at, event } });
    if (index < events) return setTimeout(next, everyMs * (0.5 + Math.random()));
    await log.flush();
    return tell({ type: "end", jobId, end: { state: "done", outcome: "complete" } });
  };
  setTimeout(next, Math.random() * everyMs);
}

process.on("message", (message: ToWorker) => {
  if (message.type === "begin") begin(message);
});
process.on("disconnect", () => process.exit(0));
