import { findDates } from "../../evidence/index.ts";
import { blockText, type SourceBlock } from "../../evidence/parsed-source.ts";
import { isoDate } from "../iso-date.ts";

const longestLine = 90;
const longestDate = 30;
/** A converter that ran longer after the newest year of the text says nothing about the text. */
const mostYearsLater = 1;

const label =
  /(?:^|[\s(])(?:published|publication date|date of (?:issue|publication)|issued|released|dated|date:|veröffentlicht|erschienen|stand:|publié le|fecha:)(?:\s+(?:on|am|le|in))?[\s:]*/iu;
const isPeriod = /\b(?:ended|ending|between|since|until|from|as of|as at|effective|expires?|due|born|founded)\b/i;
const isEdition =
  /\b(?:report|review|edition|volume|vol\.|no\.|issue|annual|yearbook|bulletin|newsletter|conference|proceedings|press|working paper|minutes|survey|handbook|bericht|jahrbuch|ausgabe|rapport|informe)\b|©|\(c\)|copyright/i;

/**
 * When a PDF was published: the date its first page states, else the file's creation date (`created`, ISO) if the years
 * in the text allow it.
 *
 * Contract: undefined rather than the day on which a converter happened to run.
 */
export function publishedOf(created: string | undefined, blocks: readonly SourceBlock[]): string | undefined {
  const front = textsOf(blocks, 1);
  const latest = created ? Number(created.slice(0, 4)) : 2_100;
  const years = textsOf(blocks, 2).flatMap(yearsIn);
  const newest = Math.max(...years.filter((year) => year <= latest));
  const isPlausible = (date: string): boolean =>
    Number(date.slice(0, 4)) <= latest && (date.length > 4 || Number(date) === newest);
  const stated = front.map(statedDate).find((date) => date !== undefined && isPlausible(date));
  if (stated) return created?.startsWith(stated) ? created : stated;
  if (!created) return undefined;
  return years.length === 0 || latest - newest <= mostYearsLater ? created : undefined;
}

function textsOf(blocks: readonly SourceBlock[], lastPage: number): readonly string[] {
  return blocks.flatMap((block) =>
    block.type !== "table" && block.type !== "figure" && (block.locator.page ?? 1) <= lastPage
      ? [blockText(block)]
      : [],
  );
}

/** A labelled date anywhere; else the only date of a short line, or the only year of a line that names an edition. */
function statedDate(text: string): string | undefined {
  const labelled = label.exec(text);
  if (labelled) {
    const rest = text.slice(labelled.index + labelled[0].length);
    const date = dateIn(rest.slice(0, longestDate));
    if (date && /^[\p{L}.,\s]{0,12}\d/u.test(rest)) return date;
  }
  const years = new Set(yearsIn(text));
  const [year] = years;
  if (text.length > longestLine || year === undefined || years.size > 1 || isPeriod.test(text)) return undefined;
  return fullDate(text) ?? (isEdition.test(text) || text.trim() === String(year) ? String(year) : undefined);
}

/** A date with its month; a year alone may be what the text is about. */
function fullDate(text: string): string | undefined {
  const date = dateIn(text);
  return date && date.length > 4 ? date : undefined;
}

/** Also in the words of other languages; the order of days and months between slashes is not guessed. */
function dateIn(text: string): string | undefined {
  const told = findDates(text).find(
    ({ text: words, precision }) =>
      (precision === "day" || precision === "month") && (/\p{L}/u.test(words) || /^\d{1,2}\./.test(words)),
  );
  const plain = isoDate(text);
  // "4. August 2018" is more than its month.
  return plain === undefined || told?.iso.startsWith(plain) ? (told?.iso ?? plain) : plain;
}

function yearsIn(text: string): readonly number[] {
  return [...text.matchAll(/(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)/g)].map((match) => Number(match[0]));
}
