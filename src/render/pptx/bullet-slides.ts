import type { ResolvedReport } from "../../report/index.ts";
import { evidenceText } from "../evidence-text.ts";
import { formatLocator, printable } from "../format.ts";
import type { Claim } from "./claims.ts";
import { listSize } from "./fit.ts";
import { clauseTitle, fitsTitle, titleWords, toHeadline } from "./headline.ts";
import { boxes, sizes } from "./layout.ts";
import { fitList } from "./lists.ts";
import { notesFor } from "./notes.ts";
import { plainText, type Slide, type SlideText } from "./slide.ts";
import { citationRuns } from "./slide-text.ts";
import { strongest } from "./strongest.ts";

/** A slide makes one point with at most so many bullets. */
const mostBullets = 5;
/** Claims share a slide while they fit at this size. */
const sharedSize = 16;
const longestQuote = 300;

/** Where bullets stand; `title` names a list that makes no claim of its own. */
export interface BulletPlace {
  readonly kicker: string;
  readonly resolved: ResolvedReport;
  readonly title?: SlideText;
  /** What the writer made the headline, where it is among the claims. */
  readonly lead?: Claim;
  /** Titles of the deck so far. */
  readonly taken: ReadonlySet<string>;
}

/** Claims as slides of bullets under the strongest of them. */
export function bulletSlides(claims: readonly Claim[], place: BulletPlace): readonly Slide[] {
  if (claims.length === 0) return [];
  const { kicker, resolved } = place;
  const given = place.lead && claims.includes(place.lead) ? place.lead : undefined;
  const best = place.title ? undefined : (given ?? strongest(claims, place.taken) ?? opening(claims, place.taken));
  const others = claims.filter((claim) => claim !== best);
  const shown = best && others.length === 0 ? proof(best, resolved) : others;
  // A claim that quotes its evidence would stand on the slide twice: it is the bullet, under the section's name.
  const lead = best && others.length === 0 && shown.length === 0 ? undefined : best;
  const bullets = lead ? shown : claims;
  const title = place.title ?? lead?.text ?? (best ? undefined : openingClause(claims, place)) ?? [{ text: kicker }];
  return pages(bullets).map((page, index) => ({
    kicker,
    ...toHeadline(title),
    body: { type: "bullets" as const, list: fitList(page, boxes.body, sizes.bullets) },
    notes: notesFor(index === 0 && lead ? [lead, ...page] : page, resolved),
  }));
}

/** The first clauses of a claim too long for a title; of one that is the title of another slide they would repeat it. */
function openingClause([first]: readonly Claim[], { taken }: BulletPlace): SlideText | undefined {
  return first && !taken.has(titleWords(first.text)) ? clauseTitle(first.text) : undefined;
}

/** The first claim, evidence or not, where it fits a title that is still free. */
function opening(claims: readonly Claim[], taken: ReadonlySet<string>): Claim | undefined {
  return claims.slice(0, 1).find((claim) => fitsTitle(claim.text) && !taken.has(titleWords(claim.text)));
}

/** A claim that stands alone in its title is followed by the words of its evidence, as far as it does not quote them. */
function proof(claim: Claim, resolved: ResolvedReport): readonly Claim[] {
  const said = bareWords(plainText(claim.text));
  const quotes = claim.evidenceIds.flatMap((id): Claim[] => {
    const evidence = resolved.evidence.get(id);
    if (!evidence) return [];
    if (evidence.content.type === "quote" && said.includes(bareWords(evidence.content.exact))) return [];
    const place = formatLocator(evidence.locator, resolved.labels);
    const words = evidenceText(evidence, { language: resolved.report.language, longest: longestQuote });
    const text = `${printable(words)}${place === "" ? "" : ` (${printable(place)})`} `;
    return [{ text: [{ text }, ...citationRuns([id], resolved)], evidenceIds: [id], targetIds: [] }];
  });
  return quotes.slice(0, mostBullets);
}

/** Letters and digits alone, to compare what two texts say. */
function bareWords(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** Claims by slide, spread evenly: at most five, and no more than fit at a readable size. */
function pages(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const perPage = Math.ceil(claims.length / Math.ceil(claims.length / mostBullets));
  const result: Claim[][] = [];
  for (const claim of claims) {
    const page = result.at(-1);
    const texts = [...(page ?? []), claim].map((one) => one.text);
    if (page && page.length < perPage && listSize(texts, boxes.body, [sharedSize]) !== undefined) page.push(claim);
    else result.push([claim]);
  }
  return result;
}
