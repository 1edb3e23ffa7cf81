import { basename, join } from "node:path";
import { type Context, Hono } from "hono";
import type { ArtifactLinks } from "../artifact-links.ts";
import { fileResponse } from "../file-response.ts";
import { isOwnRun } from "../own-run.ts";
import { problem } from "../problem.ts";
import { readRunFile } from "../run-files.ts";
import type { Principal, ServerEnv, ServerServices } from "../services.ts";

type ArtifactServices = Pick<ServerServices, "config" | "jobs" | "links">;

/** `/artifacts/RUN/NAME`: a file of a run, for its tenant, or for whoever has a signed link. */
export function artifactRoutes({ config, jobs, links }: ArtifactServices): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/artifacts/:runId/:name{.+}", async (context) => {
    const { runId, name } = context.req.param();
    // Absent behind a link.
    const principal: Principal | undefined = context.var.principal;
    const isAllowed = hasLink(context, links) || (principal && isOwnRun(runId, principal.tenant, jobs));
    const file = isAllowed ? await readRunFile(join(config.out, runId), name) : undefined;
    if (!file) return problem(context, 404, "NOT_FOUND", "There is no such file, or the link to it has expired.");
    const { bytes, mediaType } = file;
    const as = basename(name);
    return fileResponse(bytes, {
      mediaType,
      ...(context.req.query("download") === undefined ? { openAs: as } : { downloadAs: as }),
    });
  });
}

/** Whether a request's address carries a link that opens just this file. */
export function hasLink(context: Context, links: ArtifactLinks): boolean {
  const { expires = "", signature = "" } = context.req.query();
  if (signature === "") return false;
  const [, , runId = "", ...parts] = new URL(context.req.url).pathname.split("/").map(decoded);
  return links.isValid(runId, parts.join("/"), { expires, signature });
}

/** As Hono decodes parameters: what is no valid escape stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
