import {
  type Block,
  type Chart,
  type Figure,
  type ResolvedReport,
  type Table,
  walkCitations,
} from "../../report/index.ts";
import { printable } from "../format.ts";
import type { Claim } from "./claims.ts";
import { cutText, lineCount } from "./fit.ts";
import { fitsTitle, toHeadline } from "./headline.ts";
import { belowTable, boxes, sizes } from "./layout.ts";
import { fitList, thoseThatFit } from "./lists.ts";
import { notesFor } from "./notes.ts";
import { plainText, type Slide, type SlideText } from "./slide.ts";
import { sourceRuns, toSlideText } from "./slide-text.ts";
import { strongest } from "./strongest.ts";
import { tableParts } from "./table-slides.ts";
import { chartFacts } from "./takeaways.ts";

/** What a slide shows besides words. */
export type Visual = Chart | Figure | Table;

const mostTakeaways = 4;

/** Tables, figures and charts in reading order, out of lists and quotes too. */
export function visualsOf(blocks: readonly Block[]): readonly Visual[] {
  return blocks.flatMap((block): readonly Visual[] => {
    if (block.type === "table" || block.type === "figure" || block.type === "chart") return [block];
    if (block.type === "list") return block.items.flatMap(visualsOf);
    return block.type === "quote" || block.type === "callout" ? visualsOf(block.children) : [];
  });
}

/** What a visual is planned with. */
export interface VisualPlan {
  readonly kicker: string;
  readonly resolved: ResolvedReport;
  /** Claims that rest on the visual's evidence, best first; then what else the section says. */
  readonly claims: readonly Claim[];
  /** What the writer made the headline. */
  readonly lead?: Claim;
  /** Titles of the deck so far. */
  readonly taken: ReadonlySet<string>;
}

/** The slides of a visual, and the claims that stand on them in full. */
export function visualSlides(
  visual: Visual,
  plan: VisualPlan,
): { readonly slides: readonly Slide[]; readonly said: readonly Claim[] } {
  const headClaim = plan.lead ?? headlineClaim(visual, plan);
  const title = headClaim?.text ?? describe(visual, plan.resolved) ?? [{ text: plan.kicker }];
  const others = plan.claims.filter((claim) => claim !== headClaim);
  const head = { kicker: plan.kicker, ...toHeadline(title) };
  const { body, takeaways } =
    visual.type === "table" ? tableBodies(visual, others, plan) : pictureBody(visual, others, plan);
  const said = [...(headClaim ? [headClaim] : []), ...takeaways];
  const evidenceIds = [...evidenceOf(visual)];
  const words = visual.type === "table" ? plainText(toSlideText(visual.caption, plan.resolved)) : visual.alt;
  const notes = notesFor(said, plan.resolved, { lines: [words], evidenceIds });
  return { slides: body.map((one) => ({ ...head, body: one, notes })), said };
}

/**
 * A claim that rests on the same evidence; else any claim of its section, for a caption only names what is shown, unless
 * a chart's description says what it shows and fits.
 */
function headlineClaim(visual: Visual, { claims, taken }: VisualPlan): Claim | undefined {
  const evidenceIds = evidenceOf(visual);
  const related = claims.filter((claim) => claim.evidenceIds.some((id) => evidenceIds.has(id)));
  const saysItself = visual.type === "chart" && fitsTitle([{ text: visual.alt }]);
  return strongest(related, taken) ?? (saysItself ? undefined : strongest(claims, taken));
}

function pictureBody(visual: Chart | Figure, claims: readonly Claim[], { resolved }: VisualPlan) {
  const facts = visual.type === "chart" ? chartFacts(visual, resolved) : [];
  const takeaways = thoseThatFit([...claims, ...facts].slice(0, mostTakeaways), boxes.takeaways, sizes.takeaways);
  const parts = {
    caption: captionOf(visual, resolved),
    takeaways: fitList(takeaways, boxes.takeaways, sizes.takeaways),
  };
  const body =
    visual.type === "chart"
      ? { type: "chart" as const, chart: visual, ...parts }
      : { type: "figure" as const, figure: visual, ...parts };
  return { body: [body], takeaways };
}

