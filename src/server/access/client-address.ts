import type { Context } from "hono";

/** The address that a request comes from; behind the operator's proxy, the one that the proxy saw. */
export function clientAddress(context: Context, { trustProxy }: { readonly trustProxy: boolean }): string {
  const forwarded = trustProxy ? context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || socketAddress(context) || "unknown";
}

/** Node's own request stands beside ours; a test without sockets has none. */
function socketAddress({ env }: Context): string | undefined {
  const incoming: unknown = env && typeof env === "object" && "incoming" in env ? env.incoming : undefined;
  const socket = incoming && typeof incoming === "object" && "socket" in incoming ? incoming.socket : undefined;
  const address = socket && typeof socket === "object" && "remoteAddress" in socket ? socket.remoteAddress : undefined;
  return typeof address === "string" ? address : undefined;
}
