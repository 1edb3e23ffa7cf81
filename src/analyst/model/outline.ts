import { z } from "zod";
import { contentStems } from "../../evidence/index.ts";
import type { Conflict } from "../../report/index.ts";
import type { Analyst, Brief, Outline, OutlineSection, VisualRequirement } from "../analyst.ts";
import { withinContract } from "../outline-contract.ts";
import { dataLine } from "./data-block.ts";
import { contentText, evidenceWords, type Handled, handled, idsOf, shortList } from "./evidence-list.ts";
import { fitting } from "./fitting.ts";
import { answerOf, type Helm, methodOf, tellUseless } from "./helm.ts";
import { ownWordsOf } from "./own-words.ts";
import { briefText, briefWords } from "./prompts/brief-text.ts";
import { outlinePrompt } from "./prompts/outline.ts";

/** Sections that a report of each length may have. */
export const mostSections: Readonly<Record<Brief["length"], number>> = { brief: 3, standard: 6, deep: 10 };

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
        id: z.string().optional().catch(undefined),
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
 * Contract: titles and purposes cite nothing, so titles that are a stranger's words instead of being about the question,
 * and purposes that say more than the subject's words and how to write of them, are replaced by the words of the plan.
 */
export function outlineWith(helm: Helm): Analyst["outline"] {
  return async (input) => {
    const { brief, plan, evidence, conflicts, gaps } = input;
    if (evidence.length === 0) return helm.embedded.outline(input);
    const disputes = conflictLines(conflicts);
    const method = await methodOf(brief, "outline", helm);
    const missing = gaps.slice(0, maxGaps).map(({ reason }) => dataLine(reason, 240));
    const asked = plan.subQuestions.map(({ question }) => question);
    const beside = [briefText(brief), method, ...asked, ...disputes, ...missing].join("\n");
    const given = handled(fitting(evidence, "plan", { ...helm, beside }));
    const messages = outlinePrompt({
      brief,
      method,
      subQuestions: plan.subQuestions,
      evidence: shortList(given),
      conflicts: disputes,
      gaps: missing,
      most: mostSectionsOf(brief),
      isDeck: brief.deck !== undefined,
    });
    const value = await answerOf({ role: "plan", stage: "outline", messages, maxOutputTokens: 4_000 }, answer, helm);
    const outline = value && toOutline(withinPlan(value, input, given), given, brief);
    if (outline?.sections.length === 0) tellUseless("plan", "outline", helm);
    if (!outline || outline.sections.length === 0) return helm.embedded.outline(input);
    return withinContract(await completed(outline, input, helm), brief);
  };
}

type Answer = z.output<typeof answer>;

/** The answer with every uncited word in it held against where it may come from. */
function withinPlan(value: Answer, { brief, plan, evidence }: OutlineInput, given: Handled): Answer {
  if (brief.deck !== undefined) return withinDocument(value, { plan, evidence }, given);
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
    const purpose = wide.mayGuide(section.purpose) ? section.purpose : askedIn(section, plan);
    return { ...section, title, purpose, visuals };
  });
  return { ...value, title: own.mayStand(value.title) ? value.title : brief.question.slice(0, 200), sections };
}

/** What a section is for in the words of the plan: the questions that it answers. */
function askedIn({ subQuestions }: Answer["sections"][number], plan: OutlineInput["plan"]): string {
  return plan.subQuestions.flatMap(({ id, question }) => (subQuestions.includes(id) ? [question] : [])).join(" ");
}

/** Share of a headline's words that its own evidence must have. */
const leastTold = 0.6;

/**
 * Slides are called by the document's own headings: a headline of the model is taken where the evidence of its slide
 * says it, and where it is not a sentence of a stranger. What a writer shall establish is the heading.
 */
