/** Looks in a newer reading of a source for what stood in an older one: by selector, header and typed number. */
import type { Evidence, EvidenceContent, Quantity } from "../report/index.ts";
import { bankFinding, type ReadSource, tableContextOf } from "./bank.ts";
import { conflictKey } from "./conflicts.ts";
import { findDates } from "./dates.ts";
import { isNegated, oppositeDirections } from "./direction.ts";
import { foldText } from "./normalise.ts";
import { blockText, type SourceBlock, type SourceTable } from "./parsed-source.ts";
import { printingOf } from "./print-quantity.ts";
import { findQuantities } from "./quantities.ts";
import { findCited, findQuote } from "./quote.ts";
import { compatibleUnits, type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { sentencesOf } from "./sentences.ts";
import { shapeOf } from "./table-shape.ts";
import { cellHeaders, typedCells } from "./typed-cells.ts";
import { contentStems } from "./words.ts";

/** What a newer reading says in the place of older evidence; `reversed` denies it or turns its direction round. */
export type FoundAgain =
  | { readonly status: "same" | "changed" | "reversed"; readonly evidence: Evidence }
  | { readonly status: "lost" };

type ContentOf<Type extends EvidenceContent["type"]> = Extract<EvidenceContent, { readonly type: Type }>;

const lost: FoundAgain = { status: "lost" };

/**
 * Finds older evidence again in a newer reading of its source.
 *
 * Contract: what differs only in wording, rounding or place is the same; numbers are compared by value and unit, cells by
 * their headers; whatever is answered stands literally in the newer reading.
 */
export function findAgain(old: Evidence, to: ReadSource): FoundAgain {
  const { content } = old;
  if (content.type === "quote") return quoteAgain(old, content, to);
  if (content.type === "cell") return cellAgain(old, content, to);
  const figure = to.parsed.blocks.find((block) => block.type === "figure" && block.assetId === content.assetId);
  if (!figure) return lost;
  return banked(
    { type: "region", sourceId: to.source.id, figureId: figure.id, reading: content.reading },
    old,
    to,
    "same",
  );
}

function banked(
  finding: Parameters<typeof bankFinding>[0],
  old: Evidence,
  to: ReadSource,
  status: "same" | "changed" | "reversed",
): FoundAgain {
  const result = bankFinding(finding, to, old.subQuestionIds[0] ?? "delta");
  return result.ok ? { status, evidence: result.evidence } : lost;
}

function quoteAgain(old: Evidence, content: ContentOf<"quote">, to: ReadSource): FoundAgain {
  const sourceId = to.source.id;
  const quantities = old.quantities ?? [];
  const literal = findCited(to.parsed, old) ?? findQuote(to.parsed, content.exact);
  if (literal) {
    const finding = { type: "quote", sourceId, blockId: literal.block.id, exact: literal.exact, quantities } as const;
    return banked(finding, old, to, "same");
  }
  const successor = successorOf(content, to);
  if (!successor) return lost;
  const { text: exact, blockId } = successor;
  const renewed = {
    type: "quote",
    sourceId,
    blockId,
    exact,
    quantities: timesOf(content.exact) === timesOf(exact) ? renewedQuantities(quantities, exact) : [],
  } as const;
  return banked(renewed, old, to, relationOf(content.exact, exact));
}

/** What a later sentence says of an earlier one. */
function relationOf(before: string, now: string): "same" | "changed" | "reversed" {
  if (isNegated(before) !== isNegated(now) || oppositeDirections(before, now)) return "reversed";
  if (!sameNumbers(before, now, isSameStated) || isExchanged(before, now)) return "changed";
  const least = /\p{N}/u.test(before) ? rewordedWithNumbers : rewordedSimilarity;
  return similarity(before, now) >= least ? "same" : "changed";
}

/** Sentences with this much in common are one statement in other words; with the same numbers less will do. */
const rewordedSimilarity = 0.8;
const rewordedWithNumbers = 0.5;

/** A rounder number is the same as long as it is not another one: 1.24 and 1.2 million are, 1 and 1.4 million are not. */
const mostRounding = 0.05;

function isSameStated(first: PrintedValue, second: PrintedValue): boolean {
  if (!sameQuantity(first, second)) return false;
  if (!compatibleUnits(first.unit, second.unit)) return true;
  const most = Math.max(Math.abs(first.value), Math.abs(second.value));
  return Math.abs(first.value - second.value) <= mostRounding * most;
}

/** Whether the same words hold the same numbers in another order: "Norda 10, Sulvik 12" and "Norda 12, Sulvik 10". */
function isExchanged(before: string, now: string): boolean {
  const spelled = (text: string) => contentStems(text).filter((word) => !/\d/.test(word));
  if (spelled(before).join(" ") !== spelled(now).join(" ")) return false;
  const [a, b] = [findQuantities(before, { spelled: true }), findQuantities(now, { spelled: true })];
  return a.length === b.length && a.some((one, index) => !sameQuantity(one, b[index] ?? one));
}

/** From here on a sentence takes the place of another without its surroundings saying so. */
const successorSimilarity = 0.6;
/** Between the same neighbours a sentence may have changed more. */
const anchoredSimilarity = 0.2;
const anchorCharacters = 24;

/** The sentence that took a quote's place: alike but for its numbers, or alike enough between the same neighbours. */
function successorOf(
  { exact, prefix, suffix }: ContentOf<"quote">,
  to: ReadSource,
): { readonly text: string; readonly blockId: string } | undefined {
  const [head, tail] = [foldText(prefix).trim().slice(-anchorCharacters), foldText(suffix).trim()];
  const language = to.source.language ?? "en";
  const length = Math.max(1, sentencesOf(exact, language).length);
  let best: { readonly text: string; readonly blockId: string; readonly score: number } | undefined;
  for (const { text, block, at } of stretches(to, length, language)) {
    const alike = similarity(exact, text);
    const whole = blockText(block);
    const after = foldText(whole.slice(at + text.length)).trim();
    const anchors = [
      head !== "" && foldText(whole.slice(0, at)).trimEnd().endsWith(head),
      tail !== "" && after.startsWith(tail.slice(0, anchorCharacters)),
    ].filter(Boolean).length;
    if (alike < successorSimilarity && !(anchors > 0 && alike >= anchoredSimilarity)) continue;
    const score = alike + anchors / 4;
    if (!best || score > best.score) best = { text, blockId: block.id, score };
  }
  return best;
}

function* stretches(
  { parsed }: ReadSource,
  length: number,
  language: string,
): Generator<{ readonly text: string; readonly block: SourceBlock; readonly at: number }> {
  for (const block of parsed.blocks) {
    if (block.type === "table" || block.type === "figure") continue;
    const whole = blockText(block);
    const sentences = sentencesOf(whole, language);
    for (const [index, { start }] of sentences.entries()) {
      const end = sentences[index + length - 1]?.end;
      if (end !== undefined) yield { text: whole.slice(start, end), block, at: start };
    }
  }
}

const similarity = (first: string, second: string): number => overlap(contentWords(first), contentWords(second));

/** Share of words that two texts have in common (Dice). */
export function overlap(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  if (first.size + second.size === 0) return 0;
  const common = [...first].filter((word) => second.has(word)).length;
  return (2 * common) / (first.size + second.size);
}

/** The words of a text that carry content, without numbers and inflection. */
export const contentWords = (text: string): ReadonlySet<string> =>
  new Set(contentStems(text).filter((word) => !/\d/.test(word)));

/** Whether two texts give the same numbers and times, whatever their order and rounding. */
export function sameNumbers(
  first: string,
  second: string,
  isSame: (one: PrintedValue, other: PrintedValue) => boolean = sameQuantity,
): boolean {
  const [a, b] = [findQuantities(first, { spelled: true }), findQuantities(second, { spelled: true })];
  const [whenA, whenB] = [timesOf(first), timesOf(second)];
  const isIn = (one: (typeof a)[number], all: typeof a) => all.some((other) => isSame(one, other));
  return whenA === whenB && a.every((one) => isIn(one, b)) && b.every((one) => isIn(one, a));
}

/** The dates of a text in comparable form. */
export const timesOf = (text: string): string =>
  findDates(text)
    .map(({ iso }) => iso)
    .sort()
    .join("|");

/** A typed number of the old quote, whose period the new one still names, with the value that the new one gives in its unit, where that is one. */
function renewedQuantities(old: readonly Quantity[], text: string): readonly Quantity[] {
  const found = findQuantities(text, { spelled: true });
  return old.flatMap((quantity) => {
    const [first, ...more] = found.filter(({ unit }) => unit === quantity.unit);
    return first && more.length === 0 ? [{ ...quantity, value: first.value }] : [];
  });
}

function cellAgain(old: Evidence, content: ContentOf<"cell">, to: ReadSource): FoundAgain {
  const place = placeOf(old, content, to);
  if (!place) return lost;
  const { rowIndex, columnIndex, table } = place;
  const found = bankFinding(
    { type: "cell", sourceId: to.source.id, tableId: table.id, rowIndex, columnIndex },
    to,
    old.subQuestionIds[0] ?? "delta",
  );
  if (!found.ok) return lost;
  const evidence = withNamesOf(old, found.evidence);
  return { status: sameCell(old, evidence, isSameStated) ? "same" : "changed", evidence };
}

interface CellPlace {
  readonly table: SourceTable;
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/** The cell under the same headers, in the table of the same id if there are several; else the one of the same number's kind. */
function placeOf(old: Evidence, content: ContentOf<"cell">, to: ReadSource): CellPlace | undefined {
  const tables = to.parsed.blocks.filter((block): block is SourceTable => block.type === "table");
  const headers = headerKey(content);
  const same = tables.flatMap((table) => placesIn(table, to.source.language).get(headers) ?? []);
  return same.find(({ table }) => table.id === content.tableId) ?? same[0] ?? byNumber(old, tables, to);
}

const headerKey = ({ row, column }: { readonly row: string; readonly column: string }): string =>
  `${foldText(row)}|${foldText(column)}`;

const places = new WeakMap<SourceTable, ReadonlyMap<string, CellPlace>>();

/** The first cell under each pair of headers; many facts are looked for in one table. */
function placesIn(table: SourceTable, language: string | undefined): ReadonlyMap<string, CellPlace> {
  const known = places.get(table);
  if (known) return known;
  const shape = shapeOf(table, language);
  const found = new Map<string, CellPlace>();
  for (const [rowIndex, cells] of table.rows.entries())
    for (const columnIndex of cells.keys()) {
      const key = headerKey(cellHeaders(table, { rowIndex, columnIndex }, shape));
      if (key !== "|" && !found.has(key)) found.set(key, { table, rowIndex, columnIndex });
    }
  places.set(table, found);
  return found;
}

function byNumber(old: Evidence, tables: readonly SourceTable[], to: ReadSource): CellPlace | undefined {
  const [quantity] = old.quantities ?? [];
  const key = quantity && conflictKey(quantity);
  if (key === undefined) return undefined;
  for (const table of tables) {
    const cell = typedCells(table, tableContextOf(table, to)).find((typed) => conflictKey(typed.quantity) === key);
    if (cell) return { table, rowIndex: cell.rowIndex, columnIndex: cell.columnIndex };
  }
  return undefined;
}

/** The new number under the names and the period that the old one was filed under. */
function withNamesOf(old: Evidence, found: Evidence): Evidence {
  const [before] = old.quantities ?? [];
  const [now] = found.quantities ?? [];
  if (!before || !now) return found;
  const { value, unit, ...names } = before;
  return { ...found, quantities: [{ ...now, ...names, unit: now.unit === "" ? unit : now.unit }] };
}

/** Whether two pieces of evidence give the same number, or the same words where there is none. */
export function sameCell(
  first: Evidence,
  second: Evidence,
  isSame: (one: PrintedValue, other: PrintedValue) => boolean = sameQuantity,
): boolean {
  const [a] = first.quantities ?? [];
  const [b] = second.quantities ?? [];
  if (a && b) return isSame({ ...a, step: printingOf(first, a).step }, { ...b, step: printingOf(second, b).step });
  return first.content.type === "cell" && second.content.type === "cell"
    ? foldText(first.content.value) === foldText(second.content.value)
    : false;
}
