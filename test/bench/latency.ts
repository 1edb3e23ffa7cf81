import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { textTokens } from "../../src/models/index.ts";
import { startRun } from "../../src/run.ts";
import { modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { requestFor } from "../support/runs.ts";

/** Time runs ten times as fast as with a hosted model: 2 s to the first token and 60 tokens a second. */
const speedUp = 10;
const firstTokenMs = 2_000 / speedUp;
const msPerToken = 1_000 / 60 / speedUp;
const subQuestions = 8;
const sources = 40;

interface Called {
  readonly stage: string;
  readonly start: number;
  end: number;
}

/**
 * Wall time of a deep run (8 sub-questions, 40 sources, 8 sections) against its critical path: stages one after the other,
 * each as long as its longest call if all of a stage's calls ran beside each other, and the time without any call.
 */
export async function bench(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-latency-"));
  const spent = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const server = await modelServer((response, body) => {
    const prompt = promptOf(body);
    const answer = parrot(prompt, { subQuestions });
    const tokens = textTokens(answer);
    spent.calls += 1;
    spent.inputTokens += textTokens(prompt);
    spent.outputTokens += tokens;
    setTimeout(() => openaiAnswer(response, body, answer), firstTokenMs + tokens * msPerToken);
  });
  try {
    await writeLibrary(join(folder, "library"));
    const trace = await traceOf(folder, `${server.url}/v1`);
    const forecasts = trace.flatMap(({ event }) => (event.type === "forecast" ? [event] : []));
    return { scale: `1/${speedUp}`, ...pathOf(trace), ...spent, forecasts };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeLibrary(library: string): Promise<void> {
  await mkdir(library, { recursive: true });
  for (let index = 0; index < sources; index += 1) {
    const lines = Array.from(
      { length: 12 },
      (_, line) =>
        `Wind power in Iowa county ${index} grew to ${100 + index * 7 + line} megawatts in ${2_000 + line}, as report ${index} says.`,
    );
    await writeFile(join(library, `report-${index}.md`), `# Wind power report ${index}\n\n${lines.join("\n\n")}\n`);
  }
}

type Trace = readonly { readonly at: number; readonly event: RunEvent }[];

async function traceOf(folder: string, url: string): Promise<Trace> {
  const trace: { at: number; event: RunEvent }[] = [];
  const models = { model: "vllm:m", url, roles: {}, fallbacks: [], limits: {} };
  const base = loadConfig({ cwd: folder, out: folder, env: {} });
  const profiles = { "vllm:m": { contextTokens: 128_000, concurrency: 8, thinking: "never" as const } };
  const config = { ...base, modelAccess: { ...base.modelAccess, profiles } };
  const changes = { library: [join(folder, "library")], length: "deep" as const, models };
  const onEvent = (event: RunEvent) => void trace.push({ at: performance.now(), event });
  const request = requestFor("How did Iowa's wind power grow and why?", changes);
  const run = await startRun(request, { config, signal: new AbortController().signal, onEvent });
  await run.result();
  return trace;
}

function pathOf(trace: Trace) {
  const [first] = trace;
  const wallMs = (trace.at(-1)?.at ?? 0) - (first?.at ?? 0);
  const calls: Called[] = [];
  const open: Called[] = [];
  for (const { at, event } of trace) {
    if (event.type === "model-start") open.push({ stage: event.stage, start: at, end: at });
    if (event.type !== "model-end") continue;
    const index = open.findIndex(({ stage }) => stage === event.stage);
    const [call] = open.splice(index, 1);
    if (call) calls.push({ ...call, start: at - event.durationMs, end: at });
  }
  const stages = [...new Set(calls.map(({ stage }) => stage))].map((stage) => {
    const own = calls.filter((call) => call.stage === stage);
    const longest = Math.max(...own.map(({ start, end }) => end - start));
    return { stage, calls: own.length, spanMs: covered(own), longestMs: longest };
  });
  const modelMs = stages.reduce((sum, { longestMs }) => sum + longestMs, 0);
  const otherMs = wallMs - covered(calls);
  const criticalMs = modelMs + otherMs;
  return { wallMs, criticalMs, ratio: wallMs / criticalMs, otherMs, stages };
}

/** Milliseconds in which at least one call was under way. */
function covered(calls: readonly Called[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...calls].sort((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
