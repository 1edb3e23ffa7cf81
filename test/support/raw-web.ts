import { type AddressInfo, createServer, type Socket } from "node:net";

/** A TCP server that answers a request with whatever bytes a test likes, proper HTTP or not. */
export interface RawWeb {
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts one; `answer` is called once per connection, when the first bytes of a request have come. */
export async function startRawWeb(answer: (socket: Socket, request: string) => void): Promise<RawWeb> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that has had enough cuts the connection: that is what is tested.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.once("data", (data) => answer(socket, data.toString("latin1")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Writes the same bytes again and again, as fast as they are taken, until the other side has had enough. */
export function flood(socket: Socket, bytes: string | Uint8Array): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(bytes));
    if (!socket.destroyed) socket.once("drain", more);
  };
  more();
}
