import type { Rect } from "../layout/item.ts";

/** Where a figure stands on its page, with the labels that belong to it. */
export interface FigureRegion extends Rect {
  readonly page: number;
  readonly kind: "chart" | "diagram" | "photo" | "scan" | "unknown";
}

export interface DroppedFigure {
  readonly page: number;
  readonly rect: Rect;
  readonly why: string;
}
