import { basename, extname } from "node:path";
import type { Brief, Clarification, Clarifying } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import { earlierSources, loadEarlier } from "./earlier.ts";
import { listLibrary } from "./list-files.ts";
import type { Services } from "./services.ts";

const fileName = "brief.json";

/** Turns the question into a typed brief and keeps it in the run folder; gives what is to be put to the user. */
export async function brief(
  question: string,
  services: Services,
): Promise<{ clarifications: readonly Clarification[] }> {
  const known = await services.folder.readJson<Brief>(fileName);
  const clarify = services.request.clarify ? await clarifying(services) : undefined;
  const made = await makeBrief(question, { clarify }, services);
  const clarifications = made.clarifications ?? [];
  for (const one of clarifications) services.emit({ type: "clarification-asked", ...one });
  await writeBrief({ ...made, ...answeredBefore(clarifications, known) }, services);
  return { clarifications };
}

/** The analyst's brief of a question; a second one of the same run heeds the user's answers. */
export async function makeBrief(
  question: string,
  { clarify }: { readonly clarify: Clarifying | undefined },
  services: Services,
): Promise<Brief> {
  const { language, length, skill } = services.request;
  const options = { length, ...(language ? { language } : {}), ...(skill ? { skill } : {}) };
  const skills = services.skills.map(({ name, description, outline, choose }) => ({
    name,
    description,
    ...(outline && { outline }),
    ...(choose && { choose }),
  }));
  const earlier = await loadEarlier(services);
  return services.analyst.brief({ question, options, skills, earlier, ...(clarify ? { clarify } : {}) });
}

/** What is at hand is known by its names: nothing is read before the plan. */
export async function clarifying(services: Services): Promise<Clarifying> {
  const { files } = await listLibrary(services.request.library);
  const paths = new Set(files);
  const known = services.library.list().filter(({ path }) => path !== undefined && paths.has(path));
  const titles = [...known, ...(await earlierSources(services))].map(({ title }) => title);
  const documents = [...new Set([...files.map((path) => basename(path, extname(path))), ...titles])];
  return { documents, today: services.started.slice(0, 10) };
}

/** A run that begins again, because its library lost what was read, asks nobody twice. */
function answeredBefore(
  clarifications: readonly Clarification[],
  known: Brief | undefined,
): Pick<Brief, "clarifications"> {
  if (clarifications.length === 0) return {};
  const before = new Map((known?.clarifications ?? []).map((one) => [`${one.id} ${one.question}`, one]));
  return { clarifications: clarifications.map((one) => before.get(`${one.id} ${one.question}`) ?? one) };
}

/** Keeps the brief in the run folder. */
export async function writeBrief(made: Brief, { folder }: Pick<Services, "folder">): Promise<void> {
  await folder.writeJson(fileName, made);
}

/** The brief of this run. Errors: `NOT_FOUND` when the run folder lost it. */
export async function loadBrief({ folder }: Pick<Services, "folder">): Promise<Brief> {
  const stored = await folder.readJson<Brief>(fileName);
  if (!stored) throw new ExhibitError("NOT_FOUND", `${folder.path} has no ${fileName}; run the question again.`);
  return stored;
}
