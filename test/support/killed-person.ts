import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ask } from "./kill-client.ts";
import { begin, type KilledRun, leftBehind } from "./killed-run.ts";
import { type KilledServer, type ServerLife, server } from "./killed-server.ts";

/** Named moments of what a person asks for. */
export const personMoments = {
  planWaits: server("after", "commit ", "UPDATE jobs SET", '"waiting"'),
  approved: server("after", "commit ", "INSERT INTO jobs"),
  pauseAsked: server("after", "tell ", '"type":"abort"'),
  uploading: server("before", "rename ", "/.exhibit/uploads/"),
  uploaded: server("after", "rename ", "/.exhibit/uploads/"),
} as const;

interface JobState {
  readonly id: string;
  readonly runId: string;
  readonly status: string;
}

async function lastJob(life: ServerLife, threadId: string): Promise<JobState | undefined> {
  const jobs = (await ask(life, `/api/jobs?thread=${threadId}`)) as readonly JobState[] | undefined;
  return jobs?.at(-1);
}

/** Looks until the thread's last job stands as expected, or the server is killed. */
async function until(life: ServerLife, threadId: string, status: readonly string[]): Promise<JobState | undefined> {
  for (;;) {
    const job = await lastJob(life, threadId);
    if (!job || status.includes(job.status)) return job;
    await Promise.race([life.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}

async function end(life: ServerLife): Promise<void> {
  life.process.kill("SIGKILL");
  await life.ended;
}

/** A person's word to go on with what waits or is paused. */
const goOn = { assistant_id: "research", command: { resume: true } };

/**
 * A run whose server dies when its plan begins to wait, when the plan was approved, and when a pause was asked for; gives
 * where it stood after each restart, and what it left behind.
 */
export async function killAnswers(
  given: KilledServer,
): Promise<{ readonly stood: readonly (string | undefined)[] } & Pick<KilledRun, "report" | "calls">> {
  const stood: (string | undefined)[] = [];
  const first = given.start([personMoments.planWaits]);
  const { thread_id: threadId } = (await ask(first, "/threads", {})) as { thread_id: string };
  await begin(first, threadId, { approval: "ask" });
  await first.ended;

  const second = given.start([personMoments.approved]);
  const waiting = await until(second, threadId, ["waiting"]);
  stood.push(waiting?.status);
  if (waiting) await ask(second, `/threads/${threadId}/runs`, goOn);
  await second.ended;

  const third = given.start([personMoments.pauseAsked]);
  const going = await until(third, threadId, ["running"]);
  stood.push(going?.status);
  await ask(third, `/api/jobs/${going?.id}/pause`, {});
  await third.ended;

  const fourth = given.start();
  const paused = await until(fourth, threadId, ["paused", "done"]);
  stood.push(paused?.status);
  if (paused?.status === "paused") await ask(fourth, `/threads/${threadId}/runs`, goOn);
  const done = await until(fourth, threadId, ["done", "failed", "waiting"]);
  stood.push(done?.status);
  await end(fourth);
  return { stood, ...(await leftBehind(join(given.out, done?.runId ?? ""))) };
}

/** An upload over which the server dies, before and after the document has its name; gives the documents that are there. */
export async function killUpload(given: KilledServer): Promise<readonly string[]> {
  for (const moment of [personMoments.uploading, personMoments.uploaded, undefined]) {
    const life = given.start(moment ? [moment] : []);
    await ask(life, "/api/uploads?name=note.md", "The Velden plant was opened in 2019.");
    await end(life);
    if (moment && !given.came(moment)) throw new Error(`${JSON.stringify(moment)} did not come`);
  }
  const files = await readdir(join(given.out, ".exhibit", "uploads"), { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map(({ name }) => name);
}
