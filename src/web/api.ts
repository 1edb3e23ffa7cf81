/** Everything the page asks of its server: threads and runs by the LangGraph API, the rest by our own routes. */
import type { RunEvent } from "../events.ts";
import type {
  ArtifactView,
  ClarificationsView,
  ComparisonView,
  EvidenceView,
  JobView,
  Offer,
  PlannedQuestion,
  PlanView,
  ReportView,
  RunSummary,
  Settings,
  Share,
  SourcePreview,
  SteeringNote,
  UploadView,
} from "../server/api-types.ts";
import type { ReportBase, SharesPath } from "./addresses.ts";
import { call, json, part, send } from "./call.ts";
import { readSse } from "./sse.ts";
import type { LastSlot } from "./timetable.ts";

/** What this server lets the user choose, and its limits. */
export const loadOffer = (): Promise<Offer> => json("/api/offer");

/** What the page reads of an edit of a report: what changed, and what could not be made again, in sentences. */
export interface Edited {
  readonly change: string;
  readonly problems: readonly string[];
}

/** `current` is the revision that a report is, 0 the one that the run made. */
export interface Edits {
  readonly current: number;
}

/** What the page says of a scheduled briefing. */
export interface BriefingDefinition {
  readonly question: string;
  readonly schedule: { readonly cron: string; readonly timeZone: string };
  readonly deliver: {
    readonly feed: boolean;
    readonly when: "always" | "news";
    readonly webhook?: string;
    readonly mail?: string;
  };
}

/** What the page shows of one. */
export interface Briefing {
  readonly id: string;
  readonly title: string;
  readonly enabled: boolean;
  readonly problem?: string;
  /** ISO 8601 instant. */
  readonly next?: { readonly due: string };
  readonly last?: LastSlot;
  readonly feed?: string;
  readonly threadId: string;
}

/** The part of a LangGraph run that the page uses: its id is that of our job. */
interface LangGraphRun {
  readonly run_id: string;
}

/** Begins a conversation; gives its id. */
export async function createThread(): Promise<string> {
  const { thread_id } = await json<{ readonly thread_id: string }>("/threads", send("POST", {}));
  return thread_id;
}

/** Asks a question in a thread; gives the id of the job that answers it. */
export async function ask(threadId: string, question: string, settings: Settings): Promise<string> {
  const { run_id } = await json<LangGraphRun>(
    `/threads/${part(threadId)}/runs`,
    send("POST", {
      assistant_id: "research",
      input: { messages: [{ role: "user", content: question }] },
      config: { configurable: settings },
      stream_mode: ["custom"],
    }),
  );
  return run_id;
}

/** What a person says to what waits: an edited plan, or answers by id, null where the assumption stands. */
type Word =
  | { readonly subQuestions: readonly PlannedQuestion[] }
  | { readonly answers: Readonly<Record<string, string | null>> };

/** Goes on with what waits or is paused in a thread; without a word as planned, or as assumed. */
export async function goOn(threadId: string, word?: Word): Promise<void> {
  const command = { resume: word ?? true };
  await call(
    `/threads/${part(threadId)}/runs`,
    send("POST", { assistant_id: "research", command, stream_mode: ["custom"] }),
  );
}

/** Something that happened in the job that is followed. */
export interface FollowedEvent {
  /** SSE id, to go on after. */
  readonly id: string;
  /** `gap`: events are missing, so what was built of them must be built anew. */
  readonly event: (RunEvent & { readonly at: string }) | { readonly type: "gap" };
}

/** The events of a job after a cursor, until the job or the connection ends. */
export async function* follow(
  { id, threadId }: Pick<JobView, "id" | "threadId">,
  { after, signal }: { readonly after: string; readonly signal: AbortSignal },
): AsyncGenerator<FollowedEvent> {
  const response = await call(`/threads/${part(threadId)}/runs/${part(id)}/stream?stream_mode=custom`, {
    signal,
    headers: { accept: "text/event-stream", ...(after === "" ? {} : { "last-event-id": after }) },
  });
  if (!response.body) return;
  for await (const { event, data, id: eventId } of readSse(response.body)) {
    if (event === "custom") yield { id: eventId, event: JSON.parse(data) as FollowedEvent["event"] };
  }
}

/** All jobs of a conversation, in the order in which they were asked for. */
export const loadJobs = (threadId: string): Promise<readonly JobView[]> => json(`/api/jobs?thread=${part(threadId)}`);

