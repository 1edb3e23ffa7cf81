import { stat } from "node:fs/promises";
import { thoughtTokens, type Workload, workloadOf } from "../analyst/index.ts";
import type { RunEvent } from "../events.ts";
import type { Models } from "../models/index.ts";
import type { RunRequest } from "../runs/index.ts";
import { newlyNamed } from "./earlier.ts";
import { listLibrary } from "./list-files.ts";
import { usualSlides } from "./open.ts";
import { maxFileBytes } from "./perceive.ts";
import type { Services } from "./services.ts";

/** What a run will probably take, as it is told. */
export type Forecast = Extract<RunEvent, { type: "forecast" }>;

/** What a forecast is made from. */
export interface Prospect {
  readonly request: Pick<
    RunRequest,
    "graph" | "slides" | "question" | "urls" | "search" | "offline" | "length" | "maxSources"
  >;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** The models that think, if any do. */
  readonly models?: Pick<Models, "profileOf" | "costOf">;
  /** Of a plan that was made. */
  readonly subQuestions?: number;
  readonly toolCalls?: number;
}

/**
 * Measured on two cores: 3.0 MB of filings are read in 5.4 s, a web page of 0.25 MB in 0.24 s, and a run whose sources
 * are all known takes 8 s with five files.
 */
const secondsPerMegabyte = { pdf: 1.8, other: 1 } as const;
const secondsToWrite = 8;
/** A hosted model's wait for its first token and its speed after it. */
const secondsToFirstToken = 2;
const tokensPerSecond = 60;
/** Calls of a user's tools run beside each other; nobody knows how long one takes. */
const secondsOfToolCalls = 5;
/** Tokens of text in a byte of a file: filings as PDF, markup, zipped office documents; a letter is a quarter token. */
const tokensPerByte: readonly (readonly [RegExp, number])[] = [
  [/\.pdf$/i, 0.09],
  [/\.x?html?$/i, 0.08],
  [/\.(?:docx|pptx|xlsx|epub|odt)$/i, 0.12],
  [/\.(?:png|jpe?g|webp|gif|svg|tiff?)$/i, 0.0005],
];
const tokensPerByteOfText = 0.25;
/** Slides of a document need no plan, and nothing is searched for them. */
const unlessDeck: readonly string[] = ["brief", "plan", "assess"];
const withPictures = /\.(?:pdf|x?html?|docx|pptx|epub|png|jpe?g|webp|svg)$/i;

/**
 * What a run will probably take: time, sources, and calls, tokens and dollars of its models.
 *
 * Contract: pure; an unknown price is `"unknown"`, never 0; without models nothing is called and it costs nothing.
 */
export function forecastOf({ request, files, models, subQuestions, toolCalls = 0 }: Prospect): Forecast {
  const read = files.slice(0, request.maxSources).filter(({ bytes }) => bytes <= maxFileBytes);
  const sources = Math.min(files.length + request.urls.length, request.maxSources);
  const reading = read.reduce((sum, { path, bytes }) => sum + (rateOf(path) * bytes) / 1024 / 1024, 0);
  const asking = toolCalls > 0 ? secondsOfToolCalls : 0;
  const seconds = reading + request.urls.length + secondsToWrite + asking;
  const called = toolCalls > 0 ? { toolCalls } : {};
  const free = { modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  if (!models) return { type: "forecast", seconds, sources, ...free, ...called };
  const isOnline = !request.offline && request.urls.length + request.search.length > 0;
  const pictures = isOnline || read.some(({ path }) => withPictures.test(path));
  const isDeck = request.graph === "deck";
  const parts = subQuestions ?? (isDeck ? (request.slides ?? usualSlides) : undefined);
  const all = workloadOf({
    ...request,
    ...(parts === undefined ? {} : { subQuestions: parts }),
    corpusTokens: isOnline ? Number.POSITIVE_INFINITY : read.reduce((sum, file) => sum + tokensOf(file), 0),
    titles: files.length,
    pictures: pictures && models.profileOf("look").vision,
    readerTokens: models.profileOf("read").contextTokens,
    searches: !request.offline && request.search.length > 0,
  });
  const load = isDeck ? all.filter(({ stage }) => !unlessDeck.includes(stage)) : all;
  return { type: "forecast", sources, ...sumOf(load, models), seconds: seconds + secondsOf(load, models), ...called };
}

const rateOf = (path: string): number => (/\.pdf$/i.test(path) ? secondsPerMegabyte.pdf : secondsPerMegabyte.other);

function tokensOf({ path, bytes }: { readonly path: string; readonly bytes: number }): number {
  return bytes * (tokensPerByte.find(([pattern]) => pattern.test(path))?.[1] ?? tokensPerByteOfText);
}

type RoleModels = Pick<Models, "profileOf" | "costOf">;

function answerTokens({ role, outputTokens }: Workload, models: RoleModels): number {
  return outputTokens + thoughtTokens(models.profileOf(role));
}

function sumOf(
  load: readonly Workload[],
  models: RoleModels,
): Pick<Forecast, "modelCalls" | "inputTokens" | "outputTokens" | "costUsd"> {
  let costUsd: number | "unknown" = 0;
  for (const part of load) {
    const outputTokens = answerTokens(part, models);
    const usage = { inputTokens: part.inputTokens, cachedTokens: 0, outputTokens, isEstimate: true };
    const one = models.costOf(part.role, usage);
    costUsd = costUsd === "unknown" || one === "unknown" ? "unknown" : costUsd + one * part.calls;
  }
  return {
    modelCalls: load.reduce((sum, { calls }) => sum + calls, 0),
    inputTokens: load.reduce((sum, { calls, inputTokens }) => sum + calls * inputTokens, 0),
    outputTokens: load.reduce((sum, part) => sum + part.calls * answerTokens(part, models), 0),
    costUsd,
  };
}

/** Stages wait for each other; the calls of one stage run beside each other as far as the model allows. */
function secondsOf(load: readonly Workload[], models: RoleModels): number {
  return load.reduce((sum, part) => {
    const waves = Math.ceil(part.calls / models.profileOf(part.role).concurrency);
    return sum + waves * (secondsToFirstToken + answerTokens(part, models) / tokensPerSecond);
  }, 0);
}

/** The forecast of this run, before anything is spent or read. */
export async function forecast(
  services: Pick<Services, "request" | "models" | "folder" | "library">,
  planned: Pick<Prospect, "subQuestions" | "toolCalls"> = {},
): Promise<Forecast> {
  const { request, models } = services;
  const { library } = await newlyNamed(services);
  const { files } = await listLibrary(library);
  const sized = await Promise.all(
    // A file that vanished or cannot be reached takes no time; reading it tells why.
    files.map(async (path) => ({ path, bytes: (await stat(path).catch(() => undefined))?.size ?? 0 })),
  );
  return forecastOf({
    request,
    files: sized,
    ...(models ? { models } : {}),
    ...planned,
  });
}
