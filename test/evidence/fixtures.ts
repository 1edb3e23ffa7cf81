import {
  bankFinding,
  type Finding,
  type ParsedSource,
  type SourceBlock,
  type SourceTable,
  tableContextOf,
  typedCells,
} from "../../src/evidence/index.ts";
import type { Evidence, Source } from "../../src/report/index.ts";

/** A source with defaults; the id is also its path. */
export function makeSource(id: string, changes: Partial<Source> = {}): Source {
  return {
    id,
    path: `${id}.pdf`,
    title: id,
    authors: [],
    fetched: "2024-01-01T00:00:00Z",
    mediaType: "application/pdf",
    sha256: id,
    ...changes,
  };
}

export function makeParsed(
  blocks: readonly SourceBlock[],
  changes: Partial<ParsedSource["metadata"]> = {},
): ParsedSource {
  return {
    metadata: { title: "", authors: [], ...changes },
    blocks,
    pages: [],
    links: [],
    assets: [],
    dropped: [],
    warnings: [],
  };
}

export function paragraph(id: string, text: string, page = 1): SourceBlock {
  return { type: "paragraph", id, text, locator: { page } };
}

export function heading(id: string, text: string, level = 1): SourceBlock {
  return { type: "heading", id, level, text, locator: { page: 1 } };
}

/** A table written as lines of cells parted by `|`; the first `headerRows` lines are its header. */
export function makeTable(
  lines: string,
  options: {
    readonly headerRows?: number;
    readonly caption?: string;
    readonly notes?: string;
    readonly id?: string;
  } = {},
): SourceTable {
  const grid = lines
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const headerRows = options.headerRows ?? 1;
  return {
    type: "table",
    id: options.id ?? "t1",
    ...(options.caption !== undefined && { caption: options.caption }),
    ...(options.notes !== undefined && { notes: options.notes }),
    header: grid.slice(0, headerRows),
    rows: grid.slice(headerRows).map((row) => row.map((text) => ({ text }))),
    locator: { page: 4 },
  };
}

export const incomeNotes =
  "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)";

/** An income statement as quarterly reports print it; the numbers are invented. */
export const incomeStatement = makeTable(
  `
  | Three Months Ended | Three Months Ended | Nine Months Ended | Nine Months Ended
  | July 1, 2023 | June 25, 2022 | July 1, 2023 | June 25, 2022
  Net sales: | | | |
  Products | $ 60,584 | $ 63,355 | $ 230,901 | $ 245,241
  Services | 21,213 | 19,604 | 62,886 | 58,941
  Total net sales | 81,797 | 82,959 | 293,787 | 304,182
  Cost of sales: | | | |
  Products | 39,136 | 41,485 | 146,696 | 155,084
  Total cost of sales | 45,384 | 47,074 | 165,091 | 171,001
  Gross margin | 36,413 | 35,885 | 128,696 | 133,181
  Other income/(expense), net | (265) | (10) | (594) | —
  Net income | $ 19,881 | $ 19,442 | $ 74,039 | $ 79,082
  Earnings per share: | | | |
  Basic | $ 1.27 | $ 1.20 | $ 4.69 | $ 4.86
  Shares used in computing earnings per share: | | | |
  Basic | 15,697,614 | 16,162,945 | 15,792,497 | 16,277,824
  Effective tax rate | 12.5% | 15.7% | 14.6 | 16.3 %
`,
  { headerRows: 2, notes: incomeNotes, caption: "CONDENSED STATEMENTS OF OPERATIONS (Unaudited)" },
);

/** All typed cells of a source's tables as evidence. */
export function bankAllCells(source: Source, parsed: ParsedSource): readonly Evidence[] {
  return parsed.blocks.flatMap((block) =>
    block.type === "table"
      ? typedCells(block, tableContextOf(block, { source, parsed })).map(({ rowIndex, columnIndex }) =>
          mustBank({ type: "cell", sourceId: source.id, tableId: block.id, rowIndex, columnIndex }, source, parsed),
        )
      : [],
  );
}

/** Banks a finding that must stand in the source. */
export function mustBank(finding: Finding, source: Source, parsed: ParsedSource): Evidence {
  const banked = bankFinding(finding, { source, parsed }, "q1");
  if (!banked.ok) throw new Error(banked.reason);
  return banked.evidence;
}

/** Evidence of a typed number in a quote, without a source around it. */
export function quoteEvidence(
  id: string,
  exact: string,
  quantity: NonNullable<Evidence["quantities"]>[number],
  sourceId = "src-a",
): Evidence {
  return {
    id,
    sourceId,
    subQuestionIds: ["q1"],
    locator: { page: 1 },
    content: { type: "quote", exact, prefix: "", suffix: "" },
    quantities: [quantity],
  };
}
