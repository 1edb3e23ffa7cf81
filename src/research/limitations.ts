import type { Brief, Gap } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { labelsFor } from "../report/index.ts";

const maxFailuresListed = 20;

/**
 * What a reader must know the report does not cover, one sentence each: gaps, failures, limits, assumptions.
 *
 * Contract: a file, page or provider that failed several times is named once.
 */
export function limitationsOf(input: {
  readonly brief: Brief;
  readonly gaps: readonly Gap[];
  readonly failures: readonly Failure[];
  readonly searchEnd: string;
}): readonly string[] {
  const { brief, gaps, failures, searchEnd } = input;
  const unique = [...new Map(failures.map((failure) => [failure.target, failure])).values()];
  const rest = unique.length - maxFailuresListed;
  return [
    ...gaps.map((gap) => gap.reason),
    ...(searchEnd ? [searchEnd] : []),
    ...unique.slice(0, maxFailuresListed).map(messageOf),
    ...(rest > 0 ? [`${rest} more sources or searches failed; events.jsonl in the run folder lists them.`] : []),
    // Without the word an assumption would read as a limit.
    ...brief.assumptions.map((text) => labelsFor(brief.language).assumed.replace("{text}", () => text)),
  ];
}

/** A file of fewer words is called by its name; a longer name could say anything, and is a stranger's. */
const nameWords = 5;
const shownWords = 3;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

function messageOf({ message, target }: Failure): string {
  const name = target.split(/[\\/]/).at(-1) ?? "";
  const words = name.split(/[\s_]+/);
  const signs = name.match(unspaced)?.length ?? 0;
  if (words.length + signs / 2 <= nameWords) return message;
  const shown = words.slice(0, shownWords).join(" ");
  return message.replaceAll(name, `“${signs > 0 ? shown.slice(0, 2 * shownWords) : shown}…”`);
}
