import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createFetcher, type Fetcher, type FetcherOptions, systemClock } from "../../src/net/index.ts";
import { createPacer } from "../../src/net/pacer.ts";
import { retryAfterMs } from "../../src/net/retry.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { type FakeWeb, inTurn, json, reply, startFakeWeb } from "../support/fake-web.ts";

let web: FakeWeb;
let clock: FakeClock;
let fetcher: Fetcher;

function open(options: Partial<FetcherOptions> = {}): void {
  fetcher = createFetcher({ allowAddresses: [web.origin], spacingMs: 0, clock, ...options });
}

const get = () => fetcher.fetchJson(`${web.origin}/api`, z.unknown());
const down = (status: number, headers: Record<string, string> = {}) => reply("", headers, status);

beforeEach(async () => {
  web = await startFakeWeb();
  clock = fakeClock();
});

afterEach(async () => {
  await fetcher?.close();
  await web.close();
});

describe("trying again", () => {
  test.each([429, 502, 503, 504])("helps after status %i", async (status) => {
    web.on("/api", inTurn(down(status), down(status), json("well")));
    open();
    expect(await get()).toEqual({ ok: true, value: "well" });
    expect(clock.waits).toEqual([500, 1000]);
  });

  test("helps after a reset and after a cut answer", async () => {
    web.on(
      "/api",
      inTurn(
        (_, response) => void response.socket?.resetAndDestroy(),
        (_, response) => {
          response.writeHead(200, { "content-length": 100 });
          response.write("[1");
          setImmediate(() => response.destroy());
        },
        json("well"),
      ),
    );
    open();
    expect(await get()).toEqual({ ok: true, value: "well" });
  });

  test("is bounded", async () => {
    web.on("/api", down(503));
    open({ maxRetries: 3 });
    expect(await get()).toMatchObject({ ok: false, failure: { code: "http-error" } });
    expect(web.requests).toHaveLength(4);
  });

  test.each([400, 401, 403, 404, 410, 500, 501])("is pointless after status %i", async (status) => {
    web.on("/api", down(status));
    open();
    await get();
    expect(web.requests).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  test("waits as long as the server asks", async () => {
    web.on("/api", inTurn(down(429, { "retry-after": "7" }), json("well")));
    open();
    expect((await get()).ok).toBe(true);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(7000);
  });

  test("gives up when the server asks for too long, and leaves it alone until then", async () => {
    web.on("/api", inTurn(down(429, { "retry-after": "120" }), json("well")));
    open();
    expect(await get()).toMatchObject({ ok: false, failure: { code: "rate-limited" } });
    expect(await get()).toMatchObject({ ok: false, failure: { code: "rate-limited" } });
    expect(web.requests).toHaveLength(1);
    clock.advance(121_000);
    expect((await get()).ok).toBe(true);
  });

  test("does not hold those who queue behind an answer that asks for too long", async () => {
    web.on("/api", down(429, { "retry-after": "600" }));
    open({ concurrencyPerHost: 1 });
    const answers = await Promise.all([get(), get(), get()]);
    expect(answers).toEqual(
      answers.map(() => expect.objectContaining({ failure: expect.objectContaining({ code: "rate-limited" }) })),
    );
    // The next in the queue may have left before the answer was understood; the third must not.
    expect(web.requests.length).toBeLessThan(3);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(30_000);
  });

  test("makes others wait too when one was told to", async () => {
    web.on("/api", inTurn(down(503, { "retry-after": "5" }), json("well")));
    web.on("/page", reply("x"));
    open({ maxRetries: 0 });
    await get();
    const before = clock.now();
    expect((await fetcher.fetchResource(`${web.origin}/page`)).ok).toBe(true);
    expect(clock.now() - before).toBe(5000);
  });

  test("ends with the abort while waiting", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    web.on("/api", down(503, { "retry-after": "20" }));
    const waiting = {
      ...systemClock,
      sleep: (ms: number, signal?: AbortSignal) => {
        queueMicrotask(() => controller.abort(reason));
        return systemClock.sleep(ms, signal);
      },
    };
    open({ clock: waiting });
    const answer = fetcher.fetchText(`${web.origin}/api`, { signal: controller.signal });
    await expect(answer).rejects.toBe(reason);
    expect(web.requests).toHaveLength(1);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  test.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Sun, 01 Mar 2026 00:00:30 GMT", 30_000],
    ["Sun, 01 Mar 2020 00:00:30 GMT", 0],
    ["soon", undefined],
    [undefined, undefined],
  ])("%j means %j milliseconds", (value, expected) => expect(retryAfterMs(value, now)).toBe(expected));
});

describe("pace", () => {
  test("pages of one host start at least the spacing apart", async () => {
    for (const path of ["/1", "/2", "/3"]) web.on(path, reply("x"));
    open({ spacingMs: 1000 });
    const start = clock.now();
    await Promise.all(["/1", "/2", "/3"].map((path) => fetcher.fetchResource(web.origin + path)));
    expect(clock.now() - start).toBeGreaterThanOrEqual(2000);
  });

  test("a longer crawl delay is obeyed", async () => {
    web.on("/robots.txt", reply("User-agent: *\nCrawl-delay: 4", { "content-type": "text/plain" }));
    web.on("/1", reply("x"));
    web.on("/2", reply("x"));
    open({ spacingMs: 1000 });
    await fetcher.fetchResource(`${web.origin}/1`);
    const start = clock.now();
    await fetcher.fetchResource(`${web.origin}/2`);
    expect(clock.now() - start).toBe(4000);
  });

  test("at most the given number of requests to a host are under way, while other hosts go on", async () => {
    const pacer = createPacer({ concurrency: 2, clock });
    let underWay = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const work = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => finish.push(resolve));
      underWay -= 1;
    };
    const runs = Array.from({ length: 5 }, () => pacer.run("https://a.example", work, { spacingMs: 0 }));
    expect(await pacer.run("https://b.example", async () => "free", { spacingMs: 0 })).toBe("free");
    while (finish.length > 0) {
      finish.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(runs);
    expect(most).toBe(2);
  });

  test("a place in the queue is given up on abort, with the reason", async () => {
    const pacer = createPacer({ concurrency: 1, clock });
    let release = (): void => undefined;
    const first = pacer.run("https://a.example", () => new Promise<void>((resolve) => (release = resolve)), {
      spacingMs: 0,
    });
    const controller = new AbortController();
    const reason = new Error("enough");
    let ran = false;
    const work = async () => {
      ran = true;
    };
    const second = pacer.run("https://a.example", work, { spacingMs: 0, signal: controller.signal });
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    release();
    await first;
    expect(ran).toBe(false);
    expect(await pacer.run("https://a.example", async () => "next", { spacingMs: 0 })).toBe("next");
  });
});
