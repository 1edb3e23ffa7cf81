import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A status; one with headers; or none at all, as of a receiver that hangs. */
export type Answer = number | { readonly status: number; readonly headers: Readonly<Record<string, string>> } | "hang";

/** A receiver on loopback; answers as it is told, in turn, and then with 200. Redirects lead to `elsewhere`. */
export async function startReceiver(answers: readonly Answer[] = [], elsewhere = "/elsewhere") {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = answers[calls.length] ?? 200;
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      if (answer === "hang") return;
      const { status, headers } = typeof answer === "number" ? { status: answer, headers: {} } : answer;
      response.writeHead(status, status >= 300 && status < 400 ? { location: elsewhere } : headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    origin,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
