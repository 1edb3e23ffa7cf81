import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

  test("follows redirects and reports where it ended", async () => {
    web.on("/old", redirect("/older", 301));
    web.on("/older", redirect("new?x=1", 307));
    web.on("/new", reply("here"));
    open();
    expect((await resourceOf(`${web.origin}/old`)).url).toBe(`${web.origin}/new?x=1`);
  });

  test("stops a compressed answer at the cap instead of unpacking it", async () => {
    const bomb = gzipSync(Buffer.alloc(60e6));
    expect(bomb.byteLength).toBeLessThan(60_000);
    web.on("/bomb", reply(bomb, { "content-encoding": "gzip" }));
    open();
    const before = process.memoryUsage().arrayBuffers;
    expect((await failureOf(`${web.origin}/bomb`, { maxBytes: 1e6 })).code).toBe("too-large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });

  test("does not follow a redirect to another private address", async () => {
    web.on("/go", redirect("http://169.254.169.254/latest/meta-data/"));
    open();
    const failure = await failureOf(`${web.origin}/go`);
    expect(failure).toMatchObject({ code: "refused-address", stage: "fetch" });
    expect(failure.message).toContain("redirects to 169.254.169.254");
  });
});
