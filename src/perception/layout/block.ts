import type { FigureRegion } from "../figures/model.ts";
import type { LaidTable } from "../tables/model.ts";
import type { Rect } from "./item.ts";
import type { Turn } from "./turned.ts";

/** Text of a page. A heading's `rank` is larger the more important it is; it compares only within one document. */
export type TextBlock =
  | (Rect & { readonly type: "heading"; readonly page: number; readonly text: string; readonly rank: number })
  | (Rect & {
      readonly type: "paragraph" | "list-item";
      readonly page: number;
      readonly text: string;
      /** Height of the font of its last line, to know what goes on elsewhere in the same style. */
      readonly size: number;
      /** Its pieces in order of the text, if a page or column break cuts it. */
      readonly parts?: readonly LaidPart[];
      /** Stands sideways beside the text of its page and interrupts nothing. */
      readonly isAside?: true;
    });

/** A piece of a text from a UTF-16 offset to the next piece or the end. */
export interface LaidPart extends Rect {
  readonly from: number;
  readonly page: number;
}

/** A block of a page in page units, before ids and locators. */
export type LaidBlock =
  | TextBlock
  | { readonly type: "table"; readonly page: number; readonly table: LaidTable }
  | { readonly type: "figure"; readonly page: number; readonly figure: LaidFigure };

/** A picture on a page: a raster image or a cluster of vector shapes. */
export interface LaidFigure extends FigureRegion {
  readonly caption?: string;
  /** The words inside it, in reading order. */
  readonly text: string;
  /** How far the page it is cut from must be turned back for it to stand upright. */
  readonly turn?: Turn;
}
