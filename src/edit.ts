import type { Analyst } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import { ExhibitError, type Failure } from "./errors.ts";
import { defaultTheme, renderers } from "./render/index.ts";
import type { EditTarget, Refusal } from "./report/index.ts";
import { type EditOutcome, editReport, undoEdit, writeArtifacts } from "./research/index.ts";
import {
  createBudget,
  findRun,
  loadRunRecord,
  lockRun,
  openSteering,
  type RunFolder,
  type RunRecord,
} from "./runs/index.ts";
import { createServices } from "./services.ts";

/** What is to be changed in a finished report, in words, and the part that the user points at. */
export type EditWish = { readonly instruction: string; readonly target?: EditTarget | undefined } | "undo";

/** What an edit works with. */
export interface EditOptions {
  readonly config: Config;
  readonly signal: AbortSignal;
  readonly now?: () => Date;
}

/** What an edit made: the revision, what changed, the files, and those that could not be made. */
export interface EditResult extends Pick<EditOutcome, "revision" | "change"> {
  readonly artifacts: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Edits the report of a finished run, or undoes the last edit, and makes its files again.
 *
 * Errors: `NOT_FOUND`, `BAD_REPORT`, `RUN_BUSY` while the run is at work, `BAD_USAGE` when there is nothing to undo.
 */
export async function editRun(runId: string, wish: EditWish, options: EditOptions): Promise<EditResult | Refusal> {
  const { config, signal, now = () => new Date() } = options;
  const folder = await findRun(runId, config.out);
  const record = await loadRunRecord(folder);
  const unlock = await lockRun(folder.resolve("run.lock"));
  const analysts = openAnalysts(record, folder, { config, signal, now });
  try {
    const { loadAnalyst } = analysts;
    const done = wish === "undo" ? await undoEdit({ folder }) : await editReport(wish, { folder, now, loadAnalyst });
    if ("refused" in done) return done;
    const { formats } = record.request;
    const emit = () => undefined;
    const written = await writeArtifacts(done.report, {
      formats,
      renderers,
      theme: defaultTheme,
      folder,
      emit,
      signal,
    });
    return { revision: done.revision, change: done.change, ...written };
  } finally {
    await analysts.close().finally(unlock);
  }
}

/** The analyst of the run's model, opened when it is needed; none for a run without a model. */
function openAnalysts(
  record: RunRecord,
  folder: RunFolder,
  { config, signal, now }: Required<EditOptions>,
): { readonly loadAnalyst: (() => Promise<Analyst>) | undefined; close(): Promise<void> } {
  let opened: ReturnType<typeof createServices> | undefined;
  const open = () => {
    const { maxMinutes, maxSources } = record.request;
    const budget = createBudget({ maxMinutes, maxSources }, () => now().getTime());
    const steering = openSteering(folder.resolve("steering.jsonl"));
    const emit = () => undefined;
    opened ??= createServices(config, { folder: folder.path, record, budget, steering, emit, signal, now });
    return opened;
  };
  const loadAnalyst = record.request.models ? async () => (await open()).services.analyst : undefined;
  return { loadAnalyst, close: async () => (await opened)?.close() };
}

/** To be thrown where a refusal ends the work. */
export function refusalError({ refused }: Refusal): ExhibitError {
  return new ExhibitError("BAD_USAGE", refused);
}
