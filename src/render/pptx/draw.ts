import type { Labels } from "../../report/index.ts";
import { fitInside, type Picture } from "../pictures.ts";
import { lineHeight } from "../text-metrics.ts";
import { chartData, chartOptions } from "./chart.ts";
import { lineCount, textSize } from "./fit.ts";
import {
  belowTable,
  boxes,
  bulletGap,
  bulletIndent,
  cellPadding,
  type SlideBox,
  sizes,
  tableCaption,
} from "./layout.ts";
import { type DeckStyle, hex, layouts, place } from "./masters.ts";
import type {
  Deck,
  DeckBorder,
  DeckChartName,
  DeckHyperlink,
  DeckSlide,
  DeckTableRow,
  DeckText,
  DeckTextOptions,
} from "./pptxgenjs.ts";
import type { Slide, SlideBody, SlideLink, SlideList, SlideTable, SlideText } from "./slide.ts";
import { entryGap, entryIndent } from "./source-slides.ts";

/** What drawing needs beside the slides. */
export interface DrawContext extends DeckStyle {
  readonly labels: Labels;
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Where a link inside the deck leads, counted from 1. */
  readonly slideOf: (link: SlideLink) => number | undefined;
}

type Drawer<Type extends SlideBody["type"]> = (
  slide: DeckSlide,
  body: Extract<SlideBody, { type: Type }>,
  context: DrawContext,
) => void;

const layoutOf: Readonly<Record<SlideBody["type"], string>> = {
  title: layouts.cover,
  bullets: layouts.list,
  table: layouts.content,
  chart: layouts.content,
  figure: layouts.content,
  sources: layouts.sources,
};

const drawers: { readonly [Type in SlideBody["type"]]: Drawer<Type> } = {
  title: drawCover,
  bullets: (slide, { list }, context) => drawList(slide, list, { placeholder: "body" }, context),
  table: drawTable,
  chart: drawChart,
  figure: drawFigure,
  sources: drawSources,
};

/** Draws a planned slide. Order is reading order: kicker, title, body, caption. */
export function drawSlide(deck: Deck, planned: Slide, context: DrawContext): void {
  const slide = deck.addSlide({ masterName: layoutOf[planned.body.type] });
  const { theme, rightToLeft } = context;
  const cover = planned.body.type === "title";
  const size = planned.titleSize;
  const titleColour = hex(cover ? theme.colours.accent : theme.colours.text);
  slide.addText(titleRuns(planned.title, { size, colour: titleColour }, context), {
    placeholder: "title",
    objectName: "Title",
    fontSize: size,
    ...(rightToLeft ? { align: "right", rtlMode: true } : {}),
  });
  if (planned.kicker !== "") {
    const box = { ...place(boxes.kicker, rightToLeft), margin: 0, fontSize: sizes.small, bold: true };
    const kicker = cutLine(planned.kicker, boxes.kicker.width);
    slide.addText(kicker, { ...box, ...direction(context), color: hex(theme.colours.accent), objectName: "Section" });
  }
  // The one cast: TypeScript cannot tie a body's tag to its drawer.
  (drawers[planned.body.type] as Drawer<SlideBody["type"]>)(slide, planned.body, context);
  slide.addNotes(planned.notes);
}

/** The direction of paragraphs outside placeholders. */
function direction({ rightToLeft }: DrawContext): { align: "left" | "right"; rtlMode: boolean } {
  return { align: rightToLeft ? "right" : "left", rtlMode: rightToLeft };
}

function cutLine(text: string, width: number): string {
  const characters = [...text];
  while (
    characters.length > 2 &&
    textSize([{ text: characters.join("") }], width, { sizes: [sizes.small], lines: 1, bold: true }) === undefined
  ) {
    characters.splice(-2, 2, "…");
  }
  return characters.join("");
}

