import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { ExhibitError, messageOf } from "../../errors.ts";
import {
  type Briefing,
  type Briefings,
  definitionSchema,
  type Jobs,
  nameSchema,
  openJobs,
  problemsOf,
  type SlotRecord,
} from "../../jobs/index.ts";
import type { ModelFlags } from "../../request-models.ts";
import { localTenant, makeFolder } from "../../runs/index.ts";
import { openScheduled } from "../../server/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";
import { createProgress } from "../progress.ts";
import { limitsOf } from "./serve.ts";

/** The flags that `exhibit briefing` shares with `exhibit serve`: what runs may read and use. */
export interface BriefingFlags extends ModelFlags {
  readonly library: readonly string[];
  readonly offline: boolean;
  readonly out?: string;
}

interface Opened {
  readonly jobs: Jobs;
  readonly briefings: Briefings;
}

/** Opens queue and schedule of this folder without a server. Errors: `RUN_BUSY` while one works there. */
async function withBriefings(
  flags: BriefingFlags,
  printer: Printer,
  work: (opened: Opened) => Promise<number>,
): Promise<number> {
  const config = configFor(flags);
  const limits = limitsOf(flags, config);
  const jobs = await openJobs({ config, maxRunning: 1, workers: Math.min(2, availableParallelism()) });
  const onError = (error: unknown) => printer.note(`error: ${messageOf(error)}`);
  try {
    const briefings = await openScheduled({ config, limits, jobs, onError });
    try {
      return await work({ jobs, briefings });
    } finally {
      await briefings.close();
    }
  } finally {
    await jobs.close();
  }
}

/**
 * Lists the briefings with when each is due and how it went last, and what is wrong with files; gives the exit code.
 */
export async function briefingList(flags: BriefingFlags, printer: Printer): Promise<number> {
  return withBriefings(flags, printer, async ({ briefings }) => {
    const all = briefings.store.list(localTenant).filter(({ origin }) => origin !== "cron");
    for (const briefing of all) printer.result(lineOf(briefing, briefings));
    for (const { problem } of briefings.problems()) printer.note(`! ${problem}`);
    if (all.length === 0 && briefings.problems().length === 0)
      printer.note(
        'There is no briefing; make one with: exhibit briefing add NAME --question "…" --cron "0 8 * * 1-5"',
      );
    return briefings.problems().length > 0 ? exitCodes.usage : exitCodes.complete;
  });
}

function lineOf(briefing: Briefing, briefings: Briefings): string {
  const { name, isEnabled, definition } = briefing;
  const next = briefings.nextDue(briefing);
  const [last] = briefings.store.slots(briefing.id, 1);
  const due = next
    ? `next ${next.slot.replace("T", " ")} ${definition.schedule.timeZone}`
    : isEnabled
      ? "never"
      : "paused";
  return [name, due, ...(last ? [`last ${last.slot.slice(0, 16).replace("T", " ")} ${last.state}`] : [])].join("  ");
}

/** Runs a briefing now, tells what changed, and delivers it; gives the exit code of the run. */
export async function briefingRun(name: string, flags: BriefingFlags, printer: Printer): Promise<number> {
  return withBriefings(flags, printer, async (opened) => {
    const { briefings, jobs } = opened;
    const slot = await briefings.runNow(named(name, briefings));
    const job = briefings.jobOf(slot);
    if (!job) throw new ExhibitError("BAD_USAGE", slot.reason ?? `${name} was not started.`);
    const progress = createProgress(printer, () => Date.now());
    const stop = new AbortController();
    const interrupt = () => stop.abort(new Error("Stopped by Ctrl-C."));
    process.once("SIGINT", interrupt);
    try {
      for await (const { event } of jobs.events(job, { signal: stop.signal })) progress.onEvent(event);
      const ended = await jobs.ended(job.id, stop.signal);
      progress.close();
      if (ended.status !== "done")
        throw new ExhibitError("INTERNAL", ended.message ?? `The run ended as ${ended.status}.`);
      await deliver(slot, opened, printer);
      printer.result(join(configFor(flags).out, ended.runId));
      return exitCodeOf(ended.outcome ?? "failed");
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      printer.note("Stopped; the run goes on when a server is started, or with the next `exhibit briefing run`.");
      return exitCodes.interrupted;
    } finally {
      process.off("SIGINT", interrupt);
      progress.close();
    }
  });
}

