import { Hono } from "hono";
import { ExhibitError } from "../../errors.ts";
import { assetFileName, originalFileName } from "../../report/index.ts";
import type { RunFolder } from "../../runs/index.ts";
import { drawnChart } from "../drawn-chart.ts";
import { fileResponse } from "../file-response.ts";
import { createReports } from "../kept-reports.ts";
import { evidenceView, reportView } from "../report-view.ts";
import { artifactFiles, readArtifact } from "../run-files.ts";
import type { ServerEnv } from "../services.ts";

/** What this route needs of a request to find the run that is read. */
interface ReadingContext {
  readonly req: { param(name: string): string | undefined };
  get(key: "principal"): ServerEnv["Variables"]["principal"];
}

/** Finds the folder of the run that a request may read. Errors: `NOT_FOUND`. */
export type FindRun = (context: ReadingContext) => Promise<RunFolder>;

/**
 * Reading one finished run: its report as JSON, the evidence behind it, originals, pictures and files. The same for the
 * owner and for whoever has a link; only how the run is found differs.
 */
export function runReadingRoutes(find: FindRun): Hono<ServerEnv> {
  const load = createReports();
  return new Hono<ServerEnv>()
    .get("/report", async (context) => context.json(reportView(await load(await find(context)))))
    .get("/evidence/:id", async (context) => {
      const folder = await find(context);
      return context.json(await evidenceView(context.req.param("id"), await load(folder), folder));
    })
    .get("/charts/:id", async (context) => {
      const resolved = await load(await find(context));
      const width = context.req.query("width") === "narrow" ? 348 : 704;
      const svg = await drawnChart(context.req.param("id"), resolved, { width, signal: context.req.raw.signal });
      return fileResponse(new TextEncoder().encode(svg), { mediaType: "image/svg+xml" });
    })
    .get("/assets/:id", async (context) => {
      const folder = await find(context);
      const { report } = await load(folder);
      const asset = report.assets.find(({ id }) => id === context.req.param("id"));
      const bytes = asset && (await folder.readBytes(`assets/${assetFileName(asset.id, asset.mediaType)}`));
      if (!asset || !bytes) throw gone("picture");
      return fileResponse(bytes, { mediaType: asset.mediaType, immutable: true });
    })
    .get("/sources/:id/original", async (context) => {
      const folder = await find(context);
      const { report } = await load(folder);
      const source = report.sources.find(({ id }) => id === context.req.param("id"));
      const bytes = source && (await folder.readBytes(`sources/${originalFileName(source)}`));
      if (!source || !bytes) throw gone("original of this source");
      return fileResponse(bytes, { mediaType: source.mediaType, immutable: true });
    })
    .get("/artifacts", async (context) => context.json(await artifactFiles(await find(context))))
    .get("/artifacts/:name", async (context) => {
      const name = context.req.param("name");
      const file = await readArtifact(await find(context), name);
      if (!file) throw gone("file");
      return fileResponse(file.bytes, { mediaType: file.mediaType, downloadAs: name });
    });
}

const gone = (what: string): ExhibitError =>
  new ExhibitError("NOT_FOUND", `This run has no such ${what}; it may have been removed from its folder.`);
