/** Words of degree: "most", "tallest", "older". Which end of a column they mean, and of which column. */
import type { Asked, Stretch } from "./asked.ts";
import { isMeasure } from "./asked.ts";
import { columnNamed, columnOfDeed, columnsNamed, type Named, phraseAt } from "./columns.ts";
import type { ViewColumn } from "./table-view.ts";

/** A word of degree in a question: "highest", "fewer". `high` asks for the larger value. */
export interface Degree {
  readonly word: string;
  readonly used: Stretch;
  readonly high: boolean;
}

const most = {
  high: "most(?!\\s+recent)|highest|largest|biggest|greatest|longest|maximum|max|tallest|oldest|heaviest|latest|newest|most recent",
  low: "least|lowest|smallest|fewest|shortest|minimum|min|youngest|slowest|earliest|lightest",
  // Of times and places the small one is the better.
  good: "best|fastest|quickest|top",
  bad: "worst",
} as const;
const more = {
  high: "more|higher|larger|bigger|greater|longer|taller|older|heavier|later|newer",
  low: "less|fewer|lower|smaller|shorter|younger|slower|earlier|sooner|lighter",
  good: "better|faster|quicker",
  bad: "worse",
} as const;
type Degrees = Readonly<Record<keyof typeof most, string>>;
const isGood = new RegExp(`^(?:${most.good}|${more.good})$`, "u");
const isBad = new RegExp(`^(?:${most.bad}|${more.bad})$`, "u");

/** "Most", "tallest", "best": the first superlative; "at least" and "top ten" are bounds. */
export const superlativeOf = (asked: Asked): Degree | undefined => degreeOf(asked, most);

/** "More", "taller", "better", and the superlatives that are used for them: "who is the tallest, A or B?" */
export const comparativeOf = (asked: Asked): Degree | undefined => degreeOf(asked, more) ?? degreeOf(asked, most);

function degreeOf({ text }: Asked, { high, low, good, bad }: Degrees): Degree | undefined {
  const match = new RegExp(
    `\\b(?<!at\\s)(${high}|${low}|${good}|${bad})\\b(?!\\s+(?:\\d+|two|three|four|five|six|seven|eight|nine|ten)\\b)`,
    "u",
  ).exec(text);
  if (!match) return undefined;
  const [word = ""] = match;
  return {
    word,
    used: [match.index, match.index + word.length],
    high: new RegExp(`^(?:${high}|${good})$`, "u").test(word),
  };
}

const kindsByAdjective: readonly (readonly [says: RegExp, header: RegExp, reversed?: boolean])[] = [
  [/^(?:old|young)/u, /\bage\b/iu],
  [
    /^(?:old|young|new|early|earli|lat|soon|most recent)/u,
    /\b(?:year|date|born|birth|built|founded|established|season)/iu,
  ],
  [/^(?:tall|short)/u, /\b(?:height|tall)/iu],
  [/^(?:long|short)/u, /\b(?:length|duration|time|loa|distance|long)\b/iu],
  [/^(?:heav|light)/u, /\bweight\b/iu],
  [/^(?:fast|quick|slow)/u, /\b(?:time|speed)\b/iu],
  [/^(?:best|worst|top|better|worse|high|low)/u, /^(?:rank|position|pos\.?|place|placing|finish)\b/iu],
  [/^(?:large|big|small)/u, /\b(?:area|population|size|capacity|attendance)\b/iu],
];

/** The column that a degree speaks of: "highest attendance", "most gold medals", "tallest"; never a guess. */
export function degreeColumn(asked: Asked, degree: Degree, not: readonly number[]): Named | undefined {
  const ordered = asked.view.columns.filter(({ index, kind }) => kind !== "text" && !not.includes(index));
  const measures = ordered.filter(isMeasure);
  const phrase = phraseAt(asked.text, degree.used[1]);
  const following = columnNamed(asked, phrase, measures) ?? columnNamed(asked, phrase, ordered);
  if (following) return following;
  for (const [says, header] of kindsByAdjective) {
    const column = says.test(degree.word) ? ordered.find((one) => header.test(one.header)) : undefined;
    if (column) return { column, score: 1, used: [degree.used] };
  }
  // "Had the most people in attendance": named anywhere behind.
  const behind = columnsNamed(asked, [degree.used[1], asked.text.length], measures)[0];
  if (behind && behind.score >= 0.4) return behind;
  return /^(?:most|least)$/u.test(degree.word) ? columnOfDeed(asked, measures) : undefined;
}

/** Which end of the column the degree means. */
export function wantsHigh({ word, high }: Degree, column: ViewColumn): boolean {
  const isQuality = isGood.test(word) || isBad.test(word);
  const small = column.kind === "rank" || column.kind === "duration";
  if (isQuality && small) return !high;
  if (/^slow/u.test(word) && column.kind === "duration") return true;
  if (/^(?:old|young)/u.test(word) && column.kind === "date") return !high;
  // The highest place is the first.
  return column.kind === "rank" && /^high|^low/u.test(word) ? !high : high;
}
