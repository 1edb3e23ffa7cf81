import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createArtifactLinks } from "../../src/server/artifact-links.ts";
import { createApp, type Principal, type ServerServices } from "../../src/server/index.ts";
import { type TemporaryJobs, type TemporaryOptions, temporaryJobs } from "./temporary-jobs.ts";

/** A server on loopback over a queue of its own. */
export interface TemporaryServer extends TemporaryJobs {
  readonly url: string;
  /** What broke inside. */
  readonly errors: unknown[];
  /** Ends every connection, as a network does; the server stays. */
  cutConnections(): void;
}

/** Everybody is tenant `local`; `authorization: Bearer NAME` is tenant NAME, with `;read` may only read. */
async function authenticate(request: Request): Promise<Principal> {
  const [tenant = "local", scope] = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "").split(";");
  return { tenant: tenant || "local", name: tenant, scopes: new Set(scope === "read" ? ["read"] : ["read", "run"]) };
}

export async function temporaryServer(options: TemporaryOptions = {}): Promise<TemporaryServer> {
  const given = await temporaryJobs(options);
  const { config, jobs, library } = given;
  const errors: unknown[] = [];
  const limits = { libraries: { mini: library }, offline: true, search: [], models: undefined };
  const now = () => new Date();
  const links = await createArtifactLinks(config.home, now);
  const services: ServerServices = { config, jobs, limits, links, authenticate, now };
  const app = createApp(services, (error) => errors.push(error));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const url = await listen(server);
  return {
    ...given,
    url,
    errors,
    cutConnections: () => server.closeAllConnections(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await given.close();
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
