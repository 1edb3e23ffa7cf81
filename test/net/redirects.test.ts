import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../src/net/index.ts";
import { type FakeWeb, json, redirect, reply, startFakeWeb } from "../support/fake-web.ts";

let web: FakeWeb;
let other: FakeWeb;
let fetcher: Fetcher;

function open(options: Partial<FetcherOptions> = {}): void {
  fetcher = createFetcher({ allowAddresses: [web.origin, other.origin], spacingMs: 0, maxRetries: 0, ...options });
}

async function failureOf(address: string) {
  const answer = await fetcher.fetchResource(address);
  if (answer.ok) throw new Error(`${address} was read`);
  return answer.failure;
}

beforeEach(async () => {
  web = await startFakeWeb();
  other = await startFakeWeb();
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
  await other.close();
});

describe("redirects", () => {
  test("are followed, and the final address is reported", async () => {
    web.on("/old", redirect("/older", 301));
    web.on("/older", redirect("new?x=1#part", 307));
    web.on("/new", redirect(`${other.origin}/home`, 308));
    other.on("/home", reply("here"));
    open();
    expect(await fetcher.fetchResource(`${web.origin}/old`)).toMatchObject({
      ok: true,
      resource: { url: `${other.origin}/home` },
    });
  });

  test("are five at most", async () => {
    for (let hop = 0; hop < 7; hop += 1) web.on(`/${hop}`, redirect(`/${hop + 1}`));
    web.on("/7", reply("end"));
    open();
    expect((await fetcher.fetchResource(`${web.origin}/2`)).ok).toBe(true);
    expect((await failureOf(`${web.origin}/1`)).message).toContain("more than 5 times");
  });

  test("that go in a circle are noticed at once", async () => {
    web.on("/a", redirect("/b"));
    web.on("/b", redirect("/a#again"));
    open();
    expect((await failureOf(`${web.origin}/a`)).message).toContain("circle");
    expect(web.paths().filter((path) => path === "/a")).toHaveLength(1);
  });

  test("without a usable target are a failure", async () => {
    web.on("/bad", redirect("http://[not-an-address"));
    web.on("/none", reply("", {}, 302));
    open();
    expect((await failureOf(`${web.origin}/bad`)).code).toBe("http-error");
    expect((await failureOf(`${web.origin}/none`)).message).toContain("302");
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1/",
    "http://127.1:8080/",
    "http://2130706433/",
    "http://[::1]/",
    "http://localhost/",
    "http://metadata.google.internal/",
    "file:///etc/passwd",
    "http://example.org:25/",
    "http://user:pass@example.org/",
  ])("to %s are refused", async (target) => {
    web.on("/go", redirect(target));
    open();
    const failure = await failureOf(`${web.origin}/go`);
    expect(failure).toMatchObject({ code: "refused-address", target: `${web.origin}/go` });
    expect(failure.message).toContain("redirects to");
  });
});

describe("credentials and bodies", () => {
  const call = () =>
    fetcher.fetchJson(`${web.origin}/api`, z.unknown(), {
      method: "POST",
      headers: { authorization: "Bearer secret", "x-key": "secret", "content-type": "application/json" },
      body: '{"q":1}',
    });

  test("stay with their origin when a service redirects elsewhere", async () => {
    web.on("/api", redirect(`${other.origin}/api`, 307));
    other.on("/api", json({}));
    open();
    expect((await call()).ok).toBe(true);
    const arrived = other.requests[0]!;
    expect(arrived).toMatchObject({ method: "GET", body: "" });
    expect(JSON.stringify(arrived.headers)).not.toContain("secret");
  });

  test("go along within the origin, as the status says", async () => {
    web.on("/api", redirect("/kept", 308));
    web.on("/kept", redirect("/changed", 303));
    web.on("/changed", json({}));
    open();
    expect((await call()).ok).toBe(true);
    const [, kept, changed] = web.requests;
    expect(kept).toMatchObject({ method: "POST", body: '{"q":1}', headers: { "x-key": "secret" } });
    expect(changed).toMatchObject({ method: "GET", body: "", headers: { "x-key": "secret" } });
  });

  test("and addresses of a service are not shown with their query", async () => {
    web.on("/api", reply("", {}, 500));
    open();
    const answer = await fetcher.fetchText(`${web.origin}/api?key=secret`);
    expect(JSON.stringify(answer)).not.toContain("secret");
  });
});

describe("services of the user", () => {
  test("are reached by calls but not as pages", async () => {
    web.on("/search", json({ hits: 1 }));
    open({ allowAddresses: [other.origin], serviceAddresses: [web.origin] });
    const value = z.object({ hits: z.number() });
    expect(await fetcher.fetchJson(`${web.origin}/search`, value)).toEqual({ ok: true, value: { hits: 1 } });
    expect((await failureOf(`${web.origin}/search`)).code).toBe("refused-address");
    other.on("/page", redirect(`${web.origin}/search`));
    expect((await failureOf(`${other.origin}/page`)).code).toBe("refused-address");
    expect(web.requests).toHaveLength(1);
  });

  test("must be given as addresses", () => {
    expect(() => createFetcher({ serviceAddresses: ["localhost:8888 "] })).not.toThrow();
    expect(() => createFetcher({ serviceAddresses: ["my searx"] })).toThrow(/must look like http/);
    open();
  });
});

describe("answers of services", () => {
  test("are checked by their schema, and a mismatch names the place", async () => {
    web.on("/api", json({ list: [{ name: 1 }] }));
    open();
    const schema = z.object({ list: z.array(z.object({ name: z.string() })) });
    const answer = await fetcher.fetchJson(`${web.origin}/api`, schema);
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: "broken", message: expect.stringContaining("list.0.name") },
    });
  });

  test("that are pages or damaged are broken", async () => {
    web.on("/page", reply("<html>"));
    web.on("/cut", reply('{"a":', { "content-type": "application/json" }));
    open();
    const page = await fetcher.fetchJson(`${web.origin}/page`, z.unknown());
    expect(page).toMatchObject({ failure: { code: "broken", message: expect.stringContaining("it is text/html") } });
    expect(await fetcher.fetchJson(`${web.origin}/cut`, z.unknown())).toMatchObject({ failure: { code: "broken" } });
  });

  test("with an accepted error status are answers", async () => {
    web.on("/api", json({ error: "throttled" }, 400));
    open();
    const schema = z.object({ error: z.string() });
    const accepting = await fetcher.fetchJson(`${web.origin}/api`, schema, { acceptStatuses: [400] });
    expect(accepting).toEqual({ ok: true, value: { error: "throttled" } });
    expect((await fetcher.fetchJson(`${web.origin}/api`, schema)).ok).toBe(false);
  });

  test("as text are decoded as declared", async () => {
    web.on(
      "/text",
      reply(new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]), { "content-type": "text/plain; charset=latin1" }),
    );
    open();
    expect(await fetcher.fetchText(`${web.origin}/text`)).toEqual({ ok: true, value: "Grüße" });
  });
});
