import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "../jobs/index.ts";
import { type Block, inlinesOf, letterEdge, type Report, reportBlocks, textOf, walkBlocks } from "../report/index.ts";
import type { RunSummary } from "./api-types.ts";
import { fileVersion } from "./file-version.ts";
import { createRecent } from "./recent.ts";
import type { ServerServices } from "./services.ts";

/** Which runs are listed. */
export interface HistoryQuery {
  /** Words that must all stand in the question or the report; empty for everything. */
  readonly query: string;
  /** Runs at most, after leaving out `offset` of them. */
  readonly limit: number;
  readonly offset: number;
}

/** The past runs of tenants, latest first. */
export interface RunHistory {
  list(tenant: string, query: HistoryQuery): Promise<readonly RunSummary[]>;
}

/** What is kept of a report to search in it. */
interface ReportText {
  readonly title: string;
  readonly text: string;
}

/** Characters of reports that are kept in memory: of some thousand usual ones, so that a search reads each once. */
const keptCharacters = 50_000_000;
/** Runs that one search looks at, latest first. */
const maxSearched = 500;
const searchedCharacters = 200_000;

/** Over the jobs and reports of all tenants. */
export function createRunHistory({ jobs, config }: Pick<ServerServices, "jobs" | "config">): RunHistory {
  const kept = createRecent<ReportText & { readonly version: string }>({
    most: keptCharacters,
    weightOf: ({ text }) => text.length,
  });
  const reportOf = async ({ runId, status }: Job): Promise<ReportText | undefined> => {
    if (status !== "done") return undefined;
    const path = join(config.out, runId, "report.json");
    const version = await fileVersion(path);
    const known = kept.get(runId);
    if (known?.version === version) return known;
    const text = await loadText(path);
    if (!text) return undefined;
    kept.set(runId, { ...text, version });
    return text;
  };
  return {
    async list(tenant, { query, limit, offset }) {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      // The last job of each thread is what a user knows as one conversation.
      const searched = words.length > 0 ? { limit: maxSearched, offset: 0 } : { limit, offset };
      const found: RunSummary[] = [];
      for (const job of jobs.store.latestOfThreads(tenant, searched)) {
        const report = await reportOf(job);
        const excerpt = words.length > 0 ? excerptOf(`${job.question}\n${report?.text ?? ""}`, words) : "";
        if (excerpt !== undefined) found.push(summaryOf(job, report, excerpt));
      }
      return words.length > 0 ? found.slice(offset, offset + limit) : found;
    },
  };
}

function summaryOf(job: Job, report: ReportText | undefined, excerpt: string): RunSummary {
  const { runId, threadId, question, status, outcome, updated } = job;
  return {
    runId,
    threadId,
    question,
    status,
    updated,
    ...(outcome ? { outcome } : {}),
    ...(report ? { title: report.title } : {}),
    ...(excerpt === "" ? {} : { excerpt }),
  };
}

/** The surroundings of the rarest found word; undefined when one of the words does not stand there. */
function excerptOf(text: string, words: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word));
  if (places.some((place) => place < 0)) return undefined;
  const at = Math.max(...places);
  const start = letterEdge(text, Math.max(0, at - 70));
  const cut = text
    .slice(start, letterEdge(text, at + 110))
    .replace(/\s+/gu, " ")
    .trim();
  return `${start > 0 ? "… " : ""}${cut}${at + 110 < text.length ? " …" : ""}`;
}

async function loadText(path: string): Promise<ReportText | undefined> {
  try {
    // Our own file, written from the type named here; what a reader may see of it is checked where it is shown.
    const report = JSON.parse(await readFile(path, "utf8")) as Report;
    const blocks = [...walkBlocks(reportBlocks(report))];
    return {
      title: report.title,
      text: `${report.title}\n${blocks.map(wordsOf).join("\n")}`.slice(0, searchedCharacters),
    };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error)) return undefined;
    throw error;
  }
}

const wordsOf = (block: Block): string => ("value" in block ? block.value : textOf(inlinesOf(block)));
