import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLibrary, gatherPassages, type Library } from "../../src/library/index.ts";

/**
 * How often both supporting passages of a two-hop question are among the first 8: one search, and `gatherPassages`.
 *
 *   node dist/test/bench/multi-hop.js [--data ../shared/data] [--misses]
 */

interface Question {
  readonly id: string;
  readonly question: string;
  readonly supporting_titles: readonly string[];
  readonly type: string;
}

const top = 8;
const dataFolder = argument("--data") ?? "../shared/data";

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

function readLines<T>(file: string): readonly T[] {
  const lines = readFileSync(path.join(dataFolder, "multi-hop", file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}

async function fill(library: Library): Promise<void> {
  for (const { title, text } of readLines<{ title: string; text: string }>("passages.jsonl")) {
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

function measure(name: string, questions: readonly Question[], find: Find): void {
  const start = performance.now();
  const missed: string[] = [];
  const found: Record<string, number> = {};
  for (const { question, supporting_titles: wanted, type } of questions) {
    const titles = find(question).map((hit) => hit.sourceTitle);
    const missing = wanted.filter((title) => !titles.includes(title));
    if (missing.length === 0) found[type] = (found[type] ?? 0) + 1;
    else missed.push(`  [${type}] ${question}\n    missing: ${missing.join(" | ")}\n    found: ${titles.join(" | ")}`);
  }
  const time = (performance.now() - start) / questions.length;
  const hits = questions.length - missed.length;
  console.log(`${name}: ${hits}/${questions.length} ${JSON.stringify(found)}, ${time.toFixed(1)} ms a question`);
  if (process.argv.includes("--misses")) console.log(missed.join("\n"));
}

const folder = mkdtempSync(path.join(tmpdir(), "multi-hop-"));
const library = createLibrary({ folder });
try {
  const start = performance.now();
  await fill(library);
  console.log(`${library.list().length} sources added in ${(performance.now() - start).toFixed(0)} ms`);
  const questions = readLines<Question>("questions.jsonl");
  console.log(
    `questions: ${JSON.stringify(Object.fromEntries(["bridge", "comparison"].map((type) => [type, questions.filter((question) => question.type === type).length])))}`,
  );
  measure("search", questions, (query) => library.search({ query, limit: top, diversity: 0 }));
  measure("search, diversity 0.3", questions, (query) => library.search({ query, limit: top }));
  measure("gatherPassages", questions, (query) => gatherPassages(library, [query], { limit: top }));
} finally {
  library.close();
  rmSync(folder, { recursive: true, force: true });
}
