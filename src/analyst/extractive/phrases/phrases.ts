/**
 * The sentences that the embedded analyst builds from numbers and quotes. `{name}` is filled in; a template never
 * holds a number or a name of its own.
 */
export interface Phrases {
  /** Printed between two parts of a list and before the last. */
  readonly comma: string;
  readonly and: string;
  readonly open: string;
  readonly close: string;
  /** `{subject}`: metric and entity together. */
  readonly subject: string;
  /** `{a}` in `{pa}` to `{b}` in `{pb}`, `{change}` the size of the change. */
  readonly rose: string;
  readonly fell: string;
  readonly unchanged: string;
  /** `{subject} was {a} {pa}`. */
  readonly value: string;
  readonly high: string;
  readonly low: string;
  readonly yearOnYear: { readonly up: string; readonly down: string };
  /** `{b}` `{pb}` against `{a}` `{pa}`, `{ratio}` times as much. */
  readonly ratio: string;
  readonly higher: string;
  readonly equal: string;
  /** A total `{a}` `{pa}` and its `{parts}`, each a `part`. */
  readonly parts: string;
  /** `{name}` with its amount `{a}` and its `{share}` of the total. */
  readonly part: string;
  /** A `{value}` computed from the `{numerator}` `{a}` and the `{denominator}` `{b}`. */
  readonly derived: string;
  /** `{count}` sources that do not depend on each other give `{a}`; of `{all}` that give a value. */
  readonly agreed: string;
  readonly agreedPartly: string;
  readonly missing: string;
  /** Months and moment with `{date}`; `{months}` in words of the language where there is one. */
  readonly span: string;
  readonly year: string;
  readonly moment: string;
  readonly monthNames: Readonly<Record<number, string>>;
  /** Unit of a difference between percentages. */
  readonly points: string;
  /** Scale words by power of ten, for amounts as the source prints them. */
  readonly scales: Readonly<Record<number, string>>;
  /** `{a}` of most sources against `{b}` of others, about `{topic}`. */
  readonly conflict: string;
  /** `{source}` and `{quote}`. */
  readonly according: string;
  /** Before a list of quotes of `{source}`; ends with a colon. */
  readonly inSource: string;
  /** An item of several sources: `{source}` and `{quote}`. */
  readonly named: string;
  /** Before dated matters; ends with a colon. */
  readonly byDate: string;
  /** Before the main matters of a `{topic}`; ends with a colon. */
  readonly matters: string;
  /** `{name}` of a matter and its `{details}`: when, how much. */
  readonly matter: string;
  readonly notFound: string;
  readonly noEntity: string;
  /** What a follow-up `{asked}` was taken to ask: `{question}`. */
  readonly understood: string;
  readonly nothing: string;
  readonly seriesTitle: string;
  readonly compareTitle: string;
  readonly overviewTitle: string;
  /** Heading of quotes that answer a whole question. */
  readonly sourcesSay: string;
  readonly reportTitle: string;
  readonly rangeTitle: string;
  readonly answer: string;
  /** `{place}`: column and row of the table that hold the answer. */
  readonly answerPlace: string;
  /** `{answer}` rows meet what is asked. */
  readonly answerCount: string;
  /** `{answer}` stands in `{count}` rows, more or fewer than any other. */
  readonly answerMost: string;
  readonly answerExtreme: string;
  readonly answerDifference: string;
  readonly answerSum: string;
  readonly answerMean: string;
  readonly developed: string;
  readonly compared: string;
  readonly reported: string;
  /** What is asked of the user where a question leaves something open about `{name}`. */
  readonly unclearName: UnclearPhrases;
  readonly unclearOther: UnclearPhrases;
  readonly unclearMeasure: UnclearPhrases;
  readonly unclearPeriod: UnclearPhrases;
}

/** Something that a question leaves open: what is asked, why, and how it is understood without an answer. */
export interface UnclearPhrases {
  readonly question: string;
  readonly why: string;
  readonly assumed: string;
}

/** Fills `{name}` with the value of that name; a name without a value stays empty. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template
    .replace(/\{(\w+)\}/g, (_match, name: string) => String(values[name] ?? ""))
    .replace(/ {2,}/g, " ")
    .trim();
}
