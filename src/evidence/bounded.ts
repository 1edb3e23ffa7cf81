/** What a sentence says of a number beside its value: that it is a bound, what each has, what all have together. */
import { type FoundQuantity, findQuantities } from "./quantities.ts";
import { sameQuantity } from "./same-quantity.ts";

type Bound = "above" | "below" | "least" | "exact";

const bounds: readonly (readonly [bound: Bound, pattern: RegExp])[] = [
  [
    "least",
    /(?<!\p{L})(?:at least|no (?:less|fewer) than|a minimum of|mindestens|wenigstens|au moins|al menos|por lo menos|على الأقل)\s$|(?:至少|不少于)$/iu,
  ],
  [
    "above",
    /(?<!\p{L})(?:more than|over|above|exceed(?:s|ed|ing)|upwards of|mehr als|über|plus de|más de|أكثر من)\s$|(?:超过|多于)$/iu,
  ],
  [
    "below",
    /(?<!\p{L})(?:less than|fewer than|under|below|(?<!(?:rose|risen|went|grew|climbed|jumped)\s)up to|at most|no more than|a maximum of|nearly|almost|just short of|weniger als|unter|bis zu|höchstens|fast|knapp|moins de|jusqu['’]à|au plus|presque|près de|menos de|hasta|como máximo|casi|أقل من|ما يقرب من)\s$|(?:不到|少于|至多|将近)$/iu,
  ],
];
const leadCharacters = 24;

function boundOf(text: string, { start }: FoundQuantity): Bound {
  const lead = text.slice(Math.max(0, start - leadCharacters), start);
  return bounds.find(([, pattern]) => pattern.test(lead))?.[0] ?? "exact";
}

/** How a number is spread over those who have it. */
type Spread = "each" | "total" | "unsaid";

const each =
  /^[^.;,]{0,30}?(?<!\p{L})(?:each|apiece|per (?!cent)\p{L}+|pro \p{L}+|je|jeweils|chacune?s?|par personne|cada un[oa]|لكل)(?!\p{L})|^[^。，]{0,8}每/iu;
const eachBefore =
  /(?<!\p{L})(?:each|every|jede[rs]?|jeweils|je|chaque|chacune?|cada)(?!\p{L})[^.;,\p{N}]{0,30}$|每[^。，]{0,8}$/iu;
const total =
  /^[^.;,]{0,30}?(?<!\p{L})(?:in total|altogether|combined|in all|together|insgesamt|zusammen|au total|ensemble|en total|en conjunto|إجمالا)(?!\p{L})/iu;
const totalBefore =
  /(?<!\p{L})(?:a total of|totall?ing|together|combined|insgesamt|zusammen|au total|un total de|en total|إجمالي)(?!\p{L})[^.;,\p{N}]{0,24}$|(?:共计|总共|合计|一共)[^。，]{0,8}$/iu;

function spreadOf(text: string, { start, end }: FoundQuantity): Spread {
  const [lead, after] = [text.slice(0, start), text.slice(end)];
  const isEach = each.test(after) || eachBefore.test(lead);
  const isTotal = total.test(after) || totalBefore.test(lead);
  return isEach === isTotal ? "unsaid" : isEach ? "each" : "total";
}

/** What a claim says of one of its numbers that the evidence says otherwise. */
export interface NumberFault {
  readonly number: string;
  readonly isOpposite: boolean;
}

/**
 * A number of the claim that bounds where the evidence counts, or the other way, or that each has instead of all.
 *
 * Contract: undefined for numbers of other value, and where the evidence says the number once in the claim's way.
 */
export function otherwiseBounded(claim: string, sentence: string, language?: string): NumberFault | undefined {
  const options = { spelled: true, ...(language && { language }) };
  const told = findQuantities(sentence, options);
  for (const own of findQuantities(claim, options)) {
    const same = told.filter((other) => other.value === own.value && sameQuantity(own, other));
    if (same.length === 0) continue;
    const [bound, spread] = [boundOf(claim, own), spreadOf(claim, own)];
    const [found = "exact"] = same.map((other) => boundOf(sentence, other)).filter((other) => !agree(bound, other));
    const isBounded = same.every((other) => !agree(bound, boundOf(sentence, other)));
    const isSpread =
      spread !== "unsaid" &&
      same.every((other) => spreadOf(sentence, other) !== "unsaid" && spreadOf(sentence, other) !== spread);
    if (isBounded || isSpread)
      return { number: own.text, isOpposite: isSpread || (bound !== "exact" && found !== "exact") };
  }
  return undefined;
}

/** "At least 5" follows from 5 and from more than 5. */
function agree(own: Bound, told: Bound): boolean {
  return own === told || (own === "least" && told !== "below");
}
