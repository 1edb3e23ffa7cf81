import { Hono } from "hono";
import { packageVersion } from "../../package-root.ts";
import { listLibrary } from "../../research/index.ts";
import { artifactFormats } from "../../runs/index.ts";
import { skillSettings } from "../../services.ts";
import { loadSkillSet } from "../../skills/index.ts";
import type { Offer } from "../api-types.ts";
import { exampleQuestions } from "../example-questions.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { maxUploadBytes } from "../upload-store.ts";

/** `/api/offer`: what a user may choose here; `hasRoute` tells what else the server answers. */
export function offerRoutes(
  { config, limits }: Pick<ServerServices, "config" | "limits">,
  hasRoute: (path: string) => boolean,
): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/api/offer", async (context) => {
    const { skills } = await loadSkillSet(skillSettings(config, {}));
    const paths = Object.entries(limits.libraries);
    const libraries = await Promise.all(
      paths.map(async ([name, path]) => ({ name, path, files: await filesOf(path) })),
    );
    const { models } = limits;
    const offer: Offer = {
      version: packageVersion(),
      genres: skills.flatMap(({ name, description, outline }) => (outline ? [{ name, description }] : [])),
      libraries: libraries.map(({ name, files }) => ({ name, documents: files.length })),
      search: limits.search,
      offline: limits.offline,
      models: models ? [...new Set([models.model, ...models.fallbacks, ...Object.values(models.roles)])] : [],
      formats: artifactFormats,
      length: config.length,
      maxMinutes: config.maxMinutes,
      examples: await exampleQuestions(libraries),
      maxUploadBytes,
      features: {
        steer: hasRoute("/api/jobs/:id/steer"),
        briefings: hasRoute("/api/briefings"),
        edits: hasRoute("/api/runs/:runId/edits"),
      },
    };
    return context.json(offer);
  });
}

/** A folder that is gone meanwhile has no documents; the run that reads it says so. */
async function filesOf(path: string): Promise<readonly string[]> {
  return listLibrary([path]).then(
    ({ files }) => files,
    () => [],
  );
}
