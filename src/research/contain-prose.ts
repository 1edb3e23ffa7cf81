import { inlineSentences } from "../analyst/index.ts";
import type { Block, Inline } from "../report/index.ts";
import { type QuotedSentence, type Quoting, quotedSentence } from "./quoted-sentence.ts";

/** What paragraphs are held to. */
export interface ProseRules {
  readonly quoting: Quoting;
  /** Whether words of the writer's own voice are a stranger's sentence. */
  readonly isForeign: (own: string) => boolean;
  /** BCP 47 tag of the report. */
  readonly language: string;
}

/** Blocks with every paragraph in them gone over; one of which nothing but citations is left is left out. */
export function containedProse(blocks: readonly Block[], rules: ProseRules): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    switch (block.type) {
      case "paragraph": {
        const children = containedSentences(block.children, rules);
        return children.some(({ type }) => type !== "citation") ? [{ ...block, children }] : [];
      }
      case "list": {
        const items = block.items.map((item) => containedProse(item, rules)).filter((item) => item.length > 0);
        return items.length > 0 ? [{ ...block, items }] : [];
      }
      case "quote":
      case "callout": {
        const children = containedProse(block.children, rules);
        return children.length > 0 ? [{ ...block, children }] : [];
      }
      default:
        return [block];
    }
  });
}

/**
 * A sentence stays whole, with quotations or without, or it goes whole; and so does what says a stranger's in pieces.
 */
function containedSentences(
  children: readonly Inline[],
  { quoting, isForeign, language }: ProseRules,
): readonly Inline[] {
  const said = (sentences: readonly QuotedSentence[]): string => sentences.map(({ own }) => own).join(" ");
  const told = inlineSentences(children, language)
    .map(({ inlines }) => quotedSentence(inlines, quoting))
    .filter(({ own }) => !isForeign(own));
  if (!isForeign(said(told))) return withoutLeadingSpace(told.flatMap(({ inlines }) => inlines));
  const apart = told.filter(
    (_, index) =>
      !isForeign(said(told.slice(index, index + 2))) && !isForeign(said(told.slice(Math.max(0, index - 1), index + 1))),
  );
  return isForeign(said(apart)) ? [] : withoutLeadingSpace(apart.flatMap(({ inlines }) => inlines));
}

/** What stood between a sentence that went and the next one opens no paragraph. */
function withoutLeadingSpace([first, ...rest]: readonly Inline[]): readonly Inline[] {
  if (first?.type !== "text") return first ? [first, ...rest] : [];
  const value = first.value.trimStart();
  return value === "" ? rest : [{ ...first, value }, ...rest];
}
