import { join } from "node:path";
import { Hono } from "hono";
import { ExhibitError } from "../../errors.ts";
import { blockText } from "../../evidence/index.ts";
import { createLibrary, type Library, type StoredSource } from "../../library/index.ts";
import { letterEdge } from "../../report/index.ts";
import { loadRunRecord, type RunFolder, tenantHome } from "../../runs/index.ts";
import type { SourcePreview } from "../api-types.ts";
import { fileResponse } from "../file-response.ts";
import { openOwnRun } from "../own-run.ts";
import { createReadSources } from "../read-sources.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { createThumbnails, hasThumbnail } from "../thumbnails.ts";

const leadCharacters = 280;
const maxFigures = 12;

/**
 * What a run at work has read so far, for the eyes: titles, first words, pages and figures.
 *
 * Contract: only sources that this run has read, as they lie in the library of its tenant.
 */
export function sourceRoutes(services: ServerServices): Hono<ServerEnv> {
  const { config, jobs } = services;
  const sources = createReadSources(jobs.feed);
  const thumbnails = createThumbnails(join(config.home, "thumbnails"));
  const readSource = async (
    runId: string,
    sourceId: string,
    tenant: string,
  ): Promise<StoredSource & { readonly folder: RunFolder }> => {
    const folder = await openOwnRun(runId, tenant, services);
    const stored = (await sources.has(runId, sourceId))
      ? await fromLibrary(folder, config.home, (library) => library.get(sourceId))
      : undefined;
    if (!stored) throw new ExhibitError("NOT_FOUND", `This run has read no source ${sourceId}.`);
    return { ...stored, folder };
  };
  return new Hono<ServerEnv>()
    .get("/api/runs/:runId/read/:sourceId", async (context) => {
      const { runId, sourceId } = context.req.param();
      return context.json(previewOf(await readSource(runId, sourceId, context.get("principal").tenant)));
    })
    .get("/api/runs/:runId/read/:sourceId/thumbnail", async (context) => {
      const { runId, sourceId } = context.req.param();
      const { source } = await readSource(runId, sourceId, context.get("principal").tenant);
      const bytes = await thumbnails.of(source, context.req.raw.signal);
      // Not a mistake of who asks: an image without content is shown as its words.
      if (!bytes) return context.body(null, 204);
      return fileResponse(bytes, { mediaType: "image/webp", immutable: true });
    })
    .get("/api/runs/:runId/read/:sourceId/figures/:assetId", async (context) => {
      const { runId, sourceId, assetId } = context.req.param();
      const { parsed, folder } = await readSource(runId, sourceId, context.get("principal").tenant);
      const asset = parsed.assets.find(({ id }) => id === assetId);
      if (!asset) throw new ExhibitError("NOT_FOUND", "This source has no such figure.");
      const bytes = await fromLibrary(folder, config.home, (library) => library.loadAsset(asset.id));
      return fileResponse(bytes, { mediaType: asset.mediaType, immutable: true });
    });
}

/** Opens the library that the run reads into, for as long as the work takes. */
async function fromLibrary<Value>(
  folder: RunFolder,
  home: string,
  work: (library: Library) => Value | Promise<Value>,
): Promise<Value> {
  const { tenant } = await loadRunRecord(folder);
  const library = createLibrary({ folder: join(tenantHome(home, tenant), "library") });
  try {
    return await work(library);
  } finally {
    library.close();
  }
}

function previewOf({ source, parsed }: StoredSource): SourcePreview {
  const { id: sourceId, title, mediaType, site, url } = source;
  const lead = parsed.blocks.flatMap((block) => (block.type === "paragraph" ? [blockText(block)] : [])).join(" ");
  const figures = parsed.blocks.flatMap((block) =>
    block.type === "figure" && block.assetId !== undefined
      ? [{ assetId: block.assetId, caption: block.caption ?? block.alt ?? "", ...pageOf(block.locator.page) }]
      : [],
  );
  return {
    sourceId,
    title,
    mediaType,
    pages: parsed.pages.length,
    lead: lead.slice(0, letterEdge(lead, leadCharacters)),
    figures: figures.slice(0, maxFigures),
    hasThumbnail: hasThumbnail(source),
    ...(site ? { site } : {}),
    ...(url ? { url } : {}),
  };
}

const pageOf = (page: number | undefined): { readonly page?: number } => (page === undefined ? {} : { page });
