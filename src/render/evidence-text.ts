import type { Evidence, Source } from "../report/index.ts";
import { formatMeaning, formatPath } from "./format.ts";

/**
 * What a piece of evidence says, literally, in one line: a quote in quotation marks, a cell with its row, its column and
 * what its number means where the cell alone would mislead (`89,498 (= 89,498,000,000 USD)`).
 *
 * Contract: `language` decides how numbers are written; `longest` counts characters and never cuts a value.
 */
export function evidenceText(
  evidence: Evidence,
  { language, longest = 240 }: { readonly language: string; readonly longest?: number },
): string {
  const { content } = evidence;
  if (content.type === "quote") return `“${shorten(content.exact, longest)}”`;
  if (content.type === "region") return shorten(content.reading, longest);
  const place = shorten(cellPlace(content), longest);
  return `${place === "" ? "" : `${place}: `}${content.value}${meaningOf(evidence, language)}`;
}

/** Row and column of a cell, as far as it has them: `Net sales, Three months ended July 1, 2023`. */
export function cellPlace({ row, column }: { readonly row: string; readonly column: string }): string {
  return [row, column]
    .map(formatPath)
    .filter((part) => part !== "")
    .join(", ");
}

/** The typed meaning of a cell, else the unit that was read with it. */
function meaningOf(evidence: Evidence, language: string): string {
  if (evidence.content.type !== "cell") return "";
  const meaning = formatMeaning(evidence, language);
  if (meaning !== "") return ` (= ${meaning})`;
  const { unit, value } = evidence.content;
  const isTyped = (evidence.quantities ?? []).length > 0;
  return unit && !isTyped && !value.includes(unit) ? ` ${unit}` : "";
}

/** A source in one line: authors, title, site, date. */
export function sourceText(source: Source): string {
  const title = oneLine(source.title);
  const authors = source.authors.map(oneLine).join("; ");
  const lead = authors === "" || title.startsWith(authors) ? "" : `${sentence(authors)} `;
  const tail = [source.site, source.published].filter((part) => part !== undefined && part !== "").join(", ");
  return `${lead}${tail === "" ? title : `${sentence(title)} ${tail}`}`;
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** Ends with a full stop, but never with two: many names do already. */
function sentence(text: string): string {
  return /[.!?。]$/u.test(text) ? text : `${text}.`;
}

/** Cuts a text at a word boundary and marks the cut with an ellipsis. */
export function shorten(text: string, longest: number): string {
  const plain = oneLine(text);
  const characters = [...plain];
  if (characters.length <= longest) return plain;
  const cut = characters.slice(0, longest - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest * 0.5 ? cut.slice(0, space) : cut).replace(/[\s,;:.]+$/u, "")}…`;
}
