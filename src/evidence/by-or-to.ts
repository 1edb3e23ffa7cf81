/** Whether a number tells by how much something changed, or to what. */
import { directionOf } from "./direction.ts";
import { type FoundQuantity, findQuantities } from "./quantities.ts";
import { sameQuantity } from "./same-quantity.ts";

type Way = "by" | "to";

const nearly =
  "(?:about|around|roughly|some|nearly|almost|over|more than|rund|etwa|fast|mehr als|environ|plus de|unos|casi|más de)";
const leads: readonly (readonly [way: Way, pattern: RegExp])[] = [
  ["by", new RegExp(`(?<!\\p{L})(?:by|um|met|de|del|en|en un|un|with|на|بنسبة|بمقدار)\\s(?:${nearly}\\s)?$`, "iu")],
  [
    "to",
    new RegExp(
      `(?<!\\p{L})(?:to|auf|à|hasta|до|إلى|naar)\\s(?:a (?:record|total) (?:of )?)?(?:${nearly}\\s)?$|[至到]$`,
      "iu",
    ),
  ],
  // "Rose 5 %": verbs whose bare number is the change.
  [
    "by",
    new RegExp(
      `(?<!\\p{L})(?:rose|risen|grew|grown|fell|fallen|increased|decreased|declined|dropped|climbed|gained|jumped|slid|sank)\\s(?:${nearly}\\s)?$|(?:增长|上升|增加|提高|上涨|下降|减少|降低|下跌)了?$`,
      "iu",
    ),
  ],
];
const leadCharacters = 40;

/** "De 5 à 10 millions": where a change begins. */
const origin = { lead: /(?<!\p{L})del?\s$/iu, rest: /^\s(?:\p{L}+\s){0,3}(?:à|a|hasta)\s/iu };

function wayOf(text: string, { start, end }: FoundQuantity): Way | undefined {
  const lead = text.slice(Math.max(0, start - leadCharacters), start);
  if (origin.lead.test(lead) && origin.rest.test(text.slice(end))) return undefined;
  return leads.find(([, pattern]) => pattern.test(lead))?.[0];
}

/**
 * A number that the claim takes for the size of a change and the evidence for what it led to, or the other way.
 *
 * Contract: undefined unless both tell of a rise or a fall, and where the evidence has the number in the claim's way or
 * in one that no word shows.
 */
export function changeForLevel(claim: string, sentence: string, language?: string): string | undefined {
  if ([claim, sentence].some((text) => directionOf(text) === "none")) return undefined;
  const options = { spelled: true, ...(language && { language }) };
  const told = findQuantities(sentence, options);
  const wrong = findQuantities(claim, options).find((own) => {
    const way = wayOf(claim, own);
    const same = told.filter((other) => sameQuantity(own, other, { rounded: "first", ignoreSign: true }));
    const ways = same.map((other) => wayOf(sentence, other));
    return way !== undefined && same.length > 0 && ways.every((other) => other !== undefined && other !== way);
  });
  return wrong?.text;
}
