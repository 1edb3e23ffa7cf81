import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { SubQuestion } from "../../analyst/index.ts";
import type { Config } from "../../config.ts";
import { type SummarySource, summarySources, summaryToMarkdown } from "../../render/index.ts";
import { parseReport, resolve } from "../../report/index.ts";
import type { RunRecord } from "../../runs/index.ts";

/** An artifact as clients see it. */
export interface ArtifactLink {
  readonly name: string;
  readonly format: string;
  readonly url: string;
}

/** What a finished run answers. */
export interface Answer {
  readonly title: string;
  readonly outcome: RunRecord["outcome"];
  /** The summary with its citations, and where the report is, as Markdown. */
  readonly text: string;
  readonly sources: readonly SummarySource[];
  readonly artifacts: readonly ArtifactLink[];
}

/** Reads what runs left in their folders. Contract: what is not there, or not whole, is `undefined`. */
export interface Answers {
  /** Of a run that has ended; kept for the next who asks. */
  answer(runId: string): Promise<Answer | undefined>;
  plan(runId: string): Promise<readonly SubQuestion[] | undefined>;
}

/** Threads are listed with their answers, so those of a page or two are kept. */
const keptAnswers = 300;

export function createAnswers({ out }: Pick<Config, "out">): Answers {
  const kept = new Map<string, Promise<Answer | undefined>>();
  return {
    answer(runId) {
      const known = kept.get(runId);
      if (known) return known;
      const answer = readAnswer(out, runId);
      kept.set(runId, answer);
      const [oldest] = kept.keys();
      if (kept.size > keptAnswers && oldest !== undefined) kept.delete(oldest);
      // Not there yet, or not readable: the next one looks again.
      const forget = (found?: Answer) => found ?? kept.delete(runId);
      answer.then(forget, () => forget());
      return answer;
    },
    async plan(runId) {
      const text = await readIfThere(join(out, runId, "plan.json"));
      return text === undefined ? undefined : (JSON.parse(text) as { subQuestions: SubQuestion[] }).subQuestions;
    },
  };
}

async function readAnswer(out: string, runId: string): Promise<Answer | undefined> {
  const [report, run] = await Promise.all(
    ["report.json", "run.json"].map((name) => readIfThere(join(out, runId, name))),
  );
  if (report === undefined || run === undefined) return undefined;
  const resolved = resolve(await parseReport(report));
  // Our own record, written from this type.
  const { outcome, artifacts: paths = [] } = JSON.parse(run) as RunRecord;
  const artifacts = paths.map((path) => artifactLink(runId, basename(path)));
  const sources = summarySources(resolved);
  const links = artifacts.map(({ format, url }) => `[${format.toUpperCase()}](${url})`).join(" · ");
  const list = sources.map(
    ({ number, title, url }) => `- [${number}] ${url ? `[${plain(title)}](${url})` : plain(title)}`,
  );
  const {
    labels,
    report: { title },
  } = resolved;
  const parts = [
    summaryToMarkdown(resolved),
    list.length > 0 ? `**${labels.sources}**\n\n${list.join("\n")}` : "",
    links,
  ];
  return { title, outcome, text: parts.filter((part) => part !== "").join("\n\n"), sources, artifacts };
}

/** Where an artifact is fetched, on this server. */
export function artifactLink(runId: string, name: string): ArtifactLink {
  const url = `/api/reports/${encodeURIComponent(runId)}/files/${encodeURIComponent(name)}`;
  return { name, format: extname(name).slice(1), url };
}

const plain = (title: string) => title.replace(/[[\]\\`*_<>]/g, "\\$&").replace(/\s+/g, " ");

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
