import type { Analyst } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import type { Emit } from "../events.ts";
import type { EvidenceStore } from "../evidence/index.ts";
import type { Library } from "../library/index.ts";
import type { ModelRole, Models } from "../models/index.ts";
import type { Fetcher } from "../net/index.ts";
import type { ImageLimits, Parser } from "../perception/index.ts";
import type { Renderer, Theme } from "../render/index.ts";
import type { ArtifactFormat, Budget, RunFolder, RunRequest, Steering } from "../runs/index.ts";
import type { Search } from "../search/index.ts";
import type { Skill } from "../skills/index.ts";
import type { UserTools } from "../tools/index.ts";
import type { CommonReadings } from "./common-readings.ts";

/** A role of which a part was done without its model. */
export interface Degradation {
  readonly role: ModelRole;
  readonly failure: Pick<Failure, "code" | "message">;
}

/** What the stages of one run may use. Built by `src/services.ts`; a test passes a literal. */
export interface Services {
  readonly request: RunRequest;
  /** ISO 8601 instant of the run's first start, also after a resume. */
  readonly started: string;
  readonly generator: string;
  readonly analyst: Analyst;
  readonly library: Library;
  /** Where the run is a tenant's: what was read of the documents that all tenants share. */
  readonly common?: CommonReadings;
  readonly fetcher: Fetcher;
  /** Tools that the user brought and allowed; absent where there are none. */
  readonly userTools?: Pick<UserTools, "tools" | "failures" | "once">;
  /** Absent when nothing is to be searched outside the library. */
  readonly search: Search | undefined;
  readonly parsers: readonly Parser[];
  readonly renderers: Readonly<Record<ArtifactFormat, Renderer>>;
  readonly theme: Theme;
  /** For telling what the models' calls will cost; the analyst does the asking. Absent without a model. */
  readonly models?: Pick<Models, "profileOf" | "costOf">;
  /** What a picture must keep so that the analyst's model takes it. */
  readonly imageLimits: ImageLimits;
  /** Which parts of the run had to do without their model, and why; grows while the run goes on. */
  readonly degradations: () => readonly Degradation[];
  readonly skills: readonly Skill[];
  readonly folder: RunFolder;
  readonly evidence: EvidenceStore;
  readonly budget: Budget;
  /** What the user asks of the run while it is at work. */
  readonly steering: Steering;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly temporaryFolder: string;
  now(): Date;
}
