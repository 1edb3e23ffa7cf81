import type { CheerioAPI } from "cheerio";
import type { BlockDraft } from "../blocks.ts";
import { cleanCode } from "../clean-text.ts";
import type { Dropped } from "./clean.ts";
import {
  all,
  attributeOf,
  type Element,
  elementsNamed,
  hasBlockInside,
  isBlock,
  isElement,
  type Node,
  nameWords,
} from "./dom.ts";
import { readFigure } from "./figures.ts";
import { inlineText, textOf } from "./inline-text.ts";
import { readTable, roleOfTable } from "./tables.ts";

/** A block with the element it came from, so that later rules can judge its surroundings. */
export interface WalkedBlock {
  readonly draft: BlockDraft;
  readonly element: Element;
}

interface Walk {
  readonly blocks: readonly WalkedBlock[];
  readonly dropped: readonly Dropped[];
}

type LeafType = "paragraph" | "list-item";

interface Walker {
  readonly $: CheerioAPI;
  readonly baseUrl: string | undefined;
  readonly blocks: WalkedBlock[];
  readonly dropped: Map<string, Dropped>;
  readonly seenImages: Set<string>;
}

/**
 * All blocks under `root` in reading order, main text or not.
 *
 * Contract: every visible text is in exactly one block; tables stay whole; the tree is not changed.
 */
export function walkBlocks($: CheerioAPI, root: Element, baseUrl: string | undefined): Walk {
  const walker: Walker = { $, baseUrl, blocks: [], dropped: new Map(), seenImages: new Set() };
  walkChildren(walker, root, "paragraph");
  return { blocks: walker.blocks, dropped: [...walker.dropped.values()] };
}

/** Runs of inline nodes become leaves; blocks between them are walked in turn. */
function walkChildren(walker: Walker, parent: Element, leaf: LeafType): void {
  let run: Node[] = [];
  const flush = () => {
    addLeaves(walker, parent, { run, leaf });
    run = [];
  };
  for (const child of parent.children) {
    if (!isBlock(child) && !(isElement(child) && hasBlockInside(child))) {
      run.push(child);
      continue;
    }
    flush();
    walkElement(walker, child, leaf);
  }
  flush();
}

function walkElement(walker: Walker, element: Element, leaf: LeafType): void {
  const level = headingLevel(element);
  if (level !== undefined && !isComposite(element)) addHeading(walker, element, level);
  else if (element.name === "table") walkTable(walker, element, "");
  else if (/^(?:ul|ol|menu|dir)$/.test(element.name)) walkChildren(walker, element, "list-item");
  else if (element.name === "dl") walkDefinitions(walker, element);
  else if (element.name === "pre") addCode(walker, element);
  else if (element.name === "figure") walkFigure(walker, element, leaf);
  else if (!isCaption(walker, element)) walkChildren(walker, element, leaf);
}

function headingLevel(element: Element): number | undefined {
  const byName = /^h([1-6])$/.exec(element.name)?.[1];
  if (byName !== undefined) return Number(byName);
  if (attributeOf(element, "role") !== "heading") return undefined;
  return Number(/^[1-6]$/.exec(attributeOf(element, "aria-level"))?.[0] ?? 2);
}

/** Some pages put whole articles into a heading element. */
function isComposite(element: Element): boolean {
  return element.children.some(
    (child) => isElement(child) && /^(?:p|ul|ol|table|figure|section|article|h[1-6])$/.test(child.name),
  );
}

function addHeading(walker: Walker, element: Element, level: number): void {
  const text = textOf(element);
  if (text !== "") walker.blocks.push({ draft: { type: "heading", level, text }, element });
  addImages(walker, elementsNamed(element, "img"));
}

/** Two line breaks in a row part paragraphs, as old pages write them. */
function addLeaves(
  walker: Walker,
  element: Element,
  options: { readonly run: readonly Node[]; readonly leaf: LeafType },
): void {
  for (const part of partsOf(options.run)) {
    const text = inlineText(part);
    if (/[\p{L}\p{N}]/u.test(text)) walker.blocks.push({ draft: { type: options.leaf, text }, element });
    addImages(
      walker,
      part.filter(isElement).flatMap((node) => elementsNamed(node, "img")),
    );
  }
}

function partsOf(run: readonly Node[]): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]];
  let breaks = 0;
  for (const node of run) {
    const isBreak = isElement(node) && node.name === "br";
    const isBlank = node.type === "text" && node.data.trim() === "";
    if (!isBlank) breaks = isBreak ? breaks + 1 : 0;
    if (breaks >= 2) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}

