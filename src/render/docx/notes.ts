import { Paragraph } from "docx";
import { citationMarks } from "../../report/index.ts";
import { evidenceText, shorten } from "../evidence-text.ts";
import { formatLocator } from "../format.ts";
import type { DocxContext } from "./context.ts";
import { textRuns } from "./runs.ts";

/** A footnote stays readable: this many pieces of evidence of a source, the bibliography lists all of them. */
const mostInNote = 3;

/** The footnote of a citation: each source once, with the places and their literal words or cells, shortened. */
export function evidenceNote(evidenceIds: readonly string[], document: DocxContext): Paragraph {
  const lines = citationMarks(document.resolved, evidenceIds).map(({ label, number, evidenceIds: ids }) => {
    const source = document.resolved.bibliography.find((entry) => entry.number === number)?.source;
    const places = ids.slice(0, mostInNote).flatMap((id) => placeLine(id, document));
    const more = ids.length > mostInNote ? " …" : "";
    return `${label} ${source ? `${shorten(source.title, 50)}, ` : ""}${places.join("; ")}${more}`;
  });
  return new Paragraph({
    style: "FootnoteText",
    bidirectional: document.rightToLeft,
    children: textRuns(` ${lines.join(" · ")}`),
  });
}

function placeLine(id: string, { resolved }: DocxContext): readonly string[] {
  const evidence = resolved.evidence.get(id);
  if (!evidence) return [];
  const { page, section, time } = evidence.locator;
  // Where there is a page, the heading path would only make the note longer.
  const locator = page === undefined ? { section, time } : { page, time };
  const place = formatLocator(withoutUndefined(locator), resolved.labels);
  return [
    `${place === "" ? "" : `${place}: `}${evidenceText(evidence, { language: resolved.report.language, longest: 120 })}`,
  ];
}

function withoutUndefined(locator: { page?: number; section?: string | undefined; time?: string | undefined }) {
  const { page, section, time } = locator;
  return { ...(page ? { page } : {}), ...(section ? { section } : {}), ...(time ? { time } : {}) };
}
