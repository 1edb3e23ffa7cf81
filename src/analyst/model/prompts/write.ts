import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Brief } from "../../analyst.ts";
import { dataBlock } from "../data-block.ts";
import { briefText, bullets } from "./brief-text.ts";
import { houseRules } from "./house-rules.ts";

/** Rules of writing that section and summary share. */
export const writingRules = `- Every sentence that states something ends with the ids it rests on, before the full stop: "… rose to $82.0 billion [@e3; @e5]." A sentence may say only what its cited evidence says. No sentence is without a citation, also no sentence that only leads over to the next.
- Numbers stand with unit and period, as precise as in the evidence, never more; round them only where the genre asks for it. You may compute differences, sums, shares and growth from cited numbers; then both numbers stand in the same sentence and are cited.
- Say who says it where sources disagree or only one source says it, by the name or kind of the source. Sources with the same sign in "independent" depend on each other and count once.
- Plain, exact sentences in the language of the report; no filler ("it is important to note"), no praise, no repetition, no advice nobody asked for, no mention of evidence ids in words.
- What your evidence does not say may be missing only in it: do not write that something is not known or not given, nor that a value is the highest of all unless you cite all the values.
- Markdown paragraphs, and lists or tables where they are clearer. No headings, no addresses, no pictures, no HTML, no footnotes.`;

const task = `${houseRules}

Your step: write one section of the report from its evidence.
- Begin with the finding, then the evidence for it, then what it means for the question: contrasts, causes, consequences that the evidence itself supports.
${writingRules}
- Place each visual once, where the text speaks of it, as a line of its own: ::visual{#v1}. Its numbers are already in it: interpret them, do not read them out. Do not draw tables of numbers that a visual shows.

Answer with the Markdown of the section only.`;

const deckForm = `The section is one slide. Write a list of two to five items and nothing else: one sentence an item, at most 25 words. The first states the point of the slide, with its number where it has one, in at most 18 words; the others prove it. Do not place a visual: it stands beside the list.`;

/** Asks for the Markdown of one section; with `isDeck` for the bullets of a slide. */
export function writePrompt(input: {
  readonly brief: Brief;
  readonly method: string;
  readonly title: string;
  readonly purpose: string;
  /** Of all sections, in order: every section then begins with the same words, which caches know. */
  readonly titles: readonly string[];
  readonly evidence: string;
  readonly conflicts: readonly string[];
  readonly visuals: readonly string[];
  readonly words: number;
  readonly isDeck: boolean;
}): readonly ModelMessage[] {
  const { brief, method, title, purpose, titles, evidence, conflicts, visuals, words, isDeck } = input;
  const parts = [
    `${method}${briefText(brief)}`,
    titles.length > 1
      ? `Sections of the report, each with its own part of what it must contain:\n${bullets(titles)}`
      : "",
    `Your section: ${title}${purpose === "" ? "" : `\nIts purpose: ${purpose}`}`,
    evidence,
    conflicts.length > 0 ? `Sources disagree on:\n${dataBlock("data", {}, bullets(conflicts))}` : "",
    visuals.length > 0 ? `Visuals to place:\n${dataBlock("data", {}, bullets(visuals))}` : "",
    isDeck ? deckForm : `About ${words} words; fewer if the evidence says less.`,
  ];
  return [textMessage("system", task), textMessage("user", parts.filter(Boolean).join("\n\n"))];
}
