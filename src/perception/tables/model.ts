import type { Rect } from "../layout/item.ts";

/** A table as the layout rules see it: cells with boxes in page units. */
export interface LaidTable extends Rect {
  readonly page: number;
  /** Each row as long as a body row; spanning headers repeated. */
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly LaidCell[])[];
  readonly caption?: string;
  readonly notes?: string;
}

/** The box is absent for a cell with no ink. */
export interface LaidCell {
  readonly text: string;
  readonly rect?: Rect;
}
