import { existsSync, utimesSync } from "node:fs";
import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import { type ResearchFlags, toRequest } from "../request.ts";
import { artifactFormats, type RunRequest, reportLengths } from "../runs/index.ts";
import type { Principal, ServerServices } from "./services.ts";
import { uploadFolder } from "./upload-store.ts";

const whole = z.number().int().positive();

/** What a user may say about a run, in every protocol; what is not said is the server's default. */
export const settingsSchema = z.strictObject({
  /** Genre or method, by name. */
  skill: z.string().max(64).optional(),
  length: z.enum(reportLengths).optional(),
  formats: z.array(z.enum(artifactFormats)).min(1).optional(),
  language: z.string().max(35).optional(),
  /** Names of the server's libraries to read; all of them when absent. */
  libraries: z.array(z.string()).max(50).optional(),
  /** Ids of uploaded documents to read. */
  uploads: z.array(z.uuid()).max(50).optional(),
  /** Pages and documents to read. */
  urls: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(50)
    .optional(),
  /** Search providers; `[]` searches nothing outside. */
  search: z.array(z.string()).max(20).optional(),
  /** `none` thinks with the embedded analyst alone. */
  model: z.string().max(200).optional(),
  maxMinutes: z
    .number()
    .positive()
    .max(24 * 60)
    .optional(),
  maxSources: whole.max(100_000).optional(),
  maxTokens: whole.optional(),
  maxCostUsd: z.number().positive().optional(),
  maxCalls: whole.optional(),
  /** Puts what is unclear in the question to the user before the plan is made. */
  clarify: z.boolean().optional(),
  /** `ask` lets the plan wait for the user's word. */
  approval: z.enum(["auto", "ask"]).optional(),
  /** Asks a question of its own, also in a conversation that has a finished run. */
  fresh: z.boolean().optional(),
});

/** What a user said about a run. */
export type Settings = z.output<typeof settingsSchema>;

/**
 * The request of a run from what a user said, within what the operator allows and the tenant has uploaded.
 *
 * Errors: `BAD_USAGE` names the setting and what it takes.
 */
export function requestOf(
  question: string,
  settings: Settings,
  {
    config,
    limits,
    tenant,
    follows,
  }: Pick<ServerServices, "config" | "limits"> & Pick<Principal, "tenant"> & { readonly follows?: string | undefined },
): RunRequest {
  const flags: ResearchFlags = {
    library: [
      ...uploadPaths(settings.uploads, { config, tenant }),
      ...libraryPaths(settings.libraries, limits.libraries),
    ],
    url: settings.urls ?? [],
    search: searchOf(settings.search, limits),
    offline: limits.offline,
    planOnly: false,
    yes: settings.approval !== "ask",
    json: false,
    ...modelFlags(settings, limits.models),
    ...chosen({
      formats: settings.formats?.join(","),
      language: settings.language,
      length: settings.length,
      skill: settings.skill,
      maxMinutes: settings.maxMinutes,
      maxSources: settings.maxSources,
      clarify: settings.clarify,
      follows,
    }),
  };
  const { models } = limits;
  return toRequest(question, flags, { config: { ...config, models, library: [] }, canAsk: true });
}

/** Errors: `BAD_USAGE` for a document that is not there, or another tenant's. */
function uploadPaths(
  ids: readonly string[] = [],
  { config, tenant }: Pick<ServerServices, "config"> & Pick<Principal, "tenant">,
): string[] {
  return ids.map((id) => {
    const folder = uploadFolder(config, { tenant, id });
    // Named again, it is young again: what is kept unused is counted from here.
    if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
    else throw new ExhibitError("BAD_USAGE", `There is no uploaded document ${id}; upload it again.`);
    return folder;
  });
}

function libraryPaths(names: readonly string[] | undefined, libraries: Readonly<Record<string, string>>): string[] {
  return (names ?? Object.keys(libraries)).map((name) => {
    const path = Object.hasOwn(libraries, name) ? libraries[name] : undefined;
    if (path !== undefined) return path;
    const known = Object.keys(libraries).join(", ") || "none";
    throw new ExhibitError("BAD_USAGE", `There is no library ${name}; this server has: ${known}.`);
  });
}

function searchOf(wanted: readonly string[] | undefined, { search, offline }: ServerServices["limits"]): string {
  const refused = wanted?.find((name) => !search.includes(name));
  if (refused !== undefined) {
    const known = offline ? "none, because it works offline" : search.join(", ") || "none";
    throw new ExhibitError("BAD_USAGE", `This server does not search with ${refused}; it has: ${known}.`);
  }
  return (wanted ?? search).join(",") || "none";
}

/** Users choose among the operator's models; an address or key of their own they cannot name. */
function modelFlags(settings: Settings, models: RunRequest["models"]): Partial<ResearchFlags> {
  const { model, maxTokens, maxCostUsd, maxCalls } = settings;
  const allowed = models ? [models.model, ...models.fallbacks, ...Object.values(models.roles)] : [];
  if (model !== undefined && model !== "none" && !allowed.includes(model)) {
    const known = ["none", ...new Set(allowed)].join(", ");
    throw new ExhibitError("BAD_USAGE", `This server has no model ${model}; it has: ${known}.`);
  }
  if (!models || model === "none") return { model: "none" };
  return chosen({ model: model === models.model ? undefined : model, maxTokens, maxCost: maxCostUsd, maxCalls });
}

function chosen<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}
