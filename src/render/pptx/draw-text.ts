import type { Labels } from "../../report/index.ts";
import type { Picture } from "../pictures.ts";
import { textSize } from "./fit.ts";
import { bulletGap, bulletIndent, type SlideBox, sizes } from "./layout.ts";
import { type DeckStyle, hex, place } from "./masters.ts";
import type { DeckHyperlink, DeckSlide, DeckText, DeckTextOptions } from "./pptxgenjs.ts";
import type { SlideLink, SlideList, SlideText } from "./slide.ts";

/** What drawing needs beside the slides. */
export interface DrawContext extends DeckStyle {
  readonly labels: Labels;
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Where a link inside the deck leads, counted from 1. */
  readonly slideOf: (link: SlideLink) => number | undefined;
}

/** The direction of paragraphs outside placeholders. */
export function direction({ rightToLeft }: DrawContext): { align: "left" | "right"; rtlMode: boolean } {
  return { align: rightToLeft ? "right" : "left", rtlMode: rightToLeft };
}

/** Citations in a title are small and not bold: they are proof, not headline. */
export function titleRuns(
  title: SlideText,
  style: { readonly size: number; readonly colour: string },
  context: DrawContext,
): DeckText[] {
  return title.map((run) => {
    const isMark = run.link?.type === "source";
    const colour = run.link ? hex(context.theme.colours.accent) : style.colour;
    const size = isMark ? sizes.titleMark : style.size;
    return {
      text: run.text,
      options: { bold: !isMark, fontSize: size, color: colour, ...hyperlink(run.link, context) },
    };
  });
}

/** Runs of one paragraph; `last` carries what belongs to the paragraph's end. */
export function runs(text: SlideText, context: DrawContext, paragraph: DeckTextOptions = {}): DeckText[] {
  const { colours } = context.theme;
  const shown = text.length > 0 ? text : [{ text: "" }];
  return shown.map((run, index) => ({
    text: run.text,
    options: {
      ...paragraph,
      color: hex(run.link ? colours.accent : colours.text),
      ...(run.bold ? { bold: true } : {}),
      ...(run.italic ? { italic: true } : {}),
      ...hyperlink(run.link, context),
      breakLine: index === shown.length - 1,
    },
  }));
}

function hyperlink(link: SlideLink | undefined, context: DrawContext): { hyperlink?: DeckHyperlink } {
  if (!link) return {};
  if (link.type === "url") return { hyperlink: { url: link.url } };
  const slide = context.slideOf(link);
  return slide === undefined ? {} : { hyperlink: { slide } };
}

/** Draws paragraphs with bullets at their planned size; PowerPoint is not asked to shrink anything. */
export function drawList(slide: DeckSlide, list: SlideList, where: DeckTextOptions, context: DrawContext): void {
  const gap = bulletGap * list.size;
  const paragraph = { bullet: { indent: bulletIndent }, paraSpaceAfter: gap, fontSize: list.size };
  const text = list.items.flatMap((item) => runs(item, context, paragraph));
  slide.addText(text, {
    ...where,
    ...direction(context),
    margin: 0,
    valign: "top",
    fontSize: list.size,
    objectName: "Text",
  });
}

/** Draws what stands under a visual, in the smallest size of the deck. */
export function drawCaption(slide: DeckSlide, caption: SlideText, box: SlideBox, context: DrawContext): void {
  const options = {
    ...place(box, context.rightToLeft),
    ...direction(context),
    margin: 0,
    valign: "top" as const,
  };
  slide.addText(runs(caption, context), { ...options, fontSize: sizes.small, objectName: "Caption" });
}

/** A description in place of what cannot be drawn. */
export function drawPlain(slide: DeckSlide, text: string, box: SlideBox, context: DrawContext): void {
  const size = textSize([{ text }], box.width, { sizes: sizes.takeaways, lines: 10 }) ?? sizes.small;
  slide.addText(runs([{ text, italic: true }], context), {
    ...place(box, context.rightToLeft),
    ...direction(context),
    margin: 0,
    valign: "top",
    fontSize: size,
    objectName: "Description",
  });
}
