import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { type Context, Hono } from "hono";
import type { ArtifactLinks } from "../artifact-links.ts";
import { problem } from "../problem.ts";
import type { Principal, ServerEnv, ServerServices } from "../services.ts";

/** What of a run's folder may be fetched: what was made for readers, never logs, prompts and checkpoints. */
const readable =
  /^(?:report\.(?:md|html|pdf|docx|pptx|json)|evidence\.json|references\.(?:bib|ris)|inquiry\.(?:md|json)|delta\.json|(?:assets|charts)\/[\w.-]+)$/;

const mediaTypes: Readonly<Record<string, string>> = {
  ".md": "text/markdown; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".pdf": "application/pdf",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".json": "application/json",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
  ".csv": "text/csv; charset=utf-8",
};

/**
 * A file is a page of unknown sources: it has no origin of its own, loads nothing, and talks to nobody. Only the report's
 * own script runs, which shows evidence; the report's head narrows it to that one by its hash.
 */
const sandbox =
  "sandbox allow-scripts allow-popups; default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Everything else runs nothing: a drawing by itself is a page too. */
const shut = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";
/** Browsers show a PDF in a viewer of their own, apart from every origin, and not at all in a sandbox. */
const viewed = "frame-ancestors 'self'; base-uri 'none'";

const policies: Readonly<Record<string, string>> = { ".html": sandbox, ".pdf": viewed };

type ArtifactServices = Pick<ServerServices, "config" | "jobs" | "links">;

/** `/artifacts/RUN/NAME`: a file of a run, for its tenant, or for whoever has a signed link. */
export function artifactRoutes({ config, jobs, links }: ArtifactServices): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/artifacts/:runId/:name{.+}", async (context) => {
    const { runId, name } = context.req.param();
    const isAllowed = hasLink(context, links) || owns(context.var.principal, runId, jobs);
    const file = isAllowed && readable.test(name) ? await fileOf(config.out, runId, name) : undefined;
    if (!file) return problem(context, 404, "NOT_FOUND", "There is no such file, or the link to it has expired.");
    return context.body(new Uint8Array(file), 200, {
      "content-type": mediaTypes[extname(name).toLowerCase()] ?? "application/octet-stream",
      "content-security-policy": policies[extname(name).toLowerCase()] ?? shut,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "private, max-age=60",
      "content-disposition": `${context.req.query("download") === undefined ? "inline" : "attachment"}; filename="${name.split("/").at(-1)}"`,
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

function owns(principal: Principal | undefined, runId: string, jobs: ServerServices["jobs"]): boolean {
  return principal !== undefined && jobs.store.jobsOfRun(runId).some(({ tenant }) => tenant === principal.tenant);
}

/** The file's bytes; nothing for one that is not there or whose link leads out of the run's folder. */
async function fileOf(out: string, runId: string, name: string): Promise<Buffer | undefined> {
  const folder = join(out, runId);
  try {
    const path = await realpath(join(folder, name));
    return path.startsWith((await realpath(folder)) + sep) ? await readFile(path) : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
