import JSZip from "jszip";
import type { Theme } from "../theme.ts";
import { renumberCharts } from "./chart-names.ts";
import { hex } from "./masters.ts";

/** What `finishDeck` needs to know about the deck. */
export interface DeckFacts {
  readonly theme: Theme;
  readonly language: string;
  readonly rightToLeft: boolean;
  /** The report's instant, so that the same report gives the same deck. */
  readonly created: string;
  /** Name of a table's frame → its description. */
  readonly tableDescriptions: ReadonlyMap<string, string>;
}

/**
 * Corrects what PptxGenJS writes against the schema, and adds what it cannot say: header rows, table descriptions,
 * languages, theme colours.
 *
 * Contract: changes parts, adds none; a correction that finds nothing leaves its part as it was, so that a corrected
 * PptxGenJS needs no change here.
 */
export async function finishDeck(bytes: Uint8Array, facts: DeckFacts): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  await edit(zip, /^ppt\/presentation\.xml$/, notesMasterFirst);
  await edit(zip, /^ppt\/theme\/theme\d+\.xml$/, (xml) => themeColours(xml, facts));
  await edit(zip, /^ppt\/(slides|slideLayouts|notesSlides)\/[^/]+\.xml$/, (xml) =>
    inLanguage(oneParagraphFormat(xml), facts),
  );
  await edit(zip, /^ppt\/slides\/[^/]+\.xml$/, (xml) => framedLinks(sourceNumbers(tables(xml, facts))));
  await edit(zip, /^ppt\/charts\/chart[^/]*\.xml$/, (xml) => chart(xml, facts));
  await edit(zip, /^docProps\/core\.xml$/, (xml) => xml.replace(/(W3CDTF">)[^<]*/g, `$1${facts.created}`));
  await renumberCharts(zip);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

async function edit(zip: JSZip, paths: RegExp, change: (xml: string) => string): Promise<void> {
  for (const path of Object.keys(zip.files).filter((name) => paths.test(name))) {
    const xml = await zip.file(path)?.async("string");
    if (xml !== undefined) zip.file(path, change(xml));
  }
}

/** ECMA-376 part 1, 19.2.1.26: the notes master list stands before the slide list. */
function notesMasterFirst(xml: string): string {
  const list = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s.exec(xml)?.[0];
  return list ? xml.replace(list, "").replace("<p:sldIdLst>", `${list}<p:sldIdLst>`) : xml;
}

/** PptxGenJS repeats a paragraph's properties before each linked run; a paragraph has them once, at its start. */
function oneParagraphFormat(xml: string): string {
  return xml.replace(/(<\/a:r>)<a:pPr\b(?:[^>]*\/>|[^>]*>.*?<\/a:pPr>)/gs, "$1");
}

function inLanguage(xml: string, { language, rightToLeft }: DeckFacts): string {
  const spoken = xml.replace(/lang="en-US"/g, `lang="${language}"`);
  return rightToLeft ? spoken.replace(/<a:pPr(?![^>]*\brtl=)/g, '<a:pPr rtl="1"') : spoken;
}

/** Header row and bands as PowerPoint and screen readers know them, and a description for each table. */
function tables(xml: string, { rightToLeft, tableDescriptions }: DeckFacts): string {
  const stable = xml.replace(/(<p14:modId [^>]*val=")\d+"/g, '$11"');
  const direction = rightToLeft ? ' rtl="1"' : "";
  const flagged = stable.replace(/<a:tblPr\/>/g, `<a:tblPr${direction} firstRow="1" firstCol="1" bandRow="1"/>`);
  return flagged.replace(
    /(<p:cNvPr id="\d+" name=")(Table [^"]*)("\/?>)/g,
    (whole, start: string, name: string, end: string) => {
      const description = tableDescriptions.get(name);
      return description ? `${start}${name}" descr="${escapeXml(description)}${end}` : whole;
    },
  );
}

/** Entries of the sources slides bring their own number: the hanging indent stays, the bullet goes. */
function sourceNumbers(xml: string): string {
  return xml.replace(
    /<a:buSzPct[^>]*\/><a:buChar[^>]*\/>(?=(?:(?!<\/a:pPr>).)*<\/a:pPr><a:r>(?:(?!<a:t>).)*<a:t>\[\d+\]\t)/gs,
    "<a:buNone/>",
  );
}

/**
 * LibreOffice gives the ends of a link the format of what stands beside it. Runs of no width in the link's own format
 * take that upon themselves.
 */
function framedLinks(xml: string): string {
  return xml.replace(
    /<a:r>(<a:rPr\b(?:(?!<\/a:rPr>|<\/a:r>).)*?)<a:hlinkClick\b(?:(?!<\/a:rPr>).)*<\/a:rPr><a:t>[^<]*<\/a:t><\/a:r>(<a:r><a:rPr\b(?:(?!<\/a:rPr>|<\/a:r>|<a:hlinkClick).)*<\/a:rPr>)?/gs,
    (runs, format: string, plain: string | undefined) => {
      const frame = `<a:r>${format}</a:rPr><a:t>\u200b</a:t></a:r>`;
      return frame + (plain ? runs.slice(0, -plain.length) + frame + plain : runs);
    },
  );
}

/** Names of horizontal bars stand at the edge of the plot, the values under it also where the first bar is on top. */
function axisLabels(xml: string): string {
  return xml
    .replace(/(<c:catAx>(?:(?!<\/c:catAx>).)*<c:tickLblPos val=)"\w+"/s, '$1"low"')
    .replace(/(<c:orientation val="maxMin"\/>.*<c:valAx>(?:(?!<\/c:valAx>).)*<c:tickLblPos val=)"\w+"/s, '$1"nextTo"');
}

/** Where colours repeat, the line pattern tells the series apart. */
function dashes(xml: string, { theme }: DeckFacts): string {
  return xml.replace(/<c:ser>\s*<c:idx val="(\d+)"\/>(?:(?!<\/c:ser>).)*<\/c:ser>/gs, (series, index: string) =>
    Number(index) < theme.colours.series.length
      ? series
      : series.replace('<a:prstDash val="solid"/>', '<a:prstDash val="dash"/>'),
  );
}

function chart(xml: string, facts: DeckFacts): string {
  const { language, theme } = facts;
  return dashes(axisLabels(xml), facts)
    .replace(/<c:roundedCorners val="1"\/>/, '<c:roundedCorners val="0"/>')
    .replace(/lang="en-US"/g, `lang="${language}"`)
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "")
    .replace(/(<c:axId [^>]*\/><c:axId [^>]*\/>)<c:axId [^>]*\/>(?=<\/c:(?:bar|line)Chart>)/, "$1")
    .replace(/<c:lineChart>(?!\s*<c:grouping)/, '<c:lineChart><c:grouping val="standard"/>')
    .replace(/<c:lineChart>.*<\/c:lineChart>/s, lineSeries)
    .replace(/<a:ln w="0"[^>]*>\s*<a:solidFill>.*?<\/a:ln>/gs, "<a:ln><a:noFill/></a:ln>")
    .replace(/<(\/?)c:multiLvlStrRef>/g, "<$1c:strRef>")
    .replace(/<(\/?)c:multiLvlStrCache>/g, "<$1c:strCache>")
    .replace(/<\/?c:lvl>/g, "")
    .replace(/(<c:orientation val="maxMin"\/>.*<c:valAx>.*?)<c:crosses val="autoZero"\/>/s, '$1<c:crosses val="max"/>')
    .replace(/<a:srgbClr val="888888"\/>/g, `<a:srgbClr val="${hex(theme.colours.muted)}"/>`);
}

/** In a line series markers stand before labels (ECMA-376 part 1, 21.2.2.171), and no bar can be inverted. */
function lineSeries(xml: string): string {
  return xml
    .replace(/<c:invertIfNegative[^>]*\/>/g, "")
    .replace(/(<c:dLbls>(?:(?!<\/c:dLbls>).)*<\/c:dLbls>)\s*(<c:marker>.*?<\/c:marker>)/gs, "$2$1");
}

/** The deck's own colours in the theme, so that what a user adds matches. */
function themeColours(xml: string, { theme, language }: DeckFacts): string {
  const { colours } = theme;
  const set = (part: string, name: string, colour: string): string =>
    part.replace(
      new RegExp(`<a:${name}>.*?</a:${name}>`, "s"),
      `<a:${name}><a:srgbClr val="${hex(colour)}"/></a:${name}>`,
    );
  const accents = colours.series.slice(0, 6).map((colour, index): [string, string] => [`accent${index + 1}`, colour]);
  const all: readonly [string, string][] = [
    ["dk1", colours.text],
    ["dk2", colours.muted],
    ["lt2", colours.surface],
    ...accents,
    ["hlink", colours.accent],
    ["folHlink", colours.accent],
  ];
  const coloured = all.reduce((part, [name, colour]) => set(part, name, colour), xml);
  return coloured
    .replace(/<a:ea typeface=""\/>/g, `<a:ea typeface="${eastAsianFont(language)}"/>`)
    .replace(/<a:cs typeface=""\/>/g, '<a:cs typeface="Arial"/>');
}

function eastAsianFont(language: string): string {
  return /^(zh|ja|ko)/i.test(language) ? "Microsoft YaHei" : "";
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
