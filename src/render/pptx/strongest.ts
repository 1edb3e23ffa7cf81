import type { Claim } from "./claims.ts";
import { fitsTitle, titleWords } from "./headline.ts";
import { plainText } from "./slide.ts";

/**
 * The claim that makes the best title: it has evidence, fits in full, and is not the title of another slide; among those
 * the first that gives a number in words of its own, else the first that is no bare quotation, else the first. None
 * that begins by naming a figure or table ("Figure 1 shows …"): the slide shows it.
 */
export function strongest(claims: readonly Claim[], taken: ReadonlySet<string>): Claim | undefined {
  const fitting = claims.filter(
    (claim) => claim.evidenceIds.length > 0 && fitsTitle(claim.text) && !taken.has(titleWords(claim.text)),
  );
  const telling = fitting.filter((claim) => claim.text[0]?.link?.type !== "block");
  const own = telling.filter((claim) => !/^["“„«「]/u.test(words(claim)));
  return own.find((claim) => /\p{N}/u.test(words(claim))) ?? own[0] ?? telling[0];
}

/** What a claim says without its citation marks, whose numbers are no figures. */
function words(claim: Claim): string {
  return plainText(claim.text.filter((run) => run.link?.type !== "source"));
}
