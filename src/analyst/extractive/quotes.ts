import { blockText, type Finding } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Analyst, Brief } from "../analyst.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { listedItems } from "./listed-items.ts";
import { wantsMatters } from "./matter-list.ts";
import { type Matter, mattersOf } from "./matters.ts";
import {
  type ChooseLimits,
  chooseDiverse,
  generality,
  genericness,
  type Ranked,
  type RankFor,
  rankSentences,
} from "./rank.ts";
import { formal, formShare, tellsForm } from "./sentence-form.ts";
import { chattiness } from "./sentence-quality.ts";
import { recencyOf } from "./source-dates.ts";
import { containsName, sourceEntities } from "./source-entities.ts";
import { namesTopic, ownTerms, type TopicMatcher, topicContainment, topicMatcher } from "./topics.ts";
import { contentTerms } from "./words.ts";

type ReadInput = Parameters<Analyst["read"]>[0];

const quoteLimits: Readonly<Record<Brief["length"], number>> = { brief: 5, standard: 10, deep: 24 };
const sourceLimits: Readonly<Record<Brief["length"], number>> = { brief: 2, standard: 4, deep: 6 };
/** Entries of a list say less each than sentences. */
const itemLimits: Readonly<Record<Brief["length"], number>> = { brief: 8, standard: 16, deep: 40 };
/** Beside a series of numbers, sentences explain; they need not carry the section alone. */
const quotesBesideSeries = 4;
const scoreFloor = 0.58;
/** From this many specific sentences on, generalities add nothing. */
const enoughSpecific = 3;
/** Sentences that speak of their writer, or sell. */
const talkative = 0.4;
/** Share of the topic's words a sentence must have; the loose one only where nothing else was found. */
const strictTopic = 0.46;
const looseTopic = 0.3;
/** "How does it protect endpoints" is told in other words than asked. */
const looseProcess = 0.2;

/**
 * Sentences that answer the topic, or beside numbers explain them; dated matters one by one where a section tells them.
 *
 * Contract: every finding stands literally in its block; empty where no sentence is on the topic.
 */
export function quotesFor(input: ReadInput, { topic, beside }: { topic: string; beside: boolean }): readonly Finding[] {
  const { brief, passages, sources } = input;
  const matcher = topicMatcher(topic);
  const wanted = {
    matcher,
    question: brief.question,
    intents: brief.intents,
    entityScore: entityScorer(input),
    recency: recencyOf(sources),
    defines: asksDefinition.test(brief.question),
    explains: beside,
  };
  const dated = beside || !wantsMatters(brief) ? undefined : datedMatters(input, wanted);
  if (dated) return dated;
  const ranked = ranking(candidatesOf({ passages, matcher }, sources), wanted, passages);
  // Sentences without any date or place leave such a question open; saying so is the better answer.
  if (!ranked.some(({ candidate }) => tellsForm(candidate.text, brief))) return [];
  return chooseDiverse(mostSpecific(ranked, brief), limitsFor(input, beside)).map(({ candidate }) => ({
    type: "quote",
    sourceId: candidate.sourceId,
    blockId: candidate.blockId,
    exact: candidate.text,
  }));
}

/** Sentences that can tell the cause, person, place or date that is asked for, where there are any. */
function formed(ranked: readonly Ranked[], { intents }: Pick<RankFor, "intents">): readonly Ranked[] {
  const telling = ranked.filter(({ candidate }) => formShare(candidate, intents) > 0);
  return telling.length > 0 ? telling : ranked;
}

/** Matters or entries of a list one by one; undefined where there are too few to be an account of the topic. */
function datedMatters(
  { brief, sources }: ReadInput,
  { matcher, question, recency, entityScore: entity }: Wanted & { readonly entityScore: EntityScore },
): readonly Finding[] | undefined {
  const matters = mattersOf(matcher, sources, recency).filter(
    ({ sourceId, sentences }) => entity({ sourceId, text: sentences.join(" "), section: "" }) > 0.5,
  );
  const about = new Map([...sources].filter(([sourceId]) => entity({ sourceId, text: "", section: "" }) > 0));
  const items = listedItems({ matcher, question, recency }, about).slice(0, itemLimits[brief.length]);
  // A few dated paragraphs in a section of many entries are no account of it.
  if (items.length > matters.length * 2) return items;
  return matters.length > 1 ? matters.slice(-quoteLimits[brief.length]).flatMap(matterFindings) : undefined;
}

type Wanted = Omit<RankFor, "leastOnTopic">;

