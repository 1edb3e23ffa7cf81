import type { Brief, EvidenceView } from "../analyst.ts";
import { dateText } from "./amounts.ts";
import { facetsOf } from "./facets.ts";
import { matterName, openingDate, stakesIn } from "./matters.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import type { Sentence } from "./sentence.ts";

const maxNamed = 5;

/** Whether a quote opens a dated matter: it stands at the beginning of its paragraph and begins with a date. */
export function isMatterLead({ evidence: { content }, source }: EvidenceView): boolean {
  return (
    content.type === "quote" &&
    content.prefix.trim() === "" &&
    openingDate(content.exact, source.language) !== undefined
  );
}

/** The main matters of a list: who and when as parts of one sentence, and what is at stake as one item a matter. */
export interface MatterSummary {
  readonly parts: readonly Sentence[];
  readonly stakes: readonly Sentence[];
}

interface NamedMatter {
  readonly name: string;
  readonly when: string;
  readonly lead: EvidenceView;
  readonly stake: Sentence | undefined;
}

/**
 * "Kove IO, Inc. (December 2018), …", and "Kove IO, Inc.: $517 million in damages".
 *
 * Contract: at least two named matters or nothing; those with an amount first, then the newest; printed by date.
 */
export function summariseMatters(views: readonly EvidenceView[], brief: Brief): MatterSummary | undefined {
  const phrases = phrasesFor(brief.language);
  const named = grouped(views).flatMap((group) => namedMatter(group, brief) ?? []);
  if (named.length < 2) return undefined;
  const weighed = [...named].reverse().sort((a, b) => Number(!a.stake) - Number(!b.stake));
  const shown = new Set(weighed.slice(0, maxNamed));
  const main = named.filter((matter) => shown.has(matter));
  const parts = main.map(({ name, when, lead }, index) => {
    const matter = fill(phrases.matter, { name, details: when });
    const text = index === 0 ? fill(phrases.matters, { matter, topic: topicOf(brief) }) : matter;
    return { text, evidenceIds: [lead.evidence.id] };
  });
  return { parts, stakes: main.flatMap(({ stake }) => stake ?? []) };
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
  return {
    name,
    lead,
    when: dateText(began, { language: brief.language, phrases }),
    stake: stake && {
      text: fill(phrases.named, { source: name, quote: stake.text }),
      evidenceIds: [lead.evidence.id, stake.view.evidence.id],
    },
  };
}

const topicOf = (brief: Brief): string => facetsOf(brief.question, brief.language, []).topics[0] ?? "";

/** Each lead with the quotes that follow it. */
function grouped(views: readonly EvidenceView[]): readonly (readonly EvidenceView[])[] {
  const groups: EvidenceView[][] = [];
  for (const view of views) {
    if (isMatterLead(view)) groups.push([view]);
    else groups.at(-1)?.push(view);
  }
  return groups;
}

const textOf = ({ evidence: { content } }: EvidenceView): string => (content.type === "quote" ? content.exact : "");
