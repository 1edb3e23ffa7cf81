import { type Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { ExhibitError } from "../errors.ts";
import type { ModelChoice } from "../models/index.ts";

/** The flags of `exhibit research` that are about models, as parsed. */
export interface ModelFlags {
  readonly model?: string;
  readonly modelUrl?: string;
  readonly modelPlan?: string;
  readonly modelRead?: string;
  readonly modelWrite?: string;
  readonly modelLook?: string;
  readonly modelJudge?: string;
  readonly modelFallback?: readonly string[];
  readonly maxTokens?: number;
  readonly maxCost?: number;
  readonly maxCalls?: number;
}

/** Adds the flags about models to a command. */
export function addModelOptions(command: Command): Command {
  return command
    .option("--model <provider:name>", "chat model to think with, or none (default: the embedded analyst)")
    .option("--model-url <address>", "endpoint of the model, for servers of your own")
    .option("--model-plan <provider:name>", "model that plans and outlines")
    .option("--model-read <provider:name>", "model that reads passages")
    .option("--model-write <provider:name>", "model that writes")
    .option("--model-look <provider:name>", "model that looks at pictures")
    .option("--model-judge <provider:name>", "model that judges claims")
    .option("--model-fallback <provider:name>", "model to ask when another fails; repeatable", collect)
    .option("--max-tokens <number>", "model tokens at most", whole)
    .option("--max-cost <dollars>", "dollars at most", dollars)
    .option("--max-calls <number>", "model calls at most", whole);
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function whole(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number above 0.");
  return number;
}

function dollars(value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}

/** Flags over config; undefined when no model is to think. Errors: `BAD_USAGE` for flags that say nothing alone. */
export function choiceOf(flags: ModelFlags, config: Config): ModelChoice | undefined {
  const { models: given } = config;
  const roles = rolesOf(flags);
  if (flags.model === "none") return undefined;
  const model = flags.model ?? given?.model;
  if (model === undefined) {
    const lonely =
      Object.keys(roles).length > 0 ||
      flags.modelUrl ||
      flags.modelFallback ||
      flags.maxTokens ||
      flags.maxCost ||
      flags.maxCalls;
    if (lonely)
      throw new ExhibitError("BAD_USAGE", "Flags about models need a model: name one with --model provider:name.");
    return undefined;
  }
  const url = flags.modelUrl ?? (flags.model === undefined ? given?.url : undefined);
  const limits = { maxTokens: flags.maxTokens, maxCostUsd: flags.maxCost, maxCalls: flags.maxCalls };
  const set = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  return {
    model,
    ...(url ? { url } : {}),
    roles: { ...(flags.model === undefined ? given?.roles : {}), ...roles },
    fallbacks: flags.modelFallback ?? given?.fallbacks ?? [],
    limits: { ...given?.limits, ...set },
  };
}

function rolesOf(flags: ModelFlags): Readonly<Record<string, string>> {
  const roles = {
    plan: flags.modelPlan,
    read: flags.modelRead,
    write: flags.modelWrite,
    look: flags.modelLook,
    judge: flags.modelJudge,
  };
  return Object.fromEntries(Object.entries(roles).flatMap(([role, name]) => (name ? [[role, name] as const] : [])));
}
