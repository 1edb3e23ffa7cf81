import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { mediaTypeOf, parserFor } from "../../perception/index.ts";
import { makeFolder, writeAtomically } from "../../runs/index.ts";
import type { UploadView } from "../api-types.ts";
import { problem } from "../problem.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

export const maxUploadBytes = 50 * 1024 * 1024;

/**
 * `POST /api/uploads?name=FILE` with the bytes as body: a document that a run may read, under the id that comes back.
 *
 * Contract: kept only if a parser reads what the bytes are, whatever the name says.
 */
export function uploadRoutes({ config }: Pick<ServerServices, "config">): Hono<ServerEnv> {
  return new Hono<ServerEnv>().post(
    "/api/uploads",
    needs("run"),
    bodyLimit({
      maxSize: maxUploadBytes,
      onError: (context) => problem(context, 413, "TOO_LARGE", `A document may have at most ${megabytes} MB.`),
    }),
    async (context) => {
      const name = safeName(context.req.query("name") ?? "");
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      const mediaType = await mediaTypeOf(bytes, undefined, name);
      if (bytes.length === 0) return problem(context, 422, "EMPTY", `${name} is empty.`);
      if (!parserFor({ mediaType, name })) {
        const message = `${name} is ${mediaType}, which cannot be read; send PDF, HTML, Markdown, text, CSV, an office file or a picture.`;
        return problem(context, 415, "UNSUPPORTED", message);
      }
      const id = randomUUID();
      const folder = uploadFolder(config, id);
      await makeFolder(folder);
      await writeAtomically(join(folder, name), bytes);
      const view: UploadView = { id, name, mediaType, bytes: bytes.length };
      return context.json(view, 201);
    },
  );
}

const megabytes = Math.round(maxUploadBytes / 1024 / 1024);

/** Where the document of an upload lies. Contract: the id is checked by the caller or its own. */
export function uploadFolder({ home }: Pick<ServerServices["config"], "home">, id: string): string {
  return join(home, "uploads", id);
}

/** The last part of a name without what file systems and terminals take for more than letters. */
function safeName(name: string): string {
  const last = basename(name.replaceAll("\\", "/")).replace(/[\p{C}<>:"|?*/]/gu, "_");
  const visible = last
    .replace(/^[.~\s]+/, "")
    .slice(-120)
    .trim();
  return visible === "" ? "document" : visible;
}
