/**
 * What changed between two runs: code over claims and their evidence, never over the words of two reports.
 *
 * Each fact of the last run is looked for in its own sources as they are now, then held against what other sources say
 * for the first time. What is left of the new report's facts is news only if it stood in no source as it was read before.
 */
import type { Evidence } from "../report/index.ts";
import type { ReadSource } from "./bank.ts";
import { sameCell } from "./cell-again.ts";
import { byImportance } from "./delta-order.ts";
import { type Fact, factIdOf, numberKeyOf } from "./facts.ts";
import { type FoundAgain, findAgain } from "./found-again.ts";
import { createOpponents, type Opponents } from "./opponents.ts";

/**
 * What became of a fact: `gone` means that its sources no longer say it or are no more, `unchecked` that none could be
 * reached.
 */
export type DeltaStatus = "new" | "changed" | "contradicted" | "gone" | "confirmed" | "unchecked";

/** One fact and what became of it. `now` is absent where a source says nothing any more, `before` for what is new. */
export interface DeltaLine {
  readonly status: DeltaStatus;
  readonly factId: string;
  readonly topic: string;
  readonly claim?: string;
  readonly before?: Evidence;
  readonly now?: Evidence;
  /** Why a source is gone or could not be checked. */
  readonly reason?: string;
}

/** A source of the last run as this run found it. */
export type SourceState =
  | { readonly state: "same" }
  | { readonly state: "changed"; readonly now: ReadSource }
  | { readonly state: "gone" | "unchecked"; readonly reason: string };

/** Two runs as they are compared. Nothing is fetched for it: all readings are at hand. */
interface DeltaInput {
  /** Facts of the runs before. */
  readonly before: readonly Fact[];
  /** Facts of this run's report. */
  readonly now: readonly Fact[];
  /** All evidence that this run found. */
  readonly found: readonly Evidence[];
  /** Sources of this run that no earlier one read as they are. */
  readonly fresh: readonly ReadSource[];
  /** By id, of each source of the facts before. */
  readonly sources: ReadonlyMap<string, SourceState>;
  /** Earlier readings of the source that this run knows by this id; itself if it was read before as it is. */
  earlier(sourceId: string): readonly ReadSource[];
  /**
   * : Source id to the id of its cluster of sources that depend on each other; a source without an entry stands alone.
   */
  readonly clusters: ReadonlyMap<string, string>;
}

/** What became of all facts, and what the next run starts from. */
export interface Delta {
  /** What a reader must know first comes first. */
  readonly lines: readonly DeltaLine[];
  /** What the next run checks again. */
  readonly facts: readonly Fact[];
}

/** Whether a reader has to be told more than that nothing happened. */
export const isNews = ({ status }: Pick<DeltaLine, "status">): boolean =>
  status !== "confirmed" && status !== "unchecked";

/**
 * Compares two runs.
 *
 * Contract: pure; each fact of before has exactly one line, except one whose source was gone already, and one that
 * changed and is contradicted at once; a new fact has a line only if its evidence stood in no earlier reading; a source
 * that cannot be reached now proves nothing and is `unchecked`.
 */
export function deltaOf(input: DeltaInput): Delta {
  const news = input.found.filter((evidence) => isUnseen(evidence, input));
  const opponents = createOpponents(input.fresh);
  const rechecked = input.before.map((fact) => recheck(fact, opponents, input));
  const lines = rechecked.flatMap(({ line, also }) => [line, also].filter((one) => one !== undefined));
  const told = new Set(lines.flatMap(({ now }) => (now ? [now.id] : [])));
  const kept = rechecked.flatMap(({ fact }) => (fact ? [fact] : []));
  const known = new Set([...input.before, ...kept].map(({ id }) => id));
  const fresh = input.now.filter(
    ({ id, evidence }) =>
      !known.has(id) && evidence.every((item) => !told.has(item.id) && news.some((one) => one.id === item.id)),
  );
  const added = fresh.map(({ id, topic, claim, evidence }): DeltaLine => {
    return { status: "new", factId: id, topic, ...(claim === undefined ? {} : { claim }), now: evidence[0] };
  });
  return { lines: byImportance([...lines, ...added]), facts: merge(kept, input.now) };
}

/** Whether evidence stood in no source as it was read before. */
function isUnseen(evidence: Evidence, { earlier }: DeltaInput): boolean {
  return earlier(evidence.sourceId).every((reading) => {
    if (reading.source.id === evidence.sourceId) return false;
    return findAgain(evidence, reading).status !== "same";
  });
}

interface Rechecked {
  readonly line?: DeltaLine;
  /** What contradicts the number that has just changed. */
  readonly also?: DeltaLine;
  /** As the next run checks it; absent when no source says it any more. */
  readonly fact?: Fact | undefined;
}

type Check =
  | { readonly evidence: Evidence; readonly at: FoundAgain }
  | { readonly evidence: Evidence; readonly away: Extract<SourceState, { readonly reason: string }> };

