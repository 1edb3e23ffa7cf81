import {
  AlignmentType,
  BorderStyle,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from "docx";
import type { Theme } from "../theme.ts";
import { hex, textWidthTwips } from "./context.ts";

/**
 * The document's look as named styles, so that a user restyles the whole report in Word's style pane.
 * Sizes in half-points, spacing in twentieths of a point.
 */

/** The fonts of one language: East Asian and complex scripts need their own, since Arial has no such glyphs. */
export function fontsFor(language: string, latin: string) {
  const tag = language.toLowerCase();
  const eastAsia = /^zh-(tw|hk|mo|hant)/.test(tag)
    ? "Microsoft JhengHei"
    : tag.startsWith("ja")
      ? "Yu Gothic"
      : tag.startsWith("ko")
        ? "Malgun Gothic"
        : "Microsoft YaHei";
  return { ascii: latin, hAnsi: latin, cs: "Arial", eastAsia };
}

const half = (points: number): number => Math.round(points * 2);

/** Styles of everything the report contains. */
export function documentStyles(theme: Theme, language: string): IStylesOptions {
  const { colours, sizes, fonts } = theme;
  const body = fontsFor(language, fonts.body);
  return {
    default: {
      document: {
        run: {
          font: body,
          size: half(sizes.body),
          color: hex(colours.text),
          language: { value: language, eastAsia: language, bidirectional: language },
        },
        paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
      },
      ...headingStyles(theme, language),
      caption: {
        run: { size: half(sizes.small + 0.5), color: hex(colours.muted), bold: true },
        paragraph: { spacing: { before: 120, after: 80 } },
      },
      hyperlink: { run: { color: hex(colours.accent), underline: {} } },
      footnoteText: {
        run: { size: half(sizes.small), color: hex(colours.text) },
        paragraph: { spacing: { after: 20, line: 240, lineRule: LineRuleType.AUTO } },
      },
    },
    paragraphStyles: paragraphStyles(theme),
    characterStyles: [
      { id: "Citation", name: "Citation", basedOn: "DefaultParagraphFont", run: { color: hex(colours.accent) } },
      { id: "CodeCharacter", name: "Code Character", basedOn: "DefaultParagraphFont", run: { font: fonts.mono } },
    ],
  };
}

function headingStyles({ colours, sizes, fonts }: Theme, language: string) {
  const font = fontsFor(language, fonts.heading);
  const heading = (size: number, before: number, after: number) => ({
    run: { font, size: half(size), bold: true, color: hex(colours.text) },
    paragraph: { spacing: { before, after, line: 252, lineRule: LineRuleType.AUTO }, keepNext: true, keepLines: true },
  });
  const [first, second, third] = sizes.heading;
  const title = heading(first + 8, 0, 160);
  return {
    title: { ...title, run: { ...title.run, color: hex(colours.accent) } },
    heading1: heading(first, 400, 140),
    heading2: heading(second, 280, 100),
    heading3: heading(third, 220, 80),
    heading4: heading(third - 1, 200, 80),
  };
}

function paragraphStyles({ colours, sizes, fonts }: Theme): NonNullable<IStylesOptions["paragraphStyles"]> {
  const small = { size: half(sizes.small), color: hex(colours.muted) };
  const bar = (colour: string) => ({ left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: hex(colour) } });
  const box = (id: string, name: string, colour: string) => ({
    id,
    name,
    basedOn: "Normal",
    quickFormat: true,
    paragraph: {
      border: bar(colour),
      shading: { fill: hex(colours.surface), color: "auto", type: "clear" as const },
      indent: { left: 227, right: 113 },
      spacing: { before: 120, after: 120 },
    },
  });
  const warning = colours.series[1] ?? colours.accent;
  return [
    {
      id: "Subtitle",
      name: "Subtitle",
      basedOn: "Normal",
      next: "Normal",
      run: { size: half(sizes.body + 1.5), color: hex(colours.muted) },
      paragraph: { spacing: { after: 120 } },
    },
    { id: "Details", name: "Report Details", basedOn: "Normal", run: small, paragraph: { spacing: { after: 40 } } },
    {
      id: "ListBullet",
      name: "List Bullet",
      basedOn: "Normal",
      quickFormat: true,
      paragraph: { spacing: { after: 60 }, contextualSpacing: false },
    },
    {
      id: "ListNumber",
      name: "List Number",
      basedOn: "Normal",
      quickFormat: true,
      paragraph: { spacing: { after: 60 } },
    },
    {
      id: "Quote",
      name: "Quote",
      basedOn: "Normal",
      quickFormat: true,
      run: { italics: true },
      paragraph: { border: bar(colours.line), indent: { left: 454, right: 454 }, spacing: { before: 120, after: 120 } },
    },
    box("Note", "Note", colours.accent),
    box("Warning", "Warning", warning),
    {
      id: "Code",
      name: "Code",
      basedOn: "Normal",
      run: { font: fonts.mono, size: half(sizes.small + 0.5) },
      paragraph: {
        shading: { fill: hex(colours.surface), color: "auto", type: "clear" },
        alignment: AlignmentType.LEFT,
        keepLines: true,
        spacing: { before: 80, after: 120, line: 252, lineRule: LineRuleType.AUTO },
      },
    },
    {
      id: "TableText",
      name: "Table Text",
      basedOn: "Normal",
      run: { size: half(sizes.body - 1) },
      paragraph: { spacing: { before: 30, after: 30, line: 252, lineRule: LineRuleType.AUTO } },
    },
    { id: "Credit", name: "Credit", basedOn: "Normal", run: small, paragraph: { spacing: { after: 200 } } },
    {
      id: "TableEnd",
      name: "Table End",
      basedOn: "Normal",
      run: { size: 8 },
      paragraph: { spacing: { after: 120, line: 240, lineRule: LineRuleType.AUTO } },
    },
    {
      id: "FigureBody",
      name: "Figure",
      basedOn: "Normal",
      paragraph: {
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 160, after: 60, line: 240, lineRule: LineRuleType.AUTO },
      },
    },
    {
      id: "BibliographyEntry",
      name: "Bibliography Entry",
      basedOn: "Normal",
      paragraph: { indent: { left: 454, hanging: 454 }, keepNext: false, spacing: { before: 120, after: 40 } },
    },
    {
      id: "Evidence",
      name: "Evidence",
      basedOn: "Normal",
      run: { size: half(sizes.small) },
      paragraph: { indent: { left: 454 }, spacing: { after: 20, line: 252, lineRule: LineRuleType.AUTO } },
    },
    { id: "Header", name: "header", basedOn: "Normal", run: small },
    { id: "Footer", name: "footer", basedOn: "Normal", run: small },
    {
      id: "TOCHeading",
      name: "TOC Heading",
      basedOn: "Normal",
      next: "Normal",
      run: { size: half(sizes.heading[1]), bold: true },
      paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
    },
    ...[0, 1, 2].map((level) => ({
      id: `TOC${level + 1}`,
      name: `toc ${level + 1}`,
      basedOn: "Normal",
      next: "Normal",
      paragraph: { indent: { left: level * 284 }, spacing: { after: 40 }, rightTabStop: textWidthTwips },
    })),
  ];
}

const bulletSigns = ["•", "–", "▪", "•", "–"];

/** Bullets and numbers of lists, five levels deep. */
export function listNumbering(): INumberingOptions {
  const indent = (level: number) => ({ paragraph: { indent: { left: 340 * (level + 1), hanging: 340 } } });
  const levels = bulletSigns.map((sign, level) => ({ level, sign }));
  return {
    config: [
      {
        reference: "bullets",
        levels: levels.map(({ level, sign }) => ({
          level,
          format: LevelFormat.BULLET,
          text: sign,
          style: indent(level),
        })),
      },
      {
        reference: "numbers",
        levels: levels.map(({ level }) => ({
          level,
          format: LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          style: indent(level),
        })),
      },
    ],
  };
}
