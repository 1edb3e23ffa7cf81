import { containmentIn } from "./containment.ts";
import { holds, wordPattern } from "./word-pattern.ts";

/** Words that leave out all others; before a number, a date or another measure they only call it little. */
const little =
  "(?!\\s(?:[\\p{Sc}\\d]|a\\s|an\\s|one|two|three|half|few|recent*|slight*|part*|small*|minor|modest*|limited|some|about|in\\s\\d|since|after|when|if|until|ein*|zwei|drei|wenig*|un\\s|une\\s|deux|trois|una\\s|dos|tres|poco*))";
const exclusive = wordPattern(
  `(?<!(?:not|nicht|pas|no)\\s)(?:only|solely|exclusively|nur|ausschließlich|allein|uniquement|exclusivement|seulement|solamente|únicamente|exclusivamente|sólo|فقط)${little}`,
  "只有|仅有|唯独",
);
/** Any word by which evidence may leave out others. */
const anyExclusion = wordPattern(
  "only|sole*|exclusiv*|single|just|alone|no other|nothing else|nobody else|no one else|but|except*|apart from|other than|unless|until|limited|restricted|unique*|nur|ausschließlich*|allein*|einzig*|außer|lediglich|bloß|uniquement|exclusi*|seul*|que|sauf|solamente|únic*|sólo|solo|salvo|excepto|فقط|إلا|سوى|وحد*",
  "只|仅|唯|除",
);

/** From this share of a claim's words on a sentence says the rest of it. */
const sameMatterFrom = 0.75;

/**
 * The word by which a claim leaves out all others where the evidence does not: "only adults may enter".
 *
 * Contract: undefined for "only 5", which calls a number little.
 */
export function inventedExclusion(claim: string, sentence: string): string | undefined {
  const word = claim.match(exclusive)?.[0];
  if (word === undefined || holds(sentence, anyExclusion)) return undefined;
  return containmentIn(claim.replace(exclusive, " "), [sentence]).single >= sameMatterFrom ? word : undefined;
}
