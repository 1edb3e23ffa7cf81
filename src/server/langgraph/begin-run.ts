import type { Job, Thread } from "../../jobs/index.ts";
import { refusal } from "../problem.ts";
import { assistantId, assistantOf } from "./assistants.ts";
import type { ApiContext } from "./context.ts";
import { graphRequest } from "./graph-request.ts";
import type { Notes } from "./notes.ts";
import { type Payload, questionOf, refuseUnsupported, settingsOf } from "./payload.ts";
import { resumeThread } from "./resume.ts";

/** Begins what a client asked for in a thread of its own: a new run, or the rest of one that waits. */
export async function beginRun(thread: Thread, payload: Payload, context: ApiContext): Promise<Job> {
  refuseUnsupported(payload);
  const { graph } = assistantOf(payload.assistant_id);
  const jobs = context.jobs.store.jobsOf(thread.id);
  refuseTimeTravel(payload, jobs);
  const { input, metadata, stream_mode, multitask_strategy } = payload;
  const strategy = multitask_strategy ?? null;
  const notes: Notes = {
    graph,
    metadata: metadata ?? {},
    messageId: undefined,
    modes: stream_mode ?? ["values"],
    strategy,
  };
  if (payload.command || !input) return resumeThread(jobs, payload, { ...context, notes });
  const { question, messageId } = questionOf(input);
  const request = await graphRequest({ graph, question, settings: settingsOf(payload) }, thread, context);
  await makeWay(jobs, payload.multitask_strategy ?? "enqueue", context);
  const known = { graph_id: graph, assistant_id: assistantId({ graph }) };
  const { store } = context.jobs;
  store.setMetadata(
    thread.id,
    { ...store.thread(thread.id, thread.tenant)?.metadata, ...known },
    context.now().toISOString(),
  );
  return context.jobs.submit(thread, request, { notes: { ...notes, messageId }, ...startOf(payload, context) });
}

function startOf({ after_seconds: delay }: Payload, { now }: ApiContext): Pick<Job, "starts"> | Record<never, never> {
  return delay ? { starts: new Date(now().getTime() + delay * 1000).toISOString() } : {};
}

/** The state that clients build on must be the latest: earlier ones cannot be gone back to. */
function refuseTimeTravel({ checkpoint, checkpoint_id }: Payload, jobs: readonly Job[]): void {
  const wanted = checkpoint?.checkpoint_id ?? checkpoint_id;
  if (wanted && wanted !== jobs.at(-1)?.id)
    throw refusal("Runs go on from a thread's latest state only; leave out the checkpoint, or begin another thread.");
}

const isBusy = ({ status }: Job): boolean => status === "queued" || status === "running";

/** What becomes of the thread's work under way when more is asked for. */
async function makeWay(
  jobs: readonly Job[],
  strategy: NonNullable<Payload["multitask_strategy"]>,
  context: ApiContext,
): Promise<void> {
  const busy = jobs.filter(isBusy);
  if (strategy === "enqueue" || busy.length === 0) return;
  if (strategy === "reject")
    throw refusal("The thread is busy; wait for its run to end, or choose another multitask_strategy.", 409);
  for (const job of busy) await endJob(job, strategy, context);
}

/** A worker that is told to stop does so between two calls; one that hangs must not hold up the answer. */
const stopWithinMs = 30_000;

/** Ends a job; rolled back, it leaves no trace in its thread. */
export async function endJob(
  job: Job,
  action: "interrupt" | "rollback",
  { jobs }: Pick<ApiContext, "jobs">,
): Promise<void> {
  jobs.stop(job, "cancelled");
  if (action === "interrupt") return;
  await untilStopped(job, { jobs });
  jobs.removeJob(job);
}

/** Waits until a job that was told to stop has ended. Errors: 409 when its worker does not come to it. */
export async function untilStopped({ id }: Job, { jobs }: Pick<ApiContext, "jobs">): Promise<void> {
  const patience = AbortSignal.timeout(stopWithinMs);
  try {
    await jobs.ended(id, patience);
  } catch (error) {
    if (error !== patience.reason) throw error;
    throw refusal(
      `The run was told to stop and has not ended within ${stopWithinMs / 1_000} s; look again later.`,
      409,
    );
  }
}
