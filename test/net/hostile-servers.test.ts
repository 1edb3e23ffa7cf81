import type { Socket } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createFetcher, type Fetcher, type FetcherOptions, type PageAnswer } from "../../src/net/index.ts";
import { flood, type RawWeb, startRawWeb } from "../support/raw-web.ts";

// Servers that send what no proper server does. Robots.txt is asked for first and is missing everywhere.

let web: RawWeb;
let fetcher: Fetcher;

async function open(answer: (socket: Socket) => void, options: Partial<FetcherOptions> = {}): Promise<void> {
  web = await startRawWeb((socket, request) => {
    if (request.startsWith("GET /robots.txt ")) socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
    else answer(socket);
  });
  fetcher = createFetcher({ allowAddresses: [web.origin], spacingMs: 0, maxRetries: 0, ...options });
}

afterEach(async () => {
  await fetcher.close();
  await web.close();
});

const read = (maxBytes?: number): Promise<PageAnswer> =>
  fetcher.fetchResource(`${web.origin}/page`, maxBytes === undefined ? {} : { maxBytes });

async function failure(maxBytes?: number) {
  const answer = await read(maxBytes);
  if (answer.ok) throw new Error("it was read");
  return answer.failure;
}

async function text(): Promise<string> {
  const answer = await read();
  if (!answer.ok) throw new Error(answer.failure.message);
  return Buffer.from(answer.resource.bytes).toString();
}

const head = (...lines: readonly string[]): string =>
  ["HTTP/1.1 200 OK", "content-type: text/html", ...lines, "", ""].join("\r\n");

