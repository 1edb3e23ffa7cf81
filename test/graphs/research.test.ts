import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deckGraph, toDigest } from "../../graphs/deck.ts";
import { enough, needsPatch, needsRendering, researchGraph, toClarify } from "../../graphs/research.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Services } from "../../src/research/index.ts";

const gap = { subQuestionId: "q1", reason: "none", queries: ["more"] };

describe("the bounds of the loops", () => {
  test("gathering ends when no gap has a query left", () => {
    expect(enough({ gaps: [], round: 0, searchEnd: "" })).toBe(true);
    expect(enough({ gaps: [{ ...gap, queries: [] }], round: 0, searchEnd: "" })).toBe(true);
    expect(enough({ gaps: [gap], round: 1, searchEnd: "" })).toBe(false);
  });

  test("gathering ends after three rounds and when a limit was reached", () => {
    expect(enough({ gaps: [gap], round: 3, searchEnd: "" })).toBe(true);
    expect(enough({ gaps: [gap], round: 1, searchEnd: "The time limit was reached." })).toBe(true);
  });

  test("patching ends when nothing is wrong or after two revisions", () => {
    expect(needsPatch({ problemCount: 0, revision: 0 })).toBe(false);
    expect(needsPatch({ problemCount: 4, revision: 1 })).toBe(true);
    expect(needsPatch({ problemCount: 4, revision: 2 })).toBe(false);
  });

  test("rendering is repeated once at most", () => {
    expect(needsRendering({ faultCount: 0, renderings: 1 })).toBe(false);
    expect(needsRendering({ faultCount: 2, renderings: 1 })).toBe(true);
    expect(needsRendering({ faultCount: 2, renderings: 2 })).toBe(false);
  });
});

const services = { request: {}, budget: {} } as Services;

test.each([
  ["research", researchGraph(services)],
  ["deck", deckGraph(services)],
])("the drawing in graphs/README.md is that of the graph %s", async (_, graph) => {
  const drawing = (await graph.getGraphAsync()).drawMermaid();
  const readme = readFileSync(join(packageRoot, "graphs/README.md"), "utf8");
  expect(readme).toContain(drawing.trim());
});

test.each([
  ["research", researchGraph(services)],
  ["deck", deckGraph(services)],
])("no state key is named like a node of %s", (_, graph) => {
  const nodes = Object.keys(graph.nodes);
  expect(Object.keys(graph.channels).filter((key) => nodes.includes(key) && key !== "__start__")).toEqual([]);
});

test("a plain question goes straight to its plan, one that leaves something open to the user", () => {
  expect(toClarify({ clarifications: [] })).toBe("plan");
  expect(toClarify({ clarifications: [{ id: "when", question: "When?", assumed: "Always." }] })).toBe("clarify");
});

test("a deck of a document reads each chapter in a branch of its own, one of a report reads nothing", () => {
  const chapter = { intent: "what" as const, queries: [], entities: [], topics: [] };
  const subQuestions = ["c1", "c2"].map((id) => ({ id, question: id, ...chapter }));
  const branches = toDigest({ subQuestions });
  expect(branches).toMatchObject([{ node: "digest", args: { chapterId: "c1" } }, { args: { chapterId: "c2" } }]);
  expect(toDigest({ subQuestions: [] })).toBe("condense");
});
