import type { Analyst } from "../../analyst/index.ts";
import { ExhibitError } from "../../errors.ts";
import { judgementsOf, type ParsedSource, verifyReport, withJudgements } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import {
  checkReport,
  type EditTarget,
  type Refusal,
  type Report,
  type ReportEdit,
  summaryId,
} from "../../report/index.ts";
import type { RunFolder } from "../../runs/index.ts";
import { loadReport } from "../load-report.ts";
import { applyEdit } from "./apply-edit.ts";
import { type EditHistory, keepRevision, loadEditRevision, loadEdits, publish } from "./edit-history.ts";
import { type EditWords, editWords } from "./edit-words.ts";
import { captionOf, sectionsOf, visualsOf } from "./find-place.ts";
import { isGerman } from "./grammar.ts";
import { rewriteSection } from "./rewrite.ts";
import { settled } from "./settle.ts";
import { offerFor, toEdits } from "./to-edits.ts";

/** What an edit may use. */
export interface EditServices {
  readonly folder: RunFolder;
  /** Asked for wishes that the grammar does not know, and for rewriting; absent where no model thinks. */
  readonly loadAnalyst?: (() => Promise<Analyst>) | undefined;
  readonly now: () => Date;
}

/** The report after an edit, and what changed. */
export interface EditOutcome {
  readonly revision: number;
  /** What changed, in a sentence or some. */
  readonly change: string;
  readonly report: Report;
}

/**
 * Carries out an instruction about a finished report: a new revision, verified again, which `report.json` then is.
 *
 * Contract: all of it or nothing; no claim stands with less support than before, and nothing is new without evidence of
 * this report. What is not understood or cannot be done is a refusal that says what can.
 */
export async function editReport(
  { instruction, target = {} }: { readonly instruction: string; readonly target?: EditTarget | undefined },
  services: EditServices,
): Promise<EditOutcome | Refusal> {
  const { folder, now } = services;
  const before = await loadReport(folder);
  const words = editWords(isGerman(instruction));
  const edits = toEdits(instruction, before, target) ?? (await askModel({ instruction, target }, before, services));
  if ("refused" in edits) return edits;
  if (edits.length === 0) return { refused: `${words.unclear} ${offerFor(before, words)}` };
  const done = await applyAll(before, edits, { words, services });
  if ("refused" in done) return done;
  const checked = await verified(before, settled(done.report), { words, folder });
  if ("refused" in checked) return checked;
  const history = await loadEdits(folder);
  const revision = Math.max(0, ...history.edits.map((one) => one.revision)) + 1;
  await keepRevision(revision, { report: checked, before }, folder);
  const isPointed = target.sectionId !== undefined || target.blockId !== undefined;
  const record = {
    ...{ revision, from: history.current, instruction },
    ...(isPointed ? { target } : {}),
    ...{ edits, change: done.change, at: now().toISOString() },
  };
  await publish(checked, { current: revision, edits: [...history.edits, record] }, folder);
  return { revision, change: done.change, report: checked };
}

/** Goes back to the revision before the last edit that stands. */
export async function undoEdit({ folder }: Pick<EditServices, "folder">): Promise<EditOutcome> {
  const history = await loadEdits(folder);
  const last = history.edits.find(({ revision }) => revision === history.current);
  if (!last) throw new ExhibitError("BAD_USAGE", "The report is as it was made; there is no edit to undo.");
  const report = await loadEditRevision(last.from, folder);
  const edits = history.edits.map((one) => (one === last ? { ...one, undone: true } : one));
  await publish(report, { current: last.from, edits } satisfies EditHistory, folder);
  const change = editWords(isGerman(last.instruction)).undone(last.instruction);
  return { revision: last.from, change, report };
}

async function askModel(
  { instruction, target }: { readonly instruction: string; readonly target: EditTarget },
  report: Report,
  { loadAnalyst }: EditServices,
): Promise<readonly ReportEdit[]> {
  const analyst = await loadAnalyst?.();
  const parts = [
    { id: summaryId, kind: "summary", name: "" },
    ...sectionsOf(report).map(({ section, number }) => ({
      id: section.id,
      kind: `section ${number}`,
      name: section.title,
    })),
    ...visualsOf(report).map((block) => ({ id: block.id, kind: block.type, name: captionOf(block) })),
  ];
  return (await analyst?.edit?.({ instruction, parts, pointedAt: target.blockId ?? target.sectionId })) ?? [];
}

async function applyAll(
  before: Report,
  edits: readonly ReportEdit[],
  { words, services }: { readonly words: EditWords; readonly services: EditServices },
): Promise<{ readonly report: Report; readonly change: string } | Refusal> {
  let report = before;
  const changes: string[] = [];
  for (const edit of edits) {
    const done =
      edit.type === "rewrite"
        ? await rewriteSection(report, edit, { words, ...services })
        : applyEdit(report, edit, words);
    if ("refused" in done) return done;
    report = done.report;
    changes.push(done.change);
  }
  return { report, change: changes.join(" ") };
}

/** The edited report with its verification; refused where a claim would stand with less support than before. */
async function verified(
  before: Report,
  after: Report,
  { words, folder }: { readonly words: EditWords; readonly folder: RunFolder },
): Promise<Report | Refusal> {
  const [problem] = checkReport(after);
  if (problem) throw new ExhibitError("INTERNAL", `The edit broke the report: ${problem.message}`);
  const parsed = await parsedSources(before, folder);
  const verify = (report: Report) =>
    withJudgements(verifyReport(report, { loadParsed: (id) => parsed.get(id) }), judgementsOf(before.verification));
  const failing = ({ checks }: Report["verification"]) =>
    checks.filter(({ support }) => support === "unsupported" || support === "contradicted");
  const known = new Set(failing(verify(before)).map(({ claim }) => claim));
  const verification = verify(after);
  const worse = failing(verification).find(({ claim }) => !known.has(claim));
  return worse ? { refused: words.wouldFail(worse.claim) } : { ...after, verification };
}

/** What the run folder keeps of the sources that the report cites. */
async function parsedSources(report: Report, folder: RunFolder): Promise<ReadonlyMap<string, ParsedSource>> {
  const stored = await Promise.all(
    report.sources.map(async ({ id }) => ({ id, stored: await folder.readJson<StoredSource>(`sources/${id}.json`) })),
  );
  return new Map(stored.flatMap((one) => (one.stored ? [[one.id, one.stored.parsed] as const] : [])));
}
