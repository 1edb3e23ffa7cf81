import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve as listen } from "@hono/node-server";
import type { Hono } from "hono";
import type { Config } from "../config.ts";
import { ExhibitError, messageOf } from "../errors.ts";
import { type Briefings, type Jobs, type NumberedEvent, openBriefings, openJobs } from "../jobs/index.ts";
import { createAuditLog } from "./access/audit-log.ts";
import { type Door, openDoor } from "./access/open-door.ts";
import { createApp } from "./app.ts";
import { createArtifactLinks } from "./artifact-links.ts";
import { briefingRequest } from "./briefing-request.ts";
import { type Log, logEvent } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import type { ServerEnv, ServerLimits, ServerServices } from "./services.ts";
import { startUpkeep } from "./upkeep.ts";
import { sweepPartialUploads } from "./upload-store.ts";

/** What is served, to whom, and with how many hands. */
export interface ServeOptions {
  readonly config: Config;
  readonly limits: ServerLimits;
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Runs at work at once. */
  readonly maxRunning: number;
  /** Processes that work on the runs. */
  readonly workers: number;
  readonly onError: (error: unknown) => void;
  readonly log?: Log;
  /** Folder whose `briefings/` holds the scheduled ones; the working folder when absent. */
  readonly cwd?: string;
  /** More routes for the same clients, with how to end what stands behind them. */
  readonly extend?: (services: ServerServices) => Extension;
}

/** Routes that a server serves beside its own. */
export interface Extension {
  readonly routes: Hono<ServerEnv>;
  close(): Promise<void>;
}

/** A server that listens. */
export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** The scheduled briefings, as of the start. */
  readonly briefings: Briefings;
  /** Takes no more requests and ends the workers; runs under way go on when the server is started again. */
  close(): Promise<void>;
}

/** Opens the queue and listens. Errors: `BAD_USAGE` for a port that is taken or not allowed, those of `openJobs`. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { config, host, log, onError } = options;
  const now = () => new Date();
  const metrics = createMetrics(() => jobs.store, now);
  const onEvent = (runId: string, numbered: NumberedEvent) => {
    metrics.event(numbered);
    if (log) logEvent(log, runId, numbered.event);
  };
  const jobs = await openJobs({ ...options, onEvent, maxPerTenant: config.server.runsPerTenant });
  const open: { close(): Promise<unknown> }[] = [jobs];
  const closeAll = async () => {
    for (const { close } of open.reverse()) await close();
  };
  try {
    const door = await openDoor(options, jobs, now);
    open.push(door);
    const briefings = await openScheduled({ ...options, jobs });
    open.push(briefings);
    const stopping = new AbortController();
    const services = await servicesOf(options, { jobs, briefings, door, metrics, now, stopping: stopping.signal });
    await sweepPartialUploads(config);
    open.push(startUpkeep({ config, jobs: jobs.store, now }, onError));
    const extension = options.extend?.(services);
    if (extension) open.push(extension);
    const { port, close } = await listening(createApp(services, onError, extension?.routes), options);
    open.push({ close });
    briefings.start();
    const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    return {
      briefings,
      url,
      close() {
        stopping.abort();
        return closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface Opened extends Pick<ServerServices, "jobs" | "metrics" | "now" | "stopping"> {
  readonly briefings: Briefings;
  readonly door: Door;
}

async function servicesOf(
  { config, limits, host, log }: ServeOptions,
  { door, ...opened }: Opened,
): Promise<ServerServices> {
  return {
    ...opened,
    ...(log ? { log } : {}),
    config,
    limits,
    host,
    links: await createArtifactLinks(config.home, opened.now),
    audit: createAuditLog(config.home, opened),
    authenticate: door.authenticate,
  };
}

/** Listens, and tells on which port. Errors: `BAD_USAGE`. */
async function listening(
  app: Hono<ServerEnv>,
  { host, port }: ServeOptions,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = listen({ fetch: app.fetch, hostname: host, port });
  try {
    const address = await new Promise<AddressInfo>((resolve, reject) => {
      server.once("listening", () => resolve(server.address() as AddressInfo));
      server.once("error", reject);
    });
    const close = async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    };
    return { port: address.port, close };
  } catch (cause) {
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
