/** Binds each number of a claim to its entity, period and metric: a rival's number is no evidence for it. */
import { type Attached, attachDates, attachOwners } from "./attach.ts";
import type { Claim } from "./claims.ts";
import { findDates } from "./dates.ts";
import { attachedMetrics, metricsMatch } from "./metric-mentions.ts";
import { mentionsOf, nameMatches, namesAndOwners } from "./name-mentions.ts";
import { hasName, haystackOf } from "./names.ts";
import { compatibleUnits, type PrintedValue, sameQuantity } from "./same-quantity.ts";
import type { Passage } from "./standing.ts";
import { datesAsMentions, type Stated, statedNumbers } from "./stated.ts";
import { mayMeet, type TimeSpan } from "./time-span.ts";

/** A number of a claim with its place in the claim's words; of a cell or point the place is the end of its headers. */
export interface Told {
  readonly printed: PrintedValue;
  readonly start: number;
  readonly end: number;
}

/** What a claim's number may be looked for in. */
export interface Binding {
  readonly cited: readonly PrintedValue[];
  readonly nearby: readonly PrintedValue[];
  /** What it may be derived from: wider than `cited`, for a change needs two periods and a comparison two entities. */
  readonly operands: readonly PrintedValue[];
  /** Whose or when the same number is, where it is cited for another. */
  readonly foreign: readonly Stated[];
  /** Whether the claim's own entity, period and metric has another number among the evidence. */
  readonly contradicted: boolean;
}

/** Evidence laid out once for all numbers of a claim. */
interface Field {
  readonly passages: readonly Passage[];
  readonly stated: readonly Stated[];
  /** Entities that evidence is typed with or that its documents are about. */
  readonly known: readonly string[];
  /** The words of what a passage cites and is about, made once. */
  haystack(passage: Passage): ReadonlySet<string>;
}

/** What the claim says of one of its numbers. */
interface Meant {
  readonly printed: PrintedValue;
  readonly owners: Attached<string>;
  readonly times: readonly TimeSpan[];
  readonly metrics: readonly string[];
}

const nobody: Attached<string> = { of: [], direct: false, around: [] };
/** With more names than this (long tables of places) word order says little and time is lost. */
const mostNames = 60;

/**
 * What each number of a claim may rest on.
 *
 * Contract: prefers silence to a false alarm: a number whose owner, period or metric is said by neither side, or that
 * no rival in the cited evidence could be taken for, may rest on all of it. A rival's number is foreign even where it
 * stands near the claim's own.
 */
export function bindNumbers(
  claim: Claim,
  numbers: readonly Told[],
  { passages, language }: { readonly passages: readonly Passage[]; readonly language?: string | undefined },
): readonly Binding[] {
  const stated = statedNumbers(passages, language);
  const isFree = stated.every((one) => one.entities.length + one.times.length === 0 && one.metric === undefined);
  if (numbers.length === 0 || isFree) return numbers.map(() => unbound(passages));
  const { text, names } = wordsOfClaim(claim, passages);
  const field = fieldOf(passages, stated);
  const spoken = names.filter((name) => passages.some((passage) => speaksOf(field, passage, name)));
  const told = stated.flatMap(({ entities }) => entities);
  const rivals = [...new Set([...field.known, ...spoken, ...told])].slice(0, mostNames);
  const mentions = mentionsOf(rivals, text);
  const several = new Set(mentions.map(({ of }) => of)).size > 1;
  // "In the three months ended June 30" tells a time, not a number that somebody could own.
  const counted = numbers.filter(({ printed }) => !duration.test(printed.unit));
  const owners = attachOwners(text, counted, mentions);
  const times = attachDates(text, counted, datesAsMentions(text, language));
  const typed = stated.flatMap(({ metric }) => metric ?? []);
  const metrics = attachedMetrics(text, { numbers: counted, metrics: typed, dates: findDates(text, language) });
  return numbers.map((number) => {
    const index = counted.indexOf(number);
    const meant = {
      printed: number.printed,
      owners: owners[index] ?? nobody,
      times: times[index]?.of ?? [],
      metrics: metrics[index] ?? [],
    };
    return bind(field, meant, several);
  });
}

const duration = /^(?:years?|months?|weeks?|days?|quarters?)$/u;

function unbound(passages: readonly Passage[]): Binding {
  const cited = passages.flatMap((passage) => passage.cited);
  const nearby = passages.flatMap((passage) => passage.nearby);
  return { cited, nearby, operands: cited, foreign: [], contradicted: false };
}

/** A cell is named by its row and column, and by its table's caption where these name nobody. */
function wordsOfClaim(
  claim: Claim,
  passages: readonly Passage[],
): { readonly text: string; readonly names: readonly string[] } {
  if (claim.kind === "sentence") return { text: claim.text, names: namesAndOwners(claim.text) };
  const own = claim.subject ?? "";
  const entities = passages.flatMap(({ quantities, subject }) => [
    ...quantities.flatMap(({ entity }) => entity ?? []),
    ...(subject === undefined ? [] : [subject]),
  ]);
  return { text: mentionsOf(entities, own).length > 0 ? own : `${claim.headers ?? ""} ${own}`, names: [] };
}

