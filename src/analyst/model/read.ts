import { z } from "zod";
import type { Finding } from "../../evidence/index.ts";
import { findQuote } from "../../evidence/index.ts";
import type { Analyst, Brief } from "../analyst.ts";
import { choosePassages } from "./choose-passages.ts";
import { answerOf, type Helm, roomFor } from "./helm.ts";
import { batches, columnIndex as columnOf, type NamedPassage, namePassages, tableOfPassage } from "./passages.ts";
import { readPrompt } from "./prompts/read.ts";

/** Passages a reader sees per sub-question and round: the best of the two retrieval waves. */
export const passageLimits: Readonly<Record<Brief["length"], number>> = { brief: 12, standard: 24, deep: 48 };
/** Quotes a reader may point at in one call. */
export const quoteLimits: Readonly<Record<Brief["length"], number>> = { brief: 6, standard: 10, deep: 16 };
const maxTopics = 4;
/** More in one call and small models lose what stands in the middle; those of a large context do not. */
export function tokensPerCall(contextTokens: number): number {
  return contextTokens >= 100_000 ? 20_000 : 10_000;
}

const rowNumbers = z.union([z.string(), z.number().transform(String)]);
const cellRange = z.object({ table: z.string(), rows: rowNumbers, columns: z.string() });
const singleCell = z
  .object({ table: z.string(), row: rowNumbers, column: z.string() })
  .transform(({ table, row, column }) => ({ table, rows: row, columns: column }));
/** Cells that a reader may point at in one call: a long series of several things. */
const mostCells = 240;

/** Places by kind; an answer that names none of the kinds is not one, and the rules read instead. */
const places = z.object({
  quotes: z.array(z.object({ passage: z.string(), exact: z.string() })).catch([]),
  cells: z.array(cellRange.or(singleCell)).catch([]),
  pictures: z.array(z.string()).catch([]),
});
const answer = z
  .record(z.string(), z.unknown())
  .refine((value) => Object.keys(places.shape).some((kind) => kind in value), "quotes, cells and pictures are missing")
  .pipe(places);

type ReadInput = Parameters<Analyst["read"]>[0];

/**
 * The quarantined reader: it sees passages and points at quotes, cells and pictures in them; what does not stand there is
 * left out. Numbers that the embedded analyst typed in tables come along, because charts are made of them.
 */
export function readWith(helm: Helm): Analyst["read"] {
  return async (input) => {
    const [byRule, read] = await Promise.all([readByRule(input, helm), readByModel(input, helm)]);
    return read === undefined ? byRule : unique([...read, ...byRule.filter((finding) => mayComeAlong(finding, read))]);
  };
}

/** A cell by rule that the model chose too, which then carries a typed number, or one of a source it chose none of. */
function mayComeAlong(finding: Finding, read: readonly Finding[]): boolean {
  if (finding.type !== "cell") return false;
  const chosen = read.filter((one) => one.type === "cell" && one.sourceId === finding.sourceId);
  return chosen.length === 0 || chosen.some((one) => keyOf(one) === keyOf(finding));
}

/** What the model points at in the passages; undefined when it could not be asked. */
export async function readByModel(input: ReadInput, helm: Helm): Promise<readonly Finding[] | undefined> {
  const { brief, subQuestion, passages, sources, earlier } = input;
  const limit = passageLimits[brief.length];
  const named = namePassages(choosePassages(passages, { limit, subQuestion, sources, earlier }), sources);
  if (named.length === 0) return [];
  const most = tokensPerCall(helm.models.profileOf("read").contextTokens);
  const groups = batches(named, Math.min(most, roomFor("read", helm)));
  const read = await Promise.all(groups.map((group) => readGroup(group, input, helm)));
  return read.every((found) => found === undefined) ? undefined : read.flatMap((found) => found ?? []);
}

/** The embedded analyst reads for one topic at a time; a planner may name several. */
async function readByRule(input: ReadInput, { embedded }: Helm): Promise<readonly Finding[]> {
  const { subQuestion } = input;
  const topics = subQuestion.topics.slice(0, maxTopics);
  const readings = topics.map((topic) => embedded.read({ ...input, subQuestion: { ...subQuestion, topics: [topic] } }));
  return unique((await Promise.all(readings)).flat());
}

