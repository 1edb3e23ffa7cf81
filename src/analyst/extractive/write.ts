import type { Block } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import { type Series, seriesOf } from "./data.ts";
import { printerFor } from "./outline.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { quotationBlocks } from "./quotations.ts";
import { paragraphOf, type Sentence } from "./sentence.ts";
import { sourceLabels } from "./source-label.ts";
import {
  comparisonSentence,
  extremeSentences,
  holeSentences,
  trendSentence,
  yearOnYearSentence,
} from "./statements.ts";
import { answerSentences } from "./table-answer/index.ts";

/** Writes a section: sentences computed from its numbers, its visuals, then what the sources say in their own words. */
export async function write(input: Parameters<Analyst["write"]>[0]): Promise<readonly Block[]> {
  const { brief, section, evidence, visuals } = input;
  if (section.purpose === "overview") return visuals;
  const series = seriesOf(evidence, brief).filter(({ subQuestionId }) =>
    section.subQuestionIds.includes(subQuestionId),
  );
  const printer = printerFor(brief);
  const tellsHoles = brief.timeRange !== undefined && section.subQuestionIds.includes("q1");
  const compared = comparisons(series, (first, second) => comparisonSentence(first, second, printer));
  const told = series.map((one) =>
    [
      trendSentence(one, printer),
      ...extremeSentences(one, printer),
      yearOnYearSentence(one, printer),
      ...(tellsHoles ? holeSentences(one, printer) : []),
    ].filter(isSentence),
  );
  return [
    ...paragraphOf(answerSentences(evidence, brief)),
    ...paragraphOf(compared),
    ...told.flatMap((sentences) => paragraphOf(sentences)),
    ...paragraphOf(disagreements(input)),
    ...visuals,
    ...quotationBlocks(evidence, brief),
  ];
}

/** What sources give differently and who gives it, where this section cites one of them. */
function disagreements({ conflicts, evidence, brief }: Parameters<Analyst["write"]>[0]): readonly Sentence[] {
  const own = new Map(evidence.map((view) => [view.evidence.id, view]));
  const labels = sourceLabels(evidence);
  return conflicts
    .filter(({ positions }) => positions.every(({ evidenceIds }) => evidenceIds.some((id) => own.has(id))))
    .map(({ topic, positions }) => {
      const [first = "", ...others] = positions.map(({ statement, evidenceIds }) => {
        const names = evidenceIds.flatMap((id) => labels.get(own.get(id)?.source.id ?? "") ?? []);
        return `${statement} (${[...new Set(names)].slice(0, namedSources).join("; ")})`;
      });
      return {
        text: fill(phrasesFor(brief.language).conflict, { topic, a: first, b: others.join(", ") }),
        evidenceIds: positions.flatMap(({ evidenceIds }) => evidenceIds),
      };
    });
}

const namedSources = 3;

const isSentence = (sentence: Sentence | undefined): sentence is Sentence => sentence !== undefined;

/** The first series against each other one. */
export function comparisons(
  series: readonly Series[],
  compare: (first: Series, second: Series) => Sentence | undefined,
): readonly Sentence[] {
  const [first, ...others] = series;
  return first ? others.map((other) => compare(first, other)).filter(isSentence) : [];
}
