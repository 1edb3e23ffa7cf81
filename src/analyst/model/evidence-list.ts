import { printQuantity } from "../../evidence/index.ts";
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
  const ordered = groupsOf(views).flat();
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

/** Evidence whole, for who writes from it: a block for each piece, one for all cells of a row or column of a table. */
export function fullList(given: Handled): string {
  return groupsOf(given.views)
    .map((group) => {
      const [{ evidence, source, clusterId }] = group;
      const attributes = {
        ...(group.length === 1 ? { id: given.nameOf.get(evidence.id) } : {}),
        kind: group.length === 1 ? kindOf(evidence) : "cells",
        source: source.title,
        published: source.published,
        place: placeOf(evidence.locator),
        independent: clusterId.slice(-4),
      };
      return dataBlock("evidence", attributes, group.length === 1 ? contentText(evidence) : cellsText(group, given));
    })
    .join("\n");
}

/** Evidence in a line each, for who orders it; cells of one row or column share a line. */
export function shortList(given: Handled, length = 220): string {
  return groupsOf(given.views)
    .map((group) => {
      const [{ evidence, source, clusterId }] = group;
      const isAlone = group.length === 1;
      const text = isAlone ? dataLine(contentText(evidence), length) : dataLine(cellsText(group, given), 2_000);
      const subQuestions = [...new Set(group.flatMap((view) => view.evidence.subQuestionIds))].join(" ");
      const name = isAlone ? given.nameOf.get(evidence.id) : "cells";
      return [name, kindOf(evidence), subQuestions, clusterId.slice(-4), dataLine(source.title, 70), text].join(" | ");
    })
    .join("\n");
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
  return [...groups.values()];
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
function cellsText(group: Group, { nameOf }: Handled): string {
  const cells = group.flatMap(({ evidence }) =>
    evidence.content.type === "cell" ? [{ ...evidence.content, evidence }] : [],
  );
  const [first] = cells;
  const sharesRow = cells.every(({ rowIndex }) => rowIndex === first?.rowIndex);
  const shared = sharesRow ? first?.row : first?.column;
  const values = cells.map(
    ({ row, column, evidence }) => `${nameOf.get(evidence.id)} ${sharesRow ? column : row} = ${valueText(evidence)}`,
  );
  return `${shared}: ${values.join("; ")}`;
}

function kindOf({ content }: Evidence): string {
  return content.type === "region" ? "picture" : content.type;
}

function placeOf({ page, section }: Locator): string | undefined {
  const parts = [page === undefined ? "" : `p. ${page}`, section ?? ""].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : undefined;
}

/** The text of a piece of evidence: a quote, the reading of a picture, or a cell with its headers. */
export function contentText(evidence: Evidence): string {
  const { content } = evidence;
  if (content.type === "quote") return content.exact;
  if (content.type === "region") return content.reading;
  return `${content.row} | ${content.column} | ${valueText(evidence)}`;
}

/** The cell as it stands, and the number it means where that is not the same. */
function valueText({ content, quantities }: Evidence): string {
  if (content.type !== "cell") return "";
  const [quantity] = quantities ?? [];
  const typed = quantity ? printQuantity(quantity) : "";
  const digits = (text: string): string => text.replace(/[^\d.]/g, "");
  if (typed === "") return content.value;
  return digits(typed) === digits(content.value) ? typed : `${content.value} (${typed})`;
}
