import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { textTokens } from "../../src/models/index.ts";
import { startRun } from "../../src/run.ts";
import { latencyModel } from "../support/latency-model.ts";
import { requestFor } from "../support/runs.ts";
import { peersFor } from "./peer-costs.ts";

/** Time runs ten times as fast as with a hosted model. */
const speedUp = 10;
const subQuestions = 8;
const sources = 40;
/** Paragraphs of a source: about 4,500 tokens, an ordinary web page without its boilerplate. */
const paragraphs = 130;

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
  const onCall = ({ input, output }: { readonly input: number; readonly output: number }) => {
    spent.calls += 1;
    spent.inputTokens += input;
    spent.outputTokens += output;
  };
  const server = await latencyModel({ speedUp, subQuestions, onCall });
  try {
    await writeLibrary(join(folder, "library"));
    const trace = await traceOf(folder, `${server.url}/v1`);
    const forecasts = trace.flatMap(({ event }) => (event.type === "forecast" ? [event] : []));
    const path = pathOf(trace);
    const tokens = spent.inputTokens + spent.outputTokens;
    return {
      scale: `1/${speedUp}`,
      ...path,
      hosted: hostedPath(path),
      ...spent,
      tokens,
      forecasts,
      peers: peersFor({ subQuestions, sources, tokensPerSource: sourceTokens }, { calls: spent.calls, tokens }),
    };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const sourceOf = (index: number): string => {
  const lines = Array.from(
    { length: paragraphs },
    (_, line) =>
      `Wind power in Iowa county ${index} grew to ${100 + index * 7 + line} megawatts in ${1_890 + line}, as report ${index} says of place ${line}.`,
  );
  return `# Wind power report ${index}\n\n${lines.join("\n\n")}\n`;
};
const sourceTokens = textTokens(sourceOf(0));

async function writeLibrary(library: string): Promise<void> {
  await mkdir(library, { recursive: true });
  for (let index = 0; index < sources; index += 1) {
    await writeFile(join(library, `report-${index}.md`), sourceOf(index));
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

/** The same at the pace of a hosted model, where only the calls take longer. */
function hostedPath({ spanMs, modelMs, otherMs }: ReturnType<typeof pathOf>) {
  const [wallSeconds, criticalSeconds] = [spanMs, modelMs].map((ms) => (ms * speedUp + otherMs) / 1_000) as [
    number,
    number,
  ];
  return { wallSeconds, criticalSeconds, ratio: wallSeconds / criticalSeconds };
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
  const spanMs = covered(calls);
  const otherMs = wallMs - spanMs;
  const criticalMs = modelMs + otherMs;
  return { wallMs, criticalMs, spanMs, modelMs, ratio: wallMs / criticalMs, otherMs, stages };
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
