import type { Hono } from "hono";
import { createApp } from "../../src/server/app.ts";
import { createArtifactLinks } from "../../src/server/artifact-links.ts";
import type { Scope, ServerEnv } from "../../src/server/index.ts";
import { createHands, type Hands } from "./hands.ts";
import { type TemporaryJobs, type TemporaryOptions, temporaryJobs } from "./temporary-jobs.ts";

/** An answer as far as tests look at it. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined of an answer without a body. */
  readonly body: Body;
}

/** A server without a socket, over a queue whose runs end when a test says so. */
export interface TemporaryApp extends TemporaryJobs {
  readonly hands: Hands;
  readonly app: Hono<ServerEnv>;
  /** Asks as tenant `local`, or as another with fewer scopes; who asks names the type of what is answered. */
  ask<Body = Readonly<Record<string, unknown>>>(
    request: `${"GET" | "POST" | "PATCH" | "DELETE"} ${string}`,
    body?: unknown,
    as?: { readonly tenant?: string; readonly scopes?: readonly Scope[]; readonly headers?: Record<string, string> },
  ): Promise<Answered<Body>>;
}

export async function temporaryApp(options: TemporaryOptions = {}): Promise<TemporaryApp> {
  const hands = createHands();
  const given = await temporaryJobs({ createWorkers: hands.createWorkers, ...options });
  const { config, jobs, library } = given;
  const now = () => new Date();
  const services = {
    ...{ config, jobs, now, links: await createArtifactLinks(config.home, now) },
    limits: { libraries: { mini: library }, offline: true, search: [], models: undefined },
    authenticate: async ({ headers }: Request) => {
      const [tenant = "", ...scopes] = (headers.get("x-api-key") ?? "").split(" ");
      return { tenant, name: tenant, scopes: new Set(scopes as Scope[]) };
    },
  };
  const app = createApp(services, (error) => {
    throw error;
  });
  return {
    ...given,
    hands,
    app,
    async ask<Body>(...[request, body, as = {}]: Parameters<TemporaryApp["ask"]>) {
      const { tenant = "local", scopes = ["read", "run"], headers = {} } = as;
      const [method = "", path = ""] = request.split(" ");
      const sent = { "content-type": "application/json", "x-api-key": [tenant, ...scopes].join(" "), ...headers };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await app.request(path, { method, headers: sent, ...content });
      const text = await response.text();
      // The one cast: a route answers what its test says.
      const answered = (text === "" ? undefined : JSON.parse(text)) as Body;
      return { status: response.status, headers: response.headers, body: answered };
    },
  };
}