async function deliver(slot: SlotRecord, { briefings }: Opened, printer: Printer): Promise<void> {
  await briefings.deliver();
  for (const { channel, target, state, message } of briefings.outbox
    .ofBriefing(slot.briefingId, 1_000)
    .filter((one) => one.slot === slot.slot))
    printer.note(
      `${state}: ${channel} ${state === "delivered" ? (message ?? target) : `${target} ${message ?? ""}`}`.trimEnd(),
    );
}

/** What is said about a new briefing. */
export interface AddFlags {
  readonly question?: string;
  readonly watch: readonly string[];
  readonly cron: string;
  readonly timeZone?: string;
  readonly library: readonly string[];
  readonly url: readonly string[];
  readonly mail: readonly string[];
  readonly webhook: readonly string[];
  readonly folder: readonly string[];
  readonly feed: boolean;
}

/** Writes `briefings/NAME.yaml`; gives the exit code. Errors: `BAD_USAGE` names the key and what it takes. */
export async function briefingAdd(name: string, flags: AddFlags, printer: Printer): Promise<number> {
  const { question, watch, cron, timeZone, library, url, feed } = flags;
  const listed = (values: readonly string[]) => (values.length > 0 ? values : undefined);
  const timeZoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const sources = { libraries: listed(library), urls: listed(url) };
  const deliver = {
    folder: listed(flags.folder),
    webhook: listed(flags.webhook),
    mail: listed(flags.mail),
    feed: feed || undefined,
  };
  const schedule = { cron, timeZone: timeZone ?? timeZoneHere };
  const said: unknown = JSON.parse(JSON.stringify({ question, watch: listed(watch), schedule, sources, deliver }));
  const checkedName = nameSchema.safeParse(name);
  if (!checkedName.success)
    throw new ExhibitError("BAD_USAGE", `"${name}" is no name; it takes letters, digits, - and _.`);
  const { error } = definitionSchema.safeParse(said);
  if (error) throw new ExhibitError("BAD_USAGE", problemsOf(error).join("; "));
  const folder = join(process.cwd(), "briefings");
  await makeFolder(folder);
  const path = join(folder, `${name}.yaml`);
  await writeFile(path, stringify(said), { flag: "wx" }).catch((cause: unknown) => {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw isThere
      ? new ExhibitError("BAD_USAGE", `${path} is there already; edit it, or choose another name.`, { cause })
      : cause;
  });
  printer.result(path);
  printer.note(`A server that runs here notices it; \`exhibit briefing run ${name}\` runs it now.`);
  return exitCodes.complete;
}

/** Forgets a briefing whose file was removed; gives the exit code. The folders of its runs stay. */
export async function briefingRemove(name: string, flags: BriefingFlags, printer: Printer): Promise<number> {
  return withBriefings(flags, printer, async ({ briefings }) => {
    briefings.remove(named(name, briefings));
    printer.note(`Removed ${name}; its runs are kept.`);
    return exitCodes.complete;
  });
}

/** Prints what receivers check the webhooks of a briefing with; gives the exit code. */
export async function briefingSecret(name: string, flags: BriefingFlags, printer: Printer): Promise<number> {
  return withBriefings(flags, printer, async ({ briefings }) => {
    printer.result(briefings.secretOf(named(name, briefings)));
    return exitCodes.complete;
  });
}

function named(name: string, briefings: Briefings): Briefing {
  const found = briefings.store.named(localTenant, name);
  if (found) return found;
  const problem = briefings.problems().find((one) => one.name === name)?.problem;
  const known = briefings.store.list(localTenant).map((one) => one.name);
  throw new ExhibitError(
    "NOT_FOUND",
    problem ?? `There is no briefing ${name}; there are: ${known.join(", ") || "none"}.`,
  );
}
