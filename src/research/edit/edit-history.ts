import { ExhibitError } from "../../errors.ts";
import type { EditTarget, Report, ReportEdit } from "../../report/index.ts";
import { parseReport } from "../../report/parse.ts";
import type { RunFolder } from "../../runs/index.ts";

/** One instruction that was carried out. */
export interface EditRecord {
  /** The revision that it made. */
  readonly revision: number;
  /** The revision that it was made from. */
  readonly from: number;
  readonly instruction: string;
  readonly target?: EditTarget;
  readonly edits: readonly ReportEdit[];
  /** What changed, in a sentence or some. */
  readonly change: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly undone?: boolean;
}

/**
 * `edits.json`: which revision `report.json` is, and the edits that led to all of them. 0 is the report as it was made.
 */
export interface EditHistory {
  readonly current: number;
  readonly edits: readonly EditRecord[];
}

const fileName = "edits.json";

const revisionFile = (revision: number): string => `revisions/${revision}/report.json`;

/** The edits of a run's report, oldest first; none of one that was never edited. */
export async function loadEdits(folder: RunFolder): Promise<EditHistory> {
  return (await folder.readJson<EditHistory>(fileName)) ?? { current: 0, edits: [] };
}

/** Keeps a revision, and the one it was made from if that was never kept. */
export async function keepRevision(
  revision: number,
  { report, before }: { readonly report: Report; readonly before: Report },
  folder: RunFolder,
): Promise<void> {
  if (!(await folder.has(revisionFile(0)))) await folder.writeJson(revisionFile(0), before);
  await folder.writeJson(revisionFile(revision), report);
}

/** Makes a revision the report of the run. */
export async function publish(report: Report, history: EditHistory, folder: RunFolder): Promise<void> {
  await folder.writeJson("report.json", report);
  await folder.writeJson("verification.json", report.verification);
  await folder.writeJson(fileName, history);
}

/** Errors: `NOT_FOUND` when the run folder lost the revision. */
export async function loadEditRevision(revision: number, folder: RunFolder): Promise<Report> {
  const bytes = await folder.readBytes(revisionFile(revision));
  if (bytes) return parseReport(new TextDecoder().decode(bytes));
  throw new ExhibitError("NOT_FOUND", `${folder.path} has no ${revisionFile(revision)} to go back to.`);
}
