import type { Emit } from "../events.ts";
import type { Budget, RunFolder } from "../runs/index.ts";
import { createCallJournal } from "./call-journal.ts";
import { createLangChainModel } from "./langchain-model.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { ChatModel } from "./model.ts";
import { type ModelAccess, type ModelChoice, settingsOf } from "./model-choice.ts";
import { createModels, type Models } from "./models.ts";

interface RunModelsOptions {
  readonly folder: RunFolder;
  readonly budget: Budget;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** How retries wait. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * The models of one run: its journal lies in the run folder, and a reached limit ends the search.
 *
 * Errors: `BAD_CONFIG` for a model without a key.
 */
export async function createRunModels(
  choice: ModelChoice,
  access: ModelAccess,
  { folder, budget, emit, signal, now, sleep }: RunModelsOptions,
): Promise<{ readonly models: Models; readonly ledger: Ledger }> {
  const journal = createCallJournal(folder);
  const spent = await journal.all();
  const ledger = createLedger(choice.limits, { spent, emit, onLimit: (reason) => budget.stopSearching(reason) });
  const made = new Map<string, ChatModel>();
  const modelOf = (settings: Parameters<typeof createLangChainModel>[0]): ChatModel => {
    const model = made.get(settings.id) ?? createLangChainModel(settings);
    made.set(settings.id, model);
    return model;
  };
  const { plan, read, write, look, judge } = settingsOf(choice, access);
  type Line = readonly [ChatModel, ...ChatModel[]];
  const lineOf = ([first, ...rest]: typeof plan): Line => [modelOf(first), ...rest.map(modelOf)];
  const models = createModels({
    roles: { plan: lineOf(plan), read: lineOf(read), write: lineOf(write), look: lineOf(look), judge: lineOf(judge) },
    prices: access.prices,
    journal,
    ledger,
    emit,
    signal,
    now,
    sleep,
  });
  return { models, ledger };
}
