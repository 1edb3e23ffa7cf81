import type { Block } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import type { Printer } from "./amounts.ts";
import { printerFor } from "./amounts.ts";
import type { Series } from "./data.ts";
import { slideBlocks } from "./deck/slides.ts";
import { derivedChart, derivedSentences, derivedSeries, derivedTable, isInputOf } from "./derived.ts";
import { groupBy } from "./group-by.ts";
import { halvesSentences, isAboutParts, partsSentence } from "./parts.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { quotationBlocks } from "./quotations.ts";
import { paragraphOf, type Sentence } from "./sentence.ts";
import { sourceLabels } from "./source-label.ts";
import { agreementSentence, comparisonSentence, extremeSentences, holeSentences, leadSentences } from "./statements.ts";
import { answerSentences } from "./table-answer/index.ts";
import { toldSeries } from "./told-series.ts";

/** Writes a section: sentences computed from its numbers, its visuals, then what the sources say in their own words. */
export async function write(input: Parameters<Analyst["write"]>[0]): Promise<readonly Block[]> {
  const { brief, section, evidence, visuals } = input;
  if (brief.deck) return slideBlocks(input);
  if (section.purpose === "overview") return visuals;
  const series = toldSeries(evidence, brief).filter(({ subQuestionId }) =>
    section.subQuestionIds.includes(subQuestionId),
  );
  const printer = printerFor(brief);
  const tellsHoles = brief.timeRange !== undefined && section.subQuestionIds.includes("q1");
  const compared = comparisons(series, (first, second) => comparisonSentence(first, second, printer));
  const derived = derivedSeries(series, brief);
  const parts = partsSentences(series, printer);
  const told = series
    .filter((one) => one.part === undefined && !isInputOf(one, derived))
    // The sentence about its parts gives the one number of a total.
    .filter(({ points }) => points.length > 1 || parts.length === 0 || !isAboutParts(brief))
    .map((one, index) => sentencesOf(one, { index, tellsHoles, printer }));
  return [
    ...paragraphOf(answerSentences(evidence, brief)),
    ...derived.flatMap((one) => paragraphOf(derivedSentences(one, printer))),
    ...paragraphOf(halvesSentences(series, printer)),
    ...paragraphOf(compared),
    ...(isAboutParts(brief) ? paragraphOf(parts) : []),
    ...told.flatMap((sentences) => paragraphOf(sentences)),
    ...(isAboutParts(brief) ? [] : paragraphOf(parts)),
    ...paragraphOf(disagreements(input)),
    ...derived.flatMap((one) => [...derivedChart(one, printer), ...derivedTable(one, printer)]),
    ...visuals,
    ...quotationBlocks(evidence, brief),
  ];
}

/** The first series of a section in full, the others with their change alone. */
function sentencesOf(
  series: Series,
  { index, tellsHoles, printer }: { index: number; tellsHoles: boolean; printer: Printer },
): readonly Sentence[] {
  const [lead, ...others] = leadSentences(series, printer);
  if (index >= toldInFull) return lead ? [lead] : [];
  return [
    ...(lead ? [lead] : []),
    ...extremeSentences(series, printer),
    ...others,
    ...[agreementSentence(series, printer)].filter(isSentence),
    ...(tellsHoles ? holeSentences(series, printer) : []),
  ];
}

const toldInFull = 2;

/** A sentence for each name whose total and parts are known. */
function partsSentences(series: readonly Series[], printer: Printer): readonly Sentence[] {
  const groups = groupBy(series, ({ entity }) => entity);
  return [...groups.values()].map((group) => partsSentence(group, printer)).filter(isSentence);
}

/** What sources give differently and who gives it, where this section cites one of them. */
function disagreements({ conflicts, evidence, brief }: Parameters<Analyst["write"]>[0]): readonly Sentence[] {
  const own = new Map(evidence.map((view) => [view.evidence.id, view]));
  const labels = sourceLabels(evidence, phrasesFor(brief.language));
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

/** The first series against that of each other name, for the same measure. */
export function comparisons(
  series: readonly Series[],
  compare: (first: Series, second: Series) => Sentence | undefined,
): readonly Sentence[] {
  const named = series.filter(({ entity }) => entity !== "");
  const heads = [...groupBy(named, ({ entity }) => entity).values()].flatMap(([head]) => (head ? [head] : []));
  const [first, ...others] = heads;
  return first ? others.map((other) => compare(first, other)).filter(isSentence) : [];
}
