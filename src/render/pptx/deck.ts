import pptxgenjs from "pptxgenjs";
import type { ResolvedReport } from "../../report/index.ts";
import { isRightToLeft, localeOf, printable } from "../format.ts";
import { officeInstant } from "../office-instant.ts";
import { loadPictures, type Picture } from "../pictures.ts";
import type { RenderContext } from "../renderer.ts";
import { type DrawContext, drawSlide } from "./draw.ts";
import { finishDeck } from "./finish.ts";
import { cutText, lineCount } from "./fit.ts";
import { boxes, sizes } from "./layout.ts";
import { defineMasters } from "./masters.ts";
import { plainText, type Slide, type SlideLink } from "./slide.ts";
import { toSlides } from "./to-slides.ts";

// The package declares itself CommonJS but Node loads its ES entry, whose default is the class itself.
const PptxGenJS = pptxgenjs.default ?? (pptxgenjs as unknown as typeof pptxgenjs.default);

/** The report as the bytes of a PowerPoint file. */
export async function renderDeck(resolved: ResolvedReport, context: RenderContext): Promise<Uint8Array> {
  const { report } = resolved;
  const slides = toSlides(resolved);
  const shown = new Set(slides.flatMap(({ body }) => (body.type === "figure" ? [body.figure.assetId] : [])));
  const pictures = await loadPictures(
    report.assets.filter((asset) => shown.has(asset.id)),
    context,
  );
  const drawing = drawContext(resolved, slides, { theme: context.theme, pictures });
  const deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  deck.title = printable(report.title);
  deck.subject = printable(report.question);
  deck.author = "Exhibit";
  deck.company = printable(report.generator);
  deck.theme = { headFontFace: context.theme.fonts.heading, bodyFontFace: context.theme.fonts.body };
  deck.rtlMode = drawing.rightToLeft;
  defineMasters(deck, drawing);
  for (const slide of slides) drawSlide(deck, slide, drawing);
  context.signal.throwIfAborted();
  const written = await deck.write({ outputType: "uint8array" });
  if (!(written instanceof Uint8Array)) throw new TypeError("PptxGenJS gave no bytes");
  return finishDeck(written, {
    ...drawing,
    created: officeInstant(report.created),
    tableDescriptions: tableDescriptions(slides),
  });
}

function drawContext(
  resolved: ResolvedReport,
  slides: readonly Slide[],
  { theme, pictures }: { readonly theme: RenderContext["theme"]; readonly pictures: ReadonlyMap<string, Picture> },
): DrawContext {
  const { report, labels } = resolved;
  return {
    theme,
    pictures,
    labels,
    language: localeOf(report.language),
    rightToLeft: isRightToLeft(report.language),
    footer: footerText(report.title),
    slideOf: (link) => slideOf(link, slides),
  };
}

function footerText(title: string): string {
  const fits = (text: readonly { text: string }[]): boolean =>
    lineCount(text, boxes.footer.width, { size: sizes.small }) <= 1;
  return plainText(cutText([{ text: printable(title) }], fits));
}

function slideOf(link: SlideLink, slides: readonly Slide[]): number | undefined {
  const index = slides.findIndex(({ body }) => {
    if (link.type === "source")
      return body.type === "sources" && body.entries.some((entry) => entry.number === link.number);
    if (link.type !== "block") return false;
    if (body.type === "table") return body.table.id === link.id;
    if (body.type === "chart") return body.chart.id === link.id;
    return body.type === "figure" && body.figure.id === link.id;
  });
  return index < 0 ? undefined : index + 1;
}

function tableDescriptions(slides: readonly Slide[]): ReadonlyMap<string, string> {
  return new Map(
    slides.flatMap(({ body, title }): [string, string][] =>
      body.type === "table" ? [[`Table ${body.table.id}`, plainText(body.table.caption) || plainText(title)]] : [],
    ),
  );
}
