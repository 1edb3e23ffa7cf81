import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findQuantities, isMoney, parseCellNumber, sameQuantity } from "../../src/evidence/index.ts";
import { type Report, reportBlocks, walkCitations } from "../../src/report/index.ts";
import { requestFor, runToEnd } from "../support/runs.ts";
import type { BenchOptions } from "./run.ts";

interface Question {
  readonly text: string;
  readonly answer: string;
  readonly documents: readonly string[];
}

interface Row {
  readonly text: string;
  readonly wanted: number;
  readonly found: number;
  readonly missing: readonly string[];
  readonly supported: number;
  readonly claims: number;
  readonly conflicts: number;
}

/**
 * Questions about eight filings with reviewed answers: share of the answers' money and percent numbers that stand in
 * evidence which the report cites, in one of the documents that the answer names; and the report's own claim checks.
 *
 * `--list` prints a line for each question, `--only 3,5` runs some of them.
 */
export async function bench({ data }: BenchOptions): Promise<unknown> {
  const folder = join(data, "sec-10q");
  const out = await mkdtemp(join(tmpdir(), "sec-10q-"));
  const rows: Row[] = [];
  try {
    for (const question of chosen(await loadQuestions(join(folder, "questions.csv")))) {
      const changes = { library: [join(folder, "docs")], formats: [] };
      const { report } = await runToEnd(out, requestFor(question.text, changes));
      const row = judge(question, report);
      rows.push(row);
      if (process.argv.includes("--list")) console.log(lineOf(row));
    }
  } finally {
    await rm(out, { recursive: true, force: true });
  }
  const sum = (key: "wanted" | "found" | "supported" | "claims" | "conflicts"): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    questions: rows.length,
    numbers: sum("wanted"),
    found: Number((sum("found") / Math.max(1, sum("wanted"))).toFixed(3)),
    claims: sum("claims"),
    supported: Number((sum("supported") / Math.max(1, sum("claims"))).toFixed(4)),
    conflicts: sum("conflicts"),
  };
}

function chosen(questions: readonly Question[]): readonly Question[] {
  const at = process.argv.indexOf("--only");
  const wanted = at < 0 ? undefined : new Set((process.argv[at + 1] ?? "").split(",").map(Number));
  return questions.filter((_question, index) => wanted?.has(index) ?? true);
}

const lineOf = (row: Row): string =>
  [
    `${row.found}/${row.wanted}`,
    `claims ${row.supported}/${row.claims}`,
    `conflicts ${row.conflicts}`,
    row.text.slice(0, 90),
    row.missing.slice(0, 6).join(" | "),
  ].join("\t");

function judge(question: Question, report: Report): Row {
  const cited = new Set(walkCitations(reportBlocks(report)));
  const named = new Map(report.sources.map((source) => [source.id, source.path ?? ""]));
  const printed = report.evidence
    .filter(({ id, sourceId }) => cited.has(id) && isOf(named.get(sourceId) ?? "", question.documents))
    .flatMap(({ content, quantities = [] }) => {
      const text = content.type === "quote" ? content.exact : content.type === "cell" ? content.value : content.reading;
      const own = content.type === "cell" ? parseCellNumber(content.value) : undefined;
      const typed = quantities.map(({ value, unit }) => ({ value, unit, step: own ? own.step : 0 }));
      return content.type === "cell" ? typed : [...typed, ...findQuantities(text)];
    });
  const wanted = new Map(
    findQuantities(question.answer)
      .filter(({ unit }) => isMoney(unit) || unit === "%")
      .map((quantity) => [`${Math.abs(quantity.value)} ${quantity.unit}`, quantity]),
  );
  const missing = [...wanted.values()].filter(
    (quantity) => !printed.some((other) => sameQuantity(quantity, other, { ignoreSign: true })),
  );
  const { claims, supported } = report.verification;
  return {
    text: question.text,
    wanted: wanted.size,
    found: wanted.size - missing.length,
    missing: missing.map(({ text }) => text),
    supported,
    claims,
    conflicts: report.conflicts.length,
  };
}

const isOf = (path: string, documents: readonly string[]): boolean =>
  documents.length === 0 || documents.some((name) => path.endsWith(name));

async function loadQuestions(file: string): Promise<readonly Question[]> {
  const [header = [], ...rows] = parseCsv(await readFile(file, "utf8"));
  const column = (name: string): number => header.findIndex((text) => text.replace(/^\uFEFF/u, "") === name);
  return rows.flatMap((row) => {
    const text = row[column("Question")]?.trim() ?? "";
    const [answer = "", sources = ""] = (row[column("Answer")] ?? "").split(/SOURCE\(S\):/u);
    const documents = sources.match(/\d{4} Q\d [A-Z]+\.pdf/gu) ?? [];
    return text === "" ? [] : [{ text, answer, documents }];
  });
}

/** Quoted fields may hold commas, quotes and line ends (RFC 4180). */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    rows.at(-1)?.push((match[1] ?? match[2] ?? "").replaceAll('""', '"'));
    if (match[3] === "") break;
    if (match[3] !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
