import { type Cell, type Chart, type Figure, type Table, textOf } from "../../report/index.ts";
import { type TableSetting, tableSetting } from "../column-widths.ts";
import { inlineText } from "../inline-text.ts";
import type { HtmlContext } from "./context.ts";
import { inlinesToHtml } from "./inlines.ts";
import { anchor, html, type Markup } from "./markup.ts";

/** A4 between the margins of the print style, in points. */
const printRoom = { upright: 493, landscape: 720 };
/** Cells are set in this share of the text's size, with padding of this share of their own on both sides together. */
const cellShare = 0.92;
const paddingShare = 1.4;
/** Names of rows up to this length stay on one line. */
const shortName = 18;
/** Words of more characters break anywhere, or they would make the table wider than its page. */
const longWord = 24;

/** `Table 2.` and the words of a caption. */
export function captionOf(block: Table | Figure | Chart, context: HtmlContext): Markup {
  const label = context.resolved.numbered.get(block.id)?.label ?? "";
  return html`<span class="caption-label">${label}.</span> ${inlinesToHtml(block.caption, context)}`;
}

/** How a table is set on paper: a browser shrinks every page of a document whose widest table does not fit. */
export function printSetting(table: Table, { resolved, theme }: Pick<HtmlContext, "resolved" | "theme">): TableSetting {
  const rows = [table.header, ...table.rows];
  const columns = table.header.map((_, column) => rows.map((row) => inlineText(row[column]?.children ?? [], resolved)));
  const padding = (size: number): number => size * paddingShare;
  return tableSetting(columns, printRoom, { usual: theme.sizes.body * cellShare, padding });
}

/** A table in a frame that scrolls where the screen is too narrow, with what its print needs in class names. */
export function tableToHtml(table: Table, context: HtmlContext): Markup {
  const id = anchor(table.id);
  const isRight = table.header.map((_, column) => table.rows.some((row) => row[column]?.align === "right"));
  const header = table.header.map((cell, column) => headerCell(cell, isRight[column] ?? false, context));
  const rows = table.rows.map((row) => html`<tr>${row.map((cell) => bodyCell(cell, context))}</tr>\n`);
  return html`<div class="${classOf(table, context)}" id="${id}"><div class="scroll" tabindex="0" role="group" aria-labelledby="${id}-caption"><table>
<caption id="${id}-caption"><span class="caption">${captionOf(table, context)}</span></caption>
<thead><tr>${header}</tr></thead>
<tbody>${rows}</tbody>
</table></div></div>\n`;
}

function classOf(table: Table, context: HtmlContext): string {
  const { landscape, size, fits } = printSetting(table, context);
  const isTight = size < context.theme.sizes.body * cellShare;
  const names = ["table", landscape ? "landscape" : "", isTight ? "tight" : "", fits ? "" : "breaking"];
  return names.filter((name) => name !== "").join(" ");
}

function headerCell(cell: Cell, isRight: boolean, context: HtmlContext): Markup {
  const content = inlinesToHtml(cell.children, context);
  if (isEmpty(cell)) return html`<td></td>`;
  return isRight ? html`<th scope="col" class="number">${content}</th>` : html`<th scope="col">${content}</th>`;
}

function bodyCell(cell: Cell, context: HtmlContext): Markup {
  const content = inlinesToHtml(cell.children, context);
  const text = textOf(cell.children).trim();
  const isName = cell.isHeader === true && !isEmpty(cell);
  const names = [
    !isName && cell.align === "right" ? "number" : "",
    isName && text.length <= shortName ? "short" : "",
    text.split(/\s/u).some((word) => word.length > longWord) ? "long" : "",
  ].filter((name) => name !== "");
  const style = names.length > 0 ? html` class="${names.join(" ")}"` : undefined;
  return isName ? html`<th scope="row"${style}>${content}</th>` : html`<td${style}>${content}</td>`;
}

/** An empty header cell would name its column or row with nothing. */
function isEmpty(cell: Cell): boolean {
  return cell.children.every((inline) => inline.type === "text" && inline.value.trim() === "");
}
