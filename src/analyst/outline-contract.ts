import type { Brief, Outline, OutlineContract, OutlineSection, RequiredSection } from "./analyst.ts";

/**
 * Holds an outline to what its genre asks, whoever made it: required sections in their order behind those of the
 * question, as many sections as allowed, and as many visuals, the first before others.
 *
 * Contract: makes nothing up; a section that nothing was found for is not there. Where sections are too many, those of
 * the question stay before those of the genre, and an overview that lost its table goes.
 */
export function withinContract(outline: Outline, { outline: contract, language }: Brief): Outline {
  if (!contract) return outline;
  const { sections: required = [], maxSections } = contract;
  const places = new Map(required.map(({ purpose }, index) => [purpose, index]));
  const placeOf = ({ id, subQuestionIds }: OutlineSection): number =>
    Math.max(-1, ...[id, ...subQuestionIds.slice(0, 1)].map((name) => places.get(name) ?? -1));
  const ordered = outline.sections
    .map((section) => ({ section, place: placeOf(section) }))
    .sort((a, b) => a.place - b.place)
    .map(({ section }) => section);
  return { ...outline, sections: withVisuals(ordered.slice(0, maxSections), contract).map(named) };

  function named(section: OutlineSection): OutlineSection {
    const one = required.find(({ purpose }) => purpose === section.id);
    return one ? { ...section, title: titleOf(one, language) } : section;
  }
}

function withVisuals(sections: readonly OutlineSection[], contract: OutlineContract): readonly OutlineSection[] {
  let left = contract.maxVisuals ?? Number.POSITIVE_INFINITY;
  return sections.flatMap((section): readonly OutlineSection[] => {
    const visuals = section.visuals.slice(0, left);
    left -= visuals.length;
    return section.purpose === "overview" && visuals.length === 0 ? [] : [{ ...section, visuals }];
  });
}

/** The heading of a required section in a language; that of English, or the first, where the genre has none. */
export function titleOf({ title }: RequiredSection, language: string): string {
  if (typeof title === "string") return title;
  const [tag = ""] = language.toLowerCase().split("-");
  return title[tag] ?? title.en ?? Object.values(title)[0] ?? "";
}

/** What a genre asks, in sentences for who plans or outlines. Empty when it asks nothing. */
export function contractText({ outline: contract, language }: Pick<Brief, "outline" | "language">): string {
  if (!contract) return "";
  const { overview, maxSections, maxVisuals, sections = [] } = contract;
  const needed = sections.map((one) => `- ${one.purpose}: "${titleOf(one, language)}" (${one.topics.join(", ")})`);
  const lines = [
    overview === "first" ? "The first section shows a table of the numbers to compare, whenever there are any." : "",
    overview === "never" ? "There is no section that tables all numbers." : "",
    maxSections === undefined ? "" : `At most ${maxSections} section${maxSections === 1 ? "" : "s"}.`,
    maxVisuals === undefined
      ? ""
      : `At most ${maxVisuals} chart${maxVisuals === 1 ? "" : "s"}, tables and figures in all.`,
    needed.length === 0
      ? ""
      : `Needed where the evidence allows it, in this order, after what the question itself asks; the first word is the id:\n${needed.join("\n")}`,
  ].filter(Boolean);
  return lines.length > 0 ? `The genre demands:\n${lines.join("\n")}` : "";
}
