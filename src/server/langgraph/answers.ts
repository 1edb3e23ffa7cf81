import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Brief, Clarification, SubQuestion } from "../../analyst/index.ts";
import type { Config } from "../../config.ts";
import { isMissing } from "../../errors.ts";
import { type SummarySource, summarySources, summaryToMarkdown } from "../../render/index.ts";
import { parseReport, resolve } from "../../report/index.ts";
import type { Inquiry } from "../../research/index.ts";
import type { RunRecord } from "../../runs/index.ts";
import { fileVersion } from "../file-version.ts";

/** What a finished run answers. */
export interface Answer {
  readonly title: string;
  readonly outcome: RunRecord["outcome"];
  /** The summary with its citations, as Markdown. */
  readonly text: string;
  readonly sources: readonly SummarySource[];
  /** Word for the list of sources in the report's language. */
  readonly sourcesLabel: string;
  /** Names of the files, the first is the one to read. */
  readonly artifacts: readonly string[];
}

/** Reads what runs left in their folders. Contract: what is not there is `undefined`. */
export interface Answers {
  /** Of a run that has ended; kept for the next who asks. `page` is where its HTML would be found. */
  answer(runId: string, page: string): Promise<Answer | undefined>;
  plan(runId: string): Promise<readonly SubQuestion[] | undefined>;
  clarifications(runId: string): Promise<readonly Clarification[]>;
}

/** Threads are listed with their answers, so those of a page or two are kept. */
const keptAnswers = 300;

export function createAnswers({ out }: Pick<Config, "out">): Answers {
  const kept = new Map<string, Promise<Answer | undefined>>();
  return {
    async answer(runId, page) {
      // An edited report gives another answer.
      const key = `${runId} ${page} ${await fileVersion(join(out, runId, "report.json"))}`;
      const known = kept.get(key);
      if (known) return known;
      const answer = readAnswer(join(out, runId), page);
      kept.set(key, answer);
      const [oldest] = kept.keys();
      if (kept.size > keptAnswers && oldest !== undefined) kept.delete(oldest);
      // Not there yet, or not readable: the next one looks again.
      const forget = (found?: Answer) => found ?? kept.delete(key);
      answer.then(forget, () => forget());
      return answer;
    },
    async plan(runId) {
      const written = await readIfThere<{ readonly subQuestions: readonly SubQuestion[] }>(
        join(out, runId, "plan.json"),
      );
      return written?.subQuestions;
    },
    async clarifications(runId) {
      return (await readIfThere<Brief>(join(out, runId, "brief.json")))?.clarifications ?? [];
    },
  };
}

async function readAnswer(folder: string, page: string): Promise<Answer | undefined> {
  const run = await readIfThere<RunRecord>(join(folder, "run.json"));
  if (!run?.outcome) return undefined;
  const artifacts = (run.artifacts ?? []).map((path) => basename(path));
  const found =
    run.request.graph === "inquiry"
      ? await readInquiry(folder)
      : await readSummary(folder, artifacts.includes("report.html") ? page : undefined);
  return found && { outcome: run.outcome, artifacts, ...found };
}

type Found = Pick<Answer, "title" | "text" | "sources" | "sourcesLabel">;

async function readSummary(folder: string, page: string | undefined): Promise<Found | undefined> {
  const report = await textIfThere(join(folder, "report.json"));
  if (report === undefined) return undefined;
  const resolved = resolve(await parseReport(report));
  const { labels } = resolved;
  const [title, sourcesLabel] = [resolved.report.title, labels.sources];
  return { title, sourcesLabel, text: summaryToMarkdown(resolved, page), sources: summarySources(resolved) };
}

async function readInquiry(folder: string): Promise<Found | undefined> {
  const inquiry = await readIfThere<Inquiry>(join(folder, "inquiry.json"));
  if (!inquiry) return undefined;
  const text = [inquiry.answer || "No answer was found.", ...inquiry.limitations].join("\n\n");
  return { title: inquiry.question, text, sources: [], sourcesLabel: "" };
}

/** The one cast: the folder's files are our own, written from the type the caller names. */
async function readIfThere<Value>(path: string): Promise<Value | undefined> {
  const text = await textIfThere(path);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
