import { Hono } from "hono";
import PQueue from "p-queue";
import { z } from "zod";
import { editInProcess } from "../../jobs/index.ts";
import { loadEdits } from "../../research/index.ts";
import type { RunFolder } from "../../runs/index.ts";
import type { EditedReport, EditsView } from "../api-types.ts";
import { openOwnRun } from "../own-run.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import { loadResolved, reportView } from "../report-view.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

const id = z.string().min(1).max(200);
/** An instruction in words, and what of the report it is about. */
export const editRequest = z.strictObject({
  instruction: z.string().trim().min(1).max(2_000),
  target: z.strictObject({ sectionId: id.optional(), blockId: id.optional() }).optional(),
});

/** Edits at once; each has a process of its own. */
const concurrency = 2;

/** `/api/runs/:runId/edits`: changing a finished report in words, and going back. */
export function editRoutes(services: ServerServices): Hono<ServerEnv> {
  const queue = new PQueue({ concurrency });
  const own = (context: { req: { param(name: "runId"): string }; get(key: "principal"): { tenant: string } }) =>
    openOwnRun(context.req.param("runId"), context.get("principal").tenant, services);
  const edit = async (
    runId: string,
    wish: Parameters<typeof editInProcess>[0]["wish"],
    folder: RunFolder,
  ): Promise<EditedReport> => {
    const done = await queue.add(() => editInProcess({ out: services.config.out, runId, wish }));
    if ("refused" in done) throw refusal(done.refused);
    const problems = done.failures.map(({ message }) => message);
    return { ...reportView(await loadResolved(folder)), revision: done.revision, change: done.change, problems };
  };
  return new Hono<ServerEnv>()
    .get("/api/runs/:runId/edits", async (context) => context.json(await editsView(await own(context))))
    .post("/api/runs/:runId/edits", async (context) => {
      const folder = await own(context);
      const wish = editRequest.parse(await readJson(context));
      return context.json(await edit(context.req.param("runId"), wish, folder));
    })
    .post("/api/runs/:runId/edits/undo", async (context) => {
      const folder = await own(context);
      return context.json(await edit(context.req.param("runId"), "undo", folder));
    });
}

async function editsView(folder: RunFolder): Promise<EditsView> {
  const { current, edits } = await loadEdits(folder);
  return {
    current,
    edits: edits.map(({ revision, from, instruction, change, at, undone = false }) => ({
      ...{ revision, from, instruction, change, at, undone },
    })),
  };
}
