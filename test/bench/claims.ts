import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { judgeText, rankSentences } from "../../src/evidence/index.ts";
import type { BenchOptions } from "./run.ts";

interface Pair {
  readonly claim: string;
  readonly evidence: string;
  readonly stance: string;
}

interface Wice {
  readonly claim: string;
  readonly evidence: readonly string[];
  readonly label: string;
  readonly supporting_sentences: readonly (readonly number[])[];
}

/** Scores of the support cascade on claims with known support. */
interface ClaimScores {
  readonly pairs: number;
  readonly pairsBalancedAccuracy: number;
  readonly articles: number;
  readonly articlesBalancedAccuracy: number;
  readonly sentenceRecallAt5: number;
  readonly milliseconds: number;
}

/** Measures the cascade on `claims/factcheck-bench.jsonl.gz` and `claims/wice-dev.jsonl.gz`. */
export async function bench({ data }: BenchOptions): Promise<ClaimScores> {
  const folder = join(data, "claims");
  const started = performance.now();
  const pairs = readLines<Pair>(join(folder, "factcheck-bench.jsonl.gz"));
  const articles = readLines<Wice>(join(folder, "wice-dev.jsonl.gz"));
  const judged = pairs.map(({ claim, evidence, stance }) => ({
    predicted: judgeText(claim, evidence).support === "supported",
    actual: stance === "completely-support",
  }));
  const read = articles.map(({ claim, evidence, label }) => ({
    predicted: judgeText(claim, evidence.join("\n")).support === "supported",
    actual: label === "supported",
  }));
  return {
    pairs: pairs.length,
    pairsBalancedAccuracy: balancedAccuracy(judged),
    articles: articles.length,
    articlesBalancedAccuracy: balancedAccuracy(read),
    sentenceRecallAt5: meanRecall(articles),
    milliseconds: Math.round(performance.now() - started),
  };
}

function readLines<T>(path: string): readonly T[] {
  return gunzipSync(readFileSync(path))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function balancedAccuracy(judged: readonly { readonly predicted: boolean; readonly actual: boolean }[]): number {
  const rate = (actual: boolean): number => {
    const members = judged.filter((item) => item.actual === actual);
    return members.filter((item) => item.predicted === actual).length / Math.max(1, members.length);
  };
  return (rate(true) + rate(false)) / 2;
}

/** The best-covered gold group of each supported claim in the five sentences ranked first. */
function meanRecall(articles: readonly Wice[]): number {
  const recalls = articles
    .filter((article) => article.label !== "not_supported" && article.supporting_sentences.length > 0)
    .map((article) => {
      const top = new Set(rankSentences(article.claim, article.evidence).slice(0, 5));
      return Math.max(
        ...article.supporting_sentences.map((group) => group.filter((index) => top.has(index)).length / group.length),
      );
    });
  return recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length);
}
