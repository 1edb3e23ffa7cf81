import type { Brief } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import { loadEarlier } from "./earlier.ts";
import type { Services } from "./services.ts";

const fileName = "brief.json";

/** Turns the question into a typed brief and keeps it in the run folder. */
export async function brief(question: string, services: Services): Promise<Record<string, never>> {
  const { language, length, skill } = services.request;
  const options = { length, ...(language ? { language } : {}), ...(skill ? { skill } : {}) };
  const skills = services.skills.map(({ name, description, outline, choose }) => ({
    name,
    description,
    ...(outline && { outline }),
    ...(choose && { choose }),
  }));
  const earlier = await loadEarlier(services);
  await services.folder.writeJson(fileName, await services.analyst.brief({ question, options, skills, earlier }));
  return {};
}

/** The brief of this run. Errors: `NOT_FOUND` when the run folder lost it. */
export async function loadBrief({ folder }: Pick<Services, "folder">): Promise<Brief> {
  const stored = await folder.readJson<Brief>(fileName);
  if (!stored) throw new ExhibitError("NOT_FOUND", `${folder.path} has no ${fileName}; run the question again.`);
  return stored;
}
