import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { researchGraph } from "../graphs/research.ts";
import { loadConfig } from "./config.ts";
import { packageRoot, packageVersion } from "./package-root.ts";
import { createBudget, type RunRecord, runIdOf } from "./runs/index.ts";
import { createServices } from "./services.ts";

/**
 * The research graph for the LangGraph CLI (`langgraph.json`), over the library of the config file or the bundled one.
 * The server keeps the checkpoints; input is `{ question }`.
 */
export async function research(): Promise<ReturnType<typeof researchGraph>> {
  const config = loadConfig();
  const now = () => new Date();
  const runId = runIdOf("studio", now(), randomUUID());
  const { formats, length, maxSources, maxMinutes } = config;
  const library = config.library.length > 0 ? config.library : [join(packageRoot, "samples")];
  const record: RunRecord = {
    schemaVersion: 1,
    runId,
    question: "",
    started: now().toISOString(),
    version: packageVersion(),
    analyst: "extractive",
    request: {
      question: "",
      library,
      urls: [],
      search: [],
      offline: true,
      formats,
      length,
      maxSources,
      maxMinutes,
      approval: "auto",
    },
  };
  const budget = createBudget({ maxMinutes, maxSources }, () => Date.now());
  const { signal } = new AbortController();
  const context = { folder: join(config.out, runId), record, budget, emit: () => undefined, signal, now };
  const { services } = await createServices(config, context);
  return researchGraph(services);
}
