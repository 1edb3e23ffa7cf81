import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import type { Outcome, RunUsage } from "../events.ts";
import { oneLine } from "../report/index.ts";
import type { RunFolder } from "./run-folder.ts";

/** `run.json`: what was asked and how it went. Never holds a secret. */
export interface RunRecord {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly question: string;
  /** ISO 8601 instant; also the report's date, so that a resumed run gives the same report. */
  readonly started: string;
  readonly version: string;
  readonly analyst: string;
  readonly request: RunRequest;
  /** Whose run it is: what was read for others it does not find. The machine's own user's when absent. */
  readonly tenant?: string;
  readonly outcome?: Outcome;
  readonly artifacts?: readonly string[];
  readonly durationMs?: number;
  /** What the models used, over all resumptions. */
  readonly usage?: RunUsage;
  readonly message?: string;
}

/** What the user asked for, as it must be known again to resume. Paths are absolute. */
export interface RunRequest {
  /** What is made: a report when absent, slides of one document or report, one answer by looking, or what changed. */
  readonly graph?: "deck" | "inquiry" | "briefing";
  /**
   * Of a briefing: its name, what it watches in place of one question, and the folder of the run it is compared with.
   */
  readonly briefing?: {
    readonly name: string;
    /** Of its reports; what the analyst finds fitting when absent. */
    readonly title?: string | undefined;
    readonly watch?: readonly string[] | undefined;
    readonly previous?: string | undefined;
  };
  /** Folder of the finished report that slides are made of. */
  readonly report?: string;
  /** Slides at most. */
  readonly slides?: number;
  readonly question: string;
  /** Id of the finished run that the question goes on from; what was read for it is looked into first. */
  readonly follows?: string;
  /** Files, and folders with all documents below them. */
  readonly library: readonly string[];
  /** Pages and documents to read whatever a search finds; robots.txt warns of them instead of forbidding. */
  readonly urls: readonly string[];
  /** Names of the search providers. */
  readonly search: readonly string[];
  /** Uses no network: nothing is searched or fetched, and only models on this machine may think. */
  readonly offline: boolean;
  /** At least one; each is made once, in the order of `artifactFormats`. */
  readonly formats: readonly ArtifactFormat[];
  /** BCP 47 tag of the report; the question's when absent. */
  readonly language?: string;
  readonly length: ReportLength;
  /** Name of the genre; chosen for the question when absent. */
  readonly skill?: string;
  /** The user's word for every skill outside the package, in this run. */
  readonly trustSkills?: boolean;
  /** What this run may use of the user's tools; what the config file allows when absent. */
  readonly tools?: readonly string[];
  /** The user's word for the tools of the config file, in this run. */
  readonly trustTools?: boolean;
  /** The models that think; the embedded analyst alone when absent. */
  readonly models?: RunModels;
  /** Sources that are read at most. */
  readonly maxSources: number;
  /** After this time the search ends and the report is made of what was found. */
  readonly maxMinutes: number;
  /** Whether what is unclear in the question is put to the user before the plan is made. */
  readonly clarify?: boolean;
  /** Whether the plan waits for the user's word. */
  readonly approval: "auto" | "ask" | "plan-only";
}

/** Which model does what, so that a resumed run goes on with the same ones. Never holds a key. */
export interface RunModels {
  /** `provider:name` of every role that has none of its own. */
  readonly model: string;
  /** Address of the default model's endpoint. */
  readonly url?: string;
  /** `provider:name` by role. */
  readonly roles: Readonly<Record<string, string>>;
  /** Asked in order when a role's own model fails. */
  readonly fallbacks: readonly string[];
  readonly limits: { readonly maxCalls?: number; readonly maxTokens?: number; readonly maxCostUsd?: number };
}

/** The formats of a report, in the order in which they are made. */
export const artifactFormats = ["md", "html", "pdf", "docx", "pptx"] as const;

/** A format in which a report can be had. */
export type ArtifactFormat = (typeof artifactFormats)[number];

/** The lengths that a report can be asked for in, shortest first. */
export const reportLengths = ["brief", "standard", "deep"] as const;

/** How long a report may become, and with it how much is read and asked for it. */
export type ReportLength = (typeof reportLengths)[number];

const recordSchema = z.looseObject({
  schemaVersion: z.literal(1, "this program reads records of version 1; update it"),
  runId: z.string().min(1),
  question: z.string(),
  started: z.iso.datetime(),
  tenant: z.string().min(1).optional(),
  request: z.looseObject({
    graph: z
      .enum(["deck", "inquiry", "briefing"], "this program makes reports, decks, inquiries and briefings; update it")
      .optional(),
    report: z.string().optional(),
    slides: z.number().positive().optional(),
    question: z.string(),
    follows: z.string().min(1).optional(),
    library: z.array(z.string()),
    urls: z.array(z.string()),
    search: z.array(z.string()),
    offline: z.boolean(),
    formats: z.array(z.enum(artifactFormats)).min(1),
    length: z.enum(reportLengths),
    maxSources: z.number().positive(),
    maxMinutes: z.number().positive(),
    clarify: z.boolean().optional(),
    approval: z.enum(["auto", "ask", "plan-only"]),
  }),
});

/** The record of a run. Errors: `NOT_FOUND` when the folder has none, `BAD_REPORT` names what is wrong with it. */
export async function loadRunRecord(folder: RunFolder): Promise<RunRecord> {
  const path = folder.resolve("run.json");
  const record = await folder.readJson<RunRecord>("run.json");
  if (record === undefined) throw new ExhibitError("NOT_FOUND", `There is no ${path}; run the question again.`);
  const { error } = recordSchema.safeParse(record);
  if (!error) return record;
  const reason = oneLine(z.prettifyError(error));
  throw new ExhibitError("BAD_REPORT", `${path} is not the record of a run: ${reason}. Run the question again.`);
}
