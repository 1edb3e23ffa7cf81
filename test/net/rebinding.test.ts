import type { LookupFunction } from "node:net";
import * as undici from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addressRefusedCode, createDispatcher } from "../../src/net/dispatcher.ts";
import { createFetcher, type Fetcher } from "../../src/net/index.ts";
import { type FakeWeb, redirect, reply, startFakeWeb } from "../support/fake-web.ts";
import { innerAnswers, resolving } from "../support/hostile-addresses.ts";

// The server listens on loopback, and names are resolved as each test says: a request that arrives at the server has
// got through the guard.

let web: FakeWeb;
let fetcher: Fetcher;
let port: string;

beforeEach(async () => {
  web = await startFakeWeb({ "/page": reply("the secret of this machine") });
  port = new URL(web.origin).port;
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
});

function open(
  lookup: LookupFunction,
  allowAddresses: readonly string[] = [],
  serviceAddresses: readonly string[] = [],
): void {
  fetcher = createFetcher({
    lookup,
    allowAddresses,
    serviceAddresses,
    ports: [80, 443, Number(port)],
    spacingMs: 0,
    maxRetries: 0,
  });
}

async function failureOf(address: string) {
  const answer = await fetcher.fetchResource(address, { userTyped: true });
  if (answer.ok) throw new Error(`${address} was read`);
  return answer.failure;
}

describe("names that lead into the private network", () => {
  test.each(innerAnswers)("are refused when they resolve to %s", async (address) => {
    open(resolving({ "innocent.example.org": [[address]] }));
    expect((await failureOf(`http://innocent.example.org:${port}/page`)).code).toBe("refused-address");
    expect(web.requests).toHaveLength(0);
  });

  test("are looked up once per connection, so a second answer cannot slip in", async () => {
    const asked: string[] = [];
    const lookup = resolving({ "rebind.example.org": [["127.0.0.1"]] });
    open((hostname, options, callback) => {
      asked.push(hostname);
      lookup(hostname, options, callback);
    });
    expect((await failureOf(`http://rebind.example.org:${port}/page`)).code).toBe("refused-address");
    // Once for robots.txt, once for the page.
    expect(asked).toEqual(["rebind.example.org", "rebind.example.org"]);
    expect(web.requests).toHaveLength(0);
  });

  test("are refused when all of several answers are private", async () => {
    open(resolving({ "mixed.example.org": [["127.0.0.1", "10.0.0.1"]] }));
    expect((await failureOf(`http://mixed.example.org:${port}/page`)).code).toBe("refused-address");
    expect(web.requests).toHaveLength(0);
  });

  test("are refused as the target of a redirect", async () => {
    web.on("/go", redirect(`http://innocent.example.org:${port}/page`));
    open(resolving({ "innocent.example.org": [["127.0.0.1"]] }), [web.origin]);
    expect((await failureOf(`${web.origin}/go`)).code).toBe("refused-address");
    expect(web.paths()).not.toContain("/page");
  });

  test("are reached when the user allows their origin", async () => {
    const origin = `http://my.searx.example:${port}`;
    open(resolving({ "my.searx.example": [["127.0.0.1"]] }), [origin]);
    expect((await fetcher.fetchResource(`${origin}/page`)).ok).toBe(true);
  });

  test("are not reached by a page that redirects to an allowed origin from a public one", async () => {
    // As a service the outside host can be connected to here; as a page it has no privileges.
    const outside = `http://outside.example.org:${port}`;
    web.on("/go", redirect(`${web.origin}/page`));
    open(resolving({ "outside.example.org": [["127.0.0.1"]] }), [web.origin], [outside]);
    expect((await failureOf(`${outside}/go`)).message).toContain("redirects to 127.0.0.1");
    expect(web.paths()).toContain("/go");
    expect(web.paths()).not.toContain("/page");
  });
});

test("the connected socket is judged even where no name is looked up", async () => {
  open(resolving({}));
  const policy = { allowed: new Set<string>(), ports: new Set<number>() };
  const timeouts = { connectTimeoutMs: 60_000, headersTimeoutMs: 60_000, bodyTimeoutMs: 60_000 };
  const dispatcher = await createDispatcher({ policy, ...timeouts });
  try {
    const attempt = undici.fetch(`${web.origin}/page`, { dispatcher });
    await expect(attempt).rejects.toMatchObject({ cause: { code: addressRefusedCode } });
    expect(web.requests).toHaveLength(0);
  } finally {
    await dispatcher.destroy();
  }
});

test("a name that does not exist is unreachable, and the message says why", async () => {
  open(resolving({}));
  const failure = await failureOf("http://nowhere.example.org/");
  expect(failure.code).toBe("unreachable");
  expect(failure.message).toContain("host name does not exist");
});
