import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { Answers, Clarification, SubQuestion } from "../../analyst/index.ts";
import type { Config } from "../../config.ts";
import type { RunEvent, WaitingStage } from "../../events.ts";
import { type ResearchFlags, toRequest } from "../../request.ts";
import { listLibrary } from "../../research/index.ts";
import { type Run, type RunOptions, resumeRun, startRun } from "../../run.ts";
import { findRun, loadRunRecord } from "../../runs/index.ts";
import { askClarifications } from "../ask-clarifications.ts";
import { configFor } from "../config-for.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";
import { createProgress } from "../progress.ts";

/** Researches a question and writes the report; gives the exit code. */
export async function researchCommand(question: string, flags: ResearchFlags, printer: Printer): Promise<number> {
  const config = configFor(flags);
  const request = toRequest(question, await goingOn(flags, config), { config, canAsk: printer.isTerminal });
  await listLibrary(request.library);
  return follow((options) => startRun(request, options), { config, printer, ...flags });
}

/** A follow-up may read and search what the run before might, unless the flags say otherwise. */
async function goingOn(flags: ResearchFlags, { out }: Config): Promise<ResearchFlags> {
  if (flags.follows === undefined) return flags;
  const folder = await findRun(flags.follows, out);
  const { runId, request } = await loadRunRecord(folder);
  const saysWhere = flags.search !== undefined || flags.url.length > 0;
  return {
    ...flags,
    follows: runId,
    library: flags.library.length > 0 ? flags.library : request.library,
    search: flags.search ?? (request.search.join(",") || "none"),
    offline: flags.offline || (request.offline && !saysWhere),
  };
}

/** Goes on with a stopped run; gives the exit code. */
export async function resumeCommand(
  run: string,
  flags: { readonly out?: string; readonly json: boolean },
  printer: Printer,
): Promise<number> {
  return follow((options) => resumeRun(run, options), { config: configFor(flags), printer, ...flags });
}

/** What following a run needs. */
export interface FollowContext {
  readonly config: Config;
  readonly printer: Printer;
  readonly json: boolean;
  /** Nothing is asked. */
  readonly yes?: boolean;
  /** The folder of the runs if it was named on the command line; the next command needs it too. */
  readonly out?: string;
  /** Tells what the run made, before its folder. */
  readonly conclude?: (runFolder: string, printer: Printer) => Promise<void>;
}

/** Starts a run and tells its events until its end; gives the exit code. */
export async function follow(start: (options: RunOptions) => Promise<Run>, context: FollowContext): Promise<number> {
  const { config, printer, json } = context;
  const abort = new AbortController();
  const progress = createProgress(printer, () => Date.now());
  const onEvent = (event: RunEvent) => (json ? printer.result(JSON.stringify(event)) : progress.onEvent(event));
  const run = await start({
    config,
    onEvent,
    signal: abort.signal,
    clarify: (open) => progress.holding(() => settleUnclear(open, context)),
    approvePlan: (plan) => progress.holding(() => askApproval(plan, printer)),
  });
  const release = listenForInterrupts(run, abort, printer);
  try {
    const { outcome, runFolder, waitsFor } = await run.result();
    progress.close();
    if (!json) {
      if (outcome === "partial" && !context.conclude) notePartial(printer);
      if (outcome === "stopped") printer.note(`${stoppedAt(waitsFor)} ${goOnWith(run, context)}`);
      await context.conclude?.(runFolder, printer);
      printer.result(runFolder);
    }
    return exitCodeOf(outcome);
  } catch (error) {
    progress.close();
    printer.note(`The run stopped; what was found is kept. ${goOnWith(run, context)}`);
    if (abort.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    release();
    progress.close();
  }
}

function notePartial(printer: Printer): void {
  printer.note("The report is partial: its section on limits lists what is missing and why.");
  printer.note("To go further, add documents with --library, addresses with --url, or search the web with --search.");
}

function stoppedAt(waitsFor: WaitingStage | undefined): string {
  return waitsFor === "clarify"
    ? 'Stopped at what is unclear; write an "answer" to each in brief.json if you like.'
    : "Stopped at the plan; edit plan.json if you like.";
}

/** Asks on a terminal; elsewhere nobody answers, which is told. */
async function settleUnclear(
  open: readonly Clarification[],
  { printer, json, yes = false }: FollowContext,
): Promise<Answers | undefined> {
  if (printer.isTerminal && !json && !yes) return askClarifications(open, printer);
  const why = yes ? "--yes" : json ? "--json" : "no terminal to ask on";
  printer.note(`Going on as assumed (${why}):`);
  for (const { question, assumed } of open) printer.note(`  ${question} ${assumed}`);
  return {};
}

/** The command that goes on, to be pasted; with `--out` the path, because the id would be looked for elsewhere. */
function goOnWith(run: Run, { out }: Pick<FollowContext, "out">): string {
  const name = out === undefined ? run.id : run.folder;
  const isPlain = /^[\p{L}\p{N}./_-]+$/u.test(name);
  return `Go on with: exhibit resume ${isPlain ? name : `'${name.replaceAll("'", "'\\''")}'`}`;
}

/** First Ctrl-C: a report of what was found. Second: stop at once. Third: the system's own, in case something hangs. */
function listenForInterrupts(run: Run, abort: AbortController, printer: Printer): () => void {
  let count = 0;
  const onInterrupt = () => {
    count += 1;
    if (count > 1) {
      process.off("SIGINT", onInterrupt);
      return abort.abort(new Error("Stopped by the user."));
    }
    const searching = run.finishEarly("The user ended the search early; the report covers what was found until then.");
    const what = searching ? "Finishing with what was found." : "The search is over; finishing the report.";
    printer.note(`${what} Press Ctrl-C again to stop at once.`);
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
