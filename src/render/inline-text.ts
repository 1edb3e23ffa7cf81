import { type CitationMark, citationMarks, type Inline, type ResolvedReport } from "../report/index.ts";

/** Inline content as plain text, with citations as `[1][3]` and references as `Table 2`. */
export function inlineText(inlines: readonly Inline[], resolved: ResolvedReport): string {
  return spacedMarks(inlines, resolved)
    .map((inline) => textOfInline(inline, resolved))
    .join("");
}

function textOfInline(inline: Inline, resolved: ResolvedReport): string {
  if (inline.type === "citation") return citationText(inline.evidenceIds, resolved);
  if (inline.type === "reference") return resolved.numbered.get(inline.targetId)?.label ?? "";
  return "children" in inline ? inlineText(inline.children, resolved) : inline.value;
}

/** `[1][3]` for evidence of sources 1 and 3. */
export function citationText(evidenceIds: readonly string[], resolved: ResolvedReport): string {
  return citationMarks(resolved, evidenceIds)
    .map((mark) => mark.label)
    .join("");
}

/**
 * The same content with a space before each citation that stands right behind a word or number: `81,434 [3]`, because
 * marks that are not raised would read as part of it.
 *
 * Contract: pure; nothing is inserted in languages that write without spaces, and nothing behind a space, a full stop or
 * another mark.
 */
export function spacedMarks(inlines: readonly Inline[], resolved: ResolvedReport): readonly Inline[] {
  if (/^(zh|ja)(-|$)/i.test(resolved.report.language)) return inlines;
  return inlines.flatMap((inline, index): readonly Inline[] => {
    const before = inlines[index - 1];
    const touches =
      inline.type === "citation" &&
      before !== undefined &&
      before.type !== "citation" &&
      /[\p{L}\p{N}%)\]”"’–]$/u.test(textOfInline(before, resolved));
    return touches ? [{ type: "text", value: " " }, inline] : [inline];
  });
}

/** A mark in a list of sources, and whether a dash before it stands for the numbers between it and the one before. */
export interface ListedMark {
  readonly mark: CitationMark;
  readonly endsRange: boolean;
}

/** Marks for a list that only names sources: three and more in a row shrink to first and last, `[1]–[9]`. */
export function listedMarks(marks: readonly CitationMark[]): readonly ListedMark[] {
  const follows = (left: CitationMark | undefined, right: CitationMark | undefined): boolean =>
    left?.number !== undefined && right?.number === left.number + 1;
  return marks.flatMap((mark, index) => {
    const [before, after] = [marks[index - 1], marks[index + 1]];
    if (follows(before, mark) && follows(mark, after)) return [];
    return [{ mark, endsRange: follows(before, mark) && follows(marks[index - 2], before) }];
  });
}