describe("headers", () => {
  test("without end are given up, before they fill the memory", async () => {
    await open((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      flood(socket, `x-more: ${"a".repeat(1_000)}\r\n`);
    });
    expect(await failure()).toMatchObject({ code: "broken", message: expect.stringContaining("not proper HTTP") });
  });

  test("of one endless line are given up too", async () => {
    await open((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx-long: ");
      flood(socket, "a".repeat(10_000));
    });
    expect((await failure()).code).toBe("broken");
  });

  test("that come one by one, each in time, still end with the whole time", async () => {
    await open(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const timer = setInterval(() => socket.write("x: y\r\n"), 20);
        socket.on("close", () => clearInterval(timer));
      },
      { timeouts: { totalMs: 250 } },
    );
    expect((await failure()).code).toBe("timeout");
  });

  test("after any number of preliminary answers still have to come in time", async () => {
    await open((socket) => flood(socket, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(50)), {
      timeouts: { totalMs: 400 },
    });
    expect(["timeout", "broken", "unreachable"]).toContain((await failure()).code);
  });

  test.each([
    ["no HTTP at all", "SSH-2.0-OpenSSH_9.6\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde"],
    [
      "a length and chunks",
      "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    ],
    ["a length that is no number", "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nabc"],
    ["a status that is none", "HTTP/1.1 9000 What\r\n\r\n"],
    ["a chunk's length that is none", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n"],
  ])("with %s are broken", async (_what, bytes) => {
    await open((socket) => socket.end(bytes));
    expect(["broken", "unreachable"]).toContain((await failure()).code);
  });

  test("may hold an address in UTF-8, which HTTP has no room for", async () => {
    await open((socket) =>
      socket.end(`${head("content-length: 2", 'content-disposition: inline; filename="Übersicht.html"')}ok`),
    );
    const answer = await read();
    expect(answer.ok && answer.resource.name).toBe("Übersicht.html");
  });
});

describe("bodies", () => {
  const quickBrotli = (bytes: Buffer): Buffer =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const chunk = (part: string): string => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`;

  test("in very many tiny pieces arrive whole", async () => {
    const pieces = 100_000;
    await open((socket) => {
      socket.write(head("transfer-encoding: chunked"));
      for (let sent = 0; sent < pieces; sent += 1_000) socket.write(chunk("x").repeat(1_000));
      socket.end("0\r\n\r\n");
    });
    const answer = await read();
    expect(answer.ok && answer.resource.bytes.byteLength).toBe(pieces);
  });

  test("keep their order over the edges of the blocks they are put together in", async () => {
    const numbers = Array.from({ length: 40_000 }, (_, index) => `${index},`).join("");
    await open((socket) => {
      socket.write(head("transfer-encoding: chunked"));
      for (let at = 0; at < numbers.length; at += 7_777) socket.write(chunk(numbers.slice(at, at + 7_777)));
      socket.end("0\r\n\r\n");
    });
    expect(await text()).toBe(numbers);
  });

  test("that drip, never long silent, end with the whole time", async () => {
    await open(
      (socket) => {
        socket.write(head("transfer-encoding: chunked"));
        const timer = setInterval(() => socket.write(chunk("x")), 15);
        socket.on("close", () => clearInterval(timer));
      },
      { timeouts: { totalMs: 250, stallMs: 5_000 } },
    );
    expect((await failure()).code).toBe("timeout");
  });

  test("without end and without a length stop at the cap", async () => {
    await open((socket) => {
      socket.write(head("connection: close"));
      flood(socket, Buffer.alloc(50_000, "a"));
    });
    expect((await failure(300_000)).code).toBe("too-large");
  });

  test("that end before their length are broken, not short", async () => {
    await open((socket) => socket.end(`${head("content-length: 100")}only this`));
    expect((await failure()).code).toBe("broken");
  });

  test("longer than their length are cut there", async () => {
    await open((socket) => socket.end(`${head("content-length: 4")}fourand more`));
    expect(await text()).toBe("four");
  });

  test.each([
    ["gzip in gzip", (bytes: Buffer) => gzipSync(gzipSync(bytes)), "gzip, gzip"],
    ["brotli in gzip", (bytes: Buffer) => gzipSync(quickBrotli(bytes)), "br, gzip"],
  ])("packed as %s are unpacked, and still capped", async (_what, pack, encoding) => {
    const small = pack(Buffer.from("small"));
    const large = pack(Buffer.alloc(8e6));
    let body = small;
    await open((socket) => {
      socket.write(head(`content-encoding: ${encoding}`, `content-length: ${body.byteLength}`));
      socket.end(body);
    });
    expect(await text()).toBe("small");
    body = large;
    expect((await failure(1e6)).code).toBe("too-large");
  });

  test("packed so often that only an attack can be meant are broken", async () => {
    let body = Buffer.from("x");
    for (let layer = 0; layer < 50; layer++) body = gzipSync(body);
    await open((socket) => {
      socket.write(
        head(`content-encoding: ${Array(50).fill("gzip").join(", ")}`, `content-length: ${body.byteLength}`),
      );
      socket.end(body);
    });
    expect(["broken", "unreachable"]).toContain((await failure()).code);
  });

  test("in a packing nobody knows are not taken for text", async () => {
    await open((socket) => socket.end(`${head("content-encoding: zstd-or-so", "content-length: 3")}abc`));
    const answer = await read();
    // Unknown codings are passed on as they are: the bytes then tell what they are.
    expect(answer.ok ? answer.resource.bytes.byteLength : 0).toBe(3);
  });
});

describe("answers of services", () => {
  const ask = (schema: z.ZodType) => fetcher.fetchJson(`${web.origin}/api`, schema);

  test.each([
    ["nested without end", "[".repeat(200_000)],
    ["nested very deeply and closed", "[".repeat(20_000) + "]".repeat(20_000)],
    ["with a key that changes prototypes", '{"__proto__": {"admin": true}}'],
    ["of a number out of range", '{"value": 1e999}'],
    ["after a byte order mark", '\ufeff{"value": 1}'],
  ])("%s do no harm", async (_what, body) => {
    await open((socket) => {
      socket.end(
        `${head(`content-length: ${Buffer.byteLength(body)}`).replace("text/html", "application/json")}${body}`,
      );
    });
    const answer = await ask(z.unknown());
    expect(typeof answer.ok).toBe("boolean");
    expect({}).not.toHaveProperty("admin");
  });
});
