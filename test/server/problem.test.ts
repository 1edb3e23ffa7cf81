import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type ErrorCode, ExhibitError } from "../../src/errors.ts";
import { problemOf, refusal, tooMany } from "../../src/server/problem.ts";
import { readJson } from "../../src/server/read-json.ts";

/** What a client reads of something thrown in a route at a path. */
async function told(error: unknown, path = "/api/x") {
  const app = new Hono();
  app.onError(problemOf);
  app.all("*", () => {
    throw error;
  });
  const response = await app.request(path);
  const body = (await response.json()) as { readonly error: Record<string, unknown>; readonly detail: string };
  return { status: response.status, retryAfter: response.headers.get("retry-after"), ...body };
}

describe("a refusal", () => {
  test.each<[code: ErrorCode, status: number]>([
    ["BAD_USAGE", 400],
    ["NOTHING_TO_READ", 400],
    ["NOT_FOUND", 404],
    ["BAD_REPORT", 409],
    ["RUN_BUSY", 409],
    ["QUEUE_FULL", 429],
  ])("for %s is a %i with its code and what to do", async (code, status) => {
    expect(await told(new ExhibitError(code, "Do this instead."))).toMatchObject({
      status,
      error: { code, message: "Do this instead." },
      detail: "Do this instead.",
    });
  });

  test("for a full queue says when to come again", async () => {
    expect((await told(new ExhibitError("QUEUE_FULL", "Wait."))).retryAfter).toBe("30");
    expect((await told(new ExhibitError("RUN_BUSY", "Wait."))).retryAfter).toBeNull();
  });

  test.each<[error: unknown]>([
    [new Error("connect ECONNREFUSED 10.0.0.7:5432, password hunter22")],
    [new ExhibitError("INTERNAL", "/srv/secret/run-1 is broken")],
    [new ExhibitError("BAD_CONFIG", "tools.servers.crm.token is wrong: hunter22")],
    [new ExhibitError("NOT_WRITABLE", "Cannot write /srv/secret")],
  ])("for what is the server's own fault tells nothing of the inside: %s", async (error) => {
    expect(await told(error)).toEqual({
      ...{ status: 500, retryAfter: null, detail: "The server failed; its log says why." },
      error: { code: "INTERNAL", message: "The server failed; its log says why." },
    });
  });

  test("for a full disk tells neither file nor the operator's remedy", async () => {
    for (const error of [
      new ExhibitError("DISK_FULL", "No space left for /srv/outputs/x"),
      Object.assign(new Error("write /srv/outputs/x"), { code: "ENOSPC" }),
    ]) {
      const answer = await told(error);
      expect(answer).toMatchObject({ status: 507, error: { code: "DISK_FULL" } });
      expect(JSON.stringify(answer)).not.toContain("/srv");
    }
  });

  test("for what has the wrong shape names each place in one line", async () => {
    const { error } = z.object({ limit: z.number(), tags: z.array(z.string()) }).safeParse({ limit: "x", tags: [1] });
    const { status, detail } = await told(error);
    expect(status).toBe(422);
    expect(detail).toMatch(/at limit.*at tags\[0\]/);
    expect(detail).not.toContain("\n");
  });

  test("for a key of a megabyte of spaces is answered at once", async () => {
    const { error } = z.strictObject({}).safeParse({ [`a${" ".repeat(1_000_000)}b`]: 1 });
    expect(await told(error)).toMatchObject({ status: 422, error: { code: "BAD_USAGE" } });
  });

  test.each([
    [undefined, 422, "REFUSED"],
    [404, 404, "NOT_FOUND"],
    [409, 409, "REFUSED"],
    [413, 413, "REFUSED"],
  ] as const)("of a protocol with %s is a %i", async (given, status, code) => {
    expect(await told(refusal("Not so.", given))).toMatchObject({ status, error: { code, message: "Not so." } });
  });

  test.each<[error: Error, status: number, type: string]>([
    [refusal("Not so."), 400, "invalid_request_error"],
    [refusal("Not yours.", 403), 403, "permission_error"],
    [new ExhibitError("NOT_FOUND", "No such model."), 404, "invalid_request_error"],
    [new ExhibitError("QUEUE_FULL", "Wait."), 429, "rate_limit_error"],
    [new Error("inside"), 500, "server_error"],
  ])("under /v1 has the shape that OpenAI's clients read: %s", async (error, status, type) => {
    expect(await told(error, "/v1/chat/completions")).toMatchObject({
      status,
      error: { type, param: null, message: expect.any(String), code: expect.any(String) },
    });
  });

  test("for asking too often says how long to wait, in words and for programs", async () => {
    const app = new Hono().get("/x", (context) => tooMany(context, 7, "This address asks too often"));
    const response = await app.request("/x");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await response.json()).toMatchObject({ detail: "This address asks too often; wait 7 s and try again." });
  });
});

describe("the body of a request", () => {
  const read = async (body: string | undefined) => {
    const app = new Hono().post("/", async (context) => context.json({ read: await readJson(context) }));
    app.onError(problemOf);
    const response = await app.request("/", { method: "POST", ...(body === undefined ? {} : { body }) });
    return { status: response.status, ...((await response.json()) as object) };
  };

  test.each([
    [undefined, {}],
    ["", {}],
    [" \r\n\t", {}],
    ["null", null],
    ["7", 7],
    ['{"a":"שלום"}', { a: "שלום" }],
  ])("%j is %j", async (body, value) => expect(await read(body)).toEqual({ status: 200, read: value }));

  test.each(["{", "{'a': 1}", "undefined", '{"a":1}{', "NaN"])("%j is refused", async (body) => {
    expect(await read(body)).toMatchObject({ status: 422, detail: "The body is not valid JSON." });
  });
});
