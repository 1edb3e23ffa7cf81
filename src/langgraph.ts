import { createHash } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { researchGraph } from "../graphs/research.ts";
import { type Config, loadConfig } from "./config.ts";
import { packageRoot, packageVersion } from "./package-root.ts";
import { createBudget, createEventLog, openSteering, type RunRecord } from "./runs/index.ts";
import { createServices } from "./services.ts";

/**
 * The research graph for the LangGraph CLI (`langgraph.json`), over the library of the config file or the bundled one.
 * The server makes a graph for each request and keeps the checkpoints; input is `{ question }`.
 *
 * Contract: each thread has one run folder, so that a later request of the thread finds what the earlier ones wrote;
 * a graph that is only looked at leaves nothing among the runs.
 */
export async function research(
  options: { readonly configurable?: { readonly thread_id?: unknown } } = {},
): Promise<ReturnType<typeof researchGraph>> {
  const config = loadConfig();
  const now = () => new Date();
  const threadId = options.configurable?.thread_id;
  const folder =
    typeof threadId === "string"
      ? join(config.out, folderNameOf(threadId))
      : await mkdtemp(join(tmpdir(), "exhibit-graph-"));
  const { maxMinutes, maxSources } = config;
  const budget = createBudget({ maxMinutes, maxSources }, () => Date.now());
  const { signal } = new AbortController();
  const log = createEventLog(join(folder, "events.jsonl"));
  const { services } = await createServices(config, {
    folder,
    record: recordOf(config, now()),
    budget,
    steering: openSteering(join(folder, "steering.jsonl")),
    emit: (event) => log.write(event, now()),
    signal,
    now,
  });
  return researchGraph(services);
}

/** A thread's name comes from outside, so only what is plain in it becomes part of a path. */
function folderNameOf(threadId: string): string {
  const plain = threadId.replace(/[^A-Za-z0-9-]+/g, "-").slice(0, 40);
  return `thread-${plain}-${createHash("sha256").update(threadId).digest("hex").slice(0, 4)}`;
}

/** The question comes later, as the graph's input. */
function recordOf(config: Config, started: Date): RunRecord {
  const { formats, length, maxSources, maxMinutes } = config;
  const library = config.library.length > 0 ? config.library : [join(packageRoot, "samples")];
  return {
    schemaVersion: 1,
    runId: "",
    question: "",
    started: started.toISOString(),
    version: packageVersion(),
    analyst: "extractive",
    request: {
      question: "",
      library,
      urls: [],
      search: [],
      offline: true,
      formats,
      length,
      maxSources,
      maxMinutes,
      approval: "auto",
    },
  };
}
