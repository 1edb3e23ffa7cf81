import {
  type Block,
  type Conflict,
  disclosure,
  inlinesOf,
  type ResolvedReport,
  type Section,
  textOf,
  walkCitations,
} from "../../report/index.ts";
import { formatDate, printable } from "../format.ts";
import { lineHeight } from "../text-metrics.ts";
import { bulletSlides } from "./bullet-slides.ts";
import { type Claim, claimsOf, isPointer } from "./claims.ts";
import { cutText, lineCount } from "./fit.ts";
import { distinctTitles, fitsTitle, titleWords, toHeadline } from "./headline.ts";
import { boxes, sizes } from "./layout.ts";
import { plainText, type Slide, type SlideText } from "./slide.ts";
import { citationRuns } from "./slide-text.ts";
import { sourceSlides } from "./source-slides.ts";
import { evidenceOf, type Visual, visualSlides, visualsOf } from "./visual-slides.ts";

/** Claims that rest on no visual's evidence: so few go beside the section's visuals, more get slides of their own. */
const mostBesideVisuals = 3;

/**
 * Plans the deck: title, summary, sections, conflicts, limitations, verification, sources.
 *
 * Contract: pure and deterministic; every slide has a distinct title of at most two lines, a claim where the section
 * makes one; everything fits its box at 12 points or more; what does not fit goes to the next slide or to the notes.
 */
export function toSlides(resolved: ResolvedReport): readonly Slide[] {
  const { report, appendices, labels } = resolved;
  const deck: Deck = { resolved, taken: new Set() };
  return distinctTitles([
    coverSlide(resolved),
    ...summarySlides(report.summary, labels.summary, deck),
    ...report.sections.flatMap((section) => sectionSlides(section, deck)),
    ...appendices.flatMap((section) => appendixSlides(section, deck)),
    ...sourceSlides(resolved),
  ]);
}

/** What planning remembers from slide to slide: a claim is the headline of one slide only. */
interface Deck {
  readonly resolved: ResolvedReport;
  readonly taken: Set<string>;
}

/**
 * A remark and the table below it are slides of their own: what a briefing leads with is not mixed with its answer. What
 * the remark cites makes the headlines, its last paragraph the line above them; the table shows the rest.
 */
function summarySlides(blocks: readonly Block[], heading: string, deck: Deck): readonly Slide[] {
  const [remark, table, ...answer] = blocks;
  if (remark?.type !== "callout" || table?.type !== "table") return groupSlides(blocks, heading, deck);
  const told = remark.children.filter((block) => [...walkCitations([block])].length > 0);
  const last = remark.children.at(-1);
  const line = last && !told.includes(last) ? textOf(inlinesOf(last)).trim() : "";
  return [
    ...groupSlides([{ ...remark, children: told }, table], line === "" ? heading : line, deck),
    ...groupSlides(answer, heading, deck),
  ];
}

function coverSlide(resolved: ResolvedReport): Slide {
  const { report, labels } = resolved;
  const written = disclosure(report, labels).join(" ");
  const created = `${labels.created}: ${formatDate(report.created, report.language)}`;
  const title = printable(report.title).replace(/\s+/gu, " ").trim();
  return {
    kicker: "",
    ...coverTitle(title === "" ? labels.summary : title),
    body: {
      type: "title",
      question: coverQuestion(
        report.question === report.title
          ? originOf(resolved)
          : `${labels.question}: ${printable(report.question).trim()}`,
      ),
      details: [created, written],
    },
    notes: printable(
      [title, report.question === report.title ? originOf(resolved) : `${labels.question}: ${report.question}`, written]
        .filter((line) => line !== "")
        .join("\n"),
    ),
  };
}

/** Of slides of one document: who wrote it, when, and where it is. */
function originOf({ bibliography, labels, report }: ResolvedReport): string {
  const [only, ...more] = bibliography;
  if (!only || more.length > 0) return "";
  const { authors, published, url, path = "" } = only.source;
  const parts = [authors.slice(0, 4).join(", "), published ? formatDate(published, report.language) : "", url ?? path];
  return `${labels.source}: ${printable(parts.filter((part) => part !== "").join(", "))}`;
}

/** The report's title as large as it fits its box, cut only when it does not fit at the smallest size. */
function coverTitle(text: string): Pick<Slide, "title" | "titleSize"> {
  const { width, height } = boxes.coverTitle;
  const fits = (title: SlideText, size: number): boolean =>
    lineCount(title, width, { size, bold: true }) * size * lineHeight <= height;
  const smallest = sizes.cover.at(-1) ?? 20;
  const title = cutText([{ text }], (cut) => fits(cut, smallest));
  return { title, titleSize: sizes.cover.find((size) => fits(title, size)) ?? smallest };
}

function coverQuestion(text: string): string {
  const { width, height } = boxes.coverQuestion;
  const most = Math.floor(height / (sizes.small * lineHeight));
  return plainText(cutText([{ text }], (cut) => lineCount(cut, width, { size: sizes.small }) <= most));
}

/** The slides of a section and of those below it, in order. */
export function sectionSlides(section: Section, deck: Deck): readonly Slide[] {
  const number = deck.resolved.sectionNumbers.get(section.id);
  const kicker = number === undefined ? section.title : `${number} ${section.title}`;
  return [
    ...groupSlides(section.blocks, kicker, deck),
    ...section.sections.flatMap((child) => sectionSlides(child, deck)),
  ];
}

