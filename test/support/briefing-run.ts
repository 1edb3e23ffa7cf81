import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Block, Report } from "../../src/report/index.ts";
import { emptyReport } from "./empty-report.ts";

const quote = (exact: string) => ({ type: "quote" as const, exact, prefix: "", suffix: "" });
const evidence = (id: string, sourceId: string, exact: string) => ({
  id,
  sourceId,
  subQuestionIds: ["q1"],
  locator: {},
  content: quote(exact),
});
const source = (id: string, title: string) => ({
  id,
  title,
  url: `https://example.org/${id}`,
  authors: [],
  fetched: "2026-03-01T00:00:00Z",
  mediaType: "text/html",
  sha256: "",
});

/** What a run leaves behind, as far as deliveries look at it. */
export async function writeBriefingRun(
  out: string,
  runId: string,
  { outcome, created }: { readonly outcome: "news" | "nothing-new"; readonly created: string },
): Promise<void> {
  const folder = join(out, runId);
  const write = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await mkdir(folder, { recursive: true });
  const isNews = outcome === "news";
  const words = isNews ? "Changed: 1 · Confirmed: 4" : "Nothing new since March 1, 2026.";
  const children: Block[] = [{ type: "paragraph", children: [{ type: "text", value: words }] }];
  const report: Report = {
    ...emptyReport,
    title: "Heat & <ferries>",
    question: "What grew?",
    created,
    summary: [{ type: "callout", tone: "note", children }],
  };
  const line = {
    status: "changed",
    factId: "f-1",
    topic: "Velden <plant>",
    before: evidence("ev-1", "src-1", "It delivered 412 GWh."),
    now: evidence("ev-2", "src-2", "It delivered 431 GWh."),
  };
  const counts = { new: 0, changed: isNews ? 1 : 0, contradicted: 0, gone: 0, confirmed: 4, unchecked: 0 };
  const delta = {
    schemaVersion: 1,
    briefing: "growth",
    runId,
    since: "2026-03-01T00:00:00Z",
    created,
    outcome,
    counts,
  };
  await write("report.json", report);
  await write("delta.json", {
    ...delta,
    lines: isNews ? [line] : [],
    sources: [source("src-1", "Velden plant, March"), source("src-2", "Velden plant, now")],
  });
  await write("run.json", { runId, artifacts: [join(folder, "report.md")] });
  await writeFile(join(folder, "report.md"), `# Heat\n\n${words}\n`);
}
