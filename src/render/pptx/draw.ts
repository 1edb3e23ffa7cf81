import { fitInside } from "../pictures.ts";
import { cutLine, lineHeight } from "../text-metrics.ts";
import { chartData, chartOptions } from "./chart.ts";
import { drawTable } from "./draw-table.ts";
import { type DrawContext, direction, drawCaption, drawList, drawPlain, runs, titleRuns } from "./draw-text.ts";
import { lineCount } from "./fit.ts";
import { boxes, type SlideBox, sizes } from "./layout.ts";
import { hex, layouts, place } from "./masters.ts";
import type { Deck, DeckChartName, DeckSlide } from "./pptxgenjs.ts";
import type { Slide, SlideBody, SlideList } from "./slide.ts";
import { entryGap, entryIndent } from "./source-slides.ts";

export type { DrawContext } from "./draw-text.ts";

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

/** Draws a planned slide. The order of shapes is the reading order: title, section, body, caption. */
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
    const kicker = cutLine(planned.kicker, boxes.kicker.width * 0.97, { size: sizes.small, bold: true });
    slide.addText(kicker, { ...box, ...direction(context), color: hex(theme.colours.accent), objectName: "Section" });
  }
  // The one cast: TypeScript cannot tie a body's tag to its drawer.
  (drawers[planned.body.type] as Drawer<SlideBody["type"]>)(slide, planned.body, context);
  slide.addNotes(planned.notes);
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
