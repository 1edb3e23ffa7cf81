import type { ResolvedReport } from "./resolve.ts";

/** One printed mark of a citation: evidence of the same source shares a mark. */
export interface CitationMark {
  /** `[3]`, or `[?]` where the report does not know the evidence (`checkReport` reports it too). */
  readonly label: string;
  /** Bibliography number; absent for unknown evidence. */
  readonly number?: number;
  /** What the mark points at, in the order cited, each id once. */
  readonly evidenceIds: readonly string[];
}

/**
 * The marks that a citation prints, by number: three quotes of two sources give `[1]` and `[2]`.
 *
 * Contract: pure; every id given ends up in exactly one mark, so nothing cited is dropped; unknown evidence comes last.
 */
export function citationMarks(
  report: Pick<ResolvedReport, "citationNumbers">,
  evidenceIds: readonly string[],
): readonly CitationMark[] {
  const groups = new Map<number | undefined, Set<string>>();
  for (const id of evidenceIds) {
    const number = report.citationNumbers.get(id);
    const ids = groups.get(number) ?? new Set<string>();
    groups.set(number, ids.add(id));
  }
  const last = Number.MAX_SAFE_INTEGER;
  const ordered = [...groups].sort(([left = last], [right = last]) => left - right);
  return ordered.map(([number, ids]) =>
    number === undefined
      ? { label: "[?]", evidenceIds: [...ids] }
      : { label: `[${number}]`, number, evidenceIds: [...ids] },
  );
}
