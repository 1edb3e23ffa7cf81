import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { SubQuestion } from "../../analyst/index.ts";
import { type Config, loadConfig } from "../../config.ts";
import { ExhibitError } from "../../errors.ts";
import type { RunEvent } from "../../events.ts";
import { checkedChoice } from "../../models/index.ts";
import { packageRoot } from "../../package-root.ts";
import { listFiles } from "../../research/index.ts";
import { type Run, type RunOptions, resumeRun, startRun } from "../../run.ts";
import { type ArtifactFormat, artifactFormats, type RunRequest } from "../../runs/index.ts";
import { searchProviders } from "../../search/index.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import { choiceOf, type ModelFlags } from "../model-flags.ts";
import type { Printer } from "../print.ts";
import { createProgress } from "../progress.ts";

/** The flags of `exhibit research`, as parsed. */
export interface ResearchFlags extends ModelFlags {
  readonly library: readonly string[];
  readonly url: readonly string[];
  readonly search?: string;
  readonly offline: boolean;
  readonly formats?: string;
  readonly out?: string;
  readonly language?: string;
  readonly length?: "brief" | "standard" | "deep";
  readonly skill?: string;
  readonly maxSources?: number;
  readonly maxMinutes?: number;
  readonly planOnly: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Runs the main job; gives the exit code. */
export async function researchCommand(question: string, flags: ResearchFlags, printer: Printer): Promise<number> {
  const config = loadConfig(flags.out === undefined ? {} : { out: flags.out });
  const request = toRequest(question, flags, config, printer.isTerminal);
  await listFiles(request.library);
  return follow((options) => startRun(request, options), { config, printer, json: flags.json });
}

/** Goes on with a stopped run; gives the exit code. */
export async function resumeCommand(
  run: string,
  flags: { readonly out?: string; readonly json: boolean },
  printer: Printer,
): Promise<number> {
  const config = loadConfig(flags.out === undefined ? {} : { out: flags.out });
  return follow((options) => resumeRun(run, options), { config, printer, json: flags.json });
}

/** Flags over config, checked. Errors: `BAD_USAGE` names the flag and what it takes. */
export function toRequest(question: string, flags: ResearchFlags, config: Config, canAsk: boolean): RunRequest {
  if (!/[\p{L}\p{N}]/u.test(question)) {
    throw new ExhibitError("BAD_USAGE", 'The question is empty; write it in quotes: exhibit research "What …?"');
  }
  const library = flags.library.length > 0 ? flags.library.map(libraryPath) : config.library;
  const search = searchNames(flags, library, config);
  if (library.length + (flags.offline ? 0 : flags.url.length + search.length) === 0) throw nothingToRead();
  const choice = choiceOf(flags, config);
  const models = choice && checkedChoice(choice, { access: config.modelAccess, offline: flags.offline });
  const optional = { language: flags.language, skill: flags.skill, models };
  return {
    question: question.trim(),
    library,
    urls: flags.url.map(checkedUrl),
    search,
    offline: flags.offline,
    formats: parseFormats(flags.formats) ?? config.formats,
    length: flags.length ?? config.length,
    maxSources: flags.maxSources ?? config.maxSources,
    maxMinutes: flags.maxMinutes ?? config.maxMinutes,
    approval: flags.planOnly ? "plan-only" : canAsk && !flags.yes && !flags.json ? "ask" : "auto",
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function nothingToRead(): ExhibitError {
  const message =
    "There is nothing to read: no library, and no network to search. Give documents with --library FOLDER " +
    "(`--library samples` is bundled), or an address with --url, or leave out --offline and --search none.";
  return new ExhibitError("BAD_USAGE", message);
}

/** `samples` names the bundled library unless a folder of that name stands here. */
function libraryPath(path: string): string {
  return path === "samples" ? join(packageRoot, "samples") : resolve(path);
}

function checkedUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new ExhibitError("BAD_USAGE", `--url takes an http or https address, not ${value}.`);
}

function searchNames(flags: ResearchFlags, library: readonly string[], config: Config): readonly string[] {
  if (flags.offline || flags.search === "none") return [];
  if (flags.search === undefined) return library.length + flags.url.length > 0 ? [] : config.search;
  const names = splitList(flags.search);
  const known = searchProviders.map((provider) => provider.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown)
    throw new ExhibitError("BAD_USAGE", `No search provider ${unknown}; there are: ${known.join(", ")}, or none.`);
  return names;
}

/** Errors: `BAD_USAGE` for a format that does not exist. */
export function parseFormats(value: string | undefined): ArtifactFormat[] | undefined {
  if (value === undefined) return undefined;
  return splitList(value).map((name) => {
    const format = artifactFormats.find((candidate) => candidate === name);
    if (!format)
      throw new ExhibitError("BAD_USAGE", `No format ${name}; --formats takes some of: ${artifactFormats.join(",")}.`);
    return format;
  });
}

function splitList(value: string): string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

interface FollowContext {
  readonly config: Config;
  readonly printer: Printer;
  readonly json: boolean;
}

async function follow(start: (options: RunOptions) => Promise<Run>, context: FollowContext): Promise<number> {
  const { config, printer, json } = context;
  const abort = new AbortController();
  const progress = createProgress(printer, () => Date.now());
  const onEvent = (event: RunEvent) => (json ? printer.result(JSON.stringify(event)) : progress.onEvent(event));
  const run = await start({ config, onEvent, signal: abort.signal, approvePlan: (plan) => askApproval(plan, printer) });
  const release = listenForInterrupts(run, abort, printer);
  try {
    const { outcome, runFolder } = await run.result();
    progress.close();
    if (!json) conclude(outcome, run, runFolder, printer);
    return exitCodeOf(outcome);
  } catch (error) {
    progress.close();
    printer.note(`The run stopped; nothing is lost. Go on with: exhibit resume ${run.id}`);
    if (abort.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    release();
    progress.close();
  }
}

function conclude(outcome: string, run: Run, runFolder: string, printer: Printer): void {
  if (outcome === "partial") {
    printer.note("The report is partial: its section on limits lists what is missing and why.");
    printer.note("To go further, add documents with --library, addresses with --url, or search the web with --search.");
  }
  if (outcome === "stopped")
    printer.note(`Stopped at the plan (plan.json, which you may edit). Go on with: exhibit resume ${run.id}`);
  printer.result(runFolder);
}

/** First Ctrl-C: a report of what was found. Second: stop at once. */
function listenForInterrupts(run: Run, abort: AbortController, printer: Printer): () => void {
  let count = 0;
  const onInterrupt = () => {
    count += 1;
    if (count > 1) return abort.abort(new Error("Stopped by the user."));
    printer.note("Finishing with what was found. Press Ctrl-C again to stop at once.");
    run.finishEarly("The user ended the search early; the report covers what was found until then.");
  };
  const onTerminate = () => abort.abort(new Error("Stopped by the system."));
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return () => {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
  };
}

/** Enter starts; anything else stops, and the plan can be edited in plan.json before resuming. */
async function askApproval(
  subQuestions: readonly SubQuestion[],
  printer: Printer,
): Promise<readonly SubQuestion[] | undefined> {
  printer.status(undefined);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = once(lines, "close").then(() => "q");
    const answer = await Promise.race([
      lines.question("Start with this plan? [Enter = yes, q = stop and edit plan.json] "),
      closed,
    ]);
    return answer.trim() === "" || /^y/i.test(answer) ? subQuestions : undefined;
  } finally {
    lines.close();
  }
}
