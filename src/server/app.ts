import { type Context, Hono, type MiddlewareHandler } from "hono";
import { isAbort } from "../errors.ts";
import { bodyLimits } from "./access/body-limits.ts";
import { defaultScopes } from "./access/default-scopes.ts";
import { gate } from "./access/gate.ts";
import { hidePlaces } from "./access/hide-places.ts";
import { limitStrangers } from "./access/limit-strangers.ts";
import { observe } from "./access/observe.ts";
import { secureHeaders } from "./access/secure-headers.ts";
import { signIn } from "./access/sign-in.ts";
import { problem, problemOf } from "./problem.ts";
import { createPublicText } from "./public-text.ts";
import { artifactRoutes, hasLink } from "./routes/artifacts.ts";
import { briefingRoutes } from "./routes/briefings.ts";
import { chatCompletionRoutes } from "./routes/chat-completions.ts";
import { compareRoutes } from "./routes/compare.ts";
import { cronRoutes } from "./routes/crons.ts";
import { editRoutes } from "./routes/edits.ts";
import { healthRoutes } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { langgraphRoutes } from "./routes/langgraph.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { offerRoutes } from "./routes/offer.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { pageRoutes } from "./routes/page.ts";
import { responseRoutes } from "./routes/responses.ts";
import { runRoutes } from "./routes/runs.ts";
import { sessionRoutes } from "./routes/session.ts";
import { sharedRoutes, shareRoutes } from "./routes/shares.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import type { ServerEnv, ServerServices } from "./services.ts";

/** Paths that anybody may ask for. */
const open: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/openapi.json"]);

/** As nginx logs it; what is sent goes nowhere. */
const clientClosedRequest = 499;

/** The server as a function from request to response; `onError` hears what broke inside. */
export function createApp(
  services: ServerServices,
  onError: (error: unknown) => void,
  more?: Hono<ServerEnv>,
): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  app.onError((error, context) => {
    // Nobody is there to read it, and nothing is wrong with the server.
    if (isAbort(error, context.req.raw.signal)) return new Response(null, { status: clientClosedRequest });
    const response = problemOf(error, context);
    if (response.status >= 500) onError(error);
    return response;
  });
  app.notFound((context) => problem(context, 404, "NOT_FOUND", `There is nothing at ${context.req.path}.`));
  const isLinked = (context: Context) => isArtifact(context) && hasLink(context, services.links);
  app.use(secureHeaders(isLinked), observe(services, onError), gateOf(services, isLinked), bodyLimits());
  app.use(limitStrangers(services, isLinked), hidePlaces(createPublicText(services)), published(services));
  // The page holds nothing, and a link's token is all that its reader has: both stand before the question who asks.
  app.route("/", pageRoutes());
  app.route("/", sessionRoutes(services));
  app.route("/", sharedRoutes(services));
  app.use(
    signIn(services, (context) => open.has(context.req.path) || isLinked(context)),
    defaultScopes(),
  );
  app.route("/", healthRoutes(services));
  app.route("/", openApiRoutes());
  app.route("/", metricsRoutes(services));
  app.route("/", artifactRoutes(services));
  app.route(
    "/",
    offerRoutes(services, (path) => app.routes.some((route) => route.path === path)),
  );
  app.route("/", jobRoutes(services));
  app.route("/", shareRoutes(services));
  app.route("/", sourceRoutes(services));
  app.route("/", editRoutes(services));
  app.route("/", runRoutes(services));
  app.route("/", compareRoutes(services));
  app.route("/", uploadRoutes(services));
  const { briefings } = services;
  if (briefings) app.route("/", briefingRoutes({ ...services, briefings }));
  if (briefings) app.route("/", cronRoutes({ ...services, briefings }));
  app.route("/", chatCompletionRoutes(services));
  app.route("/", responseRoutes(services));
  app.route("/", langgraphRoutes(services));
  if (more) app.route("/", more);
  return app;
}

const isArtifact = ({ req }: Context): boolean => req.path.startsWith("/artifacts/");

/** Listening on all addresses, the server goes by any number; by a name only if it is its own. */
function gateOf(
  { config, host = "127.0.0.1" }: Pick<ServerServices, "config" | "host">,
  isLinked: (context: Context) => boolean,
): MiddlewareHandler<ServerEnv> {
  const { publicOrigins, allowedOrigins } = config.server;
  const names = publicOrigins.map((origin) => new URL(origin).hostname);
  return gate({
    hosts: new Set([...names, host.includes(":") ? `[${host}]` : host.toLowerCase()]),
    numbers: ["0.0.0.0", "::"].includes(host),
    ownOrigins: new Set(publicOrigins),
    allowedOrigins,
    isLinked,
  });
}

function published({ config }: Pick<ServerServices, "config">): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    context.set("origin", config.server.publicOrigins[0]);
    await next();
  };
}
