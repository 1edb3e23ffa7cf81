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

/**
 * Who, when and how much of each dated matter in one sentence a matter: "Kove IO, Inc. (December 2018)".
 *
 * Contract: at least two named matters or nothing; the newest come first, as a reader asks for them.
 */
export function matterSentences(views: readonly EvidenceView[], brief: Brief): readonly Sentence[] {
  const phrases = phrasesFor(brief.language);
  const named = grouped(views).flatMap((group) => {
    const [lead] = group;
    const text = group.map(textOf).join(" ");
    const name = lead && matterName(textOf(lead));
    const began = lead && openingDate(textOf(lead), lead.source.language);
    if (!name || !began) return [];
    const when = dateText(began, { language: brief.language, phrases });
    const [amount] = stakesIn(text);
    const details = [when, ...(amount ? [amount] : [])].join(phrases.comma);
    return [{ label: fill(phrases.matter, { name, details }), ids: group.map(({ evidence }) => evidence.id), amount }];
  });
  if (named.length < 2) return [];
  // A matter with an amount weighs more than one without; among equals the newer.
  const shown = new Set(
    [...named]
      .reverse()
      .sort((a, b) => Number(!a.amount) - Number(!b.amount))
      .slice(0, maxNamed),
  );
  const [first, ...others] = named
    .filter((matter) => shown.has(matter))
    .map(({ label, ids }) => ({ text: label, evidenceIds: ids }));
  return first
    ? [{ ...first, text: fill(phrases.matters, { matter: first.text, topic: topicOf(brief) }) }, ...others]
    : [];
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
