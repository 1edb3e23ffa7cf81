import { dirname } from "node:path";
import type { Html, Nodes, Parents, Root, RootContent, Table } from "mdast";
import { isAbort, messageOf } from "../errors.ts";
import type { SourceLink, SourceMetadata } from "../evidence/parsed-source.ts";
import type { Resource } from "../evidence/resource.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import { type BlockDraft, placeBlocks } from "./blocks.ts";
import { decodeText } from "./charset.ts";
import { cleanCode, cleanText } from "./clean-text.ts";
import { embedImages } from "./embedded-images.ts";
import { failed } from "./failed.ts";
import { takeFrontMatter } from "./front-matter.ts";
import { readHtmlBlocks, superscript } from "./html/index.ts";
import { nameWithoutEnding } from "./name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "./parser.ts";

const maximumBytes = 20 * 1024 * 1024;

/** Markdown with GitHub's tables, footnotes and strike-through, and YAML front matter. */
export const markdownParser = defineParser({
  name: "markdown",
  version: 3,
  accepts: ({ mediaType }) => mediaType === "text/markdown",
  parse: parseMarkdown,
});

async function parseMarkdown(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 20 MB that are read of Markdown");
  try {
    return await readMarkdown(resource, context.signal);
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return failed(resource, "broken", `cannot be read as Markdown: ${messageOf(error)}`);
  }
}

async function readMarkdown(resource: Resource, signal: AbortSignal): Promise<ParseResult> {
  const [{ fromMarkdown }, { gfm }, { gfmFromMarkdown }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("micromark-extension-gfm"),
    import("mdast-util-gfm"),
  ]);
  const { facts, body } = takeFrontMatter(decodeText(resource.bytes, resource.charset).text);
  const root = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const definitions = definitionsOf(root.children);
  const html = await htmlDrafts(root, signal);
  const found = root.children
    .flatMap((node) => draftsOf(node, { definitions, html }))
    .map((draft) => withAddress(draft, resource.url));
  const folder = resource.path === undefined ? {} : { folder: dirname(resource.path) };
  const { drafts, assets, rejected } = await embedImages(found, { signal, ...folder });
  if (drafts.length === 0) return failed(resource, "empty", "has no text");
  const metadata: SourceMetadata = { authors: [], ...facts, title: facts.title ?? titleOf(drafts, resource.name) };
  const links = linksOf(root, { definitions, base: resource.url });
  const parsed = {
    metadata,
    blocks: placeBlocks(drafts, metadata.title),
    pages: [],
    links,
    assets: assets.map(({ asset }) => asset),
    dropped: rejected,
    warnings: [],
  };
  return { ok: true, parsed, assets };
}

/** A picture's address made absolute, if the document has one. */
function withAddress(draft: BlockDraft, base: string | undefined): BlockDraft {
  if (draft.type !== "figure" || draft.url === undefined || !canParseUrl(draft.url, base)) return draft;
  return { ...draft, url: new URL(draft.url, base).href };
}

type Definitions = ReadonlyMap<string, string>;

function definitionsOf(nodes: readonly RootContent[]): Definitions {
  return new Map(nodes.flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url] as const] : [])));
}

/** What the nodes of a document refer to. */
interface Known {
  readonly definitions: Definitions;
  readonly html: ReadonlyMap<Html, readonly BlockDraft[]>;
}

/** Reads the HTML between the Markdown by the rules of pages: tables stay tables, comments and scripts go. */
async function htmlDrafts(root: Root, signal: AbortSignal): Promise<Known["html"]> {
  const found = new Map<Html, readonly BlockDraft[]>();
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ("children" in node && node.type !== "paragraph") waiting.push(...node.children);
    if (node.type !== "html") continue;
    // Pictures keep their addresses: they are read with those of the Markdown.
    found.set(node, await readHtmlBlocks(node.value, { signal }));
  }
  return found;
}

