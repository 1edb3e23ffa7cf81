import type { ResolvedReport } from "../../report/index.ts";
import { evidenceText } from "../evidence-text.ts";
import { formatLocator, printable } from "../format.ts";
import type { Claim } from "./claims.ts";
import { listSize } from "./fit.ts";
import { clauseTitle, fitsTitle, titleWords, toHeadline } from "./headline.ts";
import { boxes, sizes } from "./layout.ts";
import { fitList } from "./lists.ts";
import { notesFor } from "./notes.ts";
import type { Slide, SlideText } from "./slide.ts";
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
  /** Titles of the deck so far. */
  readonly taken: ReadonlySet<string>;
}

/** Claims as slides of bullets under the strongest of them. */
export function bulletSlides(claims: readonly Claim[], place: BulletPlace): readonly Slide[] {
  if (claims.length === 0) return [];
  const { kicker, resolved } = place;
  const lead = place.title ? undefined : (strongest(claims, place.taken) ?? opening(claims, place.taken));
  const others = lead ? claims.filter((claim) => claim !== lead) : claims;
  const bullets = others.length > 0 ? others : lead ? proof(lead, resolved) : claims;
  const title = place.title ?? lead?.text ?? clauseTitle(claims[0]?.text ?? []) ?? [{ text: kicker }];
  return pages(bullets).map((page, index) => ({
    kicker,
    ...toHeadline(title),
    body: { type: "bullets" as const, list: fitList(page, boxes.body, sizes.bullets) },
    notes: notesFor(index === 0 && lead ? [lead, ...page] : page, resolved),
  }));
}

/** The first claim, evidence or not, where it fits a title that is still free. */
function opening(claims: readonly Claim[], taken: ReadonlySet<string>): Claim | undefined {
  return claims.slice(0, 1).find((claim) => fitsTitle(claim.text) && !taken.has(titleWords(claim.text)));
}

/** A claim that stands alone in its title is followed by the words of its evidence. */
function proof(claim: Claim, resolved: ResolvedReport): readonly Claim[] {
  const quotes = claim.evidenceIds.flatMap((id): Claim[] => {
    const evidence = resolved.evidence.get(id);
    if (!evidence) return [];
    const place = formatLocator(evidence.locator, resolved.labels);
    const text = `${printable(evidenceText(evidence, longestQuote))}${place === "" ? "" : ` (${printable(place)})`} `;
    return [{ text: [{ text }, ...citationRuns([id], resolved)], evidenceIds: [id], targetIds: [] }];
  });
  return quotes.length > 0 ? quotes.slice(0, mostBullets) : [claim];
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
