import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Config } from "../config.ts";
import { ExhibitError } from "../errors.ts";
import { checkedChoice } from "../models/index.ts";
import { checkedUrl, languageTag, libraryPath, parseFormats } from "../request.ts";
import { choiceOf, type ModelFlags } from "../request-models.ts";
import { findRun, type RunRequest } from "../runs/index.ts";

/** The flags of `exhibit deck`, as parsed. */
export interface DeckFlags extends ModelFlags {
  readonly slides?: number;
  readonly language?: string;
  readonly formats?: string;
  readonly out?: string;
  readonly offline: boolean;
  readonly json: boolean;
}

/** Title, one section, verification and sources. */
const leastSlides = 4;
const mostSlides = 100;

/**
 * What to make slides of: an address, a file, or a finished run by its folder, its report or its id.
 *
 * Errors: `BAD_USAGE` names the flag and what it takes, `NOT_FOUND` when there is neither such a file nor such a run.
 */
export async function toDeckRequest(target: string, flags: DeckFlags, config: Config): Promise<RunRequest> {
  const made = await targetOf(target, flags, config);
  const choice = choiceOf(flags, config);
  const models = choice && checkedChoice(choice, { access: config.modelAccess, offline: flags.offline });
  const language = languageTag(flags.language);
  if (language && made.report !== undefined)
    throw new ExhibitError("BAD_USAGE", "--language cannot change a finished report; leave it out.");
  return {
    graph: "deck",
    library: [],
    urls: [],
    ...made,
    search: [],
    offline: flags.offline,
    formats: parseFormats(flags.formats) ?? ["html", "pptx"],
    length: "standard",
    maxSources: 1,
    maxMinutes: config.maxMinutes,
    approval: "auto",
    ...slidesOf(flags.slides),
    ...(language ? { language } : {}),
    ...(models ? { models } : {}),
  };
}

function slidesOf(slides: number | undefined): Pick<RunRequest, "slides"> {
  if (slides === undefined) return {};
  if (slides >= leastSlides && slides <= mostSlides) return { slides };
  const message = `--slides takes a number from ${leastSlides} to ${mostSlides}: title, verification and sources are among them.`;
  throw new ExhibitError("BAD_USAGE", message);
}

type Made = Pick<RunRequest, "question"> & Partial<Pick<RunRequest, "library" | "urls" | "report">>;

async function targetOf(target: string, { offline }: DeckFlags, config: Config): Promise<Made> {
  if (target.trim() === "") throw new ExhibitError("BAD_USAGE", "Name a file, an address or a run to make slides of.");
  if (/^https?:\/\//i.test(target)) {
    if (offline) throw new ExhibitError("BAD_USAGE", "An address needs the network; leave out --offline.");
    const url = checkedUrl(target);
    return { question: `Slides ${basename(new URL(url).pathname) || new URL(url).hostname}`, urls: [url] };
  }
  const path = libraryPath(target);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile())
    return basename(path) === "report.json"
      ? ofReport(dirname(path))
      : { question: `Slides ${basename(path)}`, library: [path] };
  if (found?.isDirectory()) return ofFolder(path);
  return ofReport((await findRun(target, config.out).catch((error: unknown) => notThere(target, error))).path);
}

function ofReport(report: string): Made {
  return { question: `Slides ${basename(report).replace(/^\d{4}-\d\d-\d\d-|-[0-9a-f]{4}$/g, "")}`, report };
}

async function ofFolder(path: string): Promise<Made> {
  if (await stat(join(path, "report.json")).catch(() => undefined)) return ofReport(resolve(path));
  const message = `${path} is a folder without report.json; name one document in it, or the folder of a finished run.`;
  throw new ExhibitError("BAD_USAGE", message);
}

function notThere(target: string, cause: unknown): never {
  if (!(cause instanceof ExhibitError) || cause.code !== "NOT_FOUND") throw cause;
  throw new ExhibitError("NOT_FOUND", `There is neither a file nor a run ${target}. ${cause.message}`, { cause });
}
