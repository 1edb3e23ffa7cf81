import { blockText, entityOfSource } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { termSet } from "./words.ts";

/** How often a name must stand in a source, and how much oftener than the others, for the source to be about it. */
const minMentions = 5;
const leadOverOthers = 3;
const countedBlocks = 400;

/**
 * Which of the asked names each source is about, learnt from what it says of itself (registrant, title) and from how
 * often it speaks of each; file names and tickers are not consulted.
 *
 * Contract: sources that are about none of them are left out of the answer.
 */
export function sourceEntities(
  sources: ReadonlyMap<string, StoredSource>,
  entities: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [id, stored] of sources) {
    const entity = entityOf(stored, entities);
    if (entity !== undefined) found.set(id, entity);
  }
  return found;
}

function entityOf({ source, parsed }: StoredSource, entities: readonly string[]): string | undefined {
  // A file name stands for a title where there is none: "iowa-electricity" names Iowa.
  const named = `${entityOfSource(source, parsed) ?? ""} ${source.title.replace(/[-_]+/gu, " ")}`;
  const byName = entities.filter((entity) => containsName(named, entity));
  if (byName.length === 1) return byName[0];
  const text = parsed.blocks.slice(0, countedBlocks).map(blockText).join("\n").toLowerCase();
  const counts = entities
    .map((entity) => ({ entity, count: mentionsOf(entity, text) }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  if (!first || first.count < minMentions) return undefined;
  return first.count >= leadOverOthers * (second?.count ?? 0) ? first.entity : undefined;
}

/** As a word: "AWS" does not stand in "laws". */
function mentionsOf(name: string, text: string): number {
  const escaped = name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const spaced = /\p{sc=Han}/u.test(name) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
  return text.match(new RegExp(spaced, "gu"))?.length ?? 0;
}

/** Whether all words of a name stand in a text. */
export function containsName(text: string, name: string): boolean {
  const wanted = termSet(name);
  if (wanted.size === 0) return false;
  const found = termSet(text);
  return [...wanted].every((term) => found.has(term));
}
