import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analyst, Brief } from "../../src/analyst/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { createEvidenceStore } from "../../src/evidence/index.ts";
import { createLibrary } from "../../src/library/index.ts";
import { createFetcher } from "../../src/net/index.ts";
import { parsers } from "../../src/perception/index.ts";
import { defaultTheme, renderers } from "../../src/render/index.ts";
import type { Services } from "../../src/research/index.ts";
import { createBudget, openRunFolder, openSteering } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";

export const testBrief: Brief = {
  question: "How much heat does the plant deliver?",
  language: "en",
  length: "standard",
  skill: "research-report",
  audience: "",
  intents: ["how-much"],
  assumptions: [],
  checks: [],
};

/** An analyst that knows these verbs; any other call fails the test. */
export function scriptedAnalyst(verbs: Partial<Analyst>): Analyst {
  const unexpected = (verb: string) => async () => {
    throw new Error(`nobody expected ${verb}`);
  };
  return {
    name: "scripted",
    brief: unexpected("brief"),
    plan: unexpected("plan"),
    queries: async () => [],
    read: unexpected("read"),
    digest: unexpected("digest"),
    assess: unexpected("assess"),
    outline: unexpected("outline"),
    write: unexpected("write"),
    summarise: unexpected("summarise"),
    revise: unexpected("revise"),
    judge: async () => [],
    look: unexpected("look"),
    ...verbs,
  };
}

export interface Bench {
  readonly services: Services;
  readonly folder: string;
  readonly events: readonly RunEvent[];
  close(): Promise<void>;
}

/** The real services of a run over an empty library, offline; `changes` replaces some. */
export async function openBench(changes: Partial<Services> = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-stage-"));
  const events: RunEvent[] = [];
  const library = createLibrary({ folder: join(folder, "library") });
  const fetcher = createFetcher({ offline: true });
  const evidence = createEvidenceStore(join(folder, "run"));
  const runFolder = await openRunFolder(join(folder, "run"));
  await runFolder.writeJson("brief.json", testBrief);
  const services: Services = {
    request: requestFor(testBrief.question, { library: [] }),
    started: "2026-01-01T00:00:00.000Z",
    generator: "Exhibit test",
    analyst: scriptedAnalyst({}),
    library,
    fetcher,
    search: undefined,
    parsers,
    renderers,
    theme: defaultTheme,
    imageLimits: { maxSide: 2_048, maxBytes: 5_000_000, types: ["image/png"] },
    degradations: () => [],
    skills: [],
    folder: runFolder,
    evidence,
    budget: createBudget({ maxMinutes: 10, maxSources: 100 }, () => 0),
    steering: openSteering("/nowhere/steering.jsonl"),
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    temporaryFolder: folder,
    now: () => new Date("2026-01-01T00:00:00.000Z"),
    ...changes,
  };
  return {
    services,
    folder,
    events,
    async close() {
      library.close();
      evidence.close();
      await fetcher.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
