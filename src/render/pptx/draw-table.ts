import { type DrawContext, drawCaption, drawList, runs } from "./draw-text.ts";
import { belowTable, boxes, cellPadding, tableCaption } from "./layout.ts";
import { hex, place } from "./masters.ts";
import type { DeckBorder, DeckSlide, DeckTableRow } from "./pptxgenjs.ts";
import type { SlideBody, SlideTable } from "./slide.ts";

/**
 * Draws a native table with its caption, and below it the takeaways. It is never split: planning cut it to the slide.
 */
export function drawTable(
  slide: DeckSlide,
  { table, takeaways }: Extract<SlideBody, { type: "table" }>,
  context: DrawContext,
): void {
  const { rightToLeft } = context;
  const height = table.heights.reduce((sum, value) => sum + value, 0);
  slide.addTable(tableRows(table, context), {
    ...place({ ...boxes.table, height }, rightToLeft),
    colW: table.widths.map((width) => width / 72),
    rowH: table.heights.map((value) => value / 72),
    fontSize: table.size,
    margin: [cellPadding.top / 72, cellPadding.side / 72, cellPadding.top / 72, cellPadding.side / 72],
    objectName: `Table ${table.id}`,
    autoPage: false,
  });
  drawCaption(slide, table.caption, tableCaption(height), context);
  if (takeaways.items.length > 0) drawList(slide, takeaways, place(belowTable(height), rightToLeft), context);
}

function tableRows(table: SlideTable, context: DrawContext): DeckTableRow[] {
  const { accent, line, surface, background } = context.theme.colours;
  const none = { type: "none" as const };
  return table.rows.map((row, index) => {
    const below = { type: "solid" as const, pt: index === 0 ? 1.5 : 0.5, color: hex(index === 0 ? accent : line) };
    const fill = { color: hex(index > 0 && index % 2 === 0 ? surface : background) };
    return row.map((cell) => ({
      text: runs(cell.text, context, cell.bold ? { bold: true } : {}),
      options: {
        align: mirrored(cell.align, context.rightToLeft),
        bold: cell.bold,
        valign: "top" as const,
        fill,
        border: [none, none, below, none] as [DeckBorder, DeckBorder, DeckBorder, DeckBorder],
      },
    }));
  });
}

function mirrored(align: "left" | "right", rightToLeft: boolean): "left" | "right" {
  return rightToLeft && align === "left" ? "right" : align;
}
