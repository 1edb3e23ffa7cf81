import type { SourceLink } from "../../evidence/parsed-source.ts";
import { BadFileError } from "../child/messages.ts";
import type { TaskContext } from "../child/serve.ts";
import { type CroppedFigure, cropDpi, cropFigure } from "../figures/crop.ts";
import { findFigures } from "../figures/find.ts";
import type { DroppedFigure } from "../figures/model.ts";
import { repeatedImages } from "../figures/raster.ts";
import { findRunningLines } from "../layout/bands.ts";
import type { LaidBlock, LaidFigure } from "../layout/block.ts";
import { joinBreaks } from "../layout/breaks.ts";
import { heightOf, holds, widthOf } from "../layout/geometry.ts";
import type { PageContent } from "../layout/item.ts";
import { linksOf } from "../layout/links.ts";
import { type PagePlan, toPageBlocks } from "../layout/page-blocks.ts";
import { headingKey } from "../layout/paragraphs.ts";
import { repairItalics } from "../layout/repair.ts";
import { styleOf } from "../layout/style.ts";
import { askewText, turnBack, turnOfPage, turnPage } from "../layout/turned.ts";
import { cleanRecognised, evenScannedLayer, withoutLogos } from "../ocr/clean.ts";
import { needsOcr } from "../ocr/route.ts";
import type { PdfEngine, PdfFacts } from "./engine.ts";

/** What a child is asked to read. */
export interface ReadInput {
  readonly bytes: Uint8Array;
  readonly engine: PdfEngine["name"];
  readonly maxPages: number;
}

/** What a child hands back: plain data, boxes in points. */
export interface ReadOutput {
  readonly facts: PdfFacts;
  readonly pages: readonly PageSummary[];
  readonly blocks: readonly LaidBlock[];
  /** One a figure block, in order; fewer if there are very many. */
  readonly crops: readonly CroppedFigure[];
  readonly links: readonly SourceLink[];
  readonly dropped: readonly { readonly what: string; readonly why: string }[];
}

/** A page as the reader of the source sees it, without what stands on it; sizes in points. */
export interface PageSummary {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly text: "native" | "ocr" | "none";
}

const baseMs = 10_000;
const perPageMs = 100;
/** Cutting a figure out of the picture of its page. */
const perFigureMs = 500;
const mostFigures = 200;
const perOcrPageMs = 3_000;
const mostOcrPages = 100;

/** Reads a PDF in a child: engine, then layout rules, then figures cut out of page pictures. */
export async function readTask(input: unknown, context: TaskContext): Promise<ReadOutput> {
  // The only sender is the parser, compiled together with this task.
  const { bytes, engine: name, maxPages } = input as ReadInput;
  const engine = await loadEngine(name);
  const read = await engine.read(bytes, { maxPages }, (count) => context.extend(baseMs + perPageMs * count));
  context.extend(baseMs + perPageMs * read.pages.length);
  const facts = name === "pdfjs" ? read.facts : await withStatedFacts(bytes, read.facts);
  const pages = repairItalics(await recogniseWhereNeeded(engine, bytes, { pages: read.pages, context }));
  const { blocks, dropped } = layOut(pages, facts);
  const figures = blocks.flatMap((block) => (block.type === "figure" ? [block.figure] : [])).slice(0, mostFigures);
  return {
    facts,
    pages: pages.map(({ number, width, height, source }) => ({ number, width, height, text: source })),
    blocks,
    crops: await cropAll(engine, bytes, { figures, context }),
    links: linksOf(pages),
    dropped,
  };
}

