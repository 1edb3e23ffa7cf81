import type { Quantity } from "../report/index.ts";

/** What an analyst found in passages; code turns it into evidence and refuses what does not stand in the source. */
export type Finding =
  | {
      readonly type: "quote";
      readonly sourceId: string;
      readonly blockId: string;
      readonly exact: string;
      readonly quantities?: readonly Quantity[];
    }
  | {
      readonly type: "cell";
      readonly sourceId: string;
      readonly tableId: string;
      readonly rowIndex: number;
      readonly columnIndex: number;
      readonly quantity?: Quantity;
    }
  | { readonly type: "region"; readonly sourceId: string; readonly figureId: string; readonly reading: string };
