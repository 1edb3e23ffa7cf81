import type { QuotationMarks, Source } from "../../report/index.ts";
import type { EvidenceView } from "../analyst.ts";

const maxTitle = 90;
const ending = /\.(?:pdf|html?|docx?|md|txt|csv|png|jpe?g)$/iu;

/**
 * How sentences name each source: its title without site name and legal boilerplate; its file name where the title is
 * shared or missing.
 *
 * Contract: a title is a stranger's words, so it stands in quotation marks; different sources have different labels as
 * far as their titles and names differ.
 */
export function sourceLabels(
  views: readonly EvidenceView[],
  { open, close }: QuotationMarks,
): ReadonlyMap<string, string> {
  const sources = [...new Map(views.map(({ source }) => [source.id, source])).values()];
  const titles = sources.map((source) => readableTitle(source).toLowerCase());
  return new Map(sources.map((source) => [source.id, `${open}${labelOf(source, titles)}${close}`]));
}

function labelOf(source: Source, titles: readonly string[]): string {
  const title = readableTitle(source);
  const shared = titles.filter((other) => other === title.toLowerCase()).length > 1;
  const file = source.path?.split(/[\\/]/u).at(-1);
  const place = file ?? source.url?.replace(/^https?:\/\/(?:www\.)?/u, "").replace(/[?#].*$/u, "") ?? "";
  if (title.length < 4 || !/\p{L}{2,}/u.test(title)) return place || title;
  return shared && file && file !== title
    ? `${title} (${file})`
    : shorten(title.replace(ending, "").replace(/[?!.:;,\s]+$/u, ""));
}

/** "Wine explained | Example Shop" is "Wine explained"; capitals that shout are set in small letters. */
function readableTitle(source: Source): string {
  const title = source.title.replace(/\s+/gu, " ").trim();
  const parts = title.split(/,\s+(?=[^a-z]*\p{L})/u).filter((part) => !/[☐☒☑]|\bpursuant to\b/iu.test(part));
  const whole = parts.length > 0 ? parts.join(", ") : title;
  return softened(withoutSite(whole, source.site));
}

/** The part after the last bar or dash, where it is the site's name or short beside the rest. */
function withoutSite(title: string, site: string | undefined): string {
  const match = /^(.{12,}?)\s+(?:\||»|•|::|—|–|-)\s+([^|»•]{2,40})$/u.exec(title);
  const [, head = "", tail = ""] = match ?? [];
  if (head === "") return title;
  const isSite =
    site !== undefined &&
    (tail.toLowerCase().includes(site.toLowerCase()) || site.toLowerCase().includes(tail.toLowerCase()));
  const isBar = /\s(?:\||»|•|::)\s/u.test(title);
  return isSite || (isBar && tail.split(/\s+/).length <= 4) ? withoutSite(head, site) : title;
}

/** "AMAZON.COM, INC., FORM 10-Q": words of capitals keep the first; abbreviations of up to three letters stay. */
function softened(title: string): string {
  const words = title.match(/\p{L}{4,}/gu) ?? [];
  const loud = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase()).length;
  if (loud < 2) return title;
  return title
    .replace(/\p{Lu}{4,}|\bINC\b/gu, (word) => word[0] + word.slice(1).toLowerCase())
    .replace(/(?<=\s)(?:OF|THE|TO|IN|ON|AT|BY|FOR|AND|OR|AN?)(?=\s)/g, (word) => word.toLowerCase())
    .replace(/(?<=\p{Ll})\.\p{Lu}{2,3}(?!\p{L})/gu, (part) => part.toLowerCase());
}

function shorten(title: string): string {
  if (title.length <= maxTitle) return title;
  const cut = title.slice(0, maxTitle);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), maxTitle / 2))}…`;
}
