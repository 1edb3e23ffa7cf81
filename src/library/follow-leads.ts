import { type FollowUp, followUps } from "./follow-ups.ts";
import { type Entry, entryOf, type Gathering, inScope, searchSource, shareOf } from "./gathering.ts";
import type { PassageHit } from "./library.ts";
import { indexText } from "./terms.ts";
import { plainTitle } from "./title-index.ts";

/** A longer title is a sentence, which nobody repeats. */
const maxTitleWords = 5;
const untitledLeadsPerSeed = 5;
const passagesPerUntitledLead = 3;
/** A lead to a source of that title is sure; a mere name may be anybody's. */
const untitledStrength = 0.8;
/** The share of a lead that holds whatever the passage says; the rest goes by the words of the query it adds. */
const bareLead = 0.6;

/** Looks up what one passage brings up; `trust` is its score as a share of the best. */
export function followLeads(gathering: Gathering, seed: Entry, trust: number): void {
  const rest = uncovered(gathering, seed.hit);
  const leads = followUps(gathering.library, [seed.hit], gathering.query);
  const titled = leads.filter((lead) => lead.sourceIds.length > 0);
  const untitled = leads.filter((lead) => lead.sourceIds.length === 0).slice(0, untitledLeadsPerSeed);
  for (const lead of [...titled, ...untitled, ...mentionsOfTitle(gathering, seed.hit)]) {
    for (const { hit, strength } of lookUp(gathering, lead, rest)) {
      if (hit.id === seed.hit.id) continue;
      const entry = entryOf(gathering, hit);
      const added = bareLead + (1 - bareLead) * (shareOf(rest, hit, gathering) ?? 0);
      entry.lead = Math.max(entry.lead, trust * strength * added);
    }
  }
}

/** The title of a passage's source as a lead to those that mention it, unless the query has it anyway. */
function mentionsOfTitle({ library, parsed }: Gathering, { sourceTitle, id }: PassageHit): readonly FollowUp[] {
  const text = plainTitle(sourceTitle);
  const words = indexText(text).split(" ");
  const isAsked = words.every((word) => parsed.words.includes(word));
  if (isAsked || words.length > maxTitleWords) return [];
  const weight = Math.max(...words.map((word) => library.rarity(word))) / 2;
  return [{ text, passageId: id, sourceIds: [], weight }];
}

function lookUp(
  gathering: Gathering,
  { text, sourceIds, weight }: FollowUp,
  rest: readonly string[],
): readonly { readonly hit: PassageHit; readonly strength: number }[] {
  if (sourceIds.length > 0) {
    const hits = inScope(gathering, sourceIds).flatMap((id) => searchSource(gathering, id, { text, limit: 1 }));
    return hits.map((hit) => ({ hit, strength: 1 }));
  }
  const query = `"${text}" ${rest.join(" ")}`;
  const limit = passagesPerUntitledLead;
  const hits = gathering.library.search({ ...gathering.scope, query, limit, diversity: 0, quotedOnly: true });
  // The weight of a name without a title is at most a half.
  const strength = untitledStrength * Math.min(1, weight * 2);
  return hits.filter((hit) => hit.text.includes(text)).map((hit) => ({ hit, strength }));
}

/**
 * The words of the query that a passage does not have. One that the query has inside a name and outside of it too must
 * stand outside the name in the passage: "born" in "Natural Born Killers" says nothing about a birth.
 */
function uncovered({ parsed, sets }: Gathering, hit: PassageHit): readonly string[] {
  const named = new Set(parsed.names.flat());
  const twice = parsed.rest.filter((word) => named.has(word) && sets.has(hit, word));
  const outside = twice.length === 0 ? "" : withoutNames(`${hit.sourceTitle}\n${hit.text}`, parsed.names);
  return parsed.words.filter((word) => {
    return !sets.has(hit, word) || (twice.includes(word) && !outside.includes(` ${word} `));
  });
}

function withoutNames(text: string, names: readonly (readonly string[])[]): string {
  const words = ` ${indexText(text).replaceAll(" ", "  ")} `;
  return names.reduce((rest, name) => rest.replaceAll(` ${name.join("  ")} `, " "), words);
}
