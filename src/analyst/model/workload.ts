import { type ModelMessage, type ModelProfile, type ModelRole, textTokens } from "../../models/index.ts";
import type { Brief, SubQuestion } from "../analyst.ts";
import { maxLines, tokensPerLine } from "./fitting.ts";
import { mostSections } from "./outline.ts";
import { mostSubQuestions } from "./plan.ts";
import { assessPrompt } from "./prompts/assess.ts";
import { briefPrompt } from "./prompts/brief.ts";
import { judgePrompt } from "./prompts/judge.ts";
import { outlinePrompt } from "./prompts/outline.ts";
import { planPrompt } from "./prompts/plan.ts";
import { readPrompt } from "./prompts/read.ts";
import { revisePrompt } from "./prompts/revise.ts";
import { summarisePrompt } from "./prompts/summarise.ts";
import { writePrompt } from "./prompts/write.ts";
import { passageLimits, quoteLimits, tokensPerCall } from "./read.ts";
import { sectionWords } from "./write.ts";

/** What is known before a run, or after its plan, of how much there is to do. */
export interface Task {
  readonly question: string;
  readonly length: Brief["length"];
  /** Of a plan that was made; estimated before. */
  readonly subQuestions?: number;
  /** Tokens of all text at hand; infinite where the web is searched. */
  readonly corpusTokens: number;
  /** Titles that the planner will be shown. */
  readonly titles: number;
  /** Whether documents with pictures are likely, and a model that sees them. */
  readonly pictures: boolean;
  /** Context of the model that reads. */
  readonly readerTokens: number;
  readonly searches: boolean;
}

/** Calls of one stage that one role makes, with the tokens of each. */
export interface Workload {
  readonly stage: string;
  readonly role: ModelRole;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Planners and outliners use about this share of what they may give. */
const usedShare = 2 / 3;
/** A passage of 1,000 characters with its tag. */
const passageTokens = 330;
const quoteTokens = 90;
const titleTokens = 15;
/** A word of a report with its share of citations and punctuation. */
const tokensPerWord = 1.8;
/** What the sizes of an answer are, measured on counted runs: JSON of brief, plan, assessment, outline and verdicts. */
const answers = { brief: 150, plan: 130, assess: 60, outline: 250, look: 120, verdicts: 300, edits: 200 } as const;
/** The genre's instructions. */
const methodTokens = 300;
/** A picture of 2,048 pixels by the coarsest rule of counting. */
const pictureTokens = 2_500;

/**
 * The calls that the model analyst will probably make, in the order of the stages.
 *
 * Contract: pure; prompts are measured, not guessed, what fills them is estimated from the limits that the verbs keep.
 */
export function workloadOf(task: Task): readonly Workload[] {
  const { length, corpusTokens, searches } = task;
  const subQuestions = task.subQuestions ?? Math.round(mostSubQuestions[length] * usedShare);
  const sections = Math.min(Math.round(mostSections[length] * usedShare), Math.max(1, subQuestions));
  const reading = Math.min(passageLimits[length] * passageTokens, corpusTokens);
  const batches = Math.max(1, Math.ceil(reading / tokensPerCall(task.readerTokens)));
  const quotes = Math.max(1, Math.min(quoteLimits[length] * batches, Math.round(reading / passageTokens)));
  const lines = Math.min(maxLines, subQuestions * quotes);
  const bases = promptTokens(task);
  const listed = lines * tokensPerLine;
  const perSection = Math.ceil(lines / sections);
  const words = Math.min(sectionWords[length], perSection * 30);
  const load = (
    stage: string,
    role: ModelRole,
    calls: number,
    inputTokens: number,
    outputTokens: number,
  ): Workload => ({
    stage,
    role,
    calls,
    inputTokens: Math.round(inputTokens),
    outputTokens: Math.round(outputTokens),
  });
  const rounds = searches ? 2 : 1;
  return [
    load("brief", "plan", 1, bases.brief, answers.brief),
    load("plan", "plan", 1, bases.plan + Math.min(60, task.titles) * titleTokens, answers.plan * subQuestions),
    load("gather", "read", subQuestions * batches, bases.read + reading / batches, (quotes / batches) * 60),
    ...(task.pictures ? [load("gather", "look", subQuestions, 700 + pictureTokens, answers.look)] : []),
    load("assess", "plan", rounds, bases.assess + listed, answers.assess),
    load("outline", "plan", 1, bases.outline + listed, answers.outline + lines * 3),
    load("draft", "write", sections, bases.write + perSection * quoteTokens, words * tokensPerWord),
    load("compose", "write", 1, bases.summarise + sections * words * tokensPerWord + lines * quoteTokens * 0.6, 250),
    load("verify", "judge", 1, bases.judge + 1_500, answers.verdicts),
    load("patch", "write", 1, bases.revise + 800, answers.edits),
  ].filter(({ calls }) => calls > 0);
}

/** Tokens of each prompt with the question and nothing else in it. */
function promptTokens({ question, length }: Task): Bases {
  const brief: Brief = {
    question,
    language: "en",
    length,
    skill: "",
    audience: "",
    intents: [],
    assumptions: [],
    checks: [],
  };
  const subQuestions: readonly SubQuestion[] = [];
  const none: readonly string[] = [];
  const of = (messages: readonly ModelMessage[]): number =>
    messages.reduce(
      (sum, { parts }) =>
        sum + parts.reduce((all, part) => all + (part.type === "text" ? textTokens(part.text) : 0), 8),
      0,
    );
  return {
    brief: of(briefPrompt({ question, language: "en", skills: [] })) + 400,
    plan: of(planPrompt({ brief, method: "", titles: none, moreTitles: 0, most: 1, today: "" })) + methodTokens,
    read: of(readPrompt({ subQuestion: question, question, lookFor: none, passages: "", most: 1 })),
    assess: of(assessPrompt({ brief, subQuestions, evidence: "", round: 0 })) + 200,
    outline:
      of(
        outlinePrompt({
          brief,
          method: "",
          subQuestions,
          evidence: "",
          conflicts: none,
          gaps: none,
          most: 1,
          isDeck: false,
        }),
      ) + methodTokens,
    write:
      of(
        writePrompt({
          brief,
          method: "",
          title: question,
          purpose: question,
          titles: none,
          evidence: "",
          conflicts: none,
          visuals: none,
          words: 1,
          isDeck: false,
        }),
      ) + methodTokens,
    summarise: of(summarisePrompt({ brief, method: "", sections: "", evidence: "", gaps: none })) + methodTokens,
    judge: of(judgePrompt("")),
    revise: of(revisePrompt("")),
  };
}

interface Bases {
  readonly brief: number;
  readonly plan: number;
  readonly read: number;
  readonly assess: number;
  readonly outline: number;
  readonly write: number;
  readonly summarise: number;
  readonly judge: number;
  readonly revise: number;
}

/** Tokens that a model of this profile thinks in one call before it writes. */
export function thoughtTokens({ thinking }: ModelProfile): number {
  return thinking === "always" ? 1_500 : 0;
}
