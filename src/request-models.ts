import type { Config } from "./config.ts";
import { ExhibitError } from "./errors.ts";
import type { ModelChoice } from "./models/index.ts";

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
