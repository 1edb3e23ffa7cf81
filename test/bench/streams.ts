import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { createWorkers, type Job } from "../../src/jobs/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { LatencyModelOptions } from "../support/latency-model.ts";
import { startReader } from "../support/streams/reader.ts";
import type { ReadersResult } from "../support/streams/readers.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

const allRuns = 100;
const streamsPerRun = 2;
const eventsPerRun = 400;
const everyMs = 100;
/** Readers that take next to nothing, and that take nothing at all. */
const slowReaders = 10;
const deafReaders = 10;

setFlagsFromString("--expose-gc");
// What V8 gives under that flag.
const collect = runInNewContext("gc") as () => void;

const support = join(packageRoot, "dist", "test", "support", "streams");

interface Round {
  /** How often all connections are cut. */
  readonly storms: number;
  /** Invented events, or those of real runs: with the embedded analyst, or with a model that takes as long as a hosted one. */
  readonly of: "invented" | "embedded" | "model";
}

/**
 * 100 runs at once through 200 streams: invented events of worker processes, through the real log, queue, feed and
 * sockets. The first round is undisturbed; in the second all connections are cut five times, and there are readers that
 * are slow or read nothing. In the others real runs compute while they tell: with a model, and with the embedded analyst,
 * which needs the processor all the time.
 */
export async function bench(): Promise<unknown> {
  return {
    undisturbed: await round({ storms: 0, of: "invented" }),
    storms: await round({ storms: 5, of: "invented" }),
    model: await round({ storms: 2, of: "model" }),
    embedded: await round({ storms: 2, of: "embedded" }),
  };
}

async function round({ storms, of }: Round): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-streams-"));
  const out = join(folder, `load-${eventsPerRun}-${everyMs}`);
  mkdirSync(out);
  const server = await temporaryServer({
    out,
    maxRunning: allRuns,
    workers: 2,
    createWorkers: (options) =>
      createWorkers(of === "invented" ? { ...options, entry: join(support, "producer.js") } : options),
  });
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const memory = sampleMemory();
  const began = process.cpuUsage();
  const started = Date.now();
  const model = of === "model" ? await startModel() : undefined;
  const request = model
    ? { models: { model: "vllm:m", url: `${model.url}/v1`, roles: {}, fallbacks: [], limits: {} } }
    : {};
  const jobs: Job[] = [];
  for (let index = 0; index < allRuns; index++) jobs.push(await server.submit(request, server.jobs.addThread("local")));
  const result = await readAll(server, jobs, storms);
  const seconds = (Date.now() - started) / 1000;
  const states = jobs.map(({ id }) => server.jobs.store.jobById(id));
  const begunAgain = states.filter((job) => job?.attempts !== 1).length;
  const { user, system } = process.cpuUsage(began);
  const measured = {
    seconds,
    begunAgain,
    cpuSeconds: (user + system) / 1e6,
    loopP99Ms: loop.percentile(99) / 1e6,
    ...memory.end(),
  };
  await model?.thread.terminate();
  await server.close();
  await rm(folder, { recursive: true, force: true });
  const expected = of === "invented" ? { expected: allRuns * streamsPerRun * eventsPerRun } : {};
  return { ...measured, ...expected, ...summary(result) };
}

/** The model in a thread of its own. */
async function startModel(): Promise<{ readonly url: string; readonly thread: Worker }> {
  const workerData: LatencyModelOptions = { speedUp: 1, subQuestions: 2 };
  const thread = new Worker(join(support, "model.js"), { workerData });
  const [url] = (await once(thread, "message")) as [string];
  return { url, thread };
}

async function readAll(server: TemporaryServer, jobs: readonly Job[], storms: number): Promise<ReadersResult> {
  const url = (job: Job) => `${server.url}/threads/${job.threadId}/runs/${job.id}/stream?stream_mode=custom`;
  const urls = jobs.flatMap((job) => Array.from({ length: streamsPerRun }, () => url(job)));
  const worker = new Worker(join(support, "readers.js"), { workerData: { urls } });
  const few = storms === 0 ? [] : jobs.slice(0, slowReaders);
  const slow = few.map((job) => startReader(url(job), { pauseMs: 3_000 }));
  const deaf = few.slice(0, deafReaders).map((job) => startReader(url(job), { pauseMs: 10 * 60_000 }));
  const duration = eventsPerRun * everyMs;
  const cuts = Array.from({ length: storms }, (_, index) =>
    setTimeout(() => worker.postMessage("cut"), (duration * (index + 1)) / (storms + 1)),
  );
  const result = await new Promise<ReadersResult>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  for (const cut of cuts) clearTimeout(cut);
  for (const reader of [...slow, ...deaf]) reader.close();
  await Promise.all([...slow, ...deaf].map(({ done }) => done));
  return result;
}

function summary({ delays, ...counted }: ReadersResult): object {
  const sorted = [...delays].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { ...counted, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

/** What the server holds after a collection, every ten seconds, and the most that the process ever had. */
function sampleMemory() {
  const heapMb: number[] = [];
  let rssMb = 0;
  const timer = setInterval(() => {
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    heapMb.push(Math.round((heapUsed + external) / 2 ** 20));
    rssMb = Math.max(rssMb, Math.round(rss / 2 ** 20));
  }, 10_000);
  return {
    end() {
      clearInterval(timer);
      return { heapMb, rssMb };
    },
  };
}
