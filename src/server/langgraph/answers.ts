import { basename, join } from "node:path";
import type { Clarification, SubQuestion } from "../../analyst/index.ts";
import type { Config } from "../../config.ts";
import { type SummarySource, summarySources, summaryToMarkdown } from "../../render/index.ts";
import { parseReport, resolve } from "../../report/index.ts";
import { loadClarifications, loadInquiry } from "../../research/index.ts";
import { type RunFolder, type RunRecord, runFolderAt } from "../../runs/index.ts";
import { fileVersion } from "../file-version.ts";
import { createRecent } from "../recent.ts";

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

/** Over the folder of the runs. */
export function createAnswers({ out }: Pick<Config, "out">): Answers {
  const kept = createRecent<Promise<Answer | undefined>>({ most: keptAnswers });
  const at = (runId: string) => runFolderAt(join(out, runId));
  return {
    async answer(runId, page) {
      // An edited report gives another answer.
      const folder = at(runId);
      const key = `${runId} ${page} ${await fileVersion(folder.resolve("report.json"))}`;
      const known = kept.get(key);
      if (known) return known;
      const answer = readAnswer(folder, page);
      kept.set(key, answer);
      // Not there yet, or not readable: the next one looks again.
      const forget = (found?: Answer) => found ?? kept.delete(key);
      answer.then(forget, () => forget());
      return answer;
    },
    async plan(runId) {
      return (await at(runId).readJson<{ readonly subQuestions: readonly SubQuestion[] }>("plan.json"))?.subQuestions;
    },
    clarifications: (runId) => loadClarifications(at(runId)),
  };
}

async function readAnswer(folder: RunFolder, page: string): Promise<Answer | undefined> {
  const run = await folder.readJson<RunRecord>("run.json");
  if (!run?.outcome) return undefined;
  const artifacts = (run.artifacts ?? []).map((path) => basename(path));
  const found =
    run.request.graph === "inquiry"
      ? await readInquiry(folder)
      : await readSummary(folder, artifacts.includes("report.html") ? page : undefined);
  return found && { outcome: run.outcome, artifacts, ...found };
}

type Found = Pick<Answer, "title" | "text" | "sources" | "sourcesLabel">;

async function readSummary(folder: RunFolder, page: string | undefined): Promise<Found | undefined> {
  const report = await folder.readBytes("report.json");
  if (report === undefined) return undefined;
  const resolved = resolve(await parseReport(new TextDecoder().decode(report)));
  const { labels } = resolved;
  const [title, sourcesLabel] = [resolved.report.title, labels.sources];
  return { title, sourcesLabel, text: summaryToMarkdown(resolved, page), sources: summarySources(resolved) };
}

async function readInquiry(folder: RunFolder): Promise<Found | undefined> {
  const inquiry = await loadInquiry({ folder });
  if (!inquiry) return undefined;
  const text = [inquiry.answer || "No answer was found.", ...inquiry.limitations].join("\n\n");
  return { title: inquiry.question, text, sources: [], sourcesLabel: "" };
}
