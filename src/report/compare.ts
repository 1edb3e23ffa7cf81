import type { Block, ClaimCheck, Report, Support, Table } from "./model.ts";
import { reportBlocks, textOf, walkBlocks } from "./walk.ts";

/** One claim of a report, as comparisons show it. */
export interface ComparedClaim {
  readonly claim: string;
  readonly place: string;
  readonly support: Support;
}

/** What became of the claims of an earlier report in a later one. */
export interface Comparison {
  /** Only in the later report. */
  readonly added: readonly ComparedClaim[];
  /** Only in the earlier report. */
  readonly gone: readonly ComparedClaim[];
  /** About the same, with other words, numbers or support. */
  readonly changed: readonly { readonly before: ComparedClaim; readonly after: ComparedClaim }[];
  /** How many stand in both, word for word and equally supported. */
  readonly same: number;
}

/** What a comparison reads of a report. */
export type Compared = Pick<Report, "verification" | "summary" | "sections">;

/** Claims that share this part of their words are about the same. */
const akin = 0.6;

/**
 * Compares two reports claim by claim.
 *
 * Contract: pure; every claim of either report is counted in exactly one of the four; each finds at most one partner, the
 * most similar ones first.
 */
export function compareReports(earlier: Compared, later: Compared): Comparison {
  const before = claimsOf(earlier);
  const after = claimsOf(later);
  const pairs = partners(before, after);
  const paired = new Set(pairs.flat());
  const isSame = ([one, other]: Pair) => one.key === other.key && one.claim.support === other.claim.support;
  const changed = pairs.filter((pair) => !isSame(pair));
  return {
    added: after.filter((entry) => !paired.has(entry)).map(({ claim }) => claim),
    gone: before.filter((entry) => !paired.has(entry)).map(({ claim }) => claim),
    changed: changed.map(([one, other]) => ({ before: one.claim, after: other.claim })),
    same: pairs.length - changed.length,
  };
}

interface Entry {
  readonly claim: ComparedClaim;
  readonly key: string;
  readonly words: ReadonlySet<string>;
}

type Pair = readonly [before: Entry, after: Entry];

/** Each wording once: a summary repeats what its sections say. */
function claimsOf(report: Compared): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const claim of [...sentencesOf(report), ...cellsOf(report)]) {
    const key = wordsOf(claim.claim).join(" ");
    if (key !== "" && !entries.has(key)) entries.set(key, { claim, key, words: contentWords(key) });
  }
  return [...entries.values()];
}

/** Claims in words; a number alone is a cell or a point, which says something only with its row and column. */
function sentencesOf({ verification }: Compared): readonly ComparedClaim[] {
  const shown = ({ claim, place, support }: ClaimCheck): ComparedClaim => ({ claim, place, support });
  return verification.checks.filter(({ claim }) => hasWord.test(claim)).map(shown);
}

const hasWord = /\p{L}{3}/u;

/** The cells of the tables as claims: `2022, Revenue: 240`. */
function cellsOf(report: Compared): readonly ComparedClaim[] {
  const isTable = (block: Block): block is Table => block.type === "table";
  const supports = new Map(report.verification.checks.map((check) => [`${check.place} ${check.claim}`, check.support]));
  return [...walkBlocks(reportBlocks(report))].filter(isTable).flatMap(({ id, header, rows }) =>
    rows.flatMap((row) =>
      row.flatMap((cell, column) => {
        const text = textOf(cell.children).trim();
        const support = supports.get(`${id} ${text}`);
        if (support === undefined || hasWord.test(text)) return [];
        const names = [row[0], header[column]].map((name) => textOf(name?.children ?? []).trim()).filter(Boolean);
        return [{ claim: `${names.join(", ")}: ${text}`, place: id, support }];
      }),
    ),
  );
}

/** Words, numbers, and the signs that change what a number means: "−5 %" is not "5 %", "$5" not "€5". */
function wordsOf(claim: string): readonly string[] {
  const words = claim
    .toLowerCase()
    .match(/[\p{L}\p{M}]+|(?<![\p{L}\p{N}])[-−](?=[\p{Sc}\p{N}])|[\p{Sc}%‰<>≤≥±~≈]|\p{N}+(?:[.,]\p{N}+)*/gu);
  return (words ?? []).map((word) => (word === "−" ? "-" : word));
}

/** Numbers are what changes in a claim about the same, so they do not count, except years, which say which claim it is. */
function contentWords(key: string): ReadonlySet<string> {
  return new Set(key.split(" ").filter((word) => /^\p{L}/u.test(word) || /^(?:19|20)\d\d$/.test(word)));
}

function partners(before: readonly Entry[], after: readonly Entry[]): readonly Pair[] {
  const byKey = new Map(after.map((entry) => [entry.key, entry]));
  const equal = before.flatMap((one): Pair[] => {
    const other = byKey.get(one.key);
    return other ? [[one, other]] : [];
  });
  const taken = new Set(equal.flat());
  const left = (entries: readonly Entry[]) => entries.filter((entry) => !taken.has(entry));
  const [open, others] = [left(before), left(after)];
  const candidates = open
    .flatMap((one) => others.map((other) => ({ pair: [one, other] as const, score: likeness(one, other) })))
    .filter(({ score }) => score >= akin)
    .sort((a, b) => b.score - a.score);
  const found: Pair[] = [...equal];
  for (const { pair } of candidates) {
    if (pair.some((entry) => taken.has(entry))) continue;
    for (const entry of pair) taken.add(entry);
    found.push(pair);
  }
  return found;
}

/** Shared words among all words of both, 0 to 1 (Jaccard). */
function likeness({ words: one }: Entry, { words: other }: Entry): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared === 0 ? 0 : shared / (one.size + other.size - shared);
}
