import type { Failure } from "./errors.ts";
import type { Support } from "./report/index.ts";

/** The stages of all graphs, as events name them. */
export type StageName =
  | "brief"
  | "clarify"
  | "plan"
  | "recheck"
  | "open"
  | "digest"
  | "gather"
  | "assess"
  | "outline"
  | "illustrate"
  | "draft"
  | "compose"
  | "condense"
  | "verify"
  | "patch"
  | "compare"
  | "render"
  | "inspect";

/**
 * How a run ended: `partial` made a report that lists its gaps or lacks a format, `failed` made none, `stopped` can go on.
 */
export type Outcome = "complete" | "partial" | "failed" | "stopped";

/** Stages at which a run stops for the user's word: answers to what is unclear, or approval of the plan. */
export type WaitingStage = "clarify" | "approve";

/** What models used: cached tokens are part of the input. An unknown price makes the whole cost unknown. */
export interface Spending {
  readonly calls: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | "unknown";
}

/** What the models of a run used, in total and by `stage/role`. */
export interface RunUsage extends Spending {
  readonly parts: Readonly<Record<string, Spending>>;
}

/** What happened in a run. The command line, the log, server-sent events and MCP progress all read this one union. */
export type RunEvent =
  | { type: "run-start"; runId: string; runFolder: string; question: string; resumed: boolean }
  /** What the run will take and cost as far as is known now; a later one replaces it. */
  | {
      type: "forecast";
      seconds: number;
      sources: number;
      modelCalls: number;
      inputTokens: number;
      outputTokens: number;
      costUsd: number | "unknown";
      /** Calls of the user's tools, whose prices nobody knows; absent before the plan and where there are none. */
      toolCalls?: number;
    }
  | { type: "stage-start"; stage: StageName; detail?: string }
  | { type: "stage-end"; stage: StageName; durationMs: number; detail?: string }
  /** Something unclear that is put to the user. */
  | {
      type: "clarification-asked";
      id: string;
      question: string;
      why?: string;
      options?: readonly string[];
      assumed: string;
    }
  /** How it was settled: by an answer, or without one as assumed. */
  | { type: "clarification-settled"; id: string; question: string; answer?: string; assumed: string }
  /** The plan as the analyst made it; one that waits for the user may still be changed. */
  | {
      type: "plan-end";
      subQuestions: readonly {
        id: string;
        question: string;
        queries: readonly string[];
        /** Calls of the user's tools. */
        calls?: readonly { tool: string; input: Readonly<Record<string, unknown>> }[];
      }[];
    }
  /** A tool of the user is called. */
  | { type: "tool-start"; tool: string; input: Readonly<Record<string, unknown>> }
  | { type: "tool-end"; tool: string; ok: boolean; pictures: readonly string[] }
  | { type: "query-start"; provider: string; query: string }
  | { type: "query-end"; provider: string; query: string; hits: number }
  /** `target` is the address or file that is opened; a source gets its id when it was read. */
  | { type: "source-start"; target: string }
  /** `cached`: read before, by this run or another, and not opened again. */
  | { type: "source-read"; sourceId: string; target: string; title: string; pages: number; cached: boolean }
  | { type: "source-failed"; failure: Failure }
  /** `count` pieces for one sub-question; `total` is that of the run. */
  | { type: "evidence-added"; subQuestionId: string; count: number; total: number }
  /** A section has been written. */
  | { type: "section-delta"; sectionId: string; title: string }
  | { type: "claim-checked"; place: string; claim: string; support: Support; evidenceIds: readonly string[] }
  | { type: "artifact-written"; format: string; path: string; bytes: number }
  /** A call of a model that is really made: answers from the journal of a resumed run are not told. */
  | { type: "model-start"; stage: string; role: string; model: string }
  | {
      type: "model-end";
      stage: string;
      role: string;
      model: string;
      inputTokens: number;
      cachedTokens: number;
      outputTokens: number;
      costUsd: number | "unknown";
      durationMs: number;
    }
  /** One step of an inquiry, counted from 1; `pictures` are ids of what it showed. */
  | { type: "hop-start"; number: number; tool: string }
  | { type: "hop-end"; number: number; tool: string; ok: boolean; pictures: readonly string[] }
  /** What the user asked of the run at work; not taken when the search was over. */
  | { type: "steering-noted"; wish: "skip" | "add"; target: string; taken: boolean }
  /** Something the user should know and may do something about; the run goes on. */
  | { type: "warning"; message: string }
  /** Something outside failed that is no source; it ends among the report's limitations. */
  | { type: "failure"; failure: Failure }
  | {
      type: "run-end";
      runId: string;
      runFolder: string;
      outcome: Outcome;
      artifacts: readonly string[];
      durationMs: number;
      /** What the models of the run used, over all its resumptions; absent without a model. */
      usage?: RunUsage;
      message?: string;
      /** Where a run that stopped waits for the user. */
      waitsFor?: WaitingStage;
    };

/** Receives events in order; never throws. */
export type Emit = (event: RunEvent) => void;
