import { pathSeparator } from "../../evidence/index.ts";
import type { Brief, EvidenceView } from "../analyst.ts";
import { type Datum, toDatum } from "./datum.ts";
import { facetsOf } from "./facets.ts";
import { groupBy } from "./group-by.ts";
import { maturityOf } from "./maturity.ts";
import { measuresOf } from "./measures.ts";
import { totalIn } from "./metric-series.ts";
import { ratioOf } from "./ratios.ts";
import { amountLabel, amountOfKinds, asSpelled, commonLabel, partLabel, withoutDirection } from "./series-names.ts";
import { onePerPeriod, toldApart } from "./series-points.ts";
import { labelScore, lightTerms, topicMatcher } from "./topics.ts";
import { decapitalise, labelTerms } from "./words.ts";

/** Numbers of one name and one sub-question in order of time, each period once. */
export interface Series {
  readonly subQuestionId: string;
  readonly entity: string;
  readonly metric: string;
  readonly points: readonly Datum[];
  /** How it is called beside its total, where another series of the sub-question is the total that it is a part of. */
  readonly part?: string;
}

/**
 * The series that cells of the evidence form: by sub-question, then entities in the order of the question, then the
 * measure that names the topic best, its parts after it.
 */
export function seriesOf(views: readonly EvidenceView[], brief: Brief): readonly Series[] {
  const { entities, topics } = facetsOf(brief.question, brief.language, []);
  const data = views.flatMap((view) => toDatum(view, entities) ?? []);
  const keyed = data.flatMap((datum) => datum.view.evidence.subQuestionIds.map((id) => ({ id, datum })));
  const groups = groupBy(keyed, ({ id, datum }) => `${id}\n${datum.entity}\n${datum.unit}\n${datum.metric}`);
  const lines = [...groups.values()].flatMap((group): readonly Line[] => {
    const [first] = group;
    const given = toldApart(group.map(({ datum }) => datum));
    if (!first || given.length === 0) return [];
    const topic = topics[Number(first.id.slice(1)) - 1] ?? "";
    const path = labelPath(given);
    const labels = [...new Set(given.flatMap(labelsOf))];
    const amount = path.length === 1 ? amountLabel(path[0] ?? "", labels, brief.language) : undefined;
    // What a sentence calls it must stand in what it cites.
    const naming = given.filter((datum) => labelsOf(datum).some((label) => amount && label.includes(amount)));
    const points = onePerPeriod([...naming, ...given.filter((datum) => !naming.includes(datum))]);
    const isNamed = points.every((point) => naming.some(({ evidenceId }) => evidenceId === point.evidenceId));
    const spellings = [...labels, brief.question];
    return [{ subQuestionId: first.id, points, path, topic, spellings, ...(amount && isNamed && { amount }) }];
  });
  const rank = (name: string): number => (entities.includes(name) ? entities.indexOf(name) : entities.length);
  const rated = lines.map((line) => ({
    line,
    isPart: lines.some((other) => isTotalOf(other, line)),
    ...measureRank(line),
  }));
  const entityOf = ({ points }: Line): string => points[0]?.entity ?? "";
  return rated
    .sort(
      (a, b) =>
        compareText(a.line.subQuestionId, b.line.subQuestionId) ||
        rank(entityOf(a.line)) - rank(entityOf(b.line)) ||
        compareText(entityOf(a.line), entityOf(b.line)) ||
        Number(a.isPart) - Number(b.isPart) ||
        (a.isPart ? 0 : a.measure - b.measure || b.score - a.score) ||
        rowOf(a.line) - rowOf(b.line),
    )
    .map(({ line, isPart }) => toSeries(line, isPart, brief.language));
}

/** Points of one metric, before it has its name. */
interface Line {
  readonly subQuestionId: string;
  readonly points: readonly Datum[];
  readonly path: readonly string[];
  readonly topic: string;
  /** Texts that may write its name otherwise than its label does. */
  readonly spellings: readonly string[];
  /** What is counted where the name is only a kind of thing. */
  readonly amount?: string;
}

const labelsOf = ({ view: { evidence } }: Datum): readonly string[] =>
  evidence.content.type === "cell" ? [evidence.content.row, evidence.content.column] : [];

/** What a topic may be told by: its measures, the parts of its ratio, the total that it breaks down. */
function measuresFor(topic: string): readonly string[] {
  const ratio = ratioOf(topic);
  return [...measuresOf(topic), ...(ratio ? [ratio.numerator, ratio.denominator] : []), totalIn(topic)];
}

