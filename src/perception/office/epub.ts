import { isAbort } from "../../errors.ts";
import type { AssetBytes, SourceMetadata } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import { type BlockDraft, placeBlocks } from "../blocks.ts";
import { decodeText } from "../charset.ts";
import { cleanText } from "../clean-text.ts";
import { failed } from "../failed.ts";
import { readHtml } from "../html/index.ts";
import { isoDate } from "../iso-date.ts";
import { nameWithoutEnding } from "../name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";
import { openZip, type ZipArchive } from "../zip.ts";
import { officeFailure } from "./office-failure.ts";
import { descendantsOf, rawTextOf, readXml, resolvePath, rootOf } from "./xml.ts";

/** What Adobe, Readium and Apple put beside chapters that they have encrypted. */
const rightsFiles = new Set(["META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml"]);
const maximumBytes = 200 * 1024 * 1024;

/** Electronic books: the chapters of the spine in order, each read like a document. */
export const epubParser = defineParser({
  name: "epub",
  version: 3,
  accepts: ({ mediaType }) => mediaType === "application/epub+zip",
  parse: parseEpub,
});

async function parseEpub(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 200 MB that are read of a book");
  try {
    const archive = await openZip(resource.bytes);
    if (archive.names.some((name) => rightsFiles.has(name)))
      return failed(resource, "password", "is protected by digital rights management");
    return await readEpub(resource, archive, context.signal);
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return officeFailure(resource, error, "electronic book");
  }
}

async function readEpub(resource: Resource, archive: ZipArchive, signal: AbortSignal): Promise<ParseResult> {
  const book = await readPackage(archive, resource.name);
  const drafts: BlockDraft[] = [];
  const assets = new Map<string, AssetBytes>();
  for (const path of book.chapters) {
    const bytes = await archive.read(path);
    if (bytes === undefined) continue;
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const read = (address: string) => archive.read(resolvePath(folder, address));
    const chapter = await readHtml(withEndTags(decodeText(bytes).text), { name: path, signal, mainOnly: false, read });
    drafts.push(...chapter.parsed.blocks.map(({ id: _id, locator: _locator, ...draft }) => draft));
    for (const asset of chapter.assets) assets.set(asset.asset.id, asset);
  }
  if (drafts.length === 0) return failed(resource, "empty", "has no text");
  const blocks = placeBlocks(drafts, book.metadata.title);
  const list = [...assets.values()];
  const parsed = {
    metadata: book.metadata,
    blocks,
    pages: [],
    links: [],
    assets: list.map(({ asset }) => asset),
    dropped: [],
    warnings: [],
  };
  return { ok: true, parsed, assets: list };
}

/** XHTML may write `<title/>`, which a reader of HTML takes for a title that never ends. */
function withEndTags(xhtml: string): string {
  return xhtml.replace(
    /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([a-z][\w-]*)(\s[^<>]*)?\/>/gi,
    "<$1$2></$1>",
  );
}

/** The package document: metadata and the reading order (EPUB 3.3, section 5). */
async function readPackage(
  archive: ZipArchive,
  name: string,
): Promise<{ readonly metadata: SourceMetadata; readonly chapters: readonly string[] }> {
  const container = await readXml(archive, "META-INF/container.xml");
  const containerRoot = container === undefined ? undefined : rootOf(container);
  const path =
    containerRoot === undefined ? "" : (descendantsOf(containerRoot, "rootfile")[0]?.attribs["full-path"] ?? "");
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) throw new Error("it holds no package document");
  const all = (field: string) =>
    descendantsOf(root, field)
      .map((element) => cleanText(rawTextOf(element)))
      .filter((text) => text !== "");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const items = new Map(descendantsOf(root, "item").map((item) => [item.attribs.id ?? "", item.attribs.href ?? ""]));
  const spine = descendantsOf(root, "itemref").flatMap((reference) => items.get(reference.attribs.idref ?? "") ?? []);
  const published = isoDate(all("dc:date")[0] ?? "");
  const [language] = all("dc:language");
  const metadata = {
    title: all("dc:title")[0] ?? nameWithoutEnding(name),
    authors: all("dc:creator"),
    ...(published === undefined ? {} : { published }),
    ...(language === undefined ? {} : { language }),
  };
  return { metadata, chapters: spine.map((href) => resolvePath(folder, href)) };
}
