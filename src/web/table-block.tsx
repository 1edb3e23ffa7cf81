import { type ReactNode, useId } from "react";
import type { Cell, Chart, Figure, Table } from "../report/model.ts";
import { textOf } from "../report/walk.ts";
import { Inlines } from "./inlines.tsx";
import { anchorOf, type ReportContext } from "./report-context.ts";

/** `Table 2.` and the words of a caption. */
export function Caption({
  block,
  context,
}: {
  readonly block: Table | Figure | Chart;
  readonly context: ReportContext;
}): ReactNode {
  const label = context.view.numbered[block.id]?.label;
  return (
    <>
      {label && <span className="font-semibold">{label}. </span>}
      <Inlines inlines={block.caption} context={context} />
    </>
  );
}

/** A table that scrolls within itself where the page is too narrow. */
export function TableBlock({ table, context }: { readonly table: Table; readonly context: ReportContext }): ReactNode {
  const isEnd = table.header.map((_, column) => table.rows.some((row) => row[column]?.align === "right"));
  const marks = table.header.map((_, column) =>
    Math.max(0, ...table.rows.map((row) => marksWidth(row[column], context))),
  );
  const id = useId();
  return (
    <div id={anchorOf(table.id)} tabIndex={-1} className="my-6">
      <section className="overflow-x-auto" tabIndex={0} aria-labelledby={id}>
        <table className="data-table">
          <caption id={id} className="pb-2 text-start text-[0.97rem]">
            <Caption block={table} context={context} />
          </caption>
          <thead>
            <tr>
              {table.header.map((cell, column) => (
                <HeadCell key={column} cell={cell} isEnd={isEnd[column] ?? false} context={context} />
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <BodyCell key={column} cell={cell} marksEm={marks[column] ?? 0} context={context} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface CellProps {
  readonly cell: Cell;
  readonly context: ReportContext;
}

const isEmpty = ({ children }: Cell): boolean =>
  children.every((one) => one.type === "text" && one.value.trim() === "");

/** An empty header cell would name its column with nothing. */
function HeadCell({ cell, isEnd, context }: CellProps & { readonly isEnd: boolean }): ReactNode {
  if (isEmpty(cell)) return <td />;
  return (
    <th scope="col" className={isEnd ? "end" : undefined}>
      <Inlines inlines={cell.children} context={context} />
    </th>
  );
}

function BodyCell({ cell, marksEm, context }: CellProps & { readonly marksEm: number }): ReactNode {
  const content = <Inlines inlines={cell.children} context={context} />;
  if (cell.isHeader && !isEmpty(cell)) {
    const isShort = textOf(cell.children).length <= 18;
    return (
      <th scope="row" className={isShort ? "whitespace-nowrap" : undefined}>
        {content}
      </th>
    );
  }
  if (cell.align === "right") return <NumberCell cell={cell} marksEm={marksEm} context={context} />;
  return <td>{content}</td>;
}

/** The marks of a column are equally wide, so that its digits stand below each other. */
function NumberCell({ cell, marksEm, context }: CellProps & { readonly marksEm: number }): ReactNode {
  const marks = cell.children.filter(({ type }) => type === "citation");
  return (
    <td className="end">
      <Inlines inlines={cell.children.filter(({ type }) => type !== "citation")} context={context} />
      {marksEm > 0 && (
        <span className="inline-block text-start" style={{ minWidth: `${marksEm}em` }}>
          <Inlines inlines={marks} context={context} />
        </span>
      )}
    </td>
  );
}

/** Width of a cell's marks in its own type size; see `.cite` in the style. */
function marksWidth(cell: Cell | undefined, { marksOf }: ReportContext): number {
  const labels = (cell?.children ?? []).flatMap((one) => (one.type === "citation" ? marksOf(one.evidenceIds) : []));
  return labels.reduce((sum, { label }) => sum + 0.14 + 0.7 * (0.58 + 0.66 * (label.length - 2)), 0);
}
