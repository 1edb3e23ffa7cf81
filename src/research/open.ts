import { type Brief, type Chapter, detectLanguage, type SubQuestion } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import { blockText, type ParsedSource } from "../evidence/parsed-source.ts";
import type { Source } from "../report/index.ts";
import { chaptersOf } from "./chapters.ts";
import { openReport } from "./open-report.ts";
import { perceive, type Target } from "./perceive.ts";
import type { Services } from "./services.ts";

const fileName = "chapters.json";
/** A deck of more is a document. */
export const usualSlides = 15;
/** Title, summary, verification and sources. */
const fixedSlides = 4;
/** Text that tells its language. */
const languageSample = 2_000;

/** What there is to make slides of. */
export interface Opened {
  /** The chapters of a document; none of a finished report, whose sections are there already. */
  readonly subQuestions: readonly SubQuestion[];
  readonly sourceIds: readonly string[];
  readonly evidenceIds: readonly string[];
}

/**
 * Opens what the slides are made of: reads a document and divides it into chapters, or takes over a finished report.
 *
 * Errors: `NOTHING_TO_READ` when the document cannot be read or holds nothing, with the reason; those of `openReport`.
 */
export async function open(services: Services): Promise<Opened> {
  const { request, folder, emit } = services;
  if (request.report !== undefined) {
    await folder.writeJson("brief.json", briefOf({ title: request.question, language: "en" }, services));
    return { subQuestions: [], ...(await openReport(request.report, services)) };
  }
  const { source, parsed } = await read(services);
  const slides = request.slides ?? usualSlides;
  const chapters = chaptersOf(parsed, source.title, Math.max(1, slides - fixedSlides));
  if (chapters.length === 0)
    throw new ExhibitError(
      "NOTHING_TO_READ",
      `${nameOf(targetOf(services))} holds no text, table or picture that could be put on slides; if it is a scan, give one with readable text.`,
    );
  const language = await languageOf(source, parsed);
  const brief = briefOf({ title: source.title, language }, services);
  await folder.writeJson("brief.json", { ...brief, deck: { slides, sections: chapters.length } });
  await folder.writeJson(fileName, { sourceId: source.id, chapters });
  const subQuestions = chapters.map(toSubQuestion);
  emit({
    type: "plan-end",
    subQuestions: subQuestions.map(({ id, question, queries }) => ({ id, question, queries })),
  });
  return { subQuestions, sourceIds: [source.id], evidenceIds: [] };
}

async function read(services: Services): Promise<{ readonly source: Source; readonly parsed: ParsedSource }> {
  const result = await perceive(targetOf(services), services);
  if (result.ok) return result;
  throw new ExhibitError("NOTHING_TO_READ", `There is nothing to make slides of: ${result.failure.message}`);
}

function targetOf({ request: { library, urls } }: Services): Target {
  const [path] = library;
  const [url = ""] = urls;
  return path === undefined ? { url, userTyped: true } : { path };
}

const nameOf = (target: Target): string => ("path" in target ? target.path : target.url);

async function languageOf(source: Source, { blocks }: ParsedSource): Promise<string> {
  if (source.language) return source.language;
  const sample = blocks
    .filter(({ type }) => type !== "table")
    .map(blockText)
    .join(" ");
  return detectLanguage(sample.slice(0, languageSample) || source.title);
}

function briefOf({ title, language }: { title: string; language: string }, { request }: Services): Brief {
  return {
    question: title,
    language: request.language ?? language,
    length: request.length,
    skill: "",
    audience: "people who hear the document presented and have not read it",
    intents: ["what"],
    assumptions: [],
    checks: [],
  };
}

/** A chapter in the words that the stages after reading know: what is asked is what it says. */
function toSubQuestion({ id, title }: Chapter): SubQuestion {
  return { id, question: title, intent: "what", queries: [], entities: [], topics: [title] };
}

/** A chapter of this run with the source it belongs to. Errors: `NOT_FOUND` when the run folder lost them. */
export async function loadChapter(
  id: string,
  { folder }: Pick<Services, "folder">,
): Promise<{ readonly sourceId: string; readonly chapter: Chapter }> {
  const stored = await folder.readJson<{ sourceId: string; chapters: readonly Chapter[] }>(fileName);
  const chapter = stored?.chapters.find((candidate) => candidate.id === id);
  if (!stored || !chapter)
    throw new ExhibitError("NOT_FOUND", `${folder.path} has no chapter ${id} in ${fileName}; make the deck again.`);
  return { sourceId: stored.sourceId, chapter };
}