/** Pages to blocks; a page printed sideways is laid out upright, and its blocks turned back into their places. */
function layOut(read: readonly PageContent[], facts: PdfFacts): Pick<ReadOutput, "blocks" | "dropped"> {
  const turned = new Map(
    read.map((given) => {
      const turn = turnOfPage(given.words);
      return [given.number, { turn, page: turnPage(given, turn) }] as const;
    }),
  );
  const pages = [...turned.values()].map(({ page }) => page);
  const style = { ...styleOf(pages), outline: outlineLevels(facts) };
  const running = findRunningLines(pages);
  const repeated = repeatedImages(pages);
  const plans = pages.map((page) => ({
    page,
    running: running.lines.get(page.number) ?? [],
    ...findFigures(page, repeated),
  }));
  const laid = plans.flatMap((plan) => toPageBlocks(plan, style));
  return {
    blocks: joinBreaks(laid, style).map((block) => turnBack(block, turned)),
    dropped: [
      ...running.texts.map((what) => ({ what, why: "running head or foot" })),
      ...plans.flatMap(askewOn),
      ...plans.flatMap(({ dropped }) => dropped.map((figure) => ({ what: nameOf(figure), why: figure.why }))),
    ],
  };
}

/** Watermarks and stamps. */
function askewOn({ page, figures }: Pick<PagePlan, "page" | "figures">): ReadOutput["dropped"] {
  const text = askewText(page.words.filter((word) => !figures.some((figure) => holds(figure, word))));
  return text === "" ? [] : [{ what: text, why: `set askew over page ${page.number}` }];
}

/** liteparse tells neither title nor outline; pdf.js does, without reading the pages. */
async function withStatedFacts(bytes: Uint8Array, facts: PdfFacts): Promise<PdfFacts> {
  try {
    const { readPdfFacts } = await import("./pdfjs.ts");
    return { ...facts, ...(await readPdfFacts(bytes)), totalPages: facts.totalPages };
  } catch (error) {
    // A file that only one engine can open is read without them.
    if (error instanceof BadFileError) return facts;
    throw error;
  }
}

function outlineLevels({ outline = [] }: PdfFacts): ReadonlyMap<string, number> {
  return new Map(outline.map(({ title, level }) => [headingKey(title), level]));
}

interface Reading {
  readonly pages: readonly PageContent[];
  readonly context: TaskContext;
}

/** Replaces pages whose text layer is missing or unusable by their OCR reading, if that reading can be trusted. */
async function recogniseWhereNeeded(
  engine: PdfEngine,
  bytes: Uint8Array,
  { pages, context }: Reading,
): Promise<readonly PageContent[]> {
  const numbers = pages
    .filter(needsOcr)
    .map((page) => page.number)
    .slice(0, mostOcrPages);
  if (numbers.length === 0 || !engine.recognise) return pages.map(evenScannedLayer);
  context.extend(baseMs + perOcrPageMs * numbers.length);
  const recognised = (await engine.recognise(bytes, numbers)).map(cleanRecognised);
  return pages.map((page) => {
    const better = recognised.find((other) => other.number === page.number);
    return better && better.words.length > 0 ? withoutLogos(better, page) : evenScannedLayer(page);
  });
}

function nameOf({ page, rect }: DroppedFigure): string {
  return `picture on page ${page}, ${Math.round(widthOf(rect))} × ${Math.round(heightOf(rect))} points`;
}

/** In the order of the figures. Pages are drawn once each, a few at a time to bound memory. */
async function cropAll(
  engine: PdfEngine,
  bytes: Uint8Array,
  { figures, context }: { readonly figures: readonly LaidFigure[]; readonly context: TaskContext },
): Promise<readonly CroppedFigure[]> {
  const crops: CroppedFigure[] = [];
  for (const page of new Set(figures.map((figure) => figure.page))) {
    context.extend(baseMs + perFigureMs * figures.filter((figure) => figure.page === page).length);
    const [picture] = await engine.picture(bytes, [page], cropDpi);
    if (!picture) continue;
    for (const figure of figures) {
      if (figure.page === page) crops.push(await cropFigure(picture, figure));
    }
  }
  return crops;
}

/** Engines are loaded on first use: a child that needs one never loads the other. */
export async function loadEngine(name: PdfEngine["name"]): Promise<PdfEngine> {
  if (name === "pdfjs") return (await import("./pdfjs.ts")).pdfjsEngine;
  return (await import("./liteparse.ts")).liteparseEngine;
}
