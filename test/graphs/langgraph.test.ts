import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MemorySaver } from "@langchain/langgraph";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { research } from "../../src/langgraph.ts";
import { packageRoot } from "../../src/package-root.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { readReport } from "../support/runs.ts";

const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";

interface LanggraphFile {
  readonly node_version: string;
  readonly dependencies: readonly string[];
  readonly graphs: Readonly<Record<string, string>>;
}

let file: LanggraphFile;
let cwd: string;

beforeAll(async () => {
  file = JSON.parse(await readFile(join(packageRoot, "langgraph.json"), "utf8")) as LanggraphFile;
  cwd = await mkdtemp(join(tmpdir(), "exhibit-langgraph-"));
  const library = await writeMiniLibrary(cwd);
  await writeFile(
    join(cwd, "exhibit.config.json"),
    JSON.stringify({ library: [library], formats: ["md"], out: "runs" }),
  );
});
afterAll(() => rm(cwd, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** As the server does: imports what `path:export` names and calls it with the configuration of the request. */
async function loadGraph(options?: Parameters<typeof research>[0]): ReturnType<typeof research> {
  vi.spyOn(process, "cwd").mockReturnValue(cwd);
  const [path = "", name = ""] = file.graphs.research?.split(":") ?? [];
  const module = (await import(pathToFileURL(join(packageRoot, path)).href)) as Record<string, typeof research>;
  const make = module[name];
  if (!make) throw new Error(`${path} exports no ${name}`);
  return make(options);
}

const runs = async () => (await readdir(join(cwd, "runs")).catch(() => [])).filter((name) => !name.startsWith("."));

describe("langgraph.json", () => {
  test("names a file and an export that are there, and a Node version that the package takes", async () => {
    for (const place of Object.values(file.graphs)) {
      const [path = "", name = ""] = place.split(":");
      await access(join(packageRoot, path));
      expect(await readFile(join(packageRoot, path), "utf8")).toMatch(
        new RegExp(`export (?:async )?function ${name}\\b`),
      );
    }
    const { engines } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as {
      engines: { node: string };
    };
    expect(Number(file.node_version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
  });

  test("looking at the graph, as a server does for its drawing, leaves no run behind", async () => {
    const graph = await loadGraph();
    expect((await graph.getGraphAsync()).drawMermaid()).toContain("gather");
    expect(await runs()).toEqual([]);
  });
});

describe("a thread of the server", () => {
  const configurable = { thread_id: "../th read/1" };
  const saver = new MemorySaver();

  /** The server puts its own checkpointer into the compiled graph. */
  async function threadGraph() {
    return Object.assign(await loadGraph({ configurable }), { checkpointer: saver });
  }

  test("goes from the question to the end, step by step, and leaves a whole run folder", async () => {
    const graph = await threadGraph();
    const steps: string[] = [];
    for await (const update of await graph.stream({ question }, { configurable, streamMode: "updates" }))
      steps.push(...Object.keys(update));
    const once = [...new Set(steps)];
    expect(once).toEqual([
      ...["brief", "plan", "approve", "gather", "assess", "outline", "illustrate", "draft"],
      ...["compose", "verify", "render", "inspect"],
    ]);
    const [run = ""] = await runs();
    expect(run).toMatch(/^thread-th-read-1|^thread--th-read-1/);
    const names = await readdir(join(cwd, "runs", run));
    expect(names).toEqual(
      expect.arrayContaining(["report.md", "report.json", "evidence.json", "plan.json", "events.jsonl"]),
    );
    const report = await readReport(join(cwd, "runs", run));
    expect(report.question).toBe(question);
    expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
    expect(report.sources.map(({ path }) => path).sort()).toEqual(["norda.html", "sulvik.html"]);
  });

  test("keeps ids in its state, and of the end what a client shows", async () => {
    const { values, next } = await (await threadGraph()).getState({ configurable });
    expect(next).toEqual([]);
    expect(values.artifacts).toEqual(["report.md"]);
    expect(values.unansweredIds).toEqual([]);
    expect(JSON.stringify(values)).not.toContain("income statement");
    expect(JSON.stringify(values).length).toBeLessThan(20_000);
  });

  test("is taken up by another process in the same folder", async () => {
    const graph = await threadGraph();
    const history: { next: readonly string[]; config: object }[] = [];
    for await (const { next, config } of graph.getStateHistory({ configurable })) history.push({ next, config });
    const beforeRender = history.find(({ next }) => next.includes("render"));
    expect(beforeRender).toBeDefined();
    const [run = ""] = await runs();
    await rm(join(cwd, "runs", run, "report.md"));
    await graph.invoke(null, beforeRender?.config);
    expect(await runs()).toEqual([run]);
    expect(await readFile(join(cwd, "runs", run, "report.md"), "utf8")).toContain("Norda");
  });
});
