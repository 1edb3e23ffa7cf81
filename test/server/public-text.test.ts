import { homedir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { type Config, loadConfig } from "../../src/config.ts";
import { tenantFolderName } from "../../src/runs/index.ts";
import { hidePlaces } from "../../src/server/access/hide-places.ts";
import type { ServerEnv } from "../../src/server/index.ts";
import { createPublicText, secretsOf } from "../../src/server/public-text.ts";

const config: Config = {
  ...loadConfig({ cwd: "/srv/exhibit", out: "/srv/exhibit/out", env: { OPENAI_API_KEY: "sk-0123456789" } }),
  mail: { url: "smtps://robot:p%40ss-word-9@mail.example:465", from: "robot@example.org" },
  webhookKey: "webhook-key-1",
};
const libraries = { law: "/srv/law", cases: "/srv/law/cases", größe: "/srv/größe (neu)" };
const shown = createPublicText({ config, limits: { libraries, offline: true, search: [], models: undefined } });

describe("a text for users", () => {
  test.each([
    ["Cannot read /srv/law/a.pdf.", "Cannot read law/a.pdf."],
    ["in /srv/law.", "in law."],
    ["(/srv/law/cases/1.pdf)", "(cases/1.pdf)"],
    ["file:///srv/law/a.pdf#page=2", "file://law/a.pdf#page=2"],
    ["/srv/law/a.pdf, /srv/law/b.pdf", "law/a.pdf, law/b.pdf"],
    ["/srv/größe (neu)/ü.pdf", "größe/ü.pdf"],
    ["/srv/exhibit/out/run-1/report.md", "run-1/report.md"],
    ["the folder /srv/exhibit/out", "the folder outputs"],
    ["/srv/exhibit/out/.exhibit/server.sqlite", "outputs/.exhibit/server.sqlite"],
    [`${join(homedir(), "notes", "a.md")}`, "home/notes/a.md"],
    [
      `${join(config.home, "uploads", tenantFolderName("lab"), "3f2504e0-4f89", "my file.pdf")} is broken`,
      "my file.pdf is broken",
    ],
    ["nothing to hide", "nothing to hide"],
    ["", ""],
  ])("%j is shown as %j", (text, expected) => expect(shown(text)).toBe(expected));

  test.each([
    "https://example.org/srv/law/a.pdf",
    "/srv/lawyers/a.pdf",
    "/srv/law-old/a.pdf",
    "/srv/law.bak",
    "/mnt/srv/law/a.pdf",
    "../srv/law/a.pdf",
    "./srv/law/a.pdf",
  ])("%s is another place and stays", (text) => expect(shown(text)).toBe(text));

  test("is cleaned in JSON as it is in words, and stays JSON", () => {
    const value = { said: 'Cannot read "/srv/law/a.pdf"\n/srv/law/b.pdf\t/srv/exhibit/out/run-1/x', n: 1 };
    expect(JSON.parse(shown(JSON.stringify(value)))).toEqual({
      said: 'Cannot read "law/a.pdf"\nlaw/b.pdf\trun-1/x',
      n: 1,
    });
  });

  test("holds no secret of the server, as it stands in the settings or as it is sent", () => {
    const text = "sk-0123456789 webhook-key-1 p@ss-word-9 p%40ss-word-9 robot";
    for (const secret of secretsOf(config)) expect(shown(text)).not.toContain(secret);
    expect(shown(text)).toBe("[secret] [secret] [secret] [secret] robot");
    expect(secretsOf(config)).toEqual(
      expect.arrayContaining(["sk-0123456789", "webhook-key-1", "p@ss-word-9", "p%40ss-word-9"]),
    );
  });

  test("is not taken for a pattern, nor is a library's name", () => {
    const odd = createPublicText({
      config,
      limits: { libraries: { "$&": "/srv/a+b (1)" }, offline: true, search: [], models: undefined },
    });
    expect(odd("/srv/a+b (1)/x.pdf and /srv/aab 1/x.pdf")).toBe("$&/x.pdf and /srv/aab 1/x.pdf");
  });
});

describe("an answer", () => {
  const app = new Hono<ServerEnv>()
    .use(hidePlaces(shown))
    .get("/api/jobs/:id", (context) => context.json({ message: "Cannot read /srv/law/a.pdf." }))
    .get("/api/runs/:id/report", (context) => context.json({ quote: "They wrote to /srv/law/a.pdf." }))
    .get("/api/runs/:id/evidence/:evidence", (context) => context.json({ message: "/srv/law" }, 500))
    .get("/text", (context) => context.text("/srv/law"))
    .get("/empty", (context) => context.body(null, 204, { "content-type": "application/json" }))
    .all("/mcp", (context) => {
      const pieces = ["data: /srv/l", "aw/ü", ".pdf\ndata: grö", "ße\n", "data: /srv/law"].map((piece) =>
        new TextEncoder().encode(piece),
      );
      // Cut within a letter too, as a network does.
      const bytes = pieces.flatMap((piece) => [piece.slice(0, 9), piece.slice(9)]);
      return context.body(
        new ReadableStream<Uint8Array>({
          start(controller) {
            for (const piece of bytes) controller.enqueue(piece);
            controller.close();
          },
        }),
        200,
        { "content-type": "text/event-stream" },
      );
    });
  const ask = async (path: string) => (await app.request(path)).text();

  test("in JSON is cleaned, whatever route made it, with its length counted anew", async () => {
    const response = await app.request("/api/jobs/1");
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ message: "Cannot read law/a.pdf." });
    expect([null, String(text.length)]).toContain(response.headers.get("content-length"));
  });

  test("that quotes is literal, but for what failed there", async () => {
    expect(await ask("/api/runs/1/report")).toContain("They wrote to /srv/law/a.pdf.");
    expect(await ask("/api/runs/1/evidence/2")).toBe('{"message":"law"}');
  });

  test("of another kind, and an empty one, go out as they are", async () => {
    expect(await ask("/text")).toBe("/srv/law");
    expect((await app.request("/empty")).status).toBe(204);
  });

  test("that an agent's library streams is cleaned line by line, however it is cut", async () => {
    expect(await ask("/mcp")).toBe("data: law/ü.pdf\ndata: größe\ndata: law");
  });
});
