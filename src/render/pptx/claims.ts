import { type Block, type Inline, type ResolvedReport, walkCitations, walkInlines } from "../../report/index.ts";
import { localeOf } from "../format.ts";
import { plainText, type SlideText } from "./slide.ts";
import { toSlideText } from "./slide-text.ts";

/** One sentence of the report with what it cites. */
export interface Claim {
  readonly text: SlideText;
  readonly evidenceIds: readonly string[];
  /** Tables, figures and charts it points at. */
  readonly targetIds: readonly string[];
}

/** The claims of blocks in reading order; tables, figures, charts, code and formulas have slides or notes of their own. */
export function claimsOf(blocks: readonly Block[], resolved: ResolvedReport): readonly Claim[] {
  return ledIn(
    blocks.flatMap((block): readonly Claim[] => {
      if (block.type === "paragraph") return sentences(block.children, resolved);
      if (block.type === "list") return block.items.flatMap((item) => itemClaims(item, resolved));
      if (block.type === "quote") return claimsOf(block.children, resolved).map(quoted);
      if (block.type === "callout") return claimsOf(block.children, resolved);
      return [];
    }),
  );
}

/** Words that only lead to what follows ("From the annual report:") stand in front of it, never as a point of their own. */
function ledIn(claims: readonly Claim[]): readonly Claim[] {
  const result: Claim[] = [];
  for (const claim of claims) {
    const before = result.at(-1);
    if (before && before.evidenceIds.length === 0 && /[:：]$/u.test(plainText(before.text))) {
      result[result.length - 1] = {
        text: [...before.text, { text: " " }, ...claim.text],
        evidenceIds: claim.evidenceIds,
        targetIds: [...before.targetIds, ...claim.targetIds],
      };
    } else result.push(claim);
  }
  return result;
}

/** A list item is one bullet, with the items below it in the same breath, unless it is long: then its sentences are. */
const longItem = 320;

function itemClaims(item: readonly Block[], resolved: ResolvedReport): readonly Claim[] {
  const inlines = paragraphsOf(item).flatMap((children, index) => (index === 0 ? children : [space, ...children]));
  const whole = toClaim(inlines, resolved);
  if (plainText(whole.text) === "") return [];
  return plainText(whole.text).length > longItem ? sentences(inlines, resolved) : [whole];
}

const space: Inline = { type: "text", value: " " };

function paragraphsOf(blocks: readonly Block[]): readonly (readonly Inline[])[] {
  return blocks.flatMap((block) => {
    if (block.type === "paragraph") return [block.children];
    if (block.type === "list") return block.items.flatMap(paragraphsOf);
    return block.type === "quote" || block.type === "callout" ? paragraphsOf(block.children) : [];
  });
}

/** Whether a claim only points the reader of the document to something: "Figure 1 shows both companies." */
export function isPointer(claim: Claim): boolean {
  return claim.targetIds.length > 0 && claim.evidenceIds.length === 0;
}

