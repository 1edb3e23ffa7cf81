import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { isMissing } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import { problem } from "../problem.ts";
import type { ServerEnv } from "../services.ts";

/**
 * Nothing but our own files, no script in the page, no frame around it. Pictures that the page itself holds (`blob:` of
 * attachments, `data:` of its style) are allowed. Style attributes are React's way to place things; scripts are what
 * matters.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** The chat page and its files, as `npm run build` made them; open to anybody, since they hold nothing. */
export function pageRoutes(folder: string = join(packageRoot, "dist", "web")): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get("/", async (context) => {
      const page = await read(join(folder, "index.html"));
      if (!page) return problem(context, 404, "NOT_BUILT", "The chat page is not built; run: npm run build");
      return new Response(page, {
        headers: { ...headers, "content-type": types.html ?? "", "cache-control": "no-cache" },
      });
    })
    .get("/assets/:name{[\\w-]+(?:\\.[\\w-]+)*\\.(?:js|css|svg|mjs)}", async (context) => {
      const name = context.req.param("name");
      const file = await read(join(folder, "assets", name));
      if (!file) return problem(context, 404, "NOT_FOUND", `The chat page has no file ${name}; load it again.`);
      const type = types[name.split(".").at(-1)?.replace("mjs", "js") ?? ""] ?? "application/octet-stream";
      // The names of built files change with their content.
      const cache = "public, max-age=31536000, immutable";
      return new Response(file, { headers: { ...headers, "content-type": type, "cache-control": cache } });
    });
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
