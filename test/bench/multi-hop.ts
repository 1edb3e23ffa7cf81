import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { plan } from "../../src/analyst/extractive/plan.ts";
import { createLibrary, gatherPassages, type Library } from "../../src/library/index.ts";
import type { BenchOptions } from "./run.ts";

interface Question {
  readonly id: string;
  readonly question: string;
  readonly supporting_titles: readonly string[];
  readonly type: string;
}

const top = 8;

function readLines<T>(data: string, file: string): readonly T[] {
  const lines = readFileSync(path.join(data, "multi-hop", file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}

async function fill(library: Library, data: string): Promise<void> {
  for (const { title, text } of readLines<{ title: string; text: string }>(data, "passages.jsonl")) {
    const sha256 = createHash("sha256").update(`${title}\n${text}`).digest("hex");
    const source = {
      id: `src-${sha256.slice(0, 10)}`,
      path: `${title}.txt`,
      title,
      authors: [],
      fetched: "2026-01-01T00:00:00Z",
      mediaType: "text/plain",
      sha256,
    };
    const block = { type: "paragraph" as const, id: "b1", text, locator: {} };
    const parsed = {
      metadata: { title, authors: [] },
      blocks: [block],
      pages: [],
      links: [],
      assets: [],
      dropped: [],
      warnings: [],
    };
    await library.add({ source, parsed }, { assets: [], parser: "text@1" });
  }
}

type Find = (question: string) => readonly { readonly sourceTitle: string }[];

interface Measured {
  readonly found: number;
  readonly foundByType: Readonly<Record<string, number>>;
  readonly msPerQuestion: number;
  /** Question, titles that are missing. */
  readonly missed: readonly string[];
}

function measure(questions: readonly Question[], find: Find): Measured {
  const start = performance.now();
  const missed: string[] = [];
  const foundByType: Record<string, number> = {};
  for (const { question, supporting_titles: wanted, type } of questions) {
    const titles = find(question).map((hit) => hit.sourceTitle);
    const missing = wanted.filter((title) => !titles.includes(title));
    if (missing.length === 0) foundByType[type] = (foundByType[type] ?? 0) + 1;
    else missed.push(`${question.trim()} Missing: ${missing.join("; ")}`);
  }
  const msPerQuestion = Math.round(((performance.now() - start) / questions.length) * 10) / 10;
  return { found: questions.length - missed.length, foundByType, msPerQuestion, missed };
}

/** The first queries that the embedded analyst would ask. */
async function planned(question: string, library: Library): Promise<readonly string[]> {
  const empty = { intents: [], assumptions: [], checks: [], skill: "", audience: "" };
  const brief = { ...empty, question, language: "en", length: "standard" as const };
  const { subQuestions } = await plan({ brief, corpus: library.list() });
  return [...new Set(subQuestions.flatMap(({ queries }) => queries))];
}

/**
 * How often all supporting passages of a two-hop question are among the first 8: by one search, by `gatherPassages`, and by
 * `gatherPassages` with the planner's queries. */
export async function bench({ data }: BenchOptions): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), "multi-hop-"));
  const library = createLibrary({ folder });
  try {
    await fill(library, data);
    const questions = readLines<Question>(data, "questions.jsonl");
    const search = measure(questions, (query) => library.search({ query, limit: top }));
    const gather = measure(questions, (query) => gatherPassages(library, [query], { limit: top }));
    const queries = new Map<string, readonly string[]>();
    for (const { question } of questions) queries.set(question, await planned(question, library));
    const plans = measure(questions, (query) => gatherPassages(library, queries.get(query) ?? [], { limit: top }));
    const [{ missed: _search, ...searched }, { missed: _plans, ...plannedGather }] = [search, plans];
    return {
      passages: library.list().length,
      questions: questions.length,
      search: searched,
      gather,
      planned: plannedGather,
    };
  } finally {
    library.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