/** The slides of blocks under one heading: each visual with the claims it shows, the other claims as bullets. */
export function groupSlides(blocks: readonly Block[], heading: string, { resolved, taken }: Deck): readonly Slide[] {
  const place = { kicker: printable(heading), resolved, taken };
  const claims = claimsOf(blocks, resolved).filter((claim) => !isPointer(claim));
  const visuals = visualsOf(blocks);
  const said = new Set<Claim>();
  const claimsFor = sharing(visuals, claims);
  const lead = leadOf(blocks, claims, taken);
  const pictured = visuals.flatMap((visual) => {
    const open = claimsFor(visual).filter((claim) => !said.has(claim));
    const planned = visualSlides(visual, { ...place, claims: open, ...(lead && !said.has(lead) && { lead }) });
    for (const claim of planned.said) said.add(claim);
    for (const slide of planned.slides) taken.add(plainText(slide.title));
    return planned.slides;
  });
  const rest = claims.filter((claim) => !said.has(claim));
  const bullets = bulletSlides(rest, { ...place, ...(lead && { lead }) }).map((slide) =>
    withoutEcho(slide, place.kicker),
  );
  for (const slide of bullets) taken.add(plainText(slide.title));
  return leadsIn(rest[0], claims, blocks, resolved) ? [...bullets, ...pictured] : [...pictured, ...bullets];
}

/** A section of one list and its visuals was written as a slide: its first point is the headline. */
function leadOf(blocks: readonly Block[], claims: readonly Claim[], taken: ReadonlySet<string>): Claim | undefined {
  const [only, ...more] = blocks.filter((block) => visualsOf([block]).length === 0);
  const [first] = claims;
  if (only?.type !== "list" || more.length > 0 || !first || first.evidenceIds.length === 0) return undefined;
  return fitsTitle(first.text) && !taken.has(titleWords(first.text)) ? first : undefined;
}

/** Whether a claim stands before the first visual. */
function leadsIn(
  claim: Claim | undefined,
  claims: readonly Claim[],
  blocks: readonly Block[],
  resolved: ResolvedReport,
) {
  const first = blocks.findIndex((block) => visualsOf([block]).length > 0);
  const before = claimsOf(blocks.slice(0, Math.max(0, first)), resolved).filter((one) => !isPointer(one));
  return claim !== undefined && claims.indexOf(claim) < before.length;
}

/** Which claims each visual may show: those on its evidence, and where only a few rest on none, those too. */
function sharing(visuals: readonly Visual[], claims: readonly Claim[]): (visual: Visual) => readonly Claim[] {
  const free = claims.filter((claim) => !visuals.some((visual) => restsOn(claim, visual)));
  const beside = free.length <= mostBesideVisuals ? free : [];
  const reserved = tableHeadlines(visuals, claims, beside);
  const kept = new Set(reserved.values());
  return (visual) => {
    const own = beside.filter((claim) => !kept.has(claim) || reserved.get(visual) === claim);
    return [...claims.filter((claim) => restsOn(claim, visual)), ...own];
  };
}

/** A table's caption only names it, so a table without a claim of its own gets one of the section's as its headline. */
function tableHeadlines(
  visuals: readonly Visual[],
  claims: readonly Claim[],
  free: readonly Claim[],
): ReadonlyMap<Visual, Claim> {
  const bare = visuals.filter((visual) => visual.type === "table" && !claims.some((claim) => restsOn(claim, visual)));
  const telling = free.filter((claim) => claim.evidenceIds.length > 0 && fitsTitle(claim.text));
  return new Map(bare.flatMap((visual, index) => (telling[index] ? [[visual, telling[index]] as const] : [])));
}

function restsOn(claim: Claim, visual: Visual): boolean {
  const evidenceIds = evidenceOf(visual);
  return claim.evidenceIds.some((id) => evidenceIds.has(id));
}

/** What the report ends with: a list under its own name, anything else under its first sentence. */
function appendixSlides(section: Section, { resolved, taken }: Deck): readonly Slide[] {
  const name = printable(section.title);
  const named = section.blocks[0]?.type === "list";
  const place = named ? { kicker: "", title: [{ text: name }] } : { kicker: name };
  const claims = claimsOf(section.blocks, resolved);
  const visuals = visualsOf(section.blocks).flatMap((visual) => {
    const { slides } = visualSlides(visual, { kicker: name, resolved, taken, claims: [] });
    const title = section.id === "conflicts" ? conflictTitle(resolved) : undefined;
    return title ? slides.map((slide) => ({ ...slide, ...toHeadline(title) })) : slides;
  });
  return [...bulletSlides(claims, { ...place, resolved, taken }), ...visuals.map((slide) => withoutEcho(slide, name))];
}

/** A single conflict is its own headline: the topic and what each side says. */
function conflictTitle(resolved: ResolvedReport): SlideText | undefined {
  const [conflict, ...more] = resolved.report.conflicts;
  if (!conflict || more.length > 0) return undefined;
  const title = sides(conflict, resolved);
  return fitsTitle(title) ? title : undefined;
}

function sides({ topic, positions }: Conflict, resolved: ResolvedReport): SlideText {
  return positions.flatMap(({ statement, evidenceIds }, index) => [
    { text: `${index === 0 ? `${printable(topic)}: ` : " / "}${printable(statement)} ` },
    ...citationRuns(evidenceIds, resolved),
  ]);
}

/** A kicker that says the same as the title says it twice. */
function withoutEcho(slide: Slide, name: string): Slide {
  return plainText(slide.title) === name ? { ...slide, kicker: "" } : slide;
}
