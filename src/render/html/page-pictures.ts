import { type Box, type Evidence, printedBlocks, walkBlocks } from "../../report/index.ts";
import { citedPages, type EmbeddedPicture, type HtmlContext } from "./context.ts";
import { anchor, html, type Markup } from "./markup.ts";

/** A picture that shows where evidence stands. */
export interface BoxedPicture {
  readonly assetId: string;
  /** Absent when the whole picture is meant. */
  readonly box?: Box;
  /** Anchor of the place that shows the picture: the figure of the text, or the gallery at the end. */
  readonly target: string;
}

/** The cited asset of a region, else the picture of the evidence's page; only if the file holds that picture. */
export function pictureOf(evidence: Evidence, context: HtmlContext): BoxedPicture | undefined {
  const { content, locator, sourceId } = evidence;
  const { resolved, pictures } = context;
  if (content.type === "region" && pictures.has(content.assetId)) {
    const target = figureShowing(content.assetId, context) ?? galleryAnchor(content.assetId);
    return { assetId: content.assetId, box: content.box, target };
  }
  const page = resolved.report.pages.find((item) => item.sourceId === sourceId && item.page === (locator.page ?? 1));
  if (!page || !pictures.has(page.assetId)) return undefined;
  return { assetId: page.assetId, target: galleryAnchor(page.assetId), ...(locator.box ? { box: locator.box } : {}) };
}

const galleryAnchor = (assetId: string): string => `picture-${anchor(assetId)}`;

function figureShowing(assetId: string, { resolved }: HtmlContext): string | undefined {
  for (const block of walkBlocks(printedBlocks(resolved))) {
    if (block.type === "figure" && block.assetId === assetId) return anchor(block.id);
  }
  return undefined;
}

/** The pictures of cited pages and regions with their boxes, as far as the text does not show them; may be empty. */
export function pagePicturesToHtml(context: HtmlContext): Markup {
  const { labels } = context.resolved;
  const shown = gallery(context);
  if (shown.length === 0) return html``;
  return html`<section class="page-pictures" aria-labelledby="page-pictures"><h2 id="page-pictures">${labels.pagePictures}</h2>
<details><summary>${shown.map(({ title }) => title).join(" · ")}</summary>
${shown.map((item) => figureToHtml(item, context))}</details></section>\n`;
}

interface GalleryItem {
  readonly assetId: string;
  readonly title: string;
  readonly picture: EmbeddedPicture;
}

function gallery(context: HtmlContext): readonly GalleryItem[] {
  const { resolved, pictures } = context;
  const pages = citedPages(resolved).map(({ assetId, sourceId, page }) => ({
    assetId,
    title: `${mark(sourceId, context)} ${resolved.labels.page} ${page}`,
  }));
  const regions = citedEvidence(context).flatMap(({ content, sourceId }) =>
    content.type === "region" && figureShowing(content.assetId, context) === undefined
      ? [{ assetId: content.assetId, title: mark(sourceId, context) }]
      : [],
  );
  const items = new Map([...regions, ...pages].map((item) => [item.assetId, item]));
  return [...items.values()].flatMap((item) => {
    const picture = pictures.get(item.assetId);
    return picture ? [{ ...item, picture }] : [];
  });
}

function mark(sourceId: string, { resolved }: HtmlContext): string {
  return `[${resolved.bibliography.find(({ source }) => source.id === sourceId)?.number ?? "?"}]`;
}

function citedEvidence({ resolved }: HtmlContext): readonly Evidence[] {
  return resolved.bibliography.flatMap(({ evidence }) => evidence);
}

function figureToHtml({ assetId, title, picture }: GalleryItem, context: HtmlContext): Markup {
  const boxes = citedEvidence(context).flatMap((evidence) => {
    const boxed = pictureOf(evidence, context);
    return boxed?.assetId === assetId && boxed.box ? [boxToHtml(boxed.box, picture)] : [];
  });
  return html`<figure class="page-picture" id="${galleryAnchor(assetId)}"><div class="frame"><img src="${picture.dataUrl}" width="${picture.width}" height="${picture.height}" alt="${title}" data-asset="${anchor(assetId)}"><svg class="boxes" viewBox="0 0 ${picture.width} ${picture.height}" aria-hidden="true">${boxes}</svg></div><figcaption>${title}</figcaption></figure>\n`;
}

function boxToHtml([left, top, right, bottom]: Box, { width, height }: EmbeddedPicture): Markup {
  const at = (edge: number, size: number): number => Math.round(edge * size * 10) / 10;
  return html`<rect x="${at(left, width)}" y="${at(top, height)}" width="${at(right - left, width)}" height="${at(bottom - top, height)}"></rect>`;
}