function quoted(claim: Claim): Claim {
  if (/^["“„«「]/u.test(plainText(claim.text))) return claim;
  const last = claim.text.findLastIndex((run) => run.link?.type !== "source" && run.text.trim() !== "");
  const words = claim.text
    .slice(0, last + 1)
    .map((run, index) => (index === last ? { ...run, text: run.text.trimEnd() } : run));
  const marks = claim.text.slice(last + 1).filter((run) => run.text.trim() !== "");
  return { ...claim, text: [{ text: "“" }, ...words, { text: marks.length > 0 ? "” " : "”" }, ...marks] };
}

/** Splits a paragraph into sentences; a citation right after a full stop belongs to the sentence before it. */
function sentences(inlines: readonly Inline[], resolved: ResolvedReport): readonly Claim[] {
  const pieces = inlines.map(onOneLine).map((inline) => ({ inline, text: spokenText(inline, resolved) }));
  const whole = pieces.map((piece) => piece.text).join("");
  const ends = sentenceEnds(whole, resolved.report.language);
  const groups: Inline[][] = ends.map(() => []);
  let offset = 0;
  for (const { inline, text } of pieces) {
    for (const part of splitInline(inline, offset, text, ends)) groups[part.sentence]?.push(part.inline);
    offset += text.length;
  }
  return groups.map((group) => toClaim(group, resolved)).filter((claim) => plainText(claim.text) !== "");
}

/** A line feed inside a paragraph is a space, not the end of a sentence. */
function onOneLine(inline: Inline): Inline {
  return inline.type === "text" ? { ...inline, value: inline.value.replace(/\s/gu, " ") } : inline;
}

function spokenText(inline: Inline, resolved: ResolvedReport): string {
  return inline.type === "citation" ? "" : plainText(toSlideText([inline], resolved));
}

/** Plain text divides at sentence ends; anything else stays whole, in the sentence in which it begins. */
function splitInline(inline: Inline, offset: number, text: string, ends: readonly number[]) {
  if (inline.type !== "text") {
    const at = text === "" && offset > 0 ? offset - 1 : offset;
    return [{ sentence: sentenceAt(at, ends), inline }];
  }
  const cuts = [offset, ...ends.filter((end) => end > offset && end < offset + text.length), offset + text.length];
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? offset;
    const value = inline.value.slice(start - offset, end - offset);
    return { sentence: sentenceAt(start, ends), inline: { type: "text" as const, value } };
  });
}

function sentenceAt(offset: number, ends: readonly number[]): number {
  const index = ends.findIndex((end) => offset < end);
  return index < 0 ? Math.max(0, ends.length - 1) : index;
}

/** Abbreviations, initials and numbered names ("Item 1.") after which the segmenter sees an end where there is none. */
const unfinished =
  /(?:(?:^|[.!?]\s+)\p{L}+ \d+\p{Lu}?\.\s*$|^\d+\.\s*$)|(?:^|[\s(.])(?:\p{Lu}|v|Inc|Corp|Co|Ltd|No|Nr|Fig|vs|Dr|Mr|Mrs|Ms|St|approx|e\.g|i\.e|z\.B|cf|al)\.\s*$/u;

/** A quotation that is still open: whatever ends inside it, the claim that quotes it goes on. */
function isQuoting(text: string): boolean {
  return text.split("“").length > text.split("”").length && !text.includes("„");
}

function sentenceEnds(text: string, language: string): readonly number[] {
  const segments = [...new Intl.Segmenter(localeOf(language), { granularity: "sentence" }).segment(text)];
  const ends = segments.map(({ index, segment }) => index + segment.length);
  return ends.filter((end, index) => {
    const before = text.slice(0, end);
    return index === ends.length - 1 || !(unfinished.test(before) || isQuoting(before));
  });
}

function toClaim(inlines: readonly Inline[], resolved: ResolvedReport): Claim {
  const targets = [...walkInlines(inlines)].flatMap((inline) => (inline.type === "reference" ? [inline.targetId] : []));
  return {
    text: tidy(toSlideText(inlines, resolved)),
    evidenceIds: [...new Set(walkCitations([{ type: "paragraph", children: inlines }]))],
    targetIds: targets,
  };
}

/** One line: white space collapsed, and none at the ends. */
function tidy(text: SlideText): SlideText {
  const runs = text.map((run) => ({ ...run, text: run.text.replace(/\s+/gu, " ") })).filter((run) => run.text !== "");
  return runs
    .map((run, index) => ({
      ...run,
      text: trimEnds(run.text, { start: index === 0, end: index === runs.length - 1 }),
    }))
    .filter((run) => run.text !== "");
}

function trimEnds(text: string, { start, end }: { readonly start: boolean; readonly end: boolean }): string {
  const trimmed = start ? text.trimStart() : text;
  return end ? trimmed.trimEnd() : trimmed;
}
