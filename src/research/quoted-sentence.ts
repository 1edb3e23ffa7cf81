import { copiedStretches, isName, withoutQuotations, withQuotations } from "../evidence/index.ts";
import type { Citation, Inline, QuotationMarks } from "../report/index.ts";

/** Whose words a sentence may quote, and how. */
export interface Quoting {
  /** What the evidence says, by its ids. */
  readonly passagesOf: (evidenceIds: readonly string[]) => readonly string[];
  /** Titles of sources, which may be quoted without being cited; those that are no sentences are marked. */
  readonly titles: readonly string[];
  readonly trusted: readonly string[];
  readonly marks: QuotationMarks;
}

/** A sentence with its quotations, and what it says in the writer's own voice. */
export interface QuotedSentence {
  readonly inlines: readonly Inline[];
  readonly own: string;
}

/** Text up to the citations that it rests on. */
interface Segment {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/**
 * A sentence in which what it copies from evidence stands between quotation marks.
 *
 * Contract: a sentence that is copied whole becomes one clean quotation, its citations and full stop behind it; a
 * copied part is marked where it stands, before the citation that gives it, and nothing around it changes; a sentence
 * that copies nothing is given back as it was.
 */
export function quotedSentence(inlines: readonly Inline[], quoting: Quoting): QuotedSentence {
  const { segments, references } = segmentsOf(inlines);
  const whole = wholeQuotation(segments, quoting);
  if (whole) return { inlines: whole, own: "" };
  const told = segments.map((segment, index) => withMarks(segment, segments[index - 1], quoting));
  const own = told.map(({ text, passages }) => withoutQuotations(text, passages)).join(" ");
  if (told.every(({ text }, index) => text === segments[index]?.text)) return { inlines, own };
  const left = [...references];
  return { inlines: told.flatMap((segment) => toInlines(segment, left)), own };
}

/** Stands in a text for a reference, which has no words. */
const placeholder = "\uFFFC";

function segmentsOf(inlines: readonly Inline[]): {
  readonly segments: readonly Segment[];
  readonly references: readonly Inline[];
} {
  const segments: { text: string; citations: Citation[] }[] = [];
  const references: Inline[] = [];
  const walk = (inline: Inline): void => {
    if ("children" in inline) {
      inline.children.forEach(walk);
      return;
    }
    const last = segments.at(-1);
    if (inline.type === "citation") {
      if (last) last.citations.push(inline);
      else segments.push({ text: "", citations: [inline] });
      return;
    }
    if (inline.type === "reference") references.push(inline);
    const text = inline.type === "reference" ? placeholder : inline.value;
    // White space between two citations does not part them.
    if (last && (last.citations.length === 0 || text.trim() === ""))
      last.text += last.citations.length === 0 ? text : "";
    else segments.push({ text, citations: [] });
  };
  inlines.forEach(walk);
  return { segments, references };
}

const idsOf = ({ citations }: Segment): readonly string[] => citations.flatMap(({ evidenceIds }) => evidenceIds);

const bearing = /[\p{L}\p{N}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]["”」]?\s*$/u;

function wholeQuotation(
  segments: readonly Segment[],
  { passagesOf, trusted, marks }: Quoting,
): readonly Inline[] | undefined {
  const text = segments.map((segment) => segment.text).join("");
  const passages = passagesOf(segments.flatMap(idsOf));
  if (passages.length === 0 || text.includes(placeholder) || /["“„«「]/u.test(text)) return undefined;
  const [stretch, ...others] = copiedStretches(text, passages, trusted);
  const before = text.slice(0, stretch?.start);
  const behind = text.slice(stretch?.end);
  if (!stretch || others.length > 0 || bearing.test(before) || bearing.test(behind)) return undefined;
  const said = text.slice(stretch.start, stretch.end).replace(/\s+/g, " ");
  const [asked = ""] = /[?!？！]/u.exec(behind) ?? [];
  const isWide = unspaced.test(said);
  return [
    { type: "text", value: `${marks.open}${said}${asked}${marks.close}${isWide ? "" : " "}` },
    ...segments.flatMap(({ citations }) => citations),
    { type: "text", value: isWide ? "。" : ". " },
  ];
}

interface MarkedSegment extends Segment {
  /** Of what its quotations may be. */
  readonly passages: readonly string[];
}

function withMarks(segment: Segment, previous: Segment | undefined, quoting: Quoting): MarkedSegment {
  const { passagesOf, titles, trusted, marks } = quoting;
  const mark = (ids: readonly string[]) => {
    const passages = passagesOf(ids);
    const text = withQuotations(segment.text, [...passages, ...titles.filter(isName)], marks, trusted);
    return { passages: [...passages, ...titles], text };
  };
  if (segment.citations.length > 0 || !previous) return { ...segment, ...mark(idsOf(segment)) };
  const alone = mark([]);
  // Words behind a citation may be that source's too; then they are cited again.
  const again = mark(idsOf(previous));
  if (again.text === alone.text) return { ...segment, ...alone };
  return { ...segment, ...again, citations: previous.citations };
}

/** A full stop inside of a quotation stands behind the citation, as everywhere in a report. */
const stopInside = /[.。…]?(["”“»」]|\s»)(?:\s*)$/u;

function toInlines({ text, citations }: MarkedSegment, left: Inline[]): readonly Inline[] {
  const hasStop = citations.length > 0 && /[.。]\s?["”“»」]\s*$/u.test(text);
  const shown = hasStop ? text.replace(stopInside, "$1") : text;
  const isWide = unspaced.test(shown);
  const gap = hasStop && !isWide ? " " : "";
  const stop: readonly Inline[] = hasStop ? [{ type: "text", value: isWide ? "。" : ". " }] : [];
  return [...withReferences(`${shown}${gap}`, left), ...citations, ...stop];
}

/** The text with the next references in their places. */
function withReferences(text: string, left: Inline[]): readonly Inline[] {
  return text.split(placeholder).flatMap((value, index): readonly Inline[] => {
    const reference = index > 0 ? left.shift() : undefined;
    return [...(reference ? [reference] : []), ...(value === "" ? [] : [{ type: "text", value } as const])];
  });
}
