import { blockText, findDates, type SourceBlock } from "../../evidence/index.ts";
import { type StoredSource, sentencesOf } from "../../library/index.ts";
import { sectionedBlocks } from "./candidates.ts";
import { isQuotable, leansBack } from "./sentence-quality.ts";
import type { TopicMatcher } from "./topics.ts";
import { jaccard, termSet } from "./words.ts";

/**
 * A section that is about the topic and tells dated matters one a paragraph (cases, incidents, contracts, decisions)
 * is read matter by matter: what opened it, what it is about in money, and where it stands now.
 */
export interface Matter {
  readonly sourceId: string;
  readonly blockId: string;
  /** The sentence that opens the matter, then at most two that tell amounts and its latest state; in their order. */
  readonly sentences: readonly string[];
  /** ISO 8601: when it began. */
  readonly began: string;
}

/** Fewer than this are not a list. */
const minMatters = 2;
const maxLeadLength = 720;
const maxFollowUps = 2;
const openingLength = 90;
const datedOpening =
  /^(?:beginning\s+|starting\s+|also\s+|early\s+|late\s+)?(?:in|on|since|from|am|im|seit|en|le|depuis|el|desde)\s/iu;
const money = /[$€£¥]\s?\p{Nd}|\p{Nd}\s?(?:€|dollars?|euros?)/u;
/** What reports say of any matter says nothing of this one. */
const stock =
  /\b(?:defend (?:ourselves|itself)|without merit|dispute the allegations|from time to time|inherently|in the ordinary course)\b/iu;

/** The date that opens a sentence ("In May 2021, …", "2021年5月…"); undefined when it opens otherwise. */
export function openingDate(sentence: string, language?: string): string | undefined {
  const opening = sentence.slice(0, openingLength);
  const [date] = findDates(opening, language);
  if (!date) return undefined;
  return datedOpening.test(opening) || /^\p{Nd}/u.test(opening) || /^في\s/u.test(opening) ? date.iso : undefined;
}

/**
 * Distinct matters of the sections about a topic, oldest first; of a matter that several documents tell, the account
 * of the latest.
 *
 * Contract: empty unless at least two are found; every sentence stands literally in its block.
 */
export function mattersOf(
  matcher: TopicMatcher,
  sources: ReadonlyMap<string, StoredSource>,
  recency: (sourceId: string) => number,
): readonly Matter[] {
  const order = [...sources].sort((a, b) => recency(b[0]) - recency(a[0]) || (a[0] < b[0] ? -1 : 1));
  const found = order.flatMap(([, stored]) => mattersIn(stored, matcher));
  const distinct = found.filter((matter, index) => !found.slice(0, index).some((known) => isSame(known, matter)));
  if (distinct.length < minMatters) return [];
  return [...distinct].sort((a, b) => (a.began < b.began ? -1 : a.began > b.began ? 1 : 0));
}

function mattersIn(stored: StoredSource, matcher: TopicMatcher): readonly Matter[] {
  return sectionedBlocks(stored, matcher).flatMap(({ block, headingScore }) => {
    const matter = headingScore >= 0.85 ? matterIn(block, stored) : undefined;
    return matter ? [matter] : [];
  });
}

function matterIn(block: SourceBlock, { source }: StoredSource): Matter | undefined {
  const all = sentencesOf(blockText(block), source.language).map((sentence) => sentence.trim());
  const [lead, ...others] = all;
  const began = lead && openingDate(lead, source.language);
  if (!lead || !began || leansBack(lead.replace(datedOpening, "")) || !isQuotable(lead, maxLeadLength))
    return undefined;
  const followUps = chooseFollowUps(others, source.language);
  return { sourceId: source.id, blockId: block.id, sentences: [lead, ...followUps], began };
}

