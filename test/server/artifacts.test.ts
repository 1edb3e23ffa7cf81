import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Workers } from "../../src/jobs/index.ts";
import { createApp } from "../../src/server/app.ts";
import { type ArtifactLinks, createArtifactLinks } from "../../src/server/artifact-links.ts";
import type { Principal } from "../../src/server/index.ts";
import { type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

const idle: Workers = {
  begin: () => undefined,
  finish: () => undefined,
  abort: () => undefined,
  steer: () => undefined,
  close: async () => undefined,
};

let given: TemporaryJobs;
let links: ArtifactLinks;
let runId: string;
let clock = new Date("2026-03-01T00:00:00Z");
let who: Principal | undefined;

async function ask(path: string): Promise<Response> {
  const { config, jobs } = given;
  const limits = { libraries: {}, offline: true, search: [], models: undefined };
  const app = createApp({ config, jobs, limits, links, authenticate: async () => who, now: () => clock }, (error) => {
    throw error;
  });
  return app.request(path);
}

const principal = (tenant: string): Principal => ({ tenant, name: tenant, scopes: new Set(["read"]) });

beforeAll(async () => {
  given = await temporaryJobs({ createWorkers: () => idle });
  links = await createArtifactLinks(given.config.home, () => clock);
  ({ runId } = await given.submit());
  const folder = join(given.config.out, runId);
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "report.html"), "<script>alert(1)</script>");
  await writeFile(
    join(folder, "assets", "as-1.svg"),
    "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
  );
  await writeFile(join(given.config.out, "secret"), "secret");
  await symlink(join(given.config.out, "secret"), join(folder, "report.json"));
});
afterAll(() => given.close());

describe("a file of a run", () => {
  test("is its tenant's, in a sandbox without origin", async () => {
    who = principal("local");
    const response = await ask(`/artifacts/${runId}/report.html`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toMatch(
      /^sandbox allow-scripts allow-popups; default-src 'none'/,
    );
    expect(response.headers.get("content-security-policy")).not.toContain("allow-same-origin");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await (await ask(`/artifacts/${runId}/assets/as-1.svg?download`)).headers.get("content-disposition")).toBe(
      `attachment; filename="as-1.svg"; filename*=UTF-8''as-1.svg`,
    );
  });

  test("is nobody else's", async () => {
    who = principal("other");
    expect((await ask(`/artifacts/${runId}/report.html`)).status).toBe(404);
    who = undefined;
    expect((await ask(`/artifacts/${runId}/report.html`)).status).toBe(401);
  });

  test("opens by its signed link, which opens no other file and not for ever", async () => {
    who = undefined;
    const link = links.linkTo(runId, "report.html");
    expect((await ask(link)).status).toBe(200);
    expect((await ask(link.replace("report.html", "assets/as-1.svg"))).status).toBe(401);
    expect((await ask(link.replace(/expires=\d/, "expires=9"))).status).toBe(401);
    expect((await ask(link.replace(/signature=./, "signature="))).status).toBe(401);
    clock = new Date("2026-03-08T00:00:01Z");
    expect((await ask(link)).status).toBe(401);
    clock = new Date("2026-03-01T00:00:00Z");
  });

  test.each([
    "run.json",
    "events.jsonl",
    "checkpoints.sqlite",
    "report.json",
    "..%2Fsecret",
    "assets%2F..%2Frun.json",
    "assets/%2e%2e/run.json",
    "report.html%00.png",
    "%2E%2E/%2E%2E/secret",
  ])("%s is not shown, not by a link either", async (name) => {
    who = principal("local");
    expect((await ask(`/artifacts/${runId}/${name}`)).status).toBe(404);
    expect((await ask(links.linkTo(runId, decodeURIComponent(name)))).status).toBe(404);
  });

  test("of no run is not there", async () => {
    who = principal("local");
    for (const other of ["..", ".exhibit", "nothing"])
      expect((await ask(`/artifacts/${other}/report.html`)).status).toBe(404);
  });
});
