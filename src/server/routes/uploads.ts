import { Hono } from "hono";
import { mediaTypeOf, parserFor } from "../../perception/index.ts";
import type { UploadView } from "../api-types.ts";
import { refusal } from "../problem.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { keepUpload, safeName } from "../upload-store.ts";

/** Kept as they come, the parts of a form would be read as a text, borders and all. */
const noForm =
  "Send the document itself as the body, not a form, and its name in the address: POST /api/uploads?name=FILE " +
  "(curl --data-binary @FILE).";

/**
 * `POST /api/uploads?name=FILE` with the bytes as body: a document that a run may read, under the id that comes back.
 *
 * Contract: kept only if a parser reads what the bytes are, whatever the name says.
 */
export function uploadRoutes({ config }: Pick<ServerServices, "config">): Hono<ServerEnv> {
  return new Hono<ServerEnv>().post("/api/uploads", async (context) => {
    if (/^multipart\//i.test(context.req.header("content-type") ?? "")) throw refusal(noForm, 415);
    const name = safeName(context.req.query("name") ?? "");
    const kept = await keepUpload(config, {
      tenant: context.get("principal").tenant,
      name,
      body: context.req.raw.body,
      length: Number(context.req.header("content-length")) || 0,
      inspect: (bytes) => readableType(bytes, name),
    });
    const view: UploadView = { name, ...kept };
    return context.json(view, 201);
  });
}

/** The media type of a document that a parser reads. Errors: 415, 422 for an empty one. */
async function readableType(bytes: Uint8Array, name: string): Promise<string> {
  if (bytes.length === 0) throw refusal(`${name} is empty.`);
  const mediaType = await mediaTypeOf(bytes, undefined, name);
  if (parserFor({ mediaType, name })) return mediaType;
  const message = `${name} is ${mediaType}, which cannot be read; send PDF, HTML, Markdown, text, CSV, an office file or a picture.`;
  throw refusal(message, 415);
}
