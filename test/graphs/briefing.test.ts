import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { briefingGraph } from "../../graphs/briefing.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type Block, inlinesOf, type Report, textOf } from "../../src/report/index.ts";
import type { Services } from "../../src/research/index.ts";
import { miniLibrary, writeMiniLibrary } from "../support/mini-library.ts";
import { type Finished, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

const services = { request: { approval: "auto" } } as Services;

test("the drawing in graphs/README.md is that of the briefing graph", async () => {
  const drawing = (await briefingGraph(services).getGraphAsync()).drawMermaid();
  await expect(readFile(join(packageRoot, "graphs/README.md"), "utf8")).resolves.toContain(drawing.trim());
});

test("no state key is named like a node", () => {
  const graph = briefingGraph(services);
  const nodes = Object.keys(graph.nodes);
  expect(Object.keys(graph.channels).filter((key) => nodes.includes(key) && key !== "__start__")).toEqual([]);
});

interface DeltaJson {
  readonly outcome: string;
  readonly headline: string;
  readonly since?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly lines: readonly { readonly status: string; readonly before?: unknown; readonly now?: unknown }[];
}

const stagesOf = ({ events }: Finished): readonly string[] =>
  events.flatMap((event) => (event.type === "stage-start" ? [event.stage] : []));
const deltaOf = async ({ runFolder }: Finished): Promise<DeltaJson> =>
  JSON.parse(await readFile(join(runFolder, "delta.json"), "utf8")) as DeltaJson;
const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => (block.type === "callout" ? block.children : [block]))
    .map((block) => textOf(inlinesOf(block)))
    .join(" ");

describe("a briefing over three days", () => {
  let out: string;
  let library: string;
  let first: Finished;
  let second: Finished;
  let third: Finished;
  const ask = (previous?: Finished): Promise<Finished> => {
    const watch = [
      "Compare the revenue of Norda and Sulvik in 2022.",
      "How much heat did the Velden geothermal plant deliver in 2023?",
    ];
    const briefing = { name: "ferries", title: "Ferries and heat", watch, previous: previous?.runFolder };
    return runToEnd(out, requestFor("Ferries and heat", { graph: "briefing", briefing, library: [library] }));
  };
  beforeAll(async () => {
    out = await temporaryOut();
    library = await writeMiniLibrary(out, ["norda.html", "sulvik.html", "plant.html"]);
    first = await ask();
    second = await ask(first);
    await writeFile(join(library, "norda.html"), (miniLibrary["norda.html"] ?? "").replace("240", "251"));
    await writeFile(join(library, "letter.md"), miniLibrary["letter.md"] ?? "");
    await rm(join(library, "sulvik.html"));
    third = await ask(second);
  }, 60_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  test("the first is a whole report that has nothing to compare with", async () => {
    expect(first.outcome).toBe("complete");
    expect(await deltaOf(first)).toMatchObject({ outcome: "first", lines: [] });
    expect(wordsOf(first.report.summary)).toContain("This is the first briefing");
    expect(first.report.sections.length).toBeGreaterThan(1);
  });

  test("the second says in a line that nothing is new, without drafting a report", async () => {
    const delta = await deltaOf(second);
    expect(delta).toMatchObject({ outcome: "nothing-new", counts: { new: 0, changed: 0, gone: 0 } });
    expect(delta.counts.confirmed).toBeGreaterThan(3);
    expect(stagesOf(second)).not.toContain("draft");
    expect(wordsOf(second.report.summary)).toMatch(/^Nothing new since .* Checked again and still standing: \d+\./);
    expect(second.report.sections.map(({ title }) => title)).toEqual(["Confirmed"]);
  });

  test("the third begins with what changed, each line with the old and the new evidence", async () => {
    const delta = await deltaOf(third);
    expect(delta).toMatchObject({ outcome: "news", counts: { changed: 1, contradicted: 1, gone: 2 } });
    expect(wordsOf(third.report.summary)).toMatch(
      /What changed since .* – Contradicted: 1 · Changed: 1 · Source gone: 1 · Confirmed: 2/,
    );
    expect(delta.headline).toBe(
      "Contradicted: “The Velden geothermal plant delivered 412 GWh of heat in 2023 to the district network of the town” (against 350 GWh); Revenue of Norda (2022) rose to EUR 251 million from EUR 240 million; source gone: “Sulvik annual accounts 2022”",
    );
    const [, table] = third.report.summary;
    const rows =
      table?.type === "table" ? table.rows.map((row) => row.map((cell) => textOf(cell.children).trim())) : [];
    expect(rows).toEqual([
      [
        "Contradicted",
        "“Velden geothermal plant”",
        expect.stringContaining("412 GWh"),
        expect.stringContaining("350 GWh"),
      ],
      ["Changed", "Norda, Revenue, 2022", "EUR 240 million", "EUR 251 million"],
      [
        "Source gone",
        "“Sulvik annual accounts 2022”",
        expect.stringMatching(/^Sulvik, Revenue, 2022: EUR 160 million ?; Sulvik, Revenue, 2021: EUR 150 million/),
        "source gone",
      ],
    ]);
  });

  test("all three are verified like any report, what compares them included", () => {
    const unsupported = (report: Report) => report.verification.checks.filter(({ support }) => support !== "supported");
    for (const { report } of [first, second, third]) {
      expect(unsupported(report)).toEqual([]);
      expect(report.verification.unresolved).toBe(0);
    }
    expect(third.report.verification.checks.some(({ place }) => place === "delta-table")).toBe(true);
  });

  test("a run whose predecessor is gone says so and begins anew", async () => {
    const lost = await ask({ ...first, runFolder: join(out, "nowhere") });
    expect(await deltaOf(lost)).toMatchObject({ outcome: "first" });
    expect(lost.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("begins anew") }),
    );
  });
});
