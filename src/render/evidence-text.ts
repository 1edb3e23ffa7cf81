import type { Evidence, Source } from "../report/index.ts";

/** What a piece of evidence says, literally, in one line: a quote in quotation marks, a cell with its row and column. */
export function evidenceText(evidence: Evidence, longest = 240): string {
  const { content } = evidence;
  if (content.type === "quote") return `“${shorten(content.exact, longest)}”`;
  if (content.type === "region") return shorten(content.reading, longest);
  const place = [content.row, content.column].filter((part) => part !== "").join(", ");
  return `${shorten(place, longest)}: ${content.value}${content.unit ? ` ${content.unit}` : ""}`;
}

/** A source in one line: authors, title, site, date. */
export function sourceText(source: Source): string {
  const authors = source.authors.join("; ");
  const lead = authors === "" || source.title.startsWith(authors) ? "" : `${sentence(authors)} `;
  const tail = [source.site, source.published].filter((part) => part !== undefined && part !== "").join(", ");
  return `${lead}${tail === "" ? source.title : `${sentence(source.title)} ${tail}`}`;
}

/** Ends with a full stop, but never with two: many names do already. */
function sentence(text: string): string {
  return /[.!?。]$/u.test(text) ? text : `${text}.`;
}

/** Cuts a text at a word boundary and marks the cut with an ellipsis. */
export function shorten(text: string, longest: number): string {
  const plain = text.replace(/\s+/gu, " ").trim();
  const characters = [...plain];
  if (characters.length <= longest) return plain;
  const cut = characters.slice(0, longest - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest * 0.5 ? cut.slice(0, space) : cut).replace(/[\s,;:.]+$/u, "")}…`;
}
