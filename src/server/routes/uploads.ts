import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { mediaTypeOf, parserFor } from "../../perception/index.ts";
import type { UploadView } from "../api-types.ts";
import { problem } from "../problem.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { keepUpload, safeName } from "../upload-store.ts";

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
      const id = await keepUpload(config, { tenant: context.get("principal").tenant, name, bytes });
      const view: UploadView = { id, name, mediaType, bytes: bytes.length };
      return context.json(view, 201);
    },
  );
}

const megabytes = Math.round(maxUploadBytes / 1024 / 1024);
