import type { EvidenceView } from "../../src/analyst/index.ts";
import type { Source } from "../../src/report/index.ts";
import { sourceOf } from "./typed-series.ts";

/** A verbatim quote as evidence with its source; without a prefix it opens its paragraph. */
export function quoteView(
  exact: string,
  given: {
    readonly source?: Source;
    readonly page?: number;
    readonly prefix?: string;
    readonly subQuestionIds?: readonly string[];
  } = {},
): EvidenceView {
  const source = given.source ?? sourceOf("Orchard annual report");
  return {
    source,
    clusterId: source.id,
    evidence: {
      id: `ev-${source.id}-${exact.slice(0, 24)}`,
      sourceId: source.id,
      subQuestionIds: given.subQuestionIds ?? ["q1"],
      locator: given.page === undefined ? {} : { page: given.page },
      content: { type: "quote", exact, prefix: given.prefix ?? "", suffix: "" },
    },
  };
}
