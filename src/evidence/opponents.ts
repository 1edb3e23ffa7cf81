import type { Evidence } from "../report/index.ts";
import { contentWords, overlap, sameNumbers, timesOf } from "./alike-texts.ts";
import { bankFinding, type ReadSource, tableContextOf } from "./bank.ts";
import { sameCell } from "./cell-again.ts";
import { conflictKey } from "./conflicts.ts";
import { numberKeyOf } from "./facts.ts";
import { blockText, type SourceTable } from "./parsed-source.ts";
import { findQuantities } from "./quantities.ts";
import { compatibleUnits } from "./same-quantity.ts";
import { sentencesOf } from "./sentences.ts";
import { typedCells } from "./typed-cells.ts";

interface Sentence {
  readonly text: string;
  readonly blockId: string;
  readonly words: ReadonlySet<string>;
}

interface Cell {
  readonly tableId: string;
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/** Sentences about the same thing and time need this much in common before their numbers are held against each other. */
const aboutTheSame = 0.6;

/**
 * Statements of readings that give another number for what evidence states, whether an analyst cited them or not.
 *
 * Contract: prefers silence to a false alarm: cells need the same metric, entity, period and unit; sentences the same
 * times, as many numbers in compatible units, and most of their words in common.
 */
export interface Opponents {
  of(evidence: Evidence): readonly Evidence[];
}

/** Prepares the readings once; each call of `of` then costs one look through their numbers. */
export function createOpponents(readings: readonly ReadSource[]): Opponents {
  const prepared = readings.map((from) => ({ from, sentences: numericSentences(from), cells: keyedCells(from) }));
  return {
    of: (evidence) =>
      prepared.flatMap(({ from, sentences, cells }) => {
        const { id: sourceId } = from.source;
        const { content, subQuestionIds } = evidence;
        const key = numberKeyOf(evidence);
        const inCells = (key === undefined ? [] : (cells.get(key) ?? [])).map(
          (cell) => ({ type: "cell", sourceId, ...cell }) as const,
        );
        const inWords = (content.type === "quote" ? sentences : [])
          .filter((sentence) => content.type === "quote" && contradicts(content.exact, sentence))
          .map(({ text: exact, blockId }) => ({ type: "quote", sourceId, blockId, exact }) as const);
        return [...inCells, ...inWords].flatMap((finding) => {
          const banked = bankFinding(finding, from, subQuestionIds[0] ?? "delta");
          const isOther = banked.ok && (finding.type === "quote" || !sameCell(evidence, banked.evidence));
          return banked.ok && isOther ? [banked.evidence] : [];
        });
      }),
  };
}

function numericSentences({ parsed, source }: ReadSource): readonly Sentence[] {
  return parsed.blocks.flatMap((block) => {
    if (block.type !== "paragraph" && block.type !== "list-item") return [];
    return sentencesOf(blockText(block), source.language).flatMap(({ text }) =>
      /\d/.test(text) ? [{ text, blockId: block.id, words: contentWords(text) }] : [],
    );
  });
}

function keyedCells(from: ReadSource): ReadonlyMap<string, readonly Cell[]> {
  const cells = new Map<string, Cell[]>();
  for (const table of from.parsed.blocks.filter((block): block is SourceTable => block.type === "table"))
    for (const { quantity, rowIndex, columnIndex } of typedCells(table, tableContextOf(table, from))) {
      const key = conflictKey(quantity);
      if (key !== undefined) cells.set(key, [...(cells.get(key) ?? []), { tableId: table.id, rowIndex, columnIndex }]);
    }
  return cells;
}

function contradicts(before: string, { text, words }: Sentence): boolean {
  if (overlap(contentWords(before), words) < aboutTheSame || timesOf(before) !== timesOf(text)) return false;
  const [a, b] = [findQuantities(before), findQuantities(text)];
  const isComparable = a.length > 0 && a.length === b.length;
  const unitsMeet = a.every(({ unit }, index) => compatibleUnits(unit, b[index]?.unit ?? "?"));
  return isComparable && unitsMeet && !sameNumbers(before, text);
}
