import { statfs } from "node:fs/promises";
import { Hono } from "hono";
import type { JobStatus } from "../../jobs/index.ts";
import { packageVersion } from "../../package-root.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** With less on the disk than a run or two write, the next may end in the middle. */
const minFreeBytes = 32 * 2 ** 20;

/**
 * `/healthz`: the process answers. `/readyz`: its database does too, and there is room for a run; 503 where there is
 * not. Neither needs a token.
 */
export function healthRoutes(
  { jobs, config }: Pick<ServerServices, "jobs" | "config">,
  freeBytesIn = freeBytesOf,
): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get("/healthz", (context) => context.json({ ok: true, version: packageVersion() }))
    .get("/readyz", async (context) => {
      const freeBytes = await freeBytesIn(config.out);
      if (freeBytes < minFreeBytes) {
        const message = `${Math.floor(freeBytes / 2 ** 20)} MB are free where runs are kept; ${minFreeBytes / 2 ** 20} are needed.`;
        return context.json({ ok: false, message }, 503);
      }
      const count = (status: JobStatus) => jobs.store.count({ statuses: [status] });
      return context.json({ ok: true, queued: count("queued"), running: count("running") });
    });
}

/** Bytes that may be written below a folder. */
async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