/** A table of one part leaves room below it; a split one fills its slides. */
function tableBodies(table: Table, claims: readonly Claim[], { resolved }: VisualPlan) {
  const parts = tableParts(table, resolved);
  const [only] = parts;
  const box = belowTable(only?.heights.reduce((sum, height) => sum + height, 0) ?? 0);
  const takeaways = parts.length === 1 ? thoseThatFit(claims.slice(0, mostTakeaways), box, sizes.takeaways) : [];
  const list = fitList(takeaways, box, sizes.takeaways);
  return { body: parts.map((part) => ({ type: "table" as const, table: part, takeaways: list })), takeaways };
}

/** What a visual says in a sentence: a chart's own description where it fits, else the caption. */
function describe(visual: Visual, resolved: ResolvedReport): SlideText | undefined {
  const alt = visual.type === "chart" ? [{ text: printable(visual.alt).replace(/\s+/gu, " ").trim() }] : [];
  if (plainText(alt) !== "" && fitsTitle(alt)) return alt;
  const caption = toSlideText(visual.caption, resolved);
  return plainText(caption).trim() === "" ? undefined : caption;
}

/**
 * Label, caption, credit and sources, on two lines: first the words give way, then the sources, which the notes list in
 * full.
 */
function captionOf(visual: Chart | Figure, resolved: ResolvedReport): SlideText {
  const label = resolved.numbered.get(visual.id)?.label;
  const lead = label ? [{ text: `${label}: `, bold: true }] : [];
  const cited = visual.type === "chart" ? sourceRuns([...evidenceOf(visual)], resolved) : [];
  const all = trimEnd(toSlideText(visual.caption, resolved));
  const words = trimEnd(all.filter((run) => cited.length === 0 || run.link?.type !== "source"));
  const origin = originOf(visual, cited, resolved);
  const tail = origin.length > 0 ? [{ text: /[\p{L}\p{N})]$/u.test(plainText(words)) ? ". " : " " }, ...origin] : [];
  const least = [...lead, ...words].slice(0, 1);
  const shownTail = longestStart(tail, (start) => fitsCaption([...least, ...start]));
  return [...lead, ...cutText(words, (text) => fitsCaption([...lead, ...text, ...shownTail])), ...shownTail];
}

/** Where a visual comes from: the sources of a chart's points, or the credit of a picture. */
function originOf(visual: Chart | Figure, cited: SlideText, { labels }: ResolvedReport): SlideText {
  if (cited.length > 0) return [{ text: `${labels.source}: ` }, ...cited];
  if (visual.type !== "figure" || !visual.credit) return [];
  const credit = [{ text: `${labels.credit}: ${printable(visual.credit)}` }];
  return cutText(credit, (text) => lineCount(text, boxes.caption.width, { size: sizes.small }) <= 1);
}

const fitsCaption = (text: SlideText): boolean =>
  lineCount(text, boxes.caption.width, { size: sizes.small }) <= captionLines;

const captionLines = 2;

/** As many runs as fit, with a sign where some were left out. */
function longestStart(text: SlideText, fits: (text: SlideText) => boolean): SlideText {
  if (fits(text)) return text;
  const starts = text.map((_, index) => [...text.slice(0, index), { text: "…" }]);
  return starts.findLast(fits) ?? [];
}

function trimEnd(text: SlideText): SlideText {
  return text.map((run, index) => (index === text.length - 1 ? { ...run, text: run.text.trimEnd() } : run));
}

/** The evidence that a visual shows. */
export function evidenceOf(visual: Visual): ReadonlySet<string> {
  return new Set(walkCitations([visual]));
}
