/** What our own routes under `/api` answer; the chat page imports these types. */
import type { Clarification } from "../analyst/index.ts";
import type { RunEvent, RunUsage } from "../events.ts";
import type { Surroundings } from "../evidence/index.ts";
import type { Job, Share } from "../jobs/index.ts";
import type {
  Asset,
  BibliographyEntry,
  Box,
  ClaimCheck,
  Comparison,
  Evidence,
  Labels,
  Numbered,
  Report,
  Section,
  Source,
} from "../report/index.ts";
import type { ArtifactFormat, ReportLength, SteeringNote } from "../runs/index.ts";
import type { Settings } from "./settings.ts";

/** What a user may choose on this server. */
export interface Offer {
  readonly version: string;
  readonly genres: readonly { readonly name: string; readonly description: string }[];
  readonly libraries: readonly { readonly name: string; readonly documents: number }[];
  readonly search: readonly string[];
  readonly offline: boolean;
  /** Without one, the embedded analyst works alone. */
  readonly models: readonly string[];
  readonly formats: readonly ArtifactFormat[];
  readonly length: ReportLength;
  readonly maxMinutes: number;
  /** Questions that the libraries can answer. */
  readonly examples: readonly string[];
  readonly maxUploadBytes: number;
  /** Parts of the server that may be missing. */
  readonly features: { readonly steer: boolean; readonly briefings: boolean; readonly edits: boolean };
}

/** A job as users see it; files are named relative to the run. */
export type JobView = Omit<Job, "tenant" | "attempts">;

/** One run of the history. */
export interface RunSummary {
  readonly runId: string;
  readonly threadId: string;
  readonly question: string;
  /** Of the report, once there is one. */
  readonly title?: string;
  readonly status: Job["status"];
  readonly outcome?: Job["outcome"];
  /** ISO 8601 instant. */
  readonly updated: string;
  /** Where the words that were searched for stand. */
  readonly excerpt?: string;
}

/** A file that can be downloaded. */
export interface ArtifactView {
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
}

/** Everything about one run but its report. */
export interface RunView {
  readonly runId: string;
  readonly question: string;
  readonly started: string;
  readonly settings: {
    readonly skill?: string;
    readonly length: string;
    readonly model?: string;
    readonly maxMinutes: number;
  };
  readonly durationMs?: number;
  readonly usage?: RunUsage;
  readonly artifacts: readonly ArtifactView[];
  readonly hasReport: boolean;
}

/** What is unclear in a question, as it waits for the user's answers. */
export interface ClarificationsView {
  readonly clarifications: readonly Clarification[];
}

/** The plan of a run, as it waits for the user's word. */
export interface PlanView {
  readonly audience?: string;
  readonly assumptions: readonly string[];
  /** What the user was asked and answered. */
  readonly clarified: readonly { readonly question: string; readonly answer: string }[];
  readonly subQuestions: readonly PlannedQuestion[];
  readonly forecast?: Extract<RunEvent, { type: "forecast" }>;
}

/** A sub-question that the user may have edited; without an id it is new and planned when the run goes on. */
export interface PlannedQuestion {
  readonly id?: string;
  readonly question: string;
  readonly queries?: readonly string[];
  readonly [detail: string]: unknown;
}

/** A report with everything numbered, as JSON: maps have become records. */
export interface ReportView {
  readonly report: Report;
  readonly labels: Labels;
  readonly appendices: readonly Section[];
  readonly bibliography: readonly BibliographyEntry[];
  readonly citationNumbers: Readonly<Record<string, number>>;
  readonly numbered: Readonly<Record<string, Numbered>>;
  readonly sectionNumbers: Readonly<Record<string, string>>;
  /** In which the report's language is written. */
  readonly direction: "ltr" | "rtl";
}

/** A report after an edit, and what changed. */
export interface EditedReport extends ReportView {
  readonly revision: number;
  /** In a sentence or some. */
  readonly change: string;
  /** Files that could not be made again, each in a sentence. */
  readonly problems: readonly string[];
}

/** The edits of a report, oldest first; `current` is the revision that it is, 0 the one that the run made. */
export interface EditsView {
  readonly current: number;
  readonly edits: readonly EditView[];
}

/** One edit of a report. */
export interface EditView {
  readonly revision: number;
  /** The revision that it was made from. */
  readonly from: number;
  readonly instruction: string;
  readonly change: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly undone: boolean;
}

/** How the original of a source can be shown. */
export type Viewer = "pdf" | "picture" | "none";

/** One piece of evidence, with what a reader needs to judge it. */
export interface EvidenceView {
  readonly evidence: Evidence;
  readonly source: Source;
  readonly number?: number;
  readonly surroundings?: Surroundings;
  /** A picture of the page or region, with the place in it. */
  readonly picture?: { readonly asset: Asset; readonly box?: Box };
  readonly viewer: Viewer;
  /** The claims of the report that rest on it, with the verdict on each. */
  readonly checks: readonly ClaimCheck[];
}

/** What was read, for the eyes: shown while a run is at work. */
export interface SourcePreview {
  readonly sourceId: string;
  readonly title: string;
  readonly mediaType: string;
  readonly site?: string;
  readonly url?: string;
  readonly pages: number;
  /** The first words. */
  readonly lead: string;
  readonly figures: readonly { readonly assetId: string; readonly caption: string; readonly page?: number }[];
  /** Whether its first page can be pictured. */
  readonly hasThumbnail: boolean;
}

/** One side of a comparison. */
export type ComparedRun = Pick<RunSummary, "runId" | "question" | "updated"> & {
  readonly title: string;
  /** The conversation that it belongs to, where the server still knows. */
  readonly threadId?: string;
};

/** What became of the claims of one report in another, with what the two are. */
export interface ComparisonView extends Comparison {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
}

/** A document that was taken in. */
export interface UploadView {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

export type { Clarification, Settings, Share, SteeringNote };
