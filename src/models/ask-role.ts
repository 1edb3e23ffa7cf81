import PQueue from "p-queue";
import type { Failure } from "../errors.ts";
import type { Emit } from "../events.ts";
import { type CallJournal, type JournalEntry, keyOf } from "./call-journal.ts";
import type { Ledger, Permit, Spent } from "./ledger.ts";
import type { ChatModel, ModelAnswer, ModelCall, ModelMessage, ModelRole, ModelUsage } from "./model.ts";
import { costOf, type ModelPrice } from "./prices.ts";
import { completeWithRetries } from "./retries.ts";
import { inputTokens } from "./tokens.ts";

/** A question to whichever model has the role. */
export interface Ask {
  readonly role: ModelRole;
  /** The stage that asks, for the accounts. */
  readonly stage: string;
  readonly messages: readonly ModelMessage[];
  /** Upper limit of the answer, reasoning included. */
  readonly maxOutputTokens: number;
}

/** What came of a question once retries, fallbacks and the repair of an answer were tried. */
export type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** What the models of a run work with; all of it is this run's own. */
export interface ModelsOptions {
  /** The chosen model of each role, then its fallbacks. */
  readonly roles: Readonly<Record<ModelRole, readonly [ChatModel, ...ChatModel[]]>>;
  readonly prices: Readonly<Record<string, ModelPrice>>;
  readonly journal: CallJournal;
  readonly ledger: Ledger;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Final failures in a row after which a model is left alone for the rest of the run. */
const failuresToGiveUp = 3;
const hopeless: ReadonlySet<Failure["code"]> = new Set(["refused-key", "not-found"]);

interface Line {
  readonly queue: PQueue;
  failures: number;
  givenUp: Failure | undefined;
}

interface Context extends ModelsOptions {
  readonly lineOf: (model: ChatModel) => Line;
  readonly gates: ReadonlyMap<string, PQueue>;
}

/** Asks the models of a role in their order, until one answers. */
export type AskRole = (ask: Ask, form: Pick<ModelCall, "json" | "tools">) => Promise<Asked<ModelAnswer>>;

/**
 * Puts journal, accounts, queues and fallbacks around the models' calls.
 *
 * Contract: what stands in the journal is not asked again; a model that keeps failing is left alone for the rest of the
 * run; rejects only with the abort reason.
 */
export function createAskRole(options: ModelsOptions): AskRole {
  const lines = new Map<string, Line>();
  const lineOf = (model: ChatModel): Line => {
    const queue = () => new PQueue({ concurrency: model.profile.concurrency });
    const known = lines.get(model.id) ?? { queue: queue(), failures: 0, givenUp: undefined };
    lines.set(model.id, known);
    return known;
  };
  const context = { ...options, lineOf, gates: gatesOf(Object.values(options.roles).flat()) };
  return (ask, form) => askRole(ask, form, context);
}

const providerOf = ({ id }: ChatModel): string => id.slice(0, id.indexOf(":"));

/**
 * Calls at the same time to one provider, whose limits hold for all its models together: as many as its busiest takes.
 */
function gatesOf(models: readonly ChatModel[]): ReadonlyMap<string, PQueue> {
  const most = new Map<string, number>();
  for (const model of models)
    most.set(providerOf(model), Math.max(most.get(providerOf(model)) ?? 1, model.profile.concurrency));
  return new Map([...most].map(([provider, concurrency]) => [provider, new PQueue({ concurrency })]));
}

/** The journal's answer, else that of the first model of the role that gives one. */
async function askRole(
  ask: Ask,
  form: Pick<ModelCall, "json" | "tools">,
  context: Context,
): Promise<Asked<ModelAnswer>> {
  const { role, messages, maxOutputTokens } = ask;
  const call: ModelCall = { messages, maxOutputTokens, ...form };
  const key = keyOf(role, call);
  const known = await context.journal.find(key);
  if (known) return { ok: true, value: known.answer };
  let failure: Failure | undefined;
  const able = context.roles[role].filter(({ profile }) => form.tools === undefined || profile.toolCalls);
  for (const model of able) {
    const asked = { ...ask, call, key };
    const { queue, givenUp } = context.lineOf(model);
    const answered = givenUp
      ? { ok: false as const, failure: givenUp }
      : await queue.add(() => gated(model, context, () => askModel(model, asked, context)));
    if (answered.ok) return answered;
    failure ??= answered.failure;
  }
  return { ok: false, failure: failure ?? noModel(role) };
}

/** Waits for a place at the model's provider. */
function gated<Value>(model: ChatModel, { gates }: Context, work: () => Promise<Value>): Promise<Value> {
  return gates.get(providerOf(model))?.add(work) ?? work();
}

interface Prepared extends Ask {
  readonly call: ModelCall;
  readonly key: string;
}

async function askModel(model: ChatModel, asked: Prepared, context: Context): Promise<Asked<ModelAnswer>> {
  const { givenUp } = context.lineOf(model);
  const permit = givenUp ? { failure: givenUp } : permitFor(model, asked, context);
  if ("failure" in permit) return { ok: false, failure: permit.failure };
  const spent: Spent[] = [];
  try {
    const result = await callModel(model, asked, { ...context, spent });
    return result.ok ? { ok: true, value: result.answer } : result;
  } finally {
    permit.settle(...spent);
  }
}

type Answered = { readonly ok: true; readonly answer: ModelAnswer } | { readonly ok: false; readonly failure: Failure };

/**
 * One call with its retries and events; a model that keeps failing is given up.
 *
 * Contract: an answer is kept before anybody hears of it, so that who was told of it never pays it again.
 */
async function callModel(
  model: ChatModel,
  { role, stage, call, key }: Prepared,
  context: Context & { readonly spent: Spent[] },
): Promise<Answered> {
  const { emit, now, signal, sleep, prices, journal, spent } = context;
  const line = context.lineOf(model);
  const started = now().getTime();
  const priced = (usage: ModelUsage) => costOf(model.id, usage, prices[model.id]);
  emit({ type: "model-start", stage, role, model: model.id });
  const { result, wasted } = await completeWithRetries(model, call, { signal, sleep });
  spent.push(...wasted.map((usage): Spent => ({ role, stage, answer: { usage }, costUsd: priced(usage) })));
  if (!result.ok) {
    const failure = { ...result.failure, stage };
    emit({ type: "failure", failure });
    line.failures += 1;
    if (line.failures >= failuresToGiveUp || hopeless.has(failure.code)) line.givenUp = failure;
    return { ok: false, failure };
  }
  line.failures = 0;
  const entry: JournalEntry = { role, stage, answer: result.answer, costUsd: priced(result.answer.usage) };
  spent.push(entry);
  await journal.save(key, entry);
  const { isEstimate: _, ...usage } = result.answer.usage;
  const durationMs = now().getTime() - started;
  emit({ type: "model-end", stage, role, model: model.id, ...usage, costUsd: entry.costUsd, durationMs });
  return result;
}

/** A call that does not fit the context or the limits is not made. */
function permitFor(
  { id, profile }: ChatModel,
  { role, stage, call }: Prepared,
  { ledger, prices }: Context,
): Permit | { readonly failure: Failure } {
  const sent = inputTokens(call, profile);
  const tokens = sent + call.maxOutputTokens;
  if (tokens > profile.contextTokens) {
    const message = `A call of about ${tokens} tokens was not made, because the model ${id} holds ${profile.contextTokens}.`;
    return { failure: { stage, target: id, code: "too-large", message } };
  }
  const usage = { inputTokens: sent, cachedTokens: 0, outputTokens: call.maxOutputTokens, isEstimate: true };
  const permit = ledger.take(role, { tokens, costUsd: costOf(id, usage, prices[id]) });
  return "refusal" in permit ? { failure: { stage, target: id, code: "budget", message: permit.refusal } } : permit;
}

function noModel(role: ModelRole): Failure {
  return { stage: "model", target: role, code: "missing-tool", message: `No model is configured for ${role}.` };
}
