import type { AssetBytes, ParsedSource } from "../../evidence/parsed-source.ts";
import { type BlockDraft, placeBlocks } from "../blocks.ts";
import { type EmbeddedImageOptions, embedImages } from "../embedded-images.ts";
import { cleanTree, type Dropped } from "./clean.ts";
import { absolute } from "./figures.ts";
import { readLinks } from "./links.ts";
import { mainBlocks } from "./main-text.ts";
import { replaceMath } from "./math.ts";
import { readMetadata } from "./metadata.ts";
import { tameTree } from "./shape.ts";
import { type WalkedBlock, walkBlocks } from "./walk.ts";

/** What is known of the HTML beside its text. */
export interface ReadHtmlOptions extends EmbeddedImageOptions {
  /** File or page name, the title where the HTML gives none. */
  readonly name: string;
  /** What relative addresses are resolved against; without it they stay out of the links. */
  readonly url?: string;
  /** Leaves out what surrounds the main text; off for documents that are all text (DOCX, EPUB chapters). */
  readonly mainOnly: boolean;
}

/** Reads HTML text into blocks, metadata, links and embedded pictures. Contract: touches no network and runs no script. */
export async function readHtml(
  html: string,
  options: ReadHtmlOptions,
): Promise<{ readonly parsed: ParsedSource; readonly assets: readonly AssetBytes[] }> {
  const { load } = await import("cheerio");
  // Without scripting, `<noscript>` has elements as children, not raw text.
  const $ = load(html, { scriptingEnabled: false });
  const baseUrl = absolute($("base[href]").attr("href") ?? "", options.url) || options.url;
  const { elements } = tameTree($);
  const metadata = readMetadata($, { name: options.name, ...(baseUrl === undefined ? {} : { url: baseUrl }) });
  replaceMath($);
  const cleaned = cleanTree($, { isFragment: false });
  const body = $("body").get(0);
  const walk = body === undefined ? { blocks: [], dropped: [] } : walkBlocks($, body, baseUrl);
  options.signal.throwIfAborted();
  const kept = options.mainOnly
    ? await mainBlocks($, walk.blocks, { elements, ...(baseUrl === undefined ? {} : { url: baseUrl }) })
    : walk.blocks;
  options.signal.throwIfAborted();
  const { drafts, assets, rejected } = await embedImages(
    kept.map((block) => block.draft),
    options,
  );
  const parsed: ParsedSource = {
    metadata,
    blocks: placeBlocks(drafts, metadata.title),
    pages: [],
    links: readLinks(
      $,
      kept.map((block) => block.element),
      baseUrl,
    ),
    assets: assets.map(({ asset }) => asset),
    dropped: [...cleaned, ...walk.dropped, ...rejected, ...boilerplate(walk.blocks, kept)],
    warnings: [],
  };
  return { parsed, assets };
}

/** The blocks of a piece of HTML, pictures by their addresses. Contract: as `readHtml`. */
export async function readHtmlBlocks(
  html: string,
  options: Pick<ReadHtmlOptions, "signal">,
): Promise<readonly BlockDraft[]> {
  const { load } = await import("cheerio");
  const $ = load(html, { scriptingEnabled: false });
  tameTree($);
  replaceMath($);
  cleanTree($, { isFragment: true });
  options.signal.throwIfAborted();
  const body = $("body").get(0);
  return body === undefined ? [] : walkBlocks($, body, undefined).blocks.map(({ draft }) => draft);
}

function boilerplate(all: readonly WalkedBlock[], kept: readonly WalkedBlock[]): readonly Dropped[] {
  const count = all.length - kept.length;
  return count === 0
    ? []
    : [{ what: `${count} blocks around the main text`, why: "navigation, adverts, related pages or comments" }];
}
