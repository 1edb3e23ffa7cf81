import type { Block, Citation, Inline, ResolvedReport } from "../report/index.ts";
import { citationMarks, walkCitations } from "../report/index.ts";
import { sourceLink } from "./format.ts";
import { blocksToMarkdown } from "./markdown.ts";

/** A source that a summary cites. */
export interface SummarySource {
  /** As printed: `[3]`. */
  readonly number: number;
  readonly title: string;
  readonly url?: string;
}

/** The report that a summary is taken from, and the address of its HTML, if it is somewhere. */
interface Summarised extends ResolvedReport {
  readonly page: string | undefined;
}

/**
 * The summary as Markdown that stands alone: a citation links to its source's address, or else to the source's place in
 * the report at `page`, because there is no bibliography below. Pictures and charts are left out, since their files are
 * elsewhere.
 */
export function summaryToMarkdown(resolved: ResolvedReport, page?: string): string {
  const blocks = resolved.report.summary.flatMap((block) => standing(block, { ...resolved, page }));
  return blocksToMarkdown(blocks, resolved);
}

/** Where a source stands in the report at `page`. */
export const placeOnPage = (page: string, number: number): string => `${page}#source-${number}`;

/** The sources that the summary cites, by number. */
export function summarySources({ report, bibliography, citationNumbers }: ResolvedReport): readonly SummarySource[] {
  const cited = new Set([...walkCitations(report.summary)].map((id) => citationNumbers.get(id)));
  return bibliography.flatMap(({ number, source }) => {
    if (!cited.has(number)) return [];
    const url = sourceLink(source);
    return [{ number, title: source.title, ...(url ? { url } : {}) }];
  });
}

function standing(block: Block, resolved: Summarised): readonly Block[] {
  const inline = (children: readonly Inline[]) => children.flatMap((child) => linked(child, resolved));
  const nested = (children: readonly Block[]) => children.flatMap((child) => standing(child, resolved));
  if (block.type === "figure" || block.type === "chart") return [];
  if (block.type === "paragraph") return [{ ...block, children: inline(block.children) }];
  if (block.type === "quote" || block.type === "callout") return [{ ...block, children: nested(block.children) }];
  if (block.type === "list") return [{ ...block, items: block.items.map(nested) }];
  if (block.type !== "table") return [block];
  const cell = (of: (typeof block.header)[number]) => ({ ...of, children: inline(of.children) });
  const { caption, header, rows } = block;
  return [{ ...block, caption: inline(caption), header: header.map(cell), rows: rows.map((row) => row.map(cell)) }];
}

function linked(inline: Inline, resolved: Summarised): readonly Inline[] {
  if (inline.type === "citation") return marks(inline, resolved);
  if (!("children" in inline)) return [inline];
  return [{ ...inline, children: inline.children.flatMap((child) => linked(child, resolved)) }];
}

function marks({ evidenceIds }: Citation, resolved: Summarised): readonly Inline[] {
  return citationMarks(resolved, evidenceIds).map(({ label, number }) => {
    const entry = resolved.bibliography.find((candidate) => candidate.number === number);
    const page = entry && resolved.page !== undefined ? placeOnPage(resolved.page, entry.number) : undefined;
    const url = entry && (sourceLink(entry.source) ?? page);
    const text: Inline = { type: "text", value: label };
    return url === undefined ? text : { type: "link", url, children: [text] };
  });
}
