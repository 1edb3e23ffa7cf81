import { parsePeriod } from "../../evidence/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { containsName } from "./source-entities.ts";

/** A cited number with its meaning, ready to be put into a sentence. */
export interface Datum {
  readonly view: EvidenceView;
  readonly evidenceId: string;
  /** All evidence that gives this value for this period, `evidenceId` first. */
  readonly evidenceIds: readonly [string, ...string[]];
  /** Independent sources that give this value, and that give any value for this period. */
  readonly agreement: { readonly count: number; readonly all: number };
  /** As asked ("Apple") where the source is about an asked name, else as the source says; empty when it names nobody. */
  readonly entity: string;
  readonly metric: string;
  /** In base units: scale words and headers are multiplied out. */
  readonly value: number;
  readonly unit: string;
  /** Literally as the cell prints it. */
  readonly printed: string;
  /** ISO 8601. */
  readonly end: string;
  /** 0 for a moment; undefined when unknown. */
  readonly months: number | undefined;
}

/**
 * The number of a cell that has a period, under the name that the question gives to whom it is of; undefined for all
 * other evidence.
 */
export function toDatum(view: EvidenceView, entities: readonly string[]): Datum | undefined {
  const { evidence, source } = view;
  const [quantity] = evidence.quantities ?? [];
  if (evidence.content.type !== "cell" || !quantity?.periodEnd) return undefined;
  const said = quantity.entity ?? "";
  const asked =
    entities.find((entity) => containsName(said, entity)) ??
    entities.find((entity) => containsName(source.title, entity));
  return {
    view,
    evidenceId: evidence.id,
    evidenceIds: [evidence.id],
    agreement: { count: 1, all: 1 },
    entity: asked ?? shortName(said),
    metric: measureOf(quantity.metric, said, evidence.content) ?? evidence.content.row,
    value: quantity.value,
    unit: quantity.unit,
    printed: evidence.content.value,
    end: quantity.periodEnd,
    months: quantity.period ? parsePeriod(quantity.period)?.months : undefined,
  };
}

/** In a long table the name of a row may be all that was asked for; what is counted of it heads the column. */
function measureOf(
  metric: string | undefined,
  entity: string,
  { column }: { readonly column: string },
): string | undefined {
  return metric !== undefined && metric === entity && !/\p{Nd}{4}/u.test(column) ? column : metric;
}

/** "Apple Inc." is Apple in a sentence. */
function shortName(name: string): string {
  return name.replace(
    /,?\s+(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|GmbH|SE|N\.V|S\.A)\.?$/u,
    "",
  );
}
