import { type Asked, isTotal, type Stretch } from "./asked.ts";
import { stretchOf } from "./conditions.ts";
import type { CellLink } from "./link-cells.ts";
import type { ViewCell, ViewRow } from "./table-view.ts";

/** One of two rows, or groups of rows, that a question holds against each other. */
export interface Side {
  readonly link: CellLink;
  readonly rows: readonly ViewRow[];
  readonly used: Stretch;
}

/** Two names of one column, as "A or B", "between A and B", "A than B" have them. */
export function sidesOf(asked: Asked, joiner: RegExp): readonly [Side, Side] | undefined {
  for (const match of asked.text.matchAll(joiner)) {
    const before = asked.links.filter((link) => stretchOf(asked, link)[1] <= match.index + 1);
    const after = asked.links.filter((link) => stretchOf(asked, link)[0] >= match.index + match[0].length - 1);
    const last = Math.max(...before.map(({ to }) => to));
    const first = Math.min(...after.map(({ from }) => from));
    for (const a of before.filter(({ to }) => to === last)) {
      const b = after.find(({ from, column }) => from === first && column === a.column);
      if (b && b.rows[0] !== a.rows[0]) return [sideOf(asked, a), sideOf(asked, b)];
    }
  }
  return undefined;
}

const sideOf = (asked: Asked, link: CellLink): Side => ({
  link,
  rows: link.rows.filter((row) => !isTotal(row)),
  used: stretchOf(asked, link),
});

/** The name of a side, as the table writes it. */
export const labelOf = ({ link, rows }: Side): ViewCell | undefined => rows[0]?.cells.get(link.column);
