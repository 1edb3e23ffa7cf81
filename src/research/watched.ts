import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import { canonicalJson, type Fact, sha256Of } from "../evidence/index.ts";
import { oneLine, type Source } from "../report/index.ts";
import type { Services } from "./services.ts";

const fileName = "watched.json";
const previousName = "previous.json";

/** What a run of a briefing hands on to the next: the facts to check again and everything that was read. */
export interface Watched {
  readonly schemaVersion: 1;
  /** Of the question or watch list; another one begins anew. */
  readonly subject: string;
  readonly runId: string;
  /** Of the report. */
  readonly title: string;
  /** ISO 8601 instant of the run. */
  readonly started: string;
  readonly facts: readonly Fact[];
  /** Of the facts' evidence, as the library knows them. */
  readonly sources: readonly Source[];
  /** Every source that this run and those before it read. */
  readonly knownIds: readonly string[];
}

/** The one file of another run that is read; what matters of its form is checked. */
const watchedSchema = z.looseObject({
  schemaVersion: z.literal(1),
  subject: z.string(),
  title: z.string(),
  runId: z.string(),
  started: z.iso.datetime(),
  facts: z.array(z.looseObject({ id: z.string(), topic: z.string(), evidence: z.array(z.looseObject({})).min(1) })),
  sources: z.array(z.looseObject({ id: z.string() })),
  knownIds: z.array(z.string()),
});

/** What a briefing asks, so that a run is compared with one that asked the same. */
export function subjectOf({ question, briefing }: Services["request"]): string {
  return sha256Of(canonicalJson(briefing?.watch ?? [question])).slice(0, 16);
}

/**
 * Takes over what the last run handed on, into this run's own folder, so that a resumed run compares with the same.
 *
 * Contract: a last run that is gone, broken or about something else is told, and this one is a first run.
 */
export async function takeOver(services: Services): Promise<Watched | undefined> {
  const { request, folder, emit } = services;
  const previous = request.briefing?.previous;
  if (previous === undefined) return undefined;
  const kept = await loadPrevious(services);
  if (kept) return kept;
  const read = await readWatched(join(previous, fileName));
  const isSame = typeof read === "object" && read.subject === subjectOf(request);
  if (!isSame) {
    const why = typeof read === "string" ? read : "it answered another question";
    emit({ type: "warning", message: `The last run cannot be compared with (${why}); this one begins anew.` });
    return undefined;
  }
  await folder.writeJson(previousName, read);
  return read;
}

/** What this run compares with; undefined for a first run. */
export function loadPrevious({ folder }: Pick<Services, "folder">): Promise<Watched | undefined> {
  return folder.readJson<Watched>(previousName);
}

/** Keeps what is handed on in the run folder. */
export function saveWatched(watched: Watched, { folder }: Pick<Services, "folder">): Promise<void> {
  return folder.writeJson(fileName, watched);
}

/**
 * What another run handed on, or why it cannot be used. The cast: the schema checks what this program reads blindly.
 */
async function readWatched(path: string): Promise<Watched | string> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    const { error } = watchedSchema.safeParse(parsed);
    return error ? oneLine(z.prettifyError(error)) : (parsed as Watched);
  } catch (error) {
    return messageOf(error);
  }
}
