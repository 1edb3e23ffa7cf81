import type { Block } from "../../report/index.ts";
import type { Brief, EvidenceView, Intent } from "../analyst.ts";
import { dateText } from "./amounts.ts";
import { facetsOf } from "./facets.ts";
import { matterName, openingDate, stakesIn } from "./matters.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { listOf, paragraphOf, type Sentence } from "./sentence.ts";

const maxNamed = 8;

/** Questions that a list of dated matters answers. */
const listIntents: ReadonlySet<Intent> = new Set<Intent>(["what", "when", "who", "over-time"]);

/** Whether a question may be answered by a list of matters: one for an amount, a cause or a way is not. */
export function wantsMatters({ intents }: Pick<Brief, "intents">): boolean {
  return intents.every((intent) => listIntents.has(intent));
}

/** Whether a quote opens a dated matter: it stands at the beginning of its paragraph and begins with a date. */
export function isMatterLead({ evidence: { content }, source }: EvidenceView): boolean {
  return (
    content.type === "quote" &&
    content.prefix.trim() === "" &&
    openingDate(content.exact, source.language) !== undefined
  );
}

interface NamedMatter {
  readonly stake: string | undefined;
  readonly sentences: readonly Sentence[];
}

/**
 * The main matters as a list that a colon opens: "Kove IO, Inc. (December 2018): $517 million in damages", and what
 * happened after the amount was named.
 *
 * Contract: at least two named matters or nothing, and nothing where the question asks for something else; those with an
 * amount first, then the newest; printed by date; what is told of a matter stands in the source that opens it.
 */
export function matterSummary(views: readonly EvidenceView[], brief: Brief): readonly Block[] {
  if (!wantsMatters(brief)) return [];
  const named = grouped(views).flatMap((group) => namedMatter(group, brief) ?? []);
  if (named.length < 2) return [];
  const weighed = [...named].reverse().sort((a, b) => Number(!a.stake) - Number(!b.stake));
  const shown = new Set(weighed.slice(0, maxNamed));
  const opening = fill(phrasesFor(brief.language).matters, { topic: topicOf(brief) });
  return [
    ...paragraphOf([{ text: opening, evidenceIds: [] }]),
    ...listOf(named.filter((matter) => shown.has(matter)).map(({ sentences }) => sentences)),
  ];
}

function namedMatter(group: readonly EvidenceView[], brief: Brief): NamedMatter | undefined {
  const phrases = phrasesFor(brief.language);
  const [lead] = group;
  const name = lead && matterName(textOf(lead));
  const began = lead && openingDate(textOf(lead), lead.source.language);
  if (!lead || !name || !began) return undefined;
  const [stake] = group.flatMap((view) =>
    stakesIn(textOf(view))
      .slice(0, 1)
      .map((text) => ({ text, view })),
  );
  const matter = fill(phrases.matter, { name, details: dateText(began, { language: brief.language, phrases }) });
  const first = {
    text: stake ? fill(phrases.named, { source: matter, quote: stake.text }) : matter,
    evidenceIds: [lead.evidence.id, ...(stake ? [stake.view.evidence.id] : [])],
  };
  const later = stake ? group.slice(group.indexOf(stake.view) + 1) : group.slice(1);
  const states = later.map((view) => ({
    text: `${phrases.open}${textOf(view)}${phrases.close}`,
    evidenceIds: [view.evidence.id],
  }));
  return { stake: stake?.text, sentences: [first, ...states.slice(-1)] };
}

const topicOf = (brief: Brief): string => facetsOf(brief.question, brief.language, []).topics[0] ?? "";

/** Each lead with the quotes that follow it. */
function grouped(views: readonly EvidenceView[]): readonly (readonly EvidenceView[])[] {
  const groups: EvidenceView[][] = [];
  for (const view of views) {
    const open = groups.at(-1);
    if (isMatterLead(view)) groups.push([view]);
    else if (open?.[0]?.source.id === view.source.id) open.push(view);
  }
  return groups;
}

const textOf = ({ evidence: { content } }: EvidenceView): string => (content.type === "quote" ? content.exact : "");
