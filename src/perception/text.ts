import type { Resource } from "../evidence/resource.ts";
import { type BlockDraft, placeBlocks } from "./blocks.ts";
import { decodeText } from "./charset.ts";
import { cleanText } from "./clean-text.ts";
import { failed } from "./failed.ts";
import { nameWithoutEnding } from "./name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "./parser.ts";

const maximumBytes = 20 * 1024 * 1024;

/** Plain text: paragraphs between empty lines, list items, and lines that can only be headings. */
export const textParser = defineParser({
  name: "text",
  version: 2,
  accepts: ({ mediaType }) => mediaType === "text/plain",
  parse: parseText,
});

async function parseText(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 20 MB that are read of plain text");
  const { text, replaced } = decodeText(resource.bytes, resource.charset);
  const drafts = draftsOf(text);
  if (drafts.length === 0) return failed(resource, "empty", "has no text");
  const title = titleOf(drafts) ?? nameWithoutEnding(resource.name);
  const warnings = replaced === 0 ? [] : [`${replaced} characters could not be decoded`];
  const parsed = {
    metadata: { title, authors: [] },
    blocks: placeBlocks(drafts, title),
    pages: [],
    links: [],
    assets: [],
    dropped: [],
    warnings,
  };
  return { ok: true, parsed, assets: [] };
}

function draftsOf(text: string): readonly BlockDraft[] {
  const groups = text
    .replace(/\r\n?/g, "\n")
    .replace(/\f/g, "\n\n")
    .split(/\n[ \t]*\n+/);
  return groups.flatMap((group, index) =>
    groupDrafts(
      group.split("\n").filter((line) => line.trim() !== ""),
      index === 0,
    ),
  );
}

const itemMark = /^\s*(?:[-*•‣◦–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/;
const underline = /^\s*(=|-|~|\*|#)\1{2,}\s*$/;

function groupDrafts(lines: readonly string[], isFirst: boolean): readonly BlockDraft[] {
  const [first, second] = lines;
  if (first === undefined) return [];
  if (second !== undefined && underline.test(second) && !underline.test(first)) {
    const level = second.includes("=") ? 1 : 2;
    return [{ type: "heading", level, text: cleanText(first) }, ...groupDrafts(lines.slice(2), false)];
  }
  if (lines.length === 1 && isHeading(first, isFirst))
    return [{ type: "heading", level: headingLevel(first, isFirst), text: cleanText(first) }];
  if (lines.some((line) => itemMark.test(line)) && lines.filter((line) => itemMark.test(line)).length > 1)
    return itemDrafts(lines);
  const text = cleanText(joinLines(lines));
  return /[\p{L}\p{N}]/u.test(text) ? [{ type: "paragraph", text }] : [];
}

/** A word broken by a hyphen at the line's end is made whole when it goes on in lower case. */
function joinLines(lines: readonly string[]): string {
  return lines.join("\n").replace(/(\p{Ll})-\n\s*(\p{Ll})/gu, "$1$2");
}

function itemDrafts(lines: readonly string[]): readonly BlockDraft[] {
  const drafts: { type: "paragraph" | "list-item"; lines: string[] }[] = [];
  for (const line of lines) {
    if (itemMark.test(line)) drafts.push({ type: "list-item", lines: [line.replace(itemMark, "")] });
    else if (drafts.length === 0) drafts.push({ type: "paragraph", lines: [line] });
    else drafts.at(-1)?.lines.push(line);
  }
  return drafts
    .map((draft) => ({ type: draft.type, text: cleanText(joinLines(draft.lines)) }))
    .filter((draft) => draft.text !== "");
}

/** What parts of documents are called before their number or letter. */
const partWords =
  "chapter|section|part|appendix|annex|kapitel|abschnitt|teil|anhang|chapitre|partie|annexe|capítulo|capitolo|sección|parte|anexo|hoofdstuk|глава|раздел|приложение|الفصل|الباب";
const numberedLine = new RegExp(
  `^(?:(?:\\d+(?:\\.\\d+)*\\.?|[IVXLC]+\\.|${partWords})\\s+\\S|第[\\d〇一二三四五六七八九十百]+[章节節部编編篇])`,
  "iu",
);

/** A line of its own: numbered, in capitals, or short without an end mark. */
function isHeading(line: string, isFirst: boolean): boolean {
  const text = line.trim();
  if (text.length > 90 || !/\p{L}/u.test(text) || /[.,;:。，；：！？؟।۔]$/u.test(text)) return false;
  if (numberedLine.test(text)) return true;
  const isCapitals = text === text.toUpperCase() && text !== text.toLowerCase();
  if (isCapitals && text.length > 3) return true;
  return isFirst && !/[!?]$/.test(text);
}

function headingLevel(line: string, isFirst: boolean): number {
  const number = /^\s*(\d+(?:\.\d+)*)\.?\s/.exec(line)?.[1];
  if (number !== undefined) return Math.min(number.split(".").length + 1, 6);
  return isFirst ? 1 : 2;
}

function titleOf(drafts: readonly BlockDraft[]): string | undefined {
  const first = drafts[0];
  return first?.type === "heading" ? first.text : undefined;
}
