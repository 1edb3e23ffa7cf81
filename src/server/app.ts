import { Hono } from "hono";
import { problem, problemOf } from "./problem.ts";
import { artifactRoutes, hasLink } from "./routes/artifacts.ts";
import { briefingRoutes } from "./routes/briefings.ts";
import { chatCompletionRoutes } from "./routes/chat-completions.ts";
import { compareRoutes } from "./routes/compare.ts";
import { cronRoutes } from "./routes/crons.ts";
import { editRoutes } from "./routes/edits.ts";
import { healthRoutes } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { langgraphRoutes } from "./routes/langgraph.ts";
import { offerRoutes } from "./routes/offer.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { pageRoutes } from "./routes/page.ts";
import { responseRoutes } from "./routes/responses.ts";
import { runRoutes } from "./routes/runs.ts";
import { sharedRoutes, shareRoutes } from "./routes/shares.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import type { ServerEnv, ServerServices } from "./services.ts";

/** Paths that anybody may ask for. */
const open: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/openapi.json"]);

/** The server as a function from request to response; `onError` hears what broke inside. */
export function createApp(
  services: ServerServices,
  onError: (error: unknown) => void,
  more?: Hono<ServerEnv>,
): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  app.onError((error, context) => {
    const response = problemOf(error, context);
    if (response.status >= 500) onError(error);
    return response;
  });
  app.notFound((context) => problem(context, 404, "NOT_FOUND", `There is nothing at ${context.req.path}.`));
  // The page holds nothing, and a link's token is all that its reader has: both stand before the question who asks.
  app.route("/", pageRoutes());
  app.route("/", sharedRoutes(services));
  app.use(async (context, next) => {
    if (open.has(context.req.path)) return next();
    const principal = await services.authenticate(context.req.raw);
    if (!principal && context.req.path.startsWith("/artifacts/") && hasLink(context, services.links)) return next();
    if (!principal) return problem(context, 401, "NO_TOKEN", "Send a valid token: Authorization: Bearer TOKEN.");
    context.set("principal", principal);
    return next();
  });
  app.route("/", healthRoutes(services));
  app.route("/", openApiRoutes());
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
