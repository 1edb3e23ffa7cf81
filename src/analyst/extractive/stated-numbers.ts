import { blockText, compatibleUnits, type Finding, findQuantities, sameQuantity } from "../../evidence/index.ts";
import { type StoredSource, sentencesOf } from "../../library/index.ts";
import type { MetricCell } from "./metric-cells.ts";
import { containsName } from "./source-entities.ts";
import { namesTopic, type TopicMatcher } from "./topics.ts";
import { contentTerms } from "./words.ts";

/** A level is stated, not a change: "rose by 3,000 GWh in 2017" says nothing about the value of 2017. */
const change =
  /\b(?:increas|decreas|declin|grew|grow|rose|ris(?:e|ing)|fell|fall|dropp|gain|lost|chang|higher|lower|more than|less than|up by|down by|until|through|since|gestiegen|gesunken|augment|diminu|aument|disminu)/iu;
const yearPattern = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
const longestSentence = 400;

/**
 * Sentences that state another value than the series gives for the same year: what a table's numbers must be held
 * against.
 *
 * Contract: prefers silence: one year, one number of the series' unit, the topic's words and the asked name must stand
 * in the sentence, and no word of change.
 */
export function disputingSentences(
  series: readonly MetricCell[],
  input: { readonly matcher: TopicMatcher; readonly sources: ReadonlyMap<string, StoredSource> },
): readonly Finding[] {
  const yearly = new Map(series.filter(({ end }) => /^\d{4}$/.test(end)).map((cell) => [cell.end, cell]));
  if (yearly.size === 0) return [];
  return [...input.sources].flatMap(([sourceId, { parsed, source }]) =>
    parsed.blocks.flatMap((block) => {
      if (block.type !== "paragraph" && block.type !== "list-item") return [];
      const sentences = sentencesOf(blockText(block), source.language);
      return sentences.flatMap((exact) => {
        const quantity = disputed(exact, yearly, input.matcher, source.language);
        return quantity ? [{ type: "quote" as const, sourceId, blockId: block.id, exact, quantities: [quantity] }] : [];
      });
    }),
  );
}

function disputed(
  sentence: string,
  yearly: ReadonlyMap<string, MetricCell>,
  matcher: TopicMatcher,
  language: string | undefined,
) {
  if (sentence.length > longestSentence || change.test(sentence)) return undefined;
  const years = [...new Set(sentence.match(yearPattern) ?? [])];
  const known = years.length === 1 ? yearly.get(years[0] ?? "") : undefined;
  if (!known || !containsName(sentence, known.entity) || !namesTopic(matcher, contentTerms(sentence))) return undefined;
  const { value, unit, metric, period, periodEnd } = known.cell.quantity;
  const stated = findQuantities(sentence, language ? { language } : {}).filter((found) =>
    compatibleUnits(found.unit, unit),
  );
  const [only] = stated;
  const printed = { value, unit, step: known.cell.step };
  if (!only || stated.length > 1 || only.unit === "" || only.approximate || sameQuantity(only, printed))
    return undefined;
  return {
    value: only.value,
    unit,
    entity: known.entity,
    ...(metric ? { metric } : {}),
    ...(period ? { period } : {}),
    ...(periodEnd ? { periodEnd } : {}),
  };
}
