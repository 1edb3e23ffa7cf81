import { pathSeparator, printingOf, printQuantity, scaleOfFactor } from "../../evidence/index.ts";
import type { Evidence, Locator } from "../../report/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { dataBlock, dataLine } from "./data-block.ts";

/** Evidence under the short names that a prompt uses for it: `e1`, `e2`, … in order, cells of one line together. */
export interface Handled {
  readonly views: readonly EvidenceView[];
  readonly idOf: ReadonlyMap<string, string>;
  readonly nameOf: ReadonlyMap<string, string>;
}

/** Gives short names; long ids would cost tokens and be miswritten. */
export function handled(views: readonly EvidenceView[]): Handled {
  const ordered = bySource(groupsOf(views)).flat(2);
  const names = ordered.map(({ evidence }, index) => [`e${index + 1}`, evidence.id] as const);
  return { views: ordered, idOf: new Map(names), nameOf: new Map(names.map(([name, id]) => [id, name])) };
}

const span = /^e(\d+)\s*(?:-|–|—|\.\.+|…|to)\s*e?(\d+)$/;

/** The ids of the names that were given, `e3-e7` among them; others are left out. */
export function idsOf(names: readonly string[], { idOf, views }: Handled): readonly string[] {
  const single = names.flatMap((given) => {
    const name = given.replace(/^[@[\s]+|[\]\s]+$/g, "");
    const [, first, last] = span.exec(name) ?? [];
    if (first === undefined || last === undefined) return [name];
    const from = Number(first);
    const length = Math.min(Number(last), views.length) - from + 1;
    return Array.from({ length: Math.max(0, length) }, (_, index) => `e${from + index}`);
  });
  return [...new Set(single.flatMap((name) => idOf.get(name) ?? []))];
}

/**
 * Evidence whole, for who writes from it: a block for each source, in it a line for each piece and one for all cells of
 * a row or column of a table.
 */
export function fullList(given: Handled): string {
  return bySource(groupsOf(given.views))
    .map((groups) => {
      const [[{ source, clusterId }]] = groups;
      const attributes = { source: source.title, published: source.published, independent: clusterId.slice(-4) };
      const lines = groups.map((group) => {
        const [{ evidence }] = group;
        const notes = [evidence.content.type === "region" ? "picture" : "", placeOf(evidence.locator, source.title)];
        const place = notes.filter((note) => note !== "").join(", ");
        const name = group.length > 1 ? "cells" : given.nameOf.get(evidence.id);
        const text = group.length > 1 ? cellsText(group, given) : contentText(evidence);
        return `${name}${place === "" ? "" : ` (${place})`}: ${lineText(text)}`;
      });
      return dataBlock("evidence", attributes, lines.join("\n"));
    })
    .join("\n");
}

/** Evidence in a line each under its source, for who orders it; of a long row of cells only those that tell its course. */
export function shortList(given: Handled, length = 220): string {
  return bySource(groupsOf(given.views))
    .map((groups) => {
      const [[{ source, clusterId }]] = groups;
      const lines = groups.map((group) => {
        const [{ evidence }] = group;
        const isAlone = group.length === 1;
        const text = isAlone
          ? dataLine(contentText(evidence), evidence.content.type === "region" ? 600 : length)
          : dataLine(cellsText(group, given, mostCellsTold), 2_000);
        const subQuestions = [...new Set(group.flatMap((view) => view.evidence.subQuestionIds))].join(" ");
        return [isAlone ? given.nameOf.get(evidence.id) : "cells", kindOf(evidence), subQuestions, text].join(" | ");
      });
      return [`Source: ${dataLine(source.title, 70)} | ${clusterId.slice(-4)}`, ...lines].join("\n");
    })
    .join("\n");
}

/** More cells of one line tell a planner nothing new; it names them by their first and last. */
const mostCellsTold = 8;

/** One line, however long: a text can then not pretend to be another piece of evidence. */
const lineText = (text: string): string => dataLine(text, Number.POSITIVE_INFINITY);

type SourceGroups = readonly [Group, ...Group[]];

/** Groups of one source together, sources in the order of their first. */
function bySource(groups: readonly Group[]): readonly SourceGroups[] {
  const sources = new Map<string, [Group, ...Group[]]>();
  for (const group of groups) {
    const { id } = group[0].source;
    const known = sources.get(id);
    if (known) known.push(group);
    else sources.set(id, [group]);
  }
  return [...sources.values()];
}

type Group = readonly [EvidenceView, ...EvidenceView[]];

