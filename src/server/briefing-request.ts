import { resolve } from "node:path";
import type { Briefing } from "../jobs/index.ts";
import type { RunRequest } from "../runs/index.ts";
import type { ServerServices } from "./services.ts";
import { requestOf, type Settings } from "./settings.ts";

/** What the operator allows, and from where paths count. */
export interface BriefingRequestOptions extends Pick<ServerServices, "config" | "limits"> {
  /** Folder that paths in files are relative to. */
  readonly cwd: string;
}

/**
 * What a run of a briefing is asked, within what the operator allows.
 *
 * Contract: a file, which is the operator's own, may name libraries by path; who uses the API names those of the
 * server.
 */
export function briefingRequest(
  { origin, definition }: Pick<Briefing, "origin" | "definition">,
  question: string,
  { config, limits, cwd }: BriefingRequestOptions,
): RunRequest {
  const { formats, length, language, skill, model, maxMinutes, maxSources, maxCostUsd, sources } = definition;
  const said = { formats, length, language, skill, model, maxMinutes, maxSources, maxCostUsd, ...sources };
  // The cast: entries lose their keys' types, and what is not said is left out.
  const settings = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Settings;
  const paths =
    origin === "file" ? (sources.libraries ?? []).filter((name) => !Object.hasOwn(limits.libraries, name)) : [];
  const named = Object.fromEntries(paths.map((path) => [path, resolve(cwd, path)]));
  const isAllSaid = settings.libraries !== undefined || settings.urls === undefined;
  const asked = isAllSaid ? settings : { ...settings, libraries: [] };
  const libraries = { ...limits.libraries, ...named };
  // Briefings name no uploads, so that those of no tenant are the ones they can read.
  return requestOf(question, asked, { config, tenant: "", limits: { ...limits, libraries } });
}
