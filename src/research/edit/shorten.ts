import { editUnits, unitsOf } from "../../analyst/index.ts";
import { contentStems, sentencesOf } from "../../evidence/index.ts";
import type { Block, ClaimCheck } from "../../report/index.ts";

/** Statements of prose and lists: stretches that end with their citations. */
export function statementsIn(blocks: readonly Block[]): number {
  let count = 0;
  editUnits(blocks, () => {
    count += 1;
    return "keep";
  });
  return count;
}

/**
 * Leaves out the half of the statements of each paragraph and list that comes last, those in doubt before the others;
 * where each has but one, the second half of the paragraphs goes.
 *
 * Contract: tables, charts and figures stay, and so does at least one statement; what stays is not changed.
 */
export function shortened(blocks: readonly Block[], checks: readonly ClaimCheck[]): readonly Block[] {
  // The "5" of a cell stands in sentences that have nothing to do with it.
  const doubtful = checks
    .filter(({ claim, support }) => support !== "supported" && /\p{L}{2}/u.test(claim))
    .map(({ claim }) => claim);
  const isDoubtful = (text: string) => doubtful.some((claim) => text.includes(claim) || claim.includes(text));
  const halved = blocks.flatMap((block) => halfOf(block, isDoubtful));
  if (statementsIn(halved) < statementsIn(blocks)) return halved;
  const prose = blocks.filter((block) => statementsIn([block]) > 0);
  const kept = new Set(prose.slice(0, Math.ceil(prose.length / 2)));
  return blocks.filter((block) => !prose.includes(block) || kept.has(block));
}

function halfOf(block: Block, isDoubtful: (text: string) => boolean): readonly Block[] {
  if (block.type === "list") {
    const items = block.items.map((item, index) => ({ index, doubt: itemIsDoubtful(item, isDoubtful) }));
    const kept = best(items);
    return [{ ...block, items: block.items.filter((_, index) => kept.has(index)) }];
  }
  if (block.type !== "paragraph" || unitsOf(block.children).length < 2) return [block];
  const units: { index: number; doubt: boolean }[] = [];
  editUnits([block], (text) => {
    units.push({ index: units.length, doubt: isDoubtful(text) });
    return "keep";
  });
  const kept = best(units);
  let at = -1;
  return editUnits([block], () => {
    at += 1;
    return kept.has(at) ? "keep" : "drop";
  });
}

function itemIsDoubtful(item: readonly Block[], isDoubtful: (text: string) => boolean): boolean {
  let doubt = false;
  editUnits(item, (text) => {
    doubt ||= isDoubtful(text);
    return "keep";
  });
  return doubt;
}

/** The better half, by place and by whether they stand fast. */
function best(units: readonly { readonly index: number; readonly doubt: boolean }[]): ReadonlySet<number> {
  const ranked = [...units].sort((a, b) => Number(a.doubt) - Number(b.doubt) || a.index - b.index);
  return new Set(ranked.slice(0, Math.ceil(units.length / 2)).map(({ index }) => index));
}

/** The blocks without the sentences that have all the words, and how many those were. */
export function withoutSentences(
  blocks: readonly Block[],
  words: string,
  language: string,
): { readonly blocks: readonly Block[]; readonly count: number } {
  const wanted = contentStems(words);
  let count = 0;
  const speaks = (text: string): boolean => {
    const own = new Set(contentStems(text));
    return wanted.length > 0 && wanted.every((stem) => own.has(stem));
  };
  const kept = editUnits(blocks, (text) => {
    const sentences = sentencesOf(text, language);
    const others = sentences.filter((sentence) => !speaks(sentence.text));
    if (others.length === sentences.length) return "keep";
    count += sentences.length - others.length;
    return others.length === 0 ? "drop" : { text: others.map((sentence) => sentence.text).join(" ") };
  });
  return { blocks: kept, count };
}
