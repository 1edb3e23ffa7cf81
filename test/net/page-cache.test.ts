import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../src/net/index.ts";
import { createPageCache, sha256Of } from "../../src/net/page-cache.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { type FakeWeb, json, redirect, reply, startFakeWeb } from "../support/fake-web.ts";

const minute = 60_000;

let web: FakeWeb;
let folder: string;
let clock: FakeClock;
let fetcher: Fetcher;

/** A new fetcher over the same folder, as a rerun has it. */
async function reopen(options: Partial<FetcherOptions> = {}): Promise<void> {
  await fetcher?.close();
  const common = { allowAddresses: [web.origin], spacingMs: 0, maxRetries: 0, cacheFolder: folder, clock };
  fetcher = createFetcher({ ...common, ...options });
}

async function read(path: string, options: Parameters<Fetcher["fetchResource"]>[1] = {}) {
  const answer = await fetcher.fetchResource(`${web.origin}${path}`, options);
  if (!answer.ok) return answer.failure.code;
  const text = Buffer.from(answer.resource.bytes).toString();
  return { text, cached: answer.cached, warnings: answer.warnings.length };
}

const asked = (path: string) => web.requests.filter((request) => request.path === path);

async function filesIn(directory: string): Promise<string[]> {
  return (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

beforeEach(async () => {
  web = await startFakeWeb();
  folder = await mkdtemp(join(tmpdir(), "page-cache-"));
  clock = fakeClock();
  await reopen();
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a page that was read", () => {
  test("is not asked for again soon, also by a later run", async () => {
    web.on("/page", reply("one", { "content-type": "text/html; charset=utf-8" }));
    expect(await read("/page")).toEqual({ text: "one", cached: false, warnings: 0 });
    await reopen();
    expect(await read("/page#elsewhere")).toEqual({ text: "one", cached: true, warnings: 0 });
    expect(asked("/page")).toHaveLength(1);
  });

  test("is asked for once by simultaneous readers, also when the first of them gives up", async () => {
    web.on("/page", reply("one"));
    const all = await Promise.all([read("/page"), read("/page"), read("/page")]);
    expect(all.map((answer) => typeof answer === "object" && answer.cached)).toEqual([false, true, true]);
    expect(asked("/page")).toHaveLength(1);

    const controller = new AbortController();
    web.on("/slow", (request, response) => {
      controller.abort(new Error("first gave up"));
      return reply("late")(request, response);
    });
    const first = fetcher.fetchResource(`${web.origin}/slow`, { signal: controller.signal });
    const second = read("/slow");
    await expect(first).rejects.toThrow("first gave up");
    expect(await second).toMatchObject({ text: "late" });
  });

  test("comes back the same in every detail", async () => {
    web.on("/go", redirect("/files/report.pdf"));
    web.on("/files/report.pdf", reply("%PDF-", { "content-type": "application/pdf; charset=latin1" }));
    const first = await fetcher.fetchResource(`${web.origin}/go`);
    await reopen();
    const second = await fetcher.fetchResource(`${web.origin}/go`);
    expect(first.ok && second.ok).toBe(true);
    if (!first.ok || !second.ok) return;
    expect({ ...second.resource, bytes: [...second.resource.bytes] }).toEqual({
      ...first.resource,
      bytes: [...first.resource.bytes],
    });
    expect(second.fetched).toBe(first.fetched);
  });

  test("is revalidated later, and kept when it has not changed", async () => {
    const modified = "Sun, 01 Feb 2026 00:00:00 GMT";
    web.on("/page", (request, response) => {
      const known = request.headers["if-none-match"] === '"v1"' && request.headers["if-modified-since"] === modified;
      const headers = { etag: '"v1"', "last-modified": modified, "cache-control": "max-age=0" };
      return known ? reply("", headers, 304)(request, response) : reply("one", headers)(request, response);
    });
    await read("/page");
    clock.advance(11 * minute);
    expect(await read("/page")).toEqual({ text: "one", cached: true, warnings: 0 });
    expect(asked("/page")).toHaveLength(2);
    clock.advance(5 * minute);
    await read("/page");
    expect(asked("/page")).toHaveLength(2);
  });

  test("is replaced when it has changed", async () => {
    web.on("/page", reply("one", { etag: '"v1"', "cache-control": "max-age=0" }));
    await read("/page");
    clock.advance(11 * minute);
    web.on("/page", reply("two", { etag: '"v2"' }));
    expect(await read("/page")).toEqual({ text: "two", cached: false, warnings: 0 });
    expect(await read("/page")).toEqual({ text: "two", cached: true, warnings: 0 });
  });

  test.each([
    ["max-age=7200", 119, true],
    ["max-age=7200", 121, false],
    ["max-age=7200, no-cache", 11, false],
    ["private, max-age=7200", 119, true],
  ])("with Cache-Control %s is fresh after %i minutes: %s", async (control, minutes, fresh) => {
    web.on("/page", reply("one", { "cache-control": control }));
    await read("/page");
    clock.advance(minutes * minute);
    await read("/page");
    expect(asked("/page")).toHaveLength(fresh ? 1 : 2);
  });

  test("with Expires or only a date of change is fresh accordingly", async () => {
    const date = new Date(clock.now()).toUTCString();
    web.on("/expires", reply("x", { date, expires: new Date(clock.now() + 60 * minute).toUTCString() }));
    web.on("/old", reply("x", { date, "last-modified": new Date(clock.now() - 600 * minute).toUTCString() }));
    await Promise.all([read("/expires"), read("/old")]);
    clock.advance(50 * minute);
    await Promise.all([read("/expires"), read("/old")]);
    expect([asked("/expires").length, asked("/old").length]).toEqual([1, 1]);
    clock.advance(15 * minute);
    await Promise.all([read("/expires"), read("/old")]);
    expect([asked("/expires").length, asked("/old").length]).toEqual([2, 2]);
  });

  test("that forbids storing is not stored", async () => {
    web.on("/page", reply("secret", { "cache-control": "private, no-store" }));
    await read("/page");
    expect(await filesIn(folder)).toEqual([]);
    expect(await read("/page")).toMatchObject({ cached: false });
  });

  test("stands in while its server fails, with a warning, but not once it is gone", async () => {
    web.on("/page", reply("one"));
    await read("/page");
    clock.advance(60 * minute);
    web.on("/page", reply("down", {}, 503));
    expect(await read("/page")).toEqual({ text: "one", cached: true, warnings: 1 });
    web.on("/page", reply("gone", {}, 410));
    expect(await read("/page")).toBe("not-found");
  });

  test("does not get around the limits of another request", async () => {
    web.on("/page", reply("12345"));
    await read("/page");
    expect(await read("/page", { maxBytes: 3 })).toBe("too-large");
    expect(await read("/page", { accept: ["image/"] })).toBe("unsupported");
  });
});

describe("the folder", () => {
  test("with damaged files costs a fetch and nothing else", async () => {
    web.on("/page", reply("one"));
    await read("/page");
    for (const file of await filesIn(folder)) {
      const whole = await readFile(file);
      await writeFile(file, whole.subarray(0, whole.byteLength - 1));
      expect(await read("/page")).toEqual({ text: "one", cached: false, warnings: 0 });
    }
    expect(await read("/page")).toMatchObject({ cached: true });
  });

  test("that cannot be written is a warning", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    await reopen({ cacheFolder: file });
    web.on("/page", reply("one"));
    expect(await read("/page")).toMatchObject({ text: "one", cached: false });
    const answer = await fetcher.fetchResource(`${web.origin}/page`);
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) expect(answer.warnings.join()).toContain("page cache cannot be used");
  });

  test("holds no half-written files after many writers", async () => {
    const cache = createPageCache(folder);
    const entryOf = (version: number) => ({
      requested: "https://example.org/",
      url: "https://example.org/",
      mediaType: "text/html",
      name: "x",
      fetched: version,
      freshUntil: version,
      sha256: sha256Of(`version ${version}`),
    });
    const versions = Array.from({ length: 20 }, (_, version) => version);
    await Promise.all(versions.map((version) => cache.store(entryOf(version), Buffer.from(`version ${version}`))));
    const copy = await cache.load("https://example.org/");
    expect(Buffer.from(copy!.bytes).toString()).toBe(`version ${copy!.entry.fetched}`);
    expect((await filesIn(folder)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  test("does not keep what services answer", async () => {
    web.on("/api", json({ a: 1 }));
    await fetcher.fetchText(`${web.origin}/api`);
    expect(await filesIn(folder)).toEqual([]);
  });
});
