/** Which names, dates or measures of a sentence each of its numbers belongs to, judged by word order alone. */

/** A stretch of a text. */
export interface Span {
  /** UTF-16 offsets, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** Something a sentence names, with its place. */
export interface Mention<T> extends Span {
  readonly of: T;
}

/** What a number belongs to: one, several where the sentence leaves it open, or nothing. */
export interface Attached<T> {
  readonly of: readonly T[];
  /** Whether a name or date of its own stands beside the number, rather than one told earlier. */
  readonly direct: boolean;
  /** All that is named since the number before, also what only says where or against whom. */
  readonly around: readonly T[];
}

/** "Norda's €240 million", "Norda (€240 million", "Norda: 240", "Norda at 240". */
const beside = /^(?:['’]s?)?\s{0,2}(?:[(:,–—-]\s?|(?:at|with|mit|bei)\s)?$/u;
/** What the sentence only measures against: "unlike Norda", "more than Norda". */
const againstWhom =
  /(?:\b(?:unlike|than|versus|vs\.?|against|compared (?:to|with)|relative to|gegenüber|anders als|als|contrairement à|que)\s(?:(?:that|those) of\s)?(?:the\s)?)$/iu;
const where = /\b(?:in|across|within|throughout|at|near|outside|im|aus|en|à)\s(?:the\s)?$/iu;
const newClause = /[,;:]|\b(?:and|but|while|whereas|und|aber|während|et|mais|y|pero)\b/iu;
const inOrder = /\b(?:respectively|jeweils|beziehungsweise|bzw|respectivement|respectivamente)\b/iu;

/**
 * The owner of each number: whoever is named last before it, else whoever the number before belongs to, else who is
 * named after it.
 *
 * Contract: several where word order does not decide ("Norda and Sulvik earned …", "… respectively"); whoever a
 * comparison only measures against, or a place, gives way to another name beside it.
 */
export function attachOwners<T>(
  text: string,
  numbers: readonly Span[],
  mentions: readonly Mention<T>[],
): readonly Attached<T>[] {
  const everybody = distinct(mentions.map((mention) => mention.of));
  const attached: Attached<T>[] = [];
  for (const [index, number] of numbers.entries()) {
    const from = numbers[index - 1]?.end ?? 0;
    const run = mentions.filter(({ start, end }) => start >= from && end <= number.start);
    const around = distinct(run.map((mention) => mention.of));
    const last = run.at(-1);
    const before = attached.at(-1);
    if (inOrder.test(text)) attached.push({ of: everybody, direct: false, around: everybody });
    else if (last && beside.test(text.slice(last.end, number.start)))
      attached.push({ of: [last.of], direct: true, around });
    else if (last) attached.push({ ...narrowed(text, run), around });
    else if (before && !newClause.test(text.slice(from, number.start)))
      attached.push({ of: before.of, direct: before.direct, around: before.around });
    else if (before) {
      const told = distinct(mentions.filter(({ end }) => end <= number.start).map((mention) => mention.of));
      attached.push({ of: told, direct: false, around: told });
    } else {
      const next = numbers[index + 1]?.start ?? text.length;
      const after = distinct(mentions.filter(({ start }) => start < next).map((mention) => mention.of));
      attached.push({ of: after, direct: false, around: after });
    }
  }
  return attached;
}

function narrowed<T>(text: string, run: readonly Mention<T>[]): Pick<Attached<T>, "of" | "direct"> {
  const lead = ({ start }: Span): string => text.slice(Math.max(0, start - 30), start);
  const acting = run.filter((mention) => !againstWhom.test(lead(mention)));
  const placed = (acting.length > 0 ? acting : run).filter((mention) => !where.test(lead(mention)));
  const rest = placed.length > 0 ? placed : acting.length > 0 ? acting : run;
  const of = distinct(rest.map((mention) => mention.of));
  return { of, direct: of.length === 1 };
}

/** A date that names a document or an event of its own: "its 2024 report", "due in 2030". */
const documentAfter =
  /^\s(?:annual |quarterly |interim )?(?:report|filing|edition|study|survey|form|10-|estimate|forecast|budget|plan|conference|election|bericht)/iu;
const eventBefore =
  /\b(?:due|maturing|published|filed|dated|released|reported|announced|founded|established|since|until|by|seit|bis)\s(?:in |on |of )?(?:the )?$/iu;
/** The value before this word or after it is of another time, which the sentence tells in other words. */
const otherTime =
  /\b(?:from|against|compared|than|versus|vs|gegenüber|von|before|earlier|previous(?:ly)?|prior|ago|after|zuvor|vorher)\b/iu;
/** Words between a number and its date: "million in the three months ended". */
const wordsToDate = 8;

/**
 * The dates of each number: one that follows it closely, else those told since the number before, else those of the
 * number before where nothing says another time.
 */
export function attachDates<T>(
  text: string,
  numbers: readonly Span[],
  dates: readonly Mention<T>[],
): readonly Attached<T>[] {
  const own = dates.filter(
    ({ start, end }) => !documentAfter.test(text.slice(end)) && !eventBefore.test(text.slice(0, start)),
  );
  const taken = new Set<Mention<T>>();
  const attached: Attached<T>[] = [];
  for (const [index, number] of numbers.entries()) {
    const from = numbers[index - 1]?.end ?? 0;
    const next = numbers[index + 1]?.start ?? text.length;
    const after = own.find(({ start }) => start >= number.end && start < next);
    const gap = after && text.slice(number.end, after.start);
    const run = own.filter((date) => date.start >= from && date.end <= number.start && !taken.has(date));
    const before = attached.at(-1);
    const told = text.slice(from, number.start) + text.slice(number.end, Math.min(next, number.end + 30));
    if (after && gap !== undefined && !/[;()]/u.test(gap) && gap.trim().split(/\s+/u).length <= wordsToDate) {
      taken.add(after);
      attached.push(one(after.of));
    } else if (run.length > 0) {
      attached.push({ of: run.map(({ of }) => of), direct: run.length === 1, around: [] });
    } else if (before && !otherTime.test(told)) attached.push({ ...before, direct: false });
    else attached.push({ of: [], direct: false, around: [] });
  }
  return attached;
}

const one = <T>(of: T): Attached<T> => ({ of: [of], direct: true, around: [of] });
const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
