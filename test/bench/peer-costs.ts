/** How broad a run is. */
export interface Breadth {
  readonly subQuestions: number;
  readonly sources: number;
  readonly tokensPerSource: number;
}

interface Cost {
  readonly calls: number;
  readonly tokens: number;
}

/**
 * What two well-known programs need for the same breadth, beside what was measured here.
 *
 * Neither publishes calls or tokens of a run. Their calls follow exactly from their code (read at dzhng/deep-research
 * 49a1600, `src/deep-research.ts` and `src/feedback.ts`; assafelovic/gpt-researcher 01b1839,
 * `gpt_researcher/skills/deep_research.py`); their tokens are estimated from it: what is sent once for each page or
 * context, without prompts' instructions, so rather too few. gpt-researcher documents only "around 5 minutes" and
 * "around $0.4" for its default of breadth 4 and depth 2 with o3-mini on high effort; that is given as it is.
 */
export function peersFor(breadth: Breadth, own: Cost): unknown {
  const peers = [
    { ...dzhng(breadth, 1), name: "dzhng/deep-research, depth 1 (the same queries and pages, no following up)" },
    { ...dzhng(breadth, 2), name: "dzhng/deep-research, depth 2 (its default)" },
    { ...gptResearcher(breadth, 1), name: "gpt-researcher deep, depth 1" },
    { ...gptResearcher(breadth, 2), name: "gpt-researcher deep, depth 2 (its default)" },
  ];
  return {
    note: "calls counted from the peers' code, tokens estimated from it; neither documents them",
    documented: "gpt-researcher: about 5 minutes and $0.4 at breadth 4, depth 2, with o3-mini (high)",
    compared: peers.map(({ name, calls, tokens, pages }) => ({
      name,
      pages,
      calls,
      tokens,
      ownShareOfCalls: share(own.calls / calls),
      ownShareOfTokens: share(own.tokens / tokens),
    })),
  };
}

const share = (value: number): number => Math.round(value * 100) / 100;

interface Peer extends Cost {
  readonly pages: number;
}

/** Queries of each level: those of the first, then for each query half as many (rounded up) again. */
function levels(breadth: number, depth: number, narrower: (breadth: number) => number): readonly number[] {
  const counts: number[] = [];
  let [queries, width] = [breadth, breadth];
  for (let level = 0; level < depth; level += 1) {
    counts.push(queries);
    width = narrower(width);
    queries *= width;
  }
  return counts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Three learnings a query, each about 60 tokens, all of them in the report's prompt. */
const learningTokens = 3 * 60;
const reportTokens = 3_000;

/**
 * dzhng: one call for follow-up questions, one for the queries of each branch, one for each query over the five pages it
 * found (25,000 tokens a page at most), one for the report.
 */
function dzhng({ subQuestions, tokensPerSource }: Breadth, depth: number): Peer {
  const counts = levels(subQuestions, depth, (breadth) => Math.ceil(breadth / 2));
  const queries = sum(counts);
  const branches = 1 + sum(counts.slice(0, -1));
  const pages = queries * 5;
  const read = pages * Math.min(tokensPerSource, 25_000) + queries * 400;
  const planned = branches * 800 + 300;
  return { pages, calls: 1 + branches + queries + 1, tokens: read + planned + queries * learningTokens + reportTokens };
}

/** What context compression keeps of a query's pages, and the report's context at most (25,000 words). */
const contextTokens = 8_000;
const mostReportTokens = 33_000;

/**
 * gpt-researcher: one call for follow-up questions, one for the queries of each branch; each query is a research of its own
 * that chooses its agent, plans three sub-queries, and is then read for learnings; one call writes the report over all
 * contexts. Pages are chosen by embeddings, which are not counted.
 */
function gptResearcher({ subQuestions }: Breadth, depth: number): Peer {
  const counts = levels(subQuestions, depth, (breadth) => Math.max(2, Math.floor(breadth / 2)));
  const queries = sum(counts);
  const branches = 1 + sum(counts.slice(0, -1));
  const each = 600 + 2_000 + contextTokens + 1_000;
  const report = Math.min(mostReportTokens, queries * contextTokens) + reportTokens;
  return {
    pages: queries * 4 * 5,
    calls: 1 + branches + 3 * queries + 1,
    tokens: queries * each + branches * 800 + report,
  };
}
