import { isAbort } from "../../errors.ts";
import type { SourceLink, SourcePage } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import { type BlockDraft, placeBlocks } from "../blocks.ts";
import { embedImages } from "../embedded-images.ts";
import { failed } from "../failed.ts";
import { nameWithoutEnding } from "../name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";
import { openZip, type ZipArchive } from "../zip.ts";
import { readCoreProperties } from "./core-properties.ts";
import { officeFailure } from "./office-failure.ts";
import { readSlide } from "./slide.ts";
import { childrenOf, descendantsOf, readXml, relationsOf, rootOf } from "./xml.ts";

const maximumBytes = 200 * 1024 * 1024;
const emuPerPoint = 12_700;

/** Slide decks: a page a slide, with title, text, tables, chart data, pictures and speaker notes. */
export const pptxParser = defineParser({
  name: "pptx",
  version: 2,
  accepts: ({ mediaType }) => mediaType === "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  parse: parsePptx,
});

async function parsePptx(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 200 MB that are read of a slide deck");
  try {
    return await readPptx(resource, await openZip(resource.bytes), context.signal);
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return officeFailure(resource, error, "slide deck");
  }
}

async function readPptx(resource: Resource, archive: ZipArchive, signal: AbortSignal): Promise<ParseResult> {
  const { slides, width, height } = await readDeck(archive);
  const found: BlockDraft[] = [];
  const pages: SourcePage[] = [];
  const links = new Map<string, SourceLink>();
  const dropped: { what: string; why: string }[] = [];
  for (const [index, path] of slides.entries()) {
    signal.throwIfAborted();
    const page = index + 1;
    const slide = await readSlide(archive, path, page);
    if (slide.isHidden) dropped.push({ what: `slide ${page}`, why: "hidden in the deck" });
    else {
      found.push(...slide.drafts.map((draft) => ({ ...draft, page })));
      for (const link of slide.links) if (!links.has(link.url)) links.set(link.url, link);
    }
    pages.push({ number: page, width, height, text: slide.drafts.length > 0 ? "native" : "none" });
  }
  const { drafts, assets, rejected } = await embedImages(found, { signal, read: (name) => archive.read(name) });
  if (drafts.length === 0) return failed(resource, "empty", "has no text");
  const metadata = { title: titleOf(drafts, resource.name), authors: [], ...(await readCoreProperties(archive)) };
  const parsed = {
    metadata,
    blocks: placeBlocks(drafts, metadata.title),
    pages,
    links: [...links.values()],
    assets: assets.map(({ asset }) => asset),
    dropped: [...dropped, ...rejected],
    warnings: [],
  };
  return { ok: true, parsed, assets };
}

function titleOf(drafts: readonly BlockDraft[], name: string): string {
  const heading = drafts.find((draft) => draft.type === "heading" && !/^Slide \d+$/.test(draft.text));
  return heading?.type === "heading" ? heading.text : nameWithoutEnding(name);
}

/** The slides in their order and their size in points. */
async function readDeck(
  archive: ZipArchive,
): Promise<{ readonly slides: readonly string[]; readonly width: number; readonly height: number }> {
  const path = "ppt/presentation.xml";
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) throw new Error("it holds no presentation");
  const relations = await relationsOf(archive, path);
  const ids = childrenOf(root, "p:sldIdLst").flatMap((list) => childrenOf(list, "p:sldId"));
  const size = descendantsOf(root, "p:sldSz")[0];
  const points = (name: string) => Math.round(Number(size?.attribs[name] ?? 0) / emuPerPoint);
  return {
    slides: ids.flatMap((id) => relations.get(id.attribs["r:id"] ?? "")?.target ?? []),
    width: points("cx"),
    height: points("cy"),
  };
}
