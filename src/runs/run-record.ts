import type { Outcome } from "../events.ts";

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
  readonly outcome?: Outcome;
  readonly artifacts?: readonly string[];
  readonly durationMs?: number;
  readonly message?: string;
}

/** What the user asked for, as it must be known again to resume. Paths are absolute. */
export interface RunRequest {
  readonly question: string;
  readonly library: readonly string[];
  readonly urls: readonly string[];
  readonly search: readonly string[];
  readonly offline: boolean;
  readonly formats: readonly ArtifactFormat[];
  readonly language?: string;
  readonly length: "brief" | "standard" | "deep";
  readonly skill?: string;
  readonly maxSources: number;
  readonly maxMinutes: number;
  /** Whether the plan waits for the user's word. */
  readonly approval: "auto" | "ask" | "plan-only";
}

export type ArtifactFormat = "md" | "html" | "pdf" | "docx" | "pptx";

export const artifactFormats: readonly ArtifactFormat[] = ["md", "html", "pdf", "docx", "pptx"];