function fieldOf(passages: readonly Passage[], stated: readonly Stated[]): Field {
  const typed = passages.flatMap(({ quantities }) => quantities.flatMap(({ entity }) => entity ?? []));
  const known = [...new Set([...typed, ...passages.flatMap(({ subject }) => subject ?? [])])].slice(0, mostNames);
  const haystacks = new Map<Passage, ReadonlySet<string>>();
  const haystack = (passage: Passage): ReadonlySet<string> => {
    const made = haystacks.get(passage) ?? haystackOf(`${passage.exact}\n${passage.about}`);
    haystacks.set(passage, made);
    return made;
  };
  return { passages, stated, known, haystack };
}

const speaksOf = (field: Field, passage: Passage, name: string): boolean => hasName(name, field.haystack(passage));

/** A claim that names `several` entities may compare them, so that its numbers may be derived from all. */
function bind(field: Field, meant: Meant, several: boolean): Binding {
  const { stated, passages } = field;
  const fitting = stated.filter((one) => fitsOwner(field, meant, one));
  const own = fitting.filter((one) => fitsTime(field, meant, one) && fitsMetric(meant, one));
  const equal = (one: Stated): boolean =>
    sameQuantity(meant.printed, one.printed, { rounded: "first", ignoreSign: true });
  const foreign = own.some(equal) ? [] : stated.filter(equal);
  const alien = new Set(passages.filter((passage) => isAlien(field, meant, passage)));
  const operands = (several ? stated : fitting).map(({ printed }) => printed);
  const kin = own.filter((one) => one.printed.unit === meant.printed.unit && isTold(meant, one));
  return {
    cited: own.map(({ printed }) => printed),
    nearby: foreign.length > 0 ? [] : passages.filter((one) => !alien.has(one)).flatMap(({ nearby }) => nearby),
    operands,
    foreign,
    contradicted: kin.length > 0,
  };
}

/** Whether a number is one that the claim would have had to give: its own entity's, of the metric it names if it does. */
function isTold({ owners, metrics }: Meant, { entities, metric }: Stated): boolean {
  const itsOwn =
    owners.of.length === 0 || entities.some((entity) => owners.of.some((name) => nameMatches(entity, name)));
  return itsOwn && (metrics.length === 0 || metric === undefined || metrics.some((name) => metricsMatch(name, metric)));
}

/** A document about somebody else that does not even mention whom the claim speaks of. */
function isAlien(field: Field, { owners }: Meant, passage: Passage): boolean {
  const { subject } = passage;
  const isKnown = (name: string): boolean => field.known.some((one) => nameMatches(one, name));
  if (subject === undefined || !owners.direct || !owners.of.every(isKnown)) return false;
  return !owners.of.some((name) => nameMatches(name, subject) || hasName(name, haystackOf(passage.window)));
}

function fitsOwner(field: Field, meant: Meant, one: Stated): boolean {
  const { owners } = meant;
  const { entities, passage } = one;
  if (owners.of.length === 0 || entities.length === 0) return true;
  if (entities.some((entity) => owners.of.some((name) => nameMatches(entity, name)))) return true;
  // "Orchard's sales in Europe": what is named beside the owner may be what the evidence files the number under.
  if (!isRival(field, meant, one) && entities.some((entity) => owners.around.some((name) => nameMatches(entity, name))))
    return true;
  const mentioned = owners.of.some((name) => speaksOf(field, passage, name));
  if (mentioned) return !(one.firm && isRival(field, meant, one));
  return !isRival(field, meant, one) && passage.quantities.length > 0;
}

/** Whether the claim's owner and the number's are of one kind: both known, or each with a number of its own. */
function isRival(field: Field, { printed, owners }: Meant, one: Stated): boolean {
  const known =
    owners.of.some((name) => field.known.includes(name)) && one.entities.some((name) => field.known.includes(name));
  const hasOwn = field.stated.some(
    (other) =>
      other.firm &&
      compatibleUnits(other.printed.unit, printed.unit) &&
      other.entities.some((entity) => owners.of.some((name) => nameMatches(entity, name))),
  );
  return known || hasOwn;
}

function fitsTime(field: Field, { printed, times }: Meant, one: Stated): boolean {
  const meets = (stated: Stated): boolean => times.some((told) => stated.times.some((time) => mayMeet(told, time)));
  if (times.length === 0 || one.times.length === 0 || meets(one)) return true;
  return !field.stated.some((other) => compatibleUnits(other.printed.unit, printed.unit) && meets(other));
}

function fitsMetric({ metrics }: Meant, { metric }: Stated): boolean {
  return metrics.length === 0 || metric === undefined || metrics.some((name) => metricsMatch(name, metric));
}
