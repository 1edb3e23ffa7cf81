import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answerSentences } from "../../src/analyst/extractive/table-answer/index.ts";
import { createExtractiveAnalyst, type EvidenceView, type Finding } from "../../src/analyst/index.ts";
import { bankFinding, sourceIdOf } from "../../src/evidence/index.ts";
import type { PassageHit, StoredSource } from "../../src/library/index.ts";
import { parserFor } from "../../src/perception/index.ts";
import { textOf } from "../../src/report/walk.ts";
import type { BenchOptions } from "./run.ts";

interface Question {
  readonly text: string;
  readonly page: string;
  readonly targets: readonly string[];
}

/**
 * Questions about one Wikipedia page each: share whose exact answer stands in the first sentences of the summary
 * (`found`), whose computed sentence opens with it (`exact`), to how many an answer was computed (`given`), and which
 * share of these is exact (`precision`). Dashes and thousands separators are compared as one, as the data set's own
 * evaluator does.
 */
export async function bench({ data }: BenchOptions): Promise<unknown> {
  const folder = join(data, "wiki-tables");
  const pages = await loadPages(folder);
  const questions = loadQuestions(join(folder, "questions.tsv"));
  const rows: (Question & {
    readonly answer: string;
    readonly given: boolean;
    readonly found: boolean;
    readonly exact: boolean;
  })[] = [];
  for (const question of questions) {
    const stored = pages.get(question.page);
    if (!stored) continue;
    const { answer, given } = await ask(question.text, stored);
    const found = holds(answer, question.targets);
    rows.push({ ...question, answer, given, found, exact: opens(answer, question.targets) });
  }
  if (process.argv.includes("--list"))
    for (const row of rows)
      console.log(
        [
          row.exact ? "=" : row.found ? "~" : "-",
          row.page,
          row.text,
          row.targets.join("|"),
          row.answer.slice(0, 90),
        ].join("\t"),
      );
  const share = (key: "found" | "exact"): number =>
    Number((rows.filter((row) => row[key]).length / rows.length).toFixed(3));
  const given = rows.filter((row) => row.given);
  const precision = Number((given.filter((row) => row.exact).length / given.length).toFixed(3));
  return { questions: rows.length, found: share("found"), exact: share("exact"), given: given.length, precision };
}

async function loadPages(folder: string): Promise<ReadonlyMap<string, StoredSource>> {
  const pages = new Map<string, StoredSource>();
  for (const file of readdirSync(join(folder, "pages")).filter((name) => name.endsWith(".html"))) {
    const bytes = readFileSync(join(folder, "pages", file));
    const resource = { bytes, mediaType: "text/html", name: file, sha256: file };
    const result = await parserFor(resource)?.parse(resource, {
      signal: new AbortController().signal,
      temporaryFolder: "/nonexistent",
    });
    if (!result?.ok) continue;
    const { title, authors } = result.parsed.metadata;
    const source = {
      id: sourceIdOf(file),
      path: file,
      title: title || file,
      authors,
      fetched: "2026-01-01T00:00:00Z",
      mediaType: "text/html",
      sha256: file,
    };
    pages.set(file.replace(/\.html$/, ""), { source, parsed: result.parsed });
  }
  return pages;
}

/** `csv/203-csv/733.csv` belongs to page `203-733`. */
function loadQuestions(path: string): readonly Question[] {
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, text = "", context = "", target = ""] = line.split("\t");
      const page = context.replace(/^csv\/(\d+)-csv\/(\d+)\.csv$/, "$1-$2");
      return { text, page, targets: target.split("|") };
    });
}

async function ask(
  question: string,
  stored: StoredSource,
): Promise<{ readonly answer: string; readonly given: boolean }> {
  const analyst = createExtractiveAnalyst();
  const brief = await analyst.brief({ question, options: { language: "en", length: "standard" }, skills: [] });
  const { subQuestions } = await analyst.plan({ brief, corpus: [stored.source] });
  const sources = new Map([[stored.source.id, stored]]);
  const passages: readonly PassageHit[] = stored.parsed.blocks.map((block) => ({
    id: block.id,
    sourceId: stored.source.id,
    kind: "text",
    blockIds: [block.id],
    text: "",
    locator: block.locator,
    score: 1,
    sourceTitle: stored.source.title,
  }));
  const evidence: EvidenceView[] = [];
  for (const subQuestion of subQuestions) {
    const findings: readonly Finding[] = await analyst.read({ brief, subQuestion, passages, sources });
    for (const finding of findings) {
      const banked = bankFinding(finding, stored, subQuestion.id);
      if (banked.ok) evidence.push({ evidence: banked.evidence, source: stored.source, clusterId: "c" });
    }
  }
  const plan = { subQuestions };
  const outline = await analyst.outline({ brief, plan, evidence, conflicts: [], gaps: [] });
  const summary = await analyst.summarise({ brief, outline, sections: [], evidence, conflicts: [], gaps: [] });
  const [first] = summary;
  const answer = first?.type === "paragraph" ? textOf(first.children) : "";
  return { answer, given: answerSentences(evidence, brief).length > 0 };
}

const squeeze = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/(?<=\d)[,\s](?=\d{3}(?!\d))/gu, "")
    .replace(/[^\p{L}\p{N}.-]+/gu, " ")
    .trim();

function holds(answer: string, targets: readonly string[]): boolean {
  const text = ` ${squeeze(answer)} `.replace(/\. /g, " ");
  return targets.every((target) => text.includes(` ${squeeze(target)} `));
}

function opens(answer: string, targets: readonly string[]): boolean {
  const text = `${squeeze(answer)} `.replace(/^the (?:difference|sum) (?:of \S+ )?is /, "");
  const numberOnly = targets.length === 1 ? squeeze(targets[0] ?? "").replace(/^(\d+) [a-z]+$/, "$1") : "";
  return (
    targets.every((target) => text.includes(`${squeeze(target)}`)) &&
    (text.startsWith(squeeze(targets[0] ?? "")) || (numberOnly !== "" && text.startsWith(`${numberOnly} `)))
  );
}
