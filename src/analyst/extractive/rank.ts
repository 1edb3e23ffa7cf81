import type { Intent } from "../analyst.ts";
import type { Candidate } from "./candidates.ts";
import { formal, signs } from "./sentence-form.ts";
import { chattiness } from "./sentence-quality.ts";
import { lightTerms, ownTerms, saysTopic, type TopicMatcher, topicContainment, topicTerms } from "./topics.ts";
import { contentTerms, jaccard, termSet } from "./words.ts";

/** What sentences are ranked for. */
export interface RankFor {
  readonly matcher: TopicMatcher;
  readonly question: string;
  readonly intents: readonly Intent[];
  /** How well a sentence or its source speaks of an asked name, 0 to 1. */
  readonly entityScore: (candidate: Candidate) => number;
  /** Below this share a sentence has words of the topic without being about it. */
  readonly leastOnTopic: number;
  /** Whether the question asks what something is: sentences that define it come first. */
  readonly defines: boolean;
  /** Whether sentences stand beside numbers: then they must speak of the topic themselves, and say why. */
  readonly explains: boolean;
  /** Whether a sentence about the topic's first noun alone may answer, if it has the form that is asked for. */
  readonly bySubject?: boolean;
  /** 0 (old) to 1 (newest) for the sentence's source. */
  readonly recency: (sourceId: string) => number;
}

/** A sentence with how well it answers; scores compare only within one ranking. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
  /** 0 (old) to 1 (newest) for its source. */
  readonly recency: number;
}

/** BM25's usual constants (Robertson & Zaragoza 2009); the average length stands for that of a sentence. */
const k1 = 1.2;
const b = 0.5;

