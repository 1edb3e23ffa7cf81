import { z } from "zod";
import { steeringNote } from "../runs/index.ts";
import { briefingChangeSchema, briefingSchema } from "./routes/briefings.ts";
import { editRequest } from "./routes/edits.ts";

/** A route of our own as its description tells it; the protocols of others are described by their owners. */
export interface OwnRoute {
  readonly method: "get" | "post" | "patch" | "delete";
  /** With `{name}` for what varies. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A body of bytes, and what they are. */
  readonly bytes?: string;
  /** Media type of a good answer; JSON when absent, none for 204. */
  readonly answer?: string;
  readonly status?: 200 | 201 | 202 | 204;
  /** Works without a token. */
  readonly isOpen?: true;
}

const anything = "application/octet-stream";

/** Reading a finished run, the same below a run and below a shared link. */
function readingRoutes(base: string, whose: string, isOpen?: true): readonly OwnRoute[] {
  const open = isOpen ? { isOpen } : {};
  const narrow = z.object({ width: z.enum(["narrow"]).optional() });
  const routes: readonly OwnRoute[] = [
    { method: "get", path: "/report", summary: `The report of ${whose}, with everything numbered` },
    {
      method: "get",
      path: "/evidence/{id}",
      summary: "One piece of evidence with what stands around it, and the claims on it",
    },
    { method: "get", path: "/charts/{id}", summary: "A chart as a drawing", query: narrow, answer: "image/svg+xml" },
    { method: "get", path: "/assets/{id}", summary: "A picture of the report", answer: "image/*" },
    { method: "get", path: "/sources/{id}/original", summary: "A source as it was read", answer: anything },
    { method: "get", path: "/artifacts", summary: "The files that can be downloaded" },
    { method: "get", path: "/artifacts/{name}", summary: "A file, to download", answer: anything },
  ];
  return routes.map((route) => ({ ...route, path: `${base}${route.path}`, ...open }));
}

const jobRoutes: readonly OwnRoute[] = [
  { method: "get", path: "/api/jobs", summary: "The jobs of a conversation", query: z.object({ thread: z.string() }) },
  { method: "get", path: "/api/jobs/{id}", summary: "One stretch of work on a run" },
  { method: "get", path: "/api/jobs/{id}/plan", summary: "The plan of its run, with the forecast" },
  {
    method: "get",
    path: "/api/jobs/{id}/clarifications",
    summary:
      "What its run asks of the user before the plan; answered as the plan is, with command.resume of the thread",
  },
  { method: "post", path: "/api/jobs/{id}/pause", summary: "Stop for now" },
  { method: "post", path: "/api/jobs/{id}/finish", summary: "End the search and make the report from what was found" },
  { method: "post", path: "/api/jobs/{id}/cancel", summary: "Stop for good" },
  {
    method: "post",
    path: "/api/jobs/{id}/steer",
    summary: "Leave something out of a run at work, or take something in",
    body: steeringNote,
    status: 202,
  },
];

const runRoutes: readonly OwnRoute[] = [
  {
    method: "get",
    path: "/api/runs",
    summary: "Past runs, those whose words match first",
    query: z.object({ query: z.string().optional(), limit: z.int().optional(), offset: z.int().optional() }),
  },
  { method: "get", path: "/api/runs/{runId}", summary: "What was asked of a run and how it went" },
  ...readingRoutes("/api/runs/{runId}", "a run"),
  {
    method: "get",
    path: "/api/runs/{runId}/read/{sourceId}",
    summary: "What was read of a source, while the run is at work",
  },
  {
    method: "get",
    path: "/api/runs/{runId}/read/{sourceId}/thumbnail",
    summary: "A picture of its first page",
    answer: "image/*",
  },
  {
    method: "get",
    path: "/api/runs/{runId}/read/{sourceId}/figures/{assetId}",
    summary: "A figure found in it",
    answer: "image/*",
  },
  {
    method: "get",
    path: "/api/compare",
    summary: "What became of the claims of one report in another",
    query: z.object({ before: z.string(), after: z.string() }),
  },
  { method: "get", path: "/api/runs/{runId}/edits", summary: "How the report was changed" },
  {
    method: "post",
    path: "/api/runs/{runId}/edits",
    summary: "Change the report as the instruction says",
    body: editRequest,
  },
  { method: "post", path: "/api/runs/{runId}/edits/undo", summary: "Take the last change back" },
  { method: "get", path: "/api/runs/{runId}/shares", summary: "The links to a report" },
  { method: "post", path: "/api/runs/{runId}/shares", summary: "A new link; its token is told only now", status: 201 },
  { method: "delete", path: "/api/shares/{id}", summary: "Revoke a link to a report or feed", status: 204 },
  ...readingRoutes("/api/shared/{token}", "the run that a link opens", true),
];

const briefingRoutes: readonly OwnRoute[] = [
  { method: "get", path: "/api/briefings", summary: "Scheduled briefings" },
  { method: "post", path: "/api/briefings", summary: "A new briefing", body: briefingSchema, status: 201 },
  { method: "get", path: "/api/briefings/{id}", summary: "One briefing" },
  {
    method: "patch",
    path: "/api/briefings/{id}",
    summary: "Change a briefing, or switch it off",
    body: briefingChangeSchema,
  },
  { method: "delete", path: "/api/briefings/{id}", summary: "Remove a briefing", status: 204 },
  { method: "post", path: "/api/briefings/{id}/run", summary: "Run it now", status: 202 },
  {
    method: "get",
    path: "/api/briefings/{id}/slots",
    summary: "What became of its times",
    query: z.object({ limit: z.int().optional() }),
  },
  {
    method: "post",
    path: "/api/briefings/{id}/deliveries/{delivery}/retry",
    summary: "Try a delivery again that was given up",
    status: 202,
  },
  { method: "get", path: "/api/briefings/{id}/secret", summary: "The key that signs its webhook" },
  {
    method: "get",
    path: "/api/briefings/{id}/feed.atom",
    summary: "Its reports as a feed",
    answer: "application/atom+xml",
  },
  { method: "get", path: "/api/briefings/{id}/shares", summary: "The links to its feed" },
  {
    method: "post",
    path: "/api/briefings/{id}/shares",
    summary: "A new link to its feed, for feed readers; its token is told only now",
    status: 201,
  },
  {
    method: "get",
    path: "/api/shared/{token}/feed.atom",
    summary: "The feed that a link opens",
    answer: "application/atom+xml",
    isOpen: true,
  },
];

/** Every route of our own. A test holds this list to the routes that are served. */
export const ownRoutes: readonly OwnRoute[] = [
  { method: "get", path: "/healthz", summary: "The process answers", isOpen: true },
  { method: "get", path: "/readyz", summary: "The queue answers", isOpen: true },
  { method: "get", path: "/openapi.json", summary: "This description", isOpen: true },
  { method: "get", path: "/metrics", summary: "The server in numbers, as Prometheus reads them", answer: "text/plain" },
  { method: "get", path: "/api/offer", summary: "What can be chosen on this server" },
  {
    method: "post",
    path: "/api/uploads",
    summary: "A document that a run may read",
    query: z.object({ name: z.string() }),
    bytes: anything,
    status: 201,
  },
  ...jobRoutes,
  ...runRoutes,
  ...briefingRoutes,
  {
    method: "get",
    path: "/artifacts/{runId}/{name}",
    summary: "A file of a run, for its owner or by a signed link",
    query: z.object({
      expires: z.string().optional(),
      signature: z.string().optional(),
      download: z.string().optional(),
    }),
    answer: anything,
  },
];
