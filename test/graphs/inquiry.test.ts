import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inquiryGraph } from "../../graphs/inquiry.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { InquiryServices } from "../../src/research/index.ts";

test("the drawing in graphs/README.md is that of the inquiry graph", async () => {
  const drawing = (await inquiryGraph({} as InquiryServices).getGraphAsync()).drawMermaid();
  expect(readFileSync(join(packageRoot, "graphs/README.md"), "utf8")).toContain(drawing.trim());
});

test("no state key is named like a node", () => {
  const graph = inquiryGraph({} as InquiryServices);
  const nodes = Object.keys(graph.nodes);
  expect(Object.keys(graph.channels).filter((key) => nodes.includes(key) && key !== "__start__")).toEqual([]);
});
