import { createHash } from "node:crypto";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../src/net/index.ts";
import { type FakeWeb, redirect, reply, startFakeWeb } from "../support/fake-web.ts";

let web: FakeWeb;
let fetcher: Fetcher;

function open(options: Partial<FetcherOptions> = {}): Fetcher {
  fetcher = createFetcher({ allowAddresses: [web.origin], spacingMs: 0, maxRetries: 0, ...options });
  return fetcher;
}

async function failureOf(address: string, options: Parameters<Fetcher["fetchResource"]>[1] = {}) {
  const answer = await fetcher.fetchResource(address, options);
  if (answer.ok) throw new Error(`${address} was read: ${answer.resource.mediaType}`);
  return answer.failure;
}

async function resourceOf(address: string, options: Parameters<Fetcher["fetchResource"]>[1] = {}) {
  const answer = await fetcher.fetchResource(address, options);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.resource;
}

beforeEach(async () => {
  web = await startFakeWeb();
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
});

describe("reading a page", () => {
  test("gives its bytes with type, name, final address and hash", async () => {
    web.on("/a/page.html", reply("<p>Grüße</p>", { "content-type": "Text/HTML; Charset=UTF-8" }));
    open();
    const resource = await resourceOf(`${web.origin}/a/page.html#part`);
    expect(Buffer.from(resource.bytes).toString()).toBe("<p>Grüße</p>");
    expect(resource).toMatchObject({
      mediaType: "text/html",
      charset: "utf-8",
      name: "page.html",
      url: `${web.origin}/a/page.html`,
      sha256: createHash("sha256").update("<p>Grüße</p>").digest("hex"),
    });
  });

  test("says honestly who asks, and only the origin of where the link was", async () => {
    web.on("/page", reply("x"));
    open({ version: "1.2.3", contact: "https://example.org/bot" });
    await resourceOf(`${web.origin}/page`, { referer: "https://example.com/secret?token=1" });
    const { headers } = web.requests.at(-1)!;
    expect(headers["user-agent"]).toBe("Exhibit/1.2.3 (research agent; +https://example.org/bot)");
    expect(headers.referer).toBe("https://example.com/");
    expect(headers.cookie).toBeUndefined();
  });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ])("unpacks %s", async (encoding, pack) => {
    web.on("/packed", reply(pack(Buffer.from("words ".repeat(100))), { "content-encoding": encoding }));
    open();
    expect((await resourceOf(`${web.origin}/packed`)).bytes.byteLength).toBe(600);
  });

  test.each([
    [404, "not-found"],
    [410, "not-found"],
    [401, "http-error"],
    [403, "http-error"],
    [429, "rate-limited"],
    [451, "http-error"],
    [500, "http-error"],
    [503, "http-error"],
  ])("fails with a sentence on status %i", async (status, code) => {
    web.on("/page", reply("error page", {}, status));
    open();
    const failure = await failureOf(`${web.origin}/page`);
    expect(failure).toMatchObject({ code, stage: "fetch", target: `${web.origin}/page` });
    expect(failure.message).toContain(String(status));
    expect(failure.message).toMatch(/\.$/);
  });

  test("fails on an empty answer, and on none at all", async () => {
    web.on("/empty", reply(""));
    web.on("/nothing", reply("", {}, 204));
    open();
    expect((await failureOf(`${web.origin}/empty`)).code).toBe("empty");
    expect((await failureOf(`${web.origin}/nothing`)).code).toBe("empty");
  });

  test("names the address as it was given when it fails", async () => {
    open();
    expect(await failureOf("http://2130706433:8080/#part")).toMatchObject({
      code: "refused-address",
      target: "http://2130706433:8080/#part",
    });
  });

  test("fails on what is no address", async () => {
    open();
    for (const address of ["", "not an address", "/relative", "http://", "http://a b/"]) {
      expect((await failureOf(address)).code).toBe("refused-address");
    }
  });
});

