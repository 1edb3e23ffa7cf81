import type { ResolvedReport } from "../../report/index.ts";
import { evidenceText } from "../evidence-text.ts";
import { formatLocator, printable } from "../format.ts";
import type { Claim } from "./claims.ts";
import { listSize } from "./fit.ts";
import { fitsTitle, toHeadline } from "./headline.ts";
import { boxes, sizes } from "./layout.ts";
import { fitList } from "./lists.ts";
import { notesFor } from "./notes.ts";
import { plainText, type Slide, type SlideText } from "./slide.ts";
import { citationRuns } from "./slide-text.ts";

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
}

/** Claims as slides of bullets under the strongest of them. */
export function bulletSlides(claims: readonly Claim[], { kicker, resolved, title }: BulletPlace): readonly Slide[] {
  if (claims.length === 0) return [];
  const lead = title ? undefined : leadClaim(claims);
  // A lead that fits the title in full is said there; one that had to be cut is said in full below it.
  const others = lead && fitsTitle(lead.text) ? claims.filter((claim) => claim !== lead) : claims;
  const bullets = others.length > 0 ? others : lead ? proof(lead, resolved) : claims;
  return pages(bullets).map((page, index) => ({
    kicker,
    ...toHeadline(title ?? lead?.text ?? [{ text: kicker }]),
    body: { type: "bullets" as const, list: fitList(page, boxes.body, sizes.bullets) },
    notes: notesFor(index === 0 && lead && !page.includes(lead) ? [lead, ...page] : page, resolved),
  }));
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

/** The first claim with evidence and a number that fits a title; else the first with evidence that fits; else the first. */
function leadClaim(claims: readonly Claim[]): Claim | undefined {
  const fitting = claims.filter((claim) => fitsTitle(claim.text) && claim.evidenceIds.length > 0);
  return (
    fitting.find((claim) => /\p{N}/u.test(plainText(claim.text.filter((run) => run.link?.type !== "source")))) ??
    fitting[0] ??
    claims[0]
  );
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