/** Undefined when the model could not be asked. */
async function readGroup(
  group: readonly NamedPassage[],
  { brief, subQuestion, lookFor = [] }: ReadInput,
  helm: Helm,
): Promise<readonly Finding[] | undefined> {
  const messages = readPrompt({
    subQuestion: subQuestion.question,
    question: brief.question,
    lookFor,
    passages: group.map(({ text }) => text).join("\n"),
    most: quoteLimits[brief.length],
  });
  const value = await answerOf({ role: "read", stage: "gather", messages, maxOutputTokens: 2_500 }, answer, helm);
  if (!value) return undefined;
  const byName = new Map(group.map((passage) => [passage.name, passage]));
  const quotes = value.quotes.flatMap(({ passage, exact }) => quoteIn(byName.get(passage), exact));
  const cells = value.cells
    .flatMap(({ table, rows, columns }) => cellsIn(byName.get(table), { rows, columns }))
    .slice(0, mostCells);
  const pictures = value.pictures.flatMap((name) => pictureIn(byName.get(name)));
  return [...quotes.slice(0, quoteLimits[brief.length]), ...cells, ...pictures];
}

/** The stretch as it stands in a block of the passage; nothing where it does not. */
function quoteIn(passage: NamedPassage | undefined, exact: string): readonly Finding[] {
  if (!passage) return [];
  const { hit, stored } = passage;
  for (const blockId of hit.blockIds) {
    const found = findQuote(stored.parsed, exact, blockId);
    if (found) return [{ type: "quote", sourceId: hit.sourceId, blockId, exact: found.exact }];
  }
  return [];
}

/** The cells of "0-16" and "B-D". */
function cellsIn(
  passage: NamedPassage | undefined,
  { rows, columns }: { readonly rows: string; readonly columns: string },
): readonly Finding[] {
  const rowIndexes = spanned(rows, (name) => (/^\d{1,5}$/.test(name) ? Number(name) : -1));
  const columnIndexes = spanned(columns, columnOf);
  return rowIndexes.flatMap((row) => columnIndexes.flatMap((column) => cellIn(passage, row, column)));
}

/** The places of "3", "0-16" or "1, 4-6"; what names none is left out. */
function spanned(text: string, indexOf: (name: string) => number): readonly number[] {
  return text.split(/[,;]/).flatMap((part) => {
    const [first = "", last = first] = part.split(/[-–:]/).map((name) => name.trim());
    const [from, to] = [indexOf(first), indexOf(last)];
    return from < 0 || to < from
      ? []
      : Array.from({ length: Math.min(to - from + 1, mostCells) }, (_, at) => from + at);
  });
}

function cellIn(passage: NamedPassage | undefined, rowIndex: number, columnIndex: number): readonly Finding[] {
  const table = passage && tableOfPassage(passage);
  const text = table?.rows[rowIndex]?.[columnIndex]?.text.trim() ?? "";
  if (!table || text === "") return [];
  return [{ type: "cell", sourceId: passage.hit.sourceId, tableId: table.id, rowIndex, columnIndex }];
}

function pictureIn(passage: NamedPassage | undefined): readonly Finding[] {
  const [figureId] = passage?.hit.blockIds ?? [];
  if (passage?.hit.kind !== "figure" || figureId === undefined) return [];
  return [{ type: "region", sourceId: passage.hit.sourceId, figureId, reading: passage.hit.text }];
}

/** Each place once. */
export function unique(findings: readonly Finding[]): readonly Finding[] {
  // The later one wins its place, because findings by rule carry a typed number; the first one keeps its order.
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

function keyOf(finding: Finding): string {
  if (finding.type === "quote") return `${finding.sourceId} ${finding.exact}`;
  if (finding.type === "cell")
    return `${finding.sourceId} ${finding.tableId} ${finding.rowIndex} ${finding.columnIndex}`;
  return `${finding.sourceId} ${finding.figureId}`;
}
