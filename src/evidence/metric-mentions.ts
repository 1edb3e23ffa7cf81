import type { Span } from "./attach.ts";
import { contentStems, wordsOf } from "./words.ts";

/** Words between a metric and its number beside dates: "rose to", "was highest at". */
const mostWordsBetween = 9;
const otherMatter = /[;]|\b(?:and|but|while|whereas|as|with|on|from|und|aber|während|bei|et|mais)\b/iu;

/**
 * Which of these metrics each number of a text gives: those named in full since the number before, if nothing but
 * verbs and dates stands between.
 *
 * Contract: none where another matter may have come between, for that could be a metric under another name; the number
 * after "from … to" has that of the number before.
 */
export function attachedMetrics(
  text: string,
  {
    numbers,
    metrics,
    dates,
  }: { readonly numbers: readonly Span[]; readonly metrics: readonly string[]; readonly dates: readonly Span[] },
): readonly (readonly string[])[] {
  const known = [...new Set(metrics)].flatMap((metric) => {
    const stems = stemsOf(metric);
    return stems.length > 0 ? [{ metric, stems }] : [];
  });
  if (known.length < 2) return numbers.map(() => []);
  const attached: (readonly string[])[] = [];
  for (const [index, number] of numbers.entries()) {
    const from = numbers[index - 1]?.end ?? 0;
    const segment = withoutSpans(text.slice(0, number.start), dates).slice(-(number.start - from));
    const named = lastNamed(segment, known);
    const before = attached.at(-1) ?? [];
    const goesOn = /^[^,;.]*\b(?:to|from|auf|von|bis|à|a)\b[^,;.]*$/iu.test(segment);
    attached.push(named ?? (goesOn ? before : []));
  }
  return attached;
}

const withoutSpans = (text: string, spans: readonly Span[]): string =>
  spans.reduce(
    (rest, { start, end }) =>
      end <= text.length ? rest.slice(0, start) + "·".repeat(end - start) + rest.slice(end) : rest,
    text,
  );

interface Known {
  readonly metric: string;
  readonly stems: readonly string[];
}

/** The metrics whose words all stand in the segment and end last in it; the longest names win. */
function lastNamed(segment: string, known: readonly Known[]): readonly string[] | undefined {
  const words = [...segment.matchAll(/[\p{L}\p{N}]+(?:['’&.-][\p{L}\p{N}]+)*/gu)].map((match) => ({
    stem: contentStems(match[0])[0] ?? "",
    end: match.index + match[0].length,
  }));
  const ends = known.flatMap((one) => {
    const at = one.stems.map((stem) => words.findLast((word) => word.stem === stem)?.end);
    return at.every((end) => end !== undefined) ? [{ ...one, end: Math.max(...at.map((end) => end ?? 0)) }] : [];
  });
  const most = Math.max(0, ...ends.map(({ stems }) => stems.length));
  const best = ends.filter(({ stems }) => stems.length === most);
  const end = Math.max(0, ...best.map((one) => one.end));
  const gap = segment.slice(end);
  if (best.length === 0 || otherMatter.test(gap) || wordsOf(gap).length > mostWordsBetween) return undefined;
  return best.filter((one) => one.end === end).map(({ metric }) => metric);
}

/** The words of a metric's own line; its section above counts where the line says little. */
const stemsOf = (metric: string): readonly string[] => [...new Set(contentStems(metric))];

/** Whether two metrics may be one: the words of one are all words of the other. */
export function metricsMatch(first: string, second: string): boolean {
  const [one, other] = [new Set(stemsOf(first)), new Set(stemsOf(second))];
  const within = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].every((stem) => b.has(stem));
  return within(one, other) || within(other, one);
}