/** Which of the topic's measures a line gives, and how well its label names it. */
function measureRank({ path, topic }: Line): { readonly measure: number; readonly score: number } {
  const scores = measuresFor(topic).map((measure) => labelScore(topicMatcher(measure), path));
  const score = Math.max(0, ...scores);
  return { measure: score > 0 ? scores.indexOf(score) : scores.length, score };
}

/** Where the last of a line's numbers stands in its table. */
function rowOf({ points }: Line): number {
  const content = points.at(-1)?.view.evidence.content;
  return content?.type === "cell" ? content.rowIndex : 0;
}

/** What is spent: its size is meant, whatever the sign that a statement prints before it. */
const spent =
  /\b(?:expenses?|costs?|provision|payments?|repayments?|purchases?|repurchases?|dividends? paid|used in|aufwand|aufwendungen|charges|gastos)\b/iu;
const received = /\b(?:provided|generated|proceeds|income|from)\b/iu;

/** "Interest expense (806)" is an expense of 806, if all of its line is printed so. */
function turned(points: readonly Datum[], metric: string): readonly Datum[] {
  const isOutflow = spent.test(metric) && !received.test(metric) && points.every(({ value }) => value < 0);
  return isOutflow ? points.map((point) => ({ ...point, value: -point.value })) : points;
}

/** Whether a datum has the other sign than its cell. */
export function isTurned({ value, view }: Datum): boolean {
  const own = view.evidence.quantities?.[0]?.value ?? value;
  return Math.sign(own) === -Math.sign(value) && value !== 0;
}

function toSeries(line: Line, isPart: boolean, language: string): Series {
  const [first] = line.points;
  const topic = measuresFor(line.topic)[measureRank(line).measure] ?? line.topic;
  const metric = isPart ? partLabel(line.path, language) : wholeName(line, topic);
  const points = turned(line.points, line.path.at(-1) ?? "");
  const entity = first?.entity ?? "";
  return {
    subQuestionId: line.subQuestionId,
    // "Renewables" has no "generation from renewables": it is one.
    entity: metric.toLowerCase().endsWith(` from ${entity.toLowerCase()}`) ? "" : entity,
    metric: withoutDirection(
      metric,
      points.map(({ value }) => value),
    ),
    points,
    ...(isPart && { part: line.path.at(-1) ?? "" }),
  };
}

/** "Fossil Fuels" of a table of net generation is, in a sentence, net generation from fossil fuels. */
function wholeName({ path, spellings, amount }: Line, topic: string): string {
  const name = asSpelled(commonLabel(path, topic), [topic, ...spellings]);
  if (amount === undefined || amountOfKinds.test(name)) return name;
  // "Electricity from nuclear energy" as net generation is net generation from nuclear energy.
  const [, origin = name] = /\s(?:from|aus)\s+(.+)$/iu.exec(name) ?? [];
  return `${amount} from ${decapitalise(origin)}`;
}

/** A label names the topic this much better than its part's does. */
const betterLabel = 0.1;

/** Whether one line's own label names the topic, and of the other only, or better, the heading above it. */
function isTotalOf(total: Line, part: Line): boolean {
  const [a] = total.points;
  const [b] = part.points;
  if (total === part || total.subQuestionId !== part.subQuestionId || a?.entity !== b?.entity || a?.unit !== b?.unit)
    return false;
  const matcher = topicMatcher(totalIn(part.topic));
  const own = ({ path }: Line): number => labelScore(matcher, path.slice(-1));
  const isHeaded = part.path.length > 1 && labelScore(matcher, part.path.slice(-2, -1)) > 0;
  return isHeaded && !isSibling(total.path, part.path) && own(total) > own(part) + betterLabel;
}

/** Rows under one heading are parts of it alike, unless one says that it is all of them. */
function isSibling(total: readonly string[], part: readonly string[]): boolean {
  const last = total.at(-1) ?? "";
  const isWhole = /^total\b/iu.test(last) || [...labelTerms(last)].every((term) => lightTerms.has(term));
  return total.length > 1 && total.at(-2) === part.at(-2) && !isWhole;
}

const compareText = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** The label path that most points carry, without brackets and colons. */
function labelPath(points: readonly Datum[]): readonly string[] {
  const counted = groupBy(points, ({ metric }) => metric);
  const [label = ""] = [...counted].sort((a, b) => b[1].length - a[1].length).map(([metric]) => metric);
  return label.split(pathSeparator).map((part) =>
    maturityOf(part) !== undefined
      ? part
      : part
          .replace(/\s*\/?\s*\([^)]*\)/gu, "")
          .replace(/:$/u, "")
          .trim(),
  );
}
