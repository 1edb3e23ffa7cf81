import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createApp, type ServerServices } from "../../src/server/index.ts";
import { openApiDocument } from "../../src/server/openapi.ts";
import { ownRoutes } from "../../src/server/own-routes.ts";

/** No route is called here; only which there are is looked at. */
const services = {
  jobs: {},
  config: loadConfig({ cwd: "/nowhere", env: {} }),
  limits: { libraries: {}, search: [] },
  links: {},
  briefings: {},
  now: () => new Date(),
} as unknown as ServerServices;
const app = createApp(services, (error) => {
  throw error;
});

/** The path as it is described: `/api/jobs/:id/:verb{a|b}` is two. */
function described(path: string): readonly string[] {
  const verbs = /:\w+\{([\w|]+)\}$/.exec(path);
  const plain = (text: string) => text.replace(/:(\w+)(?:\{[^}]*\})?/g, "{$1}");
  return verbs?.[1] ? verbs[1].split("|").map((verb) => plain(path.replace(verbs[0], verb))) : [plain(path)];
}

const own = /^\/(?:api|artifacts|healthz|readyz|openapi\.json|metrics)(?:\/|$)/;
const served = app.routes
  .filter(({ method, path }) => method !== "ALL" && own.test(path) && !path.endsWith("*"))
  .flatMap(({ method, path }) => described(path).map((one) => `${method.toLowerCase()} ${one}`));

describe("the description of our own routes", () => {
  test("names just those that are served", () => {
    expect(ownRoutes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...new Set(served)].sort());
  });

  test("is served without a token, whole", async () => {
    const response = await app.request("/openapi.json");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  test("says of each what varies in its path, what is sent and what refusals look like", () => {
    const { paths } = openApiDocument() as { paths: Record<string, Record<string, Operation>> };
    for (const [path, operations] of Object.entries(paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { summary, parameters = [], responses } of Object.values(operations)) {
        expect(summary).toMatch(/^\p{Lu}.{5,}[^.]$/u);
        expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(names);
        expect(Object.keys(responses)).toContain("4XX");
      }
    }
    expect(JSON.stringify(paths["/api/jobs/{id}/steer"])).toContain("add-question");
  });
});

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
