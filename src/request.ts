import { join, resolve } from "node:path";
import type { Config } from "./config.ts";
import { ExhibitError } from "./errors.ts";
import { checkedChoice } from "./models/index.ts";
import { packageRoot } from "./package-root.ts";
import { canParseUrl } from "./report/can-parse-url.ts";
import { choiceOf, type ModelFlags } from "./request-models.ts";
import { type ArtifactFormat, artifactFormats, type ReportLength, type RunRequest } from "./runs/index.ts";
import { searchProviders } from "./search/index.ts";

/** The flags of `exhibit research`, as parsed. */
export interface ResearchFlags extends ModelFlags {
  readonly library: readonly string[];
  readonly url: readonly string[];
  readonly search?: string;
  /** Id of the finished run that the question goes on from. */
  readonly follows?: string;
  readonly offline: boolean;
  readonly formats?: string;
  readonly out?: string;
  readonly language?: string;
  readonly length?: ReportLength;
  readonly skill?: string;
  readonly trustSkills?: boolean;
  readonly tools?: string;
  readonly trustTools?: boolean;
  readonly maxSources?: number;
  readonly maxMinutes?: number;
  readonly clarify?: boolean;
  readonly planOnly: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Flags over config, checked; `canAsk` where somebody can be asked. Errors: `BAD_USAGE` names the flag. */
export function toRequest(
  question: string,
  flags: ResearchFlags,
  { config, canAsk }: { readonly config: Config; readonly canAsk: boolean },
): RunRequest {
  const library = flags.library.length > 0 ? flags.library.map(libraryPath) : config.library;
  const search = searchNames(flags, library, config);
  const isAsking = (toolNames(flags.tools) ?? config.tools.allow).length > 0;
  const online = flags.offline ? 0 : flags.url.length + search.length;
  if (library.length + online === 0 && !isAsking && flags.follows === undefined) throw nothingToRead();
  const choice = choiceOf(flags, config);
  const models = choice && checkedChoice(choice, { access: config.modelAccess, offline: flags.offline });
  const { skill, trustSkills, trustTools, follows } = flags;
  const optional = {
    follows,
    language: languageTag(flags.language),
    skill,
    trustSkills: trustSkills || undefined,
    tools: toolNames(flags.tools),
    trustTools: trustTools || undefined,
    models,
    clarify: flags.clarify || undefined,
  };
  return {
    question: checkedQuestion(question),
    library,
    urls: flags.url.map(checkedUrl),
    search,
    offline: flags.offline,
    formats: parseFormats(flags.formats) ?? (follows === undefined ? config.formats : followUpFormats),
    length: flags.length ?? (follows === undefined ? config.length : "brief"),
    maxSources: flags.maxSources ?? config.maxSources,
    maxMinutes: flags.maxMinutes ?? config.maxMinutes,
    approval: approvalOf(flags, canAsk),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function approvalOf({ planOnly, yes, json }: ResearchFlags, canAsk: boolean): RunRequest["approval"] {
  if (planOnly) return "plan-only";
  return canAsk && !yes && !json ? "ask" : "auto";
}

/** A follow-up is a short answer to read at once. */
const followUpFormats: readonly ArtifactFormat[] = ["md", "html"];

function nothingToRead(): ExhibitError {
  const message =
    "There is nothing to read: no library, and no network to search. Give documents with --library FOLDER " +
    "(`--library samples` is bundled), or an address with --url, or leave out --offline and --search none.";
  return new ExhibitError("BAD_USAGE", message);
}

/** A question is a sentence or a few; a document belongs into the library, where it can be cited. */
const maxQuestionLength = 4_000;

/** One line without control characters: it becomes a title, a folder's name and a line on a terminal. */
function checkedQuestion(value: string): string {
  const question = value.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(question)) {
    throw new ExhibitError("BAD_USAGE", "The question is empty; ask it in words, on a command line in quotes.");
  }
  if (question.length > maxQuestionLength) {
    const message =
      `The question has ${question.length} characters; at most ${maxQuestionLength} are taken. ` +
      "Ask the question itself and give the rest as a document.";
    throw new ExhibitError("BAD_USAGE", message);
  }
  return question;
}

/** A flag's language tag in its canonical form. Errors: `BAD_USAGE`. */
export function languageTag(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch (cause) {
    const message = `--language takes a language tag such as en, de or zh, not "${value}".`;
    throw new ExhibitError("BAD_USAGE", message, { cause });
  }
}

/** `samples` names the bundled library, also where a folder of that name stands: `./samples` is that one. */
export function libraryPath(path: string): string {
  if (path.trim() === "") throw new ExhibitError("BAD_USAGE", "--library takes a folder or file; its value is empty.");
  return path === "samples" ? join(packageRoot, "samples") : resolve(path);
}

/** An http or https address without password. Errors: `BAD_USAGE`. */
export function checkedUrl(value: string): string {
  const url = canParseUrl(value) ? new URL(value) : undefined;
  // Said without repeating it: the address would end in the report, the log and the terminal's history.
  if (url && (url.username || url.password))
    throw new ExhibitError("BAD_USAGE", "--url takes an address without user name and password; leave them out.");
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new ExhibitError("BAD_USAGE", `--url takes an http or https address, not ${value}.`);
}

function searchNames(flags: ResearchFlags, library: readonly string[], config: Config): readonly string[] {
  if (flags.offline || flags.search === "none") return [];
  if (flags.search === undefined) return library.length + flags.url.length > 0 ? [] : config.search;
  const names = splitList(flags.search.toLowerCase());
  if (names.length === 0) throw new ExhibitError("BAD_USAGE", "--search takes names of search providers, or none.");
  const known = searchProviders.map((provider) => provider.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown)
    throw new ExhibitError("BAD_USAGE", `No search provider ${unknown}; there are: ${known.join(", ")}, or none.`);
  return names;
}

/** Names as they were written; `none` is the empty list. Errors: `BAD_USAGE` for an empty value. */
function toolNames(value: string | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const names = splitList(value);
  if (names.length === 0)
    throw new ExhibitError("BAD_USAGE", "--tools takes names of servers or tools of yours, or none.");
  return names.length === 1 && names[0] === "none" ? [] : names;
}

/** Errors: `BAD_USAGE` for a format that does not exist. */
export function parseFormats(value: string | undefined): ArtifactFormat[] | undefined {
  if (value === undefined) return undefined;
  const names = splitList(value.toLowerCase());
  const takes = `--formats takes some of: ${artifactFormats.join(",")}.`;
  if (names.length === 0) throw new ExhibitError("BAD_USAGE", `No format is named; ${takes}`);
  const unknown = names.find((name) => !artifactFormats.some((format) => format === name));
  if (unknown) throw new ExhibitError("BAD_USAGE", `No format ${unknown}; ${takes}`);
  return artifactFormats.filter((format) => names.includes(format));
}

function splitList(value: string): string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}
