import { ReducedValue, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import { intents } from "../src/analyst/index.ts";
import { failureCodes } from "../src/errors.ts";

const ids = z.array(z.string());
const list = <Item extends z.ZodType>(item: Item) => z.array(item).default(() => []);

/** Keeps first occurrences in order: parallel branches merge by set union because ids derive from content. */
const union = (current: readonly string[], next: readonly string[]): string[] => [...new Set([...current, ...next])];
const idSet = () =>
  new ReducedValue(
    ids.default(() => []),
    { inputSchema: ids.readonly(), reducer: union },
  );

const toolCall = z.object({ tool: z.string(), input: z.record(z.string(), z.unknown()).readonly() });

const subQuestion = z.object({
  id: z.string(),
  question: z.string(),
  intent: z.enum(intents),
  queries: ids.readonly(),
  entities: ids.readonly(),
  topics: ids.readonly(),
  visual: z.exactOptional(z.enum(["chart", "table", "figure"])),
  calls: z.exactOptional(z.array(toolCall).readonly()),
});

const clarification = z.object({
  id: z.string(),
  question: z.string(),
  why: z.exactOptional(z.string()),
  options: z.exactOptional(ids.readonly()),
  assumed: z.string(),
});

const gap = z.object({ subQuestionId: z.string(), reason: z.string(), queries: ids.readonly() });

const failure = z.object({
  stage: z.string(),
  target: z.string(),
  code: z.enum(failureCodes),
  message: z.string(),
});

/**
 * What travels through the research graph: ids and small values only. Passages, pages and drafts live in the run
 * folder and the library; ten supersteps with page texts in state would leave some 130 MB of checkpoints.
 */
export const ResearchState = new StateSchema({
  question: z.string(),
  /** What is put to the user before the plan is made. */
  clarifications: list(clarification),
  subQuestions: list(subQuestion),
  sourceIds: idSet(),
  evidenceIds: idSet(),
  failures: new ReducedValue(list(failure), {
    inputSchema: z.array(failure).readonly(),
    reducer: (current, next) => [...current, ...next],
  }),
  gaps: list(gap),
  round: z.number().default(0),
  /** How much of what the user added meanwhile was taken in. */
  additionCount: z.number().default(0),
  /** What ended the search before its end, in a sentence; the first limit met stands, empty when none was. */
  searchEnd: new ReducedValue(z.string().default(""), {
    inputSchema: z.string(),
    reducer: (current, next) => current || next,
  }),
  /** Of a briefing: sources as earlier runs read them, and whether the report was compared with the last one. */
  knownIds: ids.default(() => []),
  isCompared: z.boolean().default(false),
  sectionIds: ids.default(() => []),
  visualIds: ids.default(() => []),
  draftIds: idSet(),
  /** Sub-questions without any evidence; they make the report partial. */
  unansweredIds: ids.default(() => []),
  revision: z.number().default(0),
  problemCount: z.number().default(0),
  artifacts: ids.default(() => []),
  renderings: z.number().default(0),
  faultCount: z.number().default(0),
});

/** Input of one `gather` branch: one sub-question. Branches run at once and see nothing of each other. */
export const GatherState = new StateSchema({
  subQuestion,
  queries: ids,
  /** Calls of the user's tools; made in the first round that looks outside only. */
  calls: list(toolCall),
  /** Looks into what was read and nowhere else: the first round of a follow-up. */
  within: z.boolean().default(false),
  sourceIds: ids,
});

/** Input of one `draft` branch: one section. It sees its own evidence only, which it loads by itself. */
export const DraftState = new StateSchema({ sectionId: z.string() });

/** Input of one `digest` branch: one chapter of the document that slides are made of. */
export const DigestState = new StateSchema({ chapterId: z.string() });

/** State of an inquiry: how many steps were taken, and the pictures that the user gave. */
export const InquiryState = new StateSchema({
  hopCount: z.number().default(0),
  givenIds: ids.default(() => []),
  isDone: z.boolean().default(false),
});