describe("limits", () => {
  test("stop a compressed answer at the cap instead of unpacking it", async () => {
    const bomb = gzipSync(Buffer.alloc(60e6));
    expect(bomb.byteLength).toBeLessThan(60_000);
    web.on("/bomb", reply(bomb, { "content-encoding": "gzip" }));
    open();
    const before = process.memoryUsage().arrayBuffers;
    expect((await failureOf(`${web.origin}/bomb`, { maxBytes: 1e6 })).code).toBe("too-large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });

  test("refuse an announced length without waiting for the bytes", async () => {
    web.on("/long", (_, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": 80e6 });
      response.write("the rest never comes");
    });
    open();
    const failure = await failureOf(`${web.origin}/long`);
    expect(failure).toMatchObject({ code: "too-large" });
    expect(failure.message).toContain("10 MB");
  });

  test("count what arrives when no length is announced", async () => {
    web.on("/endless", (_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    open();
    expect((await failureOf(`${web.origin}/endless`, { maxBytes: 500_000 })).code).toBe("too-large");
  });

  test("let documents be larger than pages", async () => {
    const bytes = Buffer.alloc(11e6, "a");
    web.on("/page", reply(bytes, { "content-type": "text/html" }));
    web.on("/document", reply(bytes, { "content-type": "application/pdf" }));
    open();
    expect((await failureOf(`${web.origin}/page`)).code).toBe("too-large");
    expect((await resourceOf(`${web.origin}/document`)).bytes.byteLength).toBe(11e6);
  });

  test("accept exactly the cap", async () => {
    web.on("/page", reply("12345"));
    open();
    expect((await resourceOf(`${web.origin}/page`, { maxBytes: 5 })).bytes.byteLength).toBe(5);
    expect((await failureOf(`${web.origin}/page`, { maxBytes: 4 })).code).toBe("too-large");
  });

  test("turn unwanted types away before their bytes", async () => {
    web.on("/film", reply(Buffer.alloc(100), { "content-type": "video/mp4" }));
    web.on("/page", reply("<p>not a picture</p>"));
    open();
    expect((await failureOf(`${web.origin}/film`)).code).toBe("unsupported");
    expect((await failureOf(`${web.origin}/page`, { accept: ["image/"] })).code).toBe("unsupported");
  });

  test.each([
    ["never answers", {}, () => undefined],
    ["stalls in the middle", { "content-type": "text/html" }, "half"],
  ] as const)("end an exchange that %s", async (_, headers, part) => {
    web.on("/slow", (__, response) => {
      if (typeof part !== "string") return;
      response.writeHead(200, headers);
      response.write(part);
    });
    open({ timeouts: { totalMs: 150 } });
    const failure = await failureOf(`${web.origin}/slow`);
    expect(failure.code).toBe("timeout");
    expect(failure.message).toMatch(/longer than 0\.[12]/);
  });

  test("call a cut answer broken", async () => {
    web.on("/cut", (_, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": 1000 });
      response.write("only this");
      setImmediate(() => response.destroy());
    });
    open();
    expect((await failureOf(`${web.origin}/cut`)).code).toBe("broken");
  });

  test("call damaged compression broken", async () => {
    web.on("/damaged", reply("this is not gzip at all", { "content-encoding": "gzip" }));
    open();
    expect((await failureOf(`${web.origin}/damaged`)).code).toBe("broken");
  });

  test("call a closed port and a reset connection unreachable", async () => {
    const gone = await startFakeWeb();
    await gone.close();
    web.on("/reset", (request, response) => void (request.path && response.socket?.resetAndDestroy()));
    open({ allowAddresses: [web.origin, gone.origin] });
    expect((await failureOf(`${gone.origin}/page`)).code).toBe("unreachable");
    expect((await failureOf(`${web.origin}/reset`)).code).toBe("unreachable");
  });
});

describe("cancelling", () => {
  test("ends with the reason of the abort, before and during an exchange", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped by the user");
    web.on("/slow", () => controller.abort(reason));
    open();
    await expect(fetcher.fetchResource(`${web.origin}/slow`, { signal: controller.signal })).rejects.toBe(reason);
    await expect(fetcher.fetchResource(`${web.origin}/slow`, { signal: controller.signal })).rejects.toBe(reason);
    expect(web.paths().filter((path) => path === "/slow")).toHaveLength(1);
  });

  test("one caller does not take the robots.txt from another", async () => {
    const controller = new AbortController();
    let release = (): void => undefined;
    web.on("/robots.txt", async (request, response) => {
      await new Promise<void>((resolve) => {
        release = resolve;
        controller.abort(new Error("first gave up"));
      });
      await reply("User-agent: *\nAllow: /")(request, response);
    });
    web.on("/page", reply("x"));
    open();
    const first = fetcher.fetchResource(`${web.origin}/page`, { signal: controller.signal });
    const second = fetcher.fetchResource(`${web.origin}/page`);
    await expect(first).rejects.toThrow("first gave up");
    release();
    expect((await second).ok).toBe(true);
  });

  test("closing refuses later calls and leaves nothing open", async () => {
    open();
    await fetcher.close();
    expect((await failureOf(`${web.origin}/page`)).message).toContain("closed");
    await fetcher.close();
  });
});

describe("offline", () => {
  test("every fetch is a failure that says so, and no connection is made", async () => {
    open({ offline: true });
    const { failure } = (await fetcher.fetchText(`${web.origin}/x`)) as { failure: { message: string } };
    expect(failure.message).toContain("offline");
    expect((await failureOf(`${web.origin}/page`)).message).toContain("offline");
    expect((await fetcher.fetchJson(`${web.origin}/x`, z.unknown())).ok).toBe(false);
    expect(web.requests).toHaveLength(0);
  });
});

describe("robots.txt", () => {
  beforeEach(() => {
    web.on("/robots.txt", reply("User-agent: *\nDisallow: /no\n", { "content-type": "text/plain" }));
    web.on("/no", reply("reluctant"));
    web.on("/yes", reply("welcome"));
  });

  test("keeps automated reading out", async () => {
    open();
    expect((await failureOf(`${web.origin}/no`)).code).toBe("refused-robots");
    expect((await fetcher.fetchResource(`${web.origin}/yes`)).ok).toBe(true);
    expect(web.paths()).toEqual(["/robots.txt", "/yes"]);
  });

  test("only warns about a page the user named", async () => {
    open();
    const answer = await fetcher.fetchResource(`${web.origin}/no`, { userTyped: true });
    expect(answer).toMatchObject({ ok: true, warnings: [expect.stringContaining("because you named it")] });
  });

  test("is asked about the target of a redirect too", async () => {
    web.on("/go", redirect("/no"));
    open();
    expect((await failureOf(`${web.origin}/go`)).code).toBe("refused-robots");
    expect(web.paths()).not.toContain("/no");
  });

  test("counts as a refusal while the server fails, and as consent when it is missing", async () => {
    web.on("/robots.txt", reply("down", {}, 503));
    open();
    const failure = await failureOf(`${web.origin}/yes`);
    expect(failure).toMatchObject({ code: "refused-robots" });
    expect(failure.message).toContain("503");
    await fetcher.close();
    web.on("/robots.txt", reply("denied", {}, 403));
    open();
    expect((await fetcher.fetchResource(`${web.origin}/yes`)).ok).toBe(true);
  });

  test("is read only to its first 500 KiB", async () => {
    const rules = `User-agent: *\nDisallow: /no\n${"# padding\n".repeat(60_000)}Disallow: /yes\n`;
    web.on("/robots.txt", reply(rules, { "content-type": "text/plain" }));
    open();
    expect((await failureOf(`${web.origin}/no`)).code).toBe("refused-robots");
    expect((await fetcher.fetchResource(`${web.origin}/yes`)).ok).toBe(true);
  });

  test("does not hide that a host cannot be reached", async () => {
    const gone = await startFakeWeb();
    await gone.close();
    open({ allowAddresses: [gone.origin] });
    expect((await failureOf(`${gone.origin}/page`)).code).toBe("unreachable");
  });
});
