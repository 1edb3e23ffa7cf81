import type { McpServer, ServerContext } from "@modelcontextprotocol/server";
import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import { asksClarity, type Job } from "../jobs/index.ts";
import { createProgressLines } from "../progress-lines.ts";
import { loadClarifications, writeAnswers } from "../research/index.ts";
import { requestOf, runEvents, settingsSchema } from "../server/index.ts";
import { answering, dataResult } from "./answer.ts";
import type { McpContext } from "./context.ts";

/** How long a call may be held, in seconds: most clients give up after a minute. */
const longestWait = 50;
/** Told to clients that ask again. */
const pollAfterMs = 5_000;

const id = z.string().min(1).max(300).describe("The id that start_research gave.");
const wait = z
  .number()
  .min(0)
  .max(longestWait)
  .default(0)
  .describe(`Seconds to wait for the end, at most ${longestWait}; progress is told meanwhile.`);

/** Starting, following and ending runs; who may only read follows. */
export function addResearchTools(server: McpServer, context: McpContext): void {
  if (context.principal.scopes.has("run")) {
    addStart(server, context);
    addAnswer(server, context);
    addCancel(server, context);
  }
  server.registerTool(
    "get_research",
    {
      title: "Look at research",
      description:
        "Tells how far a run is, what it plans and does, and when it is done where the report is; where it waits for answers, the questions.",
      inputSchema: z.object({ id, wait_seconds: wait }),
      annotations: { readOnlyHint: true },
    },
    ({ id: runId, wait_seconds: seconds }, call) =>
      answering(async () => dataResult(await followed(await jobOf(runId, context), { seconds, call, context }))),
  );
}

function addStart(server: McpServer, context: McpContext): void {
  const { jobs } = context.services;
  server.registerTool(
    "start_research",
    {
      title: "Start research",
      description:
        "Researches a question over the libraries, addresses and searches that are allowed, and writes a report in which every claim is cited. Takes from seconds to many minutes, so it answers at once with an id for get_research and get_report. With clarify it first asks what is unclear in the question: get_research gives the clarifications, answer_research takes the answers.",
      inputSchema: settingsSchema
        .omit({ approval: true })
        .extend({ question: z.string().min(1).max(4_000), wait_seconds: wait }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
    },
    ({ question, wait_seconds: seconds, ...settings }, call) =>
      answering(async () => {
        const { tenant } = context.principal;
        const request = requestOf(question, settings, { ...context.services, tenant });
        const job = await jobs.inNewThread(jobs.addThread(tenant), (thread) => jobs.submit(thread, request));
        return dataResult(await followed(job, { seconds, call, context }));
      }),
  );
}

function addAnswer(server: McpServer, context: McpContext): void {
  const { jobs } = context.services;
  server.registerTool(
    "answer_research",
    {
      title: "Answer what is unclear",
      description:
        "Answers the clarifications of a run that waits for them, in the user's words, and lets it go on. What is left out or null goes as assumed; without answers all does.",
      inputSchema: z.object({
        id,
        answers: z
          .record(z.string(), z.string().nullable())
          .default({})
          .describe("By the id of the clarification: one of its options, or other words."),
        wait_seconds: wait,
      }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
    },
    ({ id: runId, answers, wait_seconds: seconds }, call) =>
      answering(async () => {
        const job = await jobOf(runId, context);
        if (!asksClarity(job))
          throw new ExhibitError("BAD_USAGE", `The run ${runId} waits for no answers; get_research tells where it is.`);
        await writeAnswers(answers, await context.openRun(runId));
        return dataResult(await followed(await jobs.goOn(job), { seconds, call, context }));
      }),
  );
}

function addCancel(server: McpServer, context: McpContext): void {
  const { jobs } = context.services;
  server.registerTool(
    "cancel_research",
    {
      title: "End research",
      description: "Ends a run: at once, or with a report of what was found until now.",
      inputSchema: z.object({ id, with_report: z.boolean().default(true) }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
    },
    ({ id: runId, with_report: withReport }) =>
      answering(async () => {
        const job = await jobOf(runId, context);
        if (withReport) jobs.finish(job);
        else jobs.stop(job, "cancelled");
        return dataResult(await stateOf(jobs.store.jobById(job.id) ?? job, context));
      }),
  );
}

/** The latest job of a run of this client. Errors: `NOT_FOUND`, also for a run that only another process knows. */
async function jobOf(runId: string, { services, openRun, principal }: McpContext): Promise<Job> {
  await openRun(runId);
  const job = services.jobs.store.jobsOfRun(runId).at(-1);
  if (job?.tenant === principal.tenant) return job;
  throw new ExhibitError(
    "NOT_FOUND",
    `The run ${runId} is not under way here; get_report gives its report if it is done.`,
  );
}

interface Following {
  readonly seconds: number;
  readonly call: ServerContext;
  readonly context: McpContext;
}

/** The state of a job, after waiting for its end for a while and telling its progress to a client that listens. */
async function followed(job: Job, { seconds, call, context }: Following): Promise<Readonly<Record<string, unknown>>> {
  const { jobs } = context.services;
  const { signal } = call.mcpReq;
  const token = call.mcpReq._meta?.progressToken;
  if (seconds > 0) {
    const over = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)]);
    const progress = createProgressLines();
    try {
      for await (const { number, event } of jobs.events(job, { signal: over })) {
        const message = event.type === "artifact-written" ? "" : progress.linesOf(event).join("\n").trim();
        if (token === undefined || message === "") continue;
        const params = { progressToken: token, progress: number, message };
        await call.mcpReq.notify({ method: "notifications/progress", params });
      }
      await jobs.ended(job.id, over);
    } catch (error) {
      // Only the waiting is over; the run goes on.
      if (!over.aborted || signal.aborted) throw error;
    }
  }
  return stateOf(jobs.store.jobById(job.id) ?? job, context);
}

/** What a client does next about a run that is not done: answer, or ask again later. */
async function nextOf(job: Job, openRun: McpContext["openRun"]): Promise<Readonly<Record<string, unknown>>> {
  if (!asksClarity(job)) return { pollAfterMs };
  return { clarifications: await loadClarifications(await openRun(job.runId)) };
}

/** What a client needs to know of a job. */
async function stateOf(
  job: Job,
  { services: { jobs }, linkTo, openRun }: McpContext,
): Promise<Readonly<Record<string, unknown>>> {
  const { runId, status, outcome, message, question } = job;
  const progress = createProgressLines();
  const lines: string[] = [];
  let subQuestions: readonly string[] = [];
  for await (const { event } of runEvents(runId, jobs.feed)) {
    if (event.type === "plan-end") subQuestions = event.subQuestions.map((one) => one.question);
    if (event.type !== "artifact-written") lines.push(...progress.linesOf(event));
  }
  const isDone = status === "done";
  return {
    id: runId,
    status,
    question,
    plan: subQuestions,
    now: progress.now().trim(),
    progress: lines.slice(-12).map((line) => line.trim()),
    ...(outcome ? { outcome } : {}),
    ...(message ? { message } : {}),
    ...(isDone ? { report: `report://${encodeURIComponent(runId)}` } : await nextOf(job, openRun)),
    ...(isDone && linkTo ? { page: linkTo(runId, "report.html") } : {}),
  };
}
