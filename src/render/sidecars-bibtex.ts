import type { BibliographyEntry, Source } from "../report/index.ts";
import { printable, sourceLink } from "./format.ts";

/**
 * The bibliography as BibTeX (BibLaTeX `@online` and `@misc`), in the order of the report.
 *
 * Contract: keys are unique and made of ASCII letters and digits; characters with a meaning in TeX are escaped.
 */
export function toBibtex(bibliography: readonly BibliographyEntry[]): string {
  const taken = new Set<string>();
  return bibliography.map((entry) => entryToBibtex(entry, taken)).join("\n");
}

function entryToBibtex({ number, source }: BibliographyEntry, taken: Set<string>): string {
  const address = sourceLink(source);
  const fields: readonly (readonly [string, string])[] = [
    ["title", `{${escapeTex(source.title)}}`],
    ["author", source.authors.map((author) => `{${escapeTex(author)}}`).join(" and ")],
    ["date", dateOf(source.published)],
    ["organization", source.site ? escapeTex(source.site) : ""],
    ["url", address === undefined ? "" : escapeUrl(address)],
    ["urldate", address === undefined ? "" : dateOf(source.fetched)],
    ["howpublished", source.path === undefined ? "" : escapeTex(source.path)],
    ["language", source.language ? escapeTex(source.language) : ""],
    ["note", noteOf(number, source)],
  ];
  const lines = fields.flatMap(([name, value]) => (value === "" ? [] : [`  ${name} = {${value}},\n`]));
  return `@${address === undefined ? "misc" : "online"}{${keyOf(source, taken)},\n${lines.join("")}}\n`;
}

function noteOf(number: number, { retracted, licence }: Source): string {
  const parts = [`[${number}]`, ...(retracted ? ["retracted"] : []), ...(licence ? [escapeTex(licence)] : [])];
  return parts.join(", ");
}

const dateOf = (iso: string | undefined): string => /^\d{4}(-\d{2}(-\d{2})?)?/.exec(iso ?? "")?.[0] ?? "";

/** `halden2023halden`: first author or site, year, first long word of the title; a letter more where taken. */
function keyOf(source: Source, taken: Set<string>): string {
  const author = words(source.authors[0] ?? source.site ?? "source")[0] ?? "source";
  const title = words(source.title).find((word) => word.length > 3) ?? "";
  const stem = `${author}${dateOf(source.published).slice(0, 4)}${title}`;
  for (let count = 1; ; count++) {
    const key = count === 1 ? stem : `${stem}-${count}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return key;
  }
}

function words(text: string): readonly string[] {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? []
  );
}

/** Braces by name: BibTeX counts them before TeX sees a backslash in front, and one too many ends the field. */
const texEscapes: Readonly<Record<string, string>> = {
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

function escapeTex(text: string): string {
  return printable(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\~^]|[{}$&#_%]/g, (character) => texEscapes[character] ?? `\\${character}`);
}

/** In a url field only braces, percent signs outside escapes and backslashes could end or break the field. */
const escapeUrl = (url: string): string => url.replace(/[{}\\]/g, (character) => encodeURIComponent(character));
