import { ExternalHyperlink, type FileChild, Paragraph, type ParagraphChild, TextRun } from "docx";
import type { BibliographyEntry, Source } from "../../report/index.ts";
import { evidenceText, sourceText } from "../evidence-text.ts";
import { formatLocator, sourceLink } from "../format.ts";
import type { DocxContext } from "./context.ts";
import { bookmarked, evidenceAnchor, sourceAnchor } from "./inline.ts";
import { textRuns } from "./runs.ts";

/** Every source with its address and, below it, the exact places that the report cites. */
export function bibliography(document: DocxContext): FileChild[] {
  return document.resolved.bibliography.flatMap((entry) => [
    sourceParagraph(entry, document),
    ...entry.evidence.map((evidence) => {
      const place = formatLocator(evidence.locator, document.resolved.labels);
      const line = textRuns(`${place === "" ? "" : `${place}: `}${evidenceText(evidence, document.resolved.report)}`);
      return new Paragraph({
        style: "Evidence",
        bidirectional: document.rightToLeft,
        children: [bookmarked(evidenceAnchor(evidence.id, document), line)],
      });
    }),
  ]);
}

function sourceParagraph({ number, source }: BibliographyEntry, document: DocxContext): Paragraph {
  return new Paragraph({
    style: "BibliographyEntry",
    bidirectional: document.rightToLeft,
    keepNext: true,
    children: [
      bookmarked(sourceAnchor(number), [new TextRun({ text: `[${number}]` })]),
      new TextRun("\t"),
      ...textRuns(`${sourceText(source)}. `),
      ...address(source),
      ...textRuns(source.licence ? ` (${source.licence})` : ""),
      ...(source.retracted ? textRuns(` ${document.resolved.labels.retracted}.`, { bold: true }) : []),
    ],
  });
}

function address(source: Source): readonly ParagraphChild[] {
  const { url, path } = source;
  if (url === undefined) return textRuns(path ?? "");
  const link = sourceLink(source);
  return link ? [new ExternalHyperlink({ link, children: textRuns(url, { style: "Hyperlink" }) })] : textRuns(url);
}
