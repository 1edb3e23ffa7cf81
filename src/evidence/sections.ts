import type { Locator } from "../report/index.ts";
import type { ParsedSource, SourceBlock } from "./parsed-source.ts";

/** Joins a heading path, a row path and a column's header rows. */
export const pathSeparator = " › ";

/** The heading path a block stands under, joined with " › "; empty before the first heading. */
export function sectionPathOf(parsed: ParsedSource, block: SourceBlock): string {
  const path: { level: number; text: string }[] = [];
  for (const candidate of parsed.blocks) {
    if (candidate.id === block.id) break;
    if (candidate.type !== "heading") continue;
    while ((path.at(-1)?.level ?? 0) >= candidate.level) path.pop();
    path.push({ level: candidate.level, text: candidate.text.trim() });
  }
  return path.map((heading) => heading.text).join(pathSeparator);
}

/** A block's locator, its section filled in from the headings above where the parser left it out. */
export function locatorOf(parsed: ParsedSource, block: SourceBlock): Locator {
  if (block.locator.section !== undefined) return block.locator;
  const section = sectionPathOf(parsed, block);
  return section === "" ? block.locator : { ...block.locator, section };
}
