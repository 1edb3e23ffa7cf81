import type { Source } from "../../report/index.ts";
import type { EvidenceView } from "../analyst.ts";

const maxTitle = 90;
/** Titles shorter than this name a company or a form, not a document. */
const fewWords = 4;
const ending = /\.(?:pdf|html?|docx?|md|txt|csv|png|jpe?g)$/iu;

/**
 * How sentences name each source: its title; its file name where the title is shared, missing or only a form's name.
 *
 * Contract: different sources have different labels as far as their titles and names differ.
 */
export function sourceLabels(views: readonly EvidenceView[]): ReadonlyMap<string, string> {
  const sources = [...new Map(views.map(({ source }) => [source.id, source])).values()];
  const titles = sources.map(({ title }) => title.trim().toLowerCase());
  return new Map(sources.map((source) => [source.id, labelOf(source, titles)]));
}

function labelOf(source: Source, titles: readonly string[]): string {
  const title = source.title.trim();
  const shared = titles.filter((other) => other === title.toLowerCase()).length > 1;
  const file = source.path?.split(/[\\/]/u).at(-1);
  const place = file ?? source.url?.replace(/^https?:\/\/(?:www\.)?/u, "").replace(/[?#].*$/u, "") ?? "";
  if (title.length < 4 || !/\p{L}{2,}/u.test(title)) return place || title;
  const short = shared || title.split(/\s+/).length < fewWords;
  return short && file && file !== title ? `${title} (${file})` : shorten(title.replace(ending, ""));
}

function shorten(title: string): string {
  if (title.length <= maxTitle) return title;
  const cut = title.slice(0, maxTitle);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), maxTitle / 2))}…`;
}
