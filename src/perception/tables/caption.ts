import { heightOf } from "../layout/geometry.ts";
import type { Rect } from "../layout/item.ts";
import { joinLines, type TextGroup, type TextStyle } from "../layout/paragraphs.ts";

/** What stands above a table about it. */
export interface TableCaption {
  readonly caption?: string;
  readonly notes?: string;
  /** Groups that say nothing else and are used up. */
  readonly used: readonly TextGroup[];
}

/** Groups looked at above a table, and the longest distance between them in line heights. */
const reach = 4;
const longestGap = 3;
const longestCaption = 320;

/** `(in millions, except per share data)`, `(unaudited)`: what holds for all cells. */
const note =
  /\(((?:[^()]|\([^()]*\))*\b(?:in|unaudited|amounts?|dollars|thousands|millions|billions|per cent|percent|%|euros?|tonnes|audited)\b[^()]*)\)/gi;
const label = /^(?:table|tab\.|tableau|tabelle|tabella|tabla|exhibit|schedule)\s*[\dIVXA-Z][\w.-]*/i;

/** Reads upwards: notes in brackets, then the title line or the sentence that announces the table. */
export function captionOf(above: readonly TextGroup[], table: Rect, style: TextStyle): TableCaption {
  const notes: string[] = [];
  const used: TextGroup[] = [];
  let caption: string | undefined;
  let below: Rect = table;
  for (const group of above.slice(-reach).reverse()) {
    const text = joinLines(group.lines, style);
    const first = group.lines[0];
    if (!first || below.top - group.bottom > heightOf(first) * longestGap) break;
    notes.unshift(...notesIn(text));
    below = group;
    if (/^\(.*\)$/.test(text) && notesIn(text).length > 0) {
      used.push(group);
      continue;
    }
    caption = captionText(group, text);
    if (caption !== undefined && label.test(text)) used.push(group);
    break;
  }
  return { ...(caption ? { caption } : {}), ...(notes.length > 0 ? { notes: notes.join("; ") } : {}), used };
}

function notesIn(text: string): readonly string[] {
  return [...text.matchAll(note)].map((match) => (match[1] ?? "").trim());
}

/** A title as it stands; of a paragraph that ends with a colon, its last sentence. */
function captionText(group: TextGroup, text: string): string | undefined {
  if (label.test(text) || group.type === "heading") return text.length <= longestCaption ? text : undefined;
  if (text.endsWith(":"))
    return text
      .split(/(?<=[.!?])(?<![.\s]\p{Lu}\.)\s+(?=\p{Lu})/u)
      .at(-1)
      ?.slice(-longestCaption);
  const isTitle = group.lines.length <= 2 && text.length <= 120 && !/[.;,]$/.test(text);
  return isTitle ? text : undefined;
}