/** Sentences on the topic, or where there are none and the topic is known at all, those that have part of it. */
function ranking(candidates: readonly Candidate[], wanted: Wanted, passages: ReadInput["passages"]): readonly Ranked[] {
  const strict = formed(rankSentences(candidates, { ...wanted, leastOnTopic: strictTopic }), wanted);
  if (strict.length > 0 || wanted.explains) return strict;
  // Where no passage holds all words of the topic, sentences about one of them are about something else.
  const isKnown = passages.some(({ text }) => speaksOf(wanted.matcher, contentTerms(text)));
  const isOpen = isKnown || wanted.intents.some((intent) => formal.has(intent));
  return isOpen ? formed(looseRanking(candidates, wanted), wanted) : [];
}

/** Those that say something of their own, where they are enough. */
function mostSpecific(ranked: readonly Ranked[], { intents }: Brief): readonly Ranked[] {
  const specific = ranked.filter(
    ({ candidate: { text } }) => genericness(text) < generality && chattiness(text) < talkative,
  );
  const isFormal = intents.some((intent) => formal.has(intent));
  return specific.length >= (isFormal ? 1 : enoughSpecific) ? specific : ranked;
}

/** How many sentences there may be, in all and of one source: each asked name gets its share. */
function limitsFor({ brief, subQuestion, sources }: ReadInput, beside: boolean): ChooseLimits {
  const full = quoteLimits[brief.length];
  const names = Math.max(1, subQuestion.entities.length);
  const limit = beside ? Math.min(full, quotesBesideSeries) : full;
  const share = Math.ceil(limit / names) + (sources.size > names ? 0 : limit);
  const perSource = sources.size === 1 ? full : Math.max(sourceLimits[brief.length], beside ? 1 : share);
  return { limit, perSource, floor: scoreFloor };
}

/** From this many words on a topic is a clause, told in other words than asked; most of them are enough. */
const clauseTerms = 5;
const mostTerms = 0.66;

function speaksOf(matcher: TopicMatcher, terms: readonly string[]): boolean {
  const isClause = new Set(ownTerms(matcher)).size >= clauseTerms;
  return namesTopic(matcher, terms) || (isClause && topicContainment(matcher, terms) >= mostTerms);
}

/** Where no sentence has enough of the topic: part of it, or for a question of form its subject. */
function looseRanking(candidates: readonly Candidate[], wanted: Wanted): readonly Ranked[] {
  const bySubject = wanted.intents.some((intent) => formal.has(intent));
  const least = wanted.intents.includes("how") ? looseProcess : looseTopic;
  return rankSentences(candidates, { ...wanted, leastOnTopic: bySubject ? 1 : least, bySubject });
}

const asksDefinition =
  /^\W*(?:what|who) (?:is|are|was|were) |^\W*(?:was|wer) (?:ist|sind|war) |^\W*(?:qu['’]est-ce qu|qui est |¿?qué (?:es|son) )|是什么|什么是|ما ه[يو]/iu;

function matterFindings({ sourceId, blockId, sentences }: Matter): readonly Finding[] {
  return sentences.map((exact): Finding => ({ type: "quote", sourceId, blockId, exact }));
}

/** 1 where the sentence names an asked name or its source is about one; less in sources about nobody asked. */
function entityScorer({ subQuestion: { entities }, sources }: ReadInput): EntityScore {
  if (entities.length === 0) return () => 1;
  const about = sourceEntities(sources, entities);
  // A name in another script than the source's cannot stand in it: such names bar nothing.
  const checkable = entities.filter((entity) => /\p{sc=Latin}/u.test(entity));
  const known = new Map<string, boolean>();
  const mentioned = (sourceId: string): boolean => {
    const found =
      known.get(sourceId) ??
      (checkable.length === 0 || checkable.some((name) => mentions(sources.get(sourceId), name)));
    known.set(sourceId, found);
    return found;
  };
  const others = entities.filter((entity) => ![...about.values()].includes(entity));
  return (placed) => {
    const { sourceId, text, section } = placed;
    if (entities.some((entity) => containsName(text, entity))) return 1;
    if (about.has(sourceId))
      return others.length === 0 || others.some((name) => containsName(section, name)) ? 0.9 : 0.6;
    if (about.size === 0) return mentioned(sourceId) ? 0.5 : 0;
    // Beside sources about the name, another one is heard where it speaks of it.
    const paragraph = paragraphAround(placed, sources);
    return checkable.some((name) => containsName(paragraph, name)) ? 0.5 : 0;
  };
}

function paragraphAround({ sourceId, blockId }: Placed, sources: ReadInput["sources"]): string {
  const block = sources.get(sourceId)?.parsed.blocks.find(({ id }) => id === blockId);
  return block ? blockText(block) : "";
}

type Placed = Pick<Candidate, "sourceId" | "text" | "section"> & Partial<Pick<Candidate, "blockId">>;
type EntityScore = (candidate: Placed) => number;

/** Whether all words of a name stand somewhere in a source. */
export function mentions(stored: StoredSource | undefined, name: string): boolean {
  return (
    stored !== undefined && containsName([stored.source.title, ...stored.parsed.blocks.map(blockText)].join("\n"), name)
  );
}
