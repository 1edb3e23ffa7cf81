import { AlignmentType, Footer, Header, HeadingLevel, PageNumber, Paragraph, TabStopType, TextRun } from "docx";
import { disclosure } from "../../report/index.ts";
import { formatDate } from "../format.ts";
import { cutLine } from "../text-metrics.ts";
import type { DocxContext } from "./context.ts";
import { textRuns } from "./runs.ts";

/** Title, question, date, and who wrote it: the reader knows from the first page that software did. */
export function titleBlock(document: DocxContext): Paragraph[] {
  const { report, labels } = document.resolved;
  const bidirectional = document.rightToLeft;
  const details = [
    `${labels.created}: ${formatDate(report.created, report.language)}`,
    disclosure(report, labels).join(" "),
  ];
  const question = report.question === report.title ? [] : [`${labels.question}: ${report.question}`];
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, bidirectional, children: textRuns(report.title) }),
    ...question.map((text) => new Paragraph({ style: "Subtitle", bidirectional, children: textRuns(text) })),
    ...details.map((text) => new Paragraph({ style: "Details", bidirectional, children: textRuns(text) })),
  ];
}

/** The title above every page but the first, on one line. */
export function header({ resolved, theme, rightToLeft }: DocxContext, width: number): Header {
  const text = cutLine(resolved.report.title, width / 20, { size: theme.sizes.small });
  return new Header({
    children: [new Paragraph({ style: "Header", bidirectional: rightToLeft, children: textRuns(text) })],
  });
}

/** Disclosure at the start of the line, page number and count at its end. */
export function footer({ resolved, theme, rightToLeft }: DocxContext, width: number): Footer {
  const { labels, report } = resolved;
  const words = cutLine(disclosure(report, labels)[0], width / 20 - 60, {
    size: theme.sizes.small,
  });
  return new Footer({
    children: [
      new Paragraph({
        style: "Footer",
        bidirectional: rightToLeft,
        alignment: AlignmentType.START,
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [
          ...textRuns(words),
          new TextRun({ children: ["\t", PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}