function recheck(fact: Fact, opponents: Opponents, input: DeltaInput): Rechecked {
  const checks = fact.evidence.map((evidence): Check => {
    const state = input.sources.get(evidence.sourceId) ?? { state: "unchecked", reason: "It was not read." };
    if (state.state === "same") return { evidence, at: { status: "same", evidence } };
    return state.state === "changed" ? { evidence, at: findAgain(evidence, state.now) } : { evidence, away: state };
  });
  const settled = settle(fact, checks);
  const { line } = settled;
  if (line?.status === "changed" && line.now && settled.fact) {
    const other = opponentOf(settled.fact, opponents, input);
    const { now: before } = line;
    return other ? { ...settled, also: { ...line, status: "contradicted", before, now: other } } : settled;
  }
  if (line?.status !== "confirmed" && line?.status !== "unchecked" && line?.status !== "gone") return settled;
  const witness = opponentOf(fact, opponents, input);
  if (witness) return { ...settled, line: { ...line, status: "contradicted", now: witness } };
  const other = line.status === "gone" ? supporterOf(fact, input) : undefined;
  if (!other) return settled;
  return { line: { ...line, status: "confirmed", now: other }, fact: { ...fact, evidence: [other] } };
}

function settle(fact: Fact, checks: readonly Check[]): Rechecked {
  const base = { factId: fact.id, topic: fact.topic, ...(fact.claim === undefined ? {} : { claim: fact.claim }) };
  const found = checks.flatMap((check) => ("at" in check ? [check] : []));
  const other = found.find(({ at }) => at.status === "changed" || at.status === "reversed");
  const same = found.flatMap(({ evidence, at }) =>
    at.status === "same" ? [{ before: evidence, now: at.evidence }] : [],
  );
  if (other && other.at.status !== "lost") {
    const { evidence: before, at } = other;
    const status = at.status === "reversed" ? "contradicted" : "changed";
    return { line: { ...base, status, before, now: at.evidence }, fact: kept(fact, [at.evidence]) };
  }
  const [first] = same;
  if (first)
    return {
      line: { ...base, status: "confirmed", ...first },
      fact: kept(
        fact,
        same.map(({ now }) => now),
      ),
    };
  const [gone] = found;
  if (gone) return { line: { ...base, status: "changed", before: gone.evidence } };
  const away = checks.flatMap((check) => ("away" in check ? [check] : []));
  const absent = away.find((check) => check.away.state === "gone") ?? away[0];
  if (!absent) return {};
  const { state, reason } = absent.away;
  if (state === "gone" && fact.gone) return { fact };
  const line: DeltaLine = { ...base, status: state, before: absent.evidence, reason };
  return { line, fact: state === "gone" ? { ...fact, gone: true } : fact };
}

/** The fact as its sources state it now, in the report's words only as long as they are the same. */
function kept({ id, topic, claim }: Fact, evidence: readonly Evidence[]): Fact | undefined {
  const [first, ...rest] = evidence;
  if (!first) return undefined;
  const idNow = factIdOf(first);
  const words = claim === undefined || idNow !== id ? {} : { claim };
  return { id: idNow, topic, ...words, evidence: [first, ...rest] };
}

/** What an independent source says for the first time and gives another number for the same thing. */
function opponentOf(fact: Fact, opponents: Opponents, input: DeltaInput): Evidence | undefined {
  const clusterOf = (id: string): string => input.clusters.get(id) ?? id;
  const own = new Set(fact.evidence.map(({ sourceId }) => clusterOf(sourceId)));
  return fact.evidence
    .flatMap((evidence) => opponents.of(evidence))
    .find((other) => !own.has(clusterOf(other.sourceId)) && isUnseen(other, input));
}

/** Another source that still says what the one that is gone said. */
function supporterOf(fact: Fact, { found }: DeltaInput): Evidence | undefined {
  const [first] = fact.evidence;
  const key = numberKeyOf(first);
  return found.find((other) => {
    if (fact.evidence.some(({ sourceId }) => sourceId === other.sourceId)) return false;
    return key !== undefined && numberKeyOf(other) === key && sameCell(first, other);
  });
}

/** Facts of before as they stand now, and those of this run's report; one that both have is taken as it stands now. */
function merge(before: readonly Fact[], now: readonly Fact[]): readonly Fact[] {
  const facts = new Map(before.map((fact) => [fact.id, fact]));
  for (const fact of now) {
    const known = facts.get(fact.id);
    const evidence = new Map(
      [...(known?.gone ? [] : (known?.evidence ?? [])), ...fact.evidence].map((item) => [item.id, item]),
    );
    const [first, ...rest] = evidence.values();
    if (first) facts.set(fact.id, { ...fact, evidence: [first, ...rest] });
  }
  return [...facts.values()];
}
