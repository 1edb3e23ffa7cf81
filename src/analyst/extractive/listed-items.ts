import { blockText, type Finding, type SourceBlock } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { headingTopic } from "./candidates.ts";
import { groupBy } from "./group-by.ts";
import { type TopicMatcher, topicMatcher } from "./topics.ts";
import { containment, termSet } from "./words.ts";

const minHeadingScore = 0.85;
/** Fewer than this are not a list. */
const minItems = 3;
const longestItem = 300;
const shortestItem = 3;
const longestHeading = 160;

const word = (alternatives: string): string => `(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`;

/** How a language asks for several things, and how nouns of several end; where words do not change, the asking says it. */
const asking: readonly (readonly [asks: RegExp, plural: RegExp])[] = [
  [
    new RegExp(
      word(
        "what|which|who|list|name|give|summari[sz]e|outline|describe|quel(?:le)?s|qui|citez|qué|cuáles|quiénes|résumez|décrivez|resume|describa",
      ),
      "iu",
    ),
    /\p{L}{2}(?:(?<!s|u|i)s|x|people|children|criteria)$/iu,
  ],
  [new RegExp(word("welche|nenne|beschreibe|wer sind|was sind"), "iu"), /\p{L}{2}[enrs]$/iu],
  [new RegExp(word("какие|кто|назовите|каковы"), "iu"), /\p{L}{2}[ыияа]$/iu],
  [/哪些|哪几|ما هي|من هم|どの|何/u, /\S/u],
];

/** "Risk factors to the business": what is listed, and of what. */
function partsOf(topic: string): { readonly head: string; readonly rest: string } {
  const [, head = topic, rest = ""] =
    /^(.+?)\s(?:of|for|in|from|by|to|that|with|von|de|des|del)\s(.+)$/iu.exec(topic) ?? [];
  return { head, rest };
}

/** Whether a question wants several things named: "What are the main risks?", "Welche Produkte …?". */
export function asksForItems(question: string, topic: string): boolean {
  const { head } = partsOf(topic);
  return asking.some(([asks, plural]) => asks.test(question) && plural.test(head.trim()));
}

/**
 * The entries that a section about the topic lists: its headings ("Risk factors: We face intense competition, …"), its
 * list, or paragraphs that each open with a term and a colon.
 *
 * Contract: of the newest source that has at least three such entries, in reading order, none twice; empty where the
 * question does not ask for several things. Each stands literally in its block.
 */
export function listedItems(
  search: { readonly matcher: TopicMatcher; readonly question: string; readonly recency: (sourceId: string) => number },
  sources: ReadonlyMap<string, StoredSource>,
): readonly Finding[] {
  if (!asksForItems(search.question, search.matcher.topic)) return [];
  const order = [...sources].sort((a, b) => search.recency(b[0]) - search.recency(a[0]) || (a[0] < b[0] ? -1 : 1));
  for (const [sourceId, stored] of order) {
    const lists = sectionsAbout(stored, search.matcher.topic).map(itemsOf);
    const best = lists.sort((a, b) => b.length - a.length)[0] ?? [];
    if (best.length >= minItems)
      return best.map(({ blockId, text }) => ({ type: "quote", sourceId, blockId, exact: text }));
  }
  return [];
}

/**
 * The blocks under each heading that names the topic, up to the next of its level; a heading that names only what is
 * listed will do where title or text speak of the rest.
 */
function sectionsAbout({ source, parsed }: StoredSource, topic: string): readonly (readonly SourceBlock[])[] {
  const { head, rest } = partsOf(topic);
  const [whole, listed] = [topicMatcher(topic), topicMatcher(head)];
  return parsed.blocks.flatMap((block, at) => {
    if (block.type !== "heading" || headingTopic(listed, block.text) < minHeadingScore) return [];
    const below = parsed.blocks.slice(at + 1);
    const end = below.findIndex((other) => other.type === "heading" && other.level <= block.level);
    const section = end < 0 ? below : below.slice(0, end);
    if (headingTopic(whole, block.text) >= minHeadingScore) return [section];
    const said = termSet([source.title, ...section.map(blockText)].join("\n"));
    return containment(termSet(rest), said) >= mostOfRest ? [section] : [];
  });
}

const mostOfRest = 0.66;

interface Item {
  readonly blockId: string;
  readonly text: string;
}

function itemsOf(section: readonly SourceBlock[]): readonly Item[] {
  const ways = [headingsIn(section), listIn(section), leadInsOf(section)];
  return ways.find((items) => items.length >= minItems) ?? [];
}

/** Headings that stand over text; one that stands over headings names a group. */
function headingsIn(section: readonly SourceBlock[]): readonly Item[] {
  const items = section.flatMap((block, at): readonly Item[] => {
    const next = section[at + 1];
    const isGroup = !next || next.type === "heading";
    if (block.type !== "heading" || isGroup || block.text.length > longestHeading) return [];
    return [{ blockId: block.id, text: block.text.trim() }];
  });
  // The rest of a heading that was cut in two stands alone as a word.
  const isWord = ({ text }: Item): boolean => !/\s/u.test(text) && !unspaced.test(text);
  const words = items.filter(isWord);
  return distinct(words.length * 2 < items.length ? items.filter((item) => !isWord(item)) : items);
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** The first list, before any heading. */
function listIn(section: readonly SourceBlock[]): readonly Item[] {
  const firstHeading = section.findIndex(({ type }) => type === "heading");
  const own = firstHeading < 0 ? section : section.slice(0, firstHeading);
  const start = own.findIndex(({ type }) => type === "list-item");
  if (start < 0) return [];
  const length = own.slice(start).findIndex(({ type }) => type !== "list-item");
  const list = own.slice(start, length < 0 ? undefined : start + length);
  return distinct(list.map((block) => ({ blockId: block.id, text: blockText(block).trim() })));
}

/** "Market risk: prices may fall." */
const leadIn = /^\p{Lu}[^.:;!?]{2,60}:\s+\p{L}[^.!?]*[.!?]?/u;

function leadInsOf(section: readonly SourceBlock[]): readonly Item[] {
  const items = section.flatMap((block): readonly Item[] => {
    const [text] = block.type === "paragraph" ? (leadIn.exec(blockText(block)) ?? []) : [];
    return text ? [{ blockId: block.id, text }] : [];
  });
  return distinct(items);
}

function distinct(items: readonly Item[]): readonly Item[] {
  const named = items.filter(
    ({ text }) => text.length >= shortestItem && text.length <= longestItem && /\p{L}{2}/u.test(text),
  );
  return [...groupBy(named, ({ text }) => text.toLowerCase()).values()].flatMap(([first]) => first ?? []);
}
