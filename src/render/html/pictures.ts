import { printedBlocks, walkBlocks } from "../../report/index.ts";
import type { ResolvedReport } from "../../report/resolve.ts";
import type { RenderContext } from "../renderer.ts";
import { citedPages, type EmbeddedPicture } from "./context.ts";

/**
 * Pictures for a self-contained file: figures sharp enough for print, page pictures just readable, all re-encoded, which
 * also leaves out camera data and anything that is not pixels.
 */

const figureSide = 1400;
const figureQuality = 82;
/** All page pictures together, before base64: 4.2 MB become 5.6 MB, so that 30 cited pages stay below 6 MB. */
const pageBytesTotal = 4_200_000;
const pageBytesMost = 180_000;
const pageWidth = 1100;
const pageWidthLeast = 560;
const pageQuality = 58;

/** Contract: pictures that cannot be loaded or decoded are missing in the result; cancellation travels on. */
export async function embedPictures(
  resolved: ResolvedReport,
  context: RenderContext,
  { withPages }: { readonly withPages: boolean },
): Promise<ReadonlyMap<string, EmbeddedPicture>> {
  const pages = withPages ? citedPages(resolved).map((page) => page.assetId) : [];
  const share = Math.min(pageBytesMost, pageBytesTotal / Math.max(1, pages.length));
  const pictures = new Map<string, EmbeddedPicture>();
  for (const id of new Set([...figureAssets(resolved, { withPages }), ...pages])) {
    context.signal.throwIfAborted();
    const encode = pages.includes(id) ? (bytes: Uint8Array) => encodePage(bytes, share) : encodeFigure;
    const picture = await embed(id, context, encode);
    if (picture) pictures.set(id, picture);
  }
  return pictures;
}

/** Assets of figure blocks and, on screen, those behind cited regions. */
function figureAssets(resolved: ResolvedReport, { withPages }: { readonly withPages: boolean }): readonly string[] {
  const shown = [...walkBlocks(printedBlocks(resolved))].flatMap((block) =>
    block.type === "figure" ? [block.assetId] : [],
  );
  if (!withPages) return shown;
  const known = new Set(resolved.report.assets.map(({ id }) => id));
  const regions = [...resolved.citationNumbers.keys()].flatMap((id) => {
    const content = resolved.evidence.get(id)?.content;
    return content?.type === "region" && known.has(content.assetId) ? [content.assetId] : [];
  });
  return [...shown, ...regions];
}

type Encode = (bytes: Uint8Array) => Promise<EmbeddedPicture>;

async function embed(id: string, { loadAsset, signal }: RenderContext, encode: Encode) {
  try {
    return await encode(await loadAsset(id));
  } catch {
    // A lost or broken picture must not cost the report: the template prints its description instead.
    signal.throwIfAborted();
    return undefined;
  }
}

async function encodeFigure(bytes: Uint8Array): Promise<EmbeddedPicture> {
  const { default: sharp } = await import("sharp");
  const image = sharp(bytes)
    .rotate()
    .resize({ width: figureSide, height: figureSide, fit: "inside", withoutEnlargement: true });
  const { isOpaque } = await image.clone().stats();
  const lossless = await image
    .clone()
    .png({ compressionLevel: 9, palette: false })
    .toBuffer({ resolveWithObject: true });
  if (!isOpaque || lossless.data.length < 120_000) return embedded(lossless, "image/png");
  const lossy = await image
    .clone()
    .jpeg({ quality: figureQuality, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  return lossy.data.length < lossless.data.length ? embedded(lossy, "image/jpeg") : embedded(lossless, "image/png");
}

/** A page that is too large is encoded again, smaller: the bytes of a JPEG grow about with its area. */
async function encodePage(bytes: Uint8Array, share: number): Promise<EmbeddedPicture> {
  const first = await pageJpeg(bytes, { width: pageWidth, quality: pageQuality });
  if (first.data.length <= share) return embedded(first, "image/jpeg");
  const width = Math.max(pageWidthLeast, Math.floor(first.info.width * Math.sqrt(share / first.data.length) * 0.95));
  const second = await pageJpeg(bytes, { width, quality: pageQuality });
  if (second.data.length <= share) return embedded(second, "image/jpeg");
  return embedded(await pageJpeg(bytes, { width, quality: 30 }), "image/jpeg");
}

async function pageJpeg(bytes: Uint8Array, { width, quality }: { readonly width: number; readonly quality: number }) {
  const { default: sharp } = await import("sharp");
  return sharp(bytes)
    .rotate()
    .flatten({ background: "#ffffff" })
    .resize({ width, height: width * 2, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true });
}

interface Encoded {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number };
}

function embedded({ data, info }: Encoded, mediaType: string): EmbeddedPicture {
  return { dataUrl: `data:${mediaType};base64,${data.toString("base64")}`, width: info.width, height: info.height };
}
