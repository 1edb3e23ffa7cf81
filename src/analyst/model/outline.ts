import { z } from "zod";
import type { Conflict } from "../../report/index.ts";
import type { Analyst, Brief, Outline, OutlineSection, VisualRequirement } from "../analyst.ts";
import { evidenceWords, type Handled, handled, idsOf, shortList } from "./evidence-list.ts";
import { fitting } from "./fitting.ts";
import { answerOf, type Helm, methodOf } from "./helm.ts";
import { ownWordsOf } from "./own-words.ts";
import { briefWords } from "./prompts/brief-text.ts";
import { outlinePrompt } from "./prompts/outline.ts";

/** Sections at most. */
export const mostSections: Readonly<Record<Brief["length"], number>> = { brief: 3, standard: 6, deep: 10 };
const mostFor = ({ deck, length }: Brief): number => deck?.sections ?? mostSections[length];

const visual = z.object({
  form: z.enum(["chart", "table", "figure"]),
  mark: z.enum(["bar", "line", "point"]).optional().catch(undefined),
  title: z.string().max(200),
  evidence: z.array(z.string()),
});

const answer = z.object({
  title: z.string().min(1).max(200),
  summary: z.array(z.string()).catch([]),
  sections: z
    .array(
      z.object({
        title: z.string().min(1).max(160),
        purpose: z.string().max(800).catch(""),
        subQuestions: z.array(z.string()).catch([]),
        evidence: z.array(z.string()),
        visuals: z.array(visual).catch([]),
      }),
    )
    .min(1),
});

/**
 * Sections bound to evidence by the model; names that were not given are left out, and so are sections without any.
 *
 * Contract: titles and purposes cite nothing, so those that are a stranger's words instead of being about the question are
 * replaced by the words of the plan.
 */
export function outlineWith(helm: Helm): Analyst["outline"] {
  return async (input) => {
    const { brief, plan, evidence, conflicts, gaps } = input;
    if (evidence.length === 0) return helm.embedded.outline(input);
    const given = handled(fitting(evidence, "plan", helm));
    const messages = outlinePrompt({
      brief,
      method: methodOf(brief.skill, helm),
      subQuestions: plan.subQuestions,
      evidence: shortList(given),
      conflicts: conflicts.map(conflictLine),
      gaps: gaps.map(({ reason }) => reason),
      most: mostFor(brief),
      isDeck: brief.deck !== undefined,
    });
    const value = await answerOf({ role: "plan", stage: "outline", messages, maxOutputTokens: 4_000 }, answer, helm);
    const outline = value && toOutline(withinPlan(value, input), given, brief);
    return outline && outline.sections.length > 0 ? outline : helm.embedded.outline(input);
  };
}

type Answer = z.output<typeof answer>;

/** The answer with every uncited word in it held against where it may come from. */
function withinPlan(value: Answer, { brief, plan, evidence }: Parameters<Analyst["outline"]>[0]): Answer {
  // The headlines of slides are what the user's own document says; that is what was asked for.
  if (brief.deck !== undefined) return value;
  const planned = plan.subQuestions.flatMap(({ question, topics, entities }) => [question, ...topics, ...entities]);
  const material = evidence.map(evidenceWords);
  const trusted = [...briefWords(brief), ...planned];
  const own = ownWordsOf({ trusted, material });
  const wide = ownWordsOf({ trusted, material, mayRecur: true });
  const sections = value.sections.map((section) => {
    const about = plan.subQuestions.find(({ id }) => section.subQuestions.includes(id)) ?? plan.subQuestions[0];
    const plain = (about?.topics[0] ?? about?.question ?? brief.question).slice(0, 120);
    const visuals = section.visuals.map((one) => ({ ...one, title: wide.mayStand(one.title) ? one.title : plain }));
    const title = wide.mayStand(section.title) ? section.title : plain;
    return { ...section, title, purpose: own.mayStand(section.purpose) ? section.purpose : "", visuals };
  });
  return { ...value, title: own.mayStand(value.title) ? value.title : brief.question.slice(0, 200), sections };
}

/** A disagreement in one line. */
export function conflictLine({ topic, positions }: Conflict): string {
  return `${topic}: ${positions.map(({ statement, clusters }) => `${statement} (${clusters} independent)`).join(" / ")}`;
}

function toOutline(value: Answer, given: Handled, brief: Brief): Outline {
  const sections = value.sections.slice(0, mostFor(brief)).flatMap((section, index) => {
    const made = toSection(section, `s${index + 1}`, given);
    return made.evidenceIds.length > 0 ? [made] : [];
  });
  // The summary may cite all that the sections cite; what carries the answer comes first.
  const rest = sections.flatMap(({ evidenceIds }) => evidenceIds);
  // Slides of a document carry its own title.
  const title = brief.deck ? brief.question : value.title;
  return { title, summaryEvidenceIds: [...new Set([...idsOf(value.summary, given), ...rest])], sections };
}

function toSection(
  { title, purpose, subQuestions, evidence, visuals }: Answer["sections"][number],
  id: string,
  given: Handled,
): OutlineSection {
  const requirements = visuals
    .slice(0, 2)
    .map((one, index) => toRequirement(one, `${id}-${one.form}-${index + 1}`, given));
  const own = idsOf(evidence, given);
  return {
    id,
    title,
    purpose,
    subQuestionIds: subQuestions,
    evidenceIds: [...new Set([...own, ...requirements.flatMap(({ evidenceIds }) => evidenceIds)])],
    visuals: requirements.filter(({ evidenceIds }) => evidenceIds.length > 0),
  };
}

function toRequirement(
  { form, mark, title, evidence }: z.output<typeof visual>,
  id: string,
  given: Handled,
): VisualRequirement {
  return { id, role: "evidence", form, title, evidenceIds: idsOf(evidence, given), ...(mark ? { mark } : {}) };
}
