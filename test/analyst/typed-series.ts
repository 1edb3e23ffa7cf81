import type { Series } from "../../src/analyst/extractive/data.ts";
import type { Datum } from "../../src/analyst/extractive/datum.ts";
import type { Brief, EvidenceView } from "../../src/analyst/index.ts";
import type { Quantity, Source } from "../../src/report/index.ts";

/** A brief with everything said but the question. */
export function briefFor(question: string, changes: Partial<Brief> = {}): Brief {
  return {
    question,
    language: "en",
    length: "standard",
    skill: "",
    audience: "",
    intents: ["what"],
    assumptions: [],
    checks: [],
    ...changes,
  };
}

export function sourceOf(title: string, changes: Partial<Source> = {}): Source {
  return {
    id: `s-${title}`,
    path: `/library/${title}.pdf`,
    title,
    authors: [],
    fetched: "2026-01-01T00:00:00Z",
    mediaType: "application/pdf",
    sha256: title,
    language: "en",
    ...changes,
  };
}

/** A cell of a table, as evidence with its source. */
export function cellView(given: {
  readonly value: string;
  readonly quantity: Quantity;
  readonly source?: Source;
  readonly clusterId?: string;
  readonly subQuestionIds?: readonly string[];
  readonly rowIndex?: number;
}): EvidenceView {
  const { value, quantity, source = sourceOf("Orchard Inc."), rowIndex = 0 } = given;
  const place = `${source.id}:${quantity.metric ?? ""}:${quantity.periodEnd ?? ""}:${value}`;
  return {
    evidence: {
      id: `e-${place}`,
      sourceId: source.id,
      subQuestionIds: given.subQuestionIds ?? ["q1"],
      locator: { page: 4 },
      content: {
        type: "cell",
        tableId: "t1",
        row: quantity.metric ?? "",
        column: quantity.period ?? "",
        rowIndex,
        columnIndex: 1,
        value,
      },
      quantities: [quantity],
    },
    source,
    clusterId: given.clusterId ?? source.id,
  };
}

/** ISO end, months and number of a point; its cell prints millions. */
export type Point = readonly [end: string, months: number | undefined, value: number, printed?: string];

/** A series of amounts in USD million, as data of sentences. */
export function seriesFor(metric: string, points: readonly Point[], changes: Partial<Series> = {}): Series {
  const { entity = "Orchard" } = changes;
  const made = points.map(([end, months, millions, printed]) =>
    datum({ metric, entity, end, months, value: millions * 1e6, printed: printed ?? millions.toLocaleString("en-US") }),
  );
  return { subQuestionId: "q1", entity, metric, points: made, ...changes };
}

export function datum(given: Partial<Datum> & Pick<Datum, "value" | "printed" | "end">): Datum {
  const { metric = "Net sales", entity = "Orchard", unit = "USD", value, end, printed } = given;
  const view = cellView({ value: printed, quantity: { value, unit, metric, entity, periodEnd: end } });
  return {
    view,
    evidenceId: view.evidence.id,
    evidenceIds: [view.evidence.id],
    agreement: { count: 1, all: 1 },
    months: 3,
    ...given,
    entity,
    metric,
    unit,
  };
}
