import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enough, needsPatch, needsRendering, researchGraph } from "../../graphs/research.ts";
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

test("the drawing in graphs/README.md is that of the graph", async () => {
  const services = { request: {}, budget: {} } as Services;
  const drawing = (await researchGraph(services).getGraphAsync()).drawMermaid();
  const readme = readFileSync(join(packageRoot, "graphs/README.md"), "utf8");
  expect(readme).toContain(drawing.trim());
});

test("no state key is named like a node", async () => {
  const services = { request: {}, budget: {} } as Services;
  const graph = researchGraph(services);
  const nodes = Object.keys(graph.nodes);
  expect(Object.keys(graph.channels).filter((key) => nodes.includes(key) && key !== "__start__")).toEqual([]);
});