function draftsOf(node: RootContent, known: Known): readonly BlockDraft[] {
  switch (node.type) {
    case "heading":
      return textDraft({ type: "heading", level: node.depth }, node);
    case "paragraph":
      return [...textDraft({ type: "paragraph" }, node), ...figuresIn(node, known.definitions)];
    case "list":
      return node.children.flatMap((item) => item.children.flatMap((child) => asItem(draftsOf(child, known))));
    case "blockquote":
      return node.children.flatMap((child) => draftsOf(child, known));
    case "code": {
      const text = cleanCode(node.value);
      return text === "" ? [] : [{ type: "code", text }];
    }
    case "table":
      return tableDraft(node);
    case "footnoteDefinition":
      return node.children.flatMap((child) => draftsOf(child, known));
    case "html":
      return known.html.get(node) ?? [];
    default:
      return [];
  }
}

function textDraft(
  shape: { readonly type: "heading"; readonly level: number } | { readonly type: "paragraph" },
  node: Parents,
): readonly BlockDraft[] {
  const text = cleanText(textOf(node));
  return text === "" ? [] : [{ ...shape, text }];
}

function asItem(drafts: readonly BlockDraft[]): readonly BlockDraft[] {
  return drafts.map((draft) => (draft.type === "paragraph" ? { ...draft, type: "list-item" } : draft));
}

/** Plain text of phrasing content; images and footnote marks have none. */
function textOf(node: Nodes): string {
  if (node.type === "text" || node.type === "inlineCode") return node.value;
  if (node.type === "break" || (node.type === "html" && /^<br\b/i.test(node.value))) return " ";
  return "children" in node ? withExponents(node.children) : "";
}

/** `10<sup>6</sup>` is 10⁶, not 106. */
function withExponents(nodes: readonly Nodes[]): string {
  let text = "";
  let raised: string | undefined;
  for (const node of nodes) {
    const tag = node.type === "html" ? node.value.toLowerCase() : "";
    if (/^<sup\b/.test(tag)) raised = "";
    else if (tag === "</sup>") {
      text += superscript(raised ?? "");
      raised = undefined;
    } else if (raised === undefined) text += textOf(node);
    else raised += textOf(node);
  }
  return text + (raised ?? "");
}

function tableDraft(table: Table): readonly BlockDraft[] {
  const [header, ...rows] = table.children.map((row) => row.children.map((cell) => cleanText(textOf(cell))));
  if (header === undefined) return [];
  const body = rows.map((row) => header.map((_, column) => ({ text: row[column] ?? "" })));
  return [{ type: "table", header: header.some((text) => text !== "") ? [header] : [], rows: body }];
}

function figuresIn(node: Parents, definitions: Definitions): readonly BlockDraft[] {
  return node.children.flatMap((child): readonly BlockDraft[] => {
    if (child.type === "image" || child.type === "imageReference") {
      const url = child.type === "image" ? child.url : definitions.get(child.identifier);
      const alt = cleanText(child.alt ?? "");
      const caption = child.type === "image" ? cleanText(child.title ?? "") : "";
      if (url === undefined || /badge|shields\.io/i.test(url)) return [];
      return [
        {
          type: "figure",
          url,
          kind: "unknown",
          ...(alt === "" ? {} : { alt }),
          ...(caption === "" ? {} : { caption }),
        },
      ];
    }
    return "children" in child ? figuresIn(child, definitions) : [];
  });
}

function titleOf(drafts: readonly BlockDraft[], name: string): string {
  const heading = drafts.find((draft) => draft.type === "heading");
  return heading?.type === "heading" ? heading.text : nameWithoutEnding(name);
}

function linksOf(
  node: Nodes,
  options: { readonly definitions: Definitions; readonly base: string | undefined },
): readonly SourceLink[] {
  const found = new Map<string, SourceLink>();
  const visit = (current: Nodes): void => {
    const address =
      current.type === "link"
        ? current.url
        : current.type === "linkReference"
          ? options.definitions.get(current.identifier)
          : undefined;
    if (address !== undefined && canParseUrl(address, options.base)) {
      const url = new URL(address, options.base).href;
      const text = cleanText(textOf(current));
      if (/^https?:/.test(url) && !found.has(url)) found.set(url, { url, text: text === "" ? url : text });
    }
    if ("children" in current) for (const child of current.children) visit(child);
  };
  visit(node);
  return [...found.values()];
}