/** Citations in a title are small and not bold: they are proof, not headline. */
function titleRuns(
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
function runs(text: SlideText, context: DrawContext, paragraph: DeckTextOptions = {}): DeckText[] {
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

function drawCover(slide: DeckSlide, body: Extract<SlideBody, { type: "title" }>, context: DrawContext): void {
  const { rightToLeft, theme } = context;
  const muted = hex(theme.colours.muted);
  if (body.question !== "") {
    const text = [{ text: body.question }];
    const box = boxes.coverQuestion;
    const fits = (size: number): boolean => lineCount(text, box.width, { size }) * size * lineHeight <= box.height;
    const fontSize = sizes.coverQuestion.find(fits) ?? sizes.small;
    const options = { ...place(box, rightToLeft), ...direction(context), margin: 0, valign: "top" as const };
    slide.addText(body.question, { ...options, fontSize, color: hex(theme.colours.text), objectName: "Question" });
  }
  const details = body.details.map((text) => ({ text, options: { breakLine: true } }));
  slide.addText(details, {
    ...place(boxes.coverDetails, rightToLeft),
    ...direction(context),
    margin: 0,
    valign: "top",
    fontSize: sizes.small,
    color: muted,
    objectName: "Details",
  });
}

function drawList(slide: DeckSlide, list: SlideList, where: DeckTextOptions, context: DrawContext): void {
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

function drawCaption(slide: DeckSlide, caption: SlideText, box: SlideBox, context: DrawContext): void {
  const options = {
    ...place(box, context.rightToLeft),
    ...direction(context),
    margin: 0,
    valign: "top" as const,
  };
  slide.addText(runs(caption, context), { ...options, fontSize: sizes.small, objectName: "Caption" });
}

function drawChart(slide: DeckSlide, body: Extract<SlideBody, { type: "chart" }>, context: DrawContext): void {
  const { chart, takeaways } = body;
  const box = visualBox(slide, takeaways, context);
  if (chart.series.length > 0 && chart.categories.length > 0) {
    const { rightToLeft, theme, labels } = context;
    const style = { ...place(box, rightToLeft), altText: chart.alt, objectName: `Chart ${chart.id}` };
    const kind = chart.mark === "bar" ? "bar" : "line";
    slide.addChart(kind as DeckChartName, chartData(chart, labels), {
      ...chartOptions(chart, theme, labels),
      ...style,
    });
  } else drawPlain(slide, chart.alt, box, context);
  drawCaption(slide, body.caption, boxes.caption, context);
}

/** Takeaways beside the visual, and the room that is left for it. */
function visualBox(slide: DeckSlide, takeaways: SlideList, context: DrawContext): SlideBox {
  if (takeaways.items.length === 0) return boxes.wideVisual;
  drawList(slide, takeaways, place(boxes.takeaways, context.rightToLeft), context);
  return boxes.visual;
}

function drawFigure(slide: DeckSlide, body: Extract<SlideBody, { type: "figure" }>, context: DrawContext): void {
  const { figure, takeaways } = body;
  const box = visualBox(slide, takeaways, context);
  const picture = context.pictures.get(figure.assetId);
  if (picture) {
    const size = fitInside(picture, box);
    const inside = { x: box.x + (box.width - size.width) / 2, y: box.y, ...size };
    const data = `image/${picture.type === "jpg" ? "jpeg" : "png"};base64,${Buffer.from(picture.bytes).toString("base64")}`;
    slide.addImage({
      ...place(inside, context.rightToLeft),
      data,
      altText: figure.alt,
      objectName: `Figure ${figure.id}`,
    });
  } else drawPlain(slide, figure.alt, box, context);
  drawCaption(slide, body.caption, boxes.caption, context);
}

/** A description in place of what cannot be drawn. */
function drawPlain(slide: DeckSlide, text: string, box: SlideBox, context: DrawContext): void {
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

function drawTable(
  slide: DeckSlide,
  { table, takeaways }: Extract<SlideBody, { type: "table" }>,
  context: DrawContext,
): void {
  const { rightToLeft } = context;
  const height = table.heights.reduce((sum, value) => sum + value, 0);
  slide.addTable(tableRows(table, context), {
    ...place({ ...boxes.table, height }, rightToLeft),
    colW: table.widths.map((width) => width / 72),
    rowH: table.heights.map((value) => value / 72),
    fontSize: table.size,
    margin: [cellPadding.top / 72, cellPadding.side / 72, cellPadding.top / 72, cellPadding.side / 72],
    objectName: `Table ${table.id}`,
    autoPage: false,
  });
  drawCaption(slide, table.caption, tableCaption(height), context);
  if (takeaways.items.length > 0) drawList(slide, takeaways, place(belowTable(height), rightToLeft), context);
}

function tableRows(table: SlideTable, context: DrawContext): DeckTableRow[] {
  const { accent, line, surface, background } = context.theme.colours;
  const none = { type: "none" as const };
  return table.rows.map((row, index) => {
    const below = { type: "solid" as const, pt: index === 0 ? 1.5 : 0.5, color: hex(index === 0 ? accent : line) };
    const fill = { color: hex(index > 0 && index % 2 === 0 ? surface : background) };
    return row.map((cell) => ({
      text: runs(cell.text, context, cell.bold ? { bold: true } : {}),
      options: {
        align: mirrored(cell.align, context.rightToLeft),
        bold: cell.bold,
        valign: "top" as const,
        fill,
        border: [none, none, below, none] as [DeckBorder, DeckBorder, DeckBorder, DeckBorder],
      },
    }));
  });
}

function mirrored(align: "left" | "right", rightToLeft: boolean): "left" | "right" {
  return rightToLeft && align === "left" ? "right" : align;
}

function drawSources(slide: DeckSlide, body: Extract<SlideBody, { type: "sources" }>, context: DrawContext): void {
  const paragraphs = body.entries.flatMap(({ number, text }) =>
    runs([{ text: `[${number}]\t` }, ...text], context, {
      bullet: { indent: entryIndent },
      paraSpaceAfter: entryGap,
      fontSize: body.size,
    }),
  );
  slide.addText(paragraphs, {
    placeholder: "body",
    ...direction(context),
    margin: 0,
    valign: "top",
    fontSize: body.size,
    objectName: "Sources",
  });
}