/** Ranks sentences, best first: lexical match, headings, passage rank, name, form that fits the question, recency. */
export function rankSentences(candidates: readonly Candidate[], wanted: RankFor): readonly Ranked[] {
  const lexical = bm25(candidates, wanted);
  const top = Math.max(1e-9, ...lexical);
  return candidates
    .map((candidate, index) => ({
      candidate,
      score: scoreOf(candidate, (lexical[index] ?? 0) / top, wanted),
      recency: wanted.recency(candidate.sourceId),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, c) => c.score - a.score || (a.candidate.text < c.candidate.text ? -1 : 1));
}

/** "Repurchased $18.0 billion of its common stock" says the topic word for word, but for the amount. */
const isWord = (term: string): boolean => !/^\p{Nd}/u.test(term) && !scaleWords.has(term);
const scaleWords: ReadonlySet<string> = new Set(contentTerms("thousand million billion trillion"));

function scoreOf(candidate: Candidate, lexical: number, wanted: RankFor): number {
  const covered = topicContainment(wanted.matcher, candidate.terms.filter(isWord));
  const headed = candidate.headingScore >= 0.85 && !wanted.explains ? 0.75 * candidate.headingScore : 0;
  const onTopic = Math.max(
    covered,
    headed,
    wanted.explains ? 0 : aroundWeight * spokenAround(candidate, wanted.matcher),
  );
  if (onTopic < (wanted.explains ? leastBesideNumbers : wanted.leastOnTopic) && !namesSubject(candidate, wanted))
    return 0;
  const name = wanted.entityScore(candidate);
  if (name === 0 || (wanted.explains && !explainsNumbers(candidate.text, covered))) return 0;
  const fits = wanted.intents.filter((intent) => signs[intent]?.test(candidate.text)).length / wanted.intents.length;
  const generic = genericness(candidate.text);
  const specific = Math.min(0.32, 0.04 * specifics(candidate.text));
  return (
    onTopic +
    (saysTopic(wanted.matcher, candidate.text) ? 0.25 : 0) +
    0.8 * lexical +
    0.3 * candidate.passageScore +
    (wanted.intents.some((intent) => formal.has(intent)) ? 0.8 : 0.3) * fits +
    0.25 * name +
    specific +
    (candidate.isLead ? 0.22 : 0) +
    (wanted.defines && definesTopic(wanted.matcher.topic, candidate.text) ? 0.9 : 0) +
    (wanted.explains && signs.why?.test(candidate.text) ? 0.8 : 0) +
    0.1 * wanted.recency(candidate.sourceId) -
    generic -
    chattiness(candidate.text)
  );
}

/** Words of a topic that stand in the headings above say what a sentence is about, and not that it answers. */
const aroundWeight = 0.8;

/** How well a sentence together with its headings speaks of a topic of which it has a word itself. */
function spokenAround({ terms, section }: Candidate, matcher: TopicMatcher): number {
  const heading = contentTerms(section);
  const own = ownTerms(matcher).filter((term) => !lightTerms.has(term));
  const isShared = own.some((term) => terms.includes(term) && !heading.includes(term));
  return isShared ? topicContainment(matcher, [...heading, ...terms.filter(isWord)]) : 0;
}

/**
 * In "When was the dam built?" the subject comes first and the verb is told in many words: where nothing says both, a
 * sentence about the subject that has the asked form may answer.
 */
function namesSubject({ terms, section, text }: Candidate, { matcher, intents, bySubject }: RankFor): boolean {
  const [subject] = ownTerms(matcher);
  if (!bySubject || subject === undefined) return false;
  const said = terms.includes(subject) || contentTerms(section).includes(subject);
  return said && intents.every((intent) => !formal.has(intent) || signs[intent]?.test(text));
}

/** Words that give a cause; "primarily" alone may say how something is counted. */
const cause =
  /\b(?:because|due(?: in part| primarily| mainly)? to|driven|drove|result(?:ed|ing)? (?:from|in|of)|as a result|attribut\w+|caused?|owing to|led to|reflect\w*|offset|contributed|weil|aufgrund|wegen|durch|en raison|grâce à|parce qu|debido a|porque|gracias a|por causa)\b|因为|由于|受|بسبب|نتيجة/iu;

/** Beside a table of its numbers a sentence adds a cause, a change in its own words, or an amount of the topic. */
function explainsNumbers(text: string, covered: number): boolean {
  if (genericness(text) >= generality) return false;
  const amount = /[$€£¥]\s?\p{Nd}|\p{Nd}\s?(?:%|percent|million|billion|Mio|Mrd)/iu.test(text);
  return cause.test(text) || (amount && (signs["over-time"]?.test(text) === true || covered >= phrased));
}

/** All words of the topic, or of another name for it, in a row. */
const phrased = 0.9;

/** Sentences this general only say what may be. */
export const generality = 0.12;

/** Beside numbers a sentence that has only some words of the topic is about something else. */
const leastBesideNumbers = 0.8;
const definingVerbs =
  "is|are|was|were|refers? to|stands? for|means?|describes?|denotes?|consists? of|ist|sind|war|bezeichnet|bedeutet|est|sont|désigne|signifie|es|son|significa|designa";

/** "Curtailment is the switching off of …": the topic is the subject, and the sentence says what it is. */
export function definesTopic(topic: string, sentence: string): boolean {
  const name = topic.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/s?$/iu, "s?");
  const opening =
    "^(?:the (?:term|word|acronym)\\s+|an?\\s+|the\\s+|der\\s+|die\\s+|das\\s+|le\\s+|la\\s+|l['’]|el\\s+)?";
  const latin = new RegExp(`${opening}${name}(?:\\s*\\([^)]*\\))?\\s+(?:${definingVerbs})(?![\\p{L}])`, "iu");
  const unspaced = new RegExp(`^${name}(?:是|指|意为|هو|هي)`, "iu");
  return latin.test(sentence) || unspaced.test(sentence);
}

/** Sentences that say what might be, or what everybody always faces, tell little. */
export function genericness(text: string): number {
  // In small letters only: "in May" is a month.
  // What could not be done was not done.
  const modal = /\b(?:may|might|would|shall|(?:could|can)(?!\s+not\b))\b/u.test(text.replace(reported, " ")) ? 0.25 : 0;
  const habitual =
    /\b(?:from time to time|expect to continue|(?:we|management|the company) believes?|in the ordinary course|inherently|generally|among other things|including those)\b/iu.test(
      text,
    );
  return modal + (habitual ? 0.12 : 0);
}

