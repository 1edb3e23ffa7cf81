import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Config, loadConfig } from "../../src/config.ts";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { temporaryOut } from "./runs.ts";
import { copySamples } from "./sample-files.ts";

/** A server as a user starts it, over a small library with a PDF file and a table. */
export interface PageServer {
  readonly config: Config;
  /** `http://127.0.0.1:port`, the same after a restart. */
  readonly url: string;
  /** What broke inside. */
  readonly errors: unknown[];
  /** Ends the server and starts another in its place. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function pageServer(): Promise<PageServer> {
  const out = await temporaryOut();
  const library = await copySamples(join(out, "papers"), ["generation-report.pdf", "iowa-electricity.csv"]);
  const config = loadConfig({ cwd: out, out: join(out, "runs"), env: {} });
  const errors: unknown[] = [];
  const start = (port: number): Promise<RunningServer> =>
    serve({
      config,
      limits: { libraries: { papers: library }, offline: true, search: [], models: undefined },
      host: "127.0.0.1",
      port,
      maxRunning: 2,
      workers: 1,
      onError: (error) => errors.push(error),
    });
  let server = await start(0);
  return {
    config,
    url: server.url,
    errors,
    async restart() {
      await server.close();
      server = await start(Number(new URL(server.url).port));
    },
    async close() {
      await server.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