/** The plan that waits for the user's word. */
export const loadPlan = (jobId: string): Promise<PlanView> => json(`/api/jobs/${part(jobId)}/plan`);

/** What the run asks of the user before it plans. */
export const loadClarifications = (jobId: string): Promise<ClarificationsView> =>
  json(`/api/jobs/${part(jobId)}/clarifications`);

/** Tells a job at work to stop: to be taken up again, with a report of what was found, or for good. */
export const tellJob = (jobId: string, verb: "pause" | "finish" | "cancel"): Promise<JobView> =>
  json(`/api/jobs/${part(jobId)}/${verb}`, send("POST"));

/** Up to 30 runs, latest first; an empty query finds all. */
export const searchRuns = (query: string, offset: number, signal: AbortSignal): Promise<readonly RunSummary[]> =>
  json(`/api/runs?query=${part(query)}&offset=${offset}&limit=30`, { signal });

/** The first words of a source, while the run that read it may still be at work. */
export const loadPreview = (runId: string, sourceId: string, signal: AbortSignal): Promise<SourcePreview> =>
  json(`/api/runs/${part(runId)}/read/${part(sourceId)}`, { signal });

/** The report with everything numbered, as all formats number it. */
export const loadReport = (base: ReportBase): Promise<ReportView> => json(`${base}/report`);

/** One piece of evidence with its surroundings and the picture of its page. */
export const loadEvidence = (base: ReportBase, id: string): Promise<EvidenceView> =>
  json(`${base}/evidence/${part(id)}`);

/** The rendered files of the report that are there. */
export const loadArtifacts = (base: ReportBase): Promise<readonly ArtifactView[]> => json(`${base}/artifacts`);

/** SVG of a chart, drawn for wide or narrow screens by the same code as in the HTML report. */
export const loadChart = async (base: ReportBase, id: string, width: "wide" | "narrow"): Promise<string> =>
  (await call(`${base}/charts/${part(id)}?width=${width}`)).text();

/** The links that were not revoked; none carries its token, which is told once. */
export const loadShares = (path: SharesPath): Promise<readonly Share[]> => json(path);

/** Makes a link. Its token is in this answer and nowhere else. */
export const addShare = (path: SharesPath): Promise<Share & { readonly token: string }> => json(path, send("POST"));

/** Makes a link of no use at once. */
export async function revokeShare(id: string): Promise<void> {
  await call(`/api/shares/${part(id)}`, send("DELETE"));
}

/** What became of the claims of one report in another. */
export const compareRuns = (before: string, after: string): Promise<ComparisonView> =>
  json(`/api/compare?before=${part(before)}&after=${part(after)}`);

/** Hands over a document that a run shall read; gives the id to name it by. */
export const upload = (file: File, signal: AbortSignal): Promise<UploadView> =>
  json(`/api/uploads?name=${part(file.name)}`, { method: "POST", body: file, signal });

/** Says something to a run at work. It is heeded at the next stage, or told why not. */
export async function steer(jobId: string, note: SteeringNote): Promise<void> {
  await call(`/api/jobs/${part(jobId)}/steer`, send("POST", note));
}

/** Where the report stands among its revisions. */
export const loadEdits = (runId: string): Promise<Edits> => json(`/api/runs/${part(runId)}/edits`);

/** Edits a finished report by an instruction in words; every format is made again. */
export const editReport = (runId: string, instruction: string): Promise<Edited> =>
  json(`/api/runs/${part(runId)}/edits`, send("POST", { instruction }));

/** Goes back to the revision before. */
export const undoEdit = (runId: string): Promise<Edited> => json(`/api/runs/${part(runId)}/edits/undo`, send("POST"));

/** The scheduled briefings of this user. */
export const loadBriefings = async (): Promise<readonly Briefing[]> =>
  (await json<{ readonly briefings: readonly Briefing[] }>("/api/briefings")).briefings;

/** Schedules a question. The name must be free; the server refuses one that is taken. */
export const addBriefing = (name: string, definition: BriefingDefinition): Promise<Briefing> =>
  json("/api/briefings", send("POST", { name, definition }));

/** Ends a briefing; the reports it made stay. */
export async function removeBriefing(id: string): Promise<void> {
  await call(`/api/briefings/${part(id)}`, send("DELETE"));
}
