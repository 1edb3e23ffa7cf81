import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import type { RunModels } from "../runs/index.ts";
import type { ModelSettings } from "./langchain-model.ts";
import { type ModelRole, modelRoles } from "./model.ts";
import { type ModelProvider, modelProviders, parseModelName } from "./model-providers.ts";
import type { ModelPrice } from "./prices.ts";
import type { ModelProfile } from "./profile.ts";

/** Which model does what: the part of a run's request that is about models. */
export type ModelChoice = RunModels;

/** What only this machine knows of models: keys, addresses, measured profiles, prices. */
export interface ModelAccess {
  readonly keys: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<string, string>>;
  readonly profiles: Readonly<Record<string, Partial<ModelProfile>>>;
  readonly prices: Readonly<Record<string, ModelPrice>>;
}

/** What may be said of a model in a file. */
export const profileSchema = z.strictObject({
  vision: z.boolean(),
  toolImages: z.boolean(),
  maxImages: z.number().int().positive(),
  maxImageBytes: z.number().int().positive(),
  maxImageSide: z.number().int().positive(),
  imageTypes: z.array(z.string()).min(1),
  imageTokens: z.enum(["tiles", "area", "patches"]),
  coordinates: z.enum(["unit", "thousand", "pixels"]),
  jsonMode: z.enum(["object", "none"]),
  toolChoice: z.enum(["any", "auto", "none"]),
  toolCalls: z.boolean(),
  thinking: z.enum(["never", "sometimes", "always"]),
  contextTokens: z.number().int().min(2_000),
  maxOutputTokens: z.number().int().min(200),
  streaming: z.boolean(),
  temperature: z.number().min(0).max(2),
  concurrency: z.number().int().positive(),
});

/** What a user may write about models in `exhibit.config.json`. */
export const modelFileSchema = z.strictObject({
  model: z.string().optional(),
  url: z.url().optional(),
  roles: z.partialRecord(z.enum(["plan", "read", "write", "look", "judge"]), z.string()).optional(),
  fallbacks: z.array(z.string()).optional(),
  maxCalls: z.number().int().positive().optional(),
  maxTokens: z.number().int().positive().optional(),
  maxCostUsd: z.number().positive().optional(),
  /** What is known better than the built-in table, by `provider:name`. */
  profiles: z.record(z.string(), profileSchema.partial()).optional(),
  /** Dollars for a million tokens, by `provider:name`. */
  prices: z
    .record(
      z.string(),
      z.strictObject({
        input: z.number().nonnegative(),
        output: z.number().nonnegative(),
        cached: z.number().nonnegative().optional(),
      }),
    )
    .optional(),
});

type ModelFile = z.output<typeof modelFileSchema>;

/** The choice of the config file and environment (`EXHIBIT_MODEL`); undefined when no model is named. */
export function modelChoiceOf(
  file: ModelFile,
  env: Readonly<Record<string, string | undefined>>,
): ModelChoice | undefined {
  const model = env.EXHIBIT_MODEL || file.model;
  if (model === undefined) return undefined;
  const { url, roles = {}, fallbacks = [], maxCalls, maxTokens, maxCostUsd } = file;
  const limits = defined({ maxCalls, maxTokens, maxCostUsd });
  return { model, roles: defined(roles), fallbacks, limits, ...(url && model === file.model ? { url } : {}) };
}

/**
 * The same choice. Errors: `BAD_USAGE` for a name that is none, for a missing key, and offline for a model elsewhere.
 */
export function checkedChoice(
  choice: ModelChoice,
  { access, offline }: { readonly access: ModelAccess; readonly offline: boolean },
): ModelChoice {
  const settings = Object.values(settingsOf(choice, access)).flat();
  const far = offline ? settings.find(({ id, url }) => !isLoopback(url ?? parseModelName(id).provider.url)) : undefined;
  if (!far) return choice;
  throw new ExhibitError(
    "BAD_USAGE",
    `--offline uses no network, and the model ${far.id} is elsewhere; take a model on this machine (ollama, vllm, llamacpp, lmstudio) or leave out --offline.`,
  );
}

function isLoopback(url: string | undefined): boolean {
  const hostname = url === undefined ? "" : new URL(url).hostname;
  return hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);
}

/**
 * Keys and addresses from the providers' usual variables, what was measured, and over it what the config file knows.
 */
export function modelAccessOf(
  file: ModelFile,
  env: Readonly<Record<string, string | undefined>>,
  measured: ModelAccess["profiles"] = {},
): ModelAccess {
  const found = (variablesOf: (provider: ModelProvider) => readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      modelProviders.flatMap((provider) => {
        const value = variablesOf(provider)
          .map((name) => env[name])
          .find((text) => text);
        return value ? [[provider.name, value] as const] : [];
      }),
    );
  const profiles: Record<string, Partial<ModelProfile>> = { ...measured };
  for (const [id, told] of Object.entries(file.profiles ?? {})) profiles[id] = { ...profiles[id], ...defined(told) };
  const prices = Object.fromEntries(
    Object.entries(file.prices ?? {}).map(([id, { cached, ...price }]) => [
      id,
      cached === undefined ? price : { ...price, cached },
    ]),
  );
  const keys = found(({ keyVariables }) => keyVariables);
  const urls = found(({ urlVariables }) => urlVariables);
  return { keys, urls, profiles, prices };
}

/** The models of each role, the chosen one first. Errors: `BAD_CONFIG` when a provider on the network has no key. */
export function settingsOf(
  choice: ModelChoice,
  access: ModelAccess,
): Readonly<Record<ModelRole, readonly [ModelSettings, ...ModelSettings[]]>> {
  const settings = (id: string): ModelSettings => settingOf(id, choice, access);
  const of = (role: ModelRole): readonly [ModelSettings, ...ModelSettings[]] => {
    const own = choice.roles[role] ?? choice.model;
    const rest = [...new Set([choice.model, ...choice.fallbacks])].filter((id) => id !== own);
    return [settings(own), ...rest.map(settings)];
  };
  return { plan: of("plan"), read: of("read"), write: of("write"), look: of("look"), judge: of("judge") };
}

/** Every model that a choice names, each once. */
export function modelsOf({ model, roles, fallbacks }: ModelChoice): readonly string[] {
  return [...new Set([model, ...modelRoles.flatMap((role) => roles[role] ?? []), ...fallbacks])];
}

function settingOf(id: string, choice: ModelChoice, access: ModelAccess): ModelSettings {
  const { provider } = parseModelName(id);
  const url = (id === choice.model ? choice.url : undefined) ?? access.urls[provider.name];
  const apiKey = access.keys[provider.name];
  if (apiKey === undefined && provider.keyVariables.length > 0 && !isOwnServer(url)) {
    const variables = provider.keyVariables.join(" or ");
    throw new ExhibitError(
      "BAD_CONFIG",
      `The model ${id} needs a key: set ${variables}, or name a server of your own with --model-url.`,
    );
  }
  const profile = access.profiles[id];
  return { id, ...(url ? { url } : {}), ...(apiKey ? { apiKey } : {}), ...(profile ? { profile } : {}) };
}

/** A given address is somebody's own server, which may want no key. */
function isOwnServer(url: string | undefined): boolean {
  return url !== undefined;
}

/** The one cast: entries lose their keys' types. */
function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]?: Exclude<Shape[Key], undefined>;
  };
}
