import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { StoredSource } from "../../src/library/index.ts";
import { createLibrary, gatherPassages, type Library } from "../../src/library/index.ts";

const checkpoints = [10, 100, 1_000];
const wordsPerSource = 2_000;
const queries = [
  "price of wheat in Norland",
  "who founded the mill at Eastbrook",
  "exports of copper 1987 percent",
  "Alder Bank",
];

/** A linear congruential generator (Numerical Recipes): the same texts in every run. */
let state = 1;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

const syllables = "ba der lin mo tra ki sul en por ga wis ne ro tal shu fe cor dan il ver".split(" ");
const known =
  "price wheat exports copper mill bank founded percent year company market report water power city river".split(" ");
/** Their rank makes each of them stand in some 5 % of the passages, as words of a query do. */
const knownRank = 300;

/** Frequencies fall with the rank, as in real texts (Zipf), over 20,000 made-up words and some known ones. */
function word(): string {
  const rank = Math.floor(20_000 ** random());
  if (rank >= knownRank && rank < knownRank + known.length) return known[rank - knownRank] ?? "";
  let number = rank;
  let made = "";
  for (; number > 0; number = Math.floor(number / syllables.length)) made += syllables[number % syllables.length] ?? "";
  return made;
}

function sentence(): string {
  const words = Array.from({ length: 8 + Math.floor(random() * 18) }, word);
  return `${words.map((each, index) => (index === 0 || random() < 0.05 ? capital(each) : each)).join(" ")}.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function entry(number: number, words: number): StoredSource {
  const paragraphs: string[] = [];
  for (let count = 0; count < words; count += 85) paragraphs.push(Array.from({ length: 5 }, sentence).join(" "));
  const title = `${capital(word())} ${capital(word())} ${number}`;
  const sha256 = createHash("sha256").update(paragraphs.join("\n")).digest("hex");
  const blocks = paragraphs.map((text, index) => ({
    type: "paragraph" as const,
    id: `b${index + 1}`,
    text,
    locator: {},
  }));
  const source = {
    id: `src-${sha256.slice(0, 10)}`,
    path: `${title}.txt`,
    title,
    authors: [],
    mediaType: "text/plain",
  };
  return {
    source: { ...source, fetched: "2026-01-01T00:00:00Z", sha256, language: "en" },
    parsed: { metadata: { title, authors: [] }, blocks, pages: [], links: [], assets: [], dropped: [], warnings: [] },
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function timedAdd(library: Library, stored: StoredSource): Promise<number> {
  const start = performance.now();
  await library.add(stored, { assets: [], parser: "bench@1" });
  return performance.now() - start;
}

interface Measured {
  readonly sources: number;
  readonly addMs: number;
  readonly worstAddMs: number;
  readonly searchMs: number;
  readonly gatherMs: number;
}

function measure(library: Library, sources: number, added: readonly number[]): Measured {
  library.search({ query: "warm up", limit: 8 });
  return {
    sources,
    addMs: rounded(added.reduce((sum, time) => sum + time, 0) / added.length),
    worstAddMs: rounded(Math.max(...added)),
    searchMs: rounded(median(queries.map((query) => timeOf(() => library.search({ query, limit: 8 }))))),
    gatherMs: rounded(median(queries.map((query) => timeOf(() => gatherPassages(library, [query], { limit: 8 }))))),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

async function grow(folder: string): Promise<unknown> {
  const library = createLibrary({ folder });
  const added: number[] = [];
  const measured: Measured[] = [];
  for (let number = 1; number <= Math.max(...checkpoints); number++) {
    added.push(await timedAdd(library, entry(number, wordsPerSource)));
    if (checkpoints.includes(number)) measured.push(measure(library, number, added.slice(-Math.ceil(number / 2))));
  }
  library.close();
  const again = timeOf(() => createLibrary({ folder }).search({ query: "price of wheat", limit: 8 }));
  const megabytes = rounded(statSync(path.join(folder, "library.sqlite")).size / 2 ** 20);
  return { measured, openAndSearchMs: rounded(again), megabytes };
}

/** 8 documents of 50 pages with 450 words each. */
async function indexPages(folder: string): Promise<number> {
  const library = createLibrary({ folder });
  let total = 0;
  for (let number = 1; number <= 8; number++) total += await timedAdd(library, entry(number, 50 * 450));
  library.close();
  return rounded(total);
}

/**
 * Whether a source costs the same in a library of 10 and of 1,000: time to add one, to search and to gather; then the
 * time to index 400 pages in 8 documents. On made-up texts, the same in every run.
 */
export async function bench(): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), "library-scale-"));
  try {
    const many = await grow(path.join(folder, "many"));
    return { many, index400PagesMs: await indexPages(path.join(folder, "pages")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