function withinDocument(
  value: Answer,
  { plan, evidence }: Pick<OutlineInput, "plan" | "evidence">,
  given: Handled,
): Answer {
  const byId = new Map(evidence.map((view) => [view.evidence.id, view]));
  const headings = plan.subQuestions.map(({ question }) => question);
  const own = ownWordsOf({ trusted: headings, material: evidence.map(evidenceWords) });
  const sections = value.sections.map((section, index) => {
    const about = plan.subQuestions.find(({ id }) => section.subQuestions.includes(id)) ?? plan.subQuestions[index];
    const plain = (about?.question ?? plan.subQuestions[0]?.question ?? "").slice(0, 160);
    const views = idsOf(section.evidence, given).flatMap((id) => byId.get(id) ?? []);
    const words = new Set(views.flatMap((view) => contentStems(contentText(view.evidence))));
    const isTold = (text: string): boolean => {
      const stems = contentStems(text);
      return stems.filter((stem) => words.has(stem)).length >= leastTold * stems.length && own.mayRemark(text);
    };
    const visuals = section.visuals.map((one) => ({ ...one, title: isTold(one.title) ? one.title : plain }));
    return { ...section, title: isTold(section.title) ? section.title : plain, purpose: plain, visuals };
  });
  return { ...value, sections };
}

type OutlineInput = Parameters<Analyst["outline"]>[0];

function mostSectionsOf({ deck, length, outline: contract }: Brief): number {
  if (deck) return deck.sections;
  const wanted = Math.max(mostSections[length], (contract?.sections?.length ?? -1) + 1);
  return Math.min(wanted, contract?.maxSections ?? wanted);
}

/** What the genre demands and the model left out, as the embedded analyst has it: the table at the beginning, sections. */
async function completed(outline: Outline, input: Parameters<Analyst["outline"]>[0], helm: Helm): Promise<Outline> {
  const { overview, sections: required = [] } = input.brief.outline ?? {};
  const isTabled = outline.sections[0]?.visuals.some(({ form }) => form === "table") === true;
  const forgotten = required.filter(({ purpose }) => !outline.sections.some(({ id }) => id === purpose));
  if ((overview !== "first" || isTabled) && forgotten.length === 0) return outline;
  const { sections: embedded } = await helm.embedded.outline(input);
  const table = overview === "first" && !isTabled ? embedded.filter(({ purpose }) => purpose === "overview") : [];
  const added = embedded.filter(({ id }) => forgotten.some(({ purpose }) => purpose === id));
  return { ...outline, sections: [...table, ...outline.sections, ...added] };
}

/** Gaps that a prompt tells; more of them would crowd out the evidence. */
export const maxGaps = 20;

const maxConflicts = 15;

/** Disagreements in one line each, the first ones only. */
export function conflictLines(conflicts: readonly Conflict[]): readonly string[] {
  return conflicts.slice(0, maxConflicts).map(({ topic, positions }) => {
    const told = positions.map(({ statement, clusters }) => `${dataLine(statement, 120)} (${clusters} independent)`);
    return dataLine(`${topic}: ${told.join(" / ")}`, 500);
  });
}

function toOutline(value: Answer, given: Handled, brief: Brief): Outline {
  const ids = idsOfSections(value.sections, brief);
  const sections = value.sections.slice(0, mostSectionsOf(brief)).flatMap((section, index) => {
    const made = toSection(section, ids[index] ?? `s${index + 1}`, given);
    return made.evidenceIds.length > 0 ? [made] : [];
  });
  // The summary may cite all that the sections cite; what carries the answer comes first.
  const rest = sections.flatMap(({ evidenceIds }) => evidenceIds);
  // Slides of a document carry its own title.
  const title = brief.deck ? brief.question : value.title;
  return { title, summaryEvidenceIds: [...new Set([...idsOf(value.summary, given), ...rest])], sections };
}

/** The purpose that a section says it serves, once each; the others are numbered. */
function idsOfSections(sections: Answer["sections"], { outline }: Brief): readonly string[] {
  const purposes = (outline?.sections ?? []).map(({ purpose }) => purpose);
  const asked = sections.map(({ id }) => id);
  return asked.map((id, index) =>
    id !== undefined && purposes.includes(id) && asked.indexOf(id) === index ? id : `s${index + 1}`,
  );
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
