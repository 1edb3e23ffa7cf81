import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns";
import type { LookupFunction, Socket } from "node:net";
import type { buildConnector, Dispatcher } from "undici";
import { type AddressPolicy, isPublicAddress } from "./address.ts";

// A filter on name lookup alone lets IP literals through, because they are never looked up; a check before connecting
// alone is beaten by a second DNS answer. So both: the lookup drops private answers before a packet is sent, and the
// address of the connected socket is what finally counts.

/** The `code` of the error with which a connection to a private address ends. */
export const addressRefusedCode = "ERR_ADDRESS_REFUSED";

interface DispatcherOptions {
  readonly policy: AddressPolicy;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** Resolves host names; the system's resolver by default. */
  readonly lookup?: LookupFunction;
}

function refusedError(hostname: string): Error {
  return Object.assign(new Error(`${hostname} leads to a private or reserved address`), { code: addressRefusedCode });
}

/** Wraps a lookup so that it answers with public addresses only. */
function guardLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true } satisfies LookupOptions, (error, answer, family) => {
      if (error !== null) return callback(error, [], 0);
      const all: LookupAddress[] = typeof answer === "string" ? [{ address: answer, family: family ?? 4 }] : answer;
      const open = all.filter((entry) => isPublicAddress(entry.address));
      const [first] = open;
      if (first === undefined) return callback(refusedError(hostname), [], 0);
      return options.all === true ? callback(null, open) : callback(null, first.address, first.family);
    });
  };
}

/** Ends connections whose far end is not public, whatever the name said. */
function guardSocket(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...[error, socket]: [Error | null, Socket | null]) => {
      if (error !== null || socket === null) return callback(error ?? new Error("No connection"), null);
      if (isPublicAddress(socket.remoteAddress ?? "")) return callback(null, socket);
      socket.destroy();
      return callback(refusedError(options.hostname), null);
    });
  };
}

function originOf({ protocol, hostname, port }: buildConnector.Options): string {
  const host = hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname;
  return new URL(`${protocol}//${host}${port === "" ? "" : `:${port}`}`).origin;
}

/** An undici dispatcher that connects to public addresses and to the origins the policy allows, and nowhere else. */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { Agent, buildConnector } = await import("undici");
  const lookup = options.lookup ?? (systemLookup as LookupFunction);
  const timeout = options.connectTimeoutMs;
  const open = buildConnector({ timeout, lookup });
  const guarded = guardSocket(buildConnector({ timeout, lookup: guardLookup(lookup) }));
  return new Agent({
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.bodyTimeoutMs,
    connect: (target, callback) => {
      const connector = options.policy.allowed.has(originOf(target)) ? open : guarded;
      connector(target, callback);
    },
  });
}
