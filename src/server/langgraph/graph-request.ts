import { join } from "node:path";
import type { Job, Thread } from "../../jobs/index.ts";
import type { RunRequest } from "../../runs/index.ts";
import { followedIn } from "../follow-up.ts";
import { refusal } from "../problem.ts";
import { requestOf, type Settings } from "../settings.ts";
import type { Graph } from "./assistants.ts";
import type { ApiContext } from "./context.ts";
import type { DeckSettings } from "./payload.ts";

/** A question to a graph, with what the user said about it. */
export interface Asked {
  readonly graph: Graph;
  readonly question: string;
  readonly settings: Settings & DeckSettings;
}

/** The request that a graph is run with in a thread. Errors: `BAD_USAGE`, 404, 422. */
export async function graphRequest(
  { graph, question, settings }: Asked,
  thread: Thread,
  api: ApiContext,
): Promise<RunRequest> {
  const { report, slides, ...said } = settings;
  const follows = graph === "research" ? await followedIn(thread, said, api) : undefined;
  const { clarify, ...request } = requestOf(question, said, { ...api, tenant: thread.tenant, follows });
  if (graph === "deck") return deckRequest({ request, said, slides, runId: runOf(report, thread, api) }, api);
  if (report !== undefined || slides !== undefined)
    throw refusal("The settings report and slides are for the assistant deck only.");
  if (graph === "research") return { ...request, ...(clarify ? { clarify } : {}) };
  if (!request.models) throw refusal("An inquiry needs a model that sees; this server was started without one.");
  return { ...request, graph, approval: "auto" };
}

interface DeckParts {
  readonly request: RunRequest;
  readonly said: Settings;
  readonly slides: number | undefined;
  readonly runId: string;
}

/** Everything that slides show is in the report already, so nothing is read or searched. */
function deckRequest({ request, said, slides, runId }: DeckParts, { config }: ApiContext): RunRequest {
  return {
    ...request,
    graph: "deck",
    report: join(config.out, runId),
    library: [],
    urls: [],
    search: [],
    formats: said.formats ? request.formats : ["html", "pptx"],
    approval: "auto",
    maxSources: 1,
    ...(slides === undefined ? {} : { slides }),
  };
}

/** The run whose report is meant: the one named, if it is the asker's, or the thread's last that made one. */
function runOf(report: string | undefined, { id, tenant }: Thread, { jobs: { store } }: ApiContext): string {
  const isDone = (job: Job) => job.tenant === tenant && job.status === "done";
  const found = (report === undefined ? store.jobsOf(id) : store.jobsOfRun(report)).findLast(isDone);
  if (found) return found.runId;
  if (report !== undefined) throw refusal(`There is no finished run ${report}.`, 404);
  throw refusal("There is no report in this thread; name a run with the setting report.");
}
