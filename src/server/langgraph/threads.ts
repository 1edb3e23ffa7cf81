import { z } from "zod";
import type { Job, StandingThread, Thread } from "../../jobs/index.ts";
import { refusal } from "../problem.ts";
import type { ApiContext } from "./context.ts";
import { contains, standingOf, threadStatus } from "./shapes.ts";
import { errorOf, interruptsOf } from "./thread-state.ts";
import { valuesOf } from "./values.ts";

const record = z.record(z.string(), z.unknown());
const fields = z.array(z.string()).nullish();

/** A new thread. */
export const createSchema = z.looseObject({
  thread_id: z
    .string()
    .regex(/^[\w.-]{1,200}$/, "a thread's id has up to 200 letters, digits, dots, dashes and underscores")
    .nullish()
    .transform((id) => id ?? undefined),
  metadata: record.nullish(),
  if_exists: z.enum(["raise", "do_nothing"]).nullish().default("raise"),
  supersteps: z.array(z.unknown()).max(0, "a thread begins empty; begin a run in it").nullish(),
});

/** What is put on top of the metadata of a thread. */
export const patchSchema = z.looseObject({ metadata: record.nullish() });

/** Which threads are meant. */
export const filterSchema = z.looseObject({
  metadata: record.nullish(),
  values: record.nullish(),
  status: z.enum(["idle", "busy", "interrupted", "error"]).nullish(),
  ids: z.array(z.string()).nullish(),
});

/** Which of them are shown, in which order. */
export const searchSchema = filterSchema.extend({
  limit: z.number().int().min(1).max(1_000).default(10),
  offset: z.number().int().nonnegative().default(0),
  sort_by: z.enum(["thread_id", "status", "created_at", "updated_at", "state_updated_at"]).nullish(),
  sort_order: z.enum(["asc", "desc"]).nullish(),
  select: fields,
  extract: z.unknown().optional(),
});

const checkpoint = z.looseObject({
  checkpoint_id: z.string().optional(),
  configurable: z.looseObject({ checkpoint_id: z.string().optional() }).optional(),
});

/** Which state is meant. */
export const checkpointSchema = z.looseObject({ checkpoint: checkpoint.optional(), select: fields });

/** Which earlier states are meant. */
export const historySchema = z.looseObject({
  limit: z.number().int().min(1).max(1_000).default(10),
  before: z
    .union([z.string(), checkpoint])
    .nullish()
    .transform((before) =>
      typeof before === "string" ? before : (before?.checkpoint_id ?? before?.configurable?.checkpoint_id),
    ),
  select: fields,
});

/** What a client may change of a state. */
export const stateUpdateSchema = z.looseObject({
  values: z.looseObject({ subQuestions: z.array(z.unknown()).optional(), plan: z.array(z.unknown()).optional() }),
});

/** Errors: 409 when somebody else's thread has the id, whose it is stays untold. */
export function addThread(
  { jobs }: ApiContext,
  { tenant, ...given }: Pick<Thread, "id" | "tenant" | "metadata">,
): Thread {
  try {
    return jobs.addThread(tenant, given);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT"))
      throw refusal(`The id ${given.id} cannot be used; choose another.`, 409);
    throw error;
  }
}

type Wanted = z.output<typeof filterSchema> & Partial<Pick<z.output<typeof searchSchema>, "sort_by" | "sort_order">>;

/** The tenant's threads that match, in the order asked for; latest first when none is. */
export async function findThreads(tenant: string, wanted: Wanted, api: ApiContext): Promise<readonly StandingThread[]> {
  const found = api.jobs.store
    .standingThreads(tenant)
    .filter((thread) => !wanted.ids || wanted.ids.includes(thread.id))
    .filter((thread) => !wanted.status || threadStatus(thread) === wanted.status)
    .filter((thread) => contains(thread.metadata, wanted.metadata ?? {}));
  const matching = wanted.values ? await withValues(found, wanted.values, api) : found;
  const key = sortKeys[wanted.sort_by ?? "updated_at"];
  const direction = wanted.sort_order === "asc" ? 1 : -1;
  return matching.toSorted((left, right) => direction * compare(key(left), key(right)));
}

/** One after the other: a tenant may have thousands of threads, and of each the reports are read. */
async function withValues(found: readonly StandingThread[], values: object, api: ApiContext) {
  const matching: StandingThread[] = [];
  for (const thread of found)
    if (contains(await valuesOf(api.jobs.store.jobsOf(thread.id), api), values)) matching.push(thread);
  return matching;
}

const sortKeys: Readonly<Record<NonNullable<Wanted["sort_by"]>, (thread: StandingThread) => string>> = {
  thread_id: ({ id }) => id,
  status: threadStatus,
  created_at: ({ created }) => created,
  updated_at: ({ updated }) => updated,
  state_updated_at: ({ updated }) => updated,
};

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** A thread as the API shows it; `jobs` are all of it, oldest first. */
export async function toThread(thread: Thread, jobs: readonly Job[], api: ApiContext): Promise<object> {
  const last = jobs.at(-1);
  const status = threadStatus({ standing: standingOf(jobs) });
  const [values, interrupts] = await Promise.all([valuesOf(jobs, api), interruptsOf(last, api)]);
  return {
    thread_id: thread.id,
    created_at: thread.created,
    updated_at: thread.updated,
    state_updated_at: last?.updated ?? thread.updated,
    metadata: thread.metadata,
    status,
    config: {},
    values: last ? values : null,
    interrupts: last && interrupts.length > 0 ? { [last.id]: interrupts } : {},
    error: status === "error" && last ? errorOf(last, api) : null,
  };
}

/** Keeps the fields asked for; `values.<key>` names one of the state's. */
export function selectState(state: object, fields: readonly string[] | undefined): object {
  if (!fields || fields.length === 0) return state;
  const inner = fields.flatMap((field) => (field.startsWith("values.") ? [field.slice("values.".length)] : []));
  const picked = Object.entries(state).flatMap(([key, value]): [string, unknown][] => {
    if (fields.includes(key)) return [[key, value]];
    if (key !== "values" || inner.length === 0) return [];
    return [[key, Object.fromEntries(Object.entries(value).filter(([name]) => inner.includes(name)))]];
  });
  return Object.fromEntries(picked);
}
