import { join } from "node:path";
import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import { letterEdge } from "../report/index.ts";
import { verifyRun } from "../research/index.ts";
import type { RunFolder } from "../runs/index.ts";
import { answering, dataResult, textResult } from "./answer.ts";
import type { McpContext } from "./context.ts";

const formats = { markdown: "report.md", json: "report.json", evidence: "evidence.json", html: "report.html" } as const;
const files = ["report.html", "report.pdf", "report.docx", "report.pptx", "report.md", "report.json", "evidence.json"];
/** A tool's answer goes into a model's context; the rest is read as a resource or from the file. */
const maxLetters = 60_000;

/** Reading and checking reports, as tools and as resources. */
export function addReportTools(server: McpServer, context: McpContext): void {
  const id = z.string().min(1).max(300).describe("The run's id.");
  server.registerTool(
    "get_report",
    {
      title: "Read a report",
      description:
        "Gives a finished report: as Markdown with numbered citations, as its typed model, or the evidence behind it; with where its files are.",
      inputSchema: z.object({ id, format: z.enum(["markdown", "json", "evidence"]).default("markdown") }),
      annotations: { readOnlyHint: true },
    },
    ({ id: runId, format }) =>
      answering(async () => {
        const folder = await context.openRun(runId);
        const text = await readText(folder, formats[format]);
        const cut = text.length > maxLetters ? `\n\n[cut after ${maxLetters} letters; read the rest in the file]` : "";
        const where = await filesOf(runId, folder, context);
        const { content } = textResult(text.slice(0, letterEdge(text, maxLetters)) + cut);
        return { content: [...content, { type: "text", text: `Files:\n${where.join("\n")}` }] };
      }),
  );
  server.registerTool(
    "verify",
    {
      title: "Check a report",
      description: "Checks every citation of a finished report again, and lists the claims that do not stand.",
      inputSchema: z.object({ id }),
      annotations: { readOnlyHint: true, idempotentHint: true },
    },
    ({ id: runId }) =>
      answering(async () => {
        const { checks, ...counts } = await verifyRun(await context.openRun(runId));
        const failing = checks.filter(({ support }) => support !== "supported");
        return dataResult({
          ...counts,
          failing: failing.map(({ claim, support, reason }) => ({ claim, support, reason })),
        });
      }),
  );
  server.registerResource(
    "report",
    new ResourceTemplate("report://{id}", { list: async () => ({ resources: listed(context) }) }),
    { title: "Finished reports", description: "A report as Markdown.", mimeType: "text/markdown" },
    async (uri, { id: given }) => {
      const runId = decodeURIComponent(String(given));
      const text = await readText(await context.openRun(runId), formats.markdown);
      return { contents: [{ uri: uri.href, mimeType: "text/markdown", text }] };
    },
  );
}

const recentThreads = 100;

/** Reports of the client's runs, latest first. */
function listed({ services: { jobs }, principal }: McpContext) {
  return jobs.store
    .threads(principal.tenant, { limit: recentThreads, offset: 0 })
    .flatMap((thread) => jobs.store.jobsOf(thread.id))
    .filter(({ status }) => status === "done")
    .map(({ runId, question }) => ({
      uri: `report://${encodeURIComponent(runId)}`,
      name: question,
      mimeType: "text/markdown",
    }));
}

async function readText(folder: RunFolder, name: string): Promise<string> {
  const bytes = await folder.readBytes(name);
  if (bytes) return new TextDecoder().decode(bytes);
  const message = `There is no ${name} yet; wait until get_research says done, or ask for another format.`;
  throw new ExhibitError("NOT_FOUND", message);
}

async function filesOf(runId: string, folder: RunFolder, { linkTo }: McpContext): Promise<readonly string[]> {
  const there = await Promise.all(files.map(async (name) => ((await folder.has(name)) ? [name] : [])));
  return there.flat().map((name) => (linkTo ? linkTo(runId, name) : join(folder.path, name)));
}
