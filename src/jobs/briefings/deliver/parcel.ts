import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExhibitError } from "../../../errors.ts";
import { groupedBySource, type HeadlineAbout, headlineOf, isNews } from "../../../evidence/index.ts";
import {
  type Block,
  countsLine,
  deltaWords,
  type Inline,
  inlinesOf,
  localeOf,
  type Report,
  textOf,
  walkBlocks,
} from "../../../report/index.ts";
import type { DeltaFile } from "../../../research/index.ts";
import type { RunRecord } from "../../../runs/index.ts";
import type { Briefing, Delivery } from "../records.ts";

/** What is delivered: a run's result, ready to be put in any form. */
export interface Parcel {
  /** Idempotency key: the same for every attempt. */
  readonly key: string;
  readonly briefing: Pick<Briefing, "id" | "name" | "tenant" | "origin">;
  readonly title: string;
  readonly language: string;
  readonly slot: string;
  readonly runId: string;
  readonly runFolder: string;
  /** ISO 8601 instant of the run. */
  readonly created: string;
  /** One line: the title and what changed. */
  readonly subject: string;
  /** The report's summary as paragraphs. */
  readonly summary: readonly string[];
  /** How many of these are remarks on the comparison, before the answer begins. */
  readonly remarks: number;
  /** Absent for runs that are not compared. */
  readonly delta?: DeltaFile;
  readonly files: readonly ParcelFile[];
}

/** An artifact that goes along. */
export interface ParcelFile {
  /** The artifact's own, without folders. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
}

const mediaTypes: Readonly<Record<string, string>> = {
  md: "text/markdown",
  html: "text/html",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  json: "application/json",
};

/** Puts a run's result together. Errors: `NOT_FOUND` when the run or a file of it is gone. */
export async function packParcel(
  { id: key, runId, slot }: Pick<Delivery, "id" | "runId" | "slot">,
  briefing: Briefing,
  out: string,
): Promise<Parcel> {
  const runFolder = join(out, runId);
  const report = await loadJson<Report>(join(runFolder, "report.json"));
  const record = await loadJson<RunRecord>(join(runFolder, "run.json"));
  const delta =
    briefing.definition.kind === "briefing" ? await loadJson<DeltaFile>(join(runFolder, "delta.json")) : undefined;
  const names = [...(record.artifacts ?? []).map((path) => basename(path)), ...(delta ? ["delta.json"] : [])];
  return {
    key,
    briefing,
    title: report.title,
    language: report.language,
    slot,
    runId,
    runFolder,
    created: report.created,
    subject: subjectOf(report, delta),
    summary: paragraphsOf(report.summary),
    remarks: delta && report.summary[0]?.type === "callout" ? paragraphsOf(report.summary.slice(0, 1)).length : 0,
    ...(delta ? { delta } : {}),
    files: await Promise.all(names.map((name) => fileOf(join(runFolder, name)))),
  };
}

function subjectOf({ title, language }: Report, delta: DeltaFile | undefined): string {
  if (!delta || delta.outcome === "first") return title;
  if (delta.outcome === "news") return `${title} – ${firstChange(delta, language)}`;
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone: "UTC" });
  const nothing = deltaWords(language).nothing.replace("{date}", delta.since ? date.format(new Date(delta.since)) : "");
  return `${title} – ${nothing}`;
}

/** The most important change, and how many there are beside it: a subject is read in a list. */
function firstChange(delta: DeltaFile, language: string): string {
  const news = delta.lines.filter(isNews);
  const [first] = headlineOf(news, headlineAbout(delta, language));
  const more = groupedBySource(news).length - 1;
  if (!first) return countsLine(delta.counts, language);
  return more > 0 ? `${first.text} (+${more})` : first.text;
}

/** With the titles of the sources that are named in a delta. */
export function headlineAbout({ sources }: DeltaFile, language: string): HeadlineAbout {
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  return { language, titleOf: (sourceId) => titles.get(sourceId) ?? "" };
}

function paragraphsOf(blocks: readonly Block[]): readonly string[] {
  return [...walkBlocks(blocks)].flatMap((block) => {
    if (block.type !== "paragraph") return [];
    const words = withoutMarks(inlinesOf(block)).replace(/\s+/g, " ").trim();
    return words === "" ? [] : [words];
  });
}

/** A text without its citations, nor the spaces that stand before them. */
function withoutMarks(inlines: readonly Inline[]): string {
  return inlines.reduce((said, inline) => (inline.type === "citation" ? said.trimEnd() : said + textOf([inline])), "");
}

async function fileOf(path: string): Promise<ParcelFile> {
  const name = basename(path);
  const { size } = await stat(path).catch((error: unknown) => missing(path, error));
  const mediaType = mediaTypes[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  return { name, path, mediaType, bytes: size };
}

/** What this program wrote itself. */
async function loadJson<Value>(path: string): Promise<Value> {
  const text = await readFile(path, "utf8").catch((error: unknown) => missing(path, error));
  return JSON.parse(text) as Value;
}

function missing(path: string, cause: unknown): never {
  if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  throw new ExhibitError("NOT_FOUND", `${path} is gone, so it cannot be delivered.`, { cause });
}
