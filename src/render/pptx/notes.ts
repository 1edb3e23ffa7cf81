import { citationMarks, type ResolvedReport } from "../../report/index.ts";
import { evidenceText, shorten } from "../evidence-text.ts";
import { formatLocator, printable } from "../format.ts";
import type { Claim } from "./claims.ts";
import { plainText } from "./slide.ts";

/** Speaker notes: the claims in full, then the evidence behind them with source and page. */
export function notesFor(
  claims: readonly Claim[],
  resolved: ResolvedReport,
  more: { readonly lines?: readonly string[]; readonly evidenceIds?: readonly string[] } = {},
): string {
  const evidenceIds = [...new Set([...claims.flatMap((claim) => claim.evidenceIds), ...(more.evidenceIds ?? [])])];
  const said = [...(more.lines ?? []), ...claims.map((claim) => plainText(claim.text))];
  const evidence = evidenceIds.flatMap((id) => evidenceLine(id, resolved));
  const lines = [...said, ...(evidence.length > 0 ? ["", `${resolved.labels.evidence}:`, ...evidence] : [])];
  return printable(lines.join("\n"));
}

function evidenceLine(id: string, resolved: ResolvedReport): readonly string[] {
  const evidence = resolved.evidence.get(id);
  const mark = citationMarks(resolved, [id])[0];
  if (!evidence || mark?.number === undefined) return [];
  const source = resolved.bibliography.find((entry) => entry.number === mark.number)?.source;
  const place = [source ? shorten(source.title, 80) : "", formatLocator(evidence.locator, resolved.labels)];
  const words = evidenceText(evidence, { language: resolved.report.language, longest: 600 });
  return [`${mark.label} ${place.filter((part) => part !== "").join(", ")}: ${words}`];
}
