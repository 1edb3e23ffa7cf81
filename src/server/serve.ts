import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve as listen } from "@hono/node-server";
import type { Hono } from "hono";
import type { Config } from "../config.ts";
import { ExhibitError, messageOf } from "../errors.ts";
import { type Briefings, type Jobs, openBriefings, openJobs } from "../jobs/index.ts";
import { createApp } from "./app.ts";
import { createArtifactLinks } from "./artifact-links.ts";
import { briefingRequest } from "./briefing-request.ts";
import type { Principal, ServerEnv, ServerLimits, ServerServices } from "./services.ts";

export interface ServeOptions {
  readonly config: Config;
  readonly limits: ServerLimits;
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Runs at work at once. */
  readonly maxRunning: number;
  readonly workers: number;
  readonly onError: (error: unknown) => void;
  /** Folder whose `briefings/` holds the scheduled ones; the working folder when absent. */
  readonly cwd?: string;
  /** More routes for the same clients, with how to end what stands behind them. */
  readonly extend?: (services: ServerServices) => Extension;
}

export interface Extension {
  readonly routes: Hono<ServerEnv>;
  close(): Promise<void>;
}

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** The scheduled briefings, as of the start. */
  readonly briefings: Briefings;
  /** Takes no more requests and ends the workers; runs under way go on when the server is started again. */
  close(): Promise<void>;
}

/** Whoever reaches a server that listens on this machine only. */
const local: Principal = { tenant: "local", name: "local", scopes: new Set(["read", "run", "admin"]) };

/** Opens the queue and listens. Errors: `BAD_USAGE` for a port that is taken or not allowed, those of `openJobs`. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { config, limits, host, port, onError } = options;
  const jobs = await openJobs(options);
  const now = () => new Date();
  const links = await createArtifactLinks(config.home, now);
  const stopping = new AbortController();
  const briefings = await openScheduled({ ...options, jobs });
  const services = {
    config,
    jobs,
    briefings,
    limits,
    links,
    authenticate: async () => local,
    now,
    stopping: stopping.signal,
  };
  const extension = options.extend?.(services);
  const app = createApp(services, onError, extension?.routes);
  const server = listen({ fetch: app.fetch, hostname: host, port });
  try {
    const address = await new Promise<AddressInfo>((resolve, reject) => {
      server.once("listening", () => resolve(server.address() as AddressInfo));
      server.once("error", reject);
    });
    const close = async () => {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      await extension?.close();
      await briefings.close();
      await jobs.close();
    };
    briefings.start();
    return { briefings, url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`, close };
  } catch (cause) {
    await briefings.close();
    await jobs.close();
    const message = `Cannot listen on ${host}:${port} (${messageOf(cause)}); choose another with --port or --host.`;
    throw new ExhibitError("BAD_USAGE", message, { cause });
  }
}

/** The briefings of a folder, in the hands of a queue, read but not begun. */
export async function openScheduled(
  options: Pick<ServeOptions, "config" | "limits" | "cwd" | "onError"> & { readonly jobs: Jobs },
): Promise<Briefings> {
  const { config, limits, jobs, onError, cwd = process.cwd() } = options;
  const briefings = await openBriefings({
    jobs,
    config,
    offline: limits.offline,
    folder: join(cwd, "briefings"),
    cwd,
    requestOf: (briefing, question) => briefingRequest(briefing, question, { config, limits, cwd }),
    onError,
  });
  await briefings.sync();
  return briefings;
}
