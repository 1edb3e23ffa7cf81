import type { Block, Cell, Chart, Inline, Table } from "../report/index.ts";
import { isBlankCell, parseCellNumber } from "./cell-number.ts";
import { findDates } from "./dates.ts";
import { namesIn } from "./names.ts";
import { findQuantities } from "./quantities.ts";
import type { PrintedValue } from "./same-quantity.ts";
import { pathSeparator } from "./sections.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { typedCells } from "./typed-cells.ts";

/** One checkable statement of a report with the evidence it cites. */
export interface Claim {
  readonly kind: "sentence" | "cell" | "point";
  readonly text: string;
  /** A section id, or the id of the table or chart it stands in. */
  readonly place: string;
  readonly evidenceIds: readonly string[];
  /** Whether it states something that needs evidence: a cited claim always does. */
  readonly factual: boolean;
  /** The number of a cell or point in base units. */
  readonly value?: PrintedValue;
  /** What a cell's or point's headers say; names in them belong to the claim. */
  readonly headers?: string;
  /** Row and column of a cell, series and category of a point: whose and when its number is. */
  readonly subject?: string;
}

/**
 * Claims of blocks, in reading order: sentences, cited or numeric table cells, chart points.
 *
 * Contract: a citation belongs to the sentence it follows; a sentence that only leads to a table or speaks about the
 * report or its sources, a question, a heading and a caption without citation state nothing; a cell that holds only
 * citations speaks for its row.
 */
export function claimsOf(blocks: readonly Block[], place: string, language = "en"): readonly Claim[] {
  return blocks.flatMap((block) => blockClaims(block, place, language));
}

function blockClaims(block: Block, place: string, language: string): readonly Claim[] {
  switch (block.type) {
    case "paragraph":
      return sentenceClaims(block.children, place, language);
    case "list":
      return block.items.flatMap((item) => claimsOf(item, place, language));
    case "quote":
      return claimsOf(block.children, place, language);
    case "callout":
      // A callout speaks of the report ("The documents do not answer this question"): only what it cites is a claim.
      return claimsOf(block.children, place, language).filter((claim) => claim.evidenceIds.length > 0);
    case "table":
      return [...captionClaims(block.caption, block.id, language), ...tableClaims(block, language)];
    case "chart":
      return [...captionClaims(block.caption, block.id, language), ...chartClaims(block)];
    case "figure":
      return captionClaims(block.caption, block.id, language);
    case "code":
    case "math":
      return [];
  }
}

/** Text of inlines with the places of its citations; references leave a mark that no text contains. */
interface MarkedText {
  readonly text: string;
  readonly citations: readonly { readonly at: number; readonly evidenceIds: readonly string[] }[];
}

/** A capital that no living text uses: a sentence may begin with it, as with "Table 2". */
const referenceMark = "\ua780";

function markCitations(inlines: readonly Inline[]): MarkedText {
  let text = "";
  const citations: { at: number; evidenceIds: readonly string[] }[] = [];
  const visit = (inline: Inline): void => {
    if (inline.type === "citation") citations.push({ at: text.length, evidenceIds: inline.evidenceIds });
    else if (inline.type === "reference") text += referenceMark;
    else if ("children" in inline) inline.children.forEach(visit);
    else text += inline.value;
  };
  inlines.forEach(visit);
  return { text, citations };
}

function sentenceClaims(inlines: readonly Inline[], place: string, language: string): readonly Claim[] {
  const marked = markCitations(inlines);
  const sentences = sentencesOf(marked.text, language);
  const cited = new Map<Sentence, string[]>();
  for (const citation of marked.citations) {
    const before = marked.text.slice(0, citation.at).trimEnd().length;
    const sentence = sentences.findLast((candidate) => candidate.start < before) ?? sentences[0];
    if (sentence) cited.set(sentence, [...(cited.get(sentence) ?? []), ...citation.evidenceIds]);
  }
  return sentences.flatMap((sentence): readonly Claim[] => {
    const evidenceIds = [...new Set(cited.get(sentence) ?? [])];
    const text = tidy(sentence.text);
    const factual = evidenceIds.length > 0 || isFactual(sentence.text);
    return text === "" ? [] : [{ kind: "sentence", text, place, evidenceIds, factual }];
  });
}

function tidy(text: string): string {
  return text
    .replaceAll(referenceMark, "")
    .replace(/\s+/gu, " ")
    .replace(/\s+([.,;:!?])/gu, "$1")
    .trim();
}

/** Sentences about the report and its sources: "This section …", "No source gives …", "The evidence does not …". */
const aboutReport =
  /^(?:(?:this|these|the (?:following|next|above)|each|all|both|no|none of the|the|only one|(?:one|two|three|four|five|six|seven|eight|nine|ten)(?: of the(?: \w+)?)?|\d+|not all|several|most|some)\s+)?(?:independent\s+|cited\s+|given\s+|read\s+|other\s+)?(?:report|section|summary|table|figure|chart|sources?|evidence|documents?|passages?|statements?|values?|numbers?|results?|findings?|question|bericht|abschnitt|tabelle|abbildung|quellen?|dokumente?)\b|^(?:what follows|nothing|not found|no answer|see|below|hier|im folgenden|dieser abschnitt|keine quelle)\b/iu;

