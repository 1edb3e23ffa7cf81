import type { BibliographyEntry } from "../report/index.ts";
import { printable, sourceLink } from "./format.ts";

/**
 * The bibliography in the RIS format (two letters, two spaces, hyphen, space, value; CRLF), in the order of the report.
 *
 * Contract: a value is one line, so that no text of a source can begin another field.
 */
export function toRis(bibliography: readonly BibliographyEntry[]): string {
  return bibliography.map(entryToRis).join("\r\n");
}

function entryToRis({ number, source }: BibliographyEntry): string {
  const address = sourceLink(source);
  const fields: readonly (readonly [string, string])[] = [
    ["TY", address === undefined ? "GEN" : "ELEC"],
    ["TI", source.title],
    ...source.authors.map((author): readonly [string, string] => ["AU", author]),
    ["PY", /^\d{4}/.exec(source.published ?? "")?.[0] ?? ""],
    ["DA", (/^\d{4}(-\d{2}){0,2}/.exec(source.published ?? "")?.[0] ?? "").replaceAll("-", "/")],
    ["PB", source.site ?? ""],
    ["UR", address ?? ""],
    ["L1", source.path ?? ""],
    ["Y2", (/^\d{4}-\d{2}-\d{2}/.exec(source.fetched)?.[0] ?? "").replaceAll("-", "/")],
    ["LA", source.language ?? ""],
    ["N1", [`[${number}]`, source.retracted ? "retracted" : ""].join(" ").trim()],
  ];
  const lines = fields.flatMap(([tag, value]) => {
    const text = printable(value).replace(/\s+/g, " ").trim();
    return text === "" ? [] : [`${tag}  - ${text}\r\n`];
  });
  return `${lines.join("")}ER  - \r\n`;
}
