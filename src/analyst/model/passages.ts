import { cellHeaders, shapeOf } from "../../evidence/index.ts";
import type { SourceBlock, SourceTable } from "../../evidence/parsed-source.ts";
import type { PassageHit, StoredSource } from "../../library/index.ts";
import { textTokens } from "../../models/index.ts";
import { dataBlock } from "./data-block.ts";

/** A passage under the short name that the prompt uses for it. */
export interface NamedPassage {
  readonly name: string;
  readonly hit: PassageHit;
  readonly stored: StoredSource;
  /** As the reader sees it. */
  readonly text: string;
}

/** Passages as a reader sees them: tables with row numbers and column letters, so that cells can be pointed at. */
export function namePassages(
  hits: readonly PassageHit[],
  sources: ReadonlyMap<string, StoredSource>,
): readonly NamedPassage[] {
  return hits.flatMap((hit, index) => {
    const stored = sources.get(hit.sourceId);
    return stored ? [{ name: `p${index + 1}`, hit, stored, text: show(hit, stored, `p${index + 1}`) }] : [];
  });
}

/** Groups in order that fit a number of tokens each; a passage that alone is too large is left out. */
export function batches(passages: readonly NamedPassage[], room: number): readonly (readonly NamedPassage[])[] {
  const groups: NamedPassage[][] = [];
  let used = 0;
  for (const passage of passages) {
    const tokens = textTokens(passage.text);
    if (tokens > room) continue;
    const group = groups.at(-1);
    if (group && used + tokens <= room) {
      group.push(passage);
      used += tokens;
    } else {
      groups.push([passage]);
      used = tokens;
    }
  }
  return groups;
}

/** The table that a passage shows, whole and not only its rows; undefined for prose. */
export function tableOfPassage({ hit, stored }: NamedPassage): SourceTable | undefined {
  const block = blockOf(hit, stored);
  return block?.type === "table" ? block : undefined;
}

/** Letter of a column: A, B, … Z, AA. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnLetter(Math.floor(index / 26) - 1)}${last}`;
}

/** The column of a letter, counted from 0; -1 for anything else. */
export function columnIndex(letter: string): number {
  if (!/^[A-Z]{1,2}$/i.test(letter)) return -1;
  return [...letter.toUpperCase()].reduce((sum, character) => sum * 26 + character.charCodeAt(0) - 64, 0) - 1;
}

function blockOf({ blockIds }: PassageHit, { parsed }: StoredSource): SourceBlock | undefined {
  return parsed.blocks.find(({ id }) => id === blockIds[0]);
}

function show(hit: PassageHit, stored: StoredSource, name: string): string {
  const { page, section } = hit.locator;
  const kind = hit.kind === "figure" ? "picture" : hit.kind;
  const place = [page === undefined ? "" : `p. ${page}`, section ?? ""].filter(Boolean).join(", ");
  const attributes = {
    id: name,
    kind,
    source: stored.source.title,
    published: stored.source.published,
    place: place || undefined,
  };
  const block = blockOf(hit, stored);
  const text = hit.kind === "table" && block?.type === "table" ? tableText(block, hit.text) : hit.text;
  return dataBlock("passage", attributes, text);
}

/** Only the rows that the passage holds; long tables are several passages. */
function tableText(table: SourceTable, passageText: string): string {
  const shape = shapeOf(table);
  const headerOf = (columnIndex: number) => cellHeaders(table, { rowIndex: 0, columnIndex }, shape).column;
  const columns = table.rows[0]?.map((_, index) => `${columnLetter(index)}: ${headerOf(index)}`) ?? [];
  const rows = table.rows.flatMap((row, index) => {
    const line = row.map((cell) => cell.text).join("\t");
    return line.trim() !== "" && passageText.includes(line)
      ? [`${index}: ${row.map((cell) => cell.text).join(" | ")}`]
      : [];
  });
  return [table.caption, table.notes, columns.join("; "), ...rows].filter(Boolean).join("\n");
}
