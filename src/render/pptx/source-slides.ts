import type { BibliographyEntry, ResolvedReport } from "../../report/index.ts";
import { sourceText } from "../evidence-text.ts";
import { printable, sourceLink } from "../format.ts";
import { lineHeight } from "../text-metrics.ts";
import { cutText, lineCount } from "./fit.ts";
import { toHeadline } from "./headline.ts";
import { boxes, sizes } from "./layout.ts";
import { notesFor } from "./notes.ts";
import { plainText, type Slide, type SlideSource, type SlideText } from "./slide.ts";

/** Space after an entry, in points. */
export const entryGap = 5;
/** Width of the number in front of an entry, in points. */
export const entryIndent = 36;
const mostLines = 4;
/** Sizes of the entries: larger when all of them fit one slide. */
const entrySizes = [14, sizes.small] as const;

/** The bibliography on as many slides as it needs, with the numbers that the citations carry. */
export function sourceSlides(resolved: ResolvedReport): readonly Slide[] {
  const [large, small] = entrySizes;
  const spacious = pagesOf(resolved, large);
  const size = spacious.length <= 1 ? large : small;
  return (size === large ? spacious : pagesOf(resolved, small)).map((page) => ({
    kicker: "",
    ...toHeadline([{ text: resolved.labels.sources }]),
    body: { type: "sources", size, entries: page.map((item) => item.source) },
    notes: notesFor([], resolved, {
      evidenceIds: page.flatMap((item) => item.entry.evidence.map((evidence) => evidence.id)),
    }),
  }));
}

interface Item {
  readonly entry: BibliographyEntry;
  readonly source: SlideSource;
}

function pagesOf(resolved: ResolvedReport, size: number): readonly (readonly Item[])[] {
  const pages: Item[][] = [];
  let used = 0;
  for (const entry of resolved.bibliography) {
    const source = toSource(entry, resolved, size);
    const height = linesOf(source.text, size) * size * lineHeight + entryGap;
    if (pages.length === 0 || used + height > boxes.body.height) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push({ entry, source });
    used += height;
  }
  return pages;
}

function linesOf(text: SlideText, size: number): number {
  return lineCount(text, boxes.body.width - entryIndent, { size });
}

function toSource({ number, source }: BibliographyEntry, resolved: ResolvedReport, size: number): SlideSource {
  const link = sourceLink(source);
  const address = printable(source.url ?? source.path ?? "");
  const words: SlideText = [
    { text: `${printable(sourceText(source))}. ` },
    ...(link ? [{ text: address, link: { type: "url" as const, url: link } }] : [{ text: address }]),
    ...(source.licence ? [{ text: ` (${printable(source.licence)})` }] : []),
    ...(source.retracted ? [{ text: ` ${resolved.labels.retracted}.`, bold: true }] : []),
  ];
  return { number, text: cutText(words, (text) => linesOf(text, size) <= mostLines && plainText(text) !== "") };
}
