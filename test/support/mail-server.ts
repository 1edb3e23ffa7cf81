import { createRequire } from "node:module";
import type { AddressInfo, Server, Socket } from "node:net";

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
}

interface Session {
  readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
}

/** What we use of `smtp-server`, which has no types. */
interface SmtpServer {
  readonly server: Server;
  listen(port: number, host: string, listening: () => void): void;
  close(closed: () => void): void;
}
type SmtpServerClass = new (options: {
  readonly authOptional: boolean;
  readonly disabledCommands: readonly string[];
  onData(stream: AsyncIterable<Buffer>, session: Session, done: (error?: Error) => void): void;
}) => SmtpServer;

/** A mail server on loopback that keeps what it gets; `refuse` may answer with an error instead. */
export async function startMailServer(refuse: () => Error | undefined | "dies" | "hangs" = () => undefined) {
  const { SMTPServer } = createRequire(import.meta.url)("smtp-server") as { readonly SMTPServer: SmtpServerClass };
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const receive = async (stream: AsyncIterable<Buffer>, session: Session, done: (error?: Error) => void) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const refusal = refuse();
    // It has the mail, and is gone before it says so.
    const isKept = typeof refusal !== "object";
    if (isKept)
      mails.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks).toString("utf8"),
      });
    if (refusal === "dies") for (const socket of sockets) socket.destroy();
    else if (refusal !== "hangs") done(refusal);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, session, done) => void receive(stream, session, done),
  });
  server.server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The parts of a mail by content type, decoded. */
export function partsOf({ raw }: ReceivedMail): readonly { readonly head: string; readonly body: string }[] {
  const boundaries = [...raw.matchAll(/boundary="?([^"\r\n;]+)"?/g)].map((match) => `--${match[1] ?? ""}`);
  return raw
    .split("\r\n")
    .reduce<string[][]>(
      (parts, line) => {
        if (boundaries.some((boundary) => line.startsWith(boundary))) parts.push([]);
        else parts.at(-1)?.push(line);
        return parts;
      },
      [[]],
    )
    .flatMap((lines) => {
      const end = lines.indexOf("");
      if (end < 0) return [];
      const head = lines.slice(0, end).join("\n");
      return [{ head, body: decoded(head, lines.slice(end + 1).join("\r\n")) }];
    });
}

function decoded(head: string, body: string): string {
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
