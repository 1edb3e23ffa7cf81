import { ExhibitError } from "../../errors.ts";
import type { Job, Thread } from "../../jobs/index.ts";
import { skillSettings } from "../../services.ts";
import { loadSkillSet } from "../../skills/index.ts";
import { followedIn } from "../follow-up.ts";
import type { Principal, ServerServices } from "../services.ts";
import { requestOf, type Settings } from "../settings.ts";
import type { Asked } from "./question-of.ts";

const ownName = "exhibit";

/** The model names that clients may choose: `exhibit`, and `exhibit-<genre>` for each genre. */
export async function modelNames({ config }: Pick<ServerServices, "config">): Promise<readonly string[]> {
  const { skills } = await loadSkillSet(skillSettings(config, {}));
  return [ownName, ...skills.map(({ name }) => `${ownName}-${name}`)];
}

/** The error for a model name that is not among `modelNames`. */
export const unknownModel = (name: string): ExhibitError =>
  new ExhibitError("NOT_FOUND", `There is no model ${name}; GET /v1/models lists them.`);

/**
 * Queues the run of a question, which asks nothing back: a chat client has no place for it. In the thread of the run
 * that the conversation goes on from, if it is the tenant's own.
 *
 * Errors: `NOT_FOUND` for an unknown model name, those of the settings.
 */
export async function runQuestion(
  { question, previousRunId }: Asked,
  { tenant }: Principal,
  { model, settings, services, notes = {} }: QuestionOptions,
): Promise<Job> {
  const { jobs } = services;
  if (!(await modelNames(services)).includes(model)) throw unknownModel(model);
  const skill = settings.skill ?? (model === ownName ? undefined : model.slice(ownName.length + 1));
  const previous = previousRunId === undefined ? undefined : jobs.store.jobsOfRun(previousRunId).at(-1);
  const known = previous && jobs.store.thread(previous.threadId, tenant);
  const follows = known && (await followedIn(known, settings, services));
  const said: Settings = { ...settings, ...(skill ? { skill } : {}), clarify: false, approval: "auto" };
  const request = requestOf(question, said, { ...services, tenant, follows });
  const submit = (thread: Thread) => jobs.submit(thread, request, { notes });
  return known ? submit(known) : jobs.inNewThread(jobs.addThread(tenant), submit);
}

interface QuestionOptions {
  readonly model: string;
  readonly settings: Settings;
  readonly services: ServerServices;
  /** Kept with the job, for who tells of it later. */
  readonly notes?: Job["notes"];
}
