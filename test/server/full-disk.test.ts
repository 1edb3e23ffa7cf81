import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import { problemOf } from "../../src/server/problem.ts";
import { healthRoutes } from "../../src/server/routes/health.ts";
import { type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

let given: TemporaryJobs;
beforeAll(async () => {
  given = await temporaryJobs();
});
afterAll(() => given.close());

describe("a full disk", () => {
  test.each([
    ["the queue's database", Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" })],
    ["a file", Object.assign(new Error("write failed at /srv/x"), { code: "ENOSPC" })],
    ["a run", new ExhibitError("DISK_FULL", "No space left to write /srv/outputs/run.json; free some.")],
  ])("that stops %s is told to the client without the server's places", async (_, error) => {
    const app = new Hono().get("/", () => {
      throw error;
    });
    app.onError(problemOf);
    const response = await app.request("/");
    expect(response.status).toBe(507);
    const { error: told } = (await response.json()) as { error: { code: string; message: string } };
    expect(told).toEqual({ code: "DISK_FULL", message: expect.stringMatching(/disk is full/) });
    expect(told.message).not.toMatch(/srv/);
  });

  test.each([
    [31 * 2 ** 20, 503, { ok: false, message: "31 MB are free where runs are kept; 32 are needed." }],
    [33 * 2 ** 20, 200, { ok: true, queued: 0, running: 0 }],
  ])("with %i bytes free, readiness is answered with %i", async (freeBytes, status, body) => {
    const asked: string[] = [];
    const routes = healthRoutes(given, async (folder) => {
      asked.push(folder);
      return freeBytes;
    });
    const response = await routes.request("/readyz");
    expect({ status: response.status, body: await response.json() }).toEqual({ status, body });
    expect(asked).toEqual([given.config.out]);
    expect((await routes.request("/healthz")).status).toBe(200);
  });
});
