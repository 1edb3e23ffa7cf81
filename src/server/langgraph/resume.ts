import { asksClarity, canGoOn, type Job } from "../../jobs/index.ts";
import { writeAnswers, writePlan } from "../../research/index.ts";
import { findRun } from "../../runs/index.ts";
import { refusal } from "../problem.ts";
import type { ApiContext } from "./context.ts";
import type { Notes } from "./notes.ts";
import type { Payload } from "./payload.ts";

/** What a user says to what waits: go on, go on with this plan or these answers, or no. */
type Word = { readonly goesOn: false } | { readonly goesOn: true; readonly plan?: object; readonly answers?: unknown };

const endNode = "__end__";

/**
 * Goes on with what waits, is paused or failed in a thread, as the user's command says.
 *
 * Errors: 409 when nothing waits, 422 for a command that is not understood, `BAD_USAGE` for a plan or answers that
 * cannot be used.
 */
export async function resumeThread(
  jobs: readonly Job[],
  { command }: Payload,
  { notes, ...context }: ApiContext & { readonly notes: Notes },
): Promise<Job> {
  const job = jobs.at(-1);
  if (!job || !canGoOn(job))
    throw refusal("Nothing waits in this thread or can be tried again; send an input with a question.", 409);
  if (!command && job.status === "waiting") throw refusal(expectedOf(job));
  const word = wordOf(command, job);
  if (!word.goesOn) {
    context.jobs.stop(job, "cancelled");
    return context.jobs.store.jobById(job.id) ?? job;
  }
  if (asksClarity(job)) await writeAnswers(word.answers ?? {}, await findRun(job.runId, context.config.out));
  if (word.plan) await replacePlan(job, word.plan, context);
  return context.jobs.goOn(job, { notes });
}

function expectedOf(job: Job): string {
  return asksClarity(job)
    ? "Answer what is unclear with command.resume: { answers: { id: text or null, … } }, true to go on as assumed, or false."
    : "Answer the plan with command.resume: true, false, or { subQuestions: [{ question }, …] }.";
}

function wordOf(command: Payload["command"], job: Job): Word {
  if (command?.goto !== undefined && command.goto !== null) {
    const targets = [command.goto].flat();
    if (targets.every((target) => target === endNode)) return { goesOn: false };
    throw refusal(`A command may go to ${endNode} only, which ends what waits.`);
  }
  return answered(command?.resume ?? true, job);
}

function answered(resume: unknown, job: Job): Word {
  const word = unwrapped(resume, job);
  if (typeof word === "boolean") return { goesOn: word };
  if (typeof word === "object" && word !== null) {
    if (asksClarity(job) && "answers" in word) return { goesOn: true, answers: word.answers };
    if (!asksClarity(job) && "subQuestions" in word) return { goesOn: true, plan: { subQuestions: word.subQuestions } };
    if ("type" in word && (word.type === "accept" || word.type === "approve")) return { goesOn: true };
    if ("type" in word && (word.type === "ignore" || word.type === "reject")) return { goesOn: false };
  }
  throw refusal(expectedOf(job));
}

/** Some clients send the answer under the id of what they answer, some in a list with one for each, however deep. */
function unwrapped(resume: unknown, { id }: Job): unknown {
  let word = resume;
  for (;;) {
    if (Array.isArray(word) && word.length === 1) word = word[0];
    else if (typeof word === "object" && word !== null && Object.hasOwn(word, id)) word = Reflect.get(word, id);
    else return word;
  }
}

/** Puts an edited plan in the place of one that waits; it is checked first. */
export async function replacePlan(job: Job, plan: object, { config }: Pick<ApiContext, "config">): Promise<void> {
  if (job.status !== "waiting" || asksClarity(job)) throw refusal("Only a plan that waits can be edited.", 409);
  await writePlan(plan, await findRun(job.runId, config.out));
}