/** "Announced in May that the plant would close" tells what was decided. */
const reported =
  /\b(?:announced|said|decided|agreed|ruled|ordered|promised|confirmed|reported|pledged)\b[^.;]{0,60}?\bthat\b[^.;,]*?\bwould\b/gu;

/** Names, dates and amounts: what makes a sentence evidence rather than a generality. */
export function specifics(text: string): number {
  return text.match(/(?<=[\p{Ll},;]\s)\p{Lu}[\p{L}.]+|\b(?:1[89]|20)\d\d\b|[$€£]\s?\d|\d\s?%/gu)?.length ?? 0;
}

function bm25(candidates: readonly Candidate[], { matcher, question }: RankFor): readonly number[] {
  const query = new Set([...topicTerms(matcher), ...termSet(question)]);
  const frequency = new Map<string, number>();
  for (const { terms } of candidates) {
    for (const term of new Set(terms)) if (query.has(term)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const average = candidates.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, candidates.length);
  return candidates.map(({ terms }) => {
    let score = 0;
    for (const term of query) {
      const count = terms.filter((other) => other === term).length;
      const documents = frequency.get(term) ?? 0;
      if (count === 0) continue;
      const idf = Math.log(1 + (candidates.length - documents + 0.5) / (documents + 0.5));
      score += (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * terms.length) / average));
    }
    return score;
  });
}

/** Sentences that share this much of their words say the same. */
const sameWords = 0.55;
const noveltyWeight = 0.5;
/** And sharing this much, they are one sentence with other dates and numbers. */
const repeated = 0.65;

/** How many sentences to choose, in all and of one source. */
export interface ChooseLimits {
  readonly limit: number;
  readonly perSource: number;
  /** Scores below this share of the best are left out. */
  readonly floor: number;
}

/** Chooses by maximal marginal relevance (Carbonell & Goldstein 1998); near repeats of a chosen sentence never return. */
export function chooseDiverse(ranked: readonly Ranked[], limits: ChooseLimits): readonly Ranked[] {
  const floor = (ranked[0]?.score ?? 0) * limits.floor;
  const open = ranked.filter(({ score }) => score >= floor).slice(0, 160);
  const sets = new Map(open.map((item) => [item, new Set(item.candidate.terms)]));
  const nearest = new Map(open.map((item) => [item, 0]));
  const perSource = new Map<string, number>();
  const chosen: Ranked[] = [];
  while (chosen.length < limits.limit) {
    const [next] = open
      .filter((item) => !chosen.includes(item) && (nearest.get(item) ?? 0) < sameWords)
      .filter(({ candidate }) => (perSource.get(candidate.sourceId) ?? 0) < limits.perSource)
      .sort((a, c) => marginal(c, nearest) - marginal(a, nearest));
    if (!next) return chosen;
    chosen.push(latestLike(next, open, sets));
    perSource.set(next.candidate.sourceId, (perSource.get(next.candidate.sourceId) ?? 0) + 1);
    for (const item of open) {
      const likeness = jaccard(sets.get(item) ?? new Set(), sets.get(next) ?? new Set());
      nearest.set(item, Math.max(nearest.get(item) ?? 0, likeness));
    }
  }
  return chosen;
}

/** A sentence repeated from report to report is quoted from the latest. */
function latestLike(item: Ranked, open: readonly Ranked[], sets: ReadonlyMap<Ranked, ReadonlySet<string>>): Ranked {
  const own = sets.get(item) ?? new Set<string>();
  return open
    .filter((other) => other.score >= item.score * 0.8 && jaccard(sets.get(other) ?? new Set(), own) >= repeated)
    .reduce((latest, other) => (other.recency > latest.recency ? other : latest), item);
}

function marginal(item: Ranked, nearest: ReadonlyMap<Ranked, number>): number {
  return item.score - noveltyWeight * (nearest.get(item) ?? 0);
}
