import { type INumberingOptions, type IStylesOptions, LevelFormat, LineRuleType } from "docx";
import { isRightToLeft } from "../format.ts";
import type { Theme } from "../theme.ts";
import { half, hex } from "./context.ts";
import { paragraphStyles } from "./paragraph-styles.ts";

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

/**
 * The languages of Latin, East Asian and right-to-left text. Names and addresses in Latin letters inside a Chinese or
 * Arabic report are English to a spelling checker and to line breaking, which else cuts their words anywhere.
 */
export function languagesFor(language: string) {
  const isEastAsian = /^(zh|ja|ko)(-|$)/i.test(language);
  const isBidirectional = isRightToLeft(language);
  return {
    value: isEastAsian || isBidirectional ? "en-US" : language,
    ...(isEastAsian ? { eastAsia: language } : {}),
    ...(isBidirectional ? { bidirectional: language } : {}),
  };
}

/** Styles of everything the report contains. */
export function documentStyles(theme: Theme, language: string): IStylesOptions {
  const { colours, sizes, fonts } = theme;
  return {
    default: {
      document: {
        run: {
          font: fontsFor(language, fonts.body),
          size: half(sizes.body),
          color: hex(colours.text),
          language: languagesFor(language),
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

const bulletSigns = ["•", "–", "▪", "•", "–"];

/** Bullets and numbers of lists, five levels deep. */
export function listNumbering(): INumberingOptions {
  const indent = (level: number) => ({ paragraph: { indent: { left: 340 * (level + 1), hanging: 340 } } });
  const levels = bulletSigns.map((sign, level) => ({ level, sign, style: indent(level) }));
  return {
    config: [
      {
        reference: "bullets",
        levels: levels.map(({ level, sign, style }) => ({ level, format: LevelFormat.BULLET, text: sign, style })),
      },
      {
        reference: "numbers",
        levels: levels.map(({ level, style }) => ({
          level,
          format: LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          style,
        })),
      },
    ],
  };
}
