import { parsePeriod, pathSeparator } from "../../evidence/index.ts";
import type { Brief, EvidenceView } from "../analyst.ts";
import { facetsOf } from "./facets.ts";
import { groupBy } from "./group-by.ts";
import { containsName } from "./source-entities.ts";
import { labelScore, topicMatcher } from "./topics.ts";

/** A cited number with its meaning, ready to be put into a sentence. */
export interface Datum {
  readonly view: EvidenceView;
  readonly evidenceId: string;
  /** All evidence that gives this value for this period, `evidenceId` first. */
  readonly evidenceIds: readonly [string, ...string[]];
  /** As asked ("Apple") where the source is about an asked name, else as the source says. */
  readonly entity: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** Literally as the cell prints it. */
  readonly printed: string;
  /** ISO 8601. */
  readonly end: string;
  /** 0 for a moment; undefined when unknown. */
  readonly months: number | undefined;
}

/** Numbers of one name and one sub-question in order of time, each period once. */
export interface Series {
  readonly subQuestionId: string;
  readonly entity: string;
  readonly metric: string;
  readonly points: readonly Datum[];
}

/** The series that cells of the evidence form, entities in the order of the question. */
export function seriesOf(views: readonly EvidenceView[], brief: Brief): readonly Series[] {
  const { entities, topics } = facetsOf(brief.question, brief.language, []);
  const data = views.flatMap((view) => toDatum(view, entities) ?? []);
  const keyed = data.flatMap((datum) => datum.view.evidence.subQuestionIds.map((id) => ({ id, datum })));
  const groups = groupBy(keyed, ({ id, datum }) => `${id}\n${datum.entity}\n${datum.unit}`);
  const series = [...groups.values()].flatMap((group): readonly Series[] => {
    const [first] = group;
    if (!first) return [];
    const points = onePerPeriod(group.map(({ datum }) => datum));
    const metric = commonLabel(points, topics[Number(first.id.slice(1)) - 1] ?? "");
    return [{ subQuestionId: first.id, entity: first.datum.entity, metric, points }];
  });
  const rank = (name: string): number => (entities.includes(name) ? entities.indexOf(name) : entities.length);
  return series.sort(
    (a, b) =>
      compareText(a.subQuestionId, b.subQuestionId) ||
      rank(a.entity) - rank(b.entity) ||
      compareText(a.entity, b.entity),
  );
}

const compareText = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

function toDatum(view: EvidenceView, entities: readonly string[]): Datum | undefined {
  const { evidence, source } = view;
  const [quantity] = evidence.quantities ?? [];
  if (evidence.content.type !== "cell" || !quantity?.periodEnd) return undefined;
  const said = quantity.entity ?? source.title;
  const asked =
    entities.find((entity) => containsName(said, entity)) ??
    entities.find((entity) => containsName(source.title, entity));
  return {
    view,
    evidenceId: evidence.id,
    evidenceIds: [evidence.id],
    entity: asked ?? shortName(said),
    metric: quantity.metric ?? evidence.content.row,
    value: quantity.value,
    unit: quantity.unit,
    printed: evidence.content.value,
    end: quantity.periodEnd,
    months: quantity.period ? parsePeriod(quantity.period)?.months : undefined,
  };
}

/** "Apple Inc." is Apple in a sentence. */
function shortName(name: string): string {
  return name.replace(
    /,?\s+(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|GmbH|SE|N\.V|S\.A)\.?$/u,
    "",
  );
}

/** Each period once: the value that most independent sources give, else the first; with all evidence for it. */
function onePerPeriod(data: readonly Datum[]): readonly Datum[] {
  return [...groupBy(data, ({ end }) => end).values()]
    .flatMap((same) => {
      const positions = [...groupBy(same, ({ value }) => String(value)).values()];
      const [most] = [...positions].sort((a, b) => clustersOf(b) - clustersOf(a));
      const [first, ...others] = most ?? [];
      if (!first) return [];
      const evidenceIds: Datum["evidenceIds"] = [first.evidenceId, ...others.map(({ evidenceId }) => evidenceId)];
      return [{ ...first, evidenceIds }];
    })
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}

const clustersOf = (data: readonly Datum[]): number => new Set(data.map(({ view }) => view.clusterId)).size;

/** The label most points carry: its last part, with the parts above when the last alone does not name the topic. */
function commonLabel(points: readonly Datum[], topic: string): string {
  const counted = groupBy(points, ({ metric }) => metric);
  const [label = ""] = [...counted].sort((a, b) => b[1].length - a[1].length).map(([metric]) => metric);
  const parts = label.split(pathSeparator).map((part) =>
    part
      .replace(/\s*\([^)]*\)/gu, "")
      .replace(/:$/u, "")
      .trim(),
  );
  const last = parts.at(-1) ?? label;
  // "Nuclear energy" of a table about generation is, in a sentence, what was asked for.
  if (/\s(?:from|aus)\s/iu.test(topic) && labelScore(topicMatcher(topic), parts) === 0) return topic;
  if (parts.length < 2 || topic === "" || labelScore(topicMatcher(topic), [last]) > 0) return last;
  return qualified(parts.slice(-2), topic);
}

/** "Net sales › AWS" asked as "AWS revenue" is AWS net sales: what the topic begins with goes first. */
function qualified(parts: readonly string[], topic: string): string {
  const [start = ""] = topic.toLowerCase().split(/\s+/);
  const ordered = [...parts].sort(
    (a, b) => Number(b.toLowerCase().startsWith(start)) - Number(a.toLowerCase().startsWith(start)),
  );
  return ordered
    .map((part, index) => (index > 0 ? part.replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase()) : part))
    .join(" ");
}
