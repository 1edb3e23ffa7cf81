import { monthOf } from "./month-names.ts";

/** A sentence with its place in the text; white space at its ends is left out. */
export interface Sentence {
  readonly text: string;
  /** UTF-16 offsets, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** Abbreviations after which a capital letter does not start a sentence. */
const abbreviation =
  /(?:^|[\s(“"'])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|mr|mrs|ms|dr|prof|st|no|nos|vs|etc|e\.g|i\.e|cf|approx|fig|figs|eq|sec|art|vol|pp|ed|eds|al|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|gen|gov|sen|rep|jr|sr|u\.s|u\.k|z\.b|d\.h|bzw|ca|nr|abs|mio|mrd)\.$/iu;
const company = /(?:^|\s)(?:inc|corp|ltd|co|llc|plc|bros|n\.v|s\.a)\.$/iu;
const starters =
  /^(?:The|In|It|This|These|That|However|For|As|On|At|We|He|She|They|But|And|A|An|During|Since|While|Its|Their|Our|By|To|When|If|Net|Total|Both|All)\b/u;

/** Languages that write "am 3. Mai", "die 2. Auflage" with a point. */
const pointedOrdinals = /^(?:cs|da|de|et|fi|hr|hu|is|lv|nb|nn|no|sk|sl)(?:[-_]|$)/i;

const ordinal = /(?:^|[\s(–-])\d{1,2}\.$/u;
const germanOrdinal =
  /(?:^|\s)(?:am|im|vom|zum|zur|beim|der|die|das|dem|den|des|eine?[mnrs]?|jede[mnrs]?)\s\d{1,2}\.$/iu;

function firstWordIsMonth(text: string): boolean {
  const [word = ""] = /^\p{L}+/u.exec(text) ?? [];
  return monthOf(word, "de") !== undefined;
}

/**
 * Sentences of a text in any language, by `Intl.Segmenter`, with abbreviations and initials mended.
 *
 * Contract: in order, without overlap; offsets are those of `text`; line ends inside a sentence do not end it.
 */
export function sentencesOf(text: string, language = "en"): readonly Sentence[] {
  const merged: { start: number; end: number }[] = [];
  for (const { segment, index } of segmenterFor(language).segment(text)) {
    const last = merged.at(-1);
    if (last && continues(text.slice(last.start, last.end).trimEnd(), segment, language))
      last.end = index + segment.length;
    else merged.push({ start: index, end: index + segment.length });
  }
  return merged.flatMap(({ start, end }) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    return trimmed === "" ? [] : [{ text: trimmed, start: start + lead, end: start + lead + trimmed.length }];
  });
}

function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const tag = language.replaceAll("_", "-");
  const supported = isTag(tag) && Intl.Segmenter.supportedLocalesOf([tag]).length > 0;
  const segmenter = new Intl.Segmenter(supported ? tag : "en", { granularity: "sentence" });
  segmenters.set(language, segmenter);
  return segmenter;
}

const isTag = (tag: string): boolean => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(tag);

function continues(before: string, next: string, language: string): boolean {
  if (abbreviation.test(before)) return true;
  if (company.test(before)) return !starters.test(next);
  if (pointedOrdinals.test(language) && ordinal.test(before))
    return firstWordIsMonth(next) || germanOrdinal.test(before);
  // A single line end inside running text is layout, not the end of a sentence.
  return /[\p{Ll},;-]$/u.test(before) && /^\p{Ll}/u.test(next.trimStart());
}
