export type { Asset, Box, Evidence, EvidenceContent, Locator, Quantity, Source } from "./evidence.ts";
export { type Handlers, handle } from "./handle.ts";
export type {
  Block,
  Cell,
  Chart,
  ChartPoint,
  ChartSeries,
  Citation,
  ClaimCheck,
  Conflict,
  Figure,
  Inline,
  PagePicture,
  Report,
  Section,
  Support,
  Table,
  Verification,
} from "./model.ts";
