import type { Rect } from "../layout/item.ts";

/** Where a figure stands on its page, with the labels that belong to it. */
export interface FigureRegion extends Rect {
  /** Counts from 1. */
  readonly page: number;
  readonly kind: "chart" | "diagram" | "photo" | "scan" | "unknown";
}

/** A picture that was left out of the source, told in its list of what was dropped. */
export interface DroppedFigure {
  readonly page: number;
  readonly rect: Rect;
  readonly why: string;
}
