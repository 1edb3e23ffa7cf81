import type { Failure } from "../errors.ts";
import { makeAsset, type PageImage, parserFor } from "../perception/index.ts";
import {
  type Asset,
  assetFileName,
  type Evidence,
  originalFileName,
  type PagePicture,
  type Report,
  type Source,
} from "../report/index.ts";
import { loadResource } from "./perceive.ts";
import type { Services } from "./services.ts";

const pictureDpi = 80;
/** Enough to look at; more would make the HTML too heavy to mail. */
const maxPagePictures = 80;

/**
 * Adds the pictures of the cited pages, so that evidence boxes can be drawn, and keeps the cited sources: the text that
 * citations are verified against, and the original bytes.
 *
 * Contract: a source that can no longer be read costs its pictures, never the report.
 */
export async function addPagePictures(report: Report, services: Services): Promise<Report> {
  const pages: PagePicture[] = [];
  const assets: Asset[] = [];
  for (const { source, numbers } of citedPages(report)) {
    const pictures = await picturesOf(source, numbers.slice(0, maxPagePictures - pages.length), services);
    for (const picture of pictures) {
      const { asset, bytes } = await makeAsset(picture.bytes, {
        mediaType: picture.mediaType,
        sourceId: source.id,
        locator: { page: picture.page },
      });
      await services.folder.writeBytes(`assets/${assetFileName(asset.id, asset.mediaType)}`, bytes);
      assets.push(asset);
      pages.push({ sourceId: source.id, page: picture.page, assetId: asset.id });
    }
  }
  const known = new Set(report.assets.map((asset) => asset.id));
  return { ...report, pages, assets: [...report.assets, ...assets.filter((asset) => !known.has(asset.id))] };
}

function citedPages(report: Report): readonly { source: Source; numbers: readonly number[] }[] {
  const pageOf = (item: Evidence) => (item.locator.page === undefined ? [] : [item.locator.page]);
  return report.sources.map((source) => {
    const cited = report.evidence.filter((item) => item.sourceId === source.id).flatMap(pageOf);
    return { source, numbers: [...new Set(cited)].sort((a, b) => a - b) };
  });
}

async function picturesOf(source: Source, pages: readonly number[], services: Services): Promise<readonly PageImage[]> {
  const stored = services.library.get(source.id);
  const { path, url = "" } = stored?.source ?? source;
  const target = path === undefined ? { url, userTyped: false } : { path };
  if (stored) await services.folder.writeJson(`sources/${source.id}.json`, stored);
  // What a tool answered is kept with the call; there is nothing to draw and nowhere to look again.
  if (url.startsWith("tool:")) return [];
  const loaded = await loadResource(target, services);
  if (!loaded.ok || loaded.resource.sha256 !== source.sha256) return missing(source, services);
  const { resource } = loaded;
  await services.folder.writeBytes(`sources/${originalFileName(source)}`, resource.bytes);
  const picture = parserFor(resource)?.picture;
  if (!picture || pages.length === 0) return [];
  const { signal, temporaryFolder } = services;
  return picture(resource, { pages, dpi: pictureDpi }, { signal, temporaryFolder });
}

function missing(source: Source, services: Services): readonly PageImage[] {
  const target = source.path ?? source.url ?? source.id;
  const message = `${target} changed or is gone since it was read; its pages are quoted but not pictured.`;
  const failure: Failure = { stage: "render", target, code: "not-found", message };
  services.emit({ type: "failure", failure });
  return [];
}
