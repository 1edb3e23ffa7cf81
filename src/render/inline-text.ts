import { citationMarks, type Inline, type ResolvedReport } from "../report/index.ts";

/** Inline content as plain text, with citations as `[1][3]` and references as `Table 2`. */
export function inlineText(inlines: readonly Inline[], resolved: ResolvedReport): string {
  return inlines.map((inline) => textOfInline(inline, resolved)).join("");
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
