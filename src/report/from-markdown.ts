import type { Table as MarkdownTable, Nodes, Parents, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Block, Cell, Inline } from "./model.ts";
import { textOf } from "./walk.ts";

/** What a writer was given to point at: `e1` is a piece of evidence, `v1` a finished table, chart or figure. */
export interface Handles {
  readonly evidence: ReadonlyMap<string, string>;
  readonly visuals: ReadonlyMap<string, Block>;
}

/** What a writer's words became. */
interface FromMarkdown {
  readonly blocks: readonly Block[];
  /** What had to be left out, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Turns what a writer wrote into blocks: Markdown with `[@e1]` or `[@e1; @e2]` after a sentence, and `::visual{#v1}` on a
 * line of its own.
 *
 * Contract: only handles that were given become citations and visuals; addresses, pictures and HTML that the writer wrote
 * are left out, their words stay; headings become emphasised lines, because sections nest and are not blocks; a table
 * gets the id `<idPrefix>-table-<n>`.
 */
export function blocksFromMarkdown(markdown: string, handles: Handles, idPrefix: string): FromMarkdown {
  const root = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const context: Context = { handles, idPrefix, problems: [], placed: new Set(), tables: 0 };
  const blocks = root.children.flatMap((node) => toBlocks(node, context));
  return { blocks, problems: [...new Set(context.problems)] };
}

interface Context {
  readonly handles: Handles;
  readonly idPrefix: string;
  readonly problems: string[];
  readonly placed: Set<string>;
  tables: number;
}

function toBlocks(node: RootContent, context: Context): readonly Block[] {
  switch (node.type) {
    case "paragraph":
      return paragraphBlocks(node.children, context);
    case "heading": {
      const children = inlinesOf(node.children, context);
      return textOf(children).trim() === "" ? [] : [{ type: "paragraph", children: [{ type: "strong", children }] }];
    }
    case "list": {
      const items = node.children
        .map((item) => item.children.flatMap((child) => toBlocks(child, context)))
        .filter((item) => item.length > 0);
      return items.length > 0 ? [{ type: "list", ordered: node.ordered === true, items }] : [];
    }
    case "blockquote": {
      const children = node.children.flatMap((child) => toBlocks(child, context));
      return children.length > 0 ? [{ type: "quote", children }] : [];
    }
    case "code":
      return [{ type: "code", language: node.lang ?? "", value: node.value }];
    case "table":
      return tableBlocks(node, context);
    case "html":
      context.problems.push("HTML was left out.");
      return [];
    default:
      return [];
  }
}

const visualMark = /^::(?:visual|figure|chart|table)\{#(v\d+)\}$/;

/** Writers forget the empty line around a visual: its mark may stand on any line of a paragraph. */
function paragraphBlocks(nodes: readonly PhrasingContent[], context: Context): readonly Block[] {
  const lines = linesOf(nodes);
  if (!lines.some((line) => visualIn(line))) return textBlocks(nodes, context);
  const blocks: Block[] = [];
  let words: PhrasingContent[] = [];
  for (const line of lines) {
    const handle = visualIn(line);
    if (handle === undefined) words.push(...(words.length > 0 ? [{ type: "break" } as const] : []), ...line);
    else {
      blocks.push(...textBlocks(words, context), ...visualBlocks(handle, context));
      words = [];
    }
  }
  return [...blocks, ...textBlocks(words, context)];
}

function textBlocks(nodes: readonly PhrasingContent[], context: Context): readonly Block[] {
  const children = inlinesOf(nodes, context);
  return textOf(children).trim() === "" ? [] : [{ type: "paragraph", children }];
}

/** The nodes of each line; only plain text and breaks end one. */
function linesOf(nodes: readonly PhrasingContent[]): readonly (readonly PhrasingContent[])[] {
  const lines: PhrasingContent[][] = [[]];
  for (const node of nodes) {
    if (node.type === "break") lines.push([]);
    else if (node.type !== "text") lines.at(-1)?.push(node);
    else
      for (const [index, value] of node.value.split("\n").entries()) {
        if (index > 0) lines.push([]);
        if (value !== "") lines.at(-1)?.push({ type: "text", value });
      }
  }
  return lines;
}

/** The visual that a line of its own places. */
function visualIn(line: readonly PhrasingContent[]): string | undefined {
  return line.every(({ type }) => type === "text") ? visualMark.exec(plainText(line).trim())?.[1] : undefined;
}

function visualBlocks(handle: string, context: Context): readonly Block[] {
  const block = context.handles.visuals.get(handle);
  if (!block) context.problems.push(`There is no visual ${handle}.`);
  if (!block || context.placed.has(handle)) return [];
  context.placed.add(handle);
  return [block];
}

function inlinesOf(nodes: readonly PhrasingContent[], context: Context): readonly Inline[] {
  return nodes.flatMap((node) => toInlines(node, context));
}

function toInlines(node: PhrasingContent, context: Context): readonly Inline[] {
  switch (node.type) {
    case "text":
      return textInlines(node.value, context);
    case "strong":
    case "emphasis":
      return [{ type: node.type, children: inlinesOf(node.children, context) }];
    case "delete":
      return inlinesOf(node.children, context);
    case "inlineCode":
      return [{ type: "inlineCode", value: node.value }];
    case "break":
      return [{ type: "text", value: " " }];
    case "html":
      if (/^<br\s*\/?>$/i.test(node.value)) return [{ type: "text", value: " " }];
      context.problems.push("HTML was left out.");
      return [];
    case "link":
      context.problems.push("An address was left out.");
      return plainText(node.children).trim() === node.url || isAddress(plainText(node.children))
        ? []
        : inlinesOf(node.children, context);
    case "image":
    case "imageReference":
      context.problems.push("A picture that the writer named by itself was left out.");
      return [];
    case "linkReference":
      return inlinesOf(node.children, context);
    default:
      return [];
  }
}

function isAddress(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+$/i.test(text.trim());
}

/**
 * `[@e1]`, `[e1]`, `[@e1; @e2]`, `[@e1, e2]`, `[@e3-e9]`: models forget the sign, know ranges from outlines, and in
 * Chinese and Japanese write the brackets and commas of those.
 */
const citationMark = /[[［【]\s*(@?e\d+(?:\s*[;,；，、–-]?\s*@?e\d+)*)\s*[\]］】]/g;
/** A series of years; a longer range is a mistake. */
const longestRange = 60;

function textInlines(value: string, context: Context): readonly Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of value.matchAll(citationMark)) {
    push(inlines, value.slice(end, match.index));
    end = match.index + match[0].length;
    const ids = idsOf(match[1] ?? "", context);
    const [first, ...others] = ids;
    if (first !== undefined) inlines.push({ type: "citation", evidenceIds: [first, ...others] });
  }
  push(inlines, value.slice(end));
  return inlines;
}

