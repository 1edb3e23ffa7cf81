import { createServer, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** What a proxy does to one answer. */
export type Fault = "none" | "busy" | "broken" | "gone" | "cut" | "empty" | "page" | "slow";

export interface FaultyProxy {
  readonly url: string;
  /** What was asked, as it came. */
  readonly requests: readonly { readonly path: string; readonly body: string }[];
  /** How often each fault was done. */
  readonly done: ReadonlyMap<Fault, number>;
  close(): Promise<void>;
}

/** Passes requests on to a well-behaved server and spoils answers as `choose` says, whatever their shape. */
export async function faultyProxy(target: string, choose: () => Fault): Promise<FaultyProxy> {
  const done = new Map<Fault, number>();
  const requests: { path: string; body: string }[] = [];
  const server = createServer((incoming, response) => {
    const fault = choose();
    done.set(fault, (done.get(fault) ?? 0) + 1);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      requests.push({ path: incoming.url ?? "", body: Buffer.concat(chunks).toString("utf8") });
      const refusal = refusals[fault];
      if (refusal) return refusal(response);
      const { method, headers, url } = incoming;
      const passed = send(new URL(url ?? "/", target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pass(answer, response, fault);
      });
      passed.on("error", () => response.destroy());
      passed.end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    done,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const refusals: Partial<Readonly<Record<Fault, (response: ServerResponse) => void>>> = {
  busy: (response) => respond(response, 429, { "retry-after": "2" }, '{"error": {"message": "Too many requests."}}'),
  broken: (response) => respond(response, 500, {}, '{"error": {"message": "Internal error."}}'),
  gone: (response) => void response.destroy(),
  empty: (response) => respond(response, 200, {}, ""),
  page: (response) => respond(response, 200, { "content-type": "text/html" }, "<html><body>Sign in</body></html>"),
};

function respond(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
}

/** Whole, in small late pieces, or only its first half. */
function pass(answer: NodeJS.ReadableStream, response: ServerResponse, fault: Fault): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("end", () => {
    const body = Buffer.concat(chunks);
    if (fault === "cut") return void response.write(body.subarray(0, body.length / 2), () => response.destroy());
    if (fault !== "slow") return response.end(body);
    drip(body, response);
  });
}

function drip(body: Buffer, response: ServerResponse): void {
  const piece = Math.ceil(body.length / 6);
  const next = (start: number): void => {
    if (start >= body.length || response.destroyed) return void response.end();
    response.write(body.subarray(start, start + piece));
    setTimeout(() => next(start + piece), 5);
  };
  next(0);
}
