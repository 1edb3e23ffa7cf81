import type { TextBlock } from "../layout/block.ts";
import { heightOf } from "../layout/geometry.ts";
import type { Rect } from "../layout/item.ts";

/** What stands above a table about it. */
export interface TableCaption {
  readonly caption?: string;
  readonly notes?: string;
  /** Blocks that say nothing else and are used up. */
  readonly used: readonly TextBlock[];
}

/** Blocks looked at above a table, and the longest distance between them in line heights. */
const reach = 4;
const longestGap = 3;
const longestCaption = 320;

/** `(in millions, except per share data)`, `(unaudited)`: what holds for all cells. */
const note =
  /\(((?:[^()]|\([^()]*\))*\b(?:in|unaudited|amounts?|dollars|thousands|millions|billions|per cent|percent|%|euros?|tonnes|audited)\b[^()]*)\)/gi;
const label = /^(?:table|tab\.|tableau|tabelle|tabella|tabla|exhibit|schedule)\s*[\dIVXA-Z][\w.-]*/i;

/** Reads upwards: notes in brackets, then the title line or the sentence that announces the table. */
export function captionOf(above: readonly TextBlock[], table: Rect, bodySize: number): TableCaption {
  const lineHeight = bodySize * 1.15;
  const notes: string[] = [];
  const used: TextBlock[] = [];
  let caption: string | undefined;
  let below: Rect = table;
  for (const block of above.slice(-reach).reverse()) {
    const { text } = block;
    if (below.top - block.bottom > lineHeight * longestGap) break;
    notes.unshift(...notesIn(text));
    below = block;
    if (/^\(.*\)$/.test(text) && notesIn(text).length > 0) {
      used.push(block);
      continue;
    }
    caption = captionText(block, heightOf(block) / lineHeight);
    if (caption !== undefined && label.test(text) && block.type !== "heading") used.push(block);
    break;
  }
  return { ...(caption ? { caption } : {}), ...(notes.length > 0 ? { notes: notes.join("; ") } : {}), used };
}

function notesIn(text: string): readonly string[] {
  return [...text.matchAll(note)].map((match) => (match[1] ?? "").trim());
}

/** A title as it stands; of a paragraph that ends with a colon, its last sentence. */
function captionText({ text, type }: TextBlock, lines: number): string | undefined {
  if (label.test(text) || type === "heading") return text.length <= longestCaption ? text : undefined;
  if (text.endsWith(":")) return lastSentence(text).slice(-longestCaption);
  const isTitle = lines < 2.8 && text.length <= 120 && !/[.;,]$/.test(text);
  return isTitle ? text : undefined;
}

/** Initials ("U.S. Dollar") end no sentence. */
function lastSentence(text: string): string {
  return text.split(/(?<=[.!?])(?<![.\s]\p{Lu}\.)\s+(?=\p{Lu})/u).at(-1) ?? text;
}