/**
 * Whether an uncited sentence states something: it holds a number, a date or a name, or is a full statement that is
 * not about the report itself.
 */
export function isFactual(sentence: string): boolean {
  const text = tidy(sentence);
  if (/[?？؟]["”’)\]」』）»]*$/u.test(text) || !/\p{L}/u.test(text)) return false;
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const numeric = findQuantities(text).length > 0 || findDates(text).length > 0;
  if (sentence.includes(referenceMark) && !hasStatedNumber(text)) return false;
  if (aboutReport.test(text))
    return findQuantities(text).some((quantity) => quantity.unit !== "" || quantity.scale !== 1);
  // "From the report for the quarter ended June 30, 2023:" leads to a list; a date names the source, an amount states.
  if (/[:：]$/u.test(text))
    return findQuantities(text).some((quantity) => quantity.unit !== "" || quantity.scale !== 1);
  if (numeric) return true;
  const closed = /[.!。！？؟।]["”’)\]」』）»]*$/u.test(text);
  const isLong = words >= 5 || /\p{Script=Han}{6,}/u.test(text) || isLongJapanese(text);
  return closed && (namesIn(text).length > 0 ? words >= 3 : isLong);
}

const leastJapanese = 8;

/** Japanese parts no words and mixes its scripts, so its letters are counted. */
function isLongJapanese(text: string): boolean {
  const letters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? [];
  return letters.length >= leastJapanese && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function hasStatedNumber(text: string): boolean {
  return findQuantities(text).length > 0;
}

function captionClaims(caption: readonly Inline[], place: string, language: string): readonly Claim[] {
  return sentenceClaims(caption, place, language).filter((claim) => claim.evidenceIds.length > 0);
}

function tableClaims(table: Table, language: string): readonly Claim[] {
  const caption = markCitations(table.caption).text;
  const header = table.header.map((cell) => tidy(markCitations(cell.children).text));
  const rows = table.rows.map((row) => row.map((cell) => ({ text: tidy(markCitations(cell.children).text) })));
  const typed = typedCells(
    { type: "table", id: table.id, caption, header: [header], rows, locator: {} },
    { sourceTitle: "", language },
  );
  const numbers = new Map(typed.map((cell) => [`${cell.rowIndex}:${cell.columnIndex}`, cell]));
  return table.rows.flatMap((row, rowIndex) => {
    const rowIds = row.filter((cell) => textOfCell(cell) === "").flatMap(idsOfCell);
    return row.flatMap((cell, columnIndex): readonly Claim[] => {
      const text = textOfCell(cell);
      const evidenceIds = [...new Set([...idsOfCell(cell), ...(cell.isHeader ? [] : rowIds)])];
      const number = numbers.get(`${rowIndex}:${columnIndex}`);
      const stated = columnIndex > 0 && !cell.isHeader && (number !== undefined || text.split(/\s+/).length > 3);
      if (text === "" || isBlankCell(text) || (evidenceIds.length === 0 && !stated)) return [];
      const rowText = tidy(markCitations(row[0]?.children ?? []).text);
      const subject = joined([rowText, header[columnIndex] ?? ""]);
      const headers = joined([caption, subject]);
      const value = number && { value: number.quantity.value, unit: number.quantity.unit, step: number.step };
      return [
        { kind: "cell", text, place: table.id, evidenceIds, factual: true, headers, subject, ...(value && { value }) },
      ];
    });
  });
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join(pathSeparator);
const textOfCell = (cell: Cell): string => tidy(markCitations(cell.children).text);
const idsOfCell = (cell: Cell): readonly string[] =>
  markCitations(cell.children).citations.flatMap((citation) => citation.evidenceIds);

function chartClaims(chart: Chart): readonly Claim[] {
  const scale = parseCellNumber(`1 ${chart.unit}`);
  const factor = scale?.scaled ? scale.value : 1;
  const caption = tidy(markCitations(chart.caption).text);
  return chart.series.flatMap((series) =>
    series.points.flatMap((point, index): readonly Claim[] => {
      if (point.value === null) return [];
      const category = chart.categories[index] ?? "";
      const decimals = /\.(\d+)$/u.exec(String(point.value))?.[1]?.length ?? 0;
      return [
        {
          kind: "point",
          text: `${series.name}, ${category}: ${point.value} ${chart.unit}`.trim(),
          place: chart.id,
          evidenceIds: point.evidenceIds,
          factual: true,
          value: {
            value: point.value * factor,
            unit: scale?.scaled ? scale.unit : chart.unit,
            // A point that is drawn with decimals is rounded to them, as a cell that prints them is.
            ...(decimals > 0 && { step: factor * 10 ** -decimals }),
          },
          headers: joined([caption, series.name, category]),
          subject: joined([series.name, category]),
        },
      ];
    }),
  );
}
