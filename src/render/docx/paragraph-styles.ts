import { AlignmentType, BorderStyle, type IStylesOptions, LineRuleType } from "docx";
import type { Theme } from "../theme.ts";
import { half, hex, textWidthTwips } from "./context.ts";

type ParagraphStyles = NonNullable<IStylesOptions["paragraphStyles"]>;
type ParagraphStyle = ParagraphStyles[number];

/** The styles of paragraphs, by where they stand: front matter, running text, tables and figures, sources, margins. */
export function paragraphStyles(theme: Theme): ParagraphStyles {
  return [...frontStyles(theme), ...textStyles(theme), ...visualStyles(theme), ...sourceStyles(theme)];
}

const line = (height: number) => ({ line: height, lineRule: LineRuleType.AUTO });
const style = (id: string, name: string, rest: Omit<ParagraphStyle, "id" | "name">): ParagraphStyle => ({
  id,
  name,
  basedOn: "Normal",
  ...rest,
});
const small = ({ colours, sizes }: Theme) => ({ size: half(sizes.small), color: hex(colours.muted) });

/** Subtitle and details under the title, the table of contents, and what stands in the margins of each page. */
function frontStyles(theme: Theme): ParagraphStyles {
  const { colours, sizes } = theme;
  const contents = [0, 1, 2].map((level) =>
    style(`TOC${level + 1}`, `toc ${level + 1}`, {
      next: "Normal",
      paragraph: { indent: { left: level * 284 }, spacing: { after: 40 }, rightTabStop: textWidthTwips },
    }),
  );
  return [
    style("Subtitle", "Subtitle", {
      next: "Normal",
      run: { size: half(sizes.body + 1.5), color: hex(colours.muted) },
      paragraph: { spacing: { after: 120 } },
    }),
    style("Details", "Report Details", { run: small(theme), paragraph: { spacing: { after: 40 } } }),
    style("TOCHeading", "TOC Heading", {
      next: "Normal",
      run: { size: half(sizes.heading[1]), bold: true },
      paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
    }),
    ...contents,
    style("Header", "header", { run: small(theme) }),
    style("Footer", "footer", { run: small(theme) }),
  ];
}

/** Lists, quotes, callouts and code. */
function textStyles({ colours, sizes, fonts }: Theme): ParagraphStyles {
  const bar = (colour: string) => ({ left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: hex(colour) } });
  const shading = { fill: hex(colours.surface), color: "auto", type: "clear" as const };
  const around = { before: 120, after: 120 };
  const item = { quickFormat: true, paragraph: { spacing: { after: 60 } } };
  const box = (name: string, colour: string) =>
    style(name, name, {
      quickFormat: true,
      paragraph: { border: bar(colour), shading, indent: { left: 227, right: 113 }, spacing: around },
    });
  return [
    style("ListBullet", "List Bullet", item),
    style("ListNumber", "List Number", item),
    style("Quote", "Quote", {
      quickFormat: true,
      run: { italics: true },
      paragraph: { border: bar(colours.line), indent: { left: 454, right: 454 }, spacing: around },
    }),
    box("Note", colours.accent),
    box("Warning", colours.series[1] ?? colours.accent),
    style("Code", "Code", {
      run: { font: fonts.mono, size: half(sizes.small + 0.5) },
      paragraph: {
        shading,
        alignment: AlignmentType.LEFT,
        keepLines: true,
        spacing: { before: 80, after: 120, ...line(252) },
      },
    }),
  ];
}

/** Cells, the space below a table, figures and their credits. */
function visualStyles(theme: Theme): ParagraphStyles {
  return [
    style("TableText", "Table Text", {
      run: { size: half(theme.sizes.body - 1) },
      paragraph: { spacing: { before: 30, after: 30, ...line(252) } },
    }),
    style("TableEnd", "Table End", { run: { size: 8 }, paragraph: { spacing: { after: 120, ...line(240) } } }),
    style("FigureBody", "Figure", {
      paragraph: { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 160, after: 60, ...line(240) } },
    }),
    style("Credit", "Credit", { run: small(theme), paragraph: { spacing: { after: 200 } } }),
  ];
}

/** The entries of the bibliography and the evidence below them. */
function sourceStyles({ sizes }: Theme): ParagraphStyles {
  return [
    style("BibliographyEntry", "Bibliography Entry", {
      paragraph: { indent: { left: 454, hanging: 454 }, keepNext: false, spacing: { before: 120, after: 40 } },
    }),
    style("Evidence", "Evidence", {
      run: { size: half(sizes.small) },
      paragraph: { indent: { left: 454 }, spacing: { after: 20, ...line(252) } },
    }),
  ];
}