/** The sentence with the latest date, and the first that names an amount of money. */
function chooseFollowUps(sentences: readonly string[], language: string | undefined): readonly string[] {
  const fit = sentences.filter((sentence) => isQuotable(sentence, maxLeadLength) && !stock.test(sentence));
  const dated = fit.flatMap((sentence) => {
    const dates = findDates(sentence, language).map(({ iso }) => iso);
    const latest = [...dates].sort().at(-1);
    return latest ? [{ sentence, latest }] : [];
  });
  const last = dated.reduce<(typeof dated)[number] | undefined>(
    (best, next) => (best && best.latest > next.latest ? best : next),
    undefined,
  );
  const wanted = new Set([fit.find((sentence) => money.test(sentence)), last?.sentence]);
  return fit.filter((sentence) => wanted.has(sentence)).slice(0, maxFollowUps);
}

/** Openings this alike tell the same matter. */
const sameOpening = 0.75;
/** With the same date, less is enough. */
const sameOpeningAndDate = 0.5;

function isSame(first: Matter, second: Matter): boolean {
  const [a = "", b = ""] = [first.sentences[0], second.sentences[0]];
  const likeness = jaccard(termSet(a), termSet(b));
  if (likeness >= (first.began === second.began ? sameOpeningAndDate : sameOpening)) return true;
  const shared = partiesOf(a).filter((name) => partiesOf(b).includes(name) || casesOf(b).includes(name));
  return (
    casesOf(a).some((name) => casesOf(b).includes(name) || partiesOf(b).includes(name)) ||
    (first.began === second.began && shared.length > 0)
  );
}

/** First parties of "Rivera v. Orchard". */
function casesOf(text: string): readonly string[] {
  return [...text.matchAll(/(\p{Lu}[\p{L}'’-]+)(?:,? (?:Inc|LLC|Corp|Ltd|Co)\.?)?(?: et al\.?)? vs?\. /gu)].flatMap(
    ([, name]) => name ?? [],
  );
}

/** Names before the verb that opens the matter: who acts. */
function partiesOf(text: string): readonly string[] {
  const [, acting = ""] =
    /^[^,]*,\s(.+?)\s(?:filed|sued|issued|brought|opened|announced|commenced|served)\b/u.exec(text) ?? [];
  return acting.match(/\p{Lu}[\p{L}'’-]{2,}/gu) ?? [];
}

/** How a matter is called in a list: "Frame-Wilson v. Amazon.com, Inc.", or who opened it; undefined where no name stands. */
export function matterName(lead: string): string | undefined {
  const side = "\\p{Lu}[\\p{L}\\p{N}'’.-]*(?:[ ,]+(?:\\p{Lu}[\\p{L}\\p{N}'’.-]*|&|of))*";
  const [, versus] =
    new RegExp(`(${side} vs?\\. ${side}?(?:\\.com)?(?:,? (?:Inc|LLC|Corp|Ltd|Co)\\.?)?)(?=[\\s,;.]|$)`, "u").exec(
      lead,
    ) ?? [];
  if (versus) return versus.replace(/^(?:In|With|Beginning)\s/u, "").replace(/[,;]$/u, "");
  const [, acting = ""] = /^[^,]*\d{4},\s(.+?)\s(?:filed|sued|issued|brought|opened|commenced)\b/u.exec(lead) ?? [];
  const [named] = /\p{Lu}.*$/u.exec(acting.replace(/\s\([^)]*\)/gu, "").replace(/^the /iu, "")) ?? [];
  return named && named.length <= 80 ? named : undefined;
}

const amount = "[$€£¥]\\s?\\p{Nd}(?:[\\p{Nd}.,]*\\p{Nd})?(?:\\s(?:thousand|million|billion|trillion))?";
const stake = "fines?|penalt(?:y|ies)|settlement|judgment|award|damages|verdict";

/** What a text says is at stake, in its own words: "fine of €1.13 billion", "$140 million to $267 million in damages". */
export function stakesIn(text: string): readonly string[] {
  const before = `(?:(?:${stake}) of (?:approximately |about |up to )?)?`;
  const pattern = new RegExp(`${before}${amount}(?:\\s?(?:to|-|–)\\s?${amount})?(?: in (?:${stake}))?`, "giu");
  return text.match(pattern) ?? [];
}