/** Cells of one table that share a row or a column stand together; all else alone. Order is that of first members. */
function groupsOf(views: readonly EvidenceView[]): readonly Group[] {
  const onLine = new Map<string, number>();
  for (const { row, column } of views.flatMap(linesOf))
    for (const line of [row, column]) onLine.set(line, (onLine.get(line) ?? 0) + 1);
  const groups = new Map<string, [EvidenceView, ...EvidenceView[]]>();
  for (const view of views) {
    const [lines] = linesOf(view);
    const inRow = onLine.get(lines?.row ?? "") ?? 0;
    const inColumn = onLine.get(lines?.column ?? "") ?? 0;
    const key = lines ? (inRow > inColumn ? lines.row : lines.column) : view.evidence.id;
    const group = groups.get(key);
    if (group) group.push(view);
    else groups.set(key, [view]);
  }
  return [...groups.values()].map(inTableOrder);
}

/** Cells as they stand in their table, from left to right and downwards. */
function inTableOrder([first, ...rest]: Group): Group {
  if (rest.length === 0) return [first];
  const placeIn = ({ evidence: { content } }: EvidenceView): number =>
    content.type === "cell" ? content.rowIndex * 10_000 + content.columnIndex : 0;
  const [one = first, ...others] = [first, ...rest].sort((a, b) => placeIn(a) - placeIn(b));
  return [one, ...others];
}

/** Names of the row and the column that a cell stands in; nothing for other evidence. */
function linesOf({ evidence: { sourceId, content } }: EvidenceView): readonly { row: string; column: string }[] {
  if (content.type !== "cell") return [];
  const table = `${sourceId} ${content.tableId}`;
  return [{ row: `${table} row ${content.rowIndex}`, column: `${table} column ${content.columnIndex}` }];
}

/** What a stranger wrote of a piece of evidence: its text and the title of its source. */
export function evidenceWords({ evidence, source }: EvidenceView): string {
  return `${contentText(evidence)}\n${source.title}`;
}

/** `Renewables (GWh): e1 2001 = 1,437; e2 2002 = 1,963`: what the cells share stands once. */
function cellsText(group: Group, { nameOf }: Handled, most = Number.POSITIVE_INFINITY): string {
  const cells = group.flatMap(({ evidence }) =>
    evidence.content.type === "cell" ? [{ ...evidence.content, evidence }] : [],
  );
  const [first] = cells;
  const sharesRow = cells.every(({ rowIndex }) => rowIndex === first?.rowIndex);
  const shared = sharesRow ? first?.row : first?.column;
  const told = tellingCells(
    cells.map(({ evidence }) => evidence),
    most,
  );
  const values = cells.flatMap(({ row, column, evidence }, index) => {
    if (!told.has(index)) return told.has(index - 1) ? ["…"] : [];
    return [`${nameOf.get(evidence.id)} ${sharesRow ? column : row} = ${valueText(evidence)}`];
  });
  return `${shared}: ${values.join("; ")}`;
}

/** All of few cells; of many the first two, the last, the highest and the lowest. */
function tellingCells(cells: readonly Evidence[], most: number): ReadonlySet<number> {
  const all = cells.map((_, index) => index);
  if (cells.length <= most) return new Set(all);
  const valueAt = (index: number): number => cells[index]?.quantities?.[0]?.value ?? Number.NaN;
  const ranked = all.filter((index) => !Number.isNaN(valueAt(index))).sort((a, b) => valueAt(a) - valueAt(b));
  return new Set([0, 1, ranked[0] ?? 0, ranked.at(-1) ?? 0, cells.length - 1]);
}

function kindOf({ content }: Evidence): string {
  return content.type === "region" ? "picture" : content.type;
}

/** Page and nearest heading; the title of the source is said already. */
function placeOf({ page, section }: Locator, title: string): string {
  const heading = section?.split(pathSeparator).at(-1)?.trim() ?? "";
  const parts = [page === undefined ? "" : `p. ${page}`, heading === title ? "" : dataLine(heading, 80)];
  return parts.filter((part) => part !== "").join(", ");
}

/** The text of a piece of evidence: a quote, the reading of a picture, or a cell with its headers. */
export function contentText(evidence: Evidence): string {
  const { content } = evidence;
  if (content.type === "quote") return content.exact;
  if (content.type === "region") return content.reading;
  return `${content.row} | ${content.column} | ${valueText(evidence)}`;
}

/** The cell as it stands, with unit and scale of its headers: `$7,709 million`, `82,959 USD million`, `1,437 GWh`. */
function valueText(evidence: Evidence): string {
  const { content, quantities } = evidence;
  if (content.type !== "cell") return "";
  const [quantity] = quantities ?? [];
  const typed = quantity ? printQuantity(quantity) : "";
  if (!quantity || typed === "") return content.value;
  const digits = (text: string): string => text.replace(/[^\d.]/g, "");
  if (digits(typed) === digits(content.value)) return typed;
  const { factor } = printingOf(evidence, quantity);
  const { word } = scaleOfFactor(factor);
  const isPlain = /^[^\p{L}]*$/u.test(content.value) && word !== "";
  if (!isPlain) return `${content.value} (${typed})`;
  const unit = /\p{Sc}/u.test(content.value) ? "" : `${quantity.unit} `;
  return `${content.value} ${unit}${word}`;
}