function idsOf(marks: string, { handles, problems }: Context): readonly string[] {
  const names = [...marks.matchAll(/e(\d+)(?:\s*[–-]\s*@?e(\d+))?/g)].flatMap(([, from = "", to = from]) => {
    const length = Math.min(Number(to) - Number(from) + 1, longestRange);
    return Array.from({ length: Math.max(1, length) }, (_, index) => `e${Number(from) + index}`);
  });
  for (const name of names) if (!handles.evidence.has(name)) problems.push(`There is no evidence ${name}.`);
  return [...new Set(names.flatMap((name) => handles.evidence.get(name) ?? []))];
}

function push(inlines: Inline[], value: string): void {
  const text = value.replace(/\s+/g, " ");
  if (text !== "") inlines.push({ type: "text", value: text });
}

function tableBlocks(node: MarkdownTable, context: Context): readonly Block[] {
  const [head, ...body] = node.children.map((row) => row.children.map((cell) => inlinesOf(cell.children, context)));
  if (!head || body.length === 0) return [];
  context.tables += 1;
  const cellAt = (cells: readonly (readonly Inline[])[], column: number): Cell => ({
    children: cells[column] ?? [],
    ...(node.align?.[column] === "right" ? { align: "right" as const } : {}),
  });
  const header = head.map((_, column) => cellAt(head, column));
  const rows = body.map((cells) => head.map((_, column) => cellAt(cells, column)));
  return [{ type: "table", id: `${context.idPrefix}-table-${context.tables}`, caption: [], header, rows }];
}

function plainText(nodes: readonly Nodes[]): string {
  return nodes
    .map((node) => {
      if (node.type === "break") return "\n";
      if ("value" in node) return node.value;
      return "children" in node ? plainText((node as Parents).children) : "";
    })
    .join("");
}