function walkDefinitions(walker: Walker, list: Element): void {
  let term: Element | undefined;
  for (const child of list.children.filter(isElement)) {
    if (child.name === "dt") {
      if (term !== undefined) walkChildren(walker, term, "list-item");
      term = child;
    } else if (child.name === "dd") {
      addDefinition(walker, term, child);
      term = undefined;
    } else if (child.name === "div") walkDefinitions(walker, child);
    else walkElement(walker, child, "list-item");
  }
  if (term !== undefined) walkChildren(walker, term, "list-item");
}

/** A short term and its one-paragraph definition are one item: `Term: definition`. */
function addDefinition(walker: Walker, term: Element | undefined, definition: Element): void {
  const name = term === undefined || hasBlockInside(term) ? "" : textOf(term).replace(/\s*:$/, "");
  const text = textOf(definition);
  if (name !== "" && name.length < 80 && text !== "" && !hasBlockInside(definition)) {
    walker.blocks.push({ draft: { type: "list-item", text: `${name}: ${text}` }, element: definition });
    addImages(walker, elementsNamed(definition, "img"));
    return;
  }
  if (term !== undefined) walkChildren(walker, term, "list-item");
  walkChildren(walker, definition, term === undefined ? "paragraph" : "list-item");
}

function addCode(walker: Walker, element: Element): void {
  const copy = walker.$(element).clone();
  copy.find(".lineno, .linenos, .line-number, .line-numbers, .gutter, [data-line-number]:empty").remove();
  copy.find("br").replaceWith("\n");
  const text = cleanCode(copy.text());
  if (text !== "") walker.blocks.push({ draft: { type: "code", text }, element });
}

function walkTable(walker: Walker, table: Element, caption: string): void {
  const role = roleOfTable(walker.$, table);
  if (role === "navigation") drop(walker, "navigation table", "links to other pages, not data");
  else if (role === "layout") walkLayout(walker, table);
  else addTable(walker, table, caption);
}

function addTable(walker: Walker, table: Element, caption: string): void {
  const draft = readTable(walker.$, table, caption);
  if (draft !== undefined) walker.blocks.push({ draft, element: table });
  addImages(walker, elementsNamed(table, "img"));
}

/** A table used for layout reads cell by cell; a column of line numbers beside code is dropped. */
function walkLayout(walker: Walker, table: Element): void {
  for (const child of table.children.filter(isElement)) {
    if (child.name === "td" || child.name === "th") {
      if (!/\bgutter\b|\blinenos\b|\brouge-gutter\b/.test(nameWords(child))) walkChildren(walker, child, "paragraph");
    } else if (child.name === "caption") walkChildren(walker, child, "paragraph");
    else walkLayout(walker, child);
  }
}

/** A figure of pictures, or a table, code or quotation with a caption. */
function walkFigure(walker: Walker, figure: Element, leaf: LeafType): void {
  const { $ } = walker;
  const captionElement = $(figure).find("figcaption").first().get(0);
  const tables = all($, "table", figure).filter((table) => roleOfTable($, table) === "data");
  if (tables.length > 0) {
    for (const table of tables) walkTable(walker, table, captionElement === undefined ? "" : textOf(captionElement));
    return;
  }
  const before = walker.blocks.length;
  const inner = figure.children.filter((child) => child !== captionElement);
  const images = all($, "img", figure);
  if (images.length > 0) addImages(walker, images);
  else for (const child of inner) if (isElement(child)) walkElement(walker, child, leaf);
  if (walker.blocks.length === before && captionElement !== undefined) walkChildren(walker, captionElement, leaf);
}

/** Captions of figures outside `<figure>` stand in their figure; they are not paragraphs too. */
function isCaption(walker: Walker, element: Element): boolean {
  if (!/\b(?:thumbcaption|gallerytext|wp-caption-text)\b/.test(attributeOf(element, "class"))) return false;
  const text = textOf(element);
  return walker.blocks.slice(-6).some(({ draft }) => draft.type === "figure" && draft.caption === text);
}

function addImages(walker: Walker, images: readonly Element[]): void {
  for (const element of images) {
    const result = readFigure(walker.$, element, walker.baseUrl);
    if (!result.ok) drop(walker, result.what, result.why);
    else if (!walker.seenImages.has(sameImage(result.figure.url))) {
      walker.seenImages.add(sameImage(result.figure.url));
      walker.blocks.push({ draft: result.figure, element });
    }
  }
}

/** The same picture in another size: `sea-1000x600.jpg` and `sea.jpg`. */
function sameImage(url: string): string {
  return url.startsWith("data:")
    ? url
    : url.replace(/(\.(?:jpe?g|png|webp|gif|avif))[?#].*$/i, "$1").replace(/-\d{2,4}x\d{2,4}(?=\.\w+$)/, "");
}

function drop(walker: Walker, what: string, why: string): void {
  walker.dropped.set(`${what} ${why}`, { what, why });
}
