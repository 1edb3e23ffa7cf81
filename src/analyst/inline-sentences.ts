import { sentencesOf } from "../evidence/index.ts";
import type { Inline } from "../report/index.ts";

/** One sentence of a paragraph with its citations and the space behind it. */
export interface InlineSentence {
  readonly inlines: readonly Inline[];
  readonly isCited: boolean;
}

/**
 * A paragraph in sentences; a citation belongs to the sentence that it follows, and so does the full stop behind it.
 *
 * Contract: joined, the sentences are the paragraph.
 */
export function inlineSentences(inlines: readonly Inline[], language: string): readonly InlineSentence[] {
  const pieces = inlines.flatMap((inline): readonly Inline[] =>
    inline.type === "text" ? splitText(inline.value, language).map((value) => ({ type: "text", value })) : [inline],
  );
  const sentences: { inlines: Inline[]; isCited: boolean; isOver: boolean }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = sentences.at(-1);
    const isTail = piece.type === "text" && /^[\s.!?…。！？,;:)\]”’"'“»」]*$/u.test(piece.value);
    if (last && (!last.isOver || piece.type === "citation" || isTail)) last.inlines.push(piece);
    else sentences.push({ inlines: [piece], isCited: false, isOver: false });
    const current = sentences.at(-1);
    if (!current) continue;
    if (piece.type === "citation" || ("children" in piece && cites(piece.children))) current.isCited = true;
    // Behind a citation the sentence may go on; its own end is then that of the last piece.
    const text = piece.type === "text" ? piece.value : wordsIn([piece]);
    const isOver = current.isCited ? isTail || endsSentence(text) : endsSentence(wordsIn(current.inlines));
    // "**Cost:** turbines became cheaper" is one sentence: a colon ends only what nothing follows.
    current.isOver ||= isOver && !(/[:：]\s*$/u.test(text) && index < pieces.length - 1);
  }
  return sentences;
}

/** Whether something in it cites. */
export const cites = (inlines: readonly Inline[]): boolean =>
  inlines.some((inline) => inline.type === "citation" || ("children" in inline && cites(inline.children)));

/** The words of inlines as they stand, without a sign for what has none. */
export function wordsIn(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("children" in inline ? wordsIn(inline.children) : "value" in inline ? inline.value : ""))
    .join("");
}

const endsSentence = (text: string): boolean => /[.!?…。！？:：]["”’)\]]*\s*$/u.test(text);

/** The text cut before each sentence; nothing is lost, and a full stop at its beginning stands alone. */
function splitText(value: string, language: string): readonly string[] {
  const lead = /^\s*[.!?…。！？]["”’)\]]*\s*/u.exec(value)?.[0] ?? "";
  const rest = value.slice(lead.length);
  const starts = sentencesOf(rest, language).map(({ start }) => start);
  const cuts = [0, ...starts.slice(1), rest.length];
  const parts = cuts.slice(0, -1).map((cut, index) => rest.slice(cut, cuts[index + 1]));
  return [lead, ...parts].filter((part) => part !== "");
}
