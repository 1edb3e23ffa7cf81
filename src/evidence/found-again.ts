/** Looks in a newer reading of a source for what stood in an older one: by selector, header and typed number. */
import type { Evidence, EvidenceContent, Quantity } from "../report/index.ts";
import { sameNumbers, similarity, timesOf } from "./alike-texts.ts";
import { bankFinding, type ReadSource } from "./bank.ts";
import { cellAgain, sameCell } from "./cell-again.ts";
import { isNegated, oppositeDirections } from "./direction.ts";
import { foldText } from "./normalise.ts";
import { blockText, type SourceBlock } from "./parsed-source.ts";
import { findQuantities } from "./quantities.ts";
import { findCited, findQuote } from "./quote.ts";
import { isSameStated, sameQuantity } from "./same-quantity.ts";
import { sentencesOf } from "./sentences.ts";
import { contentStems } from "./words.ts";

/** What a newer reading says in the place of older evidence; `reversed` denies it or turns its direction round. */
export type FoundAgain =
  | { readonly status: "same" | "changed" | "reversed"; readonly evidence: Evidence }
  | { readonly status: "lost" };

type QuoteContent = Extract<EvidenceContent, { readonly type: "quote" }>;

const lost: FoundAgain = { status: "lost" };

/**
 * Finds older evidence again in a newer reading of its source.
 *
 * Contract: what differs only in wording, rounding or place is the same; numbers are compared by value and unit, cells by
 * their headers; whatever is answered stands literally in the newer reading.
 */
export function findAgain(old: Evidence, to: ReadSource): FoundAgain {
  const { content } = old;
  if (content.type === "quote") return quoteAgain(old, content, to);
  if (content.type === "cell") {
    const evidence = cellAgain(old, content, to);
    return evidence ? { status: sameCell(old, evidence, isSameStated) ? "same" : "changed", evidence } : lost;
  }
  const figure = to.parsed.blocks.find((block) => block.type === "figure" && block.assetId === content.assetId);
  if (!figure) return lost;
  return banked(
    { type: "region", sourceId: to.source.id, figureId: figure.id, reading: content.reading },
    old,
    to,
    "same",
  );
}

function banked(
  finding: Parameters<typeof bankFinding>[0],
  old: Evidence,
  to: ReadSource,
  status: "same" | "changed" | "reversed",
): FoundAgain {
  const result = bankFinding(finding, to, old.subQuestionIds[0] ?? "delta");
  return result.ok ? { status, evidence: result.evidence } : lost;
}

function quoteAgain(old: Evidence, content: QuoteContent, to: ReadSource): FoundAgain {
  const sourceId = to.source.id;
  const quantities = old.quantities ?? [];
  const literal = findCited(to.parsed, old) ?? findQuote(to.parsed, content.exact);
  if (literal) {
    const finding = { type: "quote", sourceId, blockId: literal.block.id, exact: literal.exact, quantities } as const;
    return banked(finding, old, to, "same");
  }
  const successor = successorOf(content, to);
  if (!successor) return lost;
  const { text: exact, blockId } = successor;
  const renewed = {
    type: "quote",
    sourceId,
    blockId,
    exact,
    quantities: timesOf(content.exact) === timesOf(exact) ? renewedQuantities(quantities, exact) : [],
  } as const;
  return banked(renewed, old, to, relationOf(content.exact, exact));
}

/** What a later sentence says of an earlier one. */
function relationOf(before: string, now: string): "same" | "changed" | "reversed" {
  if (isNegated(before) !== isNegated(now) || oppositeDirections(before, now)) return "reversed";
  if (!sameNumbers(before, now, isSameStated) || isExchanged(before, now)) return "changed";
  const least = /\p{N}/u.test(before) ? rewordedWithNumbers : rewordedSimilarity;
  return similarity(before, now) >= least ? "same" : "changed";
}

/** Sentences with this much in common are one statement in other words; with the same numbers less will do. */
const rewordedSimilarity = 0.8;
const rewordedWithNumbers = 0.5;

/** Whether the same words hold the same numbers in another order: "Norda 10, Sulvik 12" and "Norda 12, Sulvik 10". */
function isExchanged(before: string, now: string): boolean {
  const spelled = (text: string) => contentStems(text).filter((word) => !/\d/.test(word));
  if (spelled(before).join(" ") !== spelled(now).join(" ")) return false;
  const [a, b] = [findQuantities(before, { spelled: true }), findQuantities(now, { spelled: true })];
  return a.length === b.length && a.some((one, index) => !sameQuantity(one, b[index] ?? one));
}

/** From here on a sentence takes the place of another without its surroundings saying so. */
const successorSimilarity = 0.6;
/** Between the same neighbours a sentence may have changed more. */
const anchoredSimilarity = 0.2;
const anchorCharacters = 24;

/** The sentence that took a quote's place: alike but for its numbers, or alike enough between the same neighbours. */
function successorOf(
  { exact, prefix, suffix }: QuoteContent,
  to: ReadSource,
): { readonly text: string; readonly blockId: string } | undefined {
  const [head, tail] = [foldText(prefix).trim().slice(-anchorCharacters), foldText(suffix).trim()];
  const language = to.source.language ?? "en";
  const length = Math.max(1, sentencesOf(exact, language).length);
  let best: { readonly text: string; readonly blockId: string; readonly score: number } | undefined;
  for (const { text, block, at } of stretches(to, length, language)) {
    const alike = similarity(exact, text);
    const whole = blockText(block);
    const after = foldText(whole.slice(at + text.length)).trim();
    const anchors = [
      head !== "" && foldText(whole.slice(0, at)).trimEnd().endsWith(head),
      tail !== "" && after.startsWith(tail.slice(0, anchorCharacters)),
    ].filter(Boolean).length;
    if (alike < successorSimilarity && !(anchors > 0 && alike >= anchoredSimilarity)) continue;
    const score = alike + anchors / 4;
    if (!best || score > best.score) best = { text, blockId: block.id, score };
  }
  return best;
}

function* stretches(
  { parsed }: ReadSource,
  length: number,
  language: string,
): Generator<{ readonly text: string; readonly block: SourceBlock; readonly at: number }> {
  for (const block of parsed.blocks) {
    if (block.type === "table" || block.type === "figure") continue;
    const whole = blockText(block);
    const sentences = sentencesOf(whole, language);
    for (const [index, { start }] of sentences.entries()) {
      const end = sentences[index + length - 1]?.end;
      if (end !== undefined) yield { text: whole.slice(start, end), block, at: start };
    }
  }
}

/**
 * A typed number of the old quote, whose period the new one still names, with the value that the new one gives in its
 * unit, where that is one.
 */
function renewedQuantities(old: readonly Quantity[], text: string): readonly Quantity[] {
  const found = findQuantities(text, { spelled: true });
  return old.flatMap((quantity) => {
    const [first, ...more] = found.filter(({ unit }) => unit === quantity.unit);
    return first && more.length === 0 ? [{ ...quantity, value: first.value }] : [];
  });
}
