import { Paragraph } from "docx";
import { evidenceText, shorten } from "../evidence-text.ts";
import { formatLocator } from "../format.ts";
import type { DocxContext } from "./context.ts";
import { textRuns } from "./runs.ts";

/** A footnote stays readable: this many pieces of evidence, the bibliography lists all of them. */
const mostInNote = 3;

/** The footnote of a citation: source, place and the literal words or cell, shortened. */
export function evidenceNote(evidenceIds: readonly string[], document: DocxContext): Paragraph {
  const lines = evidenceIds.flatMap((id) => evidenceLine(id, document));
  const shown = lines.slice(0, mostInNote).join(" · ");
  return new Paragraph({
    style: "FootnoteText",
    bidirectional: document.rightToLeft,
    children: textRuns(` ${shown}${lines.length > mostInNote ? " …" : ""}`),
  });
}

function evidenceLine(id: string, { resolved }: DocxContext): readonly string[] {
  const evidence = resolved.evidence.get(id);
  const number = resolved.citationNumbers.get(id);
  if (!evidence || number === undefined) return [];
  const source = resolved.bibliography.find((entry) => entry.number === number)?.source;
  const place = [source ? shorten(source.title, 70) : "", formatLocator(evidence.locator, resolved.labels)].filter(
    Boolean,
  );
  return [`[${number}] ${place.join(", ")}: ${evidenceText(evidence, 160)}`];
}
