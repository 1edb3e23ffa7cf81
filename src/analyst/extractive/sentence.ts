import type { Block, Inline } from "../../report/index.ts";

/** A sentence with the evidence it rests on, in the order in which it cites it. */
export interface Sentence {
  readonly text: string;
  readonly evidenceIds: readonly string[];
}

/** A sentence as inlines: its text, its citation, its full stop where it has none of its own. */
export function toInlines({ text, evidenceIds }: Sentence): readonly Inline[] {
  const [first, ...rest] = [...new Set(evidenceIds)];
  const citation: readonly Inline[] = first ? [{ type: "citation", evidenceIds: [first, ...rest] }] : [];
  const closed = /[.!?。！？؟:：]["”’»“）)]*$/u.test(text);
  if (closed)
    return citation.length > 0 ? [{ type: "text", value: `${text} ` }, ...citation] : [{ type: "text", value: text }];
  const stop = /[\p{sc=Han}\p{sc=Hiragana}]/u.test(text) ? "。" : ".";
  return [{ type: "text", value: `${text}${citation.length > 0 ? `${stop} ` : stop}` }, ...citation];
}

/** A paragraph of sentences; nothing when there is none. */
export function paragraphOf(sentences: readonly Sentence[]): readonly Block[] {
  if (sentences.length === 0) return [];
  const children = sentences.flatMap((sentence, index): readonly Inline[] => [
    ...(index > 0 ? [{ type: "text" as const, value: " " }] : []),
    ...toInlines(sentence),
  ]);
  return [{ type: "paragraph", children }];
}

/** A bulleted list, one sentence group an item; nothing when there is none. */
export function listOf(items: readonly (readonly Sentence[])[]): readonly Block[] {
  const filled = items.map((item) => paragraphOf(item)).filter((item) => item.length > 0);
  return filled.length > 0 ? [{ type: "list", ordered: false, items: filled }] : [];
}
