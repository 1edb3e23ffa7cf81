import type { Word } from "./asked.ts";
import { asking } from "./asking-words.ts";
import { countriesOf } from "./peoples.ts";
import type { TableView, ViewCell, ViewRow } from "./table-view.ts";

/** A stretch of the question that names the content of cells in one column. */
export interface CellLink {
  /** By index, from 0. */
  readonly column: number;
  readonly rows: readonly ViewRow[];
  /** Of the words: first, and after the last. */
  readonly from: number;
  readonly to: number;
  /** Share of the cell's words that the stretch names; 1 for the whole cell. */
  readonly share: number;
}

const maxSpan = 7;
/** A column that holds the words much more fully than another is the one that is meant. */
const muchFuller = 1.5;

/**
 * Cells that the question names, longest names first; a word belongs to one name only.
 *
 * Contract: an adjective of a people names its country; a name covers two words of the cell in a row, a third of its
 * words, or a whole year; columns that hold the name about equally fully are all given.
 */
export function linkCells(view: TableView, words: readonly Word[]): readonly CellLink[] {
  const found: CellLink[] = [];
  const used = new Set<number>();
  // A word of a header asks for its column, whatever the cells say.
  const headed = new Set(view.columns.flatMap(({ ownTerms }) => ownTerms));
  for (let size = Math.min(maxSpan, words.length); size >= 1; size--) {
    for (let from = 0; from + size <= words.length; from++) {
      const at = Array.from({ length: size }, (_, offset) => from + offset);
      if (at.some((index) => used.has(index))) continue;
      const span = at.map((index) => words[index]?.term ?? "");
      if (size === 1 && span.some((term) => asking.has(term) || headed.has(term))) continue;
      const links = linksOrPeople(view, span).map((link) => ({ ...link, from, to: from + size }));
      if (links.length === 0) continue;
      found.push(...links);
      for (const index of at) used.add(index);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** "French" means the cells that say France, where none says French. */
function linksOrPeople(view: TableView, span: readonly string[]): ReturnType<typeof linksOf> {
  const own = linksOf(view, span);
  if (own.length > 0 || span.length > 1) return own;
  return countriesOf(span[0] ?? "").flatMap((country) => linksOf(view, country));
}

function linksOf(view: TableView, span: readonly string[]): readonly Pick<CellLink, "column" | "rows" | "share">[] {
  const links = view.columns.flatMap(({ index }) => {
    const shares = view.rows.map((row) => ({ row, share: shareOf(row.cells.get(index), span) }));
    const rows = shares.filter(({ share }) => share > 0);
    const share = Math.max(0, ...rows.map((one) => one.share));
    // Where some cells say exactly the name, cells that say more mean something else.
    const exact = share === 1 && span.length === 1 ? rows.filter((one) => one.share === 1) : rows;
    return rows.length > 0 ? [{ column: index, rows: exact.map(({ row }) => row), share }] : [];
  });
  const best = Math.max(0, ...links.map(({ share }) => share));
  return links.filter(({ share }) => share * muchFuller > best);
}

function shareOf(cell: ViewCell | undefined, span: readonly string[]): number {
  if (!cell || cell.terms.length === 0) return 0;
  const at = cell.terms.findIndex((_term, start) => span.every((term, offset) => cell.terms[start + offset] === term));
  if (at < 0) return 0;
  const share = span.length / cell.terms.length;
  return span.length >= 2 || share >= leastShare || /^(?:1[5-9]|20)\d\d$/.test(span[0] ?? "") ? share : 0;
}

/** One word of more is seldom the name of a cell. */
const leastShare = 0.3;
