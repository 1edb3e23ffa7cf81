import { afterEach, describe, expect, test } from "vitest";
import { createFetcher } from "../../src/net/index.ts";
import { innerAddresses, noWebAddresses } from "../support/hostile-addresses.ts";
import { type HttpServer, serve } from "../support/http-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function web(listener: Parameters<typeof serve>[0]): Promise<HttpServer> {
  const server = await serve(listener);
  open.push(server);
  return server;
}

function fetchFor(options: Parameters<typeof createFetcher>[0]) {
  const fetcher = createFetcher(options);
  open.push(fetcher);
  return fetcher.serviceFetch;
}

describe("the fetch for protocols of their own", () => {
  test("sends what it is given to an allowed address and gives the whole answer", async () => {
    const server = await web((request, response) => {
      request.pipe(response.writeHead(200, { "x-method": request.method }));
    });
    const send = fetchFor({ allowAddresses: [server.origin] });
    const response = await send(server.url, { method: "POST", body: "hello", headers: { "x-key": "k" } });
    expect([response.status, response.headers.get("x-method"), await response.text()]).toEqual([200, "POST", "hello"]);
    expect(server.seen[0]).toMatchObject({ "x-key": "k", "user-agent": expect.stringContaining("Exhibit") });
  });

  test.each([
    ["http://127.0.0.1/mcp", "private or reserved"],
    ["http://[::1]/mcp", "private or reserved"],
    ["http://169.254.169.254/latest", "private or reserved"],
    ["http://tools.internal/mcp", "private network"],
    ["ftp://example.org/mcp", "only http and https"],
  ])("%s is refused", async (address, reason) => {
    await expect(fetchFor({})(address)).rejects.toThrow(reason);
  });

  test("no spelling of this machine or its network is reached", async () => {
    const send = fetchFor({});
    for (const address of innerAddresses)
      await expect(send(address), address).rejects.toThrow(/private|port|not fetched/);
    for (const address of noWebAddresses) await expect(send(address), address).rejects.toThrow();
  });

  test("services that other settings vouch for are not open to it", async () => {
    const server = await web((_, response) => response.end("secret"));
    await expect(fetchFor({ serviceAddresses: [server.origin] })(server.url)).rejects.toThrow("not among");
    expect(server.seen).toEqual([]);
  });

  test("a redirect is handed back, not followed", async () => {
    const server = await web((_, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end());
    expect((await fetchFor({ allowAddresses: [server.origin] })(server.url)).status).toBe(302);
  });

  test("offline and after the end nothing is sent", async () => {
    const server = await web((_, response) => response.end("x"));
    await expect(fetchFor({ offline: true, allowAddresses: [server.origin] })(server.url)).rejects.toThrow("offline");
    const fetcher = createFetcher({ allowAddresses: [server.origin] });
    await fetcher.close();
    await expect(fetcher.serviceFetch(server.url)).rejects.toThrow("closed");
    expect(server.seen).toEqual([]);
  });

  test("an answer without end breaks off at the cap", async () => {
    const block = Buffer.alloc(1_000_000);
    const server = await web((_, response) => {
      const more = (): boolean => response.write(block, () => !response.destroyed && more());
      more();
    });
    const response = await fetchFor({ allowAddresses: [server.origin] })(server.url);
    await expect(response.arrayBuffer()).rejects.toThrow("larger than the limit of 20 MB");
  });
});
